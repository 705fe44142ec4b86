"""The parts of an answer that the evaluation switches off one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Parts:
    """What an assistant does beside retrieval; everything, unless an ablation says otherwise."""

    look_ups: bool = True
    """第57条 is answered with the article itself."""
    follow_ups: bool = True
    """An elliptical question is read with the one before."""
    scope: bool = True
    """Other texts, other places and orders to invent are refused by name."""
    evidence: bool = True
    """A question without enough evidence is refused."""
    kinds: bool = True
    """Clauses that hold the kind of value asked for go first."""
    offices: bool = True
    """Clauses about another office than the question names go last."""
    asks: bool = True
    """A question that asks several things is answered thing by thing."""
    dates: bool = True
    """Days are worked out on the calendar."""
    facts: bool = True
    """Typed facts tell what is ruled for others only, and answer over a class as a table."""
    verdicts: bool = True
    """Statements and yes-or-no questions get a verdict."""
    proof: bool = True
    """A sentence that its quotes do not prove gives way to the bare clause."""
    further: bool = True
    """Close clauses of the same article are quoted beside the best one."""


EVERYTHING: Final = Parts()
