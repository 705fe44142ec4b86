"""Pairs that matching joins: meetings and how often, papers and who signs, headings and points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.spacing import tight
from qa.facts.cells import Cell
from qa.facts.model import FactKind
from qa.facts.offices import CHAIN
from qa.facts.tables import MEETINGS
from qa.quiz.making.groups import Group, groups
from qa.quiz.making.material import Material
from qa.quiz.making.terms import likeness
from qa.quiz.making.verbs import DANGLING, UNSEEN

_LONGEST_LEFT: Final = 40
_SAME: Final = 0.4
"""Share of two-character pieces from which a sentence could also stand under another heading."""
_ASKED: Final = {
    "组成或参加": "各会议与其组成或参加人员",
    "召集主持": "各会议与其召集、主持人",
    "频次": "各会议与其召开频次",
    "例会时间": "各会议与其例会时间",
    "列席": "各会议与其可以列席的人员",
    "议题确定": "各会议与确定其议题的人或会议",
    "纪要签发": "各会议与其会议纪要的签发人",
}
"""What a column of the table of meetings is asked as."""
_DONE: Final = (
    "签发",
    "签署",
    "审批",
    "审定",
    "批准",
    "备案",
    "确定",
    "起草",
    "承办",
    "解读",
    "办理",
)
"""Acts that a matter undergoes."""
_RELATIONS: Final = {
    "签发": "各类公文与其签发人", "审批": "各事项与其审批人", "审核": "各事项与其审核者",
    "审查": "各事项与负责其合法性审查的机构", "备案": "各事项与其备案机关",
    "解读": "各类文件与负责其政策解读的部门", "请假": "请假情形与应当向其请假的人",
    "报告": "各事项与其报告对象", "批准": "各事项与其批准机关", "审定": "各事项与其审定人",
    "决定": "各事项与其决定机关", "确定": "各事项与其确定者", "负责": "各事项与其负责者",
    "制定": "各事项与其制定机关", "办理": "各事项与其办理机关", "提出": "各事项与其提出者",
}  # fmt: skip
"""What a relation between a matter and an office is asked as."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side, its right side, and the sentence that joins them."""

    left: str
    right: str
    article: int
    start: int
    end: int


def relations(material: Material) -> Iterator[tuple[str, str, list[Pair]]]:
    """Yield each relation with what it is asked as and its pairs."""
    yield from _of_meetings(material)
    yield "limits", "各事项与其办理时限", list(_times(material, FactKind.LIMIT))
    yield "frequencies", "各事项与其频次", list(_times(material, FactKind.FREQUENCY))
    for relation, asked in _RELATIONS.items():
        yield relation, asked, list(_roles(material, relation))
    yield "duties", "各事项与其承办者或决定者", list(_duties(material))
    found = groups(material.regulation)
    for prefix in dict.fromkeys(group.name[:2] for group in found if group.headed):
        alike = [group for group in found if group.headed and group.name.startswith(prefix)]
        yield f"headings-{prefix}", "各项与其具体要求", list(_points(alike))
    topics = [group for group in found if not group.headed and "会议" in group.name]
    yield "topics", "各会议与其议题或任务", list(_points(topics))


def _sentence(material: Material, article: int, start: int) -> tuple[int, int]:
    clause = next(
        clause for clause in material.regulation.article(article).clauses
        if clause.start <= start < clause.end
    )  # fmt: skip
    return clause.start, clause.end


def _of_meetings(material: Material) -> Iterator[tuple[str, str, list[Pair]]]:
    table = next((each for each in material.tables if each.name == MEETINGS), None)
    for at, column in enumerate(table.columns if table else ()):
        if table is not None and column in _ASKED:
            cells = [(row[0].text, row[at]) for row in table.rows if _plain(row[at])]
            pairs = [
                Pair(name, cell.text, cell.article, *_sentence(material, cell.article, cell.start))
                for name, cell in cells
            ]
            yield f"meetings-{at}", _ASKED[column], pairs


def _plain(cell: Cell) -> bool:
    return bool(cell.text) and not re.search(r"[。；]|确定$", cell.text)


def _times(material: Material, kind: FactKind) -> Iterator[Pair]:
    for fact in material.facts:
        left = f"{fact.subject}（{fact.condition}）" if fact.condition else fact.subject
        numbered = (
            re.search(r"\d|[一二两三四五六七八九十]", fact.value) and "任期" not in fact.value
        )
        often = kind is not FactKind.FREQUENCY or "次" in fact.value
        office = CHAIN.fullmatch(fact.subject) and re.search("事项$|公文$|文件$", fact.condition)
        if fact.kind is kind and numbered and often and not office and _reads(left):
            span = _sentence(material, fact.article, fact.start)
            yield Pair(left, fact.value, fact.article, *span)


def _roles(material: Material, relation: str) -> Iterator[Pair]:
    for fact in material.facts:
        if fact.kind is not FactKind.ROLE or fact.relation != relation or not fact.subject:
            continue
        left = (
            f"{fact.subject}（{fact.condition.removesuffix('的')}）"
            if fact.condition
            else fact.subject
        )
        start, end = _sentence(material, fact.article, fact.start)
        said = tight(material.regulation.article(fact.article).text[start:end])
        if fact.subject in said and _reads(left) and not left.startswith(("属于", "文件")):
            yield Pair(left, fact.value, fact.article, start, end)


def _duties(material: Material) -> Iterator[Pair]:
    """Yield what is done to a matter with who does it (…纪要的签发 – 县长)."""
    for relation in _DONE:
        for pair in _roles(material, relation):
            if not pair.left.endswith("）") and len(pair.left) < _LONGEST_LEFT - len(relation):
                yield replace(pair, left=f"{pair.left}的{relation}")


def _reads(left: str) -> bool:
    """Return whether a left side says by itself what it is."""
    unseen = DANGLING.match(left) or UNSEEN.search(left) or re.search(r"^本|其他|调整情况", left)
    return bool(left) and not unseen and len(left) <= _LONGEST_LEFT


def _points(found: Sequence[Group]) -> Iterator[Pair]:
    for group in found:
        name = re.sub(r"的主要(?:议题|任务)$", "", group.name)
        for point in group.short_points:
            elsewhere = (other for each in found if each is not group for other in each.points)
            apart = all(likeness(point.text, other.text) < _SAME for other in elsewhere)
            if apart and not set(name[2:4]) <= set(point.text):
                yield Pair(name, point.text, point.article, point.start, point.end)
