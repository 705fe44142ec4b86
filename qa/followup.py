"""Read an elliptical question in the light of the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.numerals import article_label
from corpus.references import find_paragraphs, find_references
from indexing.words import Words

_OPENING: Final = re.compile(r"^(?:那么?|要是|如果|假如|还有|另外|它|他们?|这个|这种|该|此)")
_WHAT_ABOUT: Final = re.compile(r"^(?:那么?)?(?P<topic>[\w、]{2,16})呢(?:[，, ].*)?$")
_ASKS: Final = re.compile(
    r"谁|几|哪|什么|怎么|多久|多少|多长|何时|吗|呢|么|可以|能不能|要不要|是否"
)
_OF_PARAGRAPHS: Final = re.compile(r"^(?:那么?)?(?=第|前|末|最后)")
_SHORT: Final = 2
"""Content words. A question with no more than these, asked after another, leans on it."""
_LONGEST_TOPIC: Final = 4


def understand(question: str, history: Sequence[str], words: Words) -> str:
    """Return ``question`` made whole with the last question of ``history``, or unchanged.

    那党组会议呢 after 常务会议纪要谁签发 becomes 党组会议纪要谁签发, 第二款呢 after 第57条 becomes
    第五十七条第二款; other elliptical questions are read together with the one before. A question
    that names a place or stands on its own is left alone.
    """
    previous = next((earlier.strip() for earlier in reversed(history) if earlier.strip()), "")
    bare = question.strip().rstrip("？?。！! ")
    if not previous or find_references(bare):
        return question
    paragraph = _paragraph_of(previous, bare)
    if paragraph is not None:
        return paragraph
    if not _leans(bare, words):
        return question
    what_about = _WHAT_ABOUT.match(bare)
    if what_about is not None:
        swapped = _swap(previous, what_about["topic"], words)
        if swapped is not None:
            return swapped
    return f"{previous.rstrip('？?。！! ')}，{bare}？"


def _paragraph_of(previous: str, question: str) -> str | None:
    """Complete 那第二款呢 with the article that ``previous`` names."""
    named = [place for place in find_references(previous) if place.unit == "article"]
    opening = _OF_PARAGRAPHS.match(question)
    if not named or opening is None or named[-1].number < 1:
        return None
    paragraphs, end = find_paragraphs(question, opening.end())
    if not paragraphs or min(paragraphs) < 1:
        return None
    places = "、".join(article_label(named[-1].number, paragraph) for paragraph in paragraphs)
    return places + question[end:].removesuffix("呢")


def _leans(question: str, words: Words) -> bool:
    content = words.content(question)
    if _WHAT_ABOUT.match(question) is not None:
        return True
    if _OPENING.match(question) is not None:
        return len(content) <= 2 * _SHORT + 1
    return len(content) <= _SHORT and _ASKS.search(question) is not None


def _swap(previous: str, topic: str, words: Words) -> str | None:
    """Put ``topic`` where ``previous`` names a thing that ends in the same two characters."""
    if topic in previous:
        return None
    pieces = words.whole(previous)
    for place, piece in enumerate(pieces):
        if piece[-2:] == topic[-2:]:
            named = _widened(pieces, place, words)
            return previous.replace(named, topic, 1) if named in previous else None
    return None


def _widened(pieces: Sequence[str], place: int, words: Words) -> str:
    """Return the piece at ``place`` with what stands before it in a term: 常务 + 会议."""
    named = pieces[place]
    for start in range(place - 1, max(-1, place - _LONGEST_TOPIC), -1):
        wider = pieces[start] + named
        if not any(wider in term for term in words.terms):
            break
        named = wider
    return named
