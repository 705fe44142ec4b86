"""Deadlines: a limit of the rules counted from, or back from, a day of the question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.model import Clause
from qa.dates.asked import Asked
from qa.dates.counting import Deadline, Direction, Unit, deadline
from qa.dates.meetings import sitting
from qa.dates.result import Calculation, calculation, joined, supplied
from qa.dates.roles import Role
from qa.dates.rules import Rule, limit_meant, meetings_of
from qa.dates.schedule import meeting_schedules
from qa.dates.stated import by_stated_limit
from qa.dates.variants import variants
from qa.dates.wording import full, listed, plain
from qa.facts.model import Fact


def day_by_limit(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    """Return the days that limits give, and whether the question's other day keeps the one."""
    if not asked.wants_a_date:
        return None
    several = variants(asked)
    found = [_one(variant, clauses, facts) for variant in several]
    told = [one for one in found if one is not None]
    if len(told) == 1 == len(several):
        return told[0]
    dates = {day for one in told for day in one.dates}
    if len(told) < len(several) or len(dates) < len(several):
        return _one(asked, clauses, facts) if len(asked.days) == 1 else None
    return joined(told)


def _one(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    meant = limit_meant(asked, clauses, facts)
    rule = by_stated_limit(meant, asked) if meant else None
    if rule is None or (rule.unit is Unit.YEAR and "任期" in rule.fact.value):
        return None
    if asked.impossible:
        named = "、".join(asked.impossible)
        return calculation((), rule.fact, [f"没有{named}这一天，无法推算"], None, certain=True)
    if asked.days:
        return _counted(asked, rule)
    return _after_meeting(asked, rule, facts)


def _counted(asked: Asked, rule: Rule) -> Calculation | None:
    reading = rule.read(asked)
    if reading is None:
        return None
    given, other = reading.end, reading.start
    if reading.wanted is Role.END:
        given, other = reading.start, reading.end
    if given is None:
        return None
    direction = Direction.AFTER if reading.wanted is Role.END else Direction.BEFORE
    found = deadline(given.first, rule.amount, rule.unit, direction, asked.today.year)
    in_time = None
    steps = [f"{_basis(rule, asked)}：{found.text}"]
    if other is not None:
        in_time = other.first <= found.end
        steps.append(_verdict(other.first, found, asked.today.year, in_time=in_time))
    steps += supplied(asked)
    return calculation((found.end,), rule.fact, steps, in_time, certain=found.certain)


def _after_meeting(asked: Asked, rule: Rule, facts: Sequence[Fact]) -> Calculation | None:
    """Count from a meeting that is named by its month and turn: 11月第一次常务会通过的文件."""
    named = meetings_of(rule.fact)
    held = [fact for core, fact in meeting_schedules(facts).items()
            if core in named and f"{core}会" in asked.text.replace("例会", "会")]  # fmt: skip
    if len(held) != 1 or rule.backward:
        return None
    found = sitting(held[0], asked)
    if found is None or not found.days:
        return None
    year = asked.today.year
    counts = [deadline(day, rule.amount, rule.unit, Direction.AFTER, year) for day in found.days]
    steps = [
        f"{found.where}例会（{held[0].value}）在{listed(found.days, year)}",
        *(f"{_basis(rule, asked)}：{count.text}" for count in counts),
        *supplied(asked),
    ]
    dates = tuple(count.end for count in counts)
    certain = all(count.certain for count in counts)
    return calculation(dates, rule.fact, steps, None, certain=certain)


def _basis(rule: Rule, asked: Asked) -> str:
    """Name the rule: 加急事项7个工作日, with what was supposed where the question did not say."""
    if rule.stated:
        unit = "个工作日" if rule.unit is Unit.WORKING_DAY else "个自然日"
        return f"规则让位于另定的时限，按问题里的{rule.amount}{unit}"
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
