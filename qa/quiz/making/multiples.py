"""Multiple choice: several elements of one list among elements of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from corpus.model import Regulation
from qa.model import Citation
from qa.proof import cite
from qa.quiz.making.building import (
        LABELS,
    build,
    citation,
    digest,
    grade,
    labelled,
    opening,
    shuffled,
)  # fmt: skip
from qa.quiz.making.elements import element_pool
from qa.quiz.making.groups import Group, Point, groups
from qa.quiz.making.lists import Listing, listings
from qa.quiz.making.material import Material
from qa.quiz.making.statements import Statement, window
from qa.quiz.making.terms import closeness, likeness
from qa.quiz.model import HOLE, Item, ItemKind

_OPTIONS: Final = 5
_MOST_TRUE: Final = 4
_SAME: Final = 0.45
"""Share of two-character pieces from which two sentences say much the same: no distractor."""
_NEAREST: Final = 8
"""Items of the nearest lists among which the wrong ones are chosen."""
_SHORTEST: Final = 3
"""Characters of an element that can be told from those of other lists."""


def multiple_items(material: Material) -> Iterator[Item]:
    """Yield a multiple choice for each list in a sentence and over several sentences."""
    for statement in material.statements:
        for listing in listings(statement.text):
            item = _of_listing(material, statement, listing)
            if item is not None:
                yield item
    found = groups(material.regulation)
    for group in found:
        yield from _of_group(material.regulation, group, found)


def _of_listing(material: Material, statement: Statement, listing: Listing) -> Item | None:
    seen = window(statement, listing.start, listing.end)
    if not listing.full or seen is None or listing.start < statement.own:
        return None
    words = [statement.text[a:b] for a, b in listing.elements]
    if min(map(len, words)) < _SHORTEST or any(statement.text.count(each) > 1 for each in words):
        return None
    true = words[:_MOST_TRUE] if len(words) > _MOST_TRUE else words
    true = true[: 3 + int(digest(statement.text), 16) % 2]
    pool = [each for each in element_pool(material, statement, listing)
            if set(each) & set("".join(words))]  # fmt: skip
    wrong = pool[: _OPTIONS - len(true)]
    if not wrong or len(true) < 2:
        return None
    shift = statement.places.index(seen.places[0])
    before, after = seen.text[: listing.start - shift], seen.text[listing.end - shift :]
    stem = opening(material.regulation, seen) + before + HOLE + after + "。"
    return _item(material.regulation, stem, true, wrong, statement.fact,
                 [citation(material.regulation, seen)])  # fmt: skip


def _item(
    regulation: Regulation, stem: str, true: Sequence[str], wrong: Sequence[str], fact: str,
    citations: Sequence[Citation],
) -> Item | None:  # fmt: skip
    if any(each in stem for each in true):
        return None
    words = shuffled((*true, *wrong), stem)
    key = [LABELS[at] for at, each in enumerate(words) if each in true]
    near = sum(closeness(each, true) for each in wrong) / len(wrong)
    return build(
        regulation, ItemKind.MULTIPLE, stem, key, citations, fact, options=labelled(words),
        difficulty=grade(near * 2, len(true) > 3, ItemKind.MULTIPLE),
    )  # fmt: skip


def _of_group(regulation: Regulation, group: Group, found: Sequence[Group]) -> Iterator[Item]:
    """Yield questions over a list's items among those of lists of the same make."""
    own = list(group.short_points)
    sisters = [other for other in found if _sister(group, other)]
    wrong = [
        point
        for other in sorted(sisters, key=lambda each: _distance(group, each))
        for point in other.short_points
        if all(likeness(point.text, each.text) < _SAME for each in group.points)
    ]
    for number, true in enumerate(_chosen(own)):
        picked = shuffled([point.text for point in wrong[:_NEAREST]], group.name, str(number))
        few = picked[: max(1, _OPTIONS - len(true) - (number % 2))]
        if len(few) + len(true) >= 4:
            item = _item(regulation, group_stem(regulation, group), [p.text for p in true], few,
                         group.fact, _citations(regulation, true))  # fmt: skip
            if item is not None:
                yield item


def group_stem(regulation: Regulation, group: Group) -> str:
    """Return the question which sentences belong to ``group``."""
    start = f"根据《{regulation.title}》" + (f"“{group.context}”一章规定" if group.context else "")
    if group.headed:
        return f"{start}，下列属于“{group.name}”要求的有{HOLE}。"
    return f"{start}，下列属于{group.name}的有{HOLE}。"


def _citations(regulation: Regulation, points: Sequence[Point]) -> list[Citation]:
    return [cite(regulation, regulation.article(p.article), p.start, p.end) for p in points]


def _chosen(points: Sequence[Point]) -> list[tuple[Point, ...]]:
    """Return up to one choice of two to four items: stems are unique within a kind."""
    size = min(len(points), 3)
    if size < 2:
        return []
    options = list(combinations(points, size))
    return [options[int(digest(*[p.text for p in points]), 16) % len(options)]]


def _distance(group: Group, other: Group) -> tuple[bool, int]:
    """Return how far another list is: under a heading of another make, articles away."""
    return group.headed and other.name[:2] != group.name[:2], abs(group.article - other.article)


def _sister(group: Group, other: Group) -> bool:
    """Return whether two lists are of a make: both meetings', both headings alike."""
    if other is group or group.headed != other.headed:
        return False
    if group.headed:
        return group.name[:2] == other.name[:2] or group.article != other.article
    meetings = "会议" in group.name and "会议" in other.name
    return meetings or group.name[-2:] == other.name[-2:]
