"""A question that asks for several days at once, taken apart: one question for each."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from qa.dates.asked import Asked, urgencies
from qa.dates.moment import Moment

_EACH: Final = re.compile(
    r"分别|依次|各(?!部|局|地|位|单|乡|镇|科|家|级|项|类|种|方|个|办|议)|[两二三]个期限"
)
_PAIR: Final = re.compile(
    r"([一-龥]{2,6}?)(?:和|与|以及|跟|及)([一-龥]{2,6}?)(?=[，,的]|[两二]?个?期限|各|分别)"
)
_CLAUSE: Final = re.compile(r"[^，。；]*[一-龥][^，。；]*[，。；]")
"""Between two days: each has a clause of its own."""
_FILLER: Final = "·"
"""Stands for words left out, so that the places of the others stay."""


def variants(asked: Asked) -> tuple[Asked, ...]:
    """Return ``asked`` alone, or where it asks of each of several things, one for each."""
    if not _EACH.search(asked.text):
        return (asked,)
    days = tuple({day.first: day for day in reversed(asked.days)}.values())[::-1]
    if len(days) > 1 and not (len(days) == 2 and asked.judges):
        return tuple(_with_day(asked, days, at) for at in range(len(days)))
    levels = urgencies(asked.text)
    if len(levels) > 1:
        return tuple(_without(asked, [m.span() for m in levels if m is not own]) for own in levels)
    pair = _PAIR.search(asked.text)
    if pair is not None and days:
        return _without(asked, [pair.span(2)]), _without(asked, [pair.span(1)])
    return (asked,)


def _with_day(asked: Asked, days: tuple[Moment, ...], own: int) -> Asked:
    """Keep one of ``days`` and the words before it; without words, those before the first day."""
    gaps = list(pairwise(days))
    if all(_CLAUSE.match(asked.text[one.end : other.start]) for one, other in gaps):
        return replace(_without(asked, _clauses(asked.text, days, own)), moments=(days[own],))
    leads = [asked.text.rfind(mark, 0, days[0].start) + 1 for mark in "，。；："]
    starts = [max(leads), *(day.end for day in days[:-1])]
    leading = asked.text[starts[own] : days[own].start]
    bare = re.search(r"[一-龥]", leading.strip("和与及、日号")) is None
    spans = [
        (day.start if at == 0 and bare else begin, day.end)
        for at, (begin, day) in enumerate(zip(starts, days, strict=True))
        if at != own
    ]
    return replace(_without(asked, spans), moments=(days[own],))


def _clauses(text: str, days: tuple[Moment, ...], own: int) -> list[tuple[int, int]]:
    """The clauses of the days other than ``own``: 甲局5月13日上报一般件，乙局14日上报急件."""
    cuts = [0]
    for one, other in pairwise(days):
        cuts.append(one.end + max(text[one.end : other.start].rfind(mark) for mark in "，；。") + 1)
    tail = re.search("[，；。？]", text[days[-1].end :])
    cuts.append(days[-1].end + (tail.start() if tail else 0))
    return [(cuts[at], cuts[at + 1]) for at in range(len(days)) if at != own]


def _without(asked: Asked, spans: list[tuple[int, int]]) -> Asked:
    text = asked.text
    for start, end in spans:
        text = f"{text[:start]}{_FILLER * (end - start)}{text[end:]}"
    return replace(asked, text=text)
