"""The chapters that results lie in, to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from html import escape

from corpus.model import Regulation
from qa.model import Hit


@dataclass(frozen=True, slots=True)
class Share:
    """A chapter (its place among the chapters, from 1), and how many results lie in it."""

    place: int
    label: str
    count: int
    chosen: bool


def places(regulation: Regulation) -> dict[int, int]:
    """Return the place of its chapter, from 1, for every article's number."""
    return {
        article.number: place
        for place, chapter in enumerate(regulation.chapters, 1)
        for article in chapter.articles
    }


def shares(regulation: Regulation, hits: Sequence[Hit], chosen: Set[int]) -> tuple[Share, ...]:
    """Return the chapters that ``hits`` lie in, and those chosen before, in the text's order."""
    where = places(regulation)
    counts = Counter(where[hit.article] for hit in hits)
    return tuple(
        Share(place, chapter.label, counts[place], place in chosen)
        for place, chapter in enumerate(regulation.chapters, 1)
        if chapter.number and (counts[place] or place in chosen)
    )


def inside(regulation: Regulation, hits: Sequence[Hit], chosen: Set[int]) -> tuple[Hit, ...]:
    """Return ``hits`` of the chapters ``chosen``, as they were ranked; all where none is."""
    where = places(regulation)
    return tuple(hit for hit in hits if not chosen or where[hit.article] in chosen)


def chapters_html(found: Sequence[Share]) -> str:
    """Return the choice as checkboxes; nothing where there is nothing to choose from."""
    if len(found) < 2 and not any(share.chosen for share in found):
        return ""
    chosen = sum(share.chosen for share in found)
    rows = "".join(_row(share) for share in found)
    told = f'<span class="qa-count">已选 {chosen} 章</span>' if chosen else ""
    clear = '<button type="button" class="qa-button qa-hit-all">不限章</button>' if chosen else ""
    return (
        f'<details class="qa-hit-chapters" open><summary>按章筛选{told}</summary>'
        f'<fieldset><legend class="qa-off-screen">按章筛选</legend>{rows}{clear}</fieldset>'
        "</details>"
    )


def _row(share: Share) -> str:
    checked = " checked" if share.chosen else ""
    return (
        f'<label><input type="checkbox" value="{share.place}"{checked}>'
        f"<span>{escape(share.label)}</span>"
        f'<span class="qa-hit-tally">{share.count}<span class="qa-off-screen"> 条</span></span>'
        "</label>"
    )
