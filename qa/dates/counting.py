"""Count days from a day: 3月4日起数7个工作日（跳过周末），到3月12日（周四）.

The conventions: the day that is counted from is left out; 天 and 日 are natural days; a month or
a year ends on the day of the same number, or on the month's last where there is none.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from qa.dates.calendar import unpublished, working_days
from qa.dates.wording import full, plain, skipped, unknown_years

LARGEST: Final = 1_000
"""Longest period that is counted, in its unit: four years of working days."""
_ONE: Final = timedelta(days=1)


class Unit(StrEnum):
    """What is counted."""

    WORKING_DAY = "工作日"
    DAY = "天"
    MONTH = "个月"
    YEAR = "年"


class Direction(StrEnum):
    """Which way from the starting day."""

    AFTER = "之后"
    BEFORE = "之前"


@dataclass(frozen=True, slots=True)
class Deadline:
    """``end`` is ``amount`` ``unit`` after or before ``start``; ``text`` says how.

    ``certain`` is False where the count passes through a year without published holidays.
    """

    start: date
    end: date
    text: str
    certain: bool


def deadline(
    start: date,
    amount: int,
    unit: Unit = Unit.WORKING_DAY,
    direction: Direction = Direction.AFTER,
    year: int | None = None,
) -> Deadline:
    """Return the day that is ``amount`` units from ``start``.

    Days are written with their year where it is not ``year``. Raise ValueError for an amount
    outside 1 to LARGEST, OverflowError where the calendar ends.
    """
    if not 1 <= amount <= LARGEST:
        raise ValueError(f"amount {amount} is not within 1 to {LARGEST}")
    written = start.year if year is None else year
    signed = amount if direction is Direction.AFTER else -amount
    if unit is Unit.WORKING_DAY:
        return _working(start, signed, written)
    end = _shifted(start, signed, unit)
    way = "往后" if signed > 0 else "往前"
    count = f"{amount}{'个自然日' if unit is Unit.DAY else unit}"
    return Deadline(
        start, end, f"从{full(start, written)}{way}数{count}，到{full(end, written)}", True
    )


def _working(start: date, amount: int, year: int) -> Deadline:
    days = working_days(start, amount)
    end = days[-1]
    if amount > 0:
        begin = f"{plain(start + _ONE, year)}起"
        left_out = skipped(start + _ONE, end)
    else:
        begin = f"从{full(start, year)}往前"
        left_out = skipped(end, start - _ONE)
    text = f"{begin}数{abs(amount)}个工作日{left_out}，到{full(end, year)}"
    touched = (start, *days)
    warning = unknown_years(touched)
    return Deadline(start, end, f"{text}。{warning}".removesuffix("。"), not unpublished(touched))


def _shifted(start: date, amount: int, unit: Unit) -> date:
    if unit is Unit.DAY:
        return start + timedelta(days=amount)
    months = start.year * 12 + start.month - 1 + amount * (12 if unit is Unit.YEAR else 1)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("the calendar ends")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
