"""Whether a told sentence is made of whole beginnings of cited clauses, and of nothing else.

Stricter than the proof of every answer, which lets the program's own composer cut and join pieces:
a model that may choose the pieces could drop a condition, or put one rule's words behind the
subject of another. Here a clause is told from its beginning, segment by segment, as far as it
makes sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.model import Regulation
from qa.model import Citation
from qa.proving import layout
from qa.proving.values import OBLIGATION, plain, quantities

_SEGMENT: Final = re.compile(r"[^，；：。！？]+[，；：。！？]?")
_STOPS: Final = "，；：。"
_CLAUSE: Final = "。；："
"""What a clause, or an element of a list, may stand behind."""
_PLACE: Final = re.compile(
    r"(?:按照|根据|依据|依照|按)?(?:《[^》]*》)?第(?:(\d+)条(?:第(\d+)款)?|(\d+)款)的?(?:规定)?[，：]?"
)
_JOINT: Final = re.compile(r"^(?:同时|此外|另外|另)，?")
_WITHDRAWS: Final = re.compile(r"^(?:但|除|不过|然而|否则)|除外|例外")
_NEVER: Final = re.compile(r"[！？!?|]")


def told_whole(body: str, grounds: Sequence[Citation], regulation: Regulation) -> bool:
    """Say whether every part of ``body`` is a run of the one clause that its mark numbers.

    Parts before the last one end where their clause does. A place named in front is that of the
    clause.
    """
    parts = layout.parts(body)
    for number, part in enumerate(parts, start=1):
        marks = set(part.marks)
        if len(marks) != 1 or not 1 <= min(marks) <= len(grounds):
            return False
        citation, last = grounds[min(marks) - 1], number == len(parts)
        readings = _readings(plain(part.text).lstrip(_STOPS), citation)
        if not any(_is_run(said, citation, regulation, last) for said in readings):
            return False
    return bool(parts) and _NEVER.search(body) is None


def segments(text: str) -> tuple[str, ...]:
    """Return the segments of ``text`` between punctuation marks, as they are compared."""
    return tuple(map(_bare, _SEGMENT.findall(plain(text))))


def _bare(segment: str) -> str:
    return segment.rstrip(_STOPS + "！？")


def _readings(text: str, citation: Citation) -> Iterator[str]:
    """Yield ``text`` as it is, and without 同时 and its own place in front."""
    yield text
    rest = _JOINT.sub("", text)
    yield rest
    named = _PLACE.match(rest)
    if named is not None:
        article, paragraph = named[1], named[2] or named[3]
        own = article is None or int(article) == citation.article
        if own and (paragraph is None or int(paragraph) == citation.paragraph):
            yield rest[named.end() :]


def _is_run(said: str, citation: Citation, regulation: Regulation, last: bool) -> bool:
    ours = list(segments(said))
    theirs = _SEGMENT.findall(plain(citation.quote))
    bare = list(map(_bare, theirs))
    before = regulation.article(citation.article).text[: citation.start].rstrip(" ")
    opens = not before or before[-1] in f"{_CLAUSE}\n"
    for start in range(len(theirs) - len(ours) + 1 if ours else 0):
        begins = opens if start == 0 else theirs[start - 1][-1] in _CLAUSE
        if begins and bare[start : start + len(ours)] == ours:
            return _may_end(theirs, start + len(ours), last)
    return False


def _may_end(theirs: Sequence[str], end: int, last: bool) -> bool:
    """True at the end of a clause; of the last one also behind what rules, if nothing withdraws."""
    segment = theirs[end - 1]
    if segment[-1] in "。；" or (end == len(theirs) and segment[-1] != "："):
        return True
    rest = theirs[
        end : next((n for n in range(end, len(theirs)) if theirs[n][-1] in "。；"), end) + 1
    ]
    rules = bool(quantities(segment)) or OBLIGATION.search(segment) is not None
    return last and rules and segment[-1] != "：" and not any(map(_WITHDRAWS.search, rest))
