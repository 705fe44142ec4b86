"""Quick-reference tables made of the facts; every cell is an exact piece of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Clause, Regulation
from corpus.spacing import tight
from qa.facts.acts import act_span
from qa.facts.cells import EMPTY, Cell, cell_at, nearest, of_value
from qa.facts.duties import MUST_NOT, modal_start
from qa.facts.model import Fact, FactKind
from qa.facts.topics import meeting_names

MEETINGS: Final = "会议一览"
SOURCE: Final = "出处"
_LIMIT_COLUMNS: Final = ("事项", "情形", "时限")
_MEETING_COLUMNS: Final = (
    "会议", "组成或参加", "召集主持", "频次", "例会时间", "列席", "议题确定", "纪要签发",
)  # fmt: skip
_APPROVAL_COLUMNS: Final = ("事项", "情形", "谁", "做什么")
_REPORT_COLUMNS: Final = ("谁", "什么事", "做什么", "向谁", "时限")
_BAN_COLUMNS: Final = ("谁或什么", "情形", "用语", "不得做什么", "例外")
_APPROVING: Final = frozenset(
    {"签发", "签署", "签批", "审批", "审定", "批准", "审核", "审查", "核报", "确定", "决定"}
)
_REPORTING: Final = frozenset({"报告", "请示", "请假", "通报", "报送", "备案"})
_ON_RECORD: Final = "备案"
_BUSY: Final = re.compile("报告|请假|请示|汇报|报送")
_NEAR: Final = 30
"""Characters between two spans that are shown as one (…列席会议，根据会议内容需要安排…)."""


@dataclass(frozen=True, slots=True)
class Table:
    """A quick-reference table; every row has one cell a column."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(regulation: Regulation, facts: Sequence[Fact]) -> tuple[Table, ...]:
    """Return the tables that ``facts`` fill; one without rows is left out."""
    made = (
        Table("时限一览", _LIMIT_COLUMNS, _limit_rows(regulation, facts)),
        Table(MEETINGS, _MEETING_COLUMNS, _meeting_rows(regulation, facts)),
        Table("签发与审批权限", _APPROVAL_COLUMNS, _approval_rows(regulation, facts)),
        Table("请示报告事项", _REPORT_COLUMNS, _report_rows(regulation, facts)),
        Table("禁止事项", _BAN_COLUMNS, _ban_rows(regulation, facts)),
    )
    return tuple(table for table in made if table.rows)


def table_lines(table: Table, regulation: Regulation) -> list[str]:
    """Return ``table`` as lines of Markdown; rows, or a meeting's cells, name their source."""
    by_cell = table.name == MEETINGS
    columns = table.columns if by_cell else (*table.columns, SOURCE)
    lines = [f"## {table.name}", "", _line(columns), "|" + " --- |" * len(columns)]
    for row in table.rows:
        words = [_shown(cell, regulation, by_cell=by_cell) for cell in row]
        lines.append(_line(words if by_cell else [*words, source(row, regulation)]))
    return lines


