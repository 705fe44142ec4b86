"""Days that a question names through a meeting: 2026年6月第一次常务例会那天."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from qa.dates.moment import Grain, Moment
from qa.dates.schedule import days_between
from qa.dates.wording import full
from qa.facts.model import Fact

_TURNS: Final = {
    "第一": 0, "第1": 0, "头一": 0, "头": 0, "首": 0, "前一": 0,
    "第二": 1, "第2": 1, "后一": 1, "最后": -1, "最后一": -1, "末": -1,
}  # fmt: skip
_TURN: Final = rf"(?:(?P<turn>{'|'.join(sorted(_TURNS, key=len, reverse=True))})[次回场个])?"


def anchored(text: str, moment: Moment, schedules: Mapping[str, Fact]) -> Moment:
    """Return ``moment``, or the day of the one meeting that ``text`` names in that month.

    The words of the meeting become part of the moment; ``assumed`` tells its day.
    """
    if moment.grain is not Grain.MONTH or not schedules:
        return moment
    match = _pattern(tuple(schedules)).match(text, moment.end)
    if match is None:
        return moment
    core = match.group("core") or _only_named(text, schedules)
    if core is None:
        return moment
    days = days_between(schedules[core], moment.first, moment.last)
    turn = _TURNS.get(match.group("turn") or "")
    if turn is not None:
        days = days[turn:][:1] if turn < len(days) else ()
    if len(days) != 1:
        return moment
    named = text[moment.start : match.end()]
    told = f"{named}按例会日是{full(days[0], 0)}"
    notes = "。".join(note for note in (moment.assumed, told) if note)
    return replace(
        moment, first=days[0], last=days[0], grain=Grain.DAY, end=match.end(), assumed=notes
    )


def _pattern(cores: tuple[str, ...]) -> re.Pattern[str]:
    kind = rf"(?:(?P<core>{'|'.join(map(re.escape, cores))})(?:例会|会议?)|例会|会议?)"
    between = r"(?:那|的|开的|召开的|县政府|政府|县里)*"
    return re.compile(
        rf"{between}{_TURN}{between}{kind}(?:的?例会)?"
        r"(?:那[天次场]|当[天日])?"
    )


def _only_named(text: str, schedules: Mapping[str, Fact]) -> str | None:
    named = [core for core in schedules if re.search(rf"{re.escape(core)}(?:例)?会", text)]
    return named[0] if len(named) == 1 else None
