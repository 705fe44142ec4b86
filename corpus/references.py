"""Find 第57条, 57条2款, 第五十七条第二款, 第57至59条, 第十章, 最后一条 in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from corpus.numerals import NUMERAL, parse_ordinal

_WIDEST_RANGE: Final = 100
_S: Final = r"\s*"
_NUMBER: Final = rf"(?<![\d.．-]){NUMERAL}(?!\d)"
_UNIT: Final = "[条條章]"
_TO: Final = r"(?:至|到|[-~—－～]+)"
_AND: Final = r"(?:、|,|，|和|及|与|以及)"
_BARE: Final = r"(?<![下上前后这那哪每某有同另头])"
"""A number without 第 after one of these counts things (下一条, 前三条) and names none."""
_POINT: Final = re.compile(
    rf"(?P<mark>倒数第|第|{_BARE}){_S}(?P<number>{_NUMBER}){_S}(?P<unit>{_UNIT})"
)
_RANGE: Final = re.compile(
    rf"(?P<mark>第?){_S}(?P<first>{_NUMBER}){_S}{_UNIT}?{_S}{_TO}{_S}第?{_S}"
    rf"(?P<last>{NUMERAL}(?!\d)){_S}(?P<unit>{_UNIT})"
)
_LIST: Final = re.compile(
    rf"(?P<mark>第?){_S}(?P<numbers>{_NUMBER}(?:{_S}{_AND}{_S}第?{_S}{NUMERAL}(?!\d))+){_S}(?P<unit>{_UNIT})"
)
_LAST: Final = re.compile(r"(?:最后(?:的)?一?|末)(?P<unit>[条條章])")
_INSIDE: Final = r"(?:\s|里面?|中|内|的|之|，|,)*"
_PARAGRAPH: Final = rf"第?{_S}[（(]?{_S}{NUMERAL}{_S}[)）]?"
_PARAGRAPHS: Final = re.compile(
    rf"{_INSIDE}(?:(?P<last>最后(?:的)?一?|末)|前{_S}(?P<head>{NUMERAL})"
    rf"|(?P<list>{_PARAGRAPH}{_S}款?(?:{_S}(?:{_AND}|{_TO}){_S}{_PARAGRAPH}{_S}款?)*?)){_S}款"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A place named in a text; ``explicit``: written with 第.

    A negative ``number`` or ``paragraph`` counts from the end: -1 is the last one.
    """

    unit: Literal["article", "chapter"]
    number: int
    paragraph: int | None
    explicit: bool
    start: int
    end: int


def find_references(text: str) -> tuple[Reference, ...]:
    """Return every article, paragraph and chapter named in ``text``, in order of appearance."""
    found: list[Reference] = []
    for reference in (*_ranges(text), *_lists(text), *_last(text), *_points(text)):
        span = (reference.start, reference.end)
        taken = ((other.start, other.end) for other in found)
        if all(span == other or span[1] <= other[0] or other[1] <= span[0] for other in taken):
            found.append(reference)
    order = sorted(range(len(found)), key=lambda place: (found[place].start, place))
    return tuple(found[place] for place in order)


def find_paragraphs(text: str, start: int = 0) -> tuple[tuple[int, ...], int]:
    """Return the paragraphs named right at ``start`` (第二款, 第1、3款, 末款) and their end."""
    match = _PARAGRAPHS.match(text, start)
    if match is None:
        return (), start
    if match["last"]:
        return (-1,), match.end()
    if match["head"]:
        return tuple(range(1, (parse_ordinal(match["head"]) or 0) + 1)), match.end()
    return _numbers(match["list"]), match.end()


def _unit(written: str) -> Literal["article", "chapter"]:
    return "chapter" if written == "章" else "article"


def _points(text: str) -> Iterator[Reference]:
    for match in _POINT.finditer(text):
        number = parse_ordinal(match["number"])
        if number is None:
            continue
        unit = _unit(match["unit"])
        if match["mark"] == "倒数第":
            number = -number
        paragraphs, end = find_paragraphs(text, match.end()) if unit == "article" else ((), 0)
        end = max(end, match.end())
        for paragraph in paragraphs or (None,):
            yield Reference(unit, number, paragraph, bool(match["mark"]), match.start(), end)


def _ranges(text: str) -> Iterator[Reference]:
    for match in _RANGE.finditer(text):
        numbers = _between(parse_ordinal(match["first"]), parse_ordinal(match["last"]))
        for number in numbers:
            yield Reference(_unit(match["unit"]), number, None, bool(match["mark"]), *match.span())


def _lists(text: str) -> Iterator[Reference]:
    for match in _LIST.finditer(text):
        for number in _numbers(match["numbers"]):
            yield Reference(_unit(match["unit"]), number, None, bool(match["mark"]), *match.span())


def _last(text: str) -> Iterator[Reference]:
    for match in _LAST.finditer(text):
        unit = _unit(match["unit"])
        paragraphs, end = find_paragraphs(text, match.end()) if unit == "article" else ((), 0)
        for paragraph in paragraphs or (None,):
            yield Reference(unit, -1, paragraph, True, match.start(), max(end, match.end()))


def _numbers(written: str) -> tuple[int, ...]:
    """Return the numbers of a list, or of a range where two are joined by 至."""
    bounds = [parse_ordinal(part) for part in re.findall(NUMERAL, written)]
    numbers = [bound for bound in bounds if bound is not None]
    if len(numbers) == 2 and re.search(_TO, written) is not None:
        return _between(*numbers)
    return tuple(dict.fromkeys(numbers))


def _between(first: int | None, last: int | None) -> tuple[int, ...]:
    if first is None or last is None or abs(last - first) > _WIDEST_RANGE:
        return ()
    return tuple(range(min(first, last), max(first, last) + 1))
