"""Everyday words for doing things wrongly or rightly in an office, whatever the rule says.

Most rules demand what people call proper and forbid what they call improper, so such a word tells
something where the rule's own words do not occur in a claim.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from qa.verdict import scopes


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Read ``manners.txt``; lines of one kind belong together, in order."""
    text = resources.files("qa.verdict").joinpath("manners.txt").read_text("utf-8")
    kinds: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            side, kind, pattern = line.split(" ", 2)
            kinds.setdefault(f"{side}:{kind}", []).append(pattern)
    return {name: re.compile("|".join(patterns)) for name, patterns in kinds.items()}


def manners(claim: str) -> dict[str, float]:
    """Return how often ``claim`` uses each kind of such words; what it denies counts against."""
    found: dict[str, float] = {}
    for name, pattern in _patterns().items():
        for match in pattern.finditer(claim):
            sign = -1.0 if scopes.denies(claim, match.start()) else 1.0
            found[name] = found.get(name, 0.0) + sign
    return found
