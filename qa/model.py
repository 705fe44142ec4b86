"""What leaves the assistant: citations, hits and answers, frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the regulation: ``article.text[start:end] == quote``, inside one paragraph."""

    regulation: str
    article: int
    paragraph: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: an article, its score in [0, 1] and its best clause as a citation."""

    article: int
    chapter: str
    label: str
    score: float
    citation: Citation


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``text`` carries marks [1], [2] … that number ``citations`` from 1.

    A refusal has no citations; ``ranked_articles`` (at most 10, best first) is filled for it
    too. ``understood`` is the question after a follow-up was resolved. ``confidence`` is the
    estimated probability that the regulation answers the question. ``verdict`` answers
    statements, ``computed`` holds ISO dates of a calculation; ``seconds`` is wall time.
    """

    question: str
    understood: str
    text: str
    refused: bool
    citations: tuple[Citation, ...]
    ranked_articles: tuple[int, ...]
    confidence: float
    verdict: bool | None = None
    computed: tuple[str, ...] = ()
    seconds: float = 0.0
