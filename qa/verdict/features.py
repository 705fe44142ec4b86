"""What a comparison shows as numbers that a logistic regression weighs, in named groups."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from indexing.words import normalise
from qa.verdict import offices, scopes
from qa.verdict.comparison import Compared, Sides
from qa.verdict.grams import bigrams, overlap
from qa.verdict.manners import manners
from qa.verdict.offices import plain_names
from qa.verdict.wording import EXCEPTS, HEDGES, MARKS

Features = dict[str, float]
_MEETING: Final = re.compile(r"(?:全体|党组|常务|办公|专题)会议")
_RULES_OWN: Final = 0.7
"""Weight of pairs that no sentence of the rule uses; its own weigh more."""
_IS: Final = re.compile(r"(?<!不)(?<!还)(?<!都)(?:是(?!否|不)|叫做?|包括|包含|作为|当[成作])")
OWN: Final = "own:"
"""Begins the name of a feature that is a pair of the asker's own characters."""
_PAIR: Final = 2
_MOST: Final = 2.0
"""Words of one side that count; more of them say no more."""
_HOLDS: Final = 0.3
"""Share of a fact's topic from which its holder is the claim's."""
_BY_MODE: Final = (
    "number", "office_action", "office_named", "foreign", "unheard", "held", "held_sign",
    "agreement", "sign", "opposite", "alike", "overlap", "scope", "stranger", "omits",
    "wrong", "right",
)  # fmt: skip
"""Features that count differently in a statement and in a question."""


def features(compared: Compared) -> Features:
    """Return the features of a comparison; one that is not named is 0."""
    found: Features = {}
    for group in (
        _of_polarity,
        _of_slots,
        _of_offices,
        _of_words,
        _of_scope,
        _of_marks,
        _of_manners,
        _of_own_words,
    ):
        found |= group(compared)
    claim = compared.sides.claim
    mode = "stated" if claim.statement or claim.tagged else "asked"
    found |= {f"{mode}/{name}": found[name] for name in _BY_MODE}
    found[f"mode:{mode}"] = 1.0
    return found


def _groups() -> tuple[Callable[[Compared], Features], ...]:
    return (
        _of_polarity, _of_slots, _of_offices, _of_words,
        _of_scope, _of_marks, _of_manners, _of_own_words,
    )  # fmt: skip


def _of_polarity(compared: Compared) -> Features:
    """Whether claim and clause demand, allow or forbid alike."""
    claim, kind, no = compared.sides.claim, compared.kind, compared.no
    agreement = compared.agreement
    wrong = compared.conflict or compared.opposite
    sign = -1.0 if wrong else 1.0 if compared.averse else agreement
    return {
        "agreement": agreement,
        "agreement/" + ("statement" if claim.statement else str(claim.frame)): agreement,
        "outside*agreement": agreement * compared.outside,
        "sign": sign,
        f"sign/{claim.frame}": sign,
        f"kind:{kind}": 1.0,
        f"frame:{claim.frame}": 1.0,
        f"{kind}/{claim.frame}": 1.0,
        f"{kind}/no={no.content},{no.duty}": 1.0,
        f"{claim.frame}/no={no.content},{no.duty}": 1.0,
        "statement": float(claim.statement),
        "waives": float(claim.waives > 0),
        "only_then": float(compared.only_then),
        "lacks": float(compared.lacks),
        "outside": float(compared.outside),
    }


def _of_slots(compared: Compared) -> Features:
    """Numbers, exceptions, opposites and hedges."""
    asked, clause = compared.sides.asked, compared.sides.clause
    answer = "no" if compared.no.odd else "yes"
    every, only = (MARKS[name].search(asked) is not None for name in ("all", "only"))
    hedged, excepts = HEDGES.search(clause) is not None, EXCEPTS.search(clause) is not None
    return {
        "number": compared.numbers,
        "number_no": compared.numbers * (-1 if compared.no.odd else 1),
        "exempt": compared.exempt,
        "except": float(excepts),
        "except_all": float(excepts and every),
        "hedge_all": float(hedged and every),
        "hedge_only": float(hedged and only),
        "averse": float(compared.averse),
        "opposite": float(compared.opposite),
        f"opposite/{answer}": float(compared.opposite),
        "alike": float(compared.alike),
        f"alike/{answer}": float(compared.alike),
    }


