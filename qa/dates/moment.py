"""A day, month or year that a question names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Grain(IntEnum):
    """How exactly a moment is named."""

    DAY = 0
    MONTH = 1
    YEAR = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year named at ``start`` to ``end`` of a question.

    ``assumed`` says what was supplied (未写年份，按2026年), ``claimed`` the weekday the asker
    wrote beside it (0 for Monday), None without one.
    """

    first: date
    last: date
    grain: Grain
    start: int
    end: int
    assumed: str = ""
    claimed: int | None = None
