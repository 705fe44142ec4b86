"""Matching: one to one, every pair in a clause, every other pair in none."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from qa.quiz.checking.book import Book, Window, content
from qa.quiz.checking.forms import differ, form
from qa.quiz.checking.places import Place
from qa.quiz.checking.support import elliptic, standing, supporting
from qa.quiz.model import Item

_PAIR: Final = re.compile(r"(\d+)-([A-Z])")
_NAME: Final = 4
"""Letters of a name that tells a left side from others."""
_FEWEST: Final = 3


def matching_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with the two sides and their key."""
    left = {o.label: o.text for o in item.options if o.label.isdigit()}
    right = {o.label: o.text for o in item.options if not o.label.isdigit()}
    pairs = [(match[1], match[2]) for key in item.key if (match := _PAIR.fullmatch(key))]
    found = _shape(item, left, right, pairs)
    if found:
        return found
    for side in (left, right):
        if pair := differ(side.values()):
            found.append(f"选项有误：“{pair[0]}”与“{pair[1]}”意思相同。")
    stands = {a: _stand(left[a], right[b], item, book) for a, b in pairs}
    found += [
        f"答案无据：引文里没有“{left[a]}”与“{right[b]}”的搭配。"
        for a, b in pairs if not stands[a]
    ]  # fmt: skip
    return found or _crossed(left, right, dict(pairs), stands, book)


def _shape(
    item: Item, left: dict[str, str], right: dict[str, str], pairs: list[tuple[str, str]]
) -> list[str]:
    if len(pairs) != len(item.key) or len(left) < _FEWEST:
        return ["答案有误：连线题至少三对，写成1-A。"]
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    if sorted(ours) != sorted(left) or not set(theirs) <= set(right):
        return ["答案有误：左边每一项要正好连一次。"]
    if len(set(theirs)) != len(theirs):
        return ["答案有误：右边有一项连了两次。"]
    if [ord(b) - ord("A") + 1 for _, b in sorted(pairs)] == [int(a) for a, _ in sorted(pairs)]:
        return ["选项有误：两边已经按顺序排好。"]
    return []


def _stand(left: str, right: str, item: Item, book: Book) -> tuple[Place, ...]:
    """Return where a cited clause gives ``right`` for ``left``."""
    stem = content(form(left))
    cited = [w for c in item.citations for w in book.cited(c.article, c.start, c.end)]
    named = [w for w in cited if _about(form(left), w)]
    held = named or [w for w in cited if _speaks(stem, left, w.text + w.around, book)]
    return standing(book, right, stem | content(form(item.stem)), held)


def _speaks(stem: frozenset[str], left: str, text: str, book: Book) -> bool:
    if form(left) in text:
        return True
    missing = stem - content(text)
    return sum(map(book.weight, missing)) <= 0.34 * sum(map(book.weight, stem))


def _shared(said: str, text: str) -> str:
    """Return the longest run of letters that ``said`` has from the clause."""
    run = SequenceMatcher(None, said, text, autojunk=False).find_longest_match()
    return said[run.a : run.a + run.size]


def _about(said: str, window: Window) -> bool:
    """True where the clause names ``said``, or goes on from one that does: 主要议题是：…."""
    led = said in window.around.rpartition("\n")[2]
    return said in window.text or led or (elliptic(window) and said in window.around)


def _crossed(
    left: dict[str, str], right: dict[str, str], key: dict[str, str],
    stands: dict[str, tuple[Place, ...]], book: Book,
) -> list[str]:  # fmt: skip
    """Return a fault for every wrong pair that some clause supports."""
    verbs = frozenset(w for places in stands.values() for p in places for w in p.tail)
    found = []
    for a, said in left.items():
        stem = content(form(said)) | verbs | {form(said)}
        for b, other in right.items():
            place = None if key[a] == b else supporting(book, stem, other, stands[a])
            name = max((_shared(form(said), stand.window.text) for stand in stands[a]), key=len)
            if place is not None and (len(name) < _NAME or _about(name, place.window)):
                found.append(f"干扰项有误：“{said}”也可以连“{other}”。")
    return found
