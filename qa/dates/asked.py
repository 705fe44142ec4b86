"""What a question about dates gives and asks for: days, urgency, which end of the period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from qa.dates.expressions import Grain, Moment, read_moments


class Role(StrEnum):
    """The two ends of a period: 报上去 is its start, 批完 its end."""

    START = "start"
    END = "end"

    @property
    def other(self) -> Role:
        """The other end."""
        return Role.END if self is Role.START else Role.START


_ASKS: Final = re.compile(
    r"哪[一几两三]?[天日]|(?<!没写)(?<!没说)几号|几月几|何[日时]|什么时[候间]|啥时|多会儿|"
    r"(?:最|不得|不能|不可|至)[晚迟]|不?[晚迟]于|哪[个一]?周|"
    r"(?:截止|截至|到期|期限|日期|日子)(?:回复|答复|审批|报送)?(?:日期|日|时间)?"
    r"(?=\s*(?:$|[？?。，；]|是|为|到|呢|在|安排|几|哪|何))"
)
_JUDGES: Final = re.compile(
    r"够不够|够了?[吗没]|赶趟|来[得不]及|赶[得不]上|[晚迟超误]了?没|[晚迟]不[晚迟]|[晚迟]了吗|"
    r"算[晚迟]|[超逾过误][期时]|算不算|及时|按时|是否(?:符合|合规|按|在)|合不合|行不行|可以吗|"
    r"违规|符合|期限内|还在不在|对吗|是不是"
)
_DOCUMENT_START: Final = (
    r"报(?!告要|销)|交|送|(?<!快)递|呈|提(?!前)|发(?:出|给|来|函|过)|收[到文]|受理|问|咨询|申请|上传|"
    r"结束|散会|开完|通过|召开"
)
_DOCUMENT_END: Final = (
    r"批|审|签(?!件)|定下|答|回(?!来)|反馈|印|办[结完好成]|完成|拿到|走完|到期|出文|下发|敲定|"
    r"结果"
)
_LEAVE_START: Final = r"报|请[示假]|说|打招呼|提交|打报告|上报|吱声"
_LEAVE_END: Final = (
    r"外出|出[差访门发国趟]|走|离|动身|启程|去(?!报|请|打|说)|赴|学习|休假|办事|开会|培训|考察|"
    r"访问|参加|飞|带队"
)
_VERBS: Final = {
    False: re.compile(rf"(?P<end>审批|{_DOCUMENT_END})|(?P<start>{_DOCUMENT_START})"),
    True: re.compile(rf"(?P<end>{_LEAVE_END})|(?P<start>{_LEAVE_START})"),
}
"""Verbs of either end: of a document's way, and (True) of a journey that is reported before."""
_BREAK: Final = re.compile(r"[，。；？！,;?!\s]")
_ENOUGH: Final = re.compile(r"够|赶趟|[来赶][得不][及上]")
"""Asks whether the time before the end is enough; other judging words ask whether it is kept."""
_HAPPENED: Final = re.compile(r"[报交送递呈提收发批审签回][^，。]{0,3}的(?!最|期|时|日|截)")
"""报上去的, 收到的: what has happened, not what is asked for (报告的最后期限 is)."""
_NEGATED: Final = re.compile(
    r"(?:不是|不属于|并非|非)(?:特急重要|特急|加急|紧急|一般|普通)[^，。）)]*"
)
_URGENCY: Final = (
    (3, re.compile(r"特急[^，。；]{0,3}重要|重要[^，。；]{0,3}特急")),
    (2, re.compile(r"特急|特别紧急|十万火急")),
    (
        0,
        re.compile(
            r"不[着太是很算怎么]{0,3}紧?急|一般(?!应|须|要|每|是)|普通|平常|寻常|常规|日常|平件"
        ),
    ),
    (1, re.compile(r"加急|紧急|急件|急文|急事|急活|[很挺较着]急|急的")),
)
"""Urgency of everyday words and of the rules' conditions; the first that is found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the days, months and years it names, and the urgency, None if unsaid."""

    text: str
    today: date
    moments: tuple[Moment, ...]

    @property
    def days(self) -> tuple[Moment, ...]:
        """The days that are named."""
        return tuple(moment for moment in self.moments if moment.grain is Grain.DAY)

    @property
    def months(self) -> tuple[Moment, ...]:
        """The months that are named."""
        return tuple(moment for moment in self.moments if moment.grain is Grain.MONTH)

    @property
    def wants_a_date(self) -> bool:
        """True where it asks for a day, or gives two and asks whether one is in time."""
        return self.names_asking or (self.judges and len({day.first for day in self.days}) > 1)

    @property
    def names_asking(self) -> bool:
        """True where it asks for a day in so many words."""
        return any(not _inside(m.start(), self.moments) for m in _ASKS.finditer(self.text))

    @property
    def judges(self) -> bool:
        """True where it asks whether something is in time."""
        return _JUDGES.search(self.text) is not None

    @property
    def urgency(self) -> int | None:
        """How urgent the matter is."""
        return urgency(_NEGATED.sub("", self.text))

    def bare(self) -> str:
        """The question without its dates and asking words, for comparing with a clause."""
        text = self.text
        for moment in reversed(self.moments):
            text = text[: moment.start] + " " + text[moment.end :]
        return _JUDGES.sub(" ", _ASKS.sub(" ", text))


