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

MIN_COUNT: Final = 3
LONGEST: Final = 10
"""Characters. 县政府党组会议 has 7, 中华人民共和国宪法 has 9."""
MIN_COHESION: Final = 3.0
"""Bits at the weakest seam. Looked at on the built-in text: at 2 and 3 it finds the terms a clerk
would name, at 4 it loses 县政府办公室, at 5 县政府常务会议."""
MIN_NEIGHBOURS: Final = 2
_MOST_WORDS: Final = 4
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_NOT_IN_TERMS: Final = frozenset(
    "的 和 或 及 与 由 经 向 在 对 应 须 将 把 等 各 其 其他 以 为 有 按 按照 根据 必须 应当 不得 不准 "
    "可 可以 要 并 并报 报 对于 需 需要 不 是 等等 所 从 到 于 后 前 内 中 上 下 会 做 做好 加强 坚持 "
    "认真 进行 及时 以及 不能 原则上 一般 属 属于 凡 如 如有 除 外 未 已 之 该 本 此 新 严格 建立 健全 "
    "负责 提出 组织 召开 因故 涉及 拟 依法 落实 贯彻 完善 推进 讨论 批准 审批 同意 制定 作出 报请 "
    "提请 请示 代表 委托 审定 名义 印发 按规定 个 多".split()
)


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
