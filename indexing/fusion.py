"""Join rankings of the same articles into one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def convex_fusion(rankings: Sequence[Scores], weights: Sequence[float]) -> Scores:
    """Return the weighted mean of min-max scaled scores, shape (articles,), each in [0, 1].

    Source: Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, ACM
    TOIS 42(1), 2023, which finds it ahead of reciprocal ranks; so does docs/experiments.md.
    """
    total = sum(weights)
    scaled = [weight * min_max(scores) for scores, weight in zip(rankings, weights, strict=True)]
    return np.asarray(np.sum(scaled, axis=0) / total, dtype=np.float32)


def min_max(scores: Scores) -> Scores:
    """Scale to [0, 1]; a constant ranking, which tells nothing, becomes zeros."""
    low, high = float(scores.min()), float(scores.max())
    if high <= low:
        return np.zeros_like(scores)
    return np.asarray((scores - low) / (high - low), dtype=np.float32)


def best_by_owner(scores: Scores, owners: NDArray[np.int64], count: int) -> Scores:
    """Return the highest score among the units of each owner (0 .. count - 1), shape (count,)."""
    best = np.full(count, -1.0, dtype=np.float32)
    np.maximum.at(best, owners, scores)
    return best


def mean_of_best_by_owner(
    scores: Scores, owners: NDArray[np.int64], count: int, best: int
) -> Scores:
    """Return the mean of the ``best`` highest scores of each owner, shape (count,).

    An owner with fewer units counts those it has; one with none gets the lowest score of all.
    """
    means = np.full(count, scores.min(), dtype=np.float32)
    order = np.lexsort((-scores, owners))
    ranked, starts = owners[order], np.searchsorted(owners[order], np.arange(count))
    ends = np.searchsorted(ranked, np.arange(count), side="right")
    for owner in np.flatnonzero(ends > starts):
        top = order[starts[owner] : min(starts[owner] + best, ends[owner])]
        means[owner] = scores[top].mean()
    return means
