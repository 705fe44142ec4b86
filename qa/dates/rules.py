"""Which rule of time a question means: the facts of the articles found for it, compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Clause
from corpus.numerals import parse_ordinal
from corpus.spacing import tight
from qa.dates.asked import Asked, asking_places, stretch, urgency
from qa.dates.counting import LARGEST, Unit
from qa.dates.matters import Matter, concerns, matter_of
from qa.dates.patterns import RANGE
from qa.dates.roles import Reading, Role, read_roles
from qa.facts.model import Fact, FactKind
from qa.subjects import offices, subject

_PERIOD: Final = re.compile(r"(\d+|[一二两三四五六七八九十百千]+)个?(工作日|日|天|月|年|周|星期)")
_UNITS: Final = {
    "工作日": (Unit.WORKING_DAY, 1), "日": (Unit.DAY, 1), "天": (Unit.DAY, 1),
    "周": (Unit.DAY, 7), "星期": (Unit.DAY, 7), "月": (Unit.MONTH, 1), "年": (Unit.YEAR, 1),
}  # fmt: skip
_UNTIL: Final = re.compile(rf"[日号]{RANGE}$")
"""4月8日至10日外出: the journey begins on the first of the two."""
_TOPIC_WEIGHT: Final = 2.0
_MATCH_WEIGHT: Final = 2.0
"""For the matter, and for the urgency, meeting or office that it shares with the question; these
and the weights below were set on dates.jsonl, where halving the second changes nothing."""
_NEARER: Final = 1.0
"""For the signing of a paper over its whole approval, where only the former is spoken of."""
_APPROVED: Final = re.compile(r"(?<!签)批(?!评)|审|办[完结好]|走完")
_DIRECTION_WEIGHT: Final = 2.0
_RANK: Final = (2.0, 1.0, 0.5)
"""Worth of standing in the first, second and third article found."""
_LEAST: Final = 2.0
"""Evidence from the words of the question, rank aside, below which no rule is meant."""
_STRONG: Final = 4.0
"""The same for a rule on a journey in a later article: the journey and whose it is are named."""
_OWN_WORDS: Final = re.compile(
    r"纪要|备案|解读|整改|审核意见|调研|签发|督查|述职|公示|听证|议题|评估|应诉|清理|撤销|考核|培训班|"
    r"信息公开|复议|信访|来信|建议|提案|废止|突发|(?<!请)销假|补假|施行|执行|生效|公众|社会|内部|预算|合同|投诉|举报|处分"
)
"""Matters with rules of their own: a rule that does not name them is not about them."""
_OPPOSED: Final = (
    ("简单", re.compile(r"(?<!不)(?<!不算)复杂|疑难|专业")),
    ("复杂", re.compile(r"(?<!不)简单|小问题")),
    ("县长", re.compile(r"[天号日候]回")),
    ("主要负责人", re.compile(r"[天号日候]回")),
    ("部门之间", re.compile(r"[省市](?:政府|里|直|级|委|厅)|上级|县委|人大|政协")),
    ("县政府审批", re.compile(r"(?<!县)[局乡镇科处院校股部站]长[^，。报送交递呈]{0,8}[批签审]")),
)
_EXCEPT: Final = re.compile(r"（([^（）]*)除外）")
_MUCH: Final = 0.3
"""Share of an exception's pairs of characters that a question about it has."""
_MEETING: Final = re.compile(r"([一-龥]{2})(?:例)?会(?!签|计|员|审|商)")
_LOWER: Final = re.compile(
    r"副(?:局|部|乡|镇|处|科|股|院|校|站)长|[股科处]长|科员|职员|普通|办事员|干事"
)
_HEADS: Final = re.compile(
    r"一把手|(?<!分管)负责人|主要领导|局座|书记|局长|部长|乡长|镇长|主任|院长|校长"
)
_ADDRESSED: Final = re.compile(r"[向给由经请找][^，。；？]{0,8}?(?=报|请|批|签|审|说)")
"""向县长请假: whose duty it is not."""
_SUBMITTED: Final = re.compile(r"批(?!评|给)|审|呈|报[送上的]|上报")
"""A matter whose urgency is not said is an ordinary one where these show it is for approval."""
_JOURNEY: Final = re.compile(r"外出|出差|出访|休假|离开")


@dataclass(frozen=True, slots=True)
class Period:
    """How long: ``amount`` of ``unit``."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """A time fact in its clause; ``amount`` is 0 where it gives none to count with (会前).

    ``backward`` says that the period lies before its event: 提前3天, 预留不少于14个工作日.
    ``stated`` says that the amount is the question's own, to which the rule gives way.
    """

    fact: Fact
    clause: Clause
    amount: int
    unit: Unit
    backward: bool
    stated: bool = False

    @property
    def journey(self) -> bool:
        """True where the event is somebody's journey."""
        return _JOURNEY.search(self.clause.text) is not None

    @property
    def matter(self) -> Matter:
        """What it is about."""
        return matter_of(f"{self.fact.subject}{tight(self.clause.text)}")

    def read(self, asked: Asked) -> Reading | None:
        """Return which ends of its period the days of ``asked`` are, and which is asked for."""
        days = {day.first: day for day in reversed(asked.days)}  # 今天报的今天算不算: one
        given = [day for day in asked.days if days[day.first] is day]
        if self.journey:
            given = [day for day in given if not _UNTIL.search(asked.text[: day.start])]
        usual = Role.START if self.journey else Role.END
        return read_roles(asked, self.matter, given, usual) if given else None


def period(words: str) -> Period | None:
    """Return the period that ``words`` name: 7个工作日, two weeks as 14 days; None for 会前."""
    match = _PERIOD.search(words)
    if match is None:
        return None
    unit, times = _UNITS[match.group(2)]
    return Period((parse_ordinal(match.group(1)) or 0) * times, unit)


