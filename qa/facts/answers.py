"""Questions over a class of things that a quick-reference table answers whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Regulation
from corpus.wordlists import word_list
from indexing.words import Words, normalise
from qa.facts.cells import Cell
from qa.facts.grades import act_asked, act_at, grade_of, grades_named
from qa.facts.properties import (
    Property,
    Row,
    asked_of_meetings,
    cell_of,
    meeting_table,
    meetings_named,
    short_names,
)
from qa.facts.tables import Table

_COMPARES: Final = re.compile(
    r"区别|区分|不同|不一样|差别|差异|差在|差哪|异同|对比|比较|对照|相比|两样|一样|相同|同一|辨析|"
    r"哪个|谁更|分别|各(?![地级类部单项])|各自|都(?:由|是|多)"
)
"""What says that the same is asked of the things named."""
_GENERAL: Final = re.compile(
    r"区别|区分|不同|不一样|差别|差异|差在|差哪|异同|对比|比较|对照|相比|两样|辨析"
)
"""What asks for the things' differences in general."""
_EMPTY_WORDS: Final = word_list("qa.facts", "comparing_words.txt")
"""Words of a question that asks to compare in general and names no property."""
_CLASS: Final = re.compile(
    r"(?:各种|各类|各个|各|所有|全部|每种|每个|[五几](?:种|个|类)|这[五几](?:种|个|类)?|哪(?:些|几个|几种|几类))"
    r"(?:的|例行的?|政府|县政府|县里的?|定期的?|不同的?)*(?:例会|会议?)(?!议?(?:精神|活动|经费|题))"
)
"""A question over the whole class of meetings."""
_WHICH: Final = re.compile(r"哪(?:些|几个|几种|几类)(?:政府|县政府|县里的?)*(?:例会|会议?)")
_TELLING: Final = ("", "例会时间", "列席")
"""Columns of which it can be asked which meetings have it, or have whom (哪些会请企业列席)."""
_ATTENDING: Final = frozenset(("会议", "列席", "列席会议"))
_BESIDES: Final = re.compile(r"除了?[^，,]{1,16}[，,]|(?:平时|正常)?例会(?:时间)?之?外[，,]?")
"""Names what is not asked for: 除了固定日子，哪几种会可以随时加开."""
_SENTENCE: Final = re.compile(r"[。？！；?!;①-⑳\n]")
_AS_TABLE: Final = re.compile(
    r"(?:[五几]种|各种|各类|所有|全部)的?(?:政府|县政府)?会议?(?:制度)?(?:的|，)?(?:列[个张一成]|做[个张成]|汇总|一览|对比|比较|对照|有什么(?:区别|不同))|"
    r"会议一览表?"
)
_PLACE: Final = re.compile(r"哪[一几些]?[条款章]|条款|第几条")
"""Questions where something stands: the contents answer, not a table."""
LIMITS: Final = "时限一览"
APPROVALS: Final = "签发与审批权限"
_ALL: Final = "(?:全部|所有|各种|各类|各项)(?:的|需要|要|应当)*"
_LISTED: Final = "(?:一览|汇总|清单|大全|都?有哪些)"
_KINDS: Final = tuple(
    (name, re.compile(rf"{_ALL}(?:{asked})|(?:{asked}){_LISTED}(?:[？?。]|$)"))
    for name, asked in (
        (LIMITS, "(?:办理|工作|办文|审批)?(?:时限|期限|时间(?:限制|要求|规定))"),
        ("请示报告事项", "(?:请示报告|请示|报告)的?事项"),
        ("禁止事项", "(?:禁止|不得|不准)(?:做)?的?(?:事项|行为|性?规定)|禁令"),
        (APPROVALS, "(?:签发|审批|签批)(?:与审批)?权限"),
    )
)
"""A whole table is asked for by its name."""
_BY_WHOM: Final = re.compile(
    r"(?:哪些|哪几[类种份]|什么样的|有哪些)(?:的)?(?:文件|公文|文|材料|纪要|东西|事项|事)"
    r"(?:是|要|需要?|必须|得|该|应当?|可以|能)*由?(?P<who>办公室主任|分管副主任|副县长|县长|党组书记)"
    r"(?:来|亲自|本人)*(?P<act>签发|签署|签批|签字|签|审批|审定|批准|批)"
    r"|(?P<who2>办公室主任|分管副主任|副县长|县长|党组书记)(?:要|能|可以|负责|该)*"
    r"(?P<act2>签发|签署|签批|签|审批|审定)(?:的)?(?:哪些|什么)(?:文件|公文|文)"
)
_SIGNS: Final = ("签发", "签署", "签批")
_APPROVES: Final = ("审批", "审定", "批准", "确定", "决定")


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """Rows of a table that answer a question whole; every cell is an exact piece of the text."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def table_answer(
    question: str, regulation: Regulation, tables: Sequence[Table], words: Words
) -> TableAnswer | None:
    """Return the rows that answer ``question`` where it asks over a class of things, or None."""
    asked = normalise(question)
    return (
        _of_meetings(asked, regulation, tables, words)
        or _of_grades(asked, regulation, tables)
        or _whole(asked, tables)
        or _by_whom(asked, tables)
    )


def _of_meetings(
    question: str, regulation: Regulation, tables: Sequence[Table], words: Words
) -> TableAnswer | None:
    table = meeting_table(tables)
    if table is None:
        return None
    named = meetings_named(question, table)
    asked = asked_of_meetings(question)
    if len(named) > 1:
        return _compared(question, named, asked, table, regulation, words)
    if not named and _AS_TABLE.search(question):
        return TableAnswer(table.columns, table.rows)
    over = next((each for each in _SENTENCE.split(question) if _CLASS.search(each)), "")
    asked = asked_of_meetings(_BESIDES.sub("", over))
    return _over_all(over, asked, table, regulation, words) if asked and not named else None


def _compared(
    question: str,
    named: Sequence[str],
    asked: Sequence[Property],
    table: Table,
    regulation: Regulation,
    words: Words,
) -> TableAnswer | None:
    forms = _choice(table)
    joined = re.search(
        rf"(?:{forms})(?:的|制度)?(?:和|与|跟|同|及|以及|、|\s)(?:{forms})", question
    )
    if not _COMPARES.search(question) and not joined:
        return None
    rows = [row for name in named for row in table.rows if row[0].text == name]
    if not asked and _GENERAL.search(question) and not _left(question, table, words):
        return TableAnswer(table.columns, tuple(rows))
    return _columns(rows, asked, table, regulation) if asked else None


def _left(question: str, table: Table, words: Words) -> list[str]:
    """Return the content words of ``question`` beside the meetings' names and empty words."""
    rest = re.sub(_choice(table), "，", question)
    return [word for word in words.content(rest) if word not in _EMPTY_WORDS]


