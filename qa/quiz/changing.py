"""Change papers that were drawn: another item in the place of one, or one item less."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from corpus.errors import CommandError
from qa.quiz.drawing import Drawing, nearest_levels
from qa.quiz.model import Item, Paper
from qa.quiz.papers import eligible
from qa.quiz.proved import settled
from qa.quiz.request import Request
from qa.quiz.stock import Stock

Papers = tuple[Paper, ...]
"""A paper and perhaps its parallel one: no item and no fact stands in both."""


def exchanged(
    papers: Papers, identifier: str, stock: Stock, request: Request, passed: Collection[str] = ()
) -> Papers:
    """Put another proved item of its kind in the place of one, near in difficulty and place.

    It tests no fact that the papers test, and is none of ``passed``. Raise CommandError where
    there is none left.
    """
    old = _find(papers, identifier)
    others = [item for paper in papers for item in paper.items if item.id != identifier]
    known = {item.id for item in others} | {identifier, *passed}
    chance = f"{papers[0].seed}/{identifier}/{len(known)}"

    def choose(items: Sequence[Item]) -> tuple[Item, ...]:
        pool = [item for item in eligible(items, request) if item.id not in known]
        drawing = Drawing(pool, chance, others)
        drawing.take(old.kind, nearest_levels(old.difficulty), old.chapter)
        return tuple(drawing.taken[old.kind])

    found = settled(stock, choose, tuple)
    if not found:
        raise CommandError("没有别的题可换：这个题型里别的题都已用过，或与卷中的题考同一知识点。")
    return _mapped(papers, lambda item: found[0] if item.id == identifier else item)


def without(papers: Papers, identifier: str) -> Papers:
    """Take an item out; raise CommandError for the last one of a paper."""
    _find(papers, identifier)
    if any([item.id for item in paper.items] == [identifier] for paper in papers):
        raise CommandError("这是卷中最后一题，不能再删。请重新出卷。")
    return _mapped(papers, lambda item: None if item.id == identifier else item)


def _find(papers: Papers, identifier: str) -> Item:
    for paper in papers:
        for item in paper.items:
            if item.id == identifier:
                return item
    raise CommandError("这道题不在试卷里了，请刷新页面后再试。")


def _mapped(papers: Papers, change: Callable[[Item], Item | None]) -> Papers:
    return tuple(
        replace(
            paper,
            sections=tuple(
                replace(section, items=kept)
                for section in paper.sections
                if (kept := tuple(new for item in section.items if (new := change(item))))
            ),
        )
        for paper in papers
    )
