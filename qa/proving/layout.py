"""An answer's text as lines, sentences, steps and table rows, each with its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.numerals import NUMERAL, parse_ordinal

_MARKS: Final = re.compile(r"(?:\s*\[\d+\])+")
_NUMBER: Final = re.compile(r"\[(\d+)\]")
_STEP: Final = re.compile(
    rf"\s*(?:(?P<digits>\d{{1,2}})[.、．)）]\s*|第\s*(?P<step>{NUMERAL})\s*步[：:，,、]?\s*|[-*•·]\s+)"
)
_INLINE: Final = re.compile(rf"第\s*({NUMERAL})\s*步")
_RULE: Final = re.compile(r"\s*\|?[\s:|-]+\|?\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text and the marks that follow it."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How a line begins: the ordinal it gives itself (None for a bullet), and what follows."""

    ordinal: int | None
    lead: str
    body: str


def parts(sentence: str) -> tuple[Part, ...]:
    """Cut ``sentence`` behind each group of marks; a tail without marks takes those before it."""
    found: list[Part] = []
    place = 0
    for match in _MARKS.finditer(sentence):
        marks = tuple(int(number) for number in _NUMBER.findall(match.group()))
        found.append(Part(sentence[place : match.start()], marks))
        place = match.end()
    rest = sentence[place:]
    if rest.strip() or not found:
        found.append(Part(rest, found[-1].marks if found else ()))
    return tuple(found)


def marks(text: str) -> tuple[int, ...]:
    """Return every mark of ``text`` in order."""
    return tuple(int(number) for number in _NUMBER.findall(text))


def sentences(line: str) -> tuple[str, ...]:
    """Cut ``line`` into sentences, each with its stop, its marks and the blanks behind."""
    found, place = [], 0
    for end in _ends(line):
        found.append(line[place:end])
        place = end
    if line[place:].strip():
        found.append(line[place:])
    return tuple(found)


def step(line: str) -> Step | None:
    """Return how ``line`` begins as a step (1. … 第一步：… - …), or None."""
    match = _STEP.match(line)
    if match is None:
        return None
    written = match["digits"] or match["step"]
    ordinal = parse_ordinal(written) if written else None
    return Step(ordinal, match.group(), line[match.end() :])


def inline_steps(line: str) -> tuple[int, ...]:
    """Return the ordinals of 第一步，… 第二步，… inside ``line``."""
    return tuple(parse_ordinal(written) or 0 for written in _INLINE.findall(line))


def is_row(line: str) -> bool:
    """True for a line of a Markdown table."""
    return line.lstrip().startswith("|")


def is_rule(line: str) -> bool:
    """True for the line |---|---| under a table's heading."""
    return _RULE.fullmatch(line) is not None and "-" in line


def cells(line: str) -> tuple[str, ...]:
    """Return the cells of a table row."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _ends(line: str) -> Iterator[int]:
    """Yield where sentences end: behind 。！？ and their marks, and behind ；that follows marks."""
    depth = 0
    for place, character in enumerate(line):
        depth += (character in "“（(") - (character in "”）)")
        if depth > 0 or character not in "。！？；":
            continue
        marked = line[:place].rstrip().endswith("]")
        if character == "；" and not marked:
            continue
        behind = _MARKS.match(line, place + 1)
        end = behind.end() if behind else place + 1
        yield end + len(line[end:]) - len(line[end:].lstrip(" \u3000"))
