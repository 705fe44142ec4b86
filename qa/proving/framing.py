"""The words of qa/framing_words.txt, by where they may stand."""

from __future__ import annotations

from functools import cache
from typing import Final

from corpus.wordlists import word_list
from qa.proving.values import plain

PUNCTUATION: Final = frozenset("，。、；：！？,;:!?（）()—－-·|*…")
UNANSWERED: Final = "其余所问，没有找到能回答的规定。"
"""Closes an answer to some of several questions, so that the others do not go unnoticed; a line
that says it and nothing else states no rule."""
_OPENING: Final = "^"
_CELL: Final = "|"


@cache
def joints() -> tuple[str, ...]:
    """Return the words that may stand between quoted pieces, longest first."""
    words = (word for word in _words() if word[0] not in (_OPENING, _CELL))
    return tuple(sorted(map(plain, words), key=len, reverse=True))


@cache
def verdicts() -> frozenset[str]:
    """Return the words that may open an answer: 可以, 不对 …"""
    return frozenset(plain(word[1:]) for word in _words() if word[0] == _OPENING)


@cache
def labels() -> frozenset[str]:
    """Return the words that may fill a table cell on their own."""
    return frozenset(plain(word[1:]) for word in _words() if word[0] == _CELL)


def _words() -> frozenset[str]:
    return word_list("qa", "framing_words.txt")
