"""Where a visitor stands: progress by chapter, the wrong-answer notebook, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from qa.quiz.model import Item
from qa.quiz.notebook import Progress
from ui.training.practice_desk import Desk

_KNOWN_FROM: Final = 2
"""The box of items that were still right on a later day."""


@dataclass(frozen=True, slots=True)
class ChapterProgress:
    """How many of a chapter's items were seen, are known and come again by today."""

    number: int
    label: str
    total: int
    seen: int
    known: int
    due: int


@dataclass(frozen=True, slots=True)
class WrongItem:
    """An item of the wrong-answer notebook; ``place`` names the deciding rule."""

    item: Item
    progress: Progress
    place: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that a visitor's notebook tells on ``today``."""

    today: date
    kept: bool
    chapters: tuple[ChapterProgress, ...]
    wrong: tuple[WrongItem, ...]

    @property
    def due(self) -> int:
        """How many items come again by today."""
        return sum(chapter.due for chapter in self.chapters)

    @property
    def seen(self) -> int:
        """How many items were answered at least once."""
        return sum(chapter.seen for chapter in self.chapters)

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(chapter.total for chapter in self.chapters)


def overview(desk: Desk, known: Mapping[str, Progress]) -> Overview:
    """Count what ``known`` holds of the items that may be practised."""
    chapters = tuple(
        _chapter(desk, chapter.number, chapter.label, known) for chapter in desk.regulation.chapters
    )
    return Overview(desk.today, desk.kept, chapters, _wrong(desk, known))


def _chapter(desk: Desk, number: int, label: str, known: Mapping[str, Progress]) -> ChapterProgress:
    items = [item for item in desk.stock.usable if item.chapter == number]
    met = [known[item.id] for item in items if item.id in known]
    return ChapterProgress(
        number,
        label,
        len(items),
        len(met),
        sum(progress.box >= _KNOWN_FROM for progress in met),
        sum(progress.due <= desk.today for progress in met),
    )


def _wrong(desk: Desk, known: Mapping[str, Progress]) -> tuple[WrongItem, ...]:
    """Return the notebook, what was wrong most often first."""
    listed = (item for item in desk.stock.usable if item.id in known and known[item.id].is_wrong)
    rules = desk.regulation
    return tuple(
        WrongItem(
            item,
            known[item.id],
            rules.cite(item.citation.article, item.citation.paragraph, full=False),
        )
        for item in sorted(listed, key=lambda item: (-known[item.id].wrongs, known[item.id].due))
    )
