"""Compare a claim with the clause that decides it: polarity, exception, numbers, offices, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexing.words import normalise
from qa.verdict import offices, scopes
from qa.verdict.claims import Claim
from qa.verdict.grams import Rarity, bigrams
from qa.verdict.holders import Fit, Held, fit
from qa.verdict.limits import checks
from qa.verdict.offices import plain_names
from qa.verdict.segments import kind_of
from qa.verdict.wording import (
    ALIKE,
    CONDITIONAL,
    EXCEPTION,
    LACKS,
    ONLY_THEN,
    OPPOSITES,
    OUTSIDE,
)

_SOLE: Final = re.compile(
    r"只(?!要|有)|仅|唯一|一律|必须|(?<!也)都(?!可)|本人|非得|统统|全部"
    r"|(?:批|点头|同意|签字?|审定)了?就"
)
"""Words of a claim that leave nobody but the one it names."""
_CLEARLY: Final = 8.0
"""Summed rarity of the words of an exception that make it clear, two rare pairs."""
_ELSEWHERE: Final = -0.5
"""Below it the claim's office has no part at all in what the clause says."""
_DENIED: Final = re.compile(r"^(?:没有?|[不未无非])|[的了就再]")
_ITSELF: Final = re.compile(r"除(?:了|[^,，]{1,20}[外,，])")
"""A claim that makes the exception itself does not fall under it."""
_ONCE: Final = re.compile(r"不得?超过(?:1|一)[次个项场]")
_AGAIN: Final = re.compile(
    r"第(?:二|两|三|2|3)[次回场个]|[又再](?:[^,，。]{0,6})(?:一|两)?[次回场]|又(?:开|办|搞|张罗|召)"
)
"""More than the one time that is allowed."""
_HOLDS: Final = 0.3
"""Share of a fact's topic from which another holder contradicts a claim."""
_EXEMPT: Final = 0.5
"""Share of an exception's words that a claim must hold to fall under it."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A claim and the sentence that decides it, both in the rule's names, and its article."""

    claim: Claim
    clause: str
    article: str
    weight: Rarity

    @property
    def asked(self) -> str:
        """The claim without its asking words, offices named as the rule does."""
        return plain_names(self.claim.core)

    @property
    def named(self) -> str:
        """The clause, offices under one name."""
        return plain_names(self.clause)


@dataclass(frozen=True, slots=True)
class Negations:
    """How often a claim denies what is done (``content``) and whether it may be (``duty``)."""

    content: int
    duty: int

    @property
    def odd(self) -> bool:
        """True where the claim as a whole denies."""
        return (self.content + self.duty) % 2 == 1


