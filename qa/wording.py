"""Cut a clause down to the words that answer: always one verbatim piece of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from qa.evidence import holds_kind

_SEGMENT: Final = re.compile(r"[^，；：,;:]+[，；：,;:]?")
_SHORT: Final = 44
"""Characters. With the place before it and the mark behind, an answer of about 60."""
_LONGEST: Final = 70
"""Characters that taking in the words before may lead to."""
_TOPIC: Final = re.compile(
    r"(?:的|时|后|前|外|中|上|下|期间|事项|情况|情形|会议|文件|意见|过程|公文|活动|工作)[，,]?$|"
    r"^(?:对于?|涉及|凡是?|提请|如果?|遇有?到?|除|经|按照?|根据|在|以|由于|为)[^，]*[，,]$"
)
"""A part that only says what a rule is about; the rule follows it."""
_VALUE: Final = 2.0
_HINTED: Final = 1.5
"""What holding the kind of value asked for, and being what a like question of the bank was answered
with, count beside the share of the question's words (0 to 1)."""
_RULES: Final = 0.4
"""What ruling something (应, 须, 由 … 审批) counts."""
_RULING: Final = re.compile(
    r"[应须]|必须|不[得准]|可以?|要|由.+[审签决批]|负责|报.+[审决批]|严禁|禁止"
)
_NEAR: Final = 0.7
"""Parts that score at least this share of the best one are shown with it, and all between."""
_OPENS: Final = (
    "由",
    "须",
    "应",
    "并",
    "可",
    "不",
    "方",
    "再",
    "报",
    "经",
    "按",
    "但",
    "其",
    "以",
    "且",
)
"""A piece that begins so leans on the one before it, which names who or what is meant."""
_ENDS: Final = "；;。：:，, "


Span = tuple[int, int]


def piece(clause: str, question: str, words: Iterable[str], hint: Span | None = None) -> Span:
    """Return (start, end) of the part of ``clause`` that answers ``question``, end marks left out.

    The whole clause where it is short. ``words`` are the question's content words, ``hint`` where
    the answer to the nearest question of the bank stands in the clause. Parts are cut at commas;
    brackets and quotation marks stay whole.
    """
    whole = clause.rstrip(_ENDS)
    if len(whole) <= _SHORT:
        return 0, len(whole)
    segments = _segments(whole)
    wanted = frozenset(words)
    scores = [_score(whole, span, question, wanted, hint or (0, 0)) for span in segments]
    good = [place for place, score in enumerate(scores) if score >= _NEAR * max(scores)]
    first, last = _widened(whole, segments, good[0], good[-1])
    start, end = segments[first][0], segments[last][1]
    return start, start + len(whole[start:end].rstrip(_ENDS))


def _segments(clause: str) -> list[Span]:
    """Cut at commas outside brackets and quotation marks."""
    spans: list[Span] = []
    for match in _SEGMENT.finditer(clause):
        open_before = spans and _unbalanced(clause[spans[-1][0] : spans[-1][1]])
        if open_before:
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    return spans or [(0, len(clause))]


def _unbalanced(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in ("（）", "“”", "《》", "()"))


def _score(clause: str, span: Span, question: str, wanted: frozenset[str], hint: Span) -> float:
    part = clause[slice(*span)]
    held = sum(len(word) for word in wanted if word in part) / max(1, sum(map(len, wanted)))
    covered = max(0, min(span[1], hint[1]) - max(span[0], hint[0])) / max(1, hint[1] - hint[0])
    rules = _RULES * (_RULING.search(part) is not None)
    return held + rules + _HINTED * covered + _VALUE * holds_kind(question, part)


def _widened(clause: str, segments: list[Span], first: int, last: int) -> tuple[int, int]:
    """Take in what the best parts lean on: who is meant before, what is ruled behind a topic."""
    while last + 1 < len(segments) and _TOPIC.search(clause[slice(*segments[last])]):
        last += 1
    while first > 0 and clause[segments[first][0] :].startswith(_OPENS):
        if segments[last][1] - segments[first - 1][0] > _LONGEST:
            break
        first -= 1
    return first, last
