"""Rank the same questions by every system, and say whether differences are more than luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from eval.dataset import Item
from eval.metrics import first_rank, hit, mean, ndcg, reciprocal_rank
from eval.systems import PROJECT, System

_RESAMPLES: Final = 9_999
_SEED: Final = 2026


@dataclass(frozen=True, slots=True)
class Comparison:
    """A system's figures; ``p_value`` is of its hit@1 against this project's (None for itself)."""

    name: str
    hit1: float
    hit3: float
    hit5: float
    mrr: float
    ndcg: float
    count: int
    p_value: float | None


def compare(
    systems: Sequence[System], items: Sequence[Item], on_system: Callable[[int, int], None]
) -> tuple[Comparison, ...]:
    """Return each system's figures over the answerable ``items``, history and look-ups aside.

    Look-ups by number are left out because no baseline reads numbers.
    ``on_system`` is called with (done, total) after each system.
    """
    asked = comparable(items)
    hits: dict[str, list[float]] = {}
    rows = []
    for done, system in enumerate(systems, start=1):
        ranked = [system.rank(item.question) for item in asked]
        ranks = [first_rank(r, item.articles) for r, item in zip(ranked, asked, strict=True)]
        hits[system.name] = [hit(rank, 1) for rank in ranks]
        gains = [ndcg(r, item.articles) for r, item in zip(ranked, asked, strict=True)]
        rows.append((system.name, ranks, gains))
        on_system(done, len(systems))
    return tuple(
        Comparison(
            name=name,
            hit1=mean(hits[name]),
            hit3=mean([hit(rank, 3) for rank in ranks]),
            hit5=mean([hit(rank, 5) for rank in ranks]),
            mrr=mean([reciprocal_rank(rank) for rank in ranks]),
            ndcg=mean(gains),
            count=len(asked),
            p_value=None if name == PROJECT else randomisation(hits[name], hits[PROJECT]),
        )
        for name, ranks, gains in rows
    )


def comparable(items: Sequence[Item]) -> list[Item]:
    """Return the items on which ranking alone can be compared."""
    return [i for i in items if i.answerable and not i.history and i.kind != "lookup"]


def randomisation(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the two-sided p-value of paired scores by Fisher's randomisation test.

    Smucker, Allan and Carterette, CIKM 2007; scipy draws the sign flips, with a fixed seed.
    """
    from scipy.stats import permutation_test

    differences = np.asarray(first) - np.asarray(second)
    if not differences.any():
        return 1.0
    result = permutation_test(
        (differences,),
        np.mean,
        permutation_type="samples",
        n_resamples=_RESAMPLES,
        rng=np.random.default_rng(_SEED),
    )
    return float(result.pvalue)
