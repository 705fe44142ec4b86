"""The months of a count as a calendar: where it starts and ends, which days were counted."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from qa.dates.calendar import WEEKDAYS, holiday_name, is_make_up_day, is_working_day
from qa.dates.counting import Deadline, Unit

_MOST: Final = 3
"""Months that stand side by side; a longer count is told in words alone."""
_LEGEND: Final = (
    '<p class="qa-told"><span class="qa-key from"></span>起算（不计）'
    '<span class="qa-key in"></span>计入<span class="qa-key end"></span>推算到</p>'
)


def months(found: Deadline, unit: Unit) -> str:
    """Return the months from the first to the last day of a count, or nothing where many.

    It repeats what is said in words, and is for the eye alone.
    """
    first, last = sorted((found.start, found.end))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count > _MOST:
        return ""
    shown = "".join(
        _month(found, unit, first.year + at // 12, at % 12 + 1)
        for at in range(first.month - 1, first.month - 1 + count)
    )
    return f'<div class="qa-months" aria-hidden="true">{shown}</div>{_LEGEND}'


def _month(found: Deadline, unit: Unit, year: int, month: int) -> str:
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    rows = "".join(
        f"<tr>{''.join(_day(day, found, unit, month) for day in week)}</tr>" for week in weeks
    )
    heads = "".join(f"<th>{name}</th>" for name in WEEKDAYS)
    return (
        f"<table><caption>{year}年{month}月</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _day(day: date, found: Deadline, unit: Unit, month: int) -> str:
    if day.month != month:
        return "<td></td>"
    kind = _kind(day, found, unit)
    free = " off" if not is_working_day(day) else ""
    mark = "<i>休</i>" if holiday_name(day) else "<i>班</i>" if is_make_up_day(day) else ""
    return f'<td class="{kind}{free}">{day.day}{mark}</td>'


def _kind(day: date, found: Deadline, unit: Unit) -> str:
    if day == found.end:
        return "end"
    if day == found.start:
        return "from"
    first, last = sorted((found.start, found.end))
    counted = unit is not Unit.WORKING_DAY or is_working_day(day)
    return "in" if first < day < last and counted else "out"
