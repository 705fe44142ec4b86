"""How words sound, so that a homophone or a bit of pinyin finds them. The one door to pypinyin."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from typing import Final

from indexing.words import normalise

# One reading a character: texts and questions are read alike, a quarter of the time to load
# and 40 MB less; on dev the figures are those of the readings by phrase (docs/experiments.md).
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import lazy_pinyin

_RUN: Final = re.compile(r"[\u4e00-\u9fffa-z]+")
_INITIALS: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS: Final = ("ang", "eng", "ing")


def sounds(text: str) -> tuple[str, ...]:
    """Return the pairs of neighbouring syllables of ``text``, toneless, as BM25 counts them.

    Syllables that many speakers do not tell apart are one (zh/z, ch/c, sh/s, ang/an, eng/en,
    ing/in); letters between characters are read as pinyin: gui范性 sounds as 规范性.
    """
    runs = (map(_folded, lazy_pinyin(run)) for run in _RUN.findall(normalise(text)))
    return tuple(f"{first} {second}" for run in runs for first, second in pairwise(run))


def spelled(character: str) -> str:
    """Return the toneless pinyin of one character."""
    return str(lazy_pinyin(character)[0])


def _folded(syllable: str) -> str:
    for initial, plain in _INITIALS:
        if syllable.startswith(initial):
            syllable = plain + syllable[len(initial) :]
    return syllable[:-1] if syllable.endswith(_FINALS) else syllable