def _choice(table: Table) -> str:
    """Return an expression for every form of the meetings' names, longer ones first."""
    forms = {form for row in table.rows for form in short_names(row[0].text)}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))


def _over_all(
    question: str,
    asked: Sequence[Property],
    table: Table,
    regulation: Regulation,
    words: Words,
) -> TableAnswer | None:
    """Return all meetings; only those that have it where the question asks which ones do."""
    if not _WHICH.search(question):
        return _columns(table.rows, asked, table, regulation)
    if len(asked) != 1 or asked[0].column not in _TELLING:
        return None
    cells = [(row, cell_of(asked[0], row, table, regulation).text) for row in table.rows]
    who = [
        word
        for word in words.content(question)
        if len(word) > 1 and word not in _ATTENDING and any(word in text for _, text in cells)
    ]
    named = asked[0].column != "列席"
    having = [r for r, text in cells if text and (named or any(word in text for word in who))]
    return _columns(having, asked, table, regulation) if having else None


def _columns(
    rows: Iterable[Row], asked: Sequence[Property], table: Table, regulation: Regulation
) -> TableAnswer | None:
    made = tuple(
        (row[0], *(cell_of(each, row, table, regulation) for each in asked)) for row in rows
    )
    filled = sum(any(cell.text for cell in row[1:]) for row in made)
    names = (table.columns[0], *(each.column or each.name for each in asked))
    return TableAnswer(names, made) if filled else None


def _of_grades(
    question: str, regulation: Regulation, tables: Sequence[Table]
) -> TableAnswer | None:
    """Return the times of the grades that a question sets side by side (一般和加急各几天)."""
    named, act = grades_named(question), act_asked(question)
    table = next((each for each in tables if each.name == LIMITS), None)
    compared = _COMPARES.search(question) or "各" in question or "差" in question
    if table is None or not act or len(named) < 2 or not compared or "不是" in question:
        return None
    rows = [
        row for row in table.rows if grade_of(row[1].text) in named and _timed(row, act, regulation)
    ]
    found = {grade_of(row[1].text) for row in rows}
    return TableAnswer(table.columns, tuple(rows)) if found == set(named) else None


def _timed(row: Row, act: str, regulation: Regulation) -> bool:
    return act_at(row[2].article, row[2].start, regulation) == act


def _whole(question: str, tables: Sequence[Table]) -> TableAnswer | None:
    if _PLACE.search(question):
        return None
    for name, pattern in _KINDS:
        table = next((each for each in tables if each.name == name), None)
        if table and pattern.search(question):
            return TableAnswer(table.columns, table.rows)
    return None


def _by_whom(question: str, tables: Sequence[Table]) -> TableAnswer | None:
    """Return what an office signs or approves (哪些文件由县长签)."""
    match = _BY_WHOM.search(question)
    table = next((each for each in tables if each.name == APPROVALS), None)
    if match is None or table is None:
        return None
    who, act = match["who"] or match["who2"], match["act"] or match["act2"]
    acts = _SIGNS if act.startswith("签") else _APPROVES
    exact = tuple(each for each in acts if each == act) or acts
    rows = [row for row in table.rows if row[3].text.startswith(exact) and _names(row[2], who)]
    return TableAnswer(table.columns, tuple(rows)) if len(rows) > 1 else None


def _names(cell: Cell, who: str) -> bool:
    """Return whether ``cell`` names the office ``who`` itself: 副县长 is not 县长."""
    return re.search(rf"(?<!副){re.escape(who)}", cell.text) is not None