@dataclass(frozen=True, slots=True)
class Offices:
    """How the claim's offices stand to the clause and to the typed facts on who does what.

    ``action`` compares those with the same act, ``named`` all of them; ``sole`` tells that the
    claim leaves out a further holder; ``excepted`` that an exception is about who acts.
    """

    action: float
    named: float
    fitting: Fit
    holds: float
    sole: bool
    excepted: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a claim with its deciding sentence showed; 1 agrees, -1 disagrees, 0 neither.

    ``kind`` is the polarity of the part of the clause that speaks of the claim; ``agreement`` is
    whether the claim as a whole says the same; ``conflict`` that a number or an office differs.
    ``opposite`` counts words that cannot hold beside the clause's, ``averse`` those that the claim
    denies; ``omits`` is how clearly it leaves undone what the clause asks for.
    """

    sides: Sides
    kind: str
    no: Negations
    numbers: float
    exempt: float
    offices: Offices
    opposite: int
    averse: int
    alike: int
    only_then: bool
    lacks: bool
    outside: bool
    conflict: bool
    agreement: float
    scope: scopes.Agreement
    scope_before: scopes.Agreement
    omits: float
    denials: tuple[int, int]


def compare(
    claim: Claim, sentence: str, weight: Rarity, held: Sequence[Held] = (), article: str = ""
) -> Compared:
    """Compare ``claim`` with its deciding sentence, whose article is ``article``."""
    clause = normalise(sentence)
    sides = Sides(claim, clause, article or clause, weight)
    asked, kind, no = sides.asked, kind_of(claim, clause, weight), _negations(claim, clause)
    only_then = ONLY_THEN.search(claim.core) is not None
    lacks = LACKS.search(claim.core) is not None and not only_then
    outside = OUTSIDE.search(claim.core) is not None and not only_then
    exempt = 0.0 if _ITSELF.search(asked) else _exempt(asked, sides.named, weight)
    falls = exempt > _EXEMPT and not outside and not lacks
    acting = _offices(sides, held, exempt, falls)
    numbers = 0.0 if falls else _numbers(sides)
    conflict = numbers < 0 or acting.action < _ELSEWHERE or acting.holds < -_HOLDS or acting.sole
    agreement = _agreement(claim, clause, kind, no)
    if falls and not (conflict or acting.excepted):
        agreement = -agreement
    opposite, averse = _opposites(asked, clause)
    before = claim.core[: len(claim.core) - len(claim.main)]
    return Compared(
        sides=sides,
        kind=kind,
        no=no,
        numbers=numbers,
        exempt=exempt,
        offices=acting,
        opposite=opposite,
        averse=averse,
        alike=sum(bool(a.search(asked) and b.search(clause)) for a, b in ALIKE),
        only_then=only_then,
        lacks=lacks,
        outside=outside,
        conflict=conflict and not falls and not only_then,
        agreement=agreement,
        scope=scopes.agreement(asked, sides.named, weight),
        omits=0.0 if only_then else min(1.0, scopes.omitted(asked, sides.named, weight) / _CLEARLY),
        denials=_denials(claim, clause),
        scope_before=scopes.agreement(plain_names(before), sides.named, weight),
    )


def _negations(claim: Claim, clause: str) -> Negations:
    """Count the negations of the claim that the clause does not use itself."""
    denied = [words for words in claim.denies if words not in clause]
    return Negations((len(denied) + claim.waives) % 2, (claim.forbids + claim.faults) % 2)


def _denials(claim: Claim, clause: str) -> tuple[int, int]:
    """Count what the claim denies: things that the clause speaks of, and others (不走神)."""
    denied = [words for words in claim.denies if words not in clause]
    known = sum(
        bool(_DENIED.sub("", words)) and any(c in clause for c in _DENIED.sub("", words))
        for words in denied
    )
    return known, len(denied) - known


def _agreement(claim: Claim, clause: str, kind: str, no: Negations) -> float:
    """Return 1 where the claim denies what the clause prohibits, or affirms what it does not."""
    if ONLY_THEN.search(claim.core):
        return 1.0
    denies = no.odd or (kind == "prohibits" and claim.waives % 2 == 1)
    agreement = 1.0 if denies == (kind == "prohibits") else -1.0
    if OUTSIDE.search(claim.core):
        return -agreement if CONDITIONAL.search(clause) else agreement
    return -1.0 if LACKS.search(claim.core) and agreement > 0 else agreement


def _opposites(asked: str, clause: str) -> tuple[int, int]:
    """Count words of the claim that cannot hold beside the clause's: said, and denied."""
    found = [
        scopes.denies(asked, match.start())
        for ours, theirs in OPPOSITES
        if (match := ours.search(asked)) and theirs.search(clause) and not theirs.search(asked)
    ]
    return len(found) - sum(found), sum(found)


def _numbers(sides: Sides) -> float:
    if _ONCE.search(sides.clause) and _AGAIN.search(sides.asked):
        return -1.0
    found = checks(sides.claim, sides.clause, sides.weight)
    return 0.0 if not found else 1.0 if all(check.fits for check in found) else -1.0


def _exempt(asked: str, clause: str, weight: Rarity) -> float:
    """Return how clearly the claim names the clause's exception, 0 to 1, and does not deny it."""
    own = {
        gram for gram, states in scopes.denied(offices.without(asked)).items() if False in states
    }
    best = 0.0
    for match in EXCEPTION.finditer(clause):
        named = offices.without(next(group for group in match.groups() if group))
        rest = bigrams(clause.replace(match.group(), "，"))
        shared = (bigrams(named) & own) - rest
        best = max(best, min(1.0, sum(map(weight, shared)) / _CLEARLY))
    return best


def _offices(sides: Sides, held: Sequence[Held], exempt: float, falls: bool) -> Offices:
    """Compare the offices; what an exception says of them counts where the claim falls under it."""
    core, clause = sides.claim.core, sides.clause
    outside = EXCEPTION.sub("，", clause)
    action, named = offices.agreement(core, clause if exempt > _EXEMPT else outside)
    fitting = fit(core, held, sides.weight)
    excepted = (
        falls and _names_office(clause) and action > 0 and offices.agreement(core, outside)[0] <= 0
    )
    return Offices(
        action=action,
        named=named,
        fitting=fitting,
        holds=max(0.0, fitting.value) if excepted else fitting.value,
        sole=fitting.others and fitting.value > 0 and _SOLE.search(sides.asked) is not None,
        excepted=excepted,
    )


def _names_office(clause: str) -> bool:
    """Tell whether an exception of ``clause`` is about who acts."""
    return any(offices.offices(plain_names(match.group())) for match in EXCEPTION.finditer(clause))
