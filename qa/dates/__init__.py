"""Dates and working days: read from a question, counted by the rule it means."""

from qa.dates.calculation import calculate
from qa.dates.counting import Deadline, Direction, Unit, deadline
from qa.dates.expressions import Moment, read_moments
from qa.dates.result import Calculation

__all__ = [
    "Calculation",
    "Deadline",
    "Direction",
    "Moment",
    "Unit",
    "calculate",
    "deadline",
    "read_moments",
]
