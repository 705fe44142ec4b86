"""Find items of the bank: by words, kind, chapter and state, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Regulation
from corpus.spacing import tight
from indexing.words import normalise
from qa.quiz.formats import wording
from qa.quiz.model import KIND_NAMES, Item
from qa.quiz.stock import PoolItem, Stock
from ui.training.fields import Fields, first
from ui.training.review_finder import STATE_NAMES

PAGE: Final = 20
"""Items on a page: what fits two screens."""
STATES: Final[Mapping[str, Callable[[PoolItem], bool]]] = {
    "usable": lambda entry: entry.usable and not entry.locked,
    "edited": lambda entry: entry.edited,
    "locked": lambda entry: entry.locked,
    "rejected": lambda entry: bool(entry.reason),
    "unproved": lambda entry: bool(entry.faults),
    "stale": lambda entry: bool(entry.stale),
}
"""Which items are in a state."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found: ``total`` on all ``pages``; ``states`` counts the whole bank."""

    entries: tuple[PoolItem, ...]
    total: int
    page: int
    pages: int
    states: dict[str, int]


def find(stock: Stock, fields: Fields, page: int) -> Found:
    """Return page ``page`` (from 1; the nearest there is) of what the form asks for."""
    fitting = matching(stock, fields)
    pages = max(1, -(-len(fitting) // PAGE))
    page = min(max(page, 1), pages)
    states = {name: sum(map(belongs, stock.entries)) for name, belongs in STATES.items()}
    shown = tuple(fitting[(page - 1) * PAGE : page * PAGE])
    return Found(shown, len(fitting), page, pages, states)


def matching(stock: Stock, fields: Fields) -> list[PoolItem]:
    """Return every entry that the form asks for, in the order of the bank."""
    kind, chapter, state = (first(fields, name) for name in ("kind", "chapter", "state"))
    words = [tight(normalise(word)) for word in first(fields, "words").split()]
    belongs = STATES.get(state, _any)
    return [
        entry
        for entry in stock.entries
        if kind in {"", entry.item.kind.value}
        and chapter in {"", str(entry.item.chapter)}
        and belongs(entry)
        and _holds(entry, words, stock.regulation)
    ]


def state_names(entry: PoolItem) -> list[str]:
    """Return what is to be said of an item that is not simply 正常."""
    return [
        STATE_NAMES[key] for key, belongs in STATES.items() if key != "usable" and belongs(entry)
    ]


def _any(_: PoolItem) -> bool:
    return True


def _holds(entry: PoolItem, words: Sequence[str], regulation: Regulation) -> bool:
    if not words:
        return True
    text = tight(normalise(_text(entry.item, regulation)))
    return all(word in text for word in words)


def _text(item: Item, regulation: Regulation) -> str:
    options = (option.text for option in item.options)
    place = wording.places(item, regulation)
    told = (item.id, KIND_NAMES[item.kind], item.stem, *options, *item.key, item.explanation, place)
    return re.sub(r"_{2,}", "", "\n".join(told))
