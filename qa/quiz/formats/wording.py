"""The words that papers share: section headings, places, keys and explanations in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus import Regulation
from corpus.errors import UnknownReferenceError
from corpus.numerals import article_label, chinese_ordinal
from corpus.spacing import tight
from qa.documents.writing import clean
from qa.model import Citation
from qa.quiz.model import HOLE, RIGHT, Item, ItemKind, Option, Paper, Section

SECTION_NAMES: Final = {
    ItemKind.SINGLE: "单项选择题",
    ItemKind.MULTIPLE: "多项选择题",
    ItemKind.TRUE_FALSE: "判断题",
    ItemKind.BLANK: "填空题",
    ItemKind.MATCHING: "连线题",
    ItemKind.ORDERING: "排序题",
    ItemKind.SHORT: "简答题",
    ItemKind.CASE: "案例分析题",
}
"""What examination papers call the kinds."""
ORDERS: Final = {
    ItemKind.SINGLE: "每题只有一个正确答案。",
    ItemKind.MULTIPLE: "每题有两个或两个以上正确答案，多选、少选、错选均不得分。",
    ItemKind.TRUE_FALSE: "正确的填“√”，错误的填“×”。",
    ItemKind.BLANK: "按规定原文填写。",
    ItemKind.MATCHING: "为左列每一项选出右列中对应的一项。",
    ItemKind.ORDERING: "按规定的先后顺序写出字母。",
    ItemKind.SHORT: "依据规定作答。",
    ItemKind.CASE: "阅读材料，依据规定作答。",
}
"""How to answer each kind, under its heading."""
_BRACKETS: Final = re.compile(r"[（(][\s　]*[）)]")


def mark_words(mark: float) -> str:
    """Return 2 for 2.0 and 1.5 for 1.5."""
    return f"{mark:g}"


def section_heading(order: int, section: Section) -> str:
    """Return 一、单项选择题（每题2分，共20分）."""
    name, count = SECTION_NAMES[section.kind], len(section.items)
    each, total = mark_words(section.mark), mark_words(section.mark * count)
    return f"{chinese_ordinal(order)}、{name}（每题{each}分，共{total}分）"


def numbered(paper: Paper) -> Iterator[tuple[int, Section, tuple[tuple[int, Item], ...]]]:
    """Yield each section with its order; its items carry their number in the whole paper."""
    number = 0
    for order, section in enumerate(paper.sections, start=1):
        entries = tuple(enumerate(section.items, start=number + 1))
        number += len(entries)
        yield order, section, entries


def left_options(item: Item) -> tuple[Option, ...]:
    """Return the left column of a matching item (none for other kinds)."""
    return tuple(option for option in item.options if option.label.isdigit())


def choices(item: Item) -> tuple[Option, ...]:
    """Return the lettered options: the choices, or the right column of a matching item."""
    return tuple(option for option in item.options if not option.label.isdigit())


def chosen(item: Item) -> tuple[str, ...]:
    """Return the key as labels of ``choices``, or nothing where the key is words."""
    labels = {option.label for option in choices(item)}
    return item.key if item.key and set(item.key) <= labels else ()


def pairs(item: Item) -> tuple[tuple[Option, Option], ...]:
    """Return the pairs that a matching item's key joins."""
    options = {option.label: option for option in item.options}
    split = (entry.partition("-") for entry in item.key)
    return tuple(
        (options[left], options[right])
        for left, _, right in split
        if left in options and right in options
    )


def is_true(item: Item) -> bool:
    """Tell whether a true/false statement is right."""
    return item.key == (RIGHT,)


def key_words(item: Item) -> str:
    """Return the key in one line: B, ABD, 对, 1-C、2-A, C→A→B, or words joined by ；."""
    if item.kind is ItemKind.MATCHING:
        return "、".join(item.key)
    if item.kind is ItemKind.ORDERING:
        return "→".join(item.key)
    if chosen(item):
        return "".join(item.key)
    return "；".join(item.key)


def points(item: Item) -> tuple[str, ...]:
    """Return the answer's points, numbered where there are several."""
    if len(item.key) < 2:
        return item.key
    return tuple(f"（{number}）{point}" for number, point in enumerate(item.key, start=1))


def variants(item: Item) -> tuple[tuple[str, ...], ...]:
    """Return for each empty place every way to fill it, the text's own first, none twice."""
    padded = (*item.accept, *((),) * len(item.key))
    return tuple(
        tuple(dict.fromkeys((entry, *more))) for entry, more in zip(item.key, padded, strict=False)
    )


def also(item: Item) -> str:
    """Return the other ways to fill the blanks in one line: 、 in one blank, ； between them."""
    return "；".join("、".join(words) for words in item.accept if words)


def place(citation: Citation, regulation: Regulation) -> str:
    """Return 第五十七条第二款."""
    try:
        return regulation.article(citation.article).reference(citation.paragraph)
    except UnknownReferenceError:
        return article_label(citation.article)


def places(item: Item, regulation: Regulation) -> str:
    """Return every place that an item rests on: 第五条、第七条第二款."""
    return "、".join(dict.fromkeys(place(citation, regulation) for citation in item.citations))


def explained(item: Item) -> str:
    """Return the explanation, with the deciding words where it does not quote them itself."""
    quote = clean(item.citation.quote)
    if not quote or tight(quote) in tight(item.explanation):
        return item.explanation
    return f"{item.explanation}原文：“{quote}”"


def with_brackets(stem: str) -> str:
    """Return a stem with an empty pair of brackets for the answer, once."""
    return stem if _BRACKETS.search(stem) else f"{stem}{HOLE}"
