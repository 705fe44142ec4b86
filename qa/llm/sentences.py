"""A stream of text cut into sentences as they come to their end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from qa.proving import layout

_BRACKETS: Final = str.maketrans("【】［］", "[][]")
"""Not 〔〕, which stand around the year of a document's number."""
_MARK: Final = re.compile(r" ?\[{1,2} ?(?:条文|编号|依据)? ?(\d{1,3}) ?\]{1,2}")
_MARK_BEGINS: Final = re.compile(r"\s*\[")
_LISTED: Final = re.compile(r"\[ ?(\d{1,3}(?: ?[,，、和] ?\d{1,3})+) ?\]")
_DECORATION: Final = re.compile(r"\*\*|__|`|^\s*(?:#{1,6}|>)\s+|[\u200b-\u200f\u2060\ufeff]")
_BEFORE: Final = re.compile(r"((?:\[\d+\])+)([。；！？])")
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its marks; ``opens`` says that it begins a line."""

    text: str
    opens: bool


def sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """Yield each sentence once what follows shows that it and its marks are complete.

    The last one is yielded when ``pieces`` end; where they end by an exception it is lost, as it
    may be cut.
    """
    held, opens = "", True
    for piece in pieces:
        held += piece.translate(_BRACKETS)
        *lines, held = held.split("\n")
        for line in lines:
            yield from _cut(line, opens)
            opens = True
        *ended, held = layout.sentences(held) or ("",)
        if ended and _MARK_BEGINS.match(held):
            held = ended.pop() + held
        for text in ended:
            yield Sentence(text, opens)
            opens = False
    yield from _cut(held, opens)


def _cut(line: str, opens: bool) -> Iterator[Sentence]:
    for text in layout.sentences(line):
        yield Sentence(text, opens)
        opens = False


def tidied(text: str) -> str:
    """Return ``text`` without Markdown, its marks as [1] and behind its stop as everywhere."""
    text = " ".join(_DECORATION.sub("", text).translate(_BRACKETS).translate(_WIDE).split())
    text = _LISTED.sub(lambda found: "".join(f"[{n}]" for n in re.findall(r"\d+", found[1])), text)
    text = _MARK.sub(r"[\1]", text)
    return _BEFORE.sub(r"\2\1", text).strip()
