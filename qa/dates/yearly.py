"""What is due on a day of every year: 每年年底前，…报送下一年度工作目标和任务."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from corpus.model import Clause
from corpus.numerals import parse_ordinal
from corpus.spacing import tight
from qa.dates.asked import Asked
from qa.dates.moment import Grain
from qa.dates.result import Calculation, calculation, supplied
from qa.dates.rules import Rule, schedules, shared
from qa.dates.wording import full, plain
from qa.facts.model import Fact

_YEARLY: Final = re.compile(
    r"每年(?:(?P<close>年[底末])|(?P<month>\d+|[一二三四五六七八九十]+)月"
    r"(?:(?P<day>\d+|[一二三四五六七八九十]+)日|[底末]))(?:以前|之前|前)?"
)
_COMING: Final = re.compile(r"下一?年度?|次年")
_SUBJECT: Final = re.compile(r"度?的?[^，。；\d]{0,4}(?:目标|任务|计划|预算|工作)")
_DUE: Final = re.compile(r"(?:报送|报告|提交|上报|制定|公布|完成)([^，。；]+)[。；]?$")
_GENERIC: Final = re.compile(r"下一?年度?|年度|工作|情况|和|、")
_LEAST: Final = 0.3
"""Share of the question's pairs of characters in the clause below which it is not meant."""
_NEAR: Final = 3
"""Articles found in which such a rule is looked for."""


def day_of_year(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    """Return the day of the year by which something is due, as the rule that is meant says."""
    year_said = any(moment.grain is not Grain.MONTH for moment in asked.moments)
    if not year_said or not (asked.wants_a_date or (asked.judges and asked.days)):
        return None
    near = set(list(dict.fromkeys(number for number, _ in clauses))[:_NEAR])
    for rule in schedules(clauses, facts):
        match = _YEARLY.fullmatch(rule.fact.value)
        about = tight(rule.clause.text)
        if match is None or rule.fact.article not in near or not _meant(asked, about):
            continue
        return _due(asked, rule, match)
    return None


def _meant(asked: Asked, clause: str) -> bool:
    """True where the question shares the clause's words and names what it says is due."""
    due = _DUE.search(clause)
    words = re.findall(r"[一-龥]{2}", _GENERIC.sub(" ", due.group(1))) if due else []
    named = not words or any(word in asked.text for word in words)
    return named and shared(asked.bare(), clause) >= _LEAST


def _due(asked: Asked, rule: Rule, match: re.Match[str]) -> Calculation:
    subject = _year_of_subject(asked)
    if subject is not None:
        year = subject - bool(_COMING.search(tight(rule.clause.text)))
    else:
        year = next((m.first.year for m in asked.moments), asked.today.year)
    end = _day(match, year)
    steps = [f"按{rule.fact.value}：{full(end, asked.today.year)}"]
    in_time = None
    given = [moment.first for moment in asked.days]
    if given and asked.judges:
        in_time = given[0] <= end
        said = "不晚于" if in_time else "晚于"
        steps.append(f"{full(given[0], asked.today.year)}{said}{plain(end, asked.today.year)}")
    steps += supplied(asked)
    return calculation((end,), rule.fact, steps, in_time, certain=True)


def _year_of_subject(asked: Asked) -> int | None:
    """2027 of 2027年的工作目标和任务, the year that is reported on."""
    for moment in asked.moments:
        if moment.grain is Grain.YEAR and _SUBJECT.match(asked.text, moment.end):
            return moment.first.year
    return None


def _day(match: re.Match[str], year: int) -> date:
    if match["close"]:
        return date(year, 12, 31)
    month = parse_ordinal(match["month"]) or 12
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(last, parse_ordinal(match["day"] or "") or last))
