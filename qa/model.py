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
class Why:
    """Why an article ranks where it does.

    ``words``: the query's words that the article uses; ``question``: the nearest question of the
    bank, or None; ``contributions``: (signal, how much it adds), largest first, by the names of
    ``indexing.ranking.Signals``; together they decide the score.
    """

    words: tuple[str, ...]
    question: str | None
    contributions: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: an article, its score, its best clause as a citation, and why.

    ``score`` is the estimated probability, 0 to 1, that this is the article meant, if any is.
    """

    article: int
    chapter: str
    label: str
    score: float
    citation: Citation
    why: Why


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``text`` carries marks [1], [2] … that number ``citations`` from 1.

    A refusal has no citations; ``ranked_articles`` (at most 10, best first) is filled for it
    too. ``understood`` is the question after a follow-up was resolved. ``confidence`` is the
    estimated probability that the regulation answers the question. ``verdict`` answers
    statements, ``computed`` holds ISO dates of a calculation and ``calculation`` how it says they
    were worked out; ``seconds`` is wall time. ``worded`` says that a language model put it into
    words, ``note`` what the user should know of that model; neither is part of the record.
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
    calculation: str = ""
    seconds: float = 0.0
    worded: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an answer with its marks, and the citations they number.

    ``shown`` are the calculations in the text; their days and numbers stand in no quote.
    """

    text: str
    citations: tuple[Citation, ...]
    shown: tuple[str, ...] = ()
