"""Markdown: text whose characters are taken as they stand."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST_START: Final = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))", re.MULTILINE)


def escaped(text: str) -> str:
    """Return ``text`` with Markdown's marks escaped; a line break stays one."""
    plain = _SPECIAL.sub(r"\\\1", text)
    return _LIST_START.sub(_escaped_start, plain).replace("\n", "  \n")


def _escaped_start(match: re.Match[str]) -> str:
    indent, start = match.groups()
    return f"{indent}{start}\\" if start.isdigit() else f"{indent}\\{start}"
