"""Say in a short phrase why a claim holds or not."""

from __future__ import annotations

from indexing.words import normalise
from qa.verdict import offices
from qa.verdict.claims import Claim
from qa.verdict.grams import Rarity
from qa.verdict.limits import checks
from qa.verdict.offices import plain_names
from qa.verdict.wording import polarity

_REASONS = {
    ("prohibits", True): "条文禁止的正是相反的做法",
    ("prohibits", False): "条文不允许这样做",
    ("permits", True): "条文允许这样做",
    ("permits", False): "条文另有规定",
    ("requires", True): "条文就是这样规定的",
    ("requires", False): "与条文的规定不一致",
}


def explain(claim: Claim, sentence: str, value: bool, weight: Rarity) -> str:
    """Return why ``claim`` is ``value`` by ``sentence``: 规定为7个工作日，不是10个工作日."""
    clause = normalise(sentence)
    found = checks(claim, clause, weight)
    wrong = next((check for check in found if not check.fits), None)
    if wrong is not None and not value:
        return f"规定为{wrong.stated.written}，不是{wrong.claimed.written}"
    if found and value and wrong is None:
        return f"规定为{found[0].stated.written}，相符"
    if not value:
        named = _other_office(claim, clause)
        if named:
            return named
    return _REASONS[polarity(clause), value]


def _other_office(claim: Claim, clause: str) -> str:
    """Return 规定的是办公室主任，不是县长 where an office differs in the same action."""
    stated = offices.parts(plain_names(clause))
    for part in offices.parts(plain_names(claim.core)):
        same = [other.office for other in stated if part.action and other.action == part.action]
        if same and not any(offices.alike(part.office, other.office) for other in stated):
            return f"规定的是{'、'.join(dict.fromkeys(same))}，不是{part.office}"
    return ""
