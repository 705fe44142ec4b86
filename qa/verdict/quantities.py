"""Numbers with their units in a question and in a clause: limits, frequencies, dates, counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from corpus.numerals import NUMERAL, parse_ordinal

_DAYS_OF_WEEK: Final = "一二三四五六日天"
_PERIODS: Final = {"日": 365.0, "天": 365.0, "周": 52.0, "星期": 52.0, "礼拜": 52.0, "月": 12.0,
                   "季度": 4.0, "季": 4.0, "半年": 2.0, "年": 1.0, "届": 0.2}  # fmt: skip
"""Times a year. A term of office is five years in the built-in text; only its order matters."""
_TIMES: Final = "次回趟遍场届"
_PERIOD: Final = r"(?:半年|年|季度|季|月|星期|礼拜|周|天|日)"
_RATE: Final = re.compile(
    rf"(?:每|一|隔|今(?=年)|同一(?=年))(?:个)?(?P<half>半)?(?:个)?(?P<period>{_PERIOD}).{{0,12}}?"
    rf"(?P<count>{NUMERAL})(?P<unit>[{_TIMES}天]|个(?!月|星期|周|季|年|工))"
    rf"|(?P<one>每|逐|一|半)(?:个)?(?P<half2>半)?(?:个)?(?P<period2>{_PERIOD})(?:[都就只要]|至少|一般|才|得)*(?:开|召开|清理|报|来|有)?(?:上)?(?:一)?[{_TIMES}]"
    rf"|(?P<lead>{NUMERAL})个?(?P<period3>{_PERIOD})\S{{0,2}}?一(?:[{_TIMES}项篇]|个(?!月|星期|周|季|年|工))"
)
_EVERY: Final = re.compile(rf"每(?:个)?(?P<half>半)?(?:个)?(?P<period>{_PERIOD})(?!第|[都人])")
_MONTHLY_NTH: Final = re.compile(
    rf"第?(?P<nth>{NUMERAL}|头一)个(?:[和与、]第?(?P<other>{NUMERAL})个)?(?:星期|周|礼拜)(?P<day>[{_DAYS_OF_WEEK}](?![{_TIMES}]))?"
)
_WEEKDAY: Final = re.compile(r"(?:星期|周|礼拜)(?P<day>[一二三四五六日天])")
_SPAN: Final = re.compile(
    rf"(?P<order>第)?(?P<n>{NUMERAL}|半)个?(?P<unit>工作日|小时|星期|礼拜|周|月|年|天|日)(?![期会程常用]|底)"
)
_COUNT: Final = re.compile(rf"(?P<n>{NUMERAL})(?P<unit>[项种次类大家]|个(?=[,，。的是]|$))")
_DATE: Final = re.compile(r"(?P<y>\d{4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?")
_DAYS: Final = {"工作日": 1.0, "天": 1.0, "日": 1.0, "周": 7.0, "星期": 7.0, "礼拜": 7.0,
                "月": 30.0, "年": 365.0, "小时": 1 / 24}  # fmt: skip


class Measure(StrEnum):
    """What a number measures; only numbers of one measure are compared."""

    RATE = "rate"
    SPAN = "span"
    NTH = "nth"
    WEEKDAY = "weekday"
    DATE = "date"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written at ``start``; ``values`` holds days, times a year, or ordinals.

    A ``bare`` rate names the period alone (每月) and says nothing of how often within it;
    ``period`` is how many of a rate's periods make a year.
    """

    measure: Measure
    values: tuple[float, ...]
    start: int
    end: int
    written: str
    ordinal: bool = False
    bare: bool = False
    period: float = 0.0


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` (normalised) in order; none lies inside another."""
    found: list[Quantity] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < q.end and q.start < match.end() for q in found):
                continue
            quantity = read(match)
            if quantity is not None:
                found.append(quantity)
    found += [_weekday(m) for m in _WEEKDAY.finditer(text) if _inside(m, found, Measure.NTH)]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _inside(match: re.Match[str], found: list[Quantity], measure: Measure) -> bool:
    """第3个星期四 names an order and a weekday."""
    return any(q.measure is measure and q.start < match.start() < q.end for q in found)


def _number(text: str) -> float | None:
    if text == "半":
        return 0.5
    if text == "头一":
        return 1.0
    number = parse_ordinal(text)
    return None if number is None else float(number)


def _made(
    match: re.Match[str], measure: Measure, *values: float, period: float = 0.0, **kinds: bool
) -> Quantity:
    made = Quantity(measure, values, match.start(), match.end(), match.group(), **kinds)
    return replace(made, period=period)


def _date(match: re.Match[str]) -> Quantity:
    parts = [float(part) for part in match.groups() if part]
    return _made(match, Measure.DATE, *parts)


def _nth(match: re.Match[str]) -> Quantity | None:
    numbers = [_number(text) for text in (match["nth"], match["other"]) if text]
    if None in numbers or not (match["day"] or match.group().startswith(("第", "头"))):
        return None
    return _made(match, Measure.NTH, *[number for number in numbers if number is not None])


def _weekday(match: re.Match[str]) -> Quantity:
    return _made(match, Measure.WEEKDAY, float("一二三四五六日天".index(match["day"]) + 1))


def _rate(match: re.Match[str]) -> Quantity | None:
    period = match["period"] or match["period2"] or match["period3"]
    count = _number(match["count"]) if match["count"] else 1.0
    lead = _number(match["lead"]) if match["lead"] else 1.0
    half = match["half"] or match["half2"] or (match["one"] == "半" and "半")
    if count is None or not lead:
        return None
    periods = _PERIODS[period] * (2 if half else 1) / lead
    return _made(match, Measure.RATE, periods * count, period=periods)


def _every(match: re.Match[str]) -> Quantity:
    times = _PERIODS[match["period"]] * (2 if match["half"] else 1)
    return _made(match, Measure.RATE, times, bare=True, period=times)


def _span(match: re.Match[str]) -> Quantity | None:
    number = _number(match["n"])
    if number is None or (number > 1900 and match["unit"] == "年"):
        return None
    if match["unit"] == "月" and "个" not in match.group() and number >= 1:
        return None
    days = number * _DAYS[match["unit"]]
    return _made(
        match,
        Measure.SPAN,
        days,
        ordinal=bool(match["order"]),
    )


def _count(match: re.Match[str]) -> Quantity | None:
    number = _number(match["n"])
    if number is None or number < 2:
        return None
    return _made(match, Measure.COUNT, number)


_READERS: Final = (
    (_DATE, _date),
    (_MONTHLY_NTH, _nth),
    (_RATE, _rate),
    (_WEEKDAY, _weekday),
    (_SPAN, _span),
    (_COUNT, _count),
    (_EVERY, _every),
)
