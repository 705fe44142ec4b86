"""A paper without what no file can hold."""

from __future__ import annotations

from dataclasses import replace

from qa.documents.writing import clean
from qa.quiz.model import Item, Option, Paper


def printable(paper: Paper) -> Paper:
    """Return the paper without characters that no XML file may hold (control characters …)."""
    sections = tuple(
        replace(section, items=tuple(_printable_item(item) for item in section.items))
        for section in paper.sections
    )
    return Paper(
        clean(paper.title),
        clean(paper.version),
        paper.seed,
        sections,
        tuple(map(clean, paper.notes)),
    )


def _printable_item(item: Item) -> Item:
    return replace(
        item,
        stem=clean(item.stem),
        options=tuple(Option(clean(o.label), clean(o.text)) for o in item.options),
        key=tuple(map(clean, item.key)),
        accept=tuple(tuple(map(clean, variants)) for variants in item.accept),
        explanation=clean(item.explanation),
    )
