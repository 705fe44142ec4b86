"""Draw papers: one from a request, a parallel one that shares nothing with it, the whole bank."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from corpus import Regulation
from corpus.errors import CommandError
from qa.quiz.drawing import Drawing, nearest_levels
from qa.quiz.model import (
    DIFFICULTY_NAMES,
    KIND_NAMES,
    Difficulty,
    Item,
    ItemKind,
    Paper,
    Section,
)
from qa.quiz.request import Request

MARKS: Final[Mapping[ItemKind, float]] = {
    ItemKind.SINGLE: 2,
    ItemKind.MULTIPLE: 3,
    ItemKind.TRUE_FALSE: 1,
    ItemKind.BLANK: 2,
    ItemKind.MATCHING: 5,
    ItemKind.ORDERING: 4,
    ItemKind.SHORT: 6,
    ItemKind.CASE: 8,
}
"""What an item is worth unless the request says otherwise (set by the product's brief)."""
_LEVELS: Final = tuple(Difficulty)
_TRIES: Final = 4
"""Drawings until what a parallel paper needs is left; three were enough for counts up to 100."""


def draw(items: Iterable[Item], request: Request, regulation: Regulation) -> Paper:
    """Draw a paper; ``notes`` say what could not be given, and why.

    The kinds get equal shares, unless quotas are set. Where none is named, a scarce kind gives
    half of what it has, as long as others can fill the paper: the rest is for a parallel paper.
    Chapters and articles add up (第十章 and 第六十四条); a difficulty that a mix does not name
    is left out. Raise CommandError or UnknownReferenceError on a request nobody can meet.
    """
    check(request, regulation)
    pool = eligible(items, request)
    kinds = _kinds(request)
    drawing = (
        Drawing(pool, f"{request.seed}/A") if request.named else _sharing(pool, request, kinds)
    )
    _fill(drawing, request, request.quotas or dict.fromkeys(kinds, request.count))
    notes = (
        *_shortfall(request, pool, drawing),
        *_scarce(request, kinds, drawing),
        *_uneven(request.mix, drawing),
    )
    return Paper(
        _title(regulation), "A", request.seed, drawing.sections({**MARKS, **request.marks}), notes
    )


def parallel(first: Paper, items: Iterable[Item], request: Request) -> Paper:
    """Draw paper B on the blueprint of ``first``: no item and no fact of it comes again."""
    drawing = _beside(first.items, eligible(items, request), first.seed)
    sections = drawing.sections({section.kind: section.mark for section in first.sections})
    notes = tuple(_missing(first, drawing))
    return Paper(first.title, _next_version(first.version), first.seed, sections, notes)


def bank(
    items: Iterable[Item], regulation: Regulation, marks: Mapping[ItemKind, float] | None = None
) -> Paper:
    """Return every item, by kind and place, in the shape of a paper (facts may come again)."""
    worth = {**MARKS, **(marks or {})}
    placed = sorted(items, key=lambda item: (item.citation.article, item.citation.start, item.id))
    sections = tuple(
        Section(kind, worth[kind], tuple(item for item in placed if item.kind is kind))
        for kind in ItemKind
        if any(item.kind is kind for item in placed)
    )
    return Paper(f"《{regulation.title}》题库", "A", 0, sections)


def check(request: Request, regulation: Regulation) -> None:
    """Raise with a Chinese sentence when a request cannot mean anything for this regulation."""
    if request.count <= 0:
        raise CommandError(f"题数须是大于零的整数，收到的是 {request.count}。")
    for kind, quota in request.quotas.items():
        if quota <= 0:
            raise CommandError(f"{KIND_NAMES[kind]}的题数须是大于零的整数，收到的是 {quota}。")
    for chapter in request.chapters:
        regulation.chapter(chapter)
    for article in request.articles:
        regulation.article(article)
    for kind, mark in request.marks.items():
        if not (math.isfinite(mark) and mark > 0):
            raise CommandError(f"{KIND_NAMES[kind]}的分值须大于零，收到的是 {mark}。")
    shares = request.mix.values()
    if request.mix and not (all(math.isfinite(s) and s >= 0 for s in shares) and sum(shares) > 0):
        raise CommandError("难度配比须是不小于零的数，并且至少有一项大于零。")


def eligible(items: Iterable[Item], request: Request) -> list[Item]:
    """Return the items that the request's kinds, places and difficulties allow, by id."""
    kinds = set(_kinds(request))
    levels = {level for level, share in request.mix.items() if share > 0} or set(_LEVELS)
    fitting = {
        item.id: item
        for item in items
        if item.kind in kinds and item.difficulty in levels and _is_placed(item, request)
    }
    return [fitting[name] for name in sorted(fitting)]


def _fill(drawing: Drawing, request: Request, most: Mapping[ItemKind, int]) -> None:
    """Take items until the count is reached: the kind least taken, of these the scarcest.

    ``most`` is how many of each kind a paper may have.
    """
    open_kinds = list(most)
    while open_kinds and len(drawing) < request.size:
        kind = min(open_kinds, key=lambda kind: (len(drawing.taken[kind]), drawing.supply[kind]))
        is_full = len(drawing.taken[kind]) >= most[kind]
        if is_full or not drawing.take(kind, _most_wanted(request.mix, drawing)):
            open_kinds.remove(kind)


def _sharing(pool: Sequence[Item], request: Request, kinds: Sequence[ItemKind]) -> Drawing:
    """Draw what leaves a parallel paper as much of every kind, where the pool allows it."""
    most = {kind: _half(pool, kind, request.seed) for kind in kinds}
    for _ in range(_TRIES):
        drawing = Drawing(pool, f"{request.seed}/A")
        _fill(drawing, request, most)
        first = [item for taken in drawing.taken.values() for item in taken]
        second = _beside(first, pool, request.seed)
        short = [kind for kind in kinds if len(second.taken[kind]) < len(drawing.taken[kind])]
        if not short:
            break
        for kind in short:
            both = len(drawing.taken[kind]) + len(second.taken[kind])
            most[kind] = max(1, min(both // 2, len(drawing.taken[kind]) - 1))
    return drawing


def _beside(first: Sequence[Item], pool: Iterable[Item], seed: int) -> Drawing:
    """Draw for every item of ``first`` one of its kind, near in difficulty and place."""
    ids = {item.id for item in first}
    drawing = Drawing([item for item in pool if item.id not in ids], f"{seed}/B", first)
    for item in sorted(first, key=lambda item: drawing.supply[item.kind]):
        drawing.take(item.kind, nearest_levels(item.difficulty), item.chapter)
    return drawing


def _half(pool: Sequence[Item], kind: ItemKind, seed: int) -> int:
    """Return half of how many items of a kind one paper can have, and at least one."""
    alone = Drawing([item for item in pool if item.kind is kind], f"{seed}/A")
    while alone.take(kind, ()):
        pass
    return max(1, len(alone) // 2)


def _most_wanted(mix: Mapping[Difficulty, float], drawing: Drawing) -> list[Difficulty]:
    """Order the mix's difficulties: first the one that lags most behind its share."""
    total = sum(mix.values())
    size = len(drawing) + 1
    return sorted(mix, key=lambda level: drawing.levels[level] - size * mix[level] / total)


def _kinds(request: Request) -> tuple[ItemKind, ...]:
    return tuple(kind for kind in ItemKind if not request.named or kind in request.named)


def _is_placed(item: Item, request: Request) -> bool:
    if not request.chapters and not request.articles:
        return True
    return item.chapter in request.chapters or item.citation.article in request.articles


def _title(regulation: Regulation) -> str:
    return f"《{regulation.title}》知识测试"


def _next_version(version: str) -> str:
    return chr(ord(version) + 1) if len(version) == 1 and "A" <= version < "Z" else f"{version}2"


def _shortfall(request: Request, pool: Sequence[Item], drawing: Drawing) -> Iterable[str]:
    if len(drawing) >= request.size:
        return
    if not pool:
        yield f"要 {request.size} 题，一题也没有出：所选范围、题型和难度中没有可证明的题。"
        return
    facts = len({item.fact for item in pool})
    yield (
        f"要 {request.size} 题，只出了 {len(drawing)} 题：所选范围、题型和难度中可证明的题有 "
        f"{len(pool)} 道，共考查 {facts} 个知识点，同一知识点在一份试卷中只考一次"
        "（连线题涉及的条文不再出别的题）。"
    )


def _scarce(request: Request, kinds: Sequence[ItemKind], drawing: Drawing) -> Iterable[str]:
    """Say which kinds gave less than their quota or their even share."""
    for kind in kinds:
        got, supply = len(drawing.taken[kind]), drawing.supply[kind]
        if supply == 0 and (request.named or request.count >= len(kinds)):
            yield f"{KIND_NAMES[kind]}：所选范围内没有可用的题。"
        elif got < request.quotas.get(kind, 0):
            yield (
                f"{KIND_NAMES[kind]}：要 {request.quotas[kind]} 题，只出了 {got} 题；"
                f"可用的有 {supply} 道，有的考查同一知识点。"
            )
        elif request.quotas:
            continue
        elif got < request.count // len(kinds) and len(drawing) == request.count:
            yield (
                f"{KIND_NAMES[kind]}：可用的题少（{supply} 道，有的考查同一知识点），"
                f"出了 {got} 道，其余由别的题型补足。"
            )


def _uneven(mix: Mapping[Difficulty, float], drawing: Drawing) -> Iterable[str]:
    """Say where the difficulties miss the mix by a whole item or more."""
    total, size = sum(mix.values()), len(drawing)
    for level in _LEVELS:
        wanted = size * mix.get(level, 0) / total if total else 0
        if level in mix and size and abs(drawing.levels[level] - wanted) >= 1:
            yield (
                f"难度“{DIFFICULTY_NAMES[level]}”：按配比应有 {wanted:.0f} 题，"
                f"实有 {drawing.levels[level]} 题。"
            )


def _missing(first: Paper, drawing: Drawing) -> Iterable[str]:
    """Say what paper B lacks."""
    for section in first.sections:
        wanted, got = len(section.items), len(drawing.taken[section.kind])
        if got < wanted:
            yield (
                f"{KIND_NAMES[section.kind]}：平行卷要 {wanted} 题，只出了 {got} 题；"
                f"其余的题或知识点已在{first.version}卷中用过。"
            )
