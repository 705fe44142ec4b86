"""Shuffled versions of a paper: items and options in another order, each with its own key."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from qa.quiz.model import Item, ItemKind, Option, Paper, Section


def shuffled(paper: Paper, version: str, seed: int) -> Paper:
    """Return the paper with items (inside their section) and options in an order by ``seed``."""
    chance = random.Random(f"{paper.seed}/{paper.version}/{version}/{seed}")  # noqa: S311
    sections = tuple(_section(section, chance) for section in paper.sections)
    return replace(paper, version=version, seed=seed, sections=sections)


def _section(section: Section, chance: random.Random) -> Section:
    items = chance.sample(section.items, len(section.items))
    return replace(section, items=tuple(reordered(item, chance) for item in items))


def reordered(item: Item, chance: random.Random) -> Item:
    """Return the item with its options in another order and its key in the new labels."""
    if item.kind is ItemKind.TRUE_FALSE or not item.options:
        return item
    left = [option for option in item.options if option.label.isdigit()]
    right = [option for option in item.options if not option.label.isdigit()]
    groups = [_order(left, item, chance), _order(right, item, chance)]
    names: dict[str, str] = {}
    options: list[Option] = []
    for before, after in zip((left, right), groups, strict=True):
        for place, option in zip(before, after, strict=True):
            names[option.label] = place.label
            options.append(Option(place.label, option.text))
    return replace(item, options=tuple(options), key=_key(item, names))


def _order(options: Sequence[Option], item: Item, chance: random.Random) -> list[Option]:
    """Shuffle; the steps of an ordering item never stand in their true order already."""
    order = chance.sample(options, len(options))
    solved = item.kind is ItemKind.ORDERING and [o.label for o in order] == list(item.key)
    return [*order[1:], order[0]] if solved else order


def _key(item: Item, names: dict[str, str]) -> tuple[str, ...]:
    key = ["-".join(names.get(part, part) for part in entry.split("-")) for entry in item.key]
    if item.kind is ItemKind.ORDERING:
        return tuple(key)
    return tuple(sorted(key, key=lambda entry: (len(entry.split("-")[0]), entry)))
