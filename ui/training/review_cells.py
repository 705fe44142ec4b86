"""The form of an item: read as the cells of the review sheet, so that one reader judges both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from corpus.errors import CommandError
from qa.documents.writing import clean
from qa.quiz.formats.wording import choices
from qa.quiz.model import Item, ItemKind
from qa.quiz.sheet import LONGEST_CELL, read_item
from ui.training.fields import Fields, every, first, read_fields

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def edited(before: Item, sent: object) -> Item:
    """Return the item as the form has it; raise CommandError naming what cannot be read."""
    pairs = read_fields(sent, LONGEST_CELL)
    return read_item(before, cells(before, [(name, clean(text)) for name, text in pairs]))


def cells(before: Item, fields: Fields) -> dict[str, str]:
    """Return the form's fields under the headings of the sheet."""
    told = {name: first(fields, name) for name in ("题干", "解析", "难度")}
    options = every(fields, "选项")
    if len(options) > len(_LETTERS):
        raise CommandError(f"选项最多 {len(_LETTERS)} 个。")
    told |= {f"选项{letter}": text for letter, text in zip(_LETTERS, options, strict=False)}
    match before.kind:
        case ItemKind.MATCHING:
            return told | _matching(fields)
        case ItemKind.ORDERING:
            return told | {"正确答案": _order(every(fields, "步"))}
        case ItemKind.BLANK:
            return told | _blanks(_lines(fields, "空"), _lines(fields, "也可"))
        case ItemKind.TRUE_FALSE:
            return told | {"正确答案": first(fields, "答案")}
        case _ if choices(before):
            return told | {"正确答案": "".join(_marked(fields))}
        case _:
            return told | {"正确答案": "\n".join(_lines(fields, "要点"))}


def _lines(fields: Fields, name: str) -> list[str]:
    """Return all values of a name, each on one line."""
    return [" ".join(value.split()) for value in every(fields, name)]


def _marked(fields: Fields) -> Iterator[str]:
    """Yield the letters of the options that are marked: a mark stands before its option."""
    letter, is_marked = 0, False
    for name, _ in fields:
        if name == "答案":
            is_marked = True
        elif name == "选项":
            if is_marked:
                yield _LETTERS[letter]
            letter, is_marked = letter + 1, False


def _matching(fields: Fields) -> dict[str, str]:
    left, partners = _lines(fields, "左"), every(fields, "配")
    pairs = [f"{number}-{letter}" for number, letter in enumerate(partners, start=1)]
    lines = [f"{number}. {text}" for number, text in enumerate(left, start=1)]
    return {"左列": "\n".join(lines), "正确答案": "\n".join(pairs)}


def _order(steps: list[str]) -> str:
    """Return the letters in the order of their steps: 2, 1, 3 gives BAC."""
    wanted = [str(step) for step in range(1, len(steps) + 1)]
    if sorted(steps) != sorted(wanted):
        raise CommandError(f"“第几步”应各不相同，从 1 到 {len(steps)}。")
    return "".join(_LETTERS[steps.index(step)] for step in wanted)


def _blanks(words: list[str], variants: list[str]) -> dict[str, str]:
    for number, text in enumerate(words, start=1):
        if not text:
            raise CommandError(f"第 {number} 空的答案是空的。")
    return {"正确答案": "\n".join(words), "可接受答案": "\n".join(variants)}
