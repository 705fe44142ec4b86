"""Compare the offices of a claim with those that typed facts name for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Regulation
from indexing.words import normalise
from qa.facts.model import Fact, FactKind
from qa.verdict.grams import Rarity, bigrams
from qa.verdict.offices import Part, act_of, alike, offices, parts, plain_names

_NEAR: Final = 0.3
"""Rarity by which another fact may share less with a claim and still speak of the same thing."""
_LACKS: Final = 0.3
"""What a pair of a fact's topic counts against it where the claim lacks it."""
_ADDRESSED: Final = frozenset({"报告", "请假", "意见", "备案"})
_ADDRESSEE: Final = re.compile(r"[向报跟找对给送]|征求|请示")
"""Acts whose facts tell to whom, and the words in front of whom: not 通过县政府办公室报告."""
_AROUND: Final = 0.3
"""What a pair of the sentence around a fact counts for it."""
_ENOUGH: Final = 0.15
"""Share of a fact's topic below which a claim speaks of something else."""
_ITEMS: Final = re.compile(r"[、，,；;]|以及")
_SHORTEST_ITEM: Final = 4
"""Characters. Shorter items of a list say nothing without their neighbours (重大、重要事项)."""
_DEPARTMENT: Final = re.compile(
    r"(?:县政府)?(?:各个?|工作)?部门(?![主负]|法制)|(?:我们?|本|咱们?)(?:局|单位)|局里|哪个局|[\u4e00-\u9fff]{2}局(?=[^长])"
)
"""A department, however it is called: 县政府各部门, 我们局, 水利局."""


@dataclass(frozen=True, slots=True)
class Held:
    """A typed fact that says who does an act: the offices, and the pairs of what it is about.

    ``topics`` has one set for each item of a list (规章、命令，议案，人员任免), one is
    enough; ``context`` is the whole sentence.
    """

    article: int
    start: int
    act: str
    holders: tuple[str, ...]
    topics: tuple[frozenset[str], ...]
    context: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """How the offices of a claim stand to the facts: ``value`` is 1 for the holder, -1 for another.

    It is less where the claim names little of what the fact is about. ``others`` tells that the
    fact names a further holder, ``facts`` are those that speak of the claim, with their shares.
    """

    value: float
    others: bool
    facts: tuple[tuple[float, Held], ...]


def held_by(regulation: Regulation, facts: Sequence[Fact]) -> tuple[Held, ...]:
    """Return who does what in ``regulation``, as the roles among its typed facts tell."""
    found = (fact for fact in facts if fact.kind is FactKind.ROLE)
    return tuple(held for fact in found for held in _held(fact, regulation))


def _held(fact: Fact, regulation: Regulation) -> Iterator[Held]:
    act = act_of(fact.relation)
    holders = offices("由" + plain_names(normalise(fact.value)))
    if act and holders:
        subject, when = _plain(normalise(fact.subject)), bigrams(_plain(normalise(fact.condition)))
        items = [item for item in _ITEMS.split(subject) if len(item) >= _SHORTEST_ITEM]
        topics = [frozenset(bigrams(item) | when) for item in (subject, *items)]
        sentence = next(
            clause.text
            for clause in regulation.article(fact.article).clauses
            if clause.start <= fact.start < clause.end
        )
        context = frozenset(bigrams(_plain(normalise(sentence))))
        yield Held(fact.article, fact.start, act, holders, tuple(dict.fromkeys(topics)), context)


def _plain(text: str) -> str:
    return _DEPARTMENT.sub("，部门，", plain_names(text))


def fit(core: str, facts: Sequence[Held], weight: Rarity) -> Fit:
    """Compare each office of a claim with the holders of its act; the worst one counts."""
    asked = plain_names(core)
    value, others, near = 0.0, False, []
    for part in parts(asked):
        share, same = _of_part(part, asked, facts, weight)
        if not same:
            continue
        known = {holder for fact in same for holder in fact.holders}
        vote = share if any(alike(part.office, name) for name in known) else -share
        value = vote if not value else min(value, vote)
        others |= any(name != part.office for name in known) and len(known) > 1
        near += [(share, fact) for fact in same]
    return Fit(value, others, tuple(near))


def _of_part(
    part: Part, asked: str, facts: Sequence[Held], weight: Rarity
) -> tuple[float, list[Held]]:
    """An office that is said to act is not what the act is about."""
    if not part.action or (part.action in _ADDRESSED and not _ADDRESSEE.search(part.towards)):
        return 0.0, []
    rest = re.sub(rf"{re.escape(part.office)}(?!的)", "，", asked)
    return _nearest(rest, [fact for fact in facts if fact.act == part.action], weight)


def _nearest(asked: str, same: Sequence[Held], weight: Rarity) -> tuple[float, list[Held]]:
    """Return the facts that speak of what ``asked`` speaks of, and how nearly."""
    pairs = bigrams(_plain(asked))
    scores = [_score(fact, pairs, weight) for fact in same]
    if not scores:
        return 0.0, []
    best = max(scores)
    chosen = [fact for fact, score in zip(same, scores, strict=True) if score >= best - _NEAR]
    share = max(_share(topic, pairs, weight) for fact in chosen for topic in fact.topics)
    return (share, chosen) if share >= _ENOUGH else (0.0, [])


def _score(fact: Held, pairs: set[str], weight: Rarity) -> float:
    about = max(
        sum(weight(pair) if pair in pairs else -_LACKS * weight(pair) for pair in topic)
        for topic in fact.topics
    )
    return about + _AROUND * sum(weight(pair) for pair in fact.context & pairs)


def _share(topic: frozenset[str], pairs: set[str], weight: Rarity) -> float:
    total = sum(map(weight, topic))
    return sum(weight(pair) for pair in topic & pairs) / total if total else _ENOUGH
