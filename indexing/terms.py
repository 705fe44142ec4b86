"""Derive a regulation's own vocabulary: 县政府常务会议, 议事协调机构, 规范性文件 are one word.

A run of adjacent words is a term when it recurs, sticks together and stands free: the classic
new-word criteria, cohesion (pointwise mutual information at the weakest seam) and the number
of different neighbours on both sides.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from corpus.wordlists import word_list

MIN_COUNT: Final = 3
LONGEST: Final = 10
"""Characters. 县政府党组会议 has 7, 中华人民共和国宪法 has 9."""
MIN_COHESION: Final = 3.0
"""Bits at the weakest seam. Looked at on the built-in text: at 2 and 3 it finds the terms a clerk
would name, at 4 it loses 县政府办公室, at 5 县政府常务会议."""
MIN_NEIGHBOURS: Final = 2
_MOST_WORDS: Final = 4
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_NOT_IN_TERMS: Final = word_list("indexing", "not_in_terms.txt")


def derive_terms(sentences: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the terms of a text cut into words, longest first, then by code point.

    Each sentence is its words in order; a term joins 2 to 4 of them and has 3 to LONGEST
    Chinese characters.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    before: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    after: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, words in enumerate(sentences):
        for start, run in _runs(words):
            counts[run] += 1
            before[run].add(words[start - 1] if start else f"^{number}")
            stop = start + len(run)
            after[run].add(words[stop] if stop < len(words) else f"${number}")
    free = [
        run
        for run, count in counts.items()
        if len(run) > 1
        and count >= MIN_COUNT
        and min(len(before[run]), len(after[run])) >= MIN_NEIGHBOURS
        and 3 <= len("".join(run)) <= LONGEST
        and _cohesion(run, counts) >= MIN_COHESION
    ]
    return tuple(sorted({"".join(run) for run in free}, key=lambda term: (-len(term), term)))


def _runs(words: Sequence[str]) -> Iterable[tuple[int, tuple[str, ...]]]:
    for start in range(len(words)):
        for stop in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            word = words[stop - 1]
            if not _HAN.fullmatch(word) or word in _NOT_IN_TERMS:
                break
            yield start, tuple(words[start:stop])


def _cohesion(run: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> float:
    """Lowest pointwise mutual information (bits) over the seams of ``run``."""
    total = sum(count for key, count in counts.items() if len(key) == 1)
    return min(
        math.log2(counts[run] * total / (counts[run[:seam]] * counts[run[seam:]]))
        for seam in range(1, len(run))
    )
