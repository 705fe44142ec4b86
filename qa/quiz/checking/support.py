"""Does a clause say what a stem says with an option in its place?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from qa.quiz.checking.book import Book, Window, content
from qa.quiz.checking.places import Place, chains, places

_ELLIPTIC: Final = re.compile("必要时|特殊情况|遇有|如(?!下)|同时|其中|根据需要|因特殊")
_MISSING: Final = 0.1
"""The share of the stem's weight that a clause may lack and still be about the same."""


def supporting(
    book: Book, stem: frozenset[str], option: str, keys: tuple[Place, ...], shown: str = "",
    about: frozenset[str] = frozenset(),
) -> Place | None:  # fmt: skip
    """Return a place elsewhere that answers ``stem`` with ``option`` as well as a key's place does.

    A clause must hold nearly all the words of the stem that the key's clause holds, and the option
    must stand there as the key stands here: before the same verb, or behind the same words.
    What ``shown``, the stem, says of the option itself is not what it asks. The place's article
    must hold the words ``about`` as well.
    """
    for place in places(book, option, book.windows):
        if place.part in shown and len(place.part) > place.end - place.start:
            continue
        if about and not _holds(book, place.window.article, about):
            continue
        for key in keys:
            if _overlap(place, key):
                continue
            if _as_told(book, stem, place, key) and _as_placed(book, stem, place, key):
                return place
    return None


def _holds(book: Book, article: int, words: frozenset[str]) -> bool:
    missing = words - content(book.articles[article])
    return sum(map(book.weight, missing)) <= _MISSING * sum(map(book.weight, words))


def told(stem: frozenset[str], window: Window) -> frozenset[str]:
    """Return the words and phrases of the stem that the window holds."""
    held = content(window.text) | content(window.around)
    text = window.text + window.around
    return frozenset(word for word in stem if word in held or (len(word) > 3 and word in text))


def _as_told(book: Book, stem: frozenset[str], place: Place, key: Place) -> bool:
    wanted = told(stem, key.window)
    missing = wanted - told(stem, _without(place))
    whole = sum(map(book.weight, wanted))
    return not missing or sum(map(book.weight, missing)) <= _MISSING * whole


def _without(place: Place) -> Window:
    """Return the window without the option: its own words are not what is said of it."""
    text = place.window.text
    return replace(place.window, text=f"{text[: place.start]},{text[place.end :]}")


def _as_placed(book: Book, stem: frozenset[str], place: Place, key: Place) -> bool:
    if key.verb in stem and place.verb != key.verb:
        return False
    asked = key.tail & stem or key.head & stem
    if place.window == key.window:
        asked = key.near & stem
    if key.verb in stem and elliptic(place.window):
        return asked <= place.near
    strange = len(_strange(book, stem, place))
    return asked <= place.near and strange <= len(_strange(book, stem, key))


def elliptic(window: Window) -> bool:
    """Tell whether the clause goes on about what the one before it is about: 必要时由…."""
    return _ELLIPTIC.match(window.text) is not None


def _strange(book: Book, stem: frozenset[str], place: Place) -> frozenset[str]:
    """Return the words beside the option that the stem lacks; 县长、副县长 holds for 县长 too."""
    found = place.near - stem
    for text in place.beside:
        for start, end in chains(book, text):
            members = content(text[start:end])
            if members & stem and not text[end:].startswith("组成"):
                found -= members
    return found


def _overlap(place: Place, key: Place) -> bool:
    return place.window == key.window and place.start < key.end and key.start < place.end


def standing(
    book: Book, key: str, stem: frozenset[str], windows: Iterable[Window]
) -> tuple[Place, ...]:
    """Return the places of ``key`` in ``windows`` that fit the stem best."""
    found = places(book, key, windows)
    best = max((_fit(place, stem) for place in found), default=(0, 0))
    return tuple(place for place in found if _fit(place, stem) == best)


def _fit(place: Place, stem: frozenset[str]) -> tuple[int, int]:
    near = place.near
    return (len(told(stem, place.window)) + len(near & stem), -len(near - stem))
