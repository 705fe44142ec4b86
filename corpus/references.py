"""Find 第57条, 57条2款, 第五十七条第二款, 第57至59条, 第十章, 最后一条 in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from corpus.numerals import NUMERAL, parse_ordinal

_WIDEST_RANGE: Final = 30
_GAP: Final = r"\s*"
_UNIT: Final = "条條章"
_POINT: Final = re.compile(
    rf"(?P<mark>第?){_GAP}(?P<number>{NUMERAL}){_GAP}(?P<unit>[{_UNIT}])"
    rf"(?:{_GAP}的?{_GAP}第?{_GAP}(?P<paragraph>{NUMERAL}){_GAP}款)?"
)
_SERIES: Final = re.compile(
    rf"(?P<mark>第?){_GAP}(?P<numbers>{NUMERAL}(?:{_GAP}(?:、|,|，|和|及|与|至|到|[-~—－～]+){_GAP}第?{_GAP}{NUMERAL})+)"
    rf"{_GAP}(?P<unit>[{_UNIT}])"
)
_LAST: Final = re.compile(r"最后(?:的)?一?(?P<unit>[条條章])")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place named in a text. ``number`` -1 means the last one; ``explicit``: written with 第."""

    unit: Literal["article", "chapter"]
    number: int
    paragraph: int | None
    explicit: bool
    start: int
    end: int


def find_references(text: str) -> tuple[Reference, ...]:
    """Return every article and chapter named in ``text``, in order of appearance."""
    found: list[Reference] = []
    taken: list[tuple[int, int]] = []
    for reference in (*_series(text), *_last(text), *_points(text)):
        span = (reference.start, reference.end)
        if all(span == other or span[1] <= other[0] or span[0] >= other[1] for other in taken):
            found.append(reference)
            taken.append(span)
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.number)))


def _unit(written: str) -> Literal["article", "chapter"]:
    return "chapter" if written == "章" else "article"


def _points(text: str) -> Iterator[Reference]:
    for match in _POINT.finditer(text):
        number = parse_ordinal(match["number"])
        paragraph = parse_ordinal(match["paragraph"]) if match["paragraph"] else None
        if number is not None:
            yield Reference(
                _unit(match["unit"]), number, paragraph, bool(match["mark"]), *match.span()
            )


def _series(text: str) -> Iterator[Reference]:
    for match in _SERIES.finditer(text):
        for number in _numbers(match["numbers"]):
            yield Reference(_unit(match["unit"]), number, None, bool(match["mark"]), *match.span())


def _numbers(written: str) -> tuple[int, ...]:
    bounds = [parse_ordinal(part) for part in re.findall(NUMERAL, written)]
    numbers = [bound for bound in bounds if bound is not None]
    is_range = re.search(r"[至到~—－～-]", written) is not None
    if is_range and len(numbers) == 2 and 0 < numbers[1] - numbers[0] <= _WIDEST_RANGE:
        return tuple(range(numbers[0], numbers[1] + 1))
    return tuple(dict.fromkeys(numbers))


def _last(text: str) -> Iterator[Reference]:
    for match in _LAST.finditer(text):
        yield Reference(_unit(match["unit"]), -1, None, True, *match.span())
