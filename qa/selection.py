"""Which clauses of an article answer: the deciding one first, then what must stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Clause
from indexing.words import Words
from qa.evidence import EVIDENCE_CLAUSES, holds_kind
from qa.kinds import Kind, kind_of
from qa.lists import SHORTEST, enumeration, forbidding, lead_in, listed, named_list
from qa.parts import EVERYTHING, Parts
from qa.retrieval import Candidate, ScoredClause
from qa.subjects import speaks_of_another


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an article is quoted beside its deciding clause.

    ``most`` clauses; of the same paragraph, those that score at least ``close`` of the best one,
    while the quotes keep within ``budget`` characters; an enumeration of up to ``enumeration``
    characters whole, of a longer one the item and the words that lead in.
    """

    most: int
    close: float
    budget: int
    enumeration: int


_NARROW: Final = Limits(most=3, close=0.65, budget=160, enumeration=200)
"""On dev (207 questions about one article) these hold 0.971 of the needed words in a median of 113
characters; the best clause alone 0.889 in 46, everything up to 200 characters 0.981 in 177
(docs/experiments.md)."""
_WIDE: Final = Limits(most=8, close=0.4, budget=320, enumeration=700)
"""Where a list or the steps of a procedure are asked for."""
_ELSEWHERE: Final = 0.9
"""Share of the best score that a clause of another paragraph needs."""
_HOLDING: Final = 0.8
"""A clause that holds the kind of value asked for (几天, 几次 …) goes before a nearer one without,
when it scores at least this share of it."""
_HEADLINE: Final = 10
"""Characters. Shorter sentences of the built-in text are headlines (严明政治纪律。) or need the one
beside them."""
_TOPIC: Final = 4
"""Characters of what a headline names (工作纪律); a shorter word names too much."""


def deciding(candidate: Candidate, question: str, parts: Parts = EVERYTHING) -> Clause:
    """Return the clause of ``candidate`` that answers best."""
    return _best(candidate, question, parts).clause


def quoted(candidate: Candidate, question: str, parts: Parts = EVERYTHING) -> tuple[Clause, ...]:
    """Return the clauses to quote, the deciding one first.

    A clause that states another office's duty than the question names is not quoted beside a
    better one. An enumeration is quoted whole, or, where it is long, its item with the words
    that lead in (a cut clause: ``Clause`` offsets stay true).
    """
    best = _best(candidate, question, parts)
    if not parts.further:
        return (best.clause,)
    forbidden = forbidding(candidate.article, question)
    if best.clause in forbidden and _size(forbidden) <= _WIDE.enumeration:
        return (best.clause, *(clause for clause in forbidden if clause != best.clause))
    kind = kind_of(question)
    limits = _NARROW if kind is Kind.FACT else _WIDE
    chosen = list(_with_its_list(candidate.article, best.clause, limits.enumeration, kind))
    if kind is Kind.LIST and len(chosen) >= SHORTEST:
        return tuple(chosen)
    size = _size(chosen)
    others = [e for e in _stating(candidate.clauses, question, parts) if e is not best]
    for entry in others[: limits.most - 1]:
        beside = entry.clause.paragraph == best.clause.paragraph
        near = entry.score >= (limits.close if beside else _ELSEWHERE) * best.score
        fits = size + len(entry.clause.text) <= limits.budget
        if near and fits and not _held(entry.clause, chosen):
            chosen.append(entry.clause)
            size += len(entry.clause.text)
    return tuple(chosen)


def headline(article: Article, words: Words) -> str:
    """Return what the headline of ``article`` names (工作纪律 of 严明工作纪律。), or nothing."""
    first = article.clauses[0]
    if len(article.clauses) < 2 or len(first.text) >= _HEADLINE:
        return ""
    topic = first.text.removeprefix(words.whole(first.text)[0]).rstrip("。：:")
    return topic if len(topic) >= _TOPIC else ""


def evidence_clauses(
    question: str, candidate: Candidate, parts: Parts = EVERYTHING
) -> list[Clause]:
    """Return the best clauses of ``candidate``, in which evidence is sought; the deciding first."""
    first = deciding(candidate, question, parts)
    others = [entry.clause for entry in _stating(candidate.clauses, question, parts)]
    return list(dict.fromkeys((first, *others)))[:EVIDENCE_CLAUSES]


def _with_its_list(
    article: Article, clause: Clause, longest: int, kind: Kind
) -> tuple[Clause, ...]:
    items = listed(article, clause) if kind is Kind.LIST else enumeration(article, clause)
    leading = lead_in(article, items)
    apart = () if leading is None or _held(leading, items) else (leading,)
    if _size(items) <= longest:
        return (*_first(clause, items), *apart)
    return (clause,) if leading is None or _held(leading, (clause,)) else (clause, leading)


def _first(clause: Clause, items: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return ``items`` with ``clause`` in front; a heading stands for its paragraph."""
    own = clause if clause in items else next(i for i in items if i.paragraph == clause.paragraph)
    return (own, *(item for item in items if item is not own))


def _size(clauses: Sequence[Clause]) -> int:
    return sum(len(clause.text) for clause in clauses)


def _held(clause: Clause, others: Sequence[Clause]) -> bool:
    return any(other.start <= clause.start and clause.end <= other.end for other in others)


def _best(candidate: Candidate, question: str, parts: Parts) -> ScoredClause:
    """Return the clause that answers best; of a list asked for by its name, the first element."""
    found = _telling(candidate.clauses, question, parts)[0]
    if not parts.kinds:
        return found
    forbidden = forbidding(candidate.article, question)
    named = named_list(candidate.article, question)
    own = [e for e in candidate.clauses if e.clause == named or e.clause in forbidden]
    return own[0] if own else found


def _stating(
    clauses: Sequence[ScoredClause], question: str, parts: Parts
) -> Sequence[ScoredClause]:
    """Leave out headlines and other offices' duties, unless nothing else is there."""
    stating = [entry for entry in clauses if _tells(entry.clause)] or list(clauses)
    if not parts.offices:
        return stating
    own = [entry for entry in stating if not speaks_of_another(question, entry.clause.text)]
    return own or stating


def _telling(
    clauses: Sequence[ScoredClause], question: str, parts: Parts
) -> Sequence[ScoredClause]:
    """Put clauses that hold the kind of value asked for in place of nearer ones without."""
    kept = _stating(clauses, question, parts)
    holding = [
        entry
        for entry in kept
        if parts.kinds
        and entry.score >= _HOLDING * kept[0].score
        and holds_kind(question, entry.clause.text)
    ]
    return holding or kept


def _tells(clause: Clause) -> bool:
    """False for what only announces: 县政府工作遵循以下准则： or 改进调查研究。"""
    return len(clause.text) >= _HEADLINE and not clause.text.endswith(("：", ":"))
