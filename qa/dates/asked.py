"""What a question about dates gives and asks for: days, urgency, whether a day is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from qa.dates.expressions import impossible_days, read_moments
from qa.dates.moment import Grain, Moment
from qa.facts.model import Fact

_ASKS: Final = re.compile(
    r"哪[一几两三]?个?[天日](?!常)|(?<!没写)(?<!没说)(?:几|多少|哪)号|"
    r"几[日时](?![内后])|几月几|何[日时]|什么时[候间]|什么日子|啥时|啥日子|"
    r"多会儿|(?:最|不得|不能|不可|至)[晚迟]|不?[晚迟]于|哪[个一]?周|最后(?:一[天日]|期限|机会|时限|那[天日])|"
    r"末日|末班车|哪[两几些](?:天|个日|个(?=$|[？?])|日)|日期写|(?:期限|截止|到期|例会)日(?!程)|限到"
)
"""Asks for a day, whatever else is said."""
_NOUNS: Final = re.compile(
    r"(?:截[止至]|到期|期限|时限|限期|[届期]满|日期|日子|最[后晚迟][^，。；？]{0,2}时间|例?会[^，。；？]{0,3}时间|"
    r"(?:报送|送审|上报|报告|审批|签批|批复|印发|回[复应]|答复|办结|限办|到期|期满|[届截][满止])(?:之|的)?日期?)(?!内)"
    r"(?=[^，。；？]{0,8}(?:$|[，。；？（(_\s]))"
)
"""Asks for a day unless it follows a day (11月30日截止) or something else is asked after it."""
_ELSE: Final = re.compile(r"什么(?!时|日)|谁|怎么(?!算)|哪[些里]|哪个(?!工作日)|多少|为何|吗")
_JUDGES: Final = re.compile(
    r"够不够|够了?[吗没么]|够吗|拖没拖|过没过|能不能|能[^，。；]{0,6}[吗么]|[办批审印回]得[完了下出]|超没超|晚没晚|赶趟|来[得不]及|赶[得不]上|[晚迟超误]了?[没吗么]|[晚迟]不[晚迟]|[晚迟]了吗|"
    r"算[晚迟]|[晚迟超][了过出]?几天|[超逾过误][期时]|算不算|及时|按时|"
    r"是否(?:符合|合规|按|在)|合不合|行不行|行吗|可以吗|成吗|"
    r"违规|符合|期限内|还在不在|对吗|是不是"
)
_MARKS: Final = "，。；？！,;?! "
_OPTIONS: Final = re.compile(r"\s*[（(]?[AＡ]\s*[.．、:：)）].*[BＢ]\s*[.．、:：)）]", re.DOTALL)
_ASIDE: Final = re.compile(r"[（(](?:不是|不算|并非|非|不含|不包括)[^（）()]*[）)]")
_CHANGED: Final = re.compile(r"(?:本来|原定|原来|原计划|原本|原先)[^，。；]{0,4}$")
"""Before a day that was changed to another: 本来定20号走，改到23号了."""
_REMARK: Final = re.compile(
    r"(?:周[一二三四五六日]|星期[一二三四五六日]|全县|也|又|还|正好|都|是|要|得|那天|，)*"
    r"(?:补[班一了]|调[休班]|放假|休息|上班|过节)(?![^，。；]*）)"
)
"""What follows a day of which it is only told that it is worked or free."""
_NEGATED: Final = re.compile(
    r"(?:不是|不属于|并非|非|不带|不算|没有?)[“”\"]?(?:特急重要|特急|加急|紧急|一般|普通|重要)[^，。）)]*"
)
_URGENCY: Final = (
    (3, re.compile(r"特急[^，。；、]{0,3}重要|重要[^，。；、]{0,3}特急")),
    (2, re.compile(r"特急|特别紧急|十万火急")),
    (
        0,
        re.compile(
            r"[不没非无][^，。；]{0,4}急(?!事项)|一般(?!应|须|要|每|是)|普通|平常|寻常|常规|日常|平件"
        ),
    ),
    (1, re.compile(r"加急|紧急|急件|急文|急事|急活|[很挺较着]急|急的")),
)
"""Urgency of everyday words and of the rules' conditions; the first that is found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the days, months and years it names; ``impossible`` ones exist nowhere."""

    text: str
    today: date
    moments: tuple[Moment, ...]
    impossible: tuple[str, ...] = ()

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
        return bool(asking_places(self))

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
        return _JUDGES.sub(" ", _NOUNS.sub(" ", _ASKS.sub(" ", text)))


def read_question(
    text: str, today: date, schedules: Mapping[str, Fact] = MappingProxyType({})
) -> Asked:
    """Return what ``text``, asked on ``today``, says about dates.

    What is offered to choose from (A.4月9日 B.4月10日) is not part of the question. With
    ``schedules``, a meeting named by its month and turn is a day.
    """
    options = _OPTIONS.search(text)
    asked = text[: options.start()] if options else text
    asked = _ASIDE.sub(lambda match: "·" * len(match.group()), asked)
    moments = _told_days(asked, read_moments(asked, today, schedules))
    return Asked(asked, today, moments, impossible_days(asked, today))


def urgency(text: str) -> int | None:
    """Return 0 for 一般 to 3 for 特急重要, None where nothing is said."""
    return next((level for level, pattern in _URGENCY if pattern.search(text)), None)


def urgencies(text: str) -> tuple[re.Match[str], ...]:
    """Return where each urgency that ``text`` names stands, none inside another's words."""
    blank = _NEGATED.sub(lambda match: " " * len(match.group()), text)
    found: list[re.Match[str]] = []
    for _, pattern in _URGENCY:
        match = pattern.search(blank)
        if match and all(match.end() <= f.start() or f.end() <= match.start() for f in found):
            found.append(match)
    return tuple(sorted(found, key=lambda match: match.start()))


def asking_places(asked: Asked) -> tuple[re.Match[str], ...]:
    """Return the words of ``asked`` that ask for a day, in order."""
    strong = [m for m in _ASKS.finditer(asked.text) if not inside(m.start(), asked.moments)]
    taken = {place for match in strong for place in range(match.start(), match.end())}
    ends = {moment.end + gap for moment in asked.days for gap in (0, 1)}
    weak = [
        match
        for match in _NOUNS.finditer(asked.text)
        if match.start() not in taken | ends
        and not inside(match.start(), asked.moments)
        and not _ELSE.search(asked.text, match.end())
    ]
    return tuple(sorted([*strong, *weak], key=lambda match: match.start()))


def stretch(text: str, start: int, end: int) -> str:
    """Return what stands between punctuation marks around ``start`` to ``end``."""
    first = max((text.rfind(mark, 0, start) for mark in _MARKS), default=-1) + 1
    last = min((at for mark in _MARKS if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[first:last]


def inside(place: int, moments: Sequence[Moment]) -> bool:
    """True where ``place`` belongs to the words of one of ``moments``."""
    return any(moment.start <= place < moment.end for moment in moments)


def _told_days(text: str, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Leave out days of which it is only told that they are worked or free: 那个周日补班."""
    kept = tuple(
        moment
        for moment in moments
        if moment.grain is not Grain.DAY or not (_only_told(text, moment) or _changed(text, moment))
    )
    return kept if any(moment.grain is Grain.DAY for moment in kept) else moments


def _only_told(text: str, moment: Moment) -> bool:
    return moment.claimed is None and _REMARK.match(text, moment.end) is not None


def _changed(text: str, moment: Moment) -> bool:
    return "改" in text[moment.end :] and _CHANGED.search(text[: moment.start]) is not None
