"""Whether a score of 0.9 is right nine times of ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from eval.dataset import Item
from qa.assistant import Assistant

_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose first hit scored alike: mean score, share of them right, how many."""

    score: float
    right: float
    count: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Ten bins of equal width, the empty ones left out; ``error`` is their expected distance."""

    bins: tuple[Bin, ...]
    error: float
    count: int


def reliability(assistant: Assistant, items: Sequence[Item]) -> Reliability:
    """Search each answerable item, and compare the first hit's score with whether it is right."""
    scored = []
    for item in items:
        hit = assistant.search(item.question, 1)[0]
        scored.append((hit.score, hit.article in {*item.articles, *item.also}))
    return calibration(scored)


def calibration(scored: Sequence[tuple[float, bool]]) -> Reliability:
    """Return the bins of (score, right) pairs and the expected calibration error.

    Mean over questions of |mean score - share right| of their bin (Naeini, Cooper and
    Hauskrecht, AAAI 2015).
    """
    found = []
    for place in range(_BINS):
        members = [
            (score, right) for score, right in scored if min(int(score * _BINS), _BINS - 1) == place
        ]
        if members:
            scores, rights = zip(*members, strict=True)
            found.append(Bin(sum(scores) / len(members), sum(rights) / len(members), len(members)))
    distances = [abs(each.score - each.right) * each.count for each in found]
    return Reliability(tuple(found), sum(distances) / len(scored) if scored else 0.0, len(scored))
