"""Deadlines: a limit of the rules counted from, or back from, a day of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from corpus.model import Clause
from qa.dates.asked import Asked, Role, role_of, wanted_end
from qa.dates.counting import Deadline, Direction, Unit, deadline
from qa.dates.expressions import Moment
from qa.dates.meetings import sitting
from qa.dates.result import Calculation, calculation, supplied
from qa.dates.rules import Rule, limit_meant, meetings_named, meetings_of, schedules
from qa.dates.wording import full, listed, plain
from qa.facts.model import Fact

_UNTIL: Final = re.compile(r"[日号]\s*(?:至|到|—+|-|~|～)\s*$")
"""4月8日至10日外出: the journey begins on the first of the two."""


def day_by_limit(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    """Return the day that a limit gives, and whether the question's other day keeps it."""
    if not asked.wants_a_date:
        return None
    rule = limit_meant(asked, clauses, facts)
    if rule is None or (rule.unit is Unit.YEAR and "任期" in rule.fact.value):
        return None
    if asked.days:
        return _counted(asked, rule)
    return _after_meeting(asked, rule, clauses, facts)


def _counted(asked: Asked, rule: Rule) -> Calculation:
    start, end = _ends(asked, rule)
    wanted = wanted_end(asked, journey=rule.journey)
    if start is not None and end is not None:
        free = wanted is None or not asked.names_asking  # 3月11日回复来得及吗: the rule's own way
        wants_start = rule.backward if free else wanted is Role.START
    else:
        wants_start = start is None
    given = end if wants_start else start
    assert given is not None
    direction = Direction.BEFORE if wants_start else Direction.AFTER
    found = deadline(given.first, rule.amount, rule.unit, direction, asked.today.year)
    in_time = None
    if start is not None and end is not None:
        in_time = start.first <= found.end if wants_start else end.first <= found.end
    steps = [f"{_basis(rule, asked)}：{found.text}"]
    if in_time is not None:
        other = start if wants_start else end
        assert other is not None
        steps.append(_verdict(other.first, found, asked.today.year, in_time=in_time))
    steps += supplied(asked)
    return calculation((found.end,), rule.fact, steps, in_time, certain=found.certain)


def _ends(asked: Asked, rule: Rule) -> tuple[Moment | None, Moment | None]:
    """The days given for the start and the end of the period; one of them at least."""
    days = {moment.first: moment for moment in reversed(asked.days)}  # 今天报的今天算不算: one
    given = [moment for moment in asked.days if days[moment.first] is moment]
    if rule.journey:
        given = [moment for moment in given if not _UNTIL.search(asked.text[: moment.start])]
    roles = [(moment, role_of(asked, moment, journey=rule.journey)) for moment in given]
    start = next((moment for moment, role in roles if role is Role.START), None)
    end = next((moment for moment, role in roles if role is Role.END), None)
    if len(roles) == 1:
        return _only(asked, rule, roles[0][0], roles[0][1])
    spare = [moment for moment, role in roles if moment not in (start, end)]
    if asked.judges and spare:
        if start is None and end is None and len(spare) > 1:
            spare.sort(key=lambda moment: moment.first)
            return spare[0], spare[1]
        start, end = (start or spare[0]), (end or spare[0]) if start else end
    if start is None and end is None:
        return _only(asked, rule, roles[0][0], None)
    return start, end


def _only(
    asked: Asked, rule: Rule, moment: Moment, role: Role | None
) -> tuple[Moment | None, Moment | None]:
    wanted = wanted_end(asked, journey=rule.journey)
    usual = Role.END if rule.backward else Role.START
    if role is None:
        role = wanted.other if wanted is not None else usual
    elif role is wanted:
        role = usual
    return (moment, None) if role is Role.START else (None, moment)


def _after_meeting(
    asked: Asked, rule: Rule, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    """Count from a meeting that is named by its month and turn: 11月第一次常务会通过的文件."""
    named = meetings_named(asked.text, clauses, facts)
    held = [one for one in schedules(clauses, facts) if named & meetings_of(one.fact)]
    if len(held) != 1 or not named & meetings_of(rule.fact) or rule.backward:
        return None
    found = sitting(held[0].fact, asked)
    if found is None or not found.days:
        return None
    year = asked.today.year
    counts = [deadline(day, rule.amount, rule.unit, Direction.AFTER, year) for day in found.days]
    steps = [
        f"{found.where}例会（{held[0].fact.value}）在{listed(found.days, year)}",
        *(f"{_basis(rule, asked)}：{count.text}" for count in counts),
        *supplied(asked),
    ]
    dates = tuple(count.end for count in counts)
    certain = all(count.certain for count in counts)
    return calculation(dates, rule.fact, steps, None, certain=certain)


def _basis(rule: Rule, asked: Asked) -> str:
    """Name the rule: 加急事项7个工作日, with what was supposed where the question did not say."""
    condition = rule.fact.condition
    name = f"{condition}{rule.fact.value}" if len(condition) < 10 else rule.fact.value
    if rule.journey:
        return f"{rule.fact.subject}须{rule.fact.value}"
    if condition and asked.urgency is None and len(condition) < 10 and "一般" in condition:
        return f"没有说明缓急，按{name}"
    return f"按{name}"


def _verdict(given: date, found: Deadline, year: int, *, in_time: bool) -> str:
    backwards = found.end < found.start
    said = (
        ("来得及" if in_time else "来不及") if backwards else ("没有超期" if in_time else "已超期")
    )
    return f"{full(given, year)}{'不' if in_time else ''}晚于{plain(found.end, year)}，{said}"