def read_question(text: str, today: date) -> Asked:
    """Return what ``text``, asked on ``today``, says about dates."""
    return Asked(text, today, read_moments(text, today))


def urgency(text: str) -> int | None:
    """Return 0 for 一般 to 3 for 特急重要, None where nothing is said."""
    return next((level for level, pattern in _URGENCY if pattern.search(text)), None)


def wanted_end(asked: Asked, *, journey: bool) -> Role | None:
    """Which end of the period the question asks for, from the verbs beside its asking words."""
    for match in reversed(list(_ASKS.finditer(asked.text))):
        if _inside(match.start(), asked.moments):
            continue
        if not journey and match.group() == "到期":
            return Role.END
        first, last = _segment(asked.text, match.start(), match.end())
        role = _first_role(asked.text[match.end() : last], journey=journey)
        before = _HAPPENED.sub(_blank, asked.text[first : match.start()])
        role = role or _last_role(before, asked, first, journey=journey)
        if role is not None:
            return role
    if journey or not asked.judges:
        return None
    return Role.START if _ENOUGH.search(asked.text) else Role.END


def role_of(asked: Asked, moment: Moment, *, journey: bool) -> Role | None:
    """Which end of the period happens on ``moment``, from the verb that goes with it."""
    first, last = _segment(asked.text, moment.start, moment.end)
    others = [other.start for other in asked.days if other.start >= moment.end]
    limit = min(others, default=len(asked.text))
    role = _first_role(asked.text[moment.end : min(last, limit)], journey=journey)
    if role is None:
        role = _last_role(asked.text[first : moment.start], asked, first, journey=journey)
    if role is None:
        rest = asked.text[moment.end : limit]
        asking = _ASKS.search(rest)
        role = _first_role(rest[: asking.start()] if asking else rest, journey=journey)
    return role


def _segment(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between punctuation marks around ``start`` to ``end``."""
    before = [match.end() for match in _BREAK.finditer(text, 0, start)]
    after = _BREAK.search(text, end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def _first_role(text: str, *, journey: bool) -> Role | None:
    match = _VERBS[journey].search(text)
    return _role(match) if match else None


def _last_role(text: str, asked: Asked, offset: int, *, journey: bool) -> Role | None:
    matches = [
        match
        for match in _VERBS[journey].finditer(text)
        if not _inside(offset + match.start(), asked.moments)
    ]
    return _role(matches[-1]) if matches else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _role(match: re.Match[str]) -> Role:
    return Role.END if match.group("end") else Role.START


def _inside(place: int, moments: Sequence[Moment]) -> bool:
    return any(moment.start <= place < moment.end for moment in moments)
