"""Read an elliptical question in the light of the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexing.words import Words

_OPENING: Final = re.compile(r"^(?:那么?|要是|如果|假如|还有|另外|它|他们?|这个|这种|该|此)")
_WHAT_ABOUT: Final = re.compile(r"^(?:那么?)?(?P<topic>[\w、]{2,16})呢(?:[，, ].*)?$")
_SHORT: Final = 2
"""Content words. A question with no more than these, asked after another, leans on it."""


def understand(question: str, history: Sequence[str], words: Words) -> str:
    """Return ``question`` made whole with the last question of ``history``, or unchanged.

    那党组会议呢 after 常务会议纪要谁签发 becomes 党组会议纪要谁签发; other elliptical questions
    are read together with the one before. A question that stands on its own is left alone.
    """
    previous = next((earlier.strip() for earlier in reversed(history) if earlier.strip()), "")
    bare = question.strip().rstrip("？?。！! ")
    if not previous or not _leans(bare, words):
        return question
    what_about = _WHAT_ABOUT.match(bare)
    if what_about is not None:
        swapped = _swap(previous, what_about["topic"], words)
        if swapped is not None:
            return swapped
    return f"{previous.rstrip('？?。！! ')}，{bare}？"


def _leans(question: str, words: Words) -> bool:
    content = words.content(question)
    return (
        _WHAT_ABOUT.match(question) is not None
        or len(content) <= _SHORT
        or (_OPENING.match(question) is not None and len(content) <= 2 * _SHORT + 1)
    )


def _swap(previous: str, topic: str, words: Words) -> str | None:
    """Put ``topic`` where ``previous`` names a thing of the same kind (same last two characters)."""
    kin = [word for word in words.cut(previous) if len(word) >= _SHORT and word[-2:] == topic[-2:]]
    if not kin or topic in previous:
        return None
    longest = max(kin, key=len)
    return previous.replace(longest, topic, 1) if longest in previous else None