def sources(table: Table, row: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells that say where a row stands: its last one, of a meeting one a paragraph."""
    stated = [cell for cell in row if cell.text]
    if table.name != MEETINGS:
        return tuple(stated[-1:])
    first = {(cell.article, cell.paragraph): cell for cell in reversed(stated)}
    return tuple(first[place] for place in sorted(first))


def source(row: Sequence[Cell], regulation: Regulation) -> str:
    """Return the reference of a row: that of its last cell with words."""
    cell = next((cell for cell in reversed(row) if cell.text), EMPTY)
    return regulation.article(cell.article).reference(cell.paragraph) if cell.text else ""


def _line(words: Iterable[str]) -> str:
    return "| " + " | ".join(words) + " |"


def _shown(cell: Cell, regulation: Regulation, *, by_cell: bool) -> str:
    if not cell.text:
        return "—"
    return f"{cell.text}（{source((cell,), regulation)}）" if by_cell else cell.text


def _limit_rows(regulation: Regulation, facts: Sequence[Fact]) -> tuple[tuple[Cell, ...], ...]:
    meetings = meeting_names(regulation)
    timed = [
        fact for fact in facts
        if fact.kind is FactKind.LIMIT
        or (fact.kind is FactKind.SCHEDULE and not any(name in fact.subject for name in meetings))
    ]  # fmt: skip
    return _distinct((*_subject_and_condition(regulation, fact), of_value(fact)) for fact in timed)


def _meeting_rows(regulation: Regulation, facts: Sequence[Fact]) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    names = meeting_names(regulation)
    for name in names:
        home = next(
            article for article in regulation.articles
            if re.search(rf"{re.escape(name)}由", tight(article.text))
        )  # fmt: skip
        others = tuple(other for other in names if other != name)
        own = [f for f in facts if f.article == home.number and not f.subject.startswith(others)]
        rows.append(
            (
                nearest(home, name, 0),
                _members(own, regulation),
                _role(own, "召集和主持", regulation) or _role(own, "主持", regulation) or EMPTY,
                _kind(own, FactKind.FREQUENCY),
                _kind(own, FactKind.SCHEDULE),
                _role(own, "列席", regulation) or EMPTY,
                _role(own, "确定", regulation, "议题") or EMPTY,
                _role(own, "签发", regulation, "纪要") or EMPTY,
            )
        )
    return tuple(rows)


def _approval_rows(regulation: Regulation, facts: Sequence[Fact]) -> tuple[tuple[Cell, ...], ...]:
    return _distinct(
        (*_subject_and_condition(regulation, fact), of_value(fact), _act(regulation, fact))
        for fact in facts
        if fact.kind is FactKind.ROLE
        and fact.relation in _APPROVING
        and (fact.subject or fact.condition)
        and not regulation.article(fact.article).text[: fact.start].endswith("未经")
    )


def _report_rows(regulation: Regulation, facts: Sequence[Fact]) -> tuple[tuple[Cell, ...], ...]:
    return _distinct(
        (
            *_sender_and_matter(regulation, fact),
            _act(regulation, fact),
            of_value(fact),
            _limit_near(regulation, fact, facts),
        )
        for fact in facts
        if fact.kind is FactKind.ROLE and fact.relation in _REPORTING
    )


def _sender_and_matter(regulation: Regulation, fact: Fact) -> tuple[Cell, Cell]:
    """Return who and what; a paper that is put on record is what."""
    subject, when = _subject_and_condition(regulation, fact)
    return (EMPTY, subject) if fact.relation == _ON_RECORD else (subject, when)


def _ban_rows(regulation: Regulation, facts: Sequence[Fact]) -> tuple[tuple[Cell, ...], ...]:
    return _distinct(
        (
            *_subject_and_condition(regulation, fact),
            _modal(regulation, fact),
            of_value(fact),
            _exception(regulation, fact, facts),
        )
        for fact in facts
        if fact.kind is FactKind.DUTY and fact.relation == MUST_NOT
    )


def _modal(regulation: Regulation, fact: Fact) -> Cell:
    """Return how the rule forbids it: 一般不予 is less than 严禁."""
    article = regulation.article(fact.article)
    start = modal_start(article.text, fact.start)
    return cell_at(article, start, fact.start) if start < fact.start else EMPTY


def _exception(regulation: Regulation, fact: Fact, facts: Sequence[Fact]) -> Cell:
    """Return the 除…外 that stands in the same clause."""
    clause = _clause(regulation.article(fact.article), fact)
    for other in facts:
        inside = other.article == fact.article and clause.start <= other.start < clause.end
        if inside and other.kind is FactKind.EXCEPTION and "除" in other.value:
            return of_value(other)
    return EMPTY


def _subject_and_condition(regulation: Regulation, fact: Fact) -> tuple[Cell, Cell]:
    article = regulation.article(fact.article)
    paragraph = article.paragraph(fact.paragraph)
    subject = nearest(article, fact.subject, fact.start)
    when = nearest(article, fact.condition, fact.start)
    inside = paragraph.start <= when.start < paragraph.end
    return subject, when if inside else EMPTY


def _act(regulation: Regulation, fact: Fact) -> Cell:
    article = regulation.article(fact.article)
    span = act_span(fact.relation, article.text, (fact.start, fact.end))
    if span is None or span[1] > _clause(article, fact).end:
        return EMPTY
    return cell_at(article, *span)


def _clause(article: Article, fact: Fact) -> Clause:
    return next(c for c in article.clauses if c.start <= fact.start < c.end)


def _limit_near(regulation: Regulation, fact: Fact, facts: Sequence[Fact]) -> Cell:
    """Return the time that stands in front of ``fact`` in its clause, no other act between."""
    article = regulation.article(fact.article)
    start = _clause(article, fact).start
    near = [
        other for other in facts
        if other.kind in {FactKind.LIMIT, FactKind.SCHEDULE}
        and other.article == fact.article and start <= other.start < fact.start
        and not _BUSY.search(article.text[other.end : fact.start].rstrip("先行报告请示通"))
    ]  # fmt: skip
    return of_value(near[-1]) if near else EMPTY


def _members(own: Sequence[Fact], regulation: Regulation) -> Cell:
    """Return who the meeting consists of, or the words for who says so (参加人员由…确定)."""
    stated = _role(own, "组成", regulation) or _role(own, "参加", regulation)
    chosen = [f for f in own if f.relation == "确定" and "参加人员" in f.subject]
    if stated or not chosen:
        return stated or EMPTY
    article = regulation.article(chosen[0].article)
    start = article.text.rfind("参加人员", 0, chosen[0].start)
    return cell_at(article, start, _act(regulation, chosen[0]).end)


def _role(
    own: Sequence[Fact], relation: str, regulation: Regulation, about: str = ""
) -> Cell | None:
    named = [
        fact for fact in own
        if fact.kind is FactKind.ROLE and fact.relation == relation and about in fact.subject
    ]  # fmt: skip
    if not named:
        return None
    first = last = named[0]
    for fact in named[1:]:
        if fact.paragraph == last.paragraph and fact.start - last.end < _NEAR:
            last = fact
    text = regulation.article(first.article).text[first.start : last.end]
    return Cell(tight(text), first.article, first.paragraph, first.start, last.end)


def _kind(own: Sequence[Fact], kind: FactKind) -> Cell:
    return next((of_value(fact) for fact in own if fact.kind is kind), EMPTY)


def _distinct(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    seen: dict[tuple[str, ...], tuple[Cell, ...]] = {}
    for row in rows:
        seen.setdefault(tuple(cell.text for cell in row), row)
    return tuple(seen.values())
