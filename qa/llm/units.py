"""The sentences and list elements that an answer is told in, and what they say of one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from qa.llm.runs import segments
from qa.model import Answer
from qa.proving import layout
from qa.proving.framing import verdicts
from qa.proving.values import plain

_HELD: Final = 0.85
"""Share of a sentence's pairs of characters from which another says what it says."""
_PLACE: Final = re.compile(r"^(?:《[^》]*》)?(?:第[^，。：]{1,9}[条款])+规定[：，]?")
_FURTHER: Final = re.compile(r"(?:同条)?另见(?:\[\d+\])+。")
_MARK: Final = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or with ``step`` an element of a list without its number.

    Its marks number the grounds. ``joins`` says that it goes on in the line of the one before.
    """

    text: str
    step: bool = False
    joins: bool = False

    @classmethod
    def all_of(cls, units: Iterable[Unit]) -> Unit:
        """Return ``units`` as one, to ask what they say together."""
        return cls("".join(unit.text for unit in units))

    @property
    def marks(self) -> tuple[int, ...]:
        """The numbers it cites, in order."""
        return layout.marks(self.text)

    @property
    def further(self) -> bool:
        """Say whether it only points to more quotes (同条另见[2]。)."""
        return _FURTHER.fullmatch(self.text) is not None

    @property
    def said(self) -> str:
        """What it says, without the place before it and the marks."""
        return plain(_MARK.sub("", _PLACE.sub("", self.text))).strip("。；，：")

    def covers(self, other: Unit) -> bool:
        """Say whether this says all that ``other`` says, segment by segment, on the same quotes."""
        held = segments(self.said)
        return set(other.marks) <= set(self.marks) and all(
            any(part in each for each in held) for part in segments(other.said)
        )

    def repeats(self, before: Sequence[Unit]) -> bool:
        """Say whether everything it says has been said, on quotes that are cited already."""
        told = Unit.all_of(before)
        return set(self.marks) <= set(told.marks) and _share(self.said, told.said) >= _HELD


def units_of(text: str) -> tuple[Unit, ...]:
    """Return the sentences of an answer's text."""
    units: list[Unit] = []
    for line in filter(str.strip, text.split("\n")):
        parts = [part.strip() for part in layout.sentences(line)]
        units += [Unit(part, joins=place > 0) for place, part in enumerate(parts)]
    return tuple(units)


def rendered(units: Sequence[Unit]) -> tuple[str, tuple[int, ...]]:
    """Return the text of ``units`` and the numbers that its marks [1], [2] … stand for."""
    numbers = tuple(dict.fromkeys(mark for unit in units for mark in unit.marks))
    text, ordinal = "", 0
    for unit in units:
        ordinal = ordinal + 1 if unit.step else ordinal if unit.joins else 0
        line = _MARK.sub(lambda mark: f"[{numbers.index(int(mark[1])) + 1}]", unit.text)
        text += ("" if unit.joins or not text else "\n") + (f"{ordinal}. " if unit.step else "")
        text += line
    return text, numbers


def opening_of(answer: Answer) -> str:
    """Return what was decided before any rule is told: the verdict (可以。) or the calculation."""
    if answer.calculation and answer.text.startswith(f"{answer.calculation}\n"):
        return f"{answer.calculation}\n"
    word, stop, _ = answer.text.partition("。")
    return word + stop if answer.verdict is not None and plain(word) in verdicts() else ""


def said_of(opening: str) -> str:
    """Return the word of the verdict in ``opening``, or an empty string."""
    return opening.removesuffix("。") if opening.endswith("。") else ""


def _share(said: str, told: str) -> float:
    """Return the share of the pairs of characters of ``said`` that ``told`` holds."""
    pairs = ["".join(pair) for pair in pairwise(said)] or [said]
    return sum(pair in told for pair in pairs) / len(pairs)
