"""The trade-off between refusing what the rules do not answer and refusing what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics import Judgement


@dataclass(frozen=True, slots=True)
class RefusalCurve:
    """Points (false refusal, refusal), each 0 to 1, from refusing nothing to refusing all.

    ``area`` under them is the chance that an answerable question has more confidence than an
    unanswerable one; ``operating`` is the point where the assistant stands.
    """

    points: tuple[tuple[float, float], ...]
    area: float
    operating: tuple[float, float]

    def at(self, false_refusal: float) -> float:
        """Return the highest refusal that costs no more than ``false_refusal``."""
        return max(refusal for cost, refusal in self.points if cost <= false_refusal)


def refusal_curve(judged: Sequence[Judgement]) -> RefusalCurve | None:
    """Return the curve over the confidence of each answer, or None without both kinds of item.

    A receiver operating characteristic (Fawcett, Pattern Recognition Letters 27, 2006) in which
    a refusal is the alarm; scikit-learn computes it. Refusals by rule have confidence 0, and at
    every point stay refused.
    """
    from sklearn.metrics import roc_auc_score, roc_curve

    unanswerable = [not j.item.answerable for j in judged]
    if not any(unanswerable) or all(unanswerable):
        return None
    doubt = [1 - j.confidence for j in judged]
    costs, gains, _ = roc_curve(unanswerable, doubt, drop_intermediate=False)
    refused = [j for j in judged if j.refused]
    wrongly = sum(j.item.answerable for j in refused)
    return RefusalCurve(
        points=tuple(zip(map(float, costs), map(float, gains), strict=True)),
        area=float(roc_auc_score(unanswerable, doubt)),
        operating=(
            wrongly / (len(judged) - sum(unanswerable)),
            (len(refused) - wrongly) / sum(unanswerable),
        ),
    )
