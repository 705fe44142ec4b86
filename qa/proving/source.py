"""A quote that sentences are proved from, and where it may be cut without changing its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qa.proving.values import (
    OBLIGATION,
    QUANTITY,
    forbids,
    modal_spans,
    negates,
    offices,
    plain,
)

_STOPS: Final = "。；：！？\n"
_SEGMENT: Final = re.compile(r"[，。；：！？\n（）]")
_CLAUSE_END: Final = re.compile(r"[。；！？\n]")
_SEAT: Final = re.compile(r"[县市省区州乡镇](?:人民)?政府$")
"""A piece may leave out whose office it is (常务会议 for 县政府常务会议), not what it is."""
_EXCEPTION: Final = re.compile(r"除外|例外")
_EXCEPT: Final = re.compile(r"(?<![开扣消解删排废免根铲拆清])除(?![外了夕])")
_BOUND_ON: Final = re.compile(r"[^，。；：、！？\n）”]")
_TOWARDS: Final = tuple("向给对与和同被把将从")


@dataclass(frozen=True)
class Source:
    """A cited quote in its paragraph (or a shown calculation), and the places that stay whole.

    ``text[first:last]`` is the quote, all of it plain text; offsets count in ``text``.
    """

    text: str
    first: int
    last: int
    closed: frozenset[int]
    """Positions inside a quantity, an office or an obligation, and right behind 不, 不得, 应当 …"""
    offices: tuple[tuple[int, int], ...]
    shown: bool = False

    @property
    def quote(self) -> str:
        """The cited words alone."""
        return self.text[self.first : self.last]

    def may_start(self, place: int) -> bool:
        """True where a piece may begin: no word is cut and no negation before it is lost."""
        if place in self.closed and not _SEAT.search(self.text[:place]):
            return False
        head = _SEGMENT.split(self.text[:place])[-1]
        near = head.rpartition("、")[2]
        return not negates(near) and not forbids(head)

    def may_open(self, place: int) -> bool:
        """True where a sentence may begin: no exception (除…外) of the clause is left out."""
        return _EXCEPT.search(_CLAUSE_END.split(self.text[:place])[-1]) is None

    def may_end(self, place: int) -> bool:
        """True where a piece may end without cutting a word."""
        return place not in self.closed

    def may_close(self, place: int) -> bool:
        """True where a sentence may end: no exception of the same clause is left out."""
        return _EXCEPTION.search(_CLAUSE_END.split(self.text[place:])[0]) is None

    def opens_clause(self, place: int) -> bool:
        """True at the beginning of a clause."""
        return place == 0 or self.text[place - 1] in _STOPS

    def closes_clause(self, place: int) -> bool:
        """True at the end of a clause, with or without its stop."""
        rest = self.text[place:]
        return not rest or rest[0] in _STOPS or self.text[place - 1] in _STOPS

    def may_skip(self, end: int, start: int) -> bool:
        """True where ``text[end:start]`` may be left out between two pieces of one sentence."""
        gap = self.text[end:start]
        if start < end or _CLAUSE_END.search(gap) or QUANTITY.search(gap):
            return False
        held = any(begin < start and end < stop for begin, stop in self.offices)
        return not held and not negates(gap) and OBLIGATION.search(gap) is None

    def may_govern(self, end: int, start: int) -> bool:
        """True where what ends at ``end`` is still the subject at ``start``: no other took over."""
        if start < end:
            return False
        return not any(
            end < begin <= start and begin and _SEGMENT.match(self.text[begin - 1])
            for begin, _ in self.offices
        )

    def is_target(self, place: int) -> bool:
        """True right behind 向, 对 …: what follows is not the one who acts."""
        return self.text[:place].endswith(_TOWARDS)


@lru_cache(maxsize=4096)
def source(
    quote: str, known: frozenset[str], before: str = "", after: str = "", *, shown: bool = False
) -> Source:
    """Return ``quote`` as a source; ``known`` are the offices of its regulation.

    ``before`` and ``after`` are the rest of its paragraph: 县长 cut out of 副县长 is not 县长.
    """
    head, middle, tail = plain(before), plain(quote), plain(after)
    text = head + middle + tail
    whole = offices(text, known)
    modal = modal_spans(text)
    spans = (*(match.span() for match in QUANTITY.finditer(text)), *whole, *modal)
    closed = {place for start, end in spans for place in range(start + 1, end)}
    closed |= {end for _, end in modal if _BOUND_ON.match(text, end)}
    return Source(text, len(head), len(head) + len(middle), frozenset(closed), whole, shown)
