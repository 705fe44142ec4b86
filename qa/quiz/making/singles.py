"""Single choice, blanks, and true or false: a sentence asked for one of its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.numerals import chinese_ordinal, parse_ordinal
from qa.quiz.making.building import (
    build,
    citation,
    digest,
    grade,
    labelled,
    opening,
    shuffled,
)  # fmt: skip
from qa.quiz.making.kindred import distractors
from qa.quiz.making.material import Gap, Material
from qa.quiz.making.showing import shown
from qa.quiz.making.slots import SlotKind
from qa.quiz.making.statements import Statement
from qa.quiz.making.terms import NUMBER, closeness
from qa.quiz.model import BLANK_MARK, HOLE, RIGHT, WRONG, Item, ItemKind

_WRONG_OPTIONS: Final = 3
_TYPED: Final = frozenset({SlotKind.TIME, SlotKind.OFFICE, SlotKind.NAME, SlotKind.MEETING})
_CONDITIONS: Final = ("的，", "时，", "期间", "前，", "后，", "除", "特急", "必要时")
_SHORTEST_TERM: Final = 4
_NEAR: Final = 0.25
"""Likeness of a term swapped in a false sentence: a strange one would give itself away."""
_VAGUE: Final = frozenset({"质量", "作用", "环境"})
"""Endings that all kinds of things share: another's 质量 is seen to be out of place."""
_SHORTEST_CLAIM, _LONGEST_CLAIM = 12, 90
_MOST_IN_WORDS: Final = 100
"""Years are not written 二零一八 by anybody who fills a blank."""
_ACT: Final = 4
"""Characters of an act that, allowed elsewhere in the text, is not asked as allowed."""
_LEFT: Final = 8
"""Characters that must stand around a blank."""
_LEFT_OF_A_TERM: Final = 20
"""Characters around a term that is chosen: 要健全…，提高依法治县整体水平 excludes no mechanism."""
_BOUND: Final = re.compile(r"不得(?:超过|多于|高于|少于|低于)|不得(?:擅自|有任何|违反|违法)")
"""Bans that do not turn into a permission anybody would state."""
_SHORTEST_BLANK: Final = 3
"""Characters of a term worth a blank; times and offices may be shorter."""


def single_items(material: Material) -> Iterator[Item]:
    """Yield a single choice for each gap that has three distractors."""
    for gap in map(shown, material.gaps):
        wrong = distractors(gap, material, _WRONG_OPTIONS) if gap else ()
        if gap is None or len(wrong) < _WRONG_OPTIONS or _thin(gap):
            continue
        words = _in_order(gap, (gap.slot.text, *wrong))
        options = labelled(words)
        stem = opening(material.regulation, gap.statement) + gap.filled(HOLE) + "。"
        if gap.slot.text in stem:
            continue
        yield build(
            material.regulation, ItemKind.SINGLE, stem,
            [options[words.index(gap.slot.text)].label],
            [citation(material.regulation, gap.statement)], gap.statement.fact,
            options=options,
            difficulty=grade(closeness(gap.slot.text, wrong), specific(gap), ItemKind.SINGLE),
        )  # fmt: skip


def _thin(gap: Gap) -> bool:
    """Return whether the term is too short to choose, or the rest too short to ask about."""
    short = gap.slot.kind is SlotKind.COMPLEMENT and len(gap.slot.text) < _SHORTEST_TERM
    term = gap.slot.kind not in _TYPED
    return short or len(gap.before + gap.after) < (_LEFT_OF_A_TERM if term else _LEFT)


def _in_order(gap: Gap, words: tuple[str, ...]) -> tuple[str, ...]:
    return shuffled(words, gap.statement.text)


def specific(gap: Gap) -> bool:
    """Return whether the rule holds under a condition, or for one of several cases."""
    return specific_text(gap.statement.text)


def specific_text(text: str) -> bool:
    """Return whether a sentence states a condition."""
    return any(mark in text for mark in _CONDITIONS)


def blank_items(material: Material) -> Iterator[Item]:
    """Yield a blank for each gap whose words are worth remembering."""
    for gap in map(shown, material.gaps):
        if gap is None or not _worth_a_blank(gap):
            continue
        stem = opening(material.regulation, gap.statement) + gap.filled(BLANK_MARK) + "。"
        if gap.slot.text in stem:
            continue
        start, end = gap.statement.places[gap.slot.start], gap.statement.places[gap.slot.end - 1]
        article = material.regulation.article(gap.statement.article)
        verbatim = article.text[start : end + 1]
        yield build(
            material.regulation, ItemKind.BLANK, stem, [verbatim],
            [citation(material.regulation, gap.statement)], gap.statement.fact,
            accept=[spellings(verbatim, gap.slot.kind is SlotKind.TIME)],
            difficulty=grade(0.0, specific(gap), ItemKind.BLANK),
        )  # fmt: skip


