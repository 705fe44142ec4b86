"""What a quiz is made of: items with their keys and proofs, and papers drawn from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.model import Article
from qa.model import Citation


class ItemKind(StrEnum):
    """The kinds of item, in the order in which a paper has them."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    BLANK = "blank"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT = "short"
    CASE = "case"


KIND_NAMES: Final = {
    ItemKind.SINGLE: "单选题",
    ItemKind.MULTIPLE: "多选题",
    ItemKind.TRUE_FALSE: "判断题",
    ItemKind.BLANK: "填空题",
    ItemKind.MATCHING: "连线题",
    ItemKind.ORDERING: "排序题",
    ItemKind.SHORT: "简答题",
    ItemKind.CASE: "案例题",
}
"""What trainers call them."""


class Difficulty(StrEnum):
    """How hard an item is: from how near its distractors are and how specific its rule is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


DIFFICULTY_NAMES: Final = {
    Difficulty.EASY: "易",
    Difficulty.MEDIUM: "中",
    Difficulty.HARD: "难",
}
BLANK_MARK: Final = "______"
"""Stands in a stem for what is to be filled in; a stem has as many as the key has entries."""
HOLE: Final = "（　　）"
"""Stands in a stem, or behind it, for the letter of the right option."""
RIGHT: Final = "对"
WRONG: Final = "错"
"""The keys of true or false."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: ``label`` A, B, C …; on the left side of a matching item 1, 2, 3 …."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its key and what proves it.

    ``id`` is stable: the same regulation and generator give the same one. ``key`` holds labels
    where there are options (ordering: in order; matching: 1-C; several for a multiple choice), 对
    or 错 for true_false, for a blank the verbatim words of the cited article, one an empty place,
    else the answer's points. ``accept`` holds for each blank the other ways to write it. The first
    of ``citations`` decides. ``fact`` names what is tested: one paper never tests it twice.
    ``article_hash`` is that of the deciding article's text: a changed regulation marks the item
    as stale.
    """

    id: str
    kind: ItemKind
    stem: str
    options: tuple[Option, ...]
    key: tuple[str, ...]
    accept: tuple[tuple[str, ...], ...]
    explanation: str
    citations: tuple[Citation, ...]
    chapter: int
    difficulty: Difficulty
    fact: str
    article_hash: str

    @property
    def citation(self) -> Citation:
        """The deciding citation."""
        return self.citations[0]


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one kind in a paper; ``mark`` is what each of them is worth."""

    kind: ItemKind
    mark: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: sections in order, ``version`` A, B, … and what could not be given, in Chinese."""

    title: str
    version: str
    seed: int
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order printed."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def marks(self) -> float:
        """The marks of the whole paper."""
        return sum(section.mark * len(section.items) for section in self.sections)


def article_hash(article: Article) -> str:
    """Return the SHA-256 (hex) of an article's text, as items store it."""
    return hashlib.sha256(article.text.encode("utf-8")).hexdigest()
