"""What a typed fact is: one relation the regulation states, with the span of its value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FactKind(StrEnum):
    """The kinds of fact that are read from a regulation."""

    LIMIT = "limit"
    FREQUENCY = "frequency"
    SCHEDULE = "schedule"
    DATE = "date"
    ROLE = "role"
    DUTY = "duty"
    EXCEPTION = "exception"


TIMES: Final = frozenset((FactKind.LIMIT, FactKind.FREQUENCY, FactKind.SCHEDULE, FactKind.DATE))
"""The kinds of fact about time."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation: ``subject`` – ``relation`` – ``value``, where ``condition`` holds.

    县政府常务会议纪要 – 签发 – 县长; 审批公文 – 时限 – 7个工作日 (condition 加急事项). ``start``
    and ``end`` are offsets into the article's clean text: ``article.text[start:end]`` is the value
    in the rule's own words; ``value`` is the same without blanks. The span lies inside one clause.
    ``subject`` is resolved (议题 of which meeting), in the rule's words.
    """

    kind: FactKind
    article: int
    paragraph: int
    start: int
    end: int
    subject: str
    relation: str
    value: str
    condition: str = ""
