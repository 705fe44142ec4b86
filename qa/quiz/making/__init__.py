"""Items of all kinds from the clauses and typed facts of a regulation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model import Regulation
from qa.facts.model import Fact
from qa.facts.tables import Table
from qa.quiz.making.cases import case_items
from qa.quiz.making.matching import matching_items
from qa.quiz.making.material import gather
from qa.quiz.making.multiples import multiple_items
from qa.quiz.making.ordering import ordering_items
from qa.quiz.making.shorts import short_items
from qa.quiz.making.singles import blank_items, judging_items, single_items
from qa.quiz.model import Item

__all__ = ["make_items"]

_MAKERS = (
    single_items,
    multiple_items,
    judging_items,
    blank_items,
    matching_items,
    ordering_items,
    short_items,
    case_items,
)


def make_items(
    regulation: Regulation, facts: Sequence[Fact], tables: Sequence[Table]
) -> tuple[Item, ...]:
    """Return every item of ``regulation``, by kind and place; the same text, the same items."""
    material = gather(regulation, facts, tables)
    return _distinct(item for maker in _MAKERS for item in maker(material))


def _distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Keep the first item of every stem within a kind."""
    kept: dict[tuple[str, str], Item] = {}
    for item in items:
        kept.setdefault((item.kind.value, item.stem), item)
    return tuple(kept.values())
