"""Put a verdict into the word that answers the question as it was asked."""

from __future__ import annotations

from typing import Final

from qa.verdict.claims import Frame, read_claim

_WORDS: Final = {
    Frame.PERMISSION: ("可以", "不可以"),
    Frame.DUTY: ("需要", "不需要"),
    Frame.FACT: ("是的", "不是"),
}


def verdict_word(question: str, *, value: bool) -> str:
    """Return 对 or 错 for a statement, 可以, 需要 or 是的 (or 不 …) for a question.

    A question that itself denies (是不是不能 …, 不用报吧) is answered with 是的 or 不是,
    since 不可以 would read as its contrary.
    """
    claim = read_claim(question)
    if claim.statement or claim.tagged:
        return "对" if value else "错"
    frame = Frame.FACT if claim.forbids or claim.waives or claim.denies else claim.frame
    yes, no = _WORDS[frame]
    return yes if value else no
