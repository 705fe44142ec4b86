"""Which rule of time a question means: the facts of the articles found for it, compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Clause
from corpus.numerals import parse_ordinal
from corpus.spacing import tight
from qa.dates.asked import Asked, Role, urgency, wanted_end
from qa.dates.counting import LARGEST, Unit
from qa.facts.model import Fact, FactKind
from qa.subjects import offices, subject

_PERIOD: Final = re.compile(r"(\d+|[一二两三四五六七八九十百千]+)个?(工作日|日|天|月|年|周|星期)")
_UNITS: Final = {
    "工作日": (Unit.WORKING_DAY, 1), "日": (Unit.DAY, 1), "天": (Unit.DAY, 1),
    "周": (Unit.DAY, 7), "星期": (Unit.DAY, 7), "月": (Unit.MONTH, 1), "年": (Unit.YEAR, 1),
}  # fmt: skip
_TOPICS: Final = (
    (r"签字|签批|签完|签好|签了|得签|要签|签掉", "签批"),
    (
        r"批(?!评)|审定|审核|审完|审好|走完|办完|办好|办结|到期|公文|件|文件|事项|材料",
        "审批|批准|核准",
    ),
    (r"答复|回复|反馈|会签|征求|回函|回话|意见|没回|不回", "回复"),
    (r"咨询|网站|网友|网民|网上|留言|提问|小问题|回应", "回应|咨询"),
    (r"印发|印出|印好|印完|发文|出文|下发|发下去|印", "印发"),
    (
        r"外出|出[差访国门趟]|出远门|访问|离[开县]|休假|学习|考察|培训|带队|动身|出发|赴|"
        r"[要得想算备拟][^，。]{0,3}[去走]|去(?:省|市|外|[^，。]{1,6}[办开参学])",
        "外出|出差",
    ),
    (r"请假|去不了|参加不了|不能参加|来不了", "请假"),
    (r"送达|送到会|材料|发到", "送达"),
    (r"任期|届", "任期"),
)
"""(everyday words, words of the rules): what a limit is about."""
_TOPIC_WEIGHT: Final = 2.0
_MATCH_WEIGHT: Final = 2.0
_DIRECTION_WEIGHT: Final = 2.0
_OVERLAP_WEIGHT: Final = 4.0
_RANK: Final = (2.0, 1.0, 0.5)
"""Worth of standing in the first, second and third article found; later ones are not used."""
_LEAST: Final = 2.0
"""Evidence from the words of the question, rank aside, below which no rule is meant."""
_OWN_WORDS: Final = re.compile(
    r"纪要|备案|解读|整改|审核意见|调研|签发|督查|述职|公示|听证|议题|评估|应诉|清理|撤销|考核|培训班"
)
"""Matters with rules of their own: a rule that does not name them is not about them."""
_OPPOSED: Final = (
    ("简单", re.compile(r"(?<!不)(?<!不算)复杂|疑难|专业")),
    ("复杂", re.compile(r"(?<!不)简单|小问题")),
)
_MEETING: Final = re.compile(r"([一-龥]{2})(?:例)?会(?!签|计|员|审|商)")
_LOWER: Final = re.compile(
    r"副(?:局|部|乡|镇|处|科|股|院|校|站)长|[股科处]长|科员|职员|普通|办事员|干事"
)
_HEADS: Final = re.compile(r"一把手|主要领导|局座|书记|局长|部长|乡长|镇长|主任|院长|校长")
_SUBMITTED: Final = re.compile(r"批(?!评|给)|审|呈|报送|上报|报上")
"""A matter whose urgency is not said is an ordinary one where these show it is for approval."""
_JOURNEY: Final = re.compile(r"外出|出差|出访|休假|离开")


@dataclass(frozen=True, slots=True)
class Rule:
    """A time fact in its clause; ``amount`` is 0 where it gives none to count with (会前).

    ``backward`` says that the period lies before its event: 提前3天, 预留不少于14个工作日.
    """

    fact: Fact
    clause: Clause
    amount: int
    unit: Unit
    backward: bool

    @property
    def journey(self) -> bool:
        """True where the event is somebody's journey."""
        return _JOURNEY.search(self.clause.text) is not None


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
        (evidence, evidence + _RANK[ranks[rule.fact.article]], rule)
        for rule in rules(clauses, facts)
        if rule.fact.kind is FactKind.LIMIT
        and ranks[rule.fact.article] < len(_RANK)
        and not _excluded(asked, rule, named)
        for evidence in (_evidence(asked, rule, named),)
        if evidence >= _LEAST
    ]
    if not scored:
        return None
    best = max(scored, key=lambda entry: entry[1])[2]
    return best if best.amount else None


def meetings_named(
    text: str, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> frozenset[str]:
    """Return the meetings (常务, 党组) of the rules that ``text`` names."""
    texts = [*(tight(clause.text) for _, clause in clauses), *(fact.subject for fact in facts)]
    known = frozenset(core for own in texts for core in re.findall(r"([一-龥]{2})会议", own))
    return known & frozenset(_MEETING.findall(text))


def meetings_of(fact: Fact) -> frozenset[str]:
    """Return the meetings that a fact is about."""
    return frozenset(_MEETING.findall(fact.subject))


def _rule(fact: Fact, clause: Clause) -> Rule:
    match = _PERIOD.search(fact.value)
    before = clause.text[: fact.start - clause.start]
    backward = re.search(r"提前|提早|[届期]满前", fact.value) is not None or (
        "预留" in before and re.search(r"不少于|不得少于|不低于", fact.value) is not None
    )
    if match is None:
        return Rule(fact, clause, 0, Unit.DAY, backward)
    unit, times = _UNITS[match.group(2)]
    amount = (parse_ordinal(match.group(1)) or 0) * times
    return Rule(fact, clause, amount if amount <= LARGEST else 0, unit, backward)


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
    return rule.journey and _of_another(asked.text, rule.clause.text)


def _of_another(question: str, clause: str) -> bool:
    about = subject(clause)
    if about is None:
        return False
    if _LOWER.search(question):
        return True
    named = set(offices(question))
    if _HEADS.search(question) and not named & {"县长", "副县长"}:
        named.add("主要负责人")
    return bool(named) and about not in named


def _evidence(asked: Asked, rule: Rule, named: frozenset[str]) -> float:
    text = asked.text
    clause = tight(rule.clause.text)
    sentence = f"{rule.fact.subject}{clause}"
    own = [re.search(everyday, text) is not None for everyday, ours in _TOPICS
           if re.search(ours, sentence)]  # fmt: skip
    level = urgency(rule.fact.condition)
    urgent = level is not None and asked.urgency == level
    if own and not any(own) and not urgent:
        return 0.0
    score = _TOPIC_WEIGHT * sum(own)
    if urgent:
        score += _MATCH_WEIGHT
        score += 0.5 * (rule.fact.condition[:2] in text)
    if named & meetings_of(rule.fact):
        score += _MATCH_WEIGHT
    if rule.journey and subject(rule.clause.text) in offices(text):
        score += _MATCH_WEIGHT
    wanted = wanted_end(asked, journey=rule.journey)
    if score and wanted is not None:
        score += _DIRECTION_WEIGHT * ((wanted is Role.START) == rule.backward)
    return score + _OVERLAP_WEIGHT * _shared(asked.bare(), clause)


def _shared(question: str, clause: str) -> float:
    """The share of the question's pairs of characters that the clause has."""
    runs = re.findall(r"[一-龥]{2,}", question)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return sum(pair in clause for pair in pairs) / len(pairs) if pairs else 0.0
