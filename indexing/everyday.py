"""Everyday words and what regulations say for them, so that a question finds words it lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from indexing.words import normalise

Lexicon = Mapping[str, tuple[str, ...]]
"""Official words by the everyday word that they stand for."""


def expanded(
    question: str, alone: Collection[str], lexicon: Lexicon
) -> tuple[tuple[str, ...], ...]:
    """Return for each everyday word of ``question`` that ``lexicon`` has its official words.

    At each place the longest word of everyday.txt counts; one of a single character only where it
    is among ``alone``, the words that the question is cut into. What the question says itself is
    left out.
    """
    text = normalise(question)
    said = (word for word in _everyday_words(text, alone) if word in lexicon)
    groups = (tuple(word for word in lexicon[found] if word not in text) for found in said)
    return tuple(group for group in groups if group)


def used_in(text: str) -> Lexicon:
    """Return the everyday words that ``text`` has official words for, each with those."""
    said = normalise(text)
    used = {
        everyday: tuple(word for word in official if word in said)
        for everyday, official in everyday_lexicon().items()
    }
    return MappingProxyType({everyday: official for everyday, official in used.items() if official})


@cache
def everyday_lexicon() -> Lexicon:
    """Return everyday.txt: an everyday word and the official words for it on each line."""
    text = resources.files("indexing").joinpath("everyday.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return MappingProxyType({words[0]: tuple(words[1:]) for words in lines if words})


@cache
def _longest() -> int:
    return max(map(len, everyday_lexicon()))


def _everyday_words(text: str, alone: Collection[str]) -> tuple[str, ...]:
    """Return the everyday words of ``text`` in order, the longest at each place, none twice."""
    known, found, start = everyday_lexicon(), [], 0
    while start < len(text):
        sizes = range(min(_longest(), len(text) - start), 0, -1)
        size = next((size for size in sizes if text[start : start + size] in known), 1)
        word = text[start : start + size]
        if word in known and (size > 1 or word in alone):
            found.append(word)
        start += size
    return tuple(dict.fromkeys(found))
