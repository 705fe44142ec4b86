"""Questions that what is typed so far may grow into, and how alike two are (rapidfuzz)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

_LEAST: Final = 2
"""Characters. One alone says too little to suggest from."""
_CLOSE: Final = 60
"""Of 100: below it a suggestion has little in common with what is typed."""
_POOL: Final = 40
"""Closest questions that are looked at for the ones that begin as typed."""


def suggestions(typed: str, questions: Sequence[str], limit: int) -> tuple[str, ...]:
    """Return at most ``limit`` of ``questions`` close to ``typed``.

    Those that hold it letter by letter come first, shorter ones before longer; then by the best
    matching stretch (rapidfuzz's partial ratio).
    """
    text = typed.strip()
    if len(text) < _LEAST:
        return ()
    found = process.extract(
        text, questions, scorer=fuzz.partial_ratio, limit=_POOL, score_cutoff=_CLOSE
    )
    ranked = sorted(
        found,
        key=lambda entry: (
            not entry[0].startswith(text),
            text not in entry[0],
            -entry[1],
            len(entry[0]),
        ),
    )
    return tuple(question for question, _, _ in ranked[:limit] if question != text)


def likeness(one: str, other: str) -> float:
    """Return how much two questions have in common, 0 to 100 (rapidfuzz's ratio)."""
    return fuzz.ratio(one, other)
