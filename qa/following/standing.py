"""Whether a question says itself what it is about."""

from __future__ import annotations

import re
from typing import Final

from indexing.words import STOP_WORDS, Words
from qa.following.things import (
    Thing,
    begins_with_part,
    is_named,
    is_part,
    kind_of,
    leads_nowhere,
    things,
)
from qa.following.topic import ASKS, asked_at, subject_of

_HAPPENS: Final = re.compile(r"[了完后前不没]|其他|其余|每|另外|发生|之间")
_MUST: Final = re.compile(r"[也都]|要|能|可以|需|得|用")
_QUOTED: Final = re.compile(r"[“《]")
_MOST: Final = 3
"""Characters, or words, of content before the asking. With more it has a subject of its own."""
_MOST_OF_PART: Final = 6
"""Content words of a question that begins with a part (纪要) or a verb."""
_TERM: Final = 4
"""Characters. 主动公开 and longer terms name a topic where they stand before the asking."""


def stands_alone(text: str, words: Words) -> bool:
    """True where ``text`` needs no earlier question: 政务公开遵循哪些原则, not 纪要谁签发."""
    lead, blank, _ = text.partition(" ")
    if _QUOTED.search(text) or (blank and asked_at(lead) is None and not is_part(lead)):
        return True
    before = text[: asked_at(text) or 0]
    if any(len(term) >= _TERM and term in before for term in words.terms):
        return True
    named = [one for one in things(text, words) if is_named(text, one)]
    if named:
        return _names_enough(text, named, words)
    return _has_subject(text, words) or len(_content(text, words)) > _MOST_OF_PART


def _names_enough(text: str, named: list[Thing], words: Words) -> bool:
    """True for 专题会议纪要由谁签发; of people and bodies more must be said: 县政府一届几年."""
    if any(one.kind not in {"person", "body"} for one in named):
        return True
    content = len(_content(text, words))
    if content >= _MOST:
        return True
    if named[0].start == 0 and content > 1:
        return _MUST.match(text, named[0].end) is None
    return _has_subject(text, words)


def _has_subject(text: str, words: Words) -> bool:
    """True where what leads up to the asking is a subject: 公款吃喝|有什么规定, not 通过后|几天."""
    lead, subject = text[: asked_at(text)], subject_of(text)
    pieces = words.whole(lead)
    if not pieces or begins_with_part(lead) or _HAPPENS.search(lead):
        return False
    if leads_nowhere(pieces[0]) or pieces[0] in STOP_WORDS:
        return len(_content(subject, words)) > _MOST
    if subject != lead and kind_of(subject, words) in {"person", "body"}:
        return not all(map(leads_nowhere, _content(lead[len(subject) :], words)))
    return sum(map(len, _content(lead, words))) > _MOST


def _content(text: str, words: Words) -> tuple[str, ...]:
    return tuple(
        word for word in words.whole(text) if word not in STOP_WORDS and not ASKS.search(word)
    )
