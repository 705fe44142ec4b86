"""A scripted model that alters what a faithful one would write: one falsehood an answer."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from eval.scripted import Asked, Clause, Exchange
from qa.proving.values import OBLIGATION, offices

_DIGIT: Final = re.compile(r"[0-9]|(?<![第])[一二三四五六七八九十](?=[天个年月日次名])")
_PLACE: Final = re.compile(r"第([一二三四五六七八九十百]+)([条款])")
_NUMERALS: Final = "一二三四五六七八九"
_OFFICES: Final = ("县长", "副县长", "秘书长", "办公室主任", "县委书记", "县政府常务会议", "财政局")
_OBLIGATIONS: Final = ("应当", "不得", "可以", "必须", "不需要", "严禁")
_NEGATION: Final = re.compile(r"不得|不|未|除[^，。]{1,12}外")
_INVENTED: Final = (
    "违者一律就地免职",
    "确有困难的可以延长至三十日",
    "由县委组织部备案",
    "并处以一万元以下罚款",
    "逾期视为同意",
)

Alteration = Callable[[Clause, random.Random], str | None]
"""Returns the clause's sentence made false, without its mark, or None where it cannot be."""


def _said(clause: Clause, text: str | None = None, place: str | None = None) -> str:
    return f"按照{place or clause.place}规定，{(text or clause.text).rstrip('。；，：')}"


def digit(clause: Clause, chance: random.Random) -> str | None:
    """Change one number."""
    found = list(_DIGIT.finditer(clause.text))
    if not found:
        return None
    place = chance.choice(found)
    every = "123456789" if place[0].isascii() else _NUMERALS
    other = chance.choice([each for each in every if each != place[0]])
    return _said(clause, clause.text[: place.start()] + other + clause.text[place.end() :])


def office(clause: Clause, chance: random.Random) -> str | None:
    """Put another office in the place of one."""
    spans = offices(clause.text)
    if not spans:
        return None
    start, end = chance.choice(spans)
    other = chance.choice([each for each in _OFFICES if each not in clause.text[start:end]] or [""])
    return _said(clause, clause.text[:start] + other + clause.text[end:]) if other else None


def obligation(clause: Clause, chance: random.Random) -> str | None:
    """Turn 不得 into 应当, 须 into 可以 …"""
    found = list(OBLIGATION.finditer(clause.text))
    if not found:
        return None
    place = chance.choice(found)
    other = chance.choice([each for each in _OBLIGATIONS if each != place[0]])
    return _said(clause, clause.text[: place.start()] + other + clause.text[place.end() :])


def article(clause: Clause, chance: random.Random) -> str | None:
    """Name another article or paragraph."""
    found = list(_PLACE.finditer(clause.place))
    if not found:
        return None
    place = chance.choice(found)
    other = chance.choice([each for each in _NUMERALS if each != place[1]])
    named = clause.place[: place.start(1)] + other + clause.place[place.end(1) :]
    return _said(clause, place=named)


def quote(clause: Clause, chance: random.Random) -> str | None:
    """Add words that no rule has, as a quote or as a part of the sentence."""
    invented = chance.choice(_INVENTED)
    added = chance.choice((f"“{invented}”", invented, f"，{invented}", f"；{invented}"))
    return _said(clause) + added


def negation(clause: Clause, chance: random.Random) -> str | None:
    """Leave out a negation or an exception."""
    found = list(_NEGATION.finditer(clause.text))
    if not found:
        return None
    place = chance.choice(found)
    return _said(clause, clause.text[: place.start()] + clause.text[place.end() :])


ALTERATIONS: Final[Mapping[str, Alteration]] = {
    "改数字": digit,
    "换机构或职务": office,
    "改应须不得": obligation,
    "改条款号": article,
    "编造引文": quote,
    "丢掉否定或例外": negation,
}
"""By what they are called in the printed table."""


class Adversary:
    """A script that plants one falsehood into each answer and leaves its other sentences true."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.altered: Counter[str] = Counter()
        self.planted: list[str] = []
        """The false sentences written since it was last emptied, without their marks."""

    def __call__(self, exchange: Exchange) -> None:
        """Answer one request falsely."""
        exchange.reply(self.text(exchange.asked))

    def text(self, asked: Asked) -> str:
        """Return the nearest clauses as sentences, one of them altered."""
        clauses = asked.clauses
        told = [(number, clauses[number]) for number in asked.nearest if number in clauses]
        victim = self._chance.randrange(len(told)) if told else 0
        said = []
        for place, (number, clause) in enumerate(told):
            sentence = self._altered(clause) if place == victim else _said(clause)
            said.append(f"{sentence}[{number}]。")
        return "".join(said)

    def _altered(self, clause: Clause) -> str:
        rarest = sorted(ALTERATIONS, key=lambda name: (self.altered[name], self._chance.random()))
        for name in rarest:
            false = ALTERATIONS[name](clause, self._chance)
            if false is not None and false != _said(clause):
                self.altered[name] += 1
                self.planted.append(false)
                return false
        raise AssertionError("a quote can always be invented")