def rules(clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]) -> tuple[Rule, ...]:
    """Return the time facts that stand in ``clauses``, in the order of the clauses."""
    return tuple(
        _rule(fact, clause)
        for number, clause in clauses
        for fact in facts
        if fact.article == number and clause.start <= fact.start and fact.end <= clause.end
    )


def schedules(clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]) -> tuple[Rule, ...]:
    """Return the schedules that stand in ``clauses``."""
    return tuple(one for one in rules(clauses, facts) if one.fact.kind is FactKind.SCHEDULE)


def limit_meant(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Rule | None:
    """Return the limit that ``asked`` means, or None where no limit to count with is meant."""
    ranks = {number: rank for rank, number in enumerate(dict.fromkeys(n for n, _ in clauses))}
    named = meetings_named(asked.text, clauses, facts)
    scored = [
        (evidence + (_RANK[rank] if rank < len(_RANK) else 0.0), rule)
        for rule in rules(clauses, facts)
        if rule.fact.kind is FactKind.LIMIT and not _excluded(asked, rule, named)
        for rank in (ranks[rule.fact.article],)
        if rank < len(_RANK) or rule.journey
        for evidence in (_evidence(asked, rule, named),)
        if evidence >= (_LEAST if rank < len(_RANK) else _STRONG)
    ]
    if not scored:
        return None
    best = max(scored, key=lambda entry: entry[0])[1]
    return best if best.amount else None


def meetings_named(
    text: str, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> frozenset[str]:
    """Return the meetings (常务, 党组) of the rules that ``text`` names."""
    texts = [*(tight(clause.text) for _, clause in clauses), *(fact.subject for fact in facts)]
    known = frozenset(core for own in texts for core in re.findall(r"([一-龥]{2})会议", own))
    return frozenset(
        core
        for core in known
        if re.search(rf"{core}(?!副)[^，。；？]{{0,8}}会(?![签计员审商])", text)
    )


def meetings_of(fact: Fact) -> frozenset[str]:
    """Return the meetings that a fact is about."""
    return frozenset(_MEETING.findall(fact.subject))


def _rule(fact: Fact, clause: Clause) -> Rule:
    before = clause.text[: fact.start - clause.start]
    backward = re.search(r"提前|提早|[届期]满前", fact.value) is not None or (
        "预留" in before and re.search(r"不少于|不得少于|不低于", fact.value) is not None
    )
    found = period(fact.value)
    if found is None:
        return Rule(fact, clause, 0, Unit.DAY, backward)
    return Rule(fact, clause, found.amount if found.amount <= LARGEST else 0, found.unit, backward)


def _excluded(asked: Asked, rule: Rule, named: frozenset[str]) -> bool:
    """True where the question says that it means something else."""
    level = urgency(rule.fact.condition)
    said = asked.urgency
    if level is not None and level != (0 if said is None else said):
        return True
    if level is not None and said is None and not _SUBMITTED.search(asked.text):
        return True
    clause = tight(rule.clause.text)
    foreign = [word for word in _OWN_WORDS.findall(asked.text) if word not in clause]
    if foreign or any(
        word in rule.fact.subject and other.search(asked.text) for word, other in _OPPOSED
    ):
        return True
    own = meetings_of(rule.fact)
    if named and own and not named & own:
        return True
    if any(shared(case, asked.text) >= _MUCH for case in _EXCEPT.findall(clause)):
        return True  # （全国性重要会议活动除外）
    return rule.journey and _of_another(asked, rule.clause.text)


def _of_another(asked: Asked, clause: str) -> bool:
    about = subject(clause)
    if about is None:
        return False
    if _LOWER.search(asked.text):
        return True
    asking = " ".join(stretch(asked.text, *place.span()) for place in asking_places(asked))
    return about not in (_named_offices(asking) or _named_offices(asked.text))


def _named_offices(question: str) -> set[str]:
    """The offices named; 一把手 and 主任 are a 主要负责人."""
    question = _ADDRESSED.sub(" ", question)
    named = set(offices(question))
    if _HEADS.search(question) and not named & {"县长", "副县长"}:
        named.add("主要负责人")
    return named


def _evidence(asked: Asked, rule: Rule, named: frozenset[str]) -> float:
    text = asked.text
    about = concerns(text, rule.matter) if rule.matter.about else _echoes(asked, rule)
    level = urgency(rule.fact.condition)
    urgent = level is not None and asked.urgency == level
    if not about and not (urgent and level):
        return 0.0
    score = _TOPIC_WEIGHT * about
    if "签批" in rule.matter.ruled and about and not _APPROVED.search(text):
        score += _NEARER
    if urgent:
        score += _MATCH_WEIGHT
        score += 0.5 * (rule.fact.condition[:2] in text)
    if named & meetings_of(rule.fact):
        score += _MATCH_WEIGHT
    if rule.journey and subject(rule.clause.text) in _named_offices(text):
        score += _MATCH_WEIGHT
    reading = rule.read(asked)
    if reading is not None:
        score += _DIRECTION_WEIGHT * ((reading.wanted is Role.START) == rule.backward)
    return score


def _echoes(asked: Asked, rule: Rule) -> bool:
    """True where the question has the words of a rule whose matter is not known."""
    return shared(asked.bare(), tight(rule.clause.text)) >= _MUCH


def shared(question: str, clause: str) -> float:
    """Return the share of the question's pairs of characters that the clause has."""
    runs = re.findall(r"[一-龥]{2,}", question)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return sum(pair in clause for pair in pairs) / len(pairs) if pairs else 0.0
