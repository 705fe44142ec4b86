"""How dates are written in an answer: 3月12日（周四）, 跳过周末和劳动节假期."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from qa.dates.calendar import (
    WEEKDAYS,
    holiday_name,
    is_make_up_day,
    is_working_day,
    unpublished,
)


def plain(day: date, year: int) -> str:
    """Return 3月12日, with its year where that is not ``year``."""
    written = f"{day.month}月{day.day}日"
    return written if day.year == year else f"{day.year}年{written}"


def full(day: date, year: int) -> str:
    """Return 3月12日（周四）; a day off says so."""
    weekday = f"周{WEEKDAYS[day.weekday()]}"
    holiday = holiday_name(day)
    if holiday:
        weekday += f"，{holiday}放假"
    elif is_make_up_day(day):
        weekday += "，补班"
    return f"{plain(day, year)}（{weekday}）"


def listed(days: Sequence[date], year: int) -> str:
    """Return 5月7日（周四）和5月21日（周四）."""
    written = [full(day, year) for day in days]
    return "、".join([*written[:-2], "和".join(written[-2:])])


def skipped(first: date, last: date) -> str:
    """Return what a count of working days from ``first`` to ``last`` left out and took in."""
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    names = dict.fromkeys(name for name in map(holiday_name, days) if name)
    rest = [day for day in days if not is_working_day(day) and holiday_name(day) is None]
    parts = ["周末"] if rest else []
    parts += [f"{name}假期{_extent(name, days)}" for name in names]
    made_up = [day for day in days if is_make_up_day(day)]
    said = [f"跳过{'、'.join(parts)}"] if parts else []
    if made_up:
        said.append(f"{'、'.join(f'{day.month}月{day.day}日' for day in made_up)}补班，计入")
    return f"（{'；'.join(said)}）" if said else ""


def unknown_years(days: Sequence[date]) -> str:
    """Return the warning for years without published holidays, or an empty string."""
    years = unpublished(days)
    if not years:
        return ""
    named = "、".join(f"{year}年" for year in years)
    return f"{named}的节假日安排没有已公布的数据，这里只按周一至周五推算，须以公布的安排为准。"


def _extent(name: str, days: Sequence[date]) -> str:
    off = [day for day in days if holiday_name(day) == name]
    first, last = off[0], off[-1]
    if first == last:
        return f"{first.month}月{first.day}日"
    until = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日至{until}"
