"""What a Word paper says: the paper, the sheet to answer on, the key with explanations."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from corpus import Regulation
from corpus.numerals import chinese_ordinal
from qa.documents.word_type import WIDTH, Align, Type
from qa.quiz.formats import wording
from qa.quiz.model import DIFFICULTY_NAMES, HOLE, Item, ItemKind, Paper

if TYPE_CHECKING:
    from qa.documents.word import Pages

_GRID: Final = {ItemKind.SINGLE: 10, ItemKind.MULTIPLE: 5, ItemKind.TRUE_FALSE: 10}
"""Answers in one row of the answer sheet: ABCDE needs more room than B."""
_GRID_WIDTH: Final = 14.0
"""Of all the answers in a row, in centimetres."""
_ROOM: Final = {4: 12, 2: 32}
"""Columns of options and the longest option, in half-width characters, that fits them (12 pt)."""
_LINES: Final = {ItemKind.SHORT: 5, ItemKind.CASE: 8}
"""Lines to write on, for each written answer."""
_BOXED: Final = tuple(_GRID)
"""Kinds whose answers stand in the answer sheet's grid."""


def write_paper(pages: Pages, paper: Paper) -> None:
    """Write the head, the table of marks and every section."""
    pages.line(paper.title, Type.TITLE, Align.CENTRE, before=6, after=6)
    pages.line(f"（{paper.version}卷）", Type.NOTE, Align.CENTRE, after=6)
    total = wording.mark_words(paper.marks)
    about = f"满分{total}分　共{len(paper.items)}题　答案请写在答题纸上"
    pages.line(about, Type.NOTE, Align.CENTRE, after=6)
    if paper.sections:
        _marks_table(pages, paper)
    for order, section, entries in wording.numbered(paper):
        pages.line(wording.section_heading(order, section), Type.HEADING, before=10)
        pages.line(wording.ORDERS[section.kind], Type.NOTE, after=4, keeps=True)
        for number, item in entries:
            _question(pages, number, item)


def write_sheet(pages: Pages, paper: Paper) -> None:
    """Write the sheet to answer on."""
    pages.line("答题纸", Type.TITLE, Align.CENTRE, after=8)
    name = "单位：______________　姓名：____________　得分：__________"
    pages.line(name, align=Align.CENTRE, after=8)
    for order, section, entries in wording.numbered(paper):
        pages.line(wording.section_heading(order, section), Type.HEADING, before=8, after=4)
        if section.kind in _BOXED:
            _grid(pages, section.kind, [(number, "") for number, _ in entries])
            continue
        for number, item in entries:
            _space(pages, number, item)


def write_key(pages: Pages, paper: Paper, regulation: Regulation) -> None:
    """Write the key: answers at a glance, then each item's answer, place and explanation."""
    pages.line("参考答案与解析", Type.TITLE, Align.CENTRE, before=6, after=4)
    pages.line(f"{paper.title}　{paper.version}卷", Type.NOTE, Align.CENTRE, after=6)
    for order, section, entries in wording.numbered(paper):
        pages.line(wording.section_heading(order, section), Type.HEADING, before=8, after=4)
        if section.kind in _BOXED:
            _grid(pages, section.kind, [(number, _sign(item)) for number, item in entries])
        for number, item in entries:
            _explanation(pages, number, item, regulation)


def _marks_table(pages: Pages, paper: Paper) -> None:
    """Write the table of marks for whoever corrects."""
    names = [chinese_ordinal(order) for order in range(1, len(paper.sections) + 1)]
    rows = [["题号", *names, "总分", "评卷人"], ["得分", *[""] * (len(names) + 2)]]
    width = (WIDTH - 2 * 1.8) / (len(names) + 1)
    pages.table(rows, [1.8, *[width] * (len(names) + 1), 1.8], height=0.75)


def _question(pages: Pages, number: int, item: Item) -> None:
    stem = wording.with_brackets(item.stem) if item.kind in _BOXED else item.stem
    choices = wording.choices(item)
    hanging = len(str(number)) / 2 + 1
    pages.line(
        f"{number}．{stem}",
        align=Align.BOTH,
        hanging=hanging,
        before=4,
        after=4 if item.kind is ItemKind.MATCHING else 0,
        keeps=bool(item.options),
    )
    if item.kind is ItemKind.MATCHING:
        _two_columns(pages, item)
    elif choices:
        _options(pages, [f"{option.label}．{option.text}" for option in choices])


