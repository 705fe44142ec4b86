"""Which end of a period each day of a question is and which it asks for: the evidence, added up.

Every verb of either end belongs to one anchor, a day or the asking words: the one before it in
its stretch between punctuation marks (3月4日报, 哪天批完), else the one after it (批完是哪天),
else the last one before. Each adds its weight to what its anchor is: above 0 the start.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qa.dates.asked import Asked, asking_places, inside
from qa.dates.matters import Matter
from qa.dates.moment import Moment
from qa.dates.patterns import FESTIVALS


class Role(StrEnum):
    """The two ends of a period in time: 报上去 is its start, 批完 its end."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Reading:
    """The days given for the two ends, and the end that is asked for."""

    start: Moment | None
    end: Moment | None
    wanted: Role


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for each day, and for the asking words, as the start; ``usual`` is the end asked
    for where nothing speaks, ``either`` says that both are asked for about as often."""

    asked: Asked
    days: tuple[tuple[float, Moment], ...]
    asking: float
    usual: Role
    either: bool


_FIRST, _FURTHER, _BEFORE, _FAR = 1.0, 0.3, 0.8, 0.4
"""Weight of the first and of further verbs after an anchor, of the last before it, of those beyond
a punctuation mark: ordered by nearness, set on dates.jsonl and the half "work" of dates2.jsonl."""
_LITTLE: Final = 0.5
"""Evidence that decides, and what a wish adds."""
_EITHER, _ONE_WAY = 0.25, 0.6
"""Evidence needed against the usual end: where either is asked for, and else."""
_BREAK: Final = re.compile(r"[，。；：？！,;:?!\s（）()]")
_ASIDE: Final = re.compile(r"[（(][^（）()]{0,6}(?:年|周[一二三四五六日]|补班)[^（）()]{0,6}[）)]")
"""9月7号（2026年）递到县里."""
_HAPPENED: Final = re.compile(r"[^，。]{1,5}的(?!最|期|时|日|截)")
"""会上通过的文件: what has happened, not what is asked for (报告的最后期限 is)."""
_VAGUE: Final = re.compile(rf"(?:周|星期|礼拜|週)[一二三四五六日天]|(?:{'|'.join(FESTIVALS)})节?")
"""May be said of another day: 中间有端午."""
_BACKWARDS: Final = re.compile(r"倒[推排着数算回]|往[前回][推数算退卡]?|预留|提前量|留[足够给]")
_EXPIRES: Final = re.compile(r"期限|截止|到期|限到|届满|期满|规定到|到(?=[哪几])")
"""Asks for the end of the time allowed."""
_ENOUGH: Final = re.compile(r"够|赶趟|[来赶][得不][及上]")
"""Asks whether the time before the end is enough."""
_WISHED: Final = re.compile(
    r"(?:想|(?<!重)要|盼|希望|打算|赶|得|须|必须|需要?|非)[^，。；？]{0,12}$"
)
"""Before a day that is an end to come: 想在4月10日前."""


def read_roles(asked: Asked, matter: Matter, days: Sequence[Moment], usual: Role) -> Reading | None:
    """Return what ``days`` are, and which end is asked for; None where that stays unclear.

    ``usual`` is the end that the rules of the matter give.
    """
    evidence = _gathered(asked, matter, days, usual)
    if len(evidence.days) == 1:
        return _of_one(evidence, *evidence.days[0])
    return _of_several(evidence)


def _gathered(asked: Asked, matter: Matter, days: Sequence[Moment], usual: Role) -> _Evidence:
    places = [place.span() for place in asking_places(asked)]
    weights = _weights(asked, matter, [*((day.start, day.end) for day in days), *places])
    weighed = tuple(zip(weights, days, strict=False))
    told = tuple(
        (weight, day)
        for weight, day in weighed
        if weight or not _VAGUE.fullmatch(asked.text[day.start : day.end])
    )
    asking = sum(weights[len(days) :]) + _FIRST * bool(_BACKWARDS.search(asked.text))
    if usual is Role.END:
        around = (asked.text[max(0, start - 4) : end] for start, end in places)
        asking -= _LITTLE * any(map(_EXPIRES.search, around))
    return _Evidence(asked, told or weighed, asking, usual, matter.either)


def _of_one(evidence: _Evidence, weight: float, day: Moment) -> Reading | None:
    """The day is one end and the other is asked for."""
    wished = evidence.usual is Role.END and _WISHED.search(evidence.asked.text[: day.start])
    own, asking = weight - _LITTLE * bool(wished), evidence.asking
    if abs(own - asking) < _LITTLE and own * asking > 0:
        return None  # both are said to be the same end
    prior = _EITHER if evidence.either else _ONE_WAY
    if own - asking + (prior if evidence.usual is Role.END else -prior) > 0:
        return Reading(day, None, Role.END)
    asked = asking > 0 or wished or evidence.usual is Role.START
    return Reading(None, day, Role.START) if asked else None


def _of_several(evidence: _Evidence) -> Reading | None:
    """The likeliest start and end among the days, in the order of time where they leave it open."""
    start = max(evidence.days, key=lambda one: one[0])
    end = min(evidence.days, key=lambda one: one[0])
    wanted = _wanted(evidence, start[1], end[1])
    if start[0] > 0 > end[0]:
        return Reading(start[1], end[1], wanted)
    if len(evidence.days) > 2:
        return None
    if evidence.asked.judges:
        first, last = sorted((day for _, day in evidence.days), key=lambda day: day.first)
        return Reading(first, last, wanted)
    if start[0] * end[0] == 0 and start[0] != end[0]:
        return _of_one(evidence, *(start if start[0] else end))
    return None


def _wanted(evidence: _Evidence, start: Moment, end: Moment) -> Role:
    """The end that the asking words name or that is enough time, the start where the day of the
    end is told first (6月8日批，我5月28日报); else the usual one."""
    if abs(evidence.asking) >= _LITTLE:
        return Role.START if evidence.asking > 0 else Role.END
    told_first = evidence.either and end.start < start.start
    enough = _ENOUGH.search(evidence.asked.text) is not None
    return Role.START if told_first or enough else evidence.usual


def _weights(asked: Asked, matter: Matter, spans: Sequence[tuple[int, int]]) -> list[float]:
    """What each anchor is."""
    text = _ASIDE.sub(lambda aside: "·" * len(aside.group()), asked.text)
    weights = [_FIRST * _meets(text[start:end], matter) for start, end in spans]
    led: set[int] = set()
    last_before: dict[int, float] = {}
    for match in re.finditer(rf"(?:{matter.end})|(?P<start>{matter.start})", text):
        if not spans or inside(match.start(), asked.moments):
            continue
        at, weight = _anchor(text, match, spans)
        signed = weight if match["start"] else -weight
        if weight == _BEFORE:
            last_before[at] = signed
            continue
        weights[at] += signed * (_FURTHER if at in led and weight == _FIRST else 1)
        led |= {at} if weight == _FIRST else set()
    return [weight + last_before.get(at, 0.0) for at, weight in enumerate(weights)]


def _meets(words: str, matter: Matter) -> bool:
    """True for 6月第一次常务会, where the meeting is the start."""
    return "会" in words and re.search(matter.start, words) is not None


def _anchor(text: str, match: re.Match[str], spans: Sequence[tuple[int, int]]) -> tuple[int, float]:
    """The place in ``spans`` of the anchor that a verb belongs to, and its weight."""
    before = [(start, at) for at, (start, end) in enumerate(spans) if end <= match.start()]
    after = [(start, at) for at, (start, end) in enumerate(spans) if end > match.start()]
    if before and not _BREAK.search(text, spans[max(before)[1]][1], match.start()):
        return max(before)[1], _FIRST
    told = before and _HAPPENED.match(text, match.start())
    if after and not told and not _BREAK.search(text, match.end(), min(after)[0]):
        return min(after)[1], _BEFORE
    return (max(before) if before else min(after))[1], _FAR
