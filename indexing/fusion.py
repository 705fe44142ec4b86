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
