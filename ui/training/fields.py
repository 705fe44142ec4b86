"""A form as the page sends it: (name, value) pairs in the order in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.errors import CommandError

Fields = Sequence[tuple[str, str]]
_MOST: Final = 500
"""Pairs. The largest form has some sixty; a regulation may have more chapters."""


def read_fields(sent: object, longest: int) -> tuple[tuple[str, str], ...]:
    """Return what a page sent, values of at most ``longest`` characters; else CommandError."""
    if not isinstance(sent, list) or len(sent) > _MOST:
        raise CommandError("表单没有读出来，请刷新页面后再试。")
    return tuple([_pair(pair, longest) for pair in sent])


def first(fields: Fields, name: str) -> str:
    """Return the first value of a name, empty where there is none."""
    return next((value for key, value in fields if key == name), "")


def every(fields: Fields, name: str) -> list[str]:
    """Return all values of a name."""
    return [value for key, value in fields if key == name]


def _pair(pair: object, longest: int) -> tuple[str, str]:
    match pair:
        case [str(name), str(value)]:
            if len(value) > longest:
                raise CommandError(f"“{value[:10]}……”有 {len(value)} 字，最多 {longest} 字。")
            return name, value.encode("utf-8", "ignore").decode("utf-8").strip()
        case _:
            raise CommandError("表单没有读出来，请刷新页面后再试。")
