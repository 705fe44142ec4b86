"""On which days a meeting is held: those of a month, the next ones, what is left of the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from corpus.numerals import parse_ordinal
from qa.dates.asked import Asked
from qa.dates.patterns import RANGE
from qa.dates.schedule import days_between
from qa.facts.model import Fact

_NEXT: Final = re.compile(
    r"下+一?[次回场]|最近(?:的|一)|接下来|下一个(?:常务|党组|例会)|再(?:开|下)(?!过)|再[等过]"
)
_LAST: Final = re.compile(r"上+一?[次回场]")
_LEFT: Final = re.compile(
    r"[年月]内|今年(?:还|剩|余)|还[剩有](?:几|多少|哪|[一二两三]次)|剩下|剩余|余下|还有[^，。]{0,8}会[吗么不没]|还开"
)
_GONE: Final = re.compile(r"那[次场回]|开[完过]|过了|结束|之后|以后")
_TURNS: Final = (
    (0, re.compile(r"第[一1][次回场个]|头一?[次回场个]|首[次场]|前一[次回场]")),
    (1, re.compile(r"第[二2][次回场个]|(?<!最)后一[次回场]")),
    (-1, re.compile(r"最后一[次回场]|末次")),
)
_NTH_WEEKDAY: Final = re.compile(r"第([一二三四五1-5])个?(?:星期|周)[一二三四五六日天]")
_MONTHLY: Final = re.compile(r"每个?月|各月|逐月")
_TOGETHER: Final = re.compile(r"都开|撞|同一天|赶在一起|同时|重[合叠]|一起|碰到一|凑到一")
_MONTHS: Final = 24
"""How far ahead and back a meeting is looked for: two years of months."""
_ONE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """The days a schedule gives for a question; ``where`` says in which time (2026年5月)."""

    days: tuple[date, ...]
    where: str


def sitting(fact: Fact, asked: Asked) -> Sitting | None:
    """Return the meeting days ``asked`` means, or None where it names no time."""
    for way in (_between, _left, _next, _last, _in_months, _in_month_of_day, _in_year):
        found = way(fact, asked)
        if found is not None:
            return found
    return None


def in_common(sittings: Sequence[Sitting], question: str) -> tuple[date, ...]:
    """Return the days of several meetings: those they share where that is asked, else all."""
    days = [set(one.days) for one in sittings]
    shared = set.intersection(*days) if _TOGETHER.search(question) else set.union(*days)
    return tuple(sorted(shared))


def asks_together(question: str) -> bool:
    """True where the question asks for the day that meetings share."""
    return _TOGETHER.search(question) is not None


def _between(fact: Fact, asked: Asked) -> Sitting | None:
    """2026年3月20日到4月10日之间."""
    if len(asked.days) != 2:
        return None
    begin, end = asked.days
    if not re.fullmatch(RANGE, asked.text[begin.end : end.start]):
        return None
    first, last = begin.first, end.first
    where = f"{first.month}月{first.day}日至{last.month}月{last.day}日"
    return Sitting(days_between(fact, first, last), where)


def _left(fact: Fact, asked: Asked) -> Sitting | None:
    """年内还有几次: from today to the end of the year, or of the months named."""
    if not _LEFT.search(asked.text):
        return None
    last = max((month.last for month in asked.months), default=date(asked.today.year, 12, 31))
    begin = asked.days[-1].first + _ONE if asked.days else asked.today
    first = max(begin, min((month.first for month in asked.months), default=begin))
    days = days_between(fact, first, last)
    return Sitting(days, f"{first.month}月{first.day}日至{last.month}月{last.day}日")


def _next(fact: Fact, asked: Asked) -> Sitting | None:
    match = _NEXT.search(asked.text)
    gone = _GONE.search(asked.text) is not None
    if match is None or (asked.months and not gone):
        return None
    begin = _anchor(fact, asked) + _ONE
    coming = days_between(fact, begin, begin + timedelta(days=31 * _MONTHS))
    skipped = max(0, match.group().count("下") - 1)
    return Sitting(coming[skipped : skipped + 1], "下一次" if not skipped else "再下一次")


def _anchor(fact: Fact, asked: Asked) -> date:
    """The day after which the next meeting is looked for."""
    if asked.days:
        return asked.days[-1].first
    if asked.months:
        held = days_between(fact, asked.months[-1].first, asked.months[-1].last)
        return held[-1] if held else asked.months[-1].last
    return asked.today


def _last(fact: Fact, asked: Asked) -> Sitting | None:
    match = _LAST.search(asked.text)
    if match is None or asked.months:
        return None
    back = max(1, match.group().count("上"))
    anchor = asked.days[0].first if asked.days else asked.today
    gone = days_between(fact, anchor - timedelta(days=31 * _MONTHS), anchor - _ONE)
    return Sitting(gone[-back:][:1], "上一次" if back == 1 else "再上一次")


def _in_months(fact: Fact, asked: Asked) -> Sitting | None:
    if not asked.months:
        return None
    months = asked.months
    days = {day for month in months for day in days_between(fact, month.first, month.last)}
    where = "、".join(_span(month.first, month.last) for month in months)
    each = len(months) > 1 or _MONTHLY.search(asked.text) is not None
    return Sitting(_chosen(sorted(days), asked.text, each=each), where)


def _in_month_of_day(fact: Fact, asked: Asked) -> Sitting | None:
    if not asked.days or "例会日" not in asked.text:
        return None
    first = asked.days[0].first.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - _ONE
    return Sitting(days_between(fact, first, last), _span(first, last))


def _in_year(fact: Fact, asked: Asked) -> Sitting | None:
    years = [moment for moment in asked.moments if moment.first.month != moment.last.month]
    if not years:
        return None
    days = days_between(fact, years[0].first, years[0].last)
    each = _MONTHLY.search(asked.text) is not None
    return Sitting(_chosen(days, asked.text, each=each), f"{years[0].first.year}年")


def _chosen(days: Sequence[date], text: str, *, each: bool) -> tuple[date, ...]:
    """Keep the turns the question asks for (第一次, 最后一次), of every month where ``each``."""
    nth = _NTH_WEEKDAY.search(text)
    if nth is not None:
        return tuple(day for day in days if (day.day - 1) // 7 + 1 == parse_ordinal(nth.group(1)))
    turns = [turn for turn, pattern in _TURNS if pattern.search(text)]
    if not turns:
        return tuple(days)
    months = [list(own) for _, own in groupby(days, key=lambda day: (day.year, day.month))]
    groups = months if each else [list(days)]
    return tuple(sorted({own[turn] for own in groups for turn in turns if turn < len(own) and own}))


def _span(first: date, last: date) -> str:
    begin = f"{first.year}年{first.month}月"
    if (first.year, first.month) == (last.year, last.month):
        return begin
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{begin}至{year}{last.month}月"
