"""Word lists as text files beside the code that uses them."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def word_list(package: str, name: str) -> frozenset[str]:
    """Return the words of ``name`` in ``package``, separated by blanks; # begins a comment line."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
