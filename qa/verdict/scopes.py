"""What stands under a negation, in a claim and in a clause, and whether both agree on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qa.verdict.grams import Rarity

_NO: Final = re.compile(
    r"不(?![同断仅但论管足久等良妥]|少于|超过|低于|一致|一样|动摇|宜扩大|是说)|没(?!问题|关系|错|等)|未(?!来)|无(?!论|偿|不|党|障碍|形)"
    r"|严禁|禁止|杜绝|拒绝|避免|防止|严防|反对|力戒|制止|取消|跳过|绕[过开]|甩开|撇开|省[掉略去]|漏|忘|缺|免[了去掉]|瞒|(?<![分特级区个])别(?![人的家处个])"
)
"""Words that deny what stands behind them in their part of the sentence."""
_NEAR: Final = 4
"""Characters behind a negation that tell what is left undone."""
_PART: Final = re.compile(r"[,，;；。:：?？!]")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rarity of what claim and clause both speak of, denied alike (``same``) or by one alone."""

    same: float
    other: float

    @property
    def share(self) -> float:
        """From 1, all denied alike, to -1, all by one alone; 0 where nothing is shared."""
        total = self.same + self.other
        return (self.same - self.other) / total if total else 0.0


@lru_cache(maxsize=4096)
def denied(text: str) -> dict[str, frozenset[bool]]:
    """Return for each pair and character of ``text`` whether it stands under a negation."""
    found: dict[str, set[bool]] = {}
    for part in _PART.split(text):
        turns = [match.end() for match in _NO.finditer(part)]
        for place in range(len(part)):
            state = sum(turn <= place for turn in turns) % 2 == 1
            for gram in (part[place], part[place : place + 2]):
                if _CHINESE.fullmatch(gram):
                    found.setdefault(gram, set()).add(state)
    return {gram: frozenset(states) for gram, states in found.items()}


def denies(text: str, start: int) -> bool:
    """Tell whether the place ``start`` of ``text`` stands under a negation of its part."""
    begun = max((match.end() for match in _PART.finditer(text, 0, start)), default=0)
    return sum(1 for _ in _NO.finditer(text, begun, start)) % 2 == 1


def omitted(claim: str, clause: str, weight: Rarity) -> float:
    """Return the rarity of what ``claim`` leaves undone and ``clause`` asks for (没审)."""
    stated = denied(clause)
    left = {
        claim[place : place + size]
        for match in _NO.finditer(claim)
        for place in range(match.end(), min(match.end() + _NEAR, len(claim)))
        for size in (1, 2)
        if not _PART.search(claim, match.end(), min(place + size, len(claim)))
    }
    return sum(weight(gram) for gram in left if stated.get(gram) == frozenset({False}))


def agreement(claim: str, clause: str, weight: Rarity) -> Agreement:
    """Compare what ``claim`` and ``clause`` deny; what one says both ways counts for neither."""
    asked, stated = denied(claim), denied(clause)
    same = other = 0.0
    for gram, states in asked.items():
        ours, theirs = states, stated.get(gram, frozenset())
        if len(ours) != 1 or len(theirs) != 1:
            continue
        if ours == theirs:
            same += weight(gram)
        else:
            other += weight(gram)
    return Agreement(same, other)
