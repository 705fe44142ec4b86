"""Elements of lists: which of other lists could stand among those of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.quiz.making.building import digest
from qa.quiz.making.lists import Listing, listings
from qa.quiz.making.material import Gap, Material
from qa.quiz.making.statements import Statement
from qa.quiz.making.terms import carries, closeness, make, near_same, series, within
from qa.quiz.making.verbs import led_alike

_JOINED: Final = re.compile(
    r"[和与及或等的对把将由在]|为了|依靠|^[以不]|会$|主任|书记|[省市县]长|负责人|参加|列席"
)
"""What no single term holds: joints, prepositions, offices and what they do."""
_FAMILY: Final = 2
"""First characters that two elements of a list share where it goes through one thing (办理…)."""


def elements(gap: Gap, material: Material) -> list[str]:
    """Return elements of other articles' lists of the make of the gap's own."""
    key = gap.slot.text
    beside = _beside(gap)
    here = material.articles[gap.statement.article]
    return [
        words
        for listing, text in material.lists
        for words in _words(listing, text, beside)
        if words not in here and alike(words, key, _tail(gap.slot.group))
        and set(words) & set("".join(beside))
    ]  # fmt: skip


def element_pool(material: Material, statement: Statement, listing: Listing) -> list[str]:
    """Return elements of other articles' lists that could stand in ``listing``, nearest first."""
    own = [statement.text[a:b] for a, b in listing.elements]
    here = material.articles[statement.article]
    before = statement.text[: listing.start]
    lead = before[-2:]
    if any(word in material.meetings for word in own):
        return []
    found = {
        each
        for other, text in material.lists
        for each in _words(other, text, own)
        if each not in here and any(alike(each, word, _tail(listing.shape)) for word in own)
        and lead + each not in material.text and each not in material.meetings
        and not led_alike(before, each, material.text)
    }  # fmt: skip
    ranked = sorted(found, key=lambda each: (-round(closeness(each, own), 2), digest(each, *own)))
    kept: list[str] = []
    for each in ranked:
        if not any(within(each, o) or near_same(each, o) for o in (*kept, *own)):
            kept.append(each)
    return kept


def alike(words: str, key: str, tail: str) -> bool:
    """Return whether ``words`` could stand in a list beside ``key``."""
    sized = len(words) == len(key) or (len(key) > 4 and abs(len(words) - len(key)) <= 1)
    if tail and len(tail) < len(key):
        sized = sized or len(tail) > 1
        return sized and words.endswith(tail) and len(words) >= 3 and make(words) == make(key)
    return sized and make(words) == make(key)


def _beside(gap: Gap) -> list[str]:
    """Return the elements of the list that the gap's element stands in, itself among them."""
    for listing in listings(gap.statement.text):
        if listing.start <= gap.slot.start < listing.end:
            return [gap.statement.text[a:b] for a, b in listing.elements]
    return [gap.slot.text]


def _tail(shape: str) -> str:
    return shape.partition("*")[2].partition("/")[0]


def _words(listing: Listing, text: str, beside: Sequence[str]) -> list[str]:
    """Return the elements of a list that read well among those of ``beside``.

    What goes in a series (知有所新、学有所上) or a family (办理依据、办理条件) stands in it alone.
    """
    words = [text[a:b] for a, b in listing.elements]
    shared, wanted = series(words), series(beside) if len(beside) > 1 else frozenset()
    if not all(carries(word, shared) for word in beside):
        return []
    return [
        each
        for each in words
        if not _JOINED.search(each) and carries(each, wanted)
        and not (_in_family(each, words) and not _in_family(each, (*beside, each)))
    ]  # fmt: skip


def _in_family(word: str, words: Sequence[str]) -> bool:
    """Return whether another of ``words`` begins as ``word`` does."""
    return any(other != word and other[:_FAMILY] == word[:_FAMILY] for other in words)
