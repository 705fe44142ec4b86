"""Work out the date a question asks for, from the time facts of the articles found for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from corpus.model import Clause
from qa.dates.asked import read_question
from qa.dates.expressions import read_moments
from qa.dates.limits import day_by_limit
from qa.dates.result import Calculation, calculation
from qa.dates.schedule import meeting_schedules
from qa.dates.sittings import end_of_term, meeting_days, number_of_meetings
from qa.dates.yearly import day_of_year
from qa.facts.model import Fact

_LUNAR: Final = re.compile(r"[农阴旧]历|[正冬腊]月(?:初|廿|[一二三]?十)")
"""Days of the moon's calendar, which are not read."""
_LINK: Final = re.compile(
    r"(?:最后一[天日]|[期届]满)(?P<deed>[^。；？]{0,12}?)(?P<day>同一?[日天]|当[天日]|第二天|次日)"
)
"""部门在期限最后一天回复，同日报县政府: a second period begins with the end of the first."""
_OF_MEETINGS: Final = (number_of_meetings, end_of_term, meeting_days)
"""Tried in this order; the first that gives something answers."""


def calculate(
    question: str,
    clauses: Sequence[tuple[int, Clause]],
    facts: Sequence[Fact],
    today: date,
) -> Calculation | None:
    """Return what ``question`` asks to be worked out, or None where it asks for no date.

    ``clauses`` are (article number, clause) as found for the question, best first; ``facts`` are
    the time facts of the regulation.
    """
    if _LUNAR.search(question):
        return None
    link = _LINK.search(question)
    if link is not None and not read_moments(link.group(), today):
        return _in_turn(question, link, clauses, facts, today)
    return _single(question, clauses, facts, today)


def _single(
    question: str, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact], today: date
) -> Calculation | None:
    asked = read_question(question, today)
    found = (way(asked, clauses, facts) for way in _OF_MEETINGS)
    told = next((one for one in found if one is not None), None)
    anchored = read_question(question, today, meeting_schedules(facts))
    return told or day_of_year(asked, clauses, facts) or day_by_limit(anchored, clauses, facts)


def _in_turn(
    question: str,
    link: re.Match[str],
    clauses: Sequence[tuple[int, Clause]],
    facts: Sequence[Fact],
    today: date,
) -> Calculation | None:
    """Count the first period, then the second from its last day; nothing where one is unclear."""
    first = _single(f"{question[: link.end('deed')]}，最晚哪天", clauses, facts, today)
    if first is None or len(first.dates) != 1:
        return None
    day = first.dates[0] + timedelta(days=link["day"] in {"第二天", "次日"})
    rest = f"{day.year}年{day.month}月{day.day}日{question[link.end() :]}"
    second = _single(rest, clauses, facts, today)
    if second is None or second.fact == first.fact:
        return None
    steps = (*first.steps, *second.steps)
    known = first.certain and second.certain
    return calculation(second.dates, second.fact, steps, second.in_time, certain=known)
