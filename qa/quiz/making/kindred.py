"""Distractors: facts of the same kind from elsewhere in the rules, proved false for a sentence."""

from __future__ import annotations

from typing import Final

from qa.quiz.making.building import working
from qa.quiz.making.candidates import candidates
from qa.quiz.making.material import Gap, Material
from qa.quiz.making.slots import SlotKind
from qa.quiz.making.terms import meaning, near_same, within
from qa.quiz.making.verbs import NO_DOER, led_alike

_CONTEXT: Final = 4
"""Characters in front of or behind a distractor that, found in the text with it, support it."""
_TERMS: Final = frozenset({SlotKind.ELEMENT, SlotKind.OBJECT, SlotKind.COMPLEMENT})


def distractors(gap: Gap, material: Material, wanted: int = 3) -> tuple[str, ...]:
    """Return up to ``wanted`` words that could fill the gap and are false there, nearest first."""
    key = gap.slot.text
    kept: list[str] = []
    for words in candidates(gap, material):
        fresh = not any(_like(gap, words, other) for other in (key, *kept))
        if fresh and unsupported(gap, words, material):
            kept.append(words)
        if len(kept) == wanted:
            break
    return tuple(kept)


def _like(gap: Gap, words: str, other: str) -> bool:
    """Return whether ``words`` mean the same as ``other``, or a part of it."""
    if meaning(words) == meaning(other) or within(words, other):
        return True
    return gap.slot.kind in _TERMS and near_same(words, other)


def unsupported(gap: Gap, words: str, material: Material) -> bool:
    """Return whether no article says the sentence with ``words`` in the gap."""
    if gap.slot.kind is not SlotKind.TIME and words in gap.statement.text:
        return False
    if NO_DOER.match(gap.statement.text) and words == working(material.regulation):
        return False
    left, right = gap.before[-_CONTEXT:], gap.after[:_CONTEXT]
    around: tuple[str, ...] = (left + words + right,)
    if gap.slot.kind in _TERMS and led_alike(gap.before, words, material.text):
        return False
    if gap.slot.kind in _TERMS:
        around = (left + words, words + right) if len(right) == _CONTEXT else (left + words,)
    if gap.slot.kind is SlotKind.OFFICE:
        around = (left + words + right[:2],)
    return not any(piece in material.text for piece in around)
