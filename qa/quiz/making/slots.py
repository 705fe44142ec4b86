"""What a sentence can be asked for: a number, an office, a name, a part of a list, a core term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qa.facts.model import TIMES, Fact, FactKind
from qa.quiz.making.lists import Listing, listings
from qa.quiz.making.offices import is_office
from qa.quiz.making.statements import Statement
from qa.quiz.making.terms import NUMBER
from qa.quiz.making.verbs import UNSEEN, VERB


class SlotKind(StrEnum):
    """What kind of fact a slot holds; a lower one in this order is less specific."""

    TIME = "time"
    OFFICE = "office"
    NAME = "name"
    MEETING = "meeting"
    COMPLEMENT = "complement"
    ELEMENT = "element"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Slot:
    """The words ``statement.text[start:end]``; ``group`` tells what could stand in their place."""

    kind: SlotKind
    start: int
    end: int
    text: str
    group: str = ""


_CORE: Final = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|每届任期\d+年|每(?:半年|季度|[年月周])(?:(?:至少)?(?:召开|安排))?(?:\d+|[一二两三四五])(?:次|天)|"
    r"每(?:半年|季度|[年月周])不得超过(?:\d+|[一二两三四五])次|"
    r"每月第\d+个(?:和第\d+个)?星期[一二三四五]|"
    r"\d{1,2}月\d{1,2}日|"
    r"(?<!月)(?:\d+|[一二两三四五六七八九十]+)个?(?:工作日|[日天年]|个月)"
)
"""The words of a time that are asked for: 7个工作日 of 会议结束后7个工作日内."""
_NAMED: Final = re.compile(r"“([^”，]{3,14})”|《([^》]{4,24})》")
_AS: Final = (
    re.compile(
        r"(?:把|将|以)([^，。；：、]{2,24}?)作为(?P<core>[^，。；：、]{3,12})(?=[，。；]|$)"
    ),
    re.compile(
        r"(?<![难视])以(?!习近平)[^，。；：、为]{2,16}为(?P<core>[^，。；：、的]{2,10})(?=[，。；、]|$)"
    ),
    re.compile(
        r"[^，。；：、]{2,20}(?<![也就不])是(?![否非])(?P<core>[^，。；：、]{4,14})(?=[，。；]|$)"
    ),
)
_OBJECT_ENDS: Final = (
    "制度|机制|体系|审查|评估|管理|责任制|环境|格局|程序|作用|能力|水平|效率|质量|监督|生态|负责制|"
    "改革|职责|职能|方式|渠道|平台|教育|安全|纪律|队伍|登记|许可|备案|标准|计划|预案|档案|处罚"
)
_OBJECT: Final = re.compile(
    rf"(?:(?<=[，。；、])|^|(?<=要|应|须|并)){VERB.pattern}(?P<core>(?:(?![，。；：、])[\u4e00-\u9fff]){{2,14}}?(?:{_OBJECT_ENDS}))(?=[，。；]|$)"
)
_NAMES: Final = re.compile(r"^(?!由)(?:(?!进行|登记|处理|办理)[^在将被把])+$")
"""What a thing is said to be: a name, without a verb."""
_OFFICE: Final = re.compile(
    r"(?:会议|政府|国务院|党中央|[省市县]委|[县市省]长|上报省|书记|主任|[党局办][组务公]会)$"
)
_PLAIN: Final = re.compile(
    r"^(?!有关|相关|各项|各类|等|其他|政府规章应)(?:(?!实行|进行|应当|予以|必须|须)"
    r"[^的和与及或把将被使让由在对向并等后])+$"
)
"""One term: no 的, no joined halves, no preposition, no verb of its own."""


def slots(statement: Statement, facts: Sequence[Fact], meetings: Sequence[str]) -> tuple[Slot, ...]:
    """Return what ``statement`` can be asked for, the most specific first, none overlapping."""
    found = (
        *_times(statement, facts),
        *_offices(statement, facts),
        *_names(statement),
        *_meetings(statement, meetings),
        *_complements(statement),
        *_elements(statement),
        *_objects(statement),
    )
    kept: list[Slot] = []
    for slot in found:
        apart = all(slot.end <= other.start or other.end <= slot.start for other in kept)
        if apart and slot.start >= statement.own and _once(statement.text, slot):
            kept.append(slot)
    return tuple(kept)


def _once(text: str, slot: Slot) -> bool:
    """Return whether the words are whole, and not given away by standing twice in the sentence."""
    cut = re.search("^的|[的时]$", slot.text)
    return text.count(slot.text) == 1 and not cut and not UNSEEN.search(slot.text)


def _times(statement: Statement, facts: Sequence[Fact]) -> Iterator[Slot]:
    for fact in facts:
        place = statement.within(fact.start, fact.end)
        if fact.kind in TIMES and fact.article == statement.article and place:
            core = _CORE.search(statement.text, place[0], place[1])
            if core:
                yield Slot(SlotKind.TIME, *core.span(), core.group(), _unit(core.group()))


def _unit(value: str) -> str:
    """Return what makes two times comparable: the same wording but for its numbers."""
    return NUMBER.sub("#", value)


def _offices(statement: Statement, facts: Sequence[Fact]) -> Iterator[Slot]:
    for fact in facts:
        place = statement.within(fact.start, fact.end)
        role = fact.kind is FactKind.ROLE and fact.article == statement.article
        if role and place and is_office(fact.value):
            yield Slot(SlotKind.OFFICE, *place, fact.value, fact.relation)


def _names(statement: Statement) -> Iterator[Slot]:
    for match in _NAMED.finditer(statement.text):
        inside = match.group(1) or match.group(2)
        group = "quoted" if match.group(1) else "title"
        if "“" not in inside and "《" not in inside:
            yield Slot(SlotKind.NAME, match.start() + 1, match.end() - 1, inside, group)


def _meetings(statement: Statement, meetings: Sequence[str]) -> Iterator[Slot]:
    """Yield the meeting that opens a sentence about one meeting alone."""
    named = [name for name in meetings if name in statement.text]
    if len(named) == 1 and not statement.topic and statement.text.startswith(named[0]):
        yield Slot(SlotKind.MEETING, 0, len(named[0]), named[0], "meeting")


def _complements(statement: Statement) -> Iterator[Slot]:
    for number, pattern in enumerate(_AS):
        for match in pattern.finditer(statement.text):
            core = match["core"]
            who = statement.text[: match.start("core")].removesuffix("是")
            if _NAMES.match(core) and not is_office(who):
                yield Slot(SlotKind.COMPLEMENT, *match.span("core"), core, f"as{number}")


def _elements(statement: Statement) -> Iterator[Slot]:
    for listing in listings(statement.text):
        middle = _middle(statement.text, listing)
        if middle is not None:
            start, end = middle
            yield Slot(SlotKind.ELEMENT, start, end, statement.text[start:end], listing.shape)


def _middle(text: str, listing: Listing) -> tuple[int, int] | None:
    """Return the element to hide: the longest of those with sure ends, the later of equals."""
    sure = [
        (start, end)
        for start, end in listing.elements
        if 3 <= end - start <= 10
        and _PLAIN.match(text[start:end])
        and not _OFFICE.search(text[start:end])
    ]
    return max(sure, key=lambda span: (span[1] - span[0], span[0])) if sure else None


def _objects(statement: Statement) -> Iterator[Slot]:
    for match in _OBJECT.finditer(statement.text):
        core = match["core"]
        if _PLAIN.match(core) and not VERB.match(core) and 4 <= len(core) <= 14:
            ending = re.search(rf"(?:{_OBJECT_ENDS})$", core)
            yield Slot(SlotKind.OBJECT, *match.span("core"), core, ending.group() if ending else "")
