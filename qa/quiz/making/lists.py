"""Enumerations in a sentence: A、B、C和D, with sure ends for each element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from qa.quiz.making.verbs import VERB

_RUN: Final = re.compile(r"[^，。；：（）]+")
_JOINT: Final = re.compile(r"、|以及|和(?!谐|平|睦)|(?<!涉)及(?!时|其|以|需|物)|(?<!参)与(?!会)")
_EDGE: Final = re.compile(r"^(?:严格遵守党的|全面贯彻执行党的|县政府实行|加强对)")
_LEADING: Final = tuple("以对把将在凡")
_NO_ELEMENT: Final = re.compile(
    r"[的等\d]|^.$|^[和或与及]|规章或|造成|收到|接到|遇有|.[省市县]$|^上报"
)
"""What shows that the marks join halves of something else, not the elements of a list."""
_MOST: Final = 12
"""Characters of an element; what is longer is a clause of its own."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An enumeration of three or more; ``start``-``end`` holds it, ``elements`` their spans.

    ``shape`` tells what it is a list of: the ending or beginning its elements share, else their
    length. ``full``: all elements have sure ends; ``after`` is what follows up to the next comma.
    """

    start: int
    end: int
    elements: tuple[tuple[int, int], ...]
    shape: str
    full: bool
    after: str


def listings(text: str) -> Iterator[Listing]:
    """Yield the enumerations of ``text`` in order."""
    for run in _RUN.finditer(text):
        parts = _parts(run.group(), run.start())
        if len(parts) >= 3 and "、" in run.group():
            listing = _listing(text, parts)
            if listing is not None:
                yield listing


def _parts(run: str, offset: int) -> list[tuple[int, int]]:
    """Cut at 、 and, behind the last 、, at the 和 or 及 that closes the list."""
    cuts = [m.span() for m in re.finditer("、", run)]
    if not cuts:
        return []
    closing = [m.span() for m in _JOINT.finditer(run, cuts[-1][1])]
    cuts += closing[:1]
    edges = [(0, 0), *cuts, (len(run), len(run))]
    return [(offset + a[1], offset + b[0]) for a, b in pairwise(edges) if a[1] < b[0]]


def _listing(text: str, parts: list[tuple[int, int]]) -> Listing | None:
    """Return the list with its first element cut from the verb and its last from what follows."""
    inner = [text[a:b] for a, b in parts[1:-1]]
    if not inner or any(_NO_ELEMENT.search(words) or len(words) > _MOST for words in inner):
        return None
    first = _first(text, parts[0], inner)
    last = _last(text, parts[-1], inner)
    sure = [span for span in (first, *parts[1:-1], last) if span is not None]
    words = [text[a:b] for a, b in sure]
    if len(set(words)) != len(words):
        return None
    start = first[0] if first else parts[1][0]
    end = last[1] if last else parts[-2][1]
    full = first is not None and last is not None and len(words) >= 3
    after = text[end : parts[-1][1]]
    return Listing(start, end, tuple(sure), _shape(words), full, after)


def _first(text: str, span: tuple[int, int], inner: list[str]) -> tuple[int, int] | None:
    start, end = span
    start += _leading(text[start:end])
    words = text[start:end]
    lengths = {len(each) for each in inner}
    tail = _tail(inner)
    if len(lengths) == 1 and len(words) >= (size := lengths.pop()):
        parallel = words[-size:]
        if (
            len(words) == size
            or (tail and parallel.endswith(tail))
            or VERB.fullmatch(_lead(words[:-size]))
        ):
            return end - size, end
    cut = _EDGE.match(words) or VERB.match(words)
    if cut:
        behind = cut.end() + _leading(words[cut.end() :])
        if 2 <= len(words) - behind <= _MOST and (tail == "" or words.endswith(tail)):
            return start + behind, end
    return (start, end) if _alike(words, inner) else None


def _leading(words: str) -> int:
    """Return how many characters before the first element only lead up to it."""
    return int(words.startswith(_LEADING))


def _lead(words: str) -> str:
    """Return the words in front of a list's first element from their last verb on."""
    match = re.search(rf"(?:{VERB.pattern})$", words)
    return match.group() if match else words


def _last(text: str, span: tuple[int, int], inner: list[str]) -> tuple[int, int] | None:
    start, end = span
    words = text[start:end]
    closed = words.partition("等")[0] if "等" in words else ""
    if 2 <= len(closed) <= _MOST:
        return start, start + len(closed)
    tail = _tail(inner)
    if tail and tail in words:
        stop = words.index(tail) + len(tail)
        return (start, start + stop) if stop <= _MOST else None
    lengths = {len(each) for each in inner}
    if _alike(words, inner):
        return start, end
    size = lengths.pop() if len(lengths) == 1 else 0
    if size and len(words) > size and words[size] in "的等":
        return start, start + size
    return None


def _alike(words: str, inner: list[str]) -> bool:
    """Return whether ``words`` look like one more of ``inner``: as long, or with their ending."""
    tail = _tail(inner)
    lengths = {len(each) for each in inner}
    same = len(lengths) == 1 and len(words) in lengths
    near = min(lengths) - 1 <= len(words) <= max(lengths) + 1
    return same or bool(tail and words.endswith(tail)) or (near and len(inner) > 1)


def _tail(words: list[str]) -> str:
    """Return the ending that all of two or more ``words`` share."""
    if len(words) < 2:
        return ""
    return _head([each[::-1] for each in words])[::-1]


def _head(words: list[str]) -> str:
    """Return the beginning that all ``words`` share."""
    size = 0
    while all(len(each) > size and each[size] == words[0][size] for each in words):
        size += 1
    return words[0][:size]


def _shape(words: list[str]) -> str:
    tail = _tail(words)
    head = _head(words)
    lengths = {len(each) for each in words}
    size = str(lengths.pop()) if len(lengths) == 1 else "n"
    return f"{head}*{tail}/{size}"
