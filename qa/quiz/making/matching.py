"""Matching: three to five pairs of one relation whose sides cannot be mistaken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from corpus.model import Regulation
from corpus.numerals import article_label
from corpus.spacing import tight
from qa.proof import cite
from qa.quiz.making.building import LABELS, build, digest, grade, shuffled
from qa.quiz.making.material import Material
from qa.quiz.making.offices import overlap
from qa.quiz.making.pairs import Pair, relations
from qa.quiz.making.terms import likeness, meaning
from qa.quiz.model import Item, ItemKind, Option

_SHORT_NAME: Final = 12
_FEWEST, _MOST = 3, 5
_EACH: Final = 4
"""Items of one relation at most: they share most of their pairs."""
_LONGEST_RIGHT: Final = 60
_MISTAKEN: Final = 0.65
"""Share from which two right sides are too like to be told apart."""


def matching_items(material: Material) -> Iterator[Item]:
    """Yield items of every relation that has three pairs or more that cannot be mistaken."""
    for name, asked, pairs in relations(material):
        for chosen in _subsets(pairs, name, material):
            yield _item(material.regulation, name, asked, chosen)


def _subsets(pairs: Iterable[Pair], name: str, material: Material) -> Iterator[tuple[Pair, ...]]:
    """Yield a few sets of pairs whose sides all differ, the larger ones first, fixed by digest."""
    short = [pair for pair in pairs if len(pair.right) <= _LONGEST_RIGHT]
    short = sorted(dict.fromkeys(short), key=lambda pair: digest(pair.left, pair.right))[:12]
    near = {pair: _around(material, pair) for pair in short}
    given = 0
    used: list[set[Pair]] = []
    for size in range(min(_MOST, len(short)), _FEWEST - 1, -1):
        for chosen in combinations(short, size):
            fresh = all(len(set(chosen) & other) < size - (size > _FEWEST) for other in used)
            if fresh and _one_to_one(chosen) and not any(_shared(p, chosen, near) for p in chosen):
                yield tuple(sorted(chosen, key=lambda pair: digest(pair.left, name)))
                used.append(set(chosen))
                given += 1
                if given == _EACH:
                    return


def _around(material: Material, pair: Pair) -> str:
    """Return the sentence of ``pair`` and the next of its paragraph, without the right side."""
    clauses = material.regulation.article(pair.article).clauses
    at = next((i for i, c in enumerate(clauses) if c.start <= pair.start < c.end), 0)
    both = [c for c in clauses[at : at + 2] if c.paragraph == clauses[at].paragraph]
    return tight("".join(clause.text for clause in both)).replace(pair.right, "")


def _shared(pair: Pair, chosen: Sequence[Pair], near: dict[Pair, str]) -> bool:
    """Return whether the sentence of ``pair``, or the next, also names another's right side."""
    return any(
        other is not pair and re.search(rf"(?<!副){re.escape(other.right)}", near[pair])
        for other in chosen
        if not re.search(r"\d|每", other.right)
    )


def _one_to_one(chosen: Sequence[Pair]) -> bool:
    """Return whether no right side could also belong to another left side."""
    for one, other in combinations(chosen, 2):
        if one.left == other.left or _core(one.right) == _core(other.right):
            return False
        if one.left in other.left or other.left in one.left:
            return False
        named = not re.search(r"\d|每", one.right) and len(one.right) < 16 and len(other.right) < 16
        if named and overlap(one.right, other.right):
            return False
        if likeness(one.right, other.right) > _MISTAKEN:
            return False
    return True


def _core(words: str) -> str:
    return re.sub(r"内$|^不少于|^会议结束后|^提前|召开|不得超过|至少", "", meaning(words))


def _things(asked: str, pairs: Sequence[Pair]) -> str:
    """Return what is to be joined: by name where the names are short, else by number."""
    what = asked.partition("与")[2]
    if all(len(pair.left) <= _SHORT_NAME for pair in pairs):
        return "".join(f"“{pair.left}”" for pair in pairs) + "与" + what
    places = "、".join(dict.fromkeys(article_label(pair.article) for pair in sorted(
        pairs, key=lambda pair: pair.article)))  # fmt: skip
    counted = asked.removeprefix("各类").removeprefix("各")
    return (
        f"下列{len(pairs)}{'类' if asked.startswith('各类') else '个'}{counted}（分别见{places}）"
    )


def _item(regulation: Regulation, name: str, asked: str, pairs: Sequence[Pair]) -> Item:
    rights = shuffled([pair.right for pair in pairs], name)
    if list(rights) == [pair.right for pair in pairs]:
        rights = (*rights[1:], rights[0])
    lefts = [Option(str(at), pair.left) for at, pair in enumerate(pairs, start=1)]
    options = [*lefts, *(Option(LABELS[at], text) for at, text in enumerate(rights))]
    key = [f"{at}-{LABELS[rights.index(pair.right)]}" for at, pair in enumerate(pairs, start=1)]
    stem = f"根据《{regulation.title}》，请将{_things(asked, pairs)}用线连接起来。"
    return build(
        regulation, ItemKind.MATCHING, stem, key,
        [cite(regulation, regulation.article(p.article), p.start, p.end) for p in pairs],
        f"match-{name}", options=options, difficulty=grade(0.5, len(pairs) > 3, ItemKind.MATCHING),
    )  # fmt: skip
