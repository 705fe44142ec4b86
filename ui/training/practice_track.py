"""How a round has gone so far, as a row of marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from ui.training.practice_sitting import Phase

_NAMES: Final = {Phase.RIGHT: "答对", Phase.WRONG: "答错", Phase.SKIPPED: "跳过"}


def track(phases: Sequence[Phase], count: int) -> str:
    """Return a mark an item, in order; those to come are empty."""
    marks = "".join(f'<i class="{phase}"></i>' for phase in phases)
    marks += "<i></i>" * (count - len(phases))
    told = escape(tally(phases) or "还没有作答")
    return f'<div class="qa-practice-track" role="img" aria-label="{told}">{marks}</div>'


def tally(phases: Sequence[Phase]) -> str:
    """Return 答对 2 · 答错 1: what there is of each, nothing before the first answer."""
    counts = ((name, phases.count(phase)) for phase, name in _NAMES.items())
    return " · ".join(f"{name} {count}" for name, count in counts if count)
