"""Whether the numbers of a claim fit those of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qa.verdict.claims import Claim, Frame
from qa.verdict.grams import Rarity, bigrams
from qa.verdict.offices import plain_names
from qa.verdict.quantities import Measure, Quantity, quantities

_SCENARIO: Final = re.compile(
    r"(?:可以|行|够|合规|合适|来得及|逾期|赶趟|合规矩)(?:了)?[吗吧不么]?$|就(?:够|行|可以)|提前了|才|拖到|我们?|今年|之内"
)
_AT_LEAST: Final = re.compile(r"不少于|至少|提前|以上|预留|不低于")
_AT_MOST: Final = re.compile(r"以?内|不得?超过|之前|完成|回复|印发|只允许|限")


_BEHIND: Final = 0.2
"""Share at which words behind a number count: the last of a list is followed by what all share."""
_MARKS: Final = "，,；;。、:："
_SET_APART: Final = re.compile(r"不(?:属于|是|算)[^,，的]{1,8}的")
"""不属于特急重要的特急件 speaks of the latter."""


@dataclass(frozen=True, slots=True)
class Check:
    """A quantity of the claim, the one of the clause it stands against, and whether it fits."""

    claimed: Quantity
    stated: Quantity
    fits: bool


def checks(claim: Claim, clause: str, weight: Rarity) -> tuple[Check, ...]:
    """Compare each quantity of ``claim`` with the nearest of its measure in ``clause``."""
    asked = _SET_APART.sub("", plain_names(claim.core))
    theirs = quantities(clause)
    found = []
    for quantity in quantities(asked):
        rivals = [other for other in theirs if other.measure == quantity.measure]
        if rivals and not _incidental(quantity, asked):
            rival = _nearest(rivals, asked, clause, weight)
            found.append(Check(quantity, rival, _agrees(quantity, rival, claim, clause)))
    return tuple(found)


def _incidental(quantity: Quantity, text: str) -> bool:
    behind = text[quantity.end : quantity.end + 6]
    return quantity.measure is Measure.COUNT and behind.startswith(
        ("局", "部门", "单位", "文", "事", "请示")
    )


def _nearest(
    rivals: Sequence[Quantity],
    asked: str,
    clause: str,
    weight: Rarity,
) -> Quantity:
    """Return the quantity of the clause whose surroundings share most with the question."""
    words = bigrams(asked)

    def near(rival: Quantity) -> float:
        start = max(
            [other.end for other in rivals if other.end <= rival.start]
            + [clause.rfind(mark, 0, rival.start) + 1 for mark in _MARKS]
        )
        stop = min(
            [i for mark in _MARKS if (i := clause.find(mark, rival.end)) >= 0], default=len(clause)
        )
        own = bigrams(clause[start : rival.start])
        behind = bigrams(clause[rival.end : stop]) & words
        return (
            sum(weight(pair) for pair in own & words)
            - 0.5 * sum(weight(pair) for pair in own - words)
            + _BEHIND * sum(map(weight, behind))
        )

    return max(rivals, key=near)


def _agrees(quantity: Quantity, rival: Quantity, claim: Claim, clause: str) -> bool:
    if quantity.bare or rival.bare:
        return quantity.period == rival.period
    if quantity.measure is Measure.DATE:
        size = min(len(quantity.values), len(rival.values))
        return quantity.values[:size] == rival.values[:size]
    if quantity.measure is Measure.NTH:
        return set(quantity.values) == set(rival.values) or (
            len(quantity.values) == 1 and quantity.values[0] in rival.values
        )
    value, limit = quantity.values[0], rival.values[0]
    behind = [i for mark in "，,；;。" if (i := clause.find(mark, rival.end)) >= 0]
    around = clause[max(0, rival.start - 8) : min(behind, default=len(clause))]
    asks = not claim.statement and not claim.tagged
    case = (
        quantity.ordinal or asks or claim.frame is Frame.PERMISSION or _SCENARIO.search(claim.text)
    )
    if value == limit or not case:
        return value == limit
    if _AT_LEAST.search(around):
        return value >= limit
    return bool(_AT_MOST.search(around)) and value <= limit
