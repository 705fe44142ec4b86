"""What a trainer asks for: how many items, of which kinds, from where, how hard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.quiz.model import Difficulty, ItemKind


@dataclass(frozen=True, slots=True)
class Request:
    """A blueprint. Empty ``kinds``, ``chapters`` and ``articles`` mean all of them.

    ``quotas`` say how many of each kind, and then decide ``kinds`` and ``count`` alone. ``marks``
    are per item of a kind; ``mix`` the wanted share of each difficulty (they need not
    add up to 1; empty: as it comes). The same request and seed give the same items in the same
    order.
    """

    count: int
    seed: int = 0
    kinds: tuple[ItemKind, ...] = ()
    chapters: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    marks: Mapping[ItemKind, float] = field(default_factory=dict)
    mix: Mapping[Difficulty, float] = field(default_factory=dict)
    quotas: Mapping[ItemKind, int] = field(default_factory=dict)

    @property
    def named(self) -> tuple[ItemKind, ...]:
        """The kinds that were named; empty where none is."""
        return tuple(self.quotas) or self.kinds

    @property
    def size(self) -> int:
        """How many items are wanted."""
        return sum(self.quotas.values()) if self.quotas else self.count
