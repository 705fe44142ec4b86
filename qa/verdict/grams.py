"""Pairs of neighbouring characters, and how rare each is in a regulation."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

Rarity = Callable[[str], float]
_UNKNOWN: Final = 0.7
"""Of a pair the regulation never uses: the asker's own word, not evidence against."""
_SINGLE: Final = 0.3
"""A single character counts as this share of its rarity."""


def rarity(texts: Iterable[str]) -> Rarity:
    """Return the inverse document frequency of pairs and single characters in ``texts``."""
    listed = list(texts)
    counts = Counter(gram for text in listed for gram in grams(text))
    size = len(listed)

    def weight(gram: str) -> float:
        known = gram in counts
        if len(gram) == 1:
            return _SINGLE * math.log((size + 1) / (counts[gram] + 0.5)) if known else 0.0
        return math.log((size + 1) / (counts[gram] + 0.5)) if known else _UNKNOWN

    return weight


def grams(text: str) -> set[str]:
    """Return the pairs of ``text`` and its single Chinese characters."""
    return bigrams(text) | set(re.findall(r"[\u4e00-\u9fff]", text))


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring Chinese characters of ``text``."""
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    return {run[i : i + 2] for run in runs for i in range(len(run) - 1)}


def overlap(asked: set[str], text: str, weight: Rarity) -> float:
    """Return the weighted share of ``asked`` that ``text`` holds."""
    total = sum(map(weight, asked))
    held = bigrams(text) & asked
    return sum(map(weight, held)) / total if total else 0.0
