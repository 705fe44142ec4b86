"""A limit that the question itself states: 会签单上写明3个工作日内反馈, 往前退7个工作日."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from corpus.numerals import parse_ordinal
from corpus.spacing import tight
from qa.dates.asked import Asked, inside
from qa.dates.counting import LARGEST, Unit
from qa.dates.rules import Rule

_N: Final = r"(?P<{}>\d+|[一二两三四五六七八九十]+)\s*个?(?P<{}>工作日|自然日|日|天)"
_STATED: Final = re.compile(
    rf"(?<![第月后\d])(?:{_N.format('after', 'of')}\s*(?:之?内|以内|的?(?:期限|时限|[审回办]批?期)|"
    r"届满|期满|给?予?(?:回复|反馈|答复|审批))"
    rf"|(?:提前|提早|预留|留足?|限期?|[退推数])(?:至少|不少于)?{_N.format('before', 'unit')})"
)
_OTHERWISE: Final = re.compile(r"另有[^，。；]{0,6}(?:要求|规定|约定)")
"""The rule gives way to a limit that somebody else sets."""
_SETS: Final = re.compile(
    r"(?:限|要求|写明|注明|约定|写着|截止)(?:我们|各局|各部门|在|于|到|：)*[“”\"]?$"
)
_ABOVE: Final = re.compile(
    r"(?:[省市]|国务院|中央|上级|上面|县委|人大|政协|法律|条例|法院)(?!场|民)[^，。；]{0,6}?"
    r"(?:要求|规定|限|通知|文件|交办|督办)"
)
"""An authority above whose limits are not the regulation's."""


def by_stated_limit(rule: Rule, asked: Asked) -> Rule | None:
    """Return ``rule`` with the limit that ``asked`` states where the rule gives way to it.

    None where another limit is stated: the rule's own would be the wrong one to count by.
    """
    stated = stated_limit(asked)
    if stated is None or _same(stated, rule):
        gives_way_to_day = _gives_way(rule) and _day_is_set(asked)
        return None if gives_way_to_day else rule
    amount, unit = stated
    if not _gives_way(rule) or _ABOVE.search(asked.text) or not 1 <= amount <= LARGEST:
        return None
    return replace(rule, amount=amount, unit=unit, stated=True)


def stated_limit(asked: Asked) -> tuple[int, Unit] | None:
    """Return the limit that ``asked`` states."""
    for match in _STATED.finditer(asked.text):
        if inside(match.start(), asked.moments):
            continue
        amount = parse_ordinal(match["after"] or match["before"]) or 0
        unit = Unit.WORKING_DAY if "工作日" in (match["of"] or match["unit"]) else Unit.DAY
        return amount, unit
    return None


def _gives_way(rule: Rule) -> bool:
    return _OTHERWISE.search(tight(rule.clause.text)) is not None


def _day_is_set(asked: Asked) -> bool:
    """True where a day of the question is itself the limit: 函里限6月30日前反馈."""
    return any(_SETS.search(asked.text[: day.start]) for day in asked.days)


def _same(stated: tuple[int, Unit], rule: Rule) -> bool:
    """True for 7个工作日 of 7个工作日, and for 三天 of 3个工作日 in everyday words."""
    amount, unit = stated
    return amount == rule.amount and unit in {rule.unit, Unit.DAY}
