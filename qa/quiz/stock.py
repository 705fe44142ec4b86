"""The items that papers are drawn from: what is generated, and what trainers made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from corpus.errors import CommandError
from corpus.model import Regulation
from corpus.settings import Settings
from corpus.source import load_regulation
from corpus.spacing import tight
from qa.facts.reading import read_facts
from qa.facts.tables import tables
from qa.model import Citation
from qa.quiz.checking import faults
from qa.quiz.making import make_items
from qa.quiz.model import Item, article_hash
from qa.quiz.store import ItemStore, StoredItem

Prover = Callable[[Item, Regulation], tuple[str, ...]]
"""Says in Chinese what is wrong with an item; nothing where its key is proved."""


@dataclass(frozen=True)
class Stock:
    """The items of a regulation by their ids, and where changes to them are kept.

    It shows the trainers' changes as they were when it was made; ``current`` shows them as they
    are now. Threads may share one.
    """

    regulation: Regulation
    made: tuple[Item, ...]
    entries: tuple[PoolItem, ...]
    store: ItemStore
    prover: Prover = faults
    _proofs: dict[Item, bool] = field(default_factory=dict)

    def current(self) -> Stock:
        """Return the stock with what trainers have changed by now; nothing is generated again.

        It takes 4 ms for 774 items (generating them takes 2.6 s); what was proved stays so.
        """
        entries = pool(self.made, self.store.items(), self.regulation)
        return replace(self, entries=entries)

    @cached_property
    def usable(self) -> tuple[Item, ...]:
        """The items that no trainer and no change of the rules keeps out of papers."""
        return tuple(entry.item for entry in self.entries if entry.usable)

    @cached_property
    def by_id(self) -> dict[str, PoolItem]:
        """Every entry by its item's id."""
        return {entry.item.id: entry for entry in self.entries}

    def proved(self, item: Item) -> bool:
        """Tell whether the prover finds nothing wrong (7 ms an item; remembered)."""
        if item not in self._proofs:
            self._proofs[item] = not self.prover(item, self.regulation)
        return self._proofs[item]

    def entry(self, identifier: str) -> PoolItem:
        """Return one entry; raise CommandError for an unknown id."""
        found = self.by_id.get(identifier.strip())
        if found is None:
            raise CommandError(
                f"题库里没有编号 {identifier[:40]!r} 的题。编号印在试卷的 JSON、Excel 和答案里。"
            )
        return found


def open_stock(settings: Settings) -> Stock:
    """Make the items of the chosen regulation and lay the trainer's changes over them."""
    regulation = load_regulation(settings.corpus)
    facts = read_facts(regulation)
    made = make_items(regulation, facts, tables(regulation, facts))
    return stock_of(made, regulation, ItemStore(settings.data_dir, regulation.title))


def stock_of(
    made: tuple[Item, ...], regulation: Regulation, store: ItemStore, prover: Prover = faults
) -> Stock:
    """Lay what ``store`` keeps over the items that were ``made``."""
    return Stock(regulation, made, (), store, prover).current()


@dataclass(frozen=True, slots=True)
class PoolItem:
    """An item and what a trainer did to it; ``stale`` says what the regulation changed."""

    item: Item
    edited: bool = False
    locked: bool = False
    reason: str = ""
    faults: tuple[str, ...] = ()
    stale: str = ""

    @property
    def usable(self) -> bool:
        """It may stand in a paper: not rejected, proved, and the rule is as it was."""
        return not (self.reason or self.faults or self.stale)


def staleness(item: Item, regulation: Regulation) -> str:
    """Return in Chinese what the regulation changed under ``item``, or an empty string."""
    for number in dict.fromkeys(citation.article for citation in item.citations):
        if number > len(regulation.articles):
            return f"规章已没有第 {number} 条"
    deciding = regulation.article(item.citation.article)
    if not item.article_hash or not article_hash(deciding).startswith(item.article_hash):
        return f"{deciding.label}的文字已变"
    for citation in item.citations:
        article = regulation.article(citation.article)
        if article.text[citation.start : citation.end] != citation.quote:
            return f"{article.label}的引文已变"
    return ""


def renewed(item: Item, regulation: Regulation) -> Item:
    """Return ``item`` with its quotes found again in the articles as they are now.

    A quote that its article no longer has stays as it was, for the prover to refuse.
    """
    citations = tuple(_found_again(citation, regulation) for citation in item.citations)
    first = citations[0]
    if first.article > len(regulation.articles):
        return item
    article = regulation.article(first.article)
    if article.text[first.start : first.end] != first.quote:
        return item
    return replace(
        item, citations=citations, chapter=article.chapter, article_hash=article_hash(article)
    )


def pool(
    made: Iterable[Item], stored: Mapping[str, StoredItem], regulation: Regulation
) -> tuple[PoolItem, ...]:
    """Return every item once: as stored where a trainer edited or locked it, else as generated.

    Kept items that are no longer generated follow at the end. An item with the stem of a
    rejected one is rejected too, whatever its id.
    """
    rejected = {_likeness(kept.item): kept.reason for kept in stored.values() if kept.reason}
    entries: dict[str, PoolItem] = {}
    for item in made:
        entries[item.id] = _entry(item, stored.get(item.id), rejected, regulation)
    for identifier, kept in stored.items():
        if identifier not in entries and (kept.kept or kept.reason):
            entries[identifier] = _entry(kept.item, kept, rejected, regulation)
    return tuple(entries.values())


def _entry(
    made: Item,
    kept: StoredItem | None,
    rejected: Mapping[tuple[str, str], str],
    regulation: Regulation,
) -> PoolItem:
    if kept is None:
        return PoolItem(made, reason=rejected.get(_likeness(made), ""))
    item = kept.item if kept.kept else made
    reason = kept.reason or rejected.get(_likeness(item), "")
    stale = staleness(kept.item, regulation)
    return PoolItem(item, kept.edited, kept.locked, reason, kept.faults, stale)


def _likeness(item: Item) -> tuple[str, str]:
    """Return what makes two items one to a reader: stems are unique within a kind."""
    return item.kind.value, tight(item.stem)


def _found_again(citation: Citation, regulation: Regulation) -> Citation:
    if citation.article > len(regulation.articles):
        return citation
    for paragraph in regulation.article(citation.article).paragraphs:
        at = paragraph.text.find(citation.quote)
        if at >= 0:
            start = paragraph.start + at
            end = start + len(citation.quote)
            return replace(citation, paragraph=paragraph.number, start=start, end=end)
    return citation
