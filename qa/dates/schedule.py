"""The days a schedule of the rules gives: 每月第1个和第3个星期四, 每季度15日."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from corpus.numerals import parse_ordinal
from qa.dates.calendar import WEEKDAYS
from qa.facts.model import Fact, FactKind

_NUMERAL: Final = r"(?:\d+|[一二三四五六七八九十]+)"
_NTH: Final = re.compile(rf"第({_NUMERAL})个")
_WEEKDAY: Final = re.compile(r"(?:星期|周)([一二三四五六日天])")
_DAY: Final = re.compile(rf"每(?:个?月|季度)的?({_NUMERAL})日")
_CORE: Final = re.compile(r"([一-龥]{2})会议")


def meeting_schedules(facts: Sequence[Fact]) -> dict[str, Fact]:
    """Return the schedule of each meeting by what it is called for short (常务, 党组)."""
    return {
        core: fact
        for fact in facts
        if fact.kind is FactKind.SCHEDULE
        for core in _CORE.findall(fact.subject)
    }


def days_between(fact: Fact, first: date, last: date) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last`` on which a scheduled meeting is held."""
    return tuple(
        day
        for month in _months(first, last)
        for day in sorted(_in_month(fact.value, month))
        if first <= day <= last
    )


def _in_month(value: str, month: date) -> Iterator[date]:
    days = [month + timedelta(days=count) for count in range(31)]
    days = [day for day in days if day.month == month.month]
    weekday = _WEEKDAY.search(value)
    if weekday is None:
        numbers = [parse_ordinal(number) for number in _DAY.findall(value)]
        yield from (day for day in days if day.day in numbers)
        return
    meeting = [
        day for day in days if WEEKDAYS[day.weekday()] == weekday.group(1).replace("天", "日")
    ]
    ordinals = [parse_ordinal(number) or 0 for number in _NTH.findall(value)]
    if not ordinals:
        yield from meeting
    yield from (meeting[number - 1] for number in ordinals if 1 <= number <= len(meeting))


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
