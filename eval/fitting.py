"""Fit what the project learns: the ranking's weights, the models of refusal and of verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.ranking import NAMES, Signals

Floats = NDArray[np.float64]

_PENALTY: Final = 1e-4
"""Of the squared weights; small, there are six weights and hundreds of questions."""
_START: Final = 3.0
_WEAK_PENALTY: Final = 100.0
"""Inverse regularisation: similarities span 0.3 only, so their weights must be allowed to grow."""
_FOLDS: Final = 10
_SEEDS: Final = range(5)


def fit_weights(signals: Floats, needed: NDArray[np.bool_]) -> Signals:
    """Return the weights, none negative, under which the needed articles get the largest share.

    ``signals`` are scaled, shape (questions, len(NAMES), articles); ``needed`` has shape
    (questions, articles). Minimises the mean of -log(share of the needed articles) with scipy's
    L-BFGS-B: McFadden's conditional logit, 1974, with a set of right choices.
    """
    from scipy.optimize import minimize

    def loss(weights: Floats) -> tuple[float, Floats]:
        utility = np.einsum("f,qfa->qa", weights, signals)
        powers = np.exp(utility - utility.max(axis=1, keepdims=True))
        share = powers / powers.sum(axis=1, keepdims=True)
        right = (share * needed).sum(axis=1)
        wanted = share * needed / right[:, None]
        slope = -np.einsum("qa,qfa->f", wanted - share, signals) / len(signals)
        value = float(-np.log(right).mean() + _PENALTY * weights @ weights)
        return value, slope + 2 * _PENALTY * weights

    bounds = [(0, None)] * len(NAMES)
    start = np.full(len(NAMES), _START)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return Signals(*(round(float(weight), 3) for weight in found))


def cross_validated_hits(
    signals: Floats, needed: NDArray[np.bool_], groups: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return for each question whether a needed article is first under weights fitted without it.

    Questions of one group (a question and its mistyped copy) are held out together.
    """
    hits = np.zeros(len(signals), dtype=bool)
    for fold in range(_FOLDS):
        held = groups % _FOLDS == fold
        weights = fit_weights(signals[~held], needed[~held])
        order = np.einsum("f,qfa->qa", _array(weights), signals[held]).argmax(axis=1)
        hits[held] = needed[held][np.arange(held.sum()), order]
    return hits


@dataclass(frozen=True, slots=True)
class LogisticFit:
    """The weights of a logistic regression by feature, and its intercept; four decimals."""

    weights: dict[str, float]
    intercept: float


def fit_logistic(
    features: Sequence[str],
    rows: Floats,
    wanted: NDArray[np.bool_],
    strength: float,
    counts: Floats | None = None,
) -> LogisticFit:
    """Fit P(wanted) on ``rows``, shape (questions, features), by scikit-learn.

    ``strength`` is the inverse regularisation, ``counts`` how much each row counts.
    """
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=strength, max_iter=5000).fit(rows, wanted, counts)
    weights = zip(features, fitted.coef_[0], strict=True)
    return LogisticFit(
        weights={feature: round(float(weight), 4) for feature, weight in weights},
        intercept=round(float(fitted.intercept_[0]), 4),
    )


@dataclass(frozen=True, slots=True)
class RefusalFit:
    """A fitted logistic model and its cross-validated scores, one a question."""

    weights: dict[str, float]
    intercept: float
    scores: Floats


def fit_refusal(features: Sequence[str], rows: Floats, answerable: NDArray[np.bool_]) -> RefusalFit:
    """Fit P(answerable) on ``rows``, shape (questions, features), by scikit-learn.

    Scores are means over five shuffled ten-fold cross-validations.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    estimator = LogisticRegression(C=_WEAK_PENALTY, max_iter=5000)
    folds = [StratifiedKFold(_FOLDS, shuffle=True, random_state=seed) for seed in _SEEDS]
    predicted = [
        cross_val_predict(estimator, rows, answerable, cv=fold, method="predict_proba")[:, 1]
        for fold in folds
    ]
    fitted = fit_logistic(features, rows, answerable, _WEAK_PENALTY)
    return RefusalFit(fitted.weights, fitted.intercept, np.mean(predicted, axis=0))


def _array(weights: Signals) -> Floats:
    return np.array([getattr(weights, name) for name in NAMES])
