"""Turn what was found into an answer: a sentence with marks, and the quotes behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Chapter, Clause, Regulation
from corpus.numerals import chinese_ordinal
from qa.evidence import EVIDENCE_CLAUSES, holds_kind
from qa.lookup import Place
from qa.model import Citation
from qa.parts import EVERYTHING, Parts
from qa.proof import cite
from qa.retrieval import Candidate, ScoredClause
from qa.subjects import speaks_of_another

_MOST_CLAUSES: Final = 3
_CLOSE: Final = 0.85
"""A further clause of the article is quoted when it scores at least this share of the best one.
On dev (100 questions about one article) that holds every needed span for 91 of 100 in a median
of 46 characters, against 85 with the best clause alone and 93 in 117 with always three."""
_HOLDING: Final = 0.8
"""A clause that holds the kind of value asked for (几天, 几次 …) goes before a nearer one without,
when it scores at least this share of it."""
_HEADLINE: Final = 10
"""Characters. Shorter sentences of the built-in text are headlines (严明政治纪律。) or need the one
beside them."""
_NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an answer with its marks, and the citations they number."""

    text: str
    citations: tuple[Citation, ...]


def answer_from_clauses(
    regulation: Regulation, candidate: Candidate, question: str, parts: Parts = EVERYTHING
) -> Draft:
    """Answer with the best clause of ``candidate`` as the sentence, close ones beside it.

    A clause that states another office's duty than the question names comes last and is never
    quoted beside a better one; neighbours in one paragraph are quoted as one.
    """
    article = candidate.article
    telling = _telling(candidate.clauses, question, parts)
    best = telling[0]
    chosen = [
        entry.clause
        for entry in telling[: _MOST_CLAUSES if parts.further else 1]
        if entry.score >= _CLOSE * best.score
    ]
    spans = _joined(article, chosen)
    first = next(span for span in spans if span[0] <= best.clause.start < span[1])
    ordered = (first, *(span for span in spans if span is not first))
    citations = tuple(cite(regulation, article, start, end) for start, end in ordered)
    place = regulation.cite(article.number, best.clause.paragraph, full=False)
    more = "".join(f"[{mark}]" for mark in range(2, len(citations) + 1))
    text = f"{place}规定：{_sentence(best.clause.text)}[1]"
    return Draft(f"{text} 同条另见{more}。" if more else text, citations)


def evidence_clauses(
    question: str, candidate: Candidate, parts: Parts = EVERYTHING
) -> list[Clause]:
    """Return the best clauses of ``candidate`` that could answer, in which evidence is sought."""
    return [
        entry.clause for entry in _stating(candidate.clauses, question, parts)[:EVIDENCE_CLAUSES]
    ]


def answer_from_places(regulation: Regulation, places: Sequence[Place]) -> Draft:
    """Answer a look-up with the whole of each article or paragraph named."""
    citations: list[Citation] = []
    lines = []
    for place in places:
        article = regulation.article(place.article)
        first = len(citations) + 1
        citations += _whole(regulation, article, place.paragraph)
        marks = "".join(f"[{mark}]" for mark in range(first, len(citations) + 1))
        lines.append(_place_sentence(regulation, article, place, marks))
    return Draft("\n".join(lines), tuple(citations))


def answer_from_chapters(regulation: Regulation, chapters: Sequence[Chapter]) -> Draft:
    """Answer a chapter look-up with an outline: the first sentence of each of its articles."""
    citations: list[Citation] = []
    lines = []
    for chapter in chapters:
        listed = []
        for article in chapter.articles:
            first = article.clauses[0]
            citations.append(cite(regulation, article, first.start, first.end))
            listed.append(f"{article.label}[{len(citations)}]")
        count = len(chapter.articles)
        lines.append(f"{regulation.short_title}{chapter.label}共 {count} 条：{'、'.join(listed)}。")
    return Draft("\n".join(lines) + "各条首句见引文。", tuple(citations))


def refusal(regulation: Regulation, nearest: Iterable[int], cause: str | None = None) -> str:
    """Return the sentence of an honest refusal, with where to look instead."""
    labels = "、".join(regulation.article(number).label for number in list(nearest)[:_NEAREST])
    because = cause or f"《{regulation.title}》没有找到能回答这个问题的规定。"
    return (
        f"{because}内容最接近的是{labels}，但不足以作答。" if labels and cause is None else because
    )


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


def _joined(article: Article, clauses: Sequence[Clause]) -> tuple[tuple[int, int], ...]:
    """Return the spans of ``clauses`` in text order, neighbours of one paragraph joined."""
    spans: list[tuple[int, int]] = []
    for clause in sorted(clauses, key=lambda clause: clause.start):
        touches = spans and not article.text[spans[-1][1] : clause.start].strip(" ")
        if touches:
            spans[-1] = (spans[-1][0], clause.end)
        else:
            spans.append((clause.start, clause.end))
    return tuple(spans)


def _sentence(text: str) -> str:
    return text.rstrip("；;。：:") + "。"


def _whole(regulation: Regulation, article: Article, paragraph: int | None) -> list[Citation]:
    shown = (article.paragraph(paragraph),) if paragraph is not None else article.paragraphs
    return [cite(regulation, article, part.start, part.end) for part in shown]


def _place_sentence(regulation: Regulation, article: Article, place: Place, marks: str) -> str:
    chapter = " ".join(article.headings)
    where = f"（{chapter}）" if chapter else ""
    if place.paragraph is not None:
        ordinal = chinese_ordinal(place.paragraph)
        return f"{regulation.short_title}{article.label}第{ordinal}款{where}全文见引文。{marks}"
    count = len(article.paragraphs)
    return f"{regulation.short_title}{article.label}{where}共 {count} 款，全文见引文。{marks}"
