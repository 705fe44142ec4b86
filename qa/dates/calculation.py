"""Work out the date a question asks for, from the time facts of the articles found for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.model import Clause
from qa.dates.asked import read_question
from qa.dates.limits import day_by_limit
from qa.dates.result import Calculation
from qa.dates.sittings import end_of_term, meeting_days, number_of_meetings
from qa.facts.model import Fact

_WAYS = (number_of_meetings, end_of_term, meeting_days, day_by_limit)
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
    asked = read_question(question, today)
    found = (way(asked, clauses, facts) for way in _WAYS)
    return next((one for one in found if one is not None), None)
