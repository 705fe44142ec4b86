"""Traditional characters to simplified ones. The one door to OpenCC."""

from __future__ import annotations

from functools import lru_cache

import opencc


def simplified(text: str, keep: frozenset[str]) -> str:
    """Return ``text`` with traditional characters simplified, those of ``keep`` untouched.

    ``keep`` are the characters that the regulation itself uses: the 乾 of 乾安 is not 干 there.
    """
    return "".join(
        character if character in keep or character.isascii() else _simple(character)
        for character in text
    )


@lru_cache(maxsize=4096)
def _simple(character: str) -> str:
    return str(_converter().convert(character))


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
