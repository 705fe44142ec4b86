"""Questions as they are mistyped: homophones, bits of pinyin, a dropped character.

The weights of the ranking are fitted on such copies too, so that they do not trust the exact
characters alone; made from the training questions, never from those of the evaluation.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from indexing.sounds import spelled

_SLIPS: Final = 2
"""Slips in a question of twelve characters or more; one in a shorter one."""


def mistyped(questions: Sequence[str], seed: int) -> tuple[str, ...]:
    """Return a mistyped copy of each of ``questions``; the same seed gives the same copies."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, nothing secret
    alike: dict[str, set[str]] = defaultdict(set)
    for character in set("".join(questions)):
        if _is_chinese(character):
            alike[spelled(character)].add(character)

    def homophone(character: str) -> str:
        others = sorted(alike[spelled(character)] - {character})
        return draw.choice(others) if others else spelled(character)

    slips: tuple[Callable[[str], str], ...] = (homophone, homophone, spelled, lambda _: "")
    return tuple(_slip(question, slips, draw) for question in questions)


def _slip(question: str, slips: Sequence[Callable[[str], str]], draw: random.Random) -> str:
    characters = list(question)
    places = [place for place, character in enumerate(characters) if _is_chinese(character)]
    count = min(len(places), _SLIPS if len(places) >= 12 else 1)
    for place in draw.sample(places, count):
        characters[place] = draw.choice(slips)(characters[place])
    return "".join(characters)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
