"""Papers that were drawn, as the page keeps them: the form's fields and the items' ids.

The page holds the record, the server nothing: every request brings it along, and the items are
read anew from the stock, so that a paper never shows what a trainer has changed since.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from corpus.errors import CommandError
from qa.quiz.changing import Papers, exchanged, without
from qa.quiz.model import Item, ItemKind, Paper, Section
from qa.quiz.papers import MARKS
from qa.quiz.proved import proved_bank, proved_papers, shuffles
from qa.quiz.stock import Stock
from ui.training.fields import Fields, read_fields
from ui.training.papers_blueprint import LONGEST, Blueprint, blueprint_of, seeded

_MOST_ITEMS: Final = 100_000
"""Ids in a record; see qa.quiz.options.LARGEST_COUNT."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Papers and the fields they came from; ``passed`` were exchanged, ``lost`` may not stay.

    ``exchanged`` and ``removed`` count what was changed by hand.
    """

    fields: Fields
    blueprint: Blueprint
    papers: Papers
    passed: tuple[str, ...] = ()
    removed: int = 0
    lost: int = 0

    @property
    def versions(self) -> Papers:
        """The papers as they are handed out: shuffled where that was asked for."""
        if self.blueprint.versions is None:
            return self.papers
        return shuffles(self.papers, self.blueprint.versions, self.blueprint.request.seed)


def draw(fields: Fields, stock: Stock) -> Drawn:
    """Draw what the form asks for; raise RegulationQAError where nothing can be drawn."""
    fields = seeded(fields)
    blueprint = blueprint_of(fields)
    request = blueprint.request
    papers = (
        (proved_bank(stock, request),)
        if blueprint.whole
        else proved_papers(stock, request, blueprint.papers)
    )
    titled = tuple(replace(paper, title=blueprint.title or paper.title) for paper in papers)
    return Drawn(fields, blueprint, titled)


def with_another(drawn: Drawn, identifier: str, stock: Stock) -> Drawn:
    """Put another item in the place of one."""
    if drawn.blueprint.whole:
        raise CommandError("这里是全部题目，没有别的题可换；不要的题可以删去。")
    papers = exchanged(drawn.papers, identifier, stock, drawn.blueprint.request, drawn.passed)
    return replace(drawn, papers=papers, passed=(*drawn.passed, identifier))


def with_less(drawn: Drawn, identifier: str) -> Drawn:
    """Take one item out."""
    papers = without(drawn.papers, identifier)
    return replace(drawn, papers=papers, removed=drawn.removed + 1)


def record_of(drawn: Drawn) -> dict[str, Any]:
    """Return what the page keeps."""
    return {
        "fields": [list(pair) for pair in drawn.fields],
        "papers": [
            {
                "title": paper.title,
                "version": paper.version,
                "items": [item.id for item in paper.items],
                "notes": list(paper.notes),
            }
            for paper in drawn.papers
        ],
        "passed": list(drawn.passed),
        "removed": drawn.removed,
    }


def drawn_of(record: object, stock: Stock) -> Drawn:
    """Return the papers of a record with their items as they are now; CommandError if damaged.

    Items that were rejected, or are not proved any more, are left out and counted.
    """
    try:
        return _drawn(record, stock)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CommandError("这份试卷的记录读不出来，请重新出卷。") from error


def _drawn(record: Any, stock: Stock) -> Drawn:
    fields = read_fields(record["fields"], LONGEST)
    blueprint = blueprint_of(fields)
    papers = tuple(_paper(kept, blueprint, stock) for kept in record["papers"])
    if not any(paper.items for paper in papers):
        raise CommandError("这份试卷的题都已被驳回或修改，不能再用。请重新出卷。")
    lost = sum(len(kept["items"]) for kept in record["papers"]) - sum(len(p.items) for p in papers)
    return Drawn(
        fields, blueprint, papers, tuple(map(str, record["passed"])), int(record["removed"]), lost
    )


def _paper(kept: Any, blueprint: Blueprint, stock: Stock) -> Paper:
    identifiers = dict.fromkeys(map(str, kept["items"]))
    if len(identifiers) > _MOST_ITEMS:
        raise ValueError
    items = [item for name in identifiers if (item := _usable(name, stock)) is not None]
    worth = {**MARKS, **blueprint.request.marks}
    sections = tuple(
        Section(kind, worth[kind], own)
        for kind in ItemKind
        if (own := tuple(item for item in items if item.kind is kind))
    )
    title, version = str(kept["title"]), str(kept["version"])
    notes = tuple(map(str, kept["notes"]))
    return Paper(title, version, blueprint.request.seed, sections, notes)


def _usable(identifier: str, stock: Stock) -> Item | None:
    entry = stock.by_id.get(identifier)
    usable = entry is not None and entry.usable and stock.proved(entry.item)
    return entry.item if entry is not None and usable else None