def _worth_a_blank(gap: Gap) -> bool:
    slot = gap.slot
    if slot.kind is SlotKind.MEETING:
        return False
    long_enough = len(slot.text) >= _SHORTEST_BLANK or slot.kind is SlotKind.TIME
    return (
        long_enough
        and len(slot.text) <= 16
        and len(gap.statement.text) >= len(slot.text) + max(len(slot.text), _LEFT)
    )


def spellings(words: str, timed: bool) -> tuple[str, ...]:
    """Return the other ways to write ``words``: without blanks, a time in the other figures."""
    plain = "".join(words.split())
    other = NUMBER.sub(_other_figures, plain) if timed else ""
    other = other.replace("二次", "两次").replace("二个工", "两个工")
    return tuple(each for each in dict.fromkeys((plain, other)) if each and each != words)


def _other_figures(match: re.Match[str]) -> str:
    """Return a number in figures for one in words, and the other way round; not a year's."""
    value = parse_ordinal(match.group())
    if value is None or value >= _MOST_IN_WORDS:
        return match.group()
    return chinese_ordinal(value) if match.group().isdigit() else str(value)


def judging_items(material: Material) -> Iterator[Item]:
    """Yield a true or a false sentence for each gap, in turn as the sentence's digest falls."""
    asked: set[str] = set()
    told: set[int] = set()
    for gap in map(shown, material.gaps):
        if gap is None:
            continue
        wrong = distractors(gap, material, 1)
        true = int(digest(gap.statement.text, gap.slot.text), 16) % 3 == 0
        if true and gap.statement.text not in asked:
            asked.add(gap.statement.text)
            told.add(gap.statement.article)
            yield _true(material, gap.statement)
        elif wrong and _plausible(gap, wrong[0]):
            told.add(gap.statement.article)
            yield _false(material, gap, wrong[0])
    for statement in material.statements:
        if (allowed := _lifted(material, statement)) and not statement.topic:
            told.add(statement.article)
            yield _allowed(material, statement, allowed)
        elif statement.text not in asked and _plain_enough(material, statement, told):
            told.add(statement.article)
            yield _true(material, statement)


def _plausible(gap: Gap, wrong: str) -> bool:
    """Return whether a sentence with ``wrong`` in it does not give itself away."""
    if gap.slot.kind in _TYPED:
        return True
    return closeness(gap.slot.text, (wrong,)) >= _NEAR and gap.slot.group not in _VAGUE


def _plain_enough(material: Material, statement: Statement, told: set[int]) -> bool:
    """Return whether a sentence is told as it is, so that every article is asked about."""
    if statement.own or not _SHORTEST_CLAIM <= len(statement.text) <= _LONGEST_CLAIM:
        return False
    asked_for = any(gap.statement is statement for gap in material.gaps)
    return statement.article not in told or (_drawn(statement) and not asked_for)


def _drawn(statement: Statement) -> bool:
    """Return whether a sentence is told as it is: one in three, so that true does not outweigh."""
    return int(digest(statement.text, statement.fact), 16) % 3 == 0


def _lifted(material: Material, statement: Statement) -> str:
    """Return the sentence with its only 不得 turned to 可以, or nothing."""
    text = statement.text
    if (
        text.count("不得") != 1
        or "不得以" in text
        or "外，" in text
        or "可以" in text
        or _BOUND.search(text)
    ):
        return ""
    lifted = text.replace("不得", "可以")
    ruled = text[: text.index("不得")].rpartition("，")[2]
    if re.search("[要应须]", ruled):
        return ""
    act = "可以" + lifted.partition("可以")[2][:_ACT]
    return "" if act in material.text else lifted


def _allowed(material: Material, statement: Statement, text: str) -> Item:
    return build(
        material.regulation, ItemKind.TRUE_FALSE,
        opening(material.regulation, statement) + text + "。", [WRONG],
        [citation(material.regulation, statement)], statement.fact,
        remark="应为“不得”，不是“可以”。",
        difficulty=grade(0.0, specific_text(statement.text), ItemKind.TRUE_FALSE),
    )  # fmt: skip


def _true(material: Material, statement: Statement) -> Item:
    return build(
        material.regulation, ItemKind.TRUE_FALSE,
        opening(material.regulation, statement) + statement.text + "。", [RIGHT],
        [citation(material.regulation, statement)], statement.fact,
        difficulty=grade(0.0, specific_text(statement.text), ItemKind.TRUE_FALSE),
    )  # fmt: skip


def _false(material: Material, gap: Gap, words: str) -> Item:
    return build(
        material.regulation, ItemKind.TRUE_FALSE,
        opening(material.regulation, gap.statement) + gap.filled(words) + "。", [WRONG],
        [citation(material.regulation, gap.statement)], gap.statement.fact,
        remark=f"应为“{gap.slot.text}”，不是“{words}”。",
        difficulty=grade(closeness(gap.slot.text, (words,)), specific(gap), ItemKind.TRUE_FALSE),
    )  # fmt: skip
