"""Compare a claim with a clause: numbers, offices, polarity, scope and words, as features."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexing.words import normalise
from qa.verdict import offices
from qa.verdict.claims import Claim
from qa.verdict.grams import Rarity, bigrams, grams, overlap
from qa.verdict.limits import checks
from qa.verdict.offices import plain_names
from qa.verdict.wording import (
    ALIKE,
    EXCEPTION,
    EXCEPTS,
    HEDGES,
    MARKS,
    OPPOSITES,
    OUTSIDE,
    polarity,
)

Features = dict[str, float]
_ONLY_THEN: Final = re.compile(r"[没未不](?:有|经|得).*(?:不能|不得|不可|不准|就不)")
"""没经过批准就不能发布 claims that approval is needed."""
_SEGMENT: Final = re.compile(r"[，,；;：:。]")
_CLEARLY: Final = 8.0
"""Summed rarity of the words of an exception that make it clear, two rare pairs."""
_EXEMPT: Final = 0.5
"""Share of an exception's words that a claim must hold to fall under it."""


def _closest(claim: Claim, pieces: Sequence[str], weight: Rarity) -> str:
    main, core = grams(plain_names(claim.main)), grams(plain_names(claim.core))

    def near(piece: str) -> float:
        held = grams(plain_names(piece))
        score = sum(weight(gram) for gram in held & core) + sum(weight(g) for g in held & main)
        bonus = 3.0 if claim.forbids % 2 and polarity(piece) == "prohibits" else 0.0
        return score + bonus

    return max(pieces, key=near)


def segments(text: str) -> list[str]:
    """Return the parts of a sentence between its commas."""
    return [part for part in _SEGMENT.split(text) if part.strip()]


def _exempt(pairs: set[str], clause: str, weight: Rarity) -> float:
    """Return how clearly the claim names the clause's exception, 0 to 1."""
    best = 0.0
    for match in EXCEPTION.finditer(clause):
        named = next(group for group in match.groups() if group)
        rest = bigrams(clause.replace(match.group(), "，"))
        own = (bigrams(named) & pairs) - rest
        best = max(best, min(1.0, sum(map(weight, own)) / _CLEARLY))
    return best


def features(claim: Claim, sentence: str, weight: Rarity) -> Features:
    """Return the features of ``claim`` against its deciding sentence, within its paragraph."""
    clause = normalise(sentence)
    asked = plain_names(claim.core)
    pairs = bigrams(asked)
    pieces = segments(EXCEPTION.sub("", clause)) or [clause]
    closest = _closest(claim, pieces, weight)
    kind = polarity(closest)
    whole = polarity(clause)
    if kind == "requires" and whole == "prohibits" and len(pieces) <= 2:
        kind = whole
    found = checks(claim, clause, weight)
    numbers = 0.0 if not found else 1.0 if all(check.fits for check in found) else -1.0
    exempt = _exempt(pairs, plain_names(clause), weight)
    opposite = sum(
        bool(a.search(asked) and b.search(clause) and not b.search(asked)) for a, b in OPPOSITES
    )
    alike = sum(bool(a.search(asked) and b.search(clause)) for a, b in ALIKE)
    action, named = offices.agreement(claim.core, clause)
    denied = [words for words in claim.denies if words not in clause]
    content_no = (len(denied) + claim.waives) % 2
    duty_no = (claim.forbids + claim.faults) % 2
    odd = (content_no + duty_no) % 2
    agreement = {"prohibits": 1.0 if duty_no or claim.waives % 2 else -1.0}.get(
        kind, -1.0 if odd else 1.0
    )
    outside = bool(OUTSIDE.search(claim.core)) and not _ONLY_THEN.search(claim.core)
    conflict = numbers < 0 or action < 0
    if exempt > _EXEMPT and not outside:
        agreement = agreement if conflict else -agreement
        conflict = False
    out: Features = {
        "except_all": float(bool(EXCEPTS.search(clause) and MARKS["all"].search(asked))),
        "exempt": exempt,
        "opposite": float(opposite),
        "alike": float(alike),
        "alike/no" if odd else "alike/yes": float(alike),
        "opposite/no" if odd else "opposite/yes": float(opposite),
        "sign": agreement if not conflict and not opposite else -1.0,
        "agreement/" + ("statement" if claim.statement else str(claim.frame)): agreement,
        "overlap*agreement": agreement * overlap(pairs, plain_names(clause), weight),
        "number": numbers,
        "number_no": numbers * (1 - 2 * odd),
        "office_action": action,
        "office_named": named,
        "agreement": agreement,
        f"kind:{kind}": 1.0,
        f"frame:{claim.frame}": 1.0,
        f"{kind}/{claim.frame}": 1.0,
        f"{kind}/no={content_no},{duty_no}": 1.0,
        f"{claim.frame}/no={content_no},{duty_no}": 1.0,
        "statement": float(claim.statement),
        "overlap": overlap(pairs, plain_names(clause), weight),
        "hedge_all": float(bool(HEDGES.search(clause) and MARKS["all"].search(asked))),
        "hedge_only": float(bool(HEDGES.search(clause) and MARKS["only"].search(asked))),
        "except": float(bool(EXCEPTS.search(clause))),
        "waives": float(claim.waives > 0),
    }
    mode = "stated" if claim.statement or claim.tagged else "asked"
    out |= {
        f"{mode}/{name}": out[name]
        for name in (
            "number",
            "office_action",
            "office_named",
            "agreement",
            "sign",
            "opposite",
            "alike",
            "overlap",
        )
    }
    out[f"mode:{mode}"] = 1.0
    out["outside"] = float(outside)
    for name, pattern in MARKS.items():
        if pattern.search(asked):
            out[name] = 1.0
            out[f"{name}/{'no' if odd else 'yes'}"] = 1.0
            out[f"{name}/{kind}"] = 1.0
    return out
