"""The prover of quiz items: it reads an item and the regulation, never how the item was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from corpus.model import Regulation
from corpus.spacing import tight
from qa.quiz.checking.blanks import blank_faults
from qa.quiz.checking.book import Book, book
from qa.quiz.checking.choices import choice_faults
from qa.quiz.checking.common import citation_faults, frame_faults, stem_places
from qa.quiz.checking.hints import hint_faults
from qa.quiz.checking.orders import ordering_faults
from qa.quiz.checking.pairs import matching_faults
from qa.quiz.checking.points import case_faults, short_faults
from qa.quiz.checking.statements import statement_faults
from qa.quiz.checking.stems import dangling, filled, misnamed, unnamed
from qa.quiz.model import Item, ItemKind

_PROVERS: Final[Mapping[ItemKind, Callable[[Item, Book], list[str]]]] = {
    ItemKind.SINGLE: choice_faults,
    ItemKind.MULTIPLE: choice_faults,
    ItemKind.TRUE_FALSE: statement_faults,
    ItemKind.BLANK: blank_faults,
    ItemKind.MATCHING: matching_faults,
    ItemKind.ORDERING: ordering_faults,
    ItemKind.SHORT: short_faults,
    ItemKind.CASE: case_faults,
}
_ASKING: Final = frozenset((ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.BLANK, ItemKind.SHORT))


def faults(item: Item, regulation: Regulation) -> tuple[str, ...]:
    """Return what is wrong with ``item``, one Chinese sentence each; empty where it is sound.

    A sentence begins with the sort of fault and a colon: 引文有误：…
    """
    prepared = book(regulation)
    wrong = citation_faults(item, prepared)
    if wrong:
        return tuple(wrong)
    wrong = frame_faults(item, prepared)
    if any(fault.startswith("题目不全") for fault in wrong):
        return tuple(wrong)
    wrong += stem_places(item, prepared) + dangling(filled(item))
    if item.kind in _ASKING:
        wrong += unnamed(prepared, item) + misnamed(item)
    wrong += hint_faults(item, prepared)
    return tuple(dict.fromkeys(wrong + _PROVERS[item.kind](item, prepared)))


def faults_of_all(
    items: Sequence[Item], regulation: Regulation
) -> tuple[tuple[Item, tuple[str, ...]], ...]:
    """Return every faulty item with its faults: its own, and what it repeats of another."""
    found: dict[int, list[str]] = defaultdict(list)
    ids: set[str] = set()
    stems: set[tuple[ItemKind, str]] = set()
    for number, item in enumerate(items):
        found[number] += faults(item, regulation)
        if item.id in ids:
            found[number].append(f"题目重复：编号{item.id}已有。")
        if (stem := (item.kind, tight(item.stem))) in stems:
            found[number].append("题目重复：同题型已有同一题干。")
        ids.add(item.id)
        stems.add(stem)
    return tuple((items[n], tuple(wrong)) for n, wrong in found.items() if wrong)