def _options(pages: Pages, texts: Sequence[str]) -> None:
    """Write the options four, two or one a line, as their length allows."""
    longest = max(map(_length, texts))
    columns = next((count for count, room in _ROOM.items() if longest <= room), 1)
    if columns == 1:
        for index, text in enumerate(texts):
            keeps = index < len(texts) - 1
            pages.line(text, align=Align.BOTH, indent=2, hanging=1.5, keeps=keeps)
        return
    for start in range(0, len(texts), columns):
        keeps = start + columns < len(texts)
        pages.tabbed(texts[start : start + columns], columns, indent=2, keeps=keeps)


def _length(text: str) -> int:
    """Return the width in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _two_columns(pages: Pages, item: Item) -> None:
    left, right = wording.left_options(item), wording.choices(item)
    rows = [
        [
            f"{side[index].label}．{side[index].text}" if index < len(side) else ""
            for side in (left, right)
        ]
        for index in range(max(len(left), len(right)))
    ]
    pages.table([["左列", "右列"], *rows], [WIDTH / 2 - 0.4] * 2, align=Align.LEFT)


def _grid(pages: Pages, kind: ItemKind, answers: Sequence[tuple[int, str]]) -> None:
    """Write numbered boxes, empty or with the answers at a glance."""
    columns = _GRID[kind]
    rows: list[list[str]] = []
    for start in range(0, len(answers), columns):
        part = answers[start : start + columns]
        spare = [""] * (columns - len(part))
        rows.append(["题号", *[str(number) for number, _ in part], *spare])
        rows.append(["答案", *[answer for _, answer in part], *spare])
    pages.table(rows, [WIDTH - _GRID_WIDTH, *[_GRID_WIDTH / columns] * columns], height=0.7)


def _sign(item: Item) -> str:
    if item.kind is ItemKind.TRUE_FALSE:
        return "√" if wording.is_true(item) else "×"
    return wording.key_words(item)


def _space(pages: Pages, number: int, item: Item) -> None:
    """Write the room for one answer that is no single letter."""
    if item.kind is ItemKind.BLANK:
        gaps = "　".join("____________________" for _ in item.key)
        pages.line(f"{number}．{gaps}", before=4)
    elif item.kind is ItemKind.MATCHING:
        gaps = "　".join(f"{option.label}—{HOLE}" for option in wording.left_options(item))
        pages.line(f"{number}．{gaps}", hanging=2, before=4)
    elif item.kind is ItemKind.ORDERING:
        gaps = " → ".join(HOLE for _ in item.key)
        pages.line(f"{number}．{gaps}", hanging=2, before=4)
    elif wording.chosen(item):
        pages.line(f"{number}．（　　　　）", before=4)
    else:
        pages.line(f"{number}．", before=6, keeps=True)
        pages.ruled(_LINES.get(item.kind, 1))


def _explanation(pages: Pages, number: int, item: Item, regulation: Regulation) -> None:
    """Write one item's answer, place, difficulty and explanation."""
    sign = _sign(item)
    if not wording.chosen(item) and item.kind in (ItemKind.SHORT, ItemKind.CASE):
        sign = "".join(wording.points(item))
    level = DIFFICULTY_NAMES[item.difficulty]
    about = f"【难度】{level}　【出处】{wording.places(item, regulation)}"
    if item.kind in _BOXED:
        sign, about = f"{sign}　{about}", ""
    answer = f"{number}．【答案】{sign}"
    pages.line(answer, Type.BOLD, Align.BOTH, hanging=1.5, before=4, keeps=True)
    others = wording.also(item)
    if others:
        pages.line(f"【也可写作】{others}", indent=1.5, keeps=True)
    if about:
        pages.line(about, indent=1.5, keeps=True)
    pages.line(f"【解析】{wording.explained(item)}", align=Align.BOTH, indent=1.5)
