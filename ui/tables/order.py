"""How long the times in a table's cells are, to sort them by; other columns sort by their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from corpus.numerals import parse_ordinal
from qa.dates.counting import Unit
from qa.dates.rules import period

_DAYS: Final = {Unit.WORKING_DAY: 7 / 5, Unit.DAY: 1.0, Unit.MONTH: 365 / 12, Unit.YEAR: 365.0}
"""Natural days: five working days make a week."""
_NUMBER: Final = r"(\d+|[一二两三四五六七八九十百]+)"
_HOURS: Final = re.compile(rf"{_NUMBER}个?小时")
_EVERY: Final = re.compile(r"每(半年|半个月|年|季|月|周|日|天)")
_CYCLES: Final = {
    "半年": 365 / 2, "半个月": 365 / 24, "年": 365.0, "季": 365 / 4,
    "月": 365 / 12, "周": 7.0, "日": 1.0, "天": 1.0,
}  # fmt: skip
_TIMES: Final = re.compile(rf"{_NUMBER}[次回]")


def duration(words: str) -> float | None:
    """Return how many days ``words`` name: 5个工作日内, 24小时; None for 会前."""
    hours = _HOURS.search(words)
    if hours is not None:
        return _number(hours) / 24
    named = period(words)
    return None if named is None else named.amount * _DAYS[named.unit]


def interval(words: str) -> float | None:
    """Return how many days lie between two times: 每月召开2次, 每半年召开一次."""
    every, times = _EVERY.search(words), _TIMES.search(words)
    if every is None:
        return None
    return _CYCLES[every.group(1)] / (_number(times) if times else 1)


def _number(match: re.Match[str]) -> int:
    return parse_ordinal(match.group(1)) or 1


LENGTHS: Final[Mapping[str, Callable[[str], float | None]]] = MappingProxyType(
    {"时限": duration, "频次": interval}
)
"""The columns that are sorted by length of time."""
