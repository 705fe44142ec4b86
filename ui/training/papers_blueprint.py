"""What a trainer asks for in the form 出卷: read from its fields, (name, value) pairs."""

from __future__ import annotations

import re
import secrets
import unicodedata
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from corpus.errors import CommandError
from qa.quiz import options
from qa.quiz.model import DIFFICULTY_NAMES, KIND_NAMES, Difficulty, Item, ItemKind
from qa.quiz.papers import eligible
from qa.quiz.proved import PAPERS, version_names
from qa.quiz.request import Request
from ui.training.fields import Fields, every, first

T = TypeVar("T")
LONGEST: Final = 200
"""Characters of a field: twice the longest title."""
_FRESH_SEEDS: Final = 1_000_000
"""A fresh seed has at most six digits: people read it out to each other."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A request, and what papers are made of it; ``whole``: every item instead of a paper."""

    request: Request
    papers: str
    versions: int | None
    title: str
    whole: bool

    @property
    def names(self) -> list[str]:
        """What the papers are called: A, B, or A1, A2 … where there are shuffled versions."""
        return version_names(self.papers, self.versions)


@dataclass(frozen=True, slots=True)
class Supply:
    """How many items the chosen kinds, chapters and difficulties leave, and where."""

    items: int
    facts: int
    kinds: dict[ItemKind, int]
    chapters: dict[int, int]


def seeded(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return ``fields`` with a fresh seed where none is given, so that they tell the paper."""
    if first(fields, "seed"):
        return tuple(fields)
    kept = tuple(pair for pair in fields if pair[0] != "seed")
    return (*kept, ("seed", str(secrets.randbelow(_FRESH_SEEDS))))


def blueprint_of(fields: Fields) -> Blueprint:
    """Read the whole form; raise CommandError naming the field that cannot be read."""
    whole = first(fields, "size") == "all"
    papers, versions, title = (first(fields, name) for name in ("paper", "versions", "title"))
    quotas = _quotas(fields)
    if whole and quotas:
        raise CommandError("全部题目不分题数：请清空各题型的题数，或改为按题数出卷。")
    counted = not whole and not quotas
    request = replace(
        places_of(fields),
        count=_read("题数", options.item_count, _plain(fields, "count")) if counted else 1,
        quotas=quotas,
        seed=_read("种子", options.seed, _plain(fields, "seed") or "0"),
        marks=_marks(fields),
    )
    if papers not in PAPERS:
        raise CommandError("卷别应为 A 卷、B 卷或 A、B 两卷。")
    if whole and papers != "A":
        raise CommandError("全部题目没有不重题的平行卷：请把卷别改为 A 卷，或填写题数。")
    count = (
        _read("打乱的份数", options.version_count, _plain(fields, "versions")) if versions else None
    )
    return Blueprint(request, papers, count, options.title(title) if title else "", whole)


def places_of(fields: Fields) -> Request:
    """Read the kinds, chapters and difficulties alone: what decides which items there are."""
    return Request(
        count=1,
        kinds=tuple(kind for kind in ItemKind if ("kind", kind.value) in fields),
        chapters=tuple(int(n) for n in every(fields, "chapter") if re.fullmatch("[0-9]{1,4}", n)),
        mix=_mix(fields),
    )


def supply(items: Sequence[Item], chosen: Request) -> Supply:
    """Count what may be drawn: kinds within the chosen chapters, chapters within the kinds."""
    fitting = eligible(items, chosen)
    return Supply(
        len(fitting),
        len({item.fact for item in fitting}),
        dict(Counter(item.kind for item in eligible(items, replace(chosen, kinds=())))),
        dict(Counter(item.chapter for item in eligible(items, replace(chosen, chapters=())))),
    )


def _quotas(fields: Fields) -> dict[ItemKind, int]:
    """Read how many of each kind; where one is given, no kind that is chosen may lack it."""
    texts = {kind: _plain(fields, f"quota-{kind.value}") for kind in ItemKind}
    found = {
        kind: _read(f"{KIND_NAMES[kind]}的题数", options.item_count, text)
        for kind, text in texts.items()
        if text.strip("0")
    }
    for kind in ItemKind:
        if found and kind not in found and ("kind", kind.value) in fields:
            raise CommandError(f"请填写{KIND_NAMES[kind]}的题数，或不选{KIND_NAMES[kind]}。")
    return found


def _marks(fields: Fields) -> dict[ItemKind, float]:
    found: dict[ItemKind, float] = {}
    for kind in ItemKind:
        text = _plain(fields, f"mark-{kind.value}")
        if text:
            found[kind] = _read(f"{KIND_NAMES[kind]}的分值", options.amount, text)
            if not found[kind]:
                raise CommandError(f"{KIND_NAMES[kind]}的分值应大于零。")
    return found


def _mix(fields: Fields) -> dict[Difficulty, float]:
    texts = {level: _plain(fields, f"share-{level.value}") for level in Difficulty}
    found = {
        level: _read(f"难度“{DIFFICULTY_NAMES[level]}”的配比", options.amount, text)
        for level, text in texts.items()
        if text
    }
    if found and not any(found.values()):
        raise CommandError("难度配比至少有一项应大于零，或都不填。")
    return found


def _read(what: str, reader: Callable[[str], T], text: str) -> T:
    try:
        return reader(text)
    except ArgumentTypeError as error:
        raise CommandError(f"{what}{error}。" if text else f"请填写{what}。") from error


def _plain(fields: Fields, name: str) -> str:
    """Return a number as people type it, in full-width digits too."""
    return unicodedata.normalize("NFKC", first(fields, name))
