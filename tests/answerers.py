"""Answerers whose figures are known: the perfect one and what is planted into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Regulation
from eval.dataset import Item
from eval.metrics import FIGURES, Judgement
from eval.table import row
from qa import Answer, Citation
from qa.proof import cite


def answer(citations: tuple[Citation, ...], ranked: tuple[int, ...], **other: object) -> Answer:
    plain = Answer("问", "问", "答", not citations, citations, ranked, 1.0)
    return replace(plain, **other)  # type: ignore[arg-type]


def perfect(item: Item, regulation: Regulation) -> Answer:
    """What a perfect answerer gives: the paragraphs a perfect answer cites, or a refusal."""
    if not item.answerable:
        return answer((), (), confidence=0.0)
    citations = []
    for number, paragraph in item.paragraphs or [(a, 1) for a in item.articles]:
        article = regulation.article(number)
        place = article.paragraph(paragraph)
        citations.append(cite(regulation, article, place.start, place.end))
    return answer(tuple(citations), item.articles, verdict=item.verdict, computed=item.computed)


def figures(judged: Sequence[Judgement]) -> dict[str, float]:
    return {name: cell["value"] for name, cell in row(judged).items() if name in FIGURES}
