"""Taking items out of a pool, so that no fact is tested twice and the articles come in turn."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from qa.model import Citation
from qa.quiz.model import Difficulty, Item, ItemKind, Section


class Drawing:
    """Items being taken from a pool: nothing is tested twice, the articles come in turn.

    A matching item tests a fact in each clause that it cites: no other item of a paper has its
    deciding words there.
    """

    def __init__(self, pool: Sequence[Item], seed: str, used: Iterable[Item] = ()) -> None:
        shuffled = random.Random(seed).sample(list(pool), len(pool))  # noqa: S311 - no secret
        self._left = {kind: [i for i in shuffled if i.kind is kind] for kind in ItemKind}
        self._facts: set[str] = set()
        self._matched: list[Citation] = []
        self._decided: list[Citation] = []
        self._articles: Counter[int] = Counter()
        self.supply = Counter(item.kind for item in pool)
        self.levels: Counter[Difficulty] = Counter()
        self.taken: dict[ItemKind, list[Item]] = {kind: [] for kind in ItemKind}
        for item in used:
            self._note(item)

    def __len__(self) -> int:
        return sum(map(len, self.taken.values()))

    def take(self, kind: ItemKind, levels: Sequence[Difficulty], chapter: int = 0) -> bool:
        """Take the best item left of a kind: levels first, then chapter, then unused articles."""
        left = [item for item in self._left[kind] if self._is_new(item)]
        self._left[kind] = left
        if not left:
            return False
        own = Counter(item.citation.article for item in self.taken[kind])

        def burden(item: Item) -> tuple[int, bool, int, int]:
            article = item.citation.article
            rank = levels.index(item.difficulty) if item.difficulty in levels else 0
            return rank, item.chapter != chapter, self._articles[article], own[article]

        best = min(left, key=burden)
        self._note(best)
        self._articles[best.citation.article] += 1
        self.levels[best.difficulty] += 1
        self.taken[kind].append(best)
        return True

    def _note(self, item: Item) -> None:
        self._facts.add(item.fact)
        if item.kind is ItemKind.MATCHING:
            self._matched.extend(item.citations)
        else:
            self._decided.append(item.citation)

    def _is_new(self, item: Item) -> bool:
        if item.fact in self._facts:
            return False
        if item.kind is not ItemKind.MATCHING:
            return not _meets(item.citation, self._matched)
        held = (*self._matched, *self._decided)
        return not any(_meets(citation, held) for citation in item.citations)

    def sections(self, marks: Mapping[ItemKind, float]) -> tuple[Section, ...]:
        """Return what was taken, a section a kind."""
        return tuple(
            Section(kind, marks[kind], tuple(taken)) for kind, taken in self.taken.items() if taken
        )


def nearest_levels(level: Difficulty) -> list[Difficulty]:
    """Return every difficulty, ``level`` first, those far from it last."""
    order = list(Difficulty)
    return sorted(order, key=lambda other: abs(order.index(other) - order.index(level)))


def _meets(citation: Citation, others: Iterable[Citation]) -> bool:
    """Tell whether a citation shares words with one of the others."""
    return any(
        citation.article == other.article
        and citation.start < other.end
        and other.start < citation.end
        for other in others
    )
