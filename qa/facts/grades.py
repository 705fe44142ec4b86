"""Times that rules give by grade (一般, 加急, 特急) or for one level of things only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Regulation
from qa.facts.given import Silence, place, silence
from qa.facts.model import Fact, FactKind

_DAYS: Final = re.compile(
    r"(?:几|多少)个?(?:天|日|工作日)|多久|多长|多少时间|时限|期限|最晚|最迟|天数|各多少|差多少"
)
_ACTS: Final = (
    ("预留", re.compile("预留|留出|留够|留[多几的]|提前")),
    ("签批", re.compile("签批|签字|签出|签完")),
    ("审批", re.compile("审批|批完|批下来|办结|批好")),
)
"""The act whose time a rule gives by grade, and how it is asked; 审批 last, being in every rule."""
_SAME_GRADE: Final = (frozenset(("紧急", "加急")), frozenset(("特别紧急", "特急")))
"""Grades that everyday words do not tell apart."""
_GRADED: Final = re.compile(r"([\u4e00-\u9fff]{2,4})(?:事项|公文|文件)")
_GRADE: Final = re.compile(
    r"特急重要|特别紧急|特急|加急|紧急|一般(?=事项|公文|文件|件|的|、|和|与)"
)


_NOT_IMPORTANT: Final = re.compile(r"[(（]?不(?:算|是|属于)(?:特急)?重要的?[)）]?")


@dataclass(frozen=True, slots=True)
class _Level:
    """A property of things of one level: group 1 of ``asked`` is a thing of another level."""

    name: str
    kind: FactKind
    asked: re.Pattern[str]
    subject: re.Pattern[str]
    relation: str = ""

    def gives(self, fact: Fact) -> bool:
        """Return whether ``fact`` gives this property for a thing of the class."""
        same = fact.kind is self.kind and self.relation in fact.relation
        return same and self.subject.search(fact.subject) is not None


_LEVELS: Final = (
    _Level(
        "次数",
        FactKind.FREQUENCY,
        re.compile(r"(全[乡镇村校街][^，。？]{0,4}会)[^，。？]{0,8}(?:几|多少|限|次数)[次回场]?"),
        re.compile("全[省市县区]性会议"),
    ),
    _Level(
        "时限",
        FactKind.LIMIT,
        re.compile(
            r"((?:复杂|疑难)的?(?:咨询|问题)|网站的?(?:投诉|举报)+)"
            r"[^。？]*(?:几|多少|多久|多长|期限|时限)"
        ),
        re.compile("^简单"),
    ),
    _Level(
        "签发人",
        FactKind.ROLE,
        re.compile(
            r"((?:县政府)?(?:党组|部门|局里?|乡镇|乡|镇|街道|协调机构|领导小组|专班)的?名义|"
            r"(?:局|部门|单位|镇|乡)里?自己[^，。？]{0,6}(?:文件|发文))"
            r"[^。？]{0,12}(?:签发|谁.{0,2}签|签字|长签)"
        ),
        re.compile("名义"),
        "签发",
    ),
)
"""Wordings: the same questions as those of qa/facts/properties.py."""


def grades_named(question: str) -> tuple[str, ...]:
    """Return the grades that ``question`` names (特急, 一般), each once, in order."""
    return tuple(dict.fromkeys(_GRADE.findall(question)))


def act_asked(question: str) -> str:
    """Return the act whose time ``question`` asks for, or nothing."""
    act = next((name for name, asked in _ACTS if asked.search(question)), "")
    return act if _DAYS.search(question) else ""


def grade_of(condition: str) -> str:
    """Return the grade that a condition states: 加急 of 加急事项, or nothing."""
    match = _GRADED.fullmatch(condition)
    return match.group(1) if match and _GRADE.match(condition) else ""


def act_at(article: int, start: int, regulation: Regulation) -> str:
    """Return the act of the clause that holds the character ``start`` of an article."""
    clauses = regulation.article(article).clauses
    text = next(c.text for c in clauses if c.start <= start < c.end)
    return next((name for name, _ in _ACTS if name in text), "")


def silent_on_grade(question: str, regulation: Regulation, facts: Sequence[Fact]) -> Silence | None:
    """Return the silence about a grade for which the time asked for is not given, or None."""
    plain = _NOT_IMPORTANT.sub("", question)
    grades, act = grades_named(plain), act_asked(plain)
    if len(grades) != 1 or not act or "重要" in plain:
        return None
    given = [fact for fact in facts if _gives(fact, act, regulation)]
    alike = next((same for same in _SAME_GRADE if grades[0] in same), frozenset(grades))
    if not given or alike & {grade_of(fact.condition) for fact in given}:
        return None
    places = (place(fact.condition, fact) for fact in given)
    return silence(f"{grades[0]}事项", f"{act}的时限", places, regulation)


def _gives(fact: Fact, act: str, regulation: Regulation) -> bool:
    graded = fact.kind is FactKind.LIMIT and grade_of(fact.condition) != ""
    return graded and act_at(fact.article, fact.start, regulation) == act


def silent_on_level(question: str, regulation: Regulation, facts: Sequence[Fact]) -> Silence | None:
    """Return the silence about a lower level, a harder kind or another name to issue under."""
    for level in _LEVELS:
        thing = level.asked.search(question)
        given = [fact for fact in facts if level.gives(fact)]
        if thing and given and not any(thing.group(1) in fact.subject for fact in given):
            places = (place(fact.subject, fact) for fact in given)
            return silence(thing.group(1), level.name, places, regulation)
    return None
