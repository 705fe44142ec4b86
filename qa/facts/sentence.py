"""A clause without blanks, cut at its commas, with the way back to the article's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Clause
from qa.facts.model import Fact, FactKind

_OPENING: Final = "（(“‘《"
_CLOSING: Final = "）)”’》"
_STOPS: Final = "。！？；：!?;:"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One clause: ``text`` has no blanks; ``places[i]`` is where its i-th character stands.

    ``carried`` is what the clause before it in the same paragraph speaks of, ``meeting`` the
    meeting that was last named in the article.
    """

    article: int
    paragraph: int
    text: str
    places: tuple[int, ...]
    segments: tuple[tuple[int, int], ...]
    carried: str = ""
    meeting: str = ""

    def segment(self, place: int) -> int:
        """Return the index of the segment that holds the character ``place``."""
        ends = (i for i, (_, end) in enumerate(self.segments) if place < end)
        return next(ends, len(self.segments) - 1)

    def words(self, index: int) -> str:
        """Return the words of one segment."""
        start, end = self.segments[index]
        return self.text[start:end]

    def fact(
        self,
        kind: FactKind,
        span: tuple[int, int],
        subject: str,
        relation: str,
        condition: str = "",
    ) -> Fact:
        """Return a fact whose value is ``span`` of this sentence."""
        start, end = span
        return Fact(
            kind, self.article, self.paragraph, self.places[start], self.places[end - 1] + 1,
            subject, relation, self.text[start:end], condition,
        )  # fmt: skip


def cut(article: Article, clause: Clause) -> Sentence:
    """Return ``clause`` as a sentence that carries nothing over yet."""
    kept = [
        (character, clause.start + offset)
        for offset, character in enumerate(clause.text)
        if not character.isspace()
    ]
    text = "".join(character for character, _ in kept)
    places = tuple(place for _, place in kept)
    return Sentence(article.number, clause.paragraph, text, places, _segments(text))


def _segments(text: str) -> tuple[tuple[int, int], ...]:
    cuts: list[tuple[int, int]] = []
    start = depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if (character == "，" or character in _STOPS) and depth <= 0:
            cuts.append((start, place))
            start = place + 1
    cuts.append((start, len(text)))
    return tuple((a, b) for a, b in cuts if a < b) or ((0, len(text)),)
