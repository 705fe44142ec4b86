"""Judge a claim against the clauses that retrieval found: true, false, and the deciding words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from corpus.model import Clause, Regulation
from indexing.words import normalise
from qa.facts.model import Fact
from qa.verdict.claims import Claim, asks_verdict, read_claim
from qa.verdict.comparison import compare
from qa.verdict.explaining import explain
from qa.verdict.features import Features, features
from qa.verdict.grams import bigrams, overlap, rarity
from qa.verdict.holders import Held, fit, held_by
from qa.verdict.offices import parts, plain_names, subjects
from qa.verdict.quantities import quantities
from qa.verdict.wording import EXCEPTS

_LOOKED_AT: Final = 6
"""Best clauses of an article that may decide."""
_STEP: Final = 0.08
"""What a clause loses for each better one of its article; clause scores fall by about as much."""
_FIRST: Final = 0.3
"""Advantage of the best article over the next. Chosen on eval/questions/verdicts.jsonl."""
_WHOLE: Final = 0.5
_MEASURED: Final = 0.3
"""A clause that holds a number of the kind the claim names is more likely to decide it."""
_NAMED: Final = 0.4
"""What a clause loses for each meeting the claim names and its article does not."""
_MEETING: Final = re.compile(r"[\u4e00-\u9fff]{2}会议")
_ITEM: Final = re.compile(r"^[^：:]*[：:](?=[^：:]*[；;]$)")
"""The head of an enumeration belongs to all its items, so it does not make its first one nearer."""
_ACTED: Final = 0.1
"""A clause in which some office does what the claim speaks of is more likely to decide it."""
_HELD: Final = 0.5
"""Advantage of a clause with a typed fact on who does what the claim speaks of, about that."""
_OPENED: Final = 0.2
"""Of sentences on one thing, the one that opens with the claim's office decides (县长, 副县长)."""
_HEADLINE: Final = 10
"""Characters. Shorter sentences announce and decide nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``value`` as ``clause`` of ``article`` decides; ``exception`` is a clause that limits it.

    ``reason`` is a short phrase for users; ``confidence`` is the estimated chance to be right.
    """

    value: bool
    article: int
    clause: Clause
    exception: Clause | None
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over features; what it has not seen counts nothing."""

    weights: dict[str, float]
    intercept: float

    def probability(self, values: Features) -> float:
        """Return the estimated chance that the claim is true."""
        total = self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in values.items()
        )
        return 1 / (1 + math.exp(-total))


class Judge:
    """Judges claims about one regulation; its rare words are counted once."""

    def __init__(self, regulation: Regulation, facts: Sequence[Fact]) -> None:
        """Take a regulation with its typed facts (``qa.facts.reading.read_facts``)."""
        self._regulation = regulation
        clauses = (clause for article in regulation.articles for clause in article.clauses)
        self._text = "".join(article.text for article in regulation.articles)
        self.weight = rarity(_plain(clause.text) for clause in clauses)
        self._held: dict[int, list[Held]] = {}
        for held in held_by(regulation, facts):
            self._held.setdefault(held.article, []).append(held)

    def held(self, article: int) -> list[Held]:
        """Return who does what in ``article``."""
        return self._held.get(article, [])

    def judge(
        self, question: str, clauses: Sequence[tuple[int, Clause]], model: Model | None = None
    ) -> Verdict | None:
        """Return the verdict on ``question`` by ``clauses`` (article, clause), best first.

        None where the question asks for no verdict, or no clause could decide it.
        """
        if not asks_verdict(question):
            return None
        claim = read_claim(question)
        deciding = self.deciding(claim, clauses)
        if deciding is None:
            return None
        article, clause = deciding
        chance = (model or load_model()).probability(self.features(claim, deciding))
        value = chance >= 0.5
        limits = (other for number, other in clauses if number == article and other != clause)
        return Verdict(
            value=value,
            article=article,
            clause=clause,
            exception=clause if EXCEPTS.search(clause.text) else _limit(clause, limits),
            reason=explain(claim, clause.text, value, self.weight),
            confidence=max(chance, 1 - chance),
        )

    def features(self, claim: Claim, deciding: tuple[int, Clause]) -> Features:
        """Return the features of ``claim`` against the (article, clause) that decides it."""
        article, clause = deciding
        text = self._regulation.article(article).text
        return features(compare(claim, clause.text, self.weight, self.held(article), text))

    def deciding(
        self, claim: Claim, clauses: Sequence[tuple[int, Clause]]
    ) -> tuple[int, Clause] | None:
        """Return the (article, clause) that speaks most directly of ``claim``."""
        asked = plain_names(claim.core)
        pairs, measures = bigrams(asked), {found.measure for found in quantities(asked)}
        names = [name for name in _MEETING.findall(asked) if name in self._text]
        acts = {part.action for part in parts(asked)} - {""}
        best: tuple[float, tuple[int, Clause]] | None = None
        articles = list(dict.fromkeys(number for number, _ in clauses))[:2]
        facts = [held for number in articles for held in self.held(number)]
        near = fit(claim.core, facts, self.weight).facts
        ranks: dict[int, int] = {}
        for number, clause in clauses:
            rank = ranks.setdefault(number, 0)
            ranks[number] += 1
            if rank >= _LOOKED_AT or len(ranks) > 2 or not _decides(clause):
                continue
            text = _plain(_ITEM.sub("", clause.text))
            missing = sum(name not in self._regulation.article(number).text for name in names)
            score = overlap(pairs, text, self.weight) - _STEP * rank - _NAMED * missing
            score += _FIRST * (len(ranks) == 1)
            score += _WHOLE * overlap(
                pairs, _plain(self._regulation.article(number).text), self.weight
            )
            if acts & {part.action for part in parts(text)}:
                score += _ACTED
            score += _HELD * max(
                (
                    share
                    for share, fact in near
                    if fact.article == number and clause.start <= fact.start < clause.end
                ),
                default=0.0,
            )
            score += _OPENED * subjects(claim.core, text)
            if measures & {found.measure for found in quantities(text)}:
                score += _MEASURED
            if best is None or score > best[0]:
                best = score, (number, clause)
        return best[1] if best else None


def _decides(clause: Clause) -> bool:
    return len(clause.text) >= _HEADLINE and not clause.text.endswith(("：", ":"))


def _limit(clause: Clause, others: Iterable[Clause]) -> Clause | None:
    near = (other for other in others if other.paragraph == clause.paragraph)
    return next((other for other in near if EXCEPTS.search(other.text)), None)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return plain_names(normalise(text))


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Return the fitted model of ``model.json``."""
    raw = json.loads(resources.files("qa.verdict").joinpath("model.json").read_text("utf-8"))
    return Model(raw["weights"], raw["intercept"])
