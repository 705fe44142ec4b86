"""On which days a meeting is held: 每月第1个和第3个星期四, in a month or the next time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from corpus.numerals import parse_ordinal
from qa.dates.asked import Asked
from qa.dates.calendar import WEEKDAYS
from qa.facts.model import Fact

_NUMERAL: Final = r"(?:\d+|[一二三四五六七八九十]+)"
_NTH: Final = re.compile(rf"第({_NUMERAL})个")
_WEEKDAY: Final = re.compile(r"(?:星期|周)([一二三四五六日天])")
_DAY: Final = re.compile(rf"每(?:个?月|季度)的?({_NUMERAL})日")
_NEXT: Final = re.compile(r"下一?[次回场]|最近(?:的|一)|接下来|下一个(?:常务|党组|例会)")
_LAST: Final = re.compile(r"上一?[次回场]")
_TURNS: Final = (
    (0, re.compile(r"第一[次回场个]|第1[次回场个]|头一?[次回场个]|首[次场]|前一[次回场]")),
    (1, re.compile(r"第二[次回场个]|第2[次回场个]|后一[次回场]")),
    (-1, re.compile(r"最后一[次回场]|末次")),
)
_TOGETHER: Final = re.compile(r"撞|同一天|赶在一起|同时|重[合叠]|一起|碰到一|凑到一")
_MONTHS: Final = 24
"""How far ahead and back a meeting is looked for: two years of months."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """The days a schedule gives for a question; ``where`` says in which time (2026年5月)."""

    days: tuple[date, ...]
    where: str


def days_between(fact: Fact, first: date, last: date) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last`` on which a scheduled meeting is held."""
    return tuple(
        day
        for month in _months(first, last)
        for day in sorted(_in_month(fact.value, month))
        if first <= day <= last
    )


def sitting(fact: Fact, asked: Asked) -> Sitting | None:
    """Return the meeting days ``asked`` means, or None where it names no time."""
    near = _next_or_last(fact, asked)
    if near is not None:
        return near
    if asked.months:
        days = [
            day for month in asked.months for day in days_between(fact, month.first, month.last)
        ]
        where = "、".join(_span(month.first, month.last) for month in asked.months)
        return Sitting(_turn(tuple(sorted(set(days))), asked.text), where)
    if asked.days and "例会日" in asked.text:
        day = asked.days[0].first
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Sitting(days_between(fact, first, last), _span(first, last))
    years = [moment for moment in asked.moments if moment.first.month != moment.last.month]
    if years:
        days_of_year = days_between(fact, years[0].first, years[0].last)
        return Sitting(_turn(days_of_year, asked.text), f"{years[0].first.year}年")
    return None


def in_common(sittings: Sequence[Sitting], question: str) -> tuple[date, ...]:
    """Return the days of several meetings: those they share where that is asked, else all."""
    days = [set(one.days) for one in sittings]
    shared = set.intersection(*days) if _TOGETHER.search(question) else set.union(*days)
    return tuple(sorted(shared))


def asks_together(question: str) -> bool:
    """True where the question asks for the day that meetings share."""
    return _TOGETHER.search(question) is not None


def _next_or_last(fact: Fact, asked: Asked) -> Sitting | None:
    anchor = asked.days[0].first if asked.days else asked.today
    reach = timedelta(days=31 * _MONTHS)
    if asked.months:
        return None
    if _NEXT.search(asked.text):
        begin = anchor + timedelta(days=1) if asked.days else anchor
        coming = days_between(fact, begin, begin + reach)
        return Sitting(coming[:1], "下一次")
    if _LAST.search(asked.text):
        gone = days_between(fact, anchor - reach, anchor - timedelta(days=1))
        return Sitting(gone[-1:], "上一次")
    return None


def _turn(days: tuple[date, ...], text: str) -> tuple[date, ...]:
    """Keep the first or second day where the question asks for that one only."""
    for turn, pattern in _TURNS:
        if pattern.search(text) and days and turn < len(days):
            return (days[turn],)
    return days


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


def _span(first: date, last: date) -> str:
    begin = f"{first.year}年{first.month}月"
    if (first.year, first.month) == (last.year, last.month):
        return begin
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{begin}至{year}{last.month}月"
