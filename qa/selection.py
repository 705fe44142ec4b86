"""Which clauses of an article answer: the deciding one first, then what must stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Clause
from qa.evidence import EVIDENCE_CLAUSES, holds_kind
from qa.kinds import Kind, kind_of
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
_ITEM_ENDS: Final = ("；", ";")


def deciding(candidate: Candidate, question: str, parts: Parts = EVERYTHING) -> Clause:
    """Return the clause of ``candidate`` that answers best."""
    return _telling(candidate.clauses, question, parts)[0].clause


def quoted(candidate: Candidate, question: str, parts: Parts = EVERYTHING) -> tuple[Clause, ...]:
    """Return the clauses to quote, the deciding one first.

    A clause that states another office's duty than the question names is not quoted beside a
    better one. An enumeration is quoted whole, or, where it is long, its item with the words
    that lead in (a cut clause: ``Clause`` offsets stay true).
    """
    best = _telling(candidate.clauses, question, parts)[0]
    if not parts.further:
        return (best.clause,)
    limits = _WIDE if kind_of(question) in (Kind.LIST, Kind.STEPS) else _NARROW
    chosen = list(_with_its_enumeration(candidate.article, best.clause, limits.enumeration))
    size = sum(len(clause.text) for clause in chosen)
    others = [e for e in _stating(candidate.clauses, question, parts) if e is not best]
    for entry in others[: limits.most - 1]:
        beside = entry.clause.paragraph == best.clause.paragraph
        near = entry.score >= (limits.close if beside else _ELSEWHERE) * best.score
        fits = size + len(entry.clause.text) <= limits.budget
        if near and fits and not _held(entry.clause, chosen):
            chosen.append(entry.clause)
            size += len(entry.clause.text)
    return tuple(chosen)


def evidence_clauses(
    question: str, candidate: Candidate, parts: Parts = EVERYTHING
) -> list[Clause]:
    """Return the best clauses of ``candidate``, in which evidence is sought; the deciding first."""
    first = deciding(candidate, question, parts)
    others = [entry.clause for entry in _stating(candidate.clauses, question, parts)]
    return list(dict.fromkeys((first, *others)))[:EVIDENCE_CLAUSES]


def enumeration(article: Article, clause: Clause) -> tuple[Clause, ...]:
    """Return the clauses cut at ； that ``clause`` stands among, itself alone where it is whole."""
    siblings = article.paragraph(clause.paragraph).clauses
    first = last = siblings.index(clause)
    while first > 0 and siblings[first - 1].text.endswith(_ITEM_ENDS):
        first -= 1
    while last < len(siblings) - 1 and siblings[last].text.endswith(_ITEM_ENDS):
        last += 1
    return siblings[first : last + 1]


def lead_in(article: Article, items: Sequence[Clause]) -> Clause | None:
    """Return what an enumeration begins with, up to its colon (主要议题是：), or None."""
    head = items[0]
    colon = max(head.text.find("："), head.text.find(":"))
    if len(items) < 2 or colon < 0:
        return None
    end = head.start + colon + 1
    return Clause(article.text[head.start : end], head.paragraph, head.start, end)


def _with_its_enumeration(article: Article, clause: Clause, longest: int) -> tuple[Clause, ...]:
    items = enumeration(article, clause)
    if sum(len(item.text) for item in items) <= longest:
        return (clause, *(item for item in items if item is not clause))
    leading = lead_in(article, items)
    return (clause,) if leading is None or _held(leading, (clause,)) else (clause, leading)


def _held(clause: Clause, others: Sequence[Clause]) -> bool:
    return any(other.start <= clause.start and clause.end <= other.end for other in others)


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
