"""Where an option stands in a clause, as a whole name or number, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from qa.proving.values import quantities
from qa.quiz.checking.book import Book, Window, content
from qa.quiz.checking.forms import form

_STOPS: Final = ",。;:()、"
_ENDS: Final = ",。;:()"
_JOINT: Final = re.compile(r"[、,]?(?:和|或者|或|及|以及|并)?")
_DIGIT: Final = re.compile(r"\d")
_NAME_PREFIX: Final = re.compile(r"[省市县区乡镇]?(?:人民)?政府|[各本]|有关|相关|的")
_RATE: Final = re.compile(r"(每[^,。;、]*?)(\d+[次回天])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an option stands: the window, the span in its text, the words before and behind it.

    ``beside`` is the text of head and tail, ``part`` that from the stop before it to its own end.
    """

    window: Window
    start: int
    end: int
    head: frozenset[str]
    tail: frozenset[str]
    beside: tuple[str, str]
    verb: str
    part: str

    @property
    def near(self) -> frozenset[str]:
        """The words beside the option, as far as the next stop."""
        return self.head | self.tail


def places(book: Book, option: str, windows: Iterable[Window]) -> tuple[Place, ...]:
    """Return where ``option`` stands as a whole name or number."""
    said = form(option).strip(",。;:、")
    if not said:
        return ()
    return tuple(
        _place(book, window, start, end)
        for window in windows
        for start, end in _spans(window.text, said)
        if _whole(book, window.text, start, end)
    )


def chains(book: Book, text: str) -> list[tuple[int, int]]:
    """Return the spans of names of offices in a row: 县长、副县长和办公室主任."""
    runs: list[tuple[int, int]] = []
    for start, end in book.offices(text):
        if runs and _JOINT.fullmatch(text[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _spans(text: str, said: str) -> list[tuple[int, int]]:
    """Return where ``said`` stands; a rate may have words inside: 每半年(召开)1次."""
    rate = _RATE.fullmatch(said)
    if rate is None and said not in text:
        return []
    pattern = re.escape(said)
    if rate:
        pattern = f"{re.escape(rate[1])}[^,。;、\\d]{{0,6}}{re.escape(rate[2])}"
    return [match.span(1) for match in re.finditer(f"(?=({pattern}))", text)]


def _whole(book: Book, text: str, start: int, end: int) -> bool:
    """False inside a longer name (县长 of 副县长) or number."""
    if _DIGIT.match(text[start]) and start and _DIGIT.match(text[start - 1]):
        return False
    if _DIGIT.match(text[end - 1]) and end < len(text) and _DIGIT.match(text[end]):
        return False
    for first, last in book.offices(text):
        if first <= start and end <= last and (first, last) != (start, end):
            before, behind = text[first:start], text[end:last]
            if behind or not (not before or _NAME_PREFIX.fullmatch(before)):
                return _listed(text, first, start, end, last)
    return True


def _listed(text: str, first: int, start: int, end: int, last: int) -> bool:
    """True for a member of a run of names written together: 县委县政府."""
    whole = re.compile(r"[省市县区]?(?:委|政府)|党中央|国务院")
    return bool(
        whole.fullmatch(text[start:end])
        and re.fullmatch(f"(?:{whole.pattern})*", text[first:start])
        and re.fullmatch(f"(?:{whole.pattern})*", text[end:last])
    )


def _place(book: Book, window: Window, start: int, end: int) -> Place:
    text = window.text
    first, last = _chain(book, text, start, end)
    stops = _stops(book, text)
    left = max((at + 1 for at in stops if at < first), default=0)
    right = min((at for at in stops if at >= last), default=len(text))
    head, tail = text[left:first], text[last:right]
    if not tail and text[last : last + 1] == "、":
        tail = _shared_tail(text[last : _end(text, last)])
    own = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    return Place(
        window, start, end, content(head), content(tail), (head, tail), _first(tail), text[own:end]
    )


def _stops(book: Book, text: str) -> list[int]:
    """Return where parts of a clause end; not at the 、 between names of offices."""
    inside = [span for span in chains(book, text) if "、" in text[slice(*span)]]
    return [
        at for at, letter in enumerate(text)
        if letter in _STOPS and not any(start < at < end for start, end in inside)
    ]  # fmt: skip


def _end(text: str, start: int) -> int:
    return min((at for stop in _ENDS if (at := text.find(stop, start)) >= 0), default=len(text))


def _chain(book: Book, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the list of names that the option is a member of, else its own."""
    for first, last in chains(book, text):
        if first <= start and end <= last:
            return first, last
    return start, end


def _shared_tail(text: str) -> str:
    """Return what closes a list of numbers and holds for each: 特急事项5个工作日完成审批."""
    numbers = quantities(text)
    return text.rpartition(numbers[-1])[2] if numbers else ""


def _first(tail: str) -> str:
    words = content(tail)
    return min(words, key=tail.find, default="")


def places_in(book: Book, option: str, text: str) -> tuple[int, ...]:
    """Return where ``option`` stands in ``text`` (in form) as a whole name or number."""
    said = form(option).strip(",。;:、")
    return tuple(
        start for start, end in (_spans(text, said) if said else ())
        if _whole(book, text, start, end)
    )  # fmt: skip
