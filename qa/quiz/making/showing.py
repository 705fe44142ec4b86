"""What of a sentence a stem shows: enough to read alone, nothing from which the key follows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from qa.quiz.making.material import Gap
from qa.quiz.making.slots import SlotKind
from qa.quiz.making.statements import window

_OFTEN: Final = re.compile(r"每(?:半年|季度|[年月周])(?:召开)?(?:\d+|[一二两三四五])次")
_DAY: Final = re.compile(r"每月第")
"""How often, and on which days: the one follows from the other."""
_MEETING: Final = re.compile("[^，]*?会议")


def shown(gap: Gap) -> Gap | None:
    """Return ``gap`` in the part of its sentence that a stem shows, or None."""
    gap = _apart(gap)
    seen = window(gap.statement, gap.slot.start, gap.slot.end)
    if seen is None or seen is gap.statement:
        return gap if seen else None
    moved = gap.statement.places.index(seen.places[0])
    slot = type(gap.slot)(gap.slot.kind, gap.slot.start - moved, gap.slot.end - moved,
                          gap.slot.text, gap.slot.group)  # fmt: skip
    return Gap(seen, slot)


def _apart(gap: Gap) -> Gap:
    """Return ``gap`` without the day that tells how often, or the frequency that tells the day."""
    slot, statement = gap.slot, gap.statement
    hint = _OFTEN if _DAY.search(slot.text) else _DAY if _OFTEN.search(slot.text) else None
    cut = next(
        (
            span
            for span in statement.segments()
            if hint and hint.search(statement.text[slice(*span)])
        ),
        None,
    )
    if slot.kind is not SlotKind.TIME or cut is None or cut[0] <= slot.start < cut[1]:
        return gap
    if cut[0] > slot.end:
        return Gap(statement.cut(0, cut[0] - 1), slot)
    meeting = _MEETING.match(statement.text)
    rest = replace(
        statement.cut(cut[1] + 1, len(statement.text)),
        topic=statement.topic or (meeting.group() if meeting else ""),
    )
    return Gap(rest, replace(slot, start=slot.start - cut[1] - 1, end=slot.end - cut[1] - 1))
