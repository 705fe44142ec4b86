"""Which articles a paper, or a set of items, asks about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus import Regulation
from qa.quiz.model import Item, Paper


@dataclass(frozen=True, slots=True)
class Covered:
    """One article of the map: ``items`` are the ids of those that it decides."""

    article: int
    label: str
    chapter: int
    items: tuple[str, ...]


def coverage(source: Paper | Iterable[Item], regulation: Regulation) -> tuple[Covered, ...]:
    """Map every article of the regulation, in order, to the items that it decides."""
    items = source.items if isinstance(source, Paper) else source
    found: dict[int, list[str]] = defaultdict(list)
    for item in items:
        found[item.citation.article].append(item.id)
    return tuple(
        Covered(article.number, article.label, article.chapter, tuple(found[article.number]))
        for article in regulation.articles
    )


def coverage_lines(covered: Iterable[Covered], regulation: Regulation) -> tuple[str, ...]:
    """Return the map in Chinese: one line for the whole text and one for each chapter."""
    every = tuple(covered)
    asked = [entry for entry in every if entry.items]
    total = sum(len(entry.items) for entry in asked)
    lines = [f"覆盖 {len(asked)}/{len(every)} 条，共 {total} 题。"]
    for chapter in regulation.chapters:
        inside = [entry for entry in every if entry.chapter == chapter.number]
        given = [f"{entry.label}{len(entry.items)}题" for entry in inside if entry.items]
        name = chapter.label or f"《{regulation.title}》"
        lines.append(f"{name}：{len(given)}/{len(inside)} 条。{'、'.join(given)}")
    return tuple(lines)
