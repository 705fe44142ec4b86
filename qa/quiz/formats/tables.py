"""Items as rows of text: the columns that examination platforms import, by named layout.

The platforms change their templates without notice. A layout is a table of headings and of what
stands under them, so that a new one is a few lines here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from corpus import Regulation
from qa.quiz.formats import wording
from qa.quiz.model import DIFFICULTY_NAMES, KIND_NAMES, Item, ItemKind, Paper, Section

_LEAST_OPTIONS: Final = 4
"""Import templates have at least the columns A to D."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a cell is made from: an item, its section and the regulation."""

    item: Item
    section: Section
    regulation: Regulation


Cell = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns in order; the heading ``options`` stands for one column a choice, A to the most."""

    name: str
    columns: tuple[tuple[str, Cell | None], ...]
    option_heading: str = "选项{label}"


def rows(paper: Paper, regulation: Regulation, layout: Layout) -> tuple[tuple[str, ...], ...]:
    """Return the heading row and a row for each item of the paper."""
    most = max((len(wording.choices(item)) for item in paper.items), default=0)
    labels = [chr(ord("A") + index) for index in range(max(most, _LEAST_OPTIONS))]
    entries = [
        Row(item, section, regulation) for section in paper.sections for item in section.items
    ]
    return (_heading(layout, labels), *(_cells(entry, layout, labels) for entry in entries))


def _heading(layout: Layout, labels: list[str]) -> tuple[str, ...]:
    heads: list[str] = []
    for head, cell in layout.columns:
        names = [layout.option_heading.format(label=label) for label in labels]
        heads.extend([head] if cell else names)
    return tuple(heads)


def _cells(entry: Row, layout: Layout, labels: list[str]) -> tuple[str, ...]:
    texts = {option.label: option.text for option in wording.choices(entry.item)}
    cells: list[str] = []
    for _, cell in layout.columns:
        cells.extend([cell(entry)] if cell else [texts.get(label, "") for label in labels])
    return tuple(cells)


def _kind(row: Row) -> str:
    return KIND_NAMES[row.item.kind]


def _stem(row: Row) -> str:
    return row.item.stem


def _whole_stem(row: Row) -> str:
    """Return the stem, with the left column under it, for layouts that have no place for that."""
    return "\n".join([row.item.stem, _left(row)]) if _left(row) else row.item.stem


def _left(row: Row) -> str:
    return "\n".join(f"{o.label}. {o.text}" for o in wording.left_options(row.item))


def _key(row: Row) -> str:
    """Return B, ABD, 对, BDAC, 1-C and 2-A or the words, the last two a line each."""
    if wording.chosen(row.item):
        return "".join(row.item.key)
    return "\n".join(row.item.key)


def _accepted(row: Row) -> str:
    return "\n".join("|".join(variants) for variants in row.item.accept)


def _joined_key(row: Row) -> str:
    """Return the key in one line: blanks divided by |, their variants by ；."""
    if row.item.kind is ItemKind.BLANK:
        return "|".join("；".join(variants) for variants in wording.variants(row.item))
    return wording.key_words(row.item).replace("→", "")


def _true_false(row: Row) -> str:
    if row.item.kind is ItemKind.TRUE_FALSE:
        return "正确" if wording.is_true(row.item) else "错误"
    return _joined_key(row)


def _explanation(row: Row) -> str:
    return wording.explained(row.item)


def _whole_explanation(row: Row) -> str:
    return f"{wording.places(row.item, row.regulation)}：{wording.explained(row.item)}"


def _difficulty(row: Row) -> str:
    return DIFFICULTY_NAMES[row.item.difficulty]


def _chapter(row: Row) -> str:
    return next(
        (c.label for c in row.regulation.chapters if c.number == row.item.chapter and c.number), ""
    )


def _place(row: Row) -> str:
    return wording.place(row.item.citation, row.regulation)


def _mark(row: Row) -> str:
    return wording.mark_words(row.section.mark)


def _count(row: Row) -> str:
    return str(len(wording.choices(row.item)) or "")


def _id(row: Row) -> str:
    return row.item.id


GENERAL: Final = Layout(
    "通用",
    (
        ("题型", _kind),
        ("题干", _stem),
        ("左列", _left),
        ("选项", None),
        ("正确答案", _key),
        ("可接受答案", _accepted),
        ("解析", _explanation),
        ("难度", _difficulty),
        ("章节", _chapter),
        ("条款", _place),
        ("分值", _mark),
        ("编号", _id),
    ),
)
"""Everything that an item has; this is the one that is read back after editing."""
WENJUANXING: Final = Layout(
    "问卷星",
    (
        ("题型", _kind),
        ("题目", _whole_stem),
        ("选项", None),
        ("正确答案", _joined_key),
        ("答案解析", _whole_explanation),
        ("分值", _mark),
        ("编号", _id),
    ),
)
XUEXITONG: Final = Layout(
    "学习通",
    (
        ("目录", _chapter),
        ("题型", _kind),
        ("题干", _whole_stem),
        ("正确答案", _true_false),
        ("答案解析", _whole_explanation),
        ("难易度", _difficulty),
        ("知识点", _place),
        ("选项数", _count),
        ("选项", None),
        ("编号", _id),
    ),
    option_heading="{label}",
)
LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType(
    {layout.name: layout for layout in (GENERAL, WENJUANXING, XUEXITONG)}
)
"""The layouts by name."""