def _of_offices(compared: Compared) -> Features:
    """Whether those who act are those the rule names."""
    sides, found = compared.sides, compared.offices
    return {
        "office_action": found.action,
        "office_named": found.named,
        "held": found.holds,
        "held_sign": float((found.holds > 0) - (found.holds < 0)),
        "held_sole": float(found.sole),
        "stranger": _stranger(sides),
        "subject": offices.subjects(sides.claim.core, sides.clause),
        "meeting": _meeting(sides.asked, sides.named),
    }


def _of_words(compared: Compared) -> Features:
    """How much of the claim the clause and its article say in the same words."""
    sides = compared.sides
    share = overlap(bigrams(sides.asked), sides.named, sides.weight)
    return {
        "overlap": share,
        "overlap*agreement": compared.agreement * share,
        "foreign": _foreign(sides),
        "unheard": _unheard(sides),
    }


def _of_scope(compared: Compared) -> Features:
    """Whether the same words stand under a negation in both."""
    share, fault = compared.scope.share, _fault(compared)
    known, strange = compared.denials
    return {
        "scope": share * fault,
        "scope_before": compared.scope_before.share,
        "omits": compared.omits * fault,
        f"omits/{compared.sides.claim.frame}": compared.omits * fault,
        "denies_known": float(known),
        "denies_strange": float(strange),
        "strange*agreement": compared.agreement * (strange > 0),
        f"denies_strange/{compared.sides.claim.frame}": float(strange),
        f"scope/{compared.kind}": share * fault,
    }


def _of_marks(compared: Compared) -> Features:
    """Words that leave no exception, dodge, put off: 一律, 绕过, 事后; less than none if denied."""
    found: Features = {}
    asked, acting = compared.sides.asked, compared.offices
    alone = acting.holds > _HOLDS and not acting.fitting.others
    for name, pattern in MARKS.items():
        match = pattern.search(asked)
        if match is None or (name == "only" and alone):
            continue
        sign = _fault(compared) * (-1.0 if scopes.denies(asked, match.start()) else 1.0)
        answer = "no" if compared.no.odd else "yes"
        found |= {name: sign, f"{name}/{answer}": sign, f"{name}/{compared.kind}": sign}
    return found


def _of_manners(compared: Compared) -> Features:
    """Whether people call what the claim describes proper, in each frame."""
    claim, fault = compared.sides.claim, _fault(compared)
    kinds = {name: fault * value for name, value in manners(claim.core).items()}
    found = dict(kinds)
    for side in ("wrong", "right"):
        total = sum(value for name, value in kinds.items() if name.startswith(side))
        capped = max(-_MOST, min(_MOST, total))
        found |= {side: capped, f"{side}/{claim.frame}": capped, f"{side}/{compared.kind}": capped}
    return found


def _of_own_words(compared: Compared) -> Features:
    """Pairs of the claim that its clause does not use (先斩, 光靠), less than none where denied."""
    stated, fault = bigrams(compared.sides.named), _fault(compared)
    return {
        f"{OWN}{pair}": fault * (-1.0 if states == frozenset({True}) else 1.0)
        for pair, states in scopes.denied(compared.sides.asked).items()
        if len(pair) == _PAIR and pair not in stated
    }


def _fault(compared: Compared) -> float:
    """Return -1 where the question asks whether something is wrong (算违规吗), else 1."""
    return -1.0 if compared.sides.claim.faults % 2 else 1.0


def _foreign(sides: Sides) -> float:
    """Return the share of a claim in words of the rule that its article does not use."""
    pairs, weight = bigrams(sides.asked), sides.weight
    total = sum(map(weight, pairs))
    strange = pairs - bigrams(plain_names(normalise(sides.article)))
    return sum(weight(p) for p in strange if weight(p) > _RULES_OWN) / total if total else 0.0


def _unheard(sides: Sides) -> float:
    """Return the share of what a claim says something is (是智慧乾安) that its article lacks."""
    said = bigrams(_IS.split(sides.asked)[-1]) if _IS.search(sides.asked) else set()
    if not said:
        return 0.0
    return len(said - bigrams(plain_names(normalise(sides.article)))) / len(said)


def _stranger(sides: Sides) -> float:
    """Return 1 where the claim names an office that its whole article does not."""
    known = offices.offices(plain_names(normalise(sides.article)))
    named = {part.office for part in offices.parts(sides.asked)}
    return float(any(not any(offices.alike(name, other) for other in known) for name in named))


def _meeting(asked: str, clause: str) -> float:
    """Return 1 where both name a meeting, -1 where they name different ones."""
    theirs, ours = set(_MEETING.findall(clause)), set(_MEETING.findall(asked))
    return 0.0 if not theirs or not ours else 1.0 if theirs & ours else -1.0
