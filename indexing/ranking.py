"""How the signals of a search are weighed into one share for each article.

The weights are those of a conditional logit (McFadden, 1974: the chance that an article is the
one meant is the softmax of its weighted signals), fitted by ``python -m eval.calibrate`` and kept
in ``ranking.json`` with what they were fitted on.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from indexing.fusion import Scores, min_max


@dataclass(frozen=True, slots=True)
class Signals:
    """One number for each way of finding an article: raw scores, scaled ones, or their weights.

    Cosines of centred vectors: ``article`` (the whole of it), ``clause`` (its best clause),
    ``questions`` (mean of the three nearest bank questions it answers). BM25 over words and
    bigrams with the bank's: ``words`` (article), ``clause_words`` (best clause); over syllables:
    ``sounds`` (article).
    """

    article: float
    clause: float
    words: float
    clause_words: float
    sounds: float
    questions: float


NAMES = tuple(field.name for field in fields(Signals))


def scaled(signals: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale each row of ``signals``, shape (len(NAMES), articles), to [0, 1]."""
    return np.stack([min_max(row) for row in signals])


def weighted(signals: NDArray[np.float32], weights: Signals) -> NDArray[np.float32]:
    """Return the scaled ``signals`` times their weights, shape (len(NAMES), articles)."""
    return np.asarray(astuple(weights), dtype=np.float32)[:, None] * scaled(signals)


def shares(contributions: NDArray[np.float32]) -> Scores:
    """Return the softmax of each article's sum of ``contributions``, shape (articles,)."""
    utility = contributions.sum(axis=0)
    powers = np.exp(utility - utility.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)


@lru_cache(maxsize=2)
def load_weights(*, with_bank: bool) -> Signals:
    """Return the fitted weights, for a regulation with a question bank or without one."""
    raw = json.loads(resources.files("indexing").joinpath("ranking.json").read_text("utf-8"))
    return Signals(**raw["with_bank" if with_bank else "without_bank"])
