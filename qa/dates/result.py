"""What a calculation gives, and what was supplied to make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.dates.asked import Asked
from qa.dates.calendar import WEEKDAYS
from qa.dates.wording import plain
from qa.facts.model import Fact


@dataclass(frozen=True, slots=True)
class Calculation:
    """A date worked out from ``fact``; ``text`` is said to the user, ``steps`` are its parts.

    ``dates`` is empty where the result is a number or a year (到2031年届满). ``in_time`` answers a
    question that gives both days; ``certain`` is False where a year has no published calendar.
    """

    dates: tuple[date, ...]
    text: str
    fact: Fact
    steps: tuple[str, ...]
    in_time: bool | None = None
    certain: bool = True


def calculation(
    dates: Sequence[date], fact: Fact, steps: Sequence[str], in_time: bool | None, *, certain: bool
) -> Calculation:
    """Return the calculation whose text is its steps, its dates in order."""
    said = tuple(step.removesuffix("。") for step in steps if step)
    ordered = tuple(sorted(set(dates)))
    return Calculation(ordered, "。".join(said) + "。", fact, said, in_time, certain)


def joined(parts: Sequence[Calculation]) -> Calculation:
    """Return several calculations as one, its rule that of the first."""
    dates = [day for part in parts for day in part.dates]
    steps = dict.fromkeys(step for part in parts for step in part.steps)
    known = all(part.certain for part in parts)
    return calculation(dates, parts[0].fact, tuple(steps), None, certain=known)


def supplied(asked: Asked) -> list[str]:
    """Return what was supplied for a date, and a weekday that does not agree with one."""
    notes = list(dict.fromkeys(moment.assumed for moment in asked.moments if moment.assumed))
    for moment in asked.days:
        if moment.claimed is not None and moment.claimed != moment.first.weekday():
            notes.append(
                f"{plain(moment.first, 0)}是周{WEEKDAYS[moment.first.weekday()]}，"
                f"不是周{WEEKDAYS[moment.claimed]}，按日期算"
            )
    return notes
