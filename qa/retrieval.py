"""What a LangChain retriever found, as articles with their clauses in order of relevance.

The one retrieval of the project: chat, search, batch and API all pass here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from corpus.model import Article, Clause, Regulation
from indexing.units import tokens
from indexing.words import Words
from qa.evidence import Similarity
from qa.lookup import Lookup

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever


_WHOLE: Final = 0.5
"""Weight of the whole question's ranking in that of a part of it. On dev (53 questions that were
taken apart) the parts' best articles then hold 0.959 of the needed ones, with precision 0.903;
0 gives 0.950 and 0.852, 1 gives 0.931 and 0.921 (docs/experiments.md)."""
_CONTEXT: Final = 0.5
"""Weight of the whole question in ranking the clauses of an article found for a part of it."""
_UNRANKED: Final = 1e-4
"""Share of an article that a search did not return."""


@dataclass(frozen=True, slots=True)
class ScoredClause:
    """A clause and how well it fits the question; scores compare within one article only."""

    clause: Clause
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as it was ranked, its clauses best first.

    ``similarity`` is None where the retriever gives none; ``question`` is the nearest of the
    question bank; ``contributions`` are (signal, how much it adds), largest first.
    """

    article: Article
    score: float
    similarity: Similarity | None
    clauses: tuple[ScoredClause, ...]
    question: str | None = None
    contributions: tuple[tuple[str, float], ...] = ()


def candidates(
    retriever: BaseRetriever, regulation: Regulation, words: Words, question: str
) -> tuple[Candidate, ...]:
    """Return the articles that ``retriever`` finds, best first, each once.

    Documents need ``metadata["article"]``; those without a known number are passed over. Scores,
    similarities and clauses are taken from the metadata that ArticleRetriever writes; for any
    other retriever clauses are ordered by the question's words they hold.
    """
    found: dict[int, Candidate] = {}
    for document in retriever.invoke(question):
        number = document.metadata.get("article")
        if isinstance(number, int) and 1 <= number <= len(regulation.articles):
            article = regulation.article(number)
            found.setdefault(number, _candidate(article, document, words, question))
    return tuple(found.values())


def blended(part: Sequence[Candidate], whole: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the articles found for a part of a question, ranked in the light of the whole of it.

    The shares are multiplied, those of the whole to the power of ``_WHOLE``: what it is about
    decides where the part alone (由谁签发) could be about anything.
    """
    by_number = {candidate.article.number: candidate for candidate in (*whole, *part)}
    own, context = _shares(part), _shares(whole)
    powers = {
        number: own.get(number, _UNRANKED) * context.get(number, _UNRANKED) ** _WHOLE
        for number in by_number
    }
    total = math.fsum(powers.values())
    ranked = sorted(by_number, key=lambda number: -powers[number])
    wholes = {candidate.article.number: candidate for candidate in whole}
    return tuple(
        replace(_in_context(by_number[number], wholes.get(number)), score=powers[number] / total)
        for number in ranked
    )


def _in_context(part: Candidate, whole: Candidate | None) -> Candidate:
    """Return ``part`` with its clauses ranked in the light of the whole question too."""
    if whole is None or whole is part:
        return part
    context = {entry.clause: entry.score for entry in whole.clauses}
    scored = [
        ScoredClause(entry.clause, entry.score + _CONTEXT * context[entry.clause])
        for entry in part.clauses
    ]
    return replace(part, clauses=tuple(sorted(scored, key=lambda entry: -entry.score)))


def clauses_of(ranked: Sequence[Candidate]) -> list[tuple[int, Clause]]:
    """Return the clauses of ``ranked`` with their articles' numbers, in rank."""
    return [(found.article.number, entry.clause) for found in ranked for entry in found.clauses]


def _shares(ranked: Sequence[Candidate]) -> dict[int, float]:
    return {entry.article.number: max(entry.score, _UNRANKED) for entry in ranked}


def named_first(
    lookup: Lookup,
    regulation: Regulation,
    words: Words,
    question: str,
    ranked: tuple[Candidate, ...],
) -> tuple[Candidate, ...]:
    """Put what the question names before what else the retriever found.

    Articles come with score 1 in the order named; of a chapter, those that were found come in
    their rank, then the rest of it.
    """
    by_number = {candidate.article.number: candidate for candidate in ranked}
    if lookup.chapters:
        chapters = [regulation.chapter(number) for number in lookup.chapters]
        inside = [article.number for chapter in chapters for article in chapter.articles]
        found = [number for number in by_number if number in inside]
        numbers = [*found, *(number for number in inside if number not in found)]
    else:
        numbers = list(dict.fromkeys(place.article for place in lookup.places))
    named = []
    for number in numbers:
        article = regulation.article(number)
        fresh = Candidate(article, 1.0, None, _by_words(article, words, question))
        named.append(replace(by_number.get(number, fresh), score=1.0))
    return (*named, *(other for other in ranked if other.article.number not in numbers))


def _candidate(article: Article, document: Document, words: Words, question: str) -> Candidate:
    metadata: dict[str, Any] = document.metadata
    signals, ranked = metadata.get("signals"), metadata.get("clauses")
    return Candidate(
        article=article,
        score=float(metadata.get("score", 0.0)),
        similarity=Similarity(
            article=signals["article"],
            clause=signals["clause"],
            questions=signals["questions"],
            answered=signals["answered"],
            unanswerable=signals["unanswerable"],
            share=float(metadata["score"]),
            encoder=signals["encoder"],
            bank=metadata.get("question") is not None,
        )
        if signals
        else None,
        clauses=_as_ranked(article, ranked) if ranked else _by_words(article, words, question),
        question=metadata.get("question"),
        contributions=tuple(
            sorted(metadata.get("contributions", {}).items(), key=lambda entry: -entry[1])
        ),
    )


def _as_ranked(article: Article, ranked: Sequence[dict[str, Any]]) -> tuple[ScoredClause, ...]:
    by_start = {clause.start: clause for clause in article.clauses}
    return tuple(
        ScoredClause(by_start[entry["start"]], float(entry["score"]))
        for entry in ranked
        if entry["start"] in by_start
    )


def _by_words(article: Article, words: Words, question: str) -> tuple[ScoredClause, ...]:
    """Order clauses by the share of the question's tokens they hold."""
    asked = frozenset(tokens(words, question))
    scored = [
        ScoredClause(clause, len(asked.intersection(tokens(words, clause.text))) / len(asked))
        for clause in article.clauses
    ]
    return tuple(sorted(scored, key=lambda entry: -entry.score))
