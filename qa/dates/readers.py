"""What a match of a date pattern means: its day, month or year, what it leaves out supplied."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from corpus.numerals import parse_ordinal
from qa.dates.calendar import WEEKDAYS, holidays, working_days
from qa.dates.moment import Grain, Moment
from qa.dates.patterns import DAYS_AWAY, FESTIVALS, MONTHS_AWAY, MOVABLE, YEARS_AWAY

_FAR: Final = 10
"""Months. 1月3日 asked of in December is next month's; 12月25日 asked of in March this year's."""
_PARTS_OF_YEAR: Final = {
    "上半年": (1, 6), "前半年": (1, 6), "下半年": (7, 12), "后半年": (7, 12)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What a date that leaves out its year or month is read in: today, and what was named before.

    ``year`` is the year the question names, None where it names none.
    """

    today: date
    year: int | None
    before: Moment | None


def year_number(written: str) -> int:
    """Return 2026 for 2026, 26 or 二〇二六."""
    number = parse_ordinal(written.replace("○", "〇")) or 0
    return number + 2000 if number < 100 else number


def read_moment(match: re.Match[str], context: Context) -> Moment | None:
    """Return what a match of one of the patterns means, None where it is no date."""
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    reader = next((read for name, read in _READERS if name in parts), _calendar_date)
    try:
        read = reader(parts, context)
    except (ValueError, OverflowError):
        return None
    if read is None:
        return None
    return replace(read, start=match.start(), end=match.end())


def _single(day: date, assumed: str = "") -> Moment:
    return Moment(day, day, Grain.DAY, 0, 0, assumed)


def _whole_month(year: int, month: int, assumed: str = "") -> Moment:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Moment(date(year, month, 1), last, Grain.MONTH, 0, 0, assumed)


def _year_of(parts: dict[str, str], context: Context, month: int) -> tuple[int, str]:
    """The year of a date and what to say where it was left out."""
    if "year" in parts:
        return year_number(parts["year"]), ""
    if "rel" in parts:
        return context.today.year + YEARS_AWAY[parts["rel"]], ""
    if context.before is not None and context.before.grain is not Grain.YEAR:
        turned = context.before.first.month - month > 6  # 12月28日报，1月5日批
        return context.before.first.year + turned, context.before.assumed
    if context.year is not None:
        return context.year, ""
    year = _nearest_year(context.today, month)
    return year, f"未写年份，按{year}年"


def _nearest_year(today: date, month: int) -> int:
    """The year of today, or the one beside it where its ``month`` is at most two months away."""
    away = month - today.month
    return today.year + (away <= -_FAR) - (away >= _FAR)


def _calendar_date(parts: dict[str, str], context: Context) -> Moment | None:
    """2026年3月3日, 3月3日, 3月底, 2027年1月, 15号."""
    assumed = ""
    if "month" in parts:
        month = parse_ordinal(parts["month"]) or 0
        year, assumed = _year_of(parts, context, month)
    elif context.before is not None and context.before.grain is not Grain.YEAR:
        year, month = context.before.last.year, context.before.last.month
        assumed = context.before.assumed
    else:
        year, month = context.today.year, context.today.month
        assumed = f"未写年月，按{year}年{month}月"
    if "day" in parts:
        return _single(
            date(year, month, parse_ordinal(parts["day"].replace("廿", "二")) or 0), assumed
        )
    whole = _whole_month(year, month, assumed)
    return _single(whole.last, assumed) if "close" in parts else whole


def _relative_month(parts: dict[str, str], context: Context) -> Moment | None:
    same = context.before is not None and parts["this"] == "当"  # of the day named before
    own = context.before.first if same and context.before else context.today
    months = own.year * 12 + own.month - 1 + MONTHS_AWAY[parts["this"]]
    year, month = divmod(months, 12)
    if "day" in parts:
        return _single(date(year, month + 1, parse_ordinal(parts["day"]) or 0))
    whole = _whole_month(year, month + 1)
    return _single(whole.last) if "close" in parts else whole


def _festival(parts: dict[str, str], context: Context) -> Moment | None:
    month, day, name = FESTIVALS[parts["festival"]]
    beside = parts.get("beside", "")
    if not beside and (
        "leave" in parts or parts["festival"] == "十一" or parts.keys() & {"vague", "around"}
    ):
        return None  # 赶上国庆, 国庆前
    about = month or MOVABLE.get(parts["festival"], context.today.month)
    year, assumed = _year_of(parts, replace(context, before=None), about)
    off = holidays(name, year)
    own = date(year, month, day) if month else (off[0] if off else None)
    if own is None:
        return None
    first, last = (off[0], off[-1]) if off else (own, own)
    return _single(_beside(beside, own, first, last, leave="leave" in parts), assumed)


