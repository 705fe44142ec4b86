"""Matching ignores white space: the one place that says how."""

from __future__ import annotations

import re


def tight(text: str) -> str:
    """Return ``text`` without white space."""
    return re.sub(r"\s", "", text)


def spaced(text: str) -> str:
    """Return a regular expression for ``text`` with any white space between its characters."""
    return r"\s*".join(map(re.escape, text))
