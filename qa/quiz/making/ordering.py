"""Ordering: the steps of a procedure, only where the text itself says what comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from qa.facts.offices import CHAIN
from qa.quiz.making.building import build, citation, grade, labelled, shuffled
from qa.quiz.making.material import Material
from qa.quiz.making.statements import Statement, procedures
from qa.quiz.model import Item, ItemKind

_ACT: Final = re.compile(
    r"提出|申请|审核|审查|把关|审批|审定|批准|核准|确定|决定|签发|签署|核报|呈批|核批|会签|征求|协商|协调|列明|列出|"
    r"承办|公布|起草|论证|评估|讨论|形成|提交|报送|报请|备案|汇报|通报|受理|送达|登记|发给|颁发|答复|请示|请假|报告|"
    r"调查|听证|告知|公示|公告|验收|检查|整改|执行|移送|转报|上报"
)
_PASSING: Final = re.compile(
    r"后(?=，?(?:由|再|报|提|按|方|作|向|公布|会|送|予以|，))|"
    r"经[^，。；]{2,16}?(?=报[^告送])|(?<=会签)后|"
    r"(?<=[^，。；])(?=核报|报请|转报|再[^次])"
)
_STRICT: Final = re.compile(
    r"先[^，。；]{1,30}再|后(?:再|报|由|提|公布|方|按|，)|报请?[^告送文刊名到][^，。；]{0,24}(?:审批|审定|批准|决定|确定|签发|核批|核准)|"
    r"仍(?:不能|达不成|未)|核报|转报"
)
"""What states that one act follows another."""
_CONDITION: Final = re.compile(
    r"(?:时|的|情况下|议题|公文|文件|事项|调整|文章|信息|讨论前|会议)$|一致意见$(?<!形成一致意见)|"
    r"^(?:如果|必要时|其中|除|凡|重大事项|一般|紧急|特急|属于|遇)|^(?:根据|按照|按)(?!.*(?:呈批|核批|审批)$)"
)
_DOER: Final = re.compile(rf"{CHAIN.pattern}|[^，]{{0,12}}(?:部门|机构|办公室|负责人|领导)")
_NEXT: Final = re.compile(r"报|提请|提交|转|再|先|公布$|公告$|公示$|备案|送")
"""How a step begins that another does, or that the text puts after the one before."""
_STEP: Final = re.compile(r"[，；。]")
_SHORTEST: Final = 4
"""Characters of a step that says enough by itself."""
_FEWEST, _MOST = 3, 6
_COUNTS: Final = {3: "三", 4: "四", 5: "五", 6: "六"}


def ordering_items(material: Material) -> Iterator[Item]:
    """Yield an item for each stated procedure, whole, without its last and without its first."""
    for statement in _chains(material):
        steps = _steps(statement)
        for size in range(min(len(steps), _MOST), _FEWEST - 1, -1):
            item = _item(material, statement, steps[:size])
            if item is not None:
                yield item
        for done in range(1, len(steps) - _FEWEST + 1):
            item = _item(material, statement, steps[done:], steps[:done])
            if item is not None:
                yield item


def _chains(material: Material) -> Iterator[Statement]:
    """Yield the sentences that state a procedure."""
    for statement in procedures(material.regulation):
        if _STRICT.search(statement.text) and not statement.text.startswith("不"):
            yield statement


def _steps(statement: Statement) -> list[str]:
    """Return the acts of the sentence in its order, each an exact piece of it."""
    steps: list[str] = []
    pieces = _STEP.split(statement.text)
    for piece in pieces[1:] if statement.aim else pieces:
        if piece.startswith("或由"):
            steps = []
        for part in _parted(piece):
            words = _trimmed(part)
            if not words or not _ACT.search(words) or _CONDITION.search(words):
                continue
            if steps and _one_act(statement.text, steps[-1], words):
                steps[-1] = f"{steps[-1]}，{words}"
            else:
                steps.append(words)
    return steps


def _one_act(text: str, former: str, words: str) -> bool:
    """Return whether a step goes on with the one before: same doer, no word for what is first.

    形成一致意见后提交 marks 形成一致意见 as a step of its own.
    """
    joined = f"{former}，{words}"
    if joined not in text or _DOER.match(words) or _NEXT.match(words):
        return False
    return text[text.index(joined) + len(joined) :][:1] != "后"


def _parted(piece: str) -> list[str]:
    """Cut a segment where one act passes to the next: …审核后报…审定."""
    cuts = [match.end() for match in _PASSING.finditer(piece) if len(piece) - match.end() >= 2]
    edges = [0, *cuts, len(piece)]
    return [piece[a:b] for a, b in pairwise(edges) if a < b]


def _trimmed(part: str) -> str:
    words = re.sub(
        r"^(?:并|再|后|，|则|及时|或(?=由)|必须|应当|须|应(?=[由进])|由|经(?!济))+", "", part
    )
    words = re.sub(r"(?:后|，)$", "", words)
    return words if len(words) >= _SHORTEST or words in {"公布", "公告", "公示"} else ""


def _item(
    material: Material, statement: Statement, steps: list[str], done: Sequence[str] = ()
) -> Item | None:
    if not _FEWEST <= len(steps) <= _MOST or len(set(steps)) < len(steps):
        return None
    matter = _matter(statement, [*done, *steps])
    if not matter:
        return None
    after = f"在{re.sub('应(?=书面|主动|当)', '', done[-1])}之后，" if done else ""
    words = shuffled(steps, statement.text)
    if list(words) == steps:
        words = (*words[1:], words[0])
    options = labelled(words)
    key = [options[words.index(step)].label for step in steps]
    stem = (
        f"对于{matter}，{after}请按照《{material.regulation.title}》规定的先后顺序，"
        f"排列下列{_COUNTS[len(steps)]}个步骤。"
    )
    return build(
        material.regulation, ItemKind.ORDERING, stem, key,
        [citation(material.regulation, statement)], statement.fact, options=options,
        difficulty=grade(0.0, len(steps) > 3, ItemKind.ORDERING),
    )  # fmt: skip


def _matter(statement: Statement, steps: list[str]) -> str:
    """Return what the procedure is for: the words in front of its first step."""
    before = statement.text[: statement.text.index(steps[0])].rstrip("，。；由经须应当必")
    before = re.split(r"由|属于|，或(?!者)|，在提交", before)[0]
    if statement.aim:
        before = before.rpartition("，")[2]
    before = re.sub(r"^(?:凡|对于|对)", "", before).rstrip("，")
    return before if 3 <= len(before) <= 50 else ""
