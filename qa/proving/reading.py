"""Read a sentence as quoted pieces and framing, or say how far it can be read.

A piece is a run of two or more characters that stands in a cited quote exactly, cut where
``Source`` allows. Between two pieces there is framing. Pieces of one quote keep its order, and
what is left out between them holds no number, office, obligation, negation or end of a sentence;
whole clauses may follow one another freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qa.proving.framing import PUNCTUATION, joints, verdicts
from qa.proving.source import Source

_SHORTEST: Final = 2
"""Characters of the shortest piece."""
_ACTING: Final = ("由", "是", "为", "即")
_PLACE: Final = re.compile(r"第(\d+)条(?:第(\d+)款)?|第(\d+)款")
_COUNT: Final = re.compile(r"共(\d+)(条|款)")
_STEPS: Final = re.compile(r"(\d+)(?:步|个步骤|个环节|种情形|种情况|项|点|类)")
_ORDINAL: Final = re.compile(r"第(\d+)步")


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a sentence up to its marks, and what those marks let it say.

    ``places`` are the (article, paragraph) cited, ``names`` the titles and headings that belong
    to them, ``counts`` what 共3款 or 共7条 may count; ``sources`` number into ``Reader.sources``.
    """

    text: str
    sources: tuple[int, ...]
    required: tuple[int, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    counts: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    place: int
    source: int = -1
    end: int = -1
    open: bool = True
    acting: bool = False
    used: int = 0


@dataclass(frozen=True)
class Reader:
    """One sentence: its zones, the sources they may quote, and what it opens or announces.

    ``opening``: the sentence opens the answer and may begin with a verdict. ``steps``: how many
    steps or rows it announces. ``governing``: the first piece is a subject (a table's heading or
    label), which may stand further from its predicate.
    """

    zones: tuple[Zone, ...]
    sources: Sequence[Source]
    opening: bool = False
    steps: int = 0
    governing: bool = False

    def unread(self) -> str | None:
        """Return what cannot be read, from where reading stopped; None where all can."""
        text = "".join(zone.text for zone in self.zones)
        needed = sum(1 << number for number in {n for z in self.zones for n in z.required})
        furthest, stack, seen = 0, [_State(0)], set[_State]()
        while stack:
            state = stack.pop()
            if state in seen:
                continue
            seen.add(state)
            furthest = max(furthest, state.place)
            if state.place == len(text):
                if self._closes(state) and state.used & needed == needed:
                    return None
                continue
            stack.extend(self._next(state))
        return text[furthest:] or text

    def _zone(self, place: int) -> tuple[Zone, int, int]:
        """Return the zone at ``place``, its beginning and its end."""
        start = 0
        for zone in self.zones:
            if place < start + len(zone.text):
                return zone, start, start + len(zone.text)
            start += len(zone.text)
        return self.zones[-1], start, start

    def _next(self, state: _State) -> Iterator[_State]:
        zone, start, end = self._zone(state.place)
        place = state.place - start
        is_open = state.open or place == 0
        for length, acting in self._framing(zone, place, start):
            yield _State(state.place + length, state.source, state.end, True, acting, state.used)
        if is_open:
            yield from self._pieces(state, zone, place, end - start)

    def _framing(self, zone: Zone, place: int, start: int) -> Iterator[tuple[int, bool]]:
        """Yield the length of each framing word at ``place``, and whether it names who acts."""
        text = zone.text
        if text[place] in PUNCTUATION:
            yield 1, False
        for word in joints():
            if text.startswith(word, place):
                yield len(word), word in _ACTING
        for name in zone.names:
            if name and text.startswith(name, place):
                yield len(name), False
        if self.opening and start + place == 0:
            yield from ((len(word), False) for word in verdicts() if _is_verdict(text, word))
        yield from ((length, False) for length in self._numbered(zone, place))

    def _numbered(self, zone: Zone, place: int) -> Iterator[int]:
        """Yield the lengths of place names, counts and step names that hold."""
        named = _PLACE.match(zone.text, place)
        if named is not None and _is_cited(named, zone.places):
            yield len(named.group())
        counted = _COUNT.match(zone.text, place)
        if counted is not None and (int(counted[1]), counted[2]) in zone.counts:
            yield len(counted.group())
        announced = _STEPS.match(zone.text, place)
        if announced is not None and self.steps and int(announced[1]) == self.steps:
            yield len(announced.group())
        ordinal = _ORDINAL.match(zone.text, place)
        if ordinal is not None:  # that it counts right is the layout's concern
            yield len(ordinal.group())

    def _pieces(self, state: _State, zone: Zone, place: int, limit: int) -> Iterator[_State]:
        text = zone.text
        quoted = text[place] == "“" and text.find("”", place) > place
        inner = text[place + 1 : text.find("”", place)] if quoted else ""
        for number in zone.sources:
            source = self.sources[number]
            used = state.used | 1 << number
            for start, length in _matches(source, text, place, limit):
                if self._links(state, number, start):
                    end = start + length
                    yield _State(state.place + length, number, end, False, False, used)
            for start in _occurrences(source, inner) if inner else ():
                end = start + len(inner)
                fits = source.may_start(start) and source.may_end(end)
                if fits and self._links(state, number, start):
                    yield _State(state.place + len(inner) + 2, number, end, False, False, used)

    def _links(self, state: _State, number: int, start: int) -> bool:
        """True where a piece may follow the one before it, or begin the sentence."""
        source = self.sources[number]
        if state.acting and source.is_target(start):
            return False
        if source.shown:
            return True
        if state.source < 0 or self.sources[state.source].shown:
            return source.may_open(start)
        before = self.sources[state.source]
        if before.text is source.text or before.text == source.text:
            if self.governing and source.may_govern(state.end, start):
                return True
            if source.may_skip(state.end, start):
                return True
        return before.closes_clause(state.end) and source.opens_clause(start)

    def _closes(self, state: _State) -> bool:
        return state.source < 0 or self.sources[state.source].may_close(state.end)


def _matches(source: Source, text: str, place: int, limit: int) -> Iterator[tuple[int, int]]:
    """Yield (start in the source, length) of every piece at ``place`` that is cut cleanly."""
    for start in _occurrences(source, text[place : min(place + _SHORTEST, limit)]):
        if not source.may_start(start):
            continue
        length, longest = 0, min(limit - place, source.last - start)
        while length < longest and source.text[start + length] == text[place + length]:
            length += 1
        for size in range(length, _SHORTEST - 1, -1):
            if source.may_end(start + size) and _may_stop(text, place + size, limit):
                yield start, size


def _may_stop(text: str, place: int, limit: int) -> bool:
    """True where a piece could be followed by framing at all (a cheap look ahead)."""
    if place >= limit or text[place] in PUNCTUATION or text[place] in "“”第共《":
        return True
    return text[place].isdigit() or text.startswith(joints(), place)


def _occurrences(source: Source, piece: str) -> Iterator[int]:
    if len(piece) < 1:
        return
    start = source.text.find(piece, source.first, source.last)
    while start >= 0:
        yield start
        start = source.text.find(piece, start + 1, source.last)


def _is_verdict(text: str, word: str) -> bool:
    return text.startswith(word) and (len(text) == len(word) or text[len(word)] in PUNCTUATION)


def _is_cited(named: re.Match[str], places: tuple[tuple[int, int], ...]) -> bool:
    article, paragraph, bare = named.groups()
    number = paragraph or bare
    return any(
        (article is None or int(article) == cited[0])
        and (number is None or int(number) == cited[1])
        for cited in places
    )
