"""Case questions: somebody's situation, taken from the rule's own case, and what is right to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.model import Regulation
from corpus.spacing import tight
from qa.facts.duties import MUST_NOT
from qa.facts.model import Fact, FactKind
from qa.facts.offices import CHAIN
from qa.proof import cite
from qa.quiz.making.building import build, citation, digest, grade, labelled, shuffled
from qa.quiz.making.groups import Group, groups
from qa.quiz.making.kindred import distractors
from qa.quiz.making.material import Gap, Material
from qa.quiz.making.slots import SlotKind
from qa.quiz.making.statements import Statement
from qa.quiz.making.terms import closeness
from qa.quiz.making.verbs import RULING, UNSEEN
from qa.quiz.model import HOLE, Item, ItemKind

_WRONG: Final = 3
_LONGEST_ANSWER: Final = 50
_ACTORS: Final = (
    (r"各地、各部门主要负责人|各部门主要负责人", "县某局主要负责人陈某"),
    (r"各地、各部门|县政府及各部门|县政府各部门|县政府部门|各部门", "县某局"),
    (r"县政府领导同志(?!代表)", "县政府领导同志王某"),
    (r"县政府组成人员", "县政府组成人员赵某"),
    (r"副县长(?!、)", "副县长李某"),
    (r"县长(?![、或办])", "县长张某"),
    (r"部门(?=提请|联合)", "县某局"),
)
"""General actors that open a case, and a typical one in their place."""
_TELLERS: Final = ("某县直部门的工作人员小王", "某乡镇政府的工作人员小李", "某单位的工作人员小张",
                   "新到岗的工作人员小刘")  # fmt: skip
_CASE: Final = re.compile(
    r"(?:的|时|前|期间|事项|公文|文件|议题|活动|发文|草案|协议|会议|外出|学习|请示|人员|调整)$"
)
_THING: Final = re.compile(r"(?:的|报送|审批的?)[^，]{0,10}(?:公文|文件|议题|请示|纪要|协议)$")
"""How a case ends that names a paper, not what somebody does."""
_PERIOD: Final = re.compile(r"(?:时|前|期间)$")
_SHORTEST, _LONGEST_ACT = 6, 40


def case_items(material: Material) -> Iterator[Item]:
    """Yield the situations whose right handling names an office or a time, then broken bans."""
    for gap in material.gaps:
        if gap.slot.kind in {SlotKind.OFFICE, SlotKind.TIME} and not gap.statement.own:
            item = _handled(material, gap)
            if item is not None:
                yield item
    yield from _broken(material)


def _handled(material: Material, gap: Gap) -> Item | None:
    """Ask which of four ways to handle a case is right: they differ in the office or the time."""
    statement = gap.statement
    case, start, end = _parts(statement, gap.slot.start)
    wrong = distractors(gap, material, _WRONG)
    if not case or len(wrong) < _WRONG or UNSEEN.search(statement.text):
        return None
    at, stop = gap.slot.start - start, gap.slot.end - start
    said = re.sub("后$", "", statement.text[start:end])
    if (
        sum(
            each.statement is statement
            and each.slot.kind is gap.slot.kind
            and start <= each.slot.start < end
            for each in material.gaps
        )
        > 1
    ):
        return None
    answers = [said[:at] + each + said[stop:] for each in (gap.slot.text, *wrong)]
    words = shuffled(answers, statement.text)
    options = labelled(words)
    title = material.regulation.title
    scene = _scene(case)
    stem = f"{scene}按照《{title}》，下列做法正确的是{HOLE}。"
    if not scene or gap.slot.text in stem or len(said) > _LONGEST_ANSWER:
        return None
    return build(
        material.regulation, ItemKind.CASE, stem, [options[words.index(answers[0])].label],
        [citation(material.regulation, statement)], statement.fact, options=options,
        difficulty=grade(closeness(gap.slot.text, wrong), False, ItemKind.CASE),
    )  # fmt: skip


def _parts(statement: Statement, place: int) -> tuple[str, int, int]:
    """Return the case that opens a sentence, and the segment that rules with ``place`` in it."""
    cuts = statement.segments()
    index = next((i for i, (a, b) in enumerate(cuts) if a <= place < b), 0)
    first = statement.text[: cuts[index - 1][1]] if index else ""
    ruled = RULING.search(re.sub(r"（[^）]*）", "", first))
    if not index or ruled or not _CASE.search(first) or statement.aim or len(first) > 70:
        return "", 0, 0
    return first, *cuts[index]


def _scene(case: str) -> str:
    """Return the situation: a typical actor in place of a general one, one act of a list."""
    case = re.sub(r"^(?:凡|对于|对)", "", case)
    teller = _TELLERS[int(digest(case), 16) % len(_TELLERS)]
    if case.startswith(("除", "每年", "每月", "违反")) or "列席" in case or len(case) < _SHORTEST:
        return ""
    person = re.match(r"(.+)的人员$", case)
    if person:
        return f"{teller}{person.group(1)}。"
    for general, typical in _ACTORS:
        match = re.match(general, case)
        if match:
            case = typical + case[match.end() :]
            if not _THING.search(case) and not _PERIOD.search(case):
                return f"{typical}{_one_act(case[len(typical) :]).rstrip('，')}。"
            break
    if _PERIOD.search(case):
        return f"{case}，{teller}就有关工作如何办理进行咨询。"
    if case.endswith("的"):
        return f"{teller}在工作中遇到这样一种情形：{_ended(case)}。"
    last = case.rpartition("，")[2]
    return f"{teller}正在办理{last}的有关事宜。"


def _one_act(rest: str) -> str:
    """Return the first of several acts (出差、出访，离开本县休假、学习 -> 拟出差)."""
    rest = re.sub(r"（([^）]+)除外）", r"（非\1）", rest)
    acts = [each for each in re.split(r"[、，](?![^（]*）)", rest) if each]
    if len(acts) > 1 and 2 <= len(acts[0]) <= _LONGEST_ACT and not re.search("的$", acts[0]):
        return ("拟" if re.match(r"外出|出差|召开|制定", acts[0]) else "") + acts[0]
    return ("拟" if re.match(r"外出|出差|召开|制定", rest) else "") + _ended(rest)


def _ended(words: str) -> str:
    return re.sub(r"(?<=[^目])的$|时$", "", words)


def _broken(material: Material) -> Iterator[Item]:
    """Yield what somebody does against a ban; asked is the heading that the ban stands under."""
    found = groups(material.regulation)
    for group in found:
        sisters = [other for other in found if _sisters(group, other)]
        if group.headed and len(sisters) >= _WRONG:
            yield from _bans_of(material, group)


def _sisters(group: Group, other: Group) -> bool:
    """Return whether two lists stand under headings of one make (严明…纪律)."""
    alike = other.name[:2] == group.name[:2] and _tail(other) == _tail(group)
    return other.headed and other is not group and alike


def _tail(group: Group) -> str:
    return group.name[-2:]


def _bans_of(material: Material, group: Group) -> Iterator[Item]:
    article = material.regulation.article(group.article)
    first = article.paragraph(group.paragraph).clauses[0]
    for fact in material.facts:
        here = fact.article == group.article and fact.paragraph == group.paragraph
        if not here or fact.kind is not FactKind.DUTY or fact.relation != MUST_NOT:
            continue
        scene = _act(fact)
        name = group.name
        last = next(c for c in article.clauses if c.start <= fact.start < c.end)
        if not scene or name[2:4] in scene:
            continue
        stem = (
            f"{scene}。按照《{material.regulation.title}》的规定，"
            f"这一行为违反了哪一项{_tail(group)}方面的要求？"
        )
        yield build(
            material.regulation, ItemKind.CASE, stem, [name],
            [cite(material.regulation, article, first.start, last.end)],
            f"{fact.article}-{fact.paragraph}-{_number(material.regulation, fact)}",
            difficulty=grade(0.5, False, ItemKind.CASE),
        )  # fmt: skip


def _number(regulation: Regulation, fact: Fact) -> int:
    """Return which clause of its paragraph a fact stands in, counted from 1."""
    clauses = regulation.article(fact.article).paragraph(fact.paragraph).clauses
    return next(i for i, c in enumerate(clauses, start=1) if c.start <= fact.start < c.end)


def _act(fact: Fact) -> str:
    """Return the forbidden act as somebody's (某工作人员散布…的言论), or nothing."""
    value = tight(fact.value)
    if len(value) < 5 or UNSEEN.search(value) or CHAIN.fullmatch(fact.subject) or "任何" in value:
        return ""
    where = fact.condition if fact.condition.startswith("在") else ""
    matter = f"对{fact.subject.removeprefix('对待').removeprefix('对')}" if fact.subject else ""
    return f"某单位工作人员张某{where}{matter}{value}"
