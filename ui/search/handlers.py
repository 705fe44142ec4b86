"""What happens on a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qa.assistant import Assistant
from qa.model import Hit
from ui.holder import Holder
from ui.notes import note
from ui.search import results
from ui.search.chapters import places
from ui.waiting import guarded, stage_sentence

FIRST: Final = 10
"""Results that are shown at first, and how many more at a time."""
_POOL: Final = 100
"""The ranking's articles that results and chapters are taken from; longer ones are cut there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: what for, in which chapters (all where none is named), how many to show."""

    query: str
    chapters: frozenset[int] = frozenset()
    shown: int = FIRST


@dataclass(frozen=True, slots=True)
class Found:
    """What the tab shows; ``told`` is said to a screen reader, ``wait`` asks to come again."""

    html: str
    told: str = ""
    wait: bool = False


def asked(query: object, chapters: object, shown: object) -> Asked:
    """Return the search that a page asks for; what is not of its kind counts as not said."""
    text = query if isinstance(query, str) else ""
    numbers = chapters if isinstance(chapters, list) else []
    count = shown if isinstance(shown, int) and not isinstance(shown, bool) else FIRST
    chosen = frozenset(number for number in numbers if isinstance(number, int))
    return Asked(text, chosen, min(max(count, FIRST), _POOL))


def search(holder: Holder[Assistant], wanted: Asked) -> Found:
    """Return the results of ``wanted``, or a sentence where there are none or none yet."""
    attempt = holder.start()
    if not attempt.done():
        sentence = f"{stage_sentence(holder.stage)}好了就给出结果。"
        return Found(note("正在准备", sentence), sentence, wait=True)
    return guarded(lambda: _found(attempt.result(), wanted), _failed)


def _found(assistant: Assistant, wanted: Asked) -> Found:
    ranked = assistant.search(wanted.query, _POOL)
    listing = results.Listing(
        regulation=assistant.regulation,
        query=wanted.query,
        hits=relevant(ranked),
        words=assistant.words.content(wanted.query),
        chosen=wanted.chapters & set(places(assistant.regulation).values()),
        shown=wanted.shown,
    )
    return Found(results.page(listing), results.told(listing))


def _failed(sentence: str) -> Found:
    return Found(note("没有检索。", sentence), sentence)


def relevant(ranked: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return what of the ranking is shown: the first ten, and all that use a word of the query.

    The ranking holds every article, and most of them have nothing to do with it.
    """
    return tuple(hit for place, hit in enumerate(ranked) if place < FIRST or hit.why.words)