def _beside(beside: str, own: date, first: date, last: date, *, leave: bool) -> date:
    if beside in {"", "当天", "当日"}:
        return own
    if beside in {"第一天", "头一天"}:
        return first
    if beside == "最后一天":
        return last
    if "工作日" in beside or beside.endswith("上班第一天"):
        return working_days(first, -1)[0] if "前" in beside else working_days(last, 1)[0]
    if "前" in beside:
        return (first if leave else own) - timedelta(days=1)
    return (last if leave or own != first else own) + timedelta(days=1)


def _near(parts: dict[str, str], context: Context) -> Moment | None:
    return _single(context.today + timedelta(days=DAYS_AWAY[parts["near"]]))


def _weekday(parts: dict[str, str], context: Context) -> Moment | None:
    if "one" in parts and "week" not in parts:
        return None  # 第3个星期四
    monday = context.today - timedelta(days=context.today.weekday())
    weekday = WEEKDAYS.index(parts["weekday"].replace("天", "日"))
    day = monday + timedelta(weeks=MONTHS_AWAY[parts.get("week", "")], days=weekday)
    if "week" in parts:
        return _single(day)
    day += timedelta(weeks=("willbe" in parts and day < context.today))
    day -= timedelta(weeks=("was" in parts and day > context.today))
    return _single(day, f"周{parts['weekday']}按{day.month}月{day.day}日")


def _ahead(parts: dict[str, str], context: Context) -> Moment | None:
    days = (parse_ordinal(parts["ahead"]) or 0) * (1 if parts["span"] in "天日" else 7)
    if parts["way"] == "前":
        return _single(context.today - timedelta(days=days))
    named = context.before is not None and context.before.grain is Grain.DAY
    start = context.before.first if named and context.before else context.today
    return _single(start + timedelta(days=days))


def _day_after(parts: dict[str, str], context: Context) -> Moment | None:
    """次日 and 紧接着的下周一 of the day named before; nothing without one."""
    if context.before is None or context.before.grain is not Grain.DAY:
        return None
    day = context.before.first
    if "next" in parts:
        return _single(day + timedelta(days=1))
    weekday = WEEKDAYS.index(parts["onward"].replace("天", "日"))
    if "skip" in parts:
        return _single(day + timedelta(days=7 - day.weekday() + weekday))
    return _single(day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1))


def _nth_weekday(parts: dict[str, str], context: Context) -> Moment | None:
    """2025年9月第三个星期四."""
    whole = _relative_month if "this" in parts else _calendar_date
    month = whole(parts, context)
    weekday = WEEKDAYS.index(parts["onweekday"].replace("天", "日"))
    number = parse_ordinal(parts["nth"]) or 0
    if month is None or not number:
        return None
    ahead = (weekday - month.first.weekday()) % 7 + 7 * (number - 1)
    day = month.first + timedelta(days=ahead)
    return _single(day, month.assumed) if day <= month.last else None


def _part_of_year(parts: dict[str, str], context: Context) -> Moment | None:
    """下半年, 2026年第三季度."""
    year, assumed = _year_of(parts, replace(context, before=None), context.today.month)
    quarter = parse_ordinal(parts.get("quarter", "")) or 0
    first, last = _PARTS_OF_YEAR.get(parts["part"], (quarter * 3 - 2, quarter * 3))
    whole = _whole_month(year, last, assumed)
    return replace(whole, first=date(year, first, 1))


def _year(parts: dict[str, str], context: Context) -> Moment | None:
    year, assumed = _year_of(parts, replace(context, before=None), 1)
    if "closing" in parts:
        return _single(date(year, 12, 31), assumed)
    return Moment(date(year, 1, 1), date(year, 12, 31), Grain.YEAR, 0, 0)


_READERS: Final[tuple[tuple[str, Callable[[dict[str, str], Context], Moment | None]], ...]] = (
    ("festival", _festival),
    ("nth", _nth_weekday),
    ("part", _part_of_year),
    ("next", _day_after),
    ("onward", _day_after),
    ("near", _near),
    ("weekday", _weekday),
    ("ahead", _ahead),
    ("this", _relative_month),
    ("month", _calendar_date),
    ("day", _calendar_date),
    ("close", _calendar_date),
    ("closing", _year),
    ("year", _year),
    ("rel", _year),
)
"""(the part that tells the kind of expression, its reader), the first that is there."""
