"""The working days of China: published holidays and make-up days, plain weekdays elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

import chinese_calendar

_SATURDAY: Final = 5
_ONE: Final = timedelta(days=1)
_NAMES: Final = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
WEEKDAYS: Final = "一二三四五六日"


@cache
def published(year: int) -> bool:
    """True where the holidays of ``year`` are known; the State Council announces them yearly."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_working_day(day: date) -> bool:
    """True on a working day; where nothing is published, from Monday to Friday."""
    if published(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < _SATURDAY


def is_make_up_day(day: date) -> bool:
    """True on a Saturday or Sunday that is worked in return for a holiday."""
    return day.weekday() >= _SATURDAY and is_working_day(day)


def holiday_name(day: date) -> str | None:
    """Return 国庆节 for a day of that holiday, None for a working day or a plain weekend."""
    if not published(day.year):
        return None
    resting, name = chinese_calendar.get_holiday_detail(day)
    return _NAMES.get(name) if resting and name else None


@cache
def holidays(name: str, year: int) -> tuple[date, ...]:
    """Return the days off in ``year`` for the holiday whose name begins with ``name``."""
    if not published(year):
        return ()
    day = date(year, 1, 1)
    days = (day + timedelta(days=count) for count in range(366))
    return tuple(
        one for one in days if one.year == year and (holiday_name(one) or "").startswith(name)
    )


def working_days(start: date, amount: int) -> tuple[date, ...]:
    """Return the next ``amount`` working days after ``start``; the last ones before, if negative.

    Raise OverflowError where the calendar ends.
    """
    step = _ONE if amount > 0 else -_ONE
    counted: list[date] = []
    day = start
    while len(counted) < abs(amount):
        day += step
        if is_working_day(day):
            counted.append(day)
    return tuple(counted)


def unpublished(days: Iterable[date]) -> tuple[int, ...]:
    """Return the years of ``days`` whose holidays are not known, in order."""
    return tuple(sorted({day.year for day in days if not published(day.year)}))
