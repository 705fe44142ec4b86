"""The dates a question names: 2026年3月3日（周二）, 15号, 下周三, 月底, 五一前一天, 明年一月."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from corpus.numerals import parse_ordinal
from qa.dates.calendar import WEEKDAYS, holidays, working_days
from qa.dates.patterns import DAYS_AWAY, FESTIVALS, MONTHS_AWAY, PATTERNS, YEAR, YEARS_AWAY


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


@dataclass(frozen=True, slots=True)
class _Context:
    """What a date that leaves out its year or month is read in: today, and what was named before.

    ``year`` is the year the question names, None where it names none.
    """

    today: date
    year: int | None
    before: Moment | None


_CLAIMED: Final = re.compile(
    r"\s*[,，]?\s*[（(]?\s*(?:周|星期|礼拜|週)\s*([一二三四五六日天])\s*[)）]?"
)
_TODAY_IS: Final = re.compile(r"今[天日儿]\s*(?:是|为|[（(]|[,，]?即)\s*$")
_RANGE: Final = re.compile(r"\s*(?:至|到|—+|-|~|～)\s*")
_WIDTH: Final = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")


def read_moments(text: str, today: date) -> tuple[Moment, ...]:
    """Return the days, months and years that ``text`` names, in order, read as on ``today``."""
    folded = text.translate(_WIDTH)
    year = _named_year(folded, today)
    found: list[Moment] = []
    place = 0
    while (match := _next(folded, place)) is not None:
        context = _Context(today, year, found[-1] if found else None)
        moment = _moment(match, context)
        place = match.end()
        if moment is None:
            continue
        moment = _with_weekday(folded, moment)
        place = moment.end
        if found and _TODAY_IS.search(folded[: moment.start]) and moment.first != today:
            return read_moments(text, moment.first)
        found.append(moment)
    return _ranges(folded, found)


def read_day(text: str, today: date) -> date | None:
    """Return the day that ``text`` is, and nothing besides; None where it is none."""
    moments = read_moments(text, today)
    if len(moments) != 1 or moments[0].grain is not Grain.DAY:
        return None
    rest = text[: moments[0].start] + text[moments[0].end :]
    return None if rest.strip() else moments[0].first


def _next(text: str, place: int) -> re.Match[str] | None:
    matches = (pattern.search(text, place) for pattern in PATTERNS)
    found = [match for match in matches if match is not None]
    return min(found, key=lambda match: match.start(), default=None)


def _named_year(text: str, today: date) -> int | None:
    match = re.search(rf"(?<!\d)({YEAR})\s*[年\-/.]|({'|'.join(YEARS_AWAY)})", text)
    if match is None:
        return None
    return (
        _year_number(match.group(1)) if match.group(1) else today.year + YEARS_AWAY[match.group(2)]
    )


def _year_number(written: str) -> int:
    number = parse_ordinal(written.replace("○", "〇")) or 0
    return number + 2000 if number < 100 else number


def _moment(match: re.Match[str], context: _Context) -> Moment | None:
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


def _year_of(parts: dict[str, str], context: _Context, month: int) -> tuple[int, str]:
    """The year of a date and what to say where it was left out."""
    if "year" in parts:
        return _year_number(parts["year"]), ""
    if "rel" in parts:
        return context.today.year + YEARS_AWAY[parts["rel"]], ""
    if context.before is not None and context.before.grain is not Grain.YEAR:
        turned = context.before.first.month - month > 6  # 12月28日报，1月5日批
        return context.before.first.year + turned, context.before.assumed
    if context.year is not None:
        return context.year, ""
    return context.today.year, f"未写年份，按{context.today.year}年"


def _calendar_date(parts: dict[str, str], context: _Context) -> Moment | None:
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


def _relative_month(parts: dict[str, str], context: _Context) -> Moment | None:
    months = context.today.year * 12 + context.today.month - 1 + MONTHS_AWAY[parts["this"]]
    year, month = divmod(months, 12)
    if "day" in parts:
        return _single(date(year, month + 1, parse_ordinal(parts["day"]) or 0))
    whole = _whole_month(year, month + 1)
    return _single(whole.last) if "close" in parts else whole


def _festival(parts: dict[str, str], context: _Context) -> Moment | None:
    month, day, name = FESTIVALS[parts["festival"]]
    beside = parts.get("beside", "")
    if not beside and (
        "leave" in parts or parts["festival"] == "十一" or parts.keys() & {"vague", "around"}
    ):
        return None  # 赶上国庆, 国庆前
    year, assumed = _year_of(parts, replace(context, before=None), month)
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
    if "工作日" in beside or beside == "上班第一天":
        return working_days(first, -1)[0] if "前" in beside else working_days(last, 1)[0]
    if "前" in beside:
        return (first if leave else own) - timedelta(days=1)
    return (last if leave or own != first else own) + timedelta(days=1)


def _near(parts: dict[str, str], context: _Context) -> Moment | None:
    return _single(context.today + timedelta(days=DAYS_AWAY[parts["near"]]))


def _weekday(parts: dict[str, str], context: _Context) -> Moment | None:
    if "one" in parts and "week" not in parts:
        return None  # 第3个星期四
    monday = context.today - timedelta(days=context.today.weekday())
    weekday = WEEKDAYS.index(parts["weekday"].replace("天", "日"))
    return _single(monday + timedelta(weeks=MONTHS_AWAY[parts.get("week", "")], days=weekday))


def _ahead(parts: dict[str, str], context: _Context) -> Moment | None:
    days = (parse_ordinal(parts["ahead"]) or 0) * (1 if parts["span"] in "天日" else 7)
    return _single(context.today + timedelta(days=days if parts["way"] == "后" else -days))


def _year(parts: dict[str, str], context: _Context) -> Moment | None:
    year, assumed = _year_of(parts, replace(context, before=None), 1)
    if "closing" in parts:
        return _single(date(year, 12, 31), assumed)
    return Moment(date(year, 1, 1), date(year, 12, 31), Grain.YEAR, 0, 0)


_READERS: Final[tuple[tuple[str, Callable[[dict[str, str], _Context], Moment | None]], ...]] = (
    ("festival", _festival),
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


def _with_weekday(text: str, moment: Moment) -> Moment:
    match = _CLAIMED.match(text, moment.end) if moment.grain is Grain.DAY else None
    if match is None:
        return moment
    claimed = WEEKDAYS.index(match.group(1).replace("天", "日"))
    return replace(moment, claimed=claimed, end=match.end())


def _ranges(text: str, moments: list[Moment]) -> tuple[Moment, ...]:
    """Join 3月至6月 to one moment; name a day that is named twice in a row once."""
    joined: list[Moment] = []
    for moment in moments:
        last = joined[-1] if joined else None
        if last is not None and last.grain is moment.grain:
            between = text[last.end : moment.start]
            if moment.grain is Grain.MONTH and _RANGE.fullmatch(between):
                joined[-1] = replace(last, last=moment.last, end=moment.end)
                continue
            if last.first == moment.first and len(between) <= 1 and moment.grain is Grain.DAY:
                joined[-1] = replace(last, end=moment.end)
                continue
        joined.append(moment)
    return tuple(joined)
