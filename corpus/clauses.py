"""Cut a paragraph into clauses: one sentence each, long enumerations at each ；."""

from __future__ import annotations

from typing import Final

_ENDS: Final = frozenset("。！？；!?;")
_OPENING: Final = "（(“‘《【「『"
_CLOSING: Final = "）)”’》】」』"


def clause_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each clause of ``text``, end mark included, blanks trimmed.

    Marks inside brackets or quotation marks do not end a clause; the spans are in order,
    do not overlap, and cover everything but white space.
    """
    spans: list[tuple[int, int]] = []
    start = depth = 0
    for position, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        at_end = character in _ENDS and depth == 0
        if at_end and text[position + 1 : position + 2] not in {*_ENDS, *_CLOSING}:
            spans.append((start, position + 1))
            start = position + 1
    spans.append((start, len(text)))
    return tuple(span for span in (_trimmed(text, *raw) for raw in spans) if span[0] < span[1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
