"""The dates a question names: 2026年3月3日（周二）, 15号, 下周三, 月底, 五一前一天, 明年一月."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from corpus.numerals import parse_ordinal
from qa.dates.anchors import anchored
from qa.dates.calendar import WEEKDAYS
from qa.dates.moment import Grain, Moment
from qa.dates.patterns import PATTERNS, RANGE, YEAR, YEARS_AWAY
from qa.dates.readers import Context, read_moment, year_number
from qa.facts.model import Fact

__all__ = ["Grain", "Moment", "read_day", "read_moments"]

_CLAIMED: Final = re.compile(
    r"\s*[,，]?\s*(?:是|为)?[（(]?\s*(?:周|星期|礼拜|週)\s*([一二三四五六日天])\s*[)）]?"
)
_TODAY_IS: Final = re.compile(r"今[天日儿]\s*(?:是|为|[（(]|[,，]?即)\s*$")
_WRITTEN: Final = re.compile(
    rf"(?:(?P<year>{YEAR})\s*年\s*)?(?<![\d第个])(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十廿]{1,3})\s*[日号](?!内)"
    rf"|(?P<iso>(?<!\d){YEAR})[-/.](?P<nth>\d{{1,2}})[-/.](?P<last>\d{{1,2}})(?!\d)"
)
_WIDTH: Final = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")


def read_moments(
    text: str, today: date, schedules: Mapping[str, Fact] = MappingProxyType({})
) -> tuple[Moment, ...]:
    """Return the days, months and years that ``text`` names, in order, read as on ``today``.

    With ``schedules``, a meeting named by its month and turn is its day.
    """
    folded = _folded(text)
    year = _named_year(folded, today)
    found: list[Moment] = []
    place = 0
    while (match := _next(folded, place)) is not None:
        context = Context(today, year, found[-1] if found else None)
        moment = read_moment(match, context)
        place = match.end()
        if moment is None:
            continue
        moment = anchored(folded, _with_weekday(folded, moment), schedules)
        place = moment.end
        if found and _TODAY_IS.search(folded[: moment.start]) and moment.first != today:
            return read_moments(text, moment.first, schedules)
        found.append(moment)
    return _ranges(folded, found)


def impossible_days(text: str, today: date) -> tuple[str, ...]:
    """Return the days that ``text`` names and no calendar has: 2月30日, 2026-13-01."""
    folded = _folded(text)
    named = _named_year(folded, today)
    found = []
    for match in _WRITTEN.finditer(folded):
        year = match["year"] or match["iso"]
        month, day = match["month"] or match["nth"], match["day"] or match["last"]
        numbers = (parse_ordinal(month) or 0, parse_ordinal(day.replace("廿", "二")) or 0)
        try:
            date(year_number(year) if year else named or today.year, *numbers)
        except ValueError:
            found.append(match.group())
    return tuple(found)


def read_day(text: str, today: date) -> date | None:
    """Return the day that ``text`` is, and nothing besides; None where it is none."""
    moments = read_moments(text, today)
    if len(moments) != 1 or moments[0].grain is not Grain.DAY:
        return None
    rest = text[: moments[0].start] + text[moments[0].end :]
    return None if rest.strip() else moments[0].first


def _folded(text: str) -> str:
    """Return ``text`` with plain digits and 元月 as 一月, every place as it was."""
    return text.translate(_WIDTH).replace("元月", "一月")


def _next(text: str, place: int) -> re.Match[str] | None:
    matches = (pattern.search(text, place) for pattern in PATTERNS)
    found = [match for match in matches if match is not None]
    return min(found, key=lambda match: match.start(), default=None)


def _named_year(text: str, today: date) -> int | None:
    match = re.search(rf"(?<!\d)({YEAR})\s*[年\-/.]|({'|'.join(YEARS_AWAY)})", text)
    if match is None:
        return None
    return (
        year_number(match.group(1)) if match.group(1) else today.year + YEARS_AWAY[match.group(2)]
    )


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
            if moment.grain is Grain.MONTH and re.fullmatch(RANGE, between):
                joined[-1] = replace(last, last=moment.last, end=moment.end)
                continue
            if last.first == moment.first and len(between) <= 1 and moment.grain is Grain.DAY:
                joined[-1] = replace(last, end=moment.end)
                continue
        joined.append(moment)
    return tuple(joined)
