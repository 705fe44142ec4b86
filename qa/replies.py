"""Answers and refusals as records, their articles in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Regulation
from qa.compose import refusal
from qa.finding import RANKED
from qa.model import Answer, Draft
from qa.retrieval import Candidate


def answered(question: str, draft: Draft, numbers: Sequence[int], confidence: float) -> Answer:
    """Return ``draft`` as the answer to ``question``, the articles ``numbers`` ranked."""
    return Answer(
        question=question,
        understood=question,
        text=draft.text,
        refused=False,
        citations=draft.citations,
        ranked_articles=tuple(numbers[:RANKED]),
        confidence=confidence,
    )


def refused(
    regulation: Regulation,
    question: str,
    ranked: Sequence[Candidate],
    cause: str | None,
    confidence: float = 0.0,
) -> Answer:
    """Return an honest refusal: ``cause`` where it is known, and the nearest articles."""
    numbers = in_order((), ranked)
    draft = Draft(refusal(regulation, numbers, cause), ())
    return replace(answered(question, draft, numbers, confidence), refused=True)


def in_order(first: Iterable[int], ranked: Sequence[Candidate]) -> list[int]:
    """Return the articles ``first``, then those of ``ranked`` that are not among them."""
    return list(dict.fromkeys((*first, *(candidate.article.number for candidate in ranked))))
