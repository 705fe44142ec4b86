"""Compare a claim with a clause: numbers, offices, polarity, scope and words, as features."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexing.words import normalise
from qa.verdict import offices
from qa.verdict.claims import Claim
from qa.verdict.grams import Rarity, bigrams, grams, overlap
from qa.verdict.holders import Held, fit
from qa.verdict.limits import checks
from qa.verdict.offices import plain_names
from qa.verdict.wording import (
    ALIKE,
    CONDITIONAL,
    EXCEPTION,
    EXCEPTS,
    HEDGES,
    LACKS,
    MARKS,
    ONLY_THEN,
    OPPOSITES,
    OUTSIDE,
    polarity,
)

Features = dict[str, float]
_SOLE: Final = re.compile(
    r"只(?!要|有)|仅|唯一|一律|必须|(?<!也)都(?!可)|本人|非得|统统|全部"
    r"|(?:批|点头|同意|签字?|审定)了?就"
)
"""Words of a claim that leave nobody but the one it names."""
_SEGMENT: Final = re.compile(r"[，,；;：:。]")
_SAID: Final = re.compile(
    r"应|须|不得|必须|不准|严禁|可(?!行|控|持|靠|能)|由|均|不再|要(?!求|点|素)|负责|实行"
)
_SAID_OF: Final = re.compile(r"应|须|不得|必须|要|可|由|均|一律|一般|原则上|不再|不予|报|经")
"""Words that open what is said of the subject in front of the comma."""
_CLEARLY: Final = 8.0
"""Summed rarity of the words of an exception that make it clear, two rare pairs."""
_MEETING: Final = re.compile(r"(?:全体|党组|常务|办公|专题)会议")
_RULES_OWN: Final = 0.7
"""Weight of pairs that no sentence of the rule uses; its own weigh more."""
_ELSEWHERE: Final = -0.5
"""Below it the claim's office has no part at all in what the clause says."""
_TWO: Final = 2
"""Parts of a sentence that the prohibition in one of them governs as a whole."""
_ITSELF: Final = re.compile(r"除(?:了|[^,，]{1,20}[外,，])")
"""A claim that makes the exception itself does not fall under it."""
_IS: Final = re.compile(r"(?<!不)(?<!还)(?<!都)(?:是(?!否|不)|叫做?|包括|包含|作为|当[成作])")
_HOLDS: Final = 0.3
"""Share of a fact's topic from which another holder contradicts a claim."""
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
    """Return the parts of a sentence between its commas, a subject with what is said of it."""
    joined: list[str] = []
    for part in _SEGMENT.split(text):
        if joined and _SAID_OF.match(part.strip()) and not _SAID.search(joined[-1]):
            joined[-1] += part
        elif part.strip():
            joined.append(part)
    return joined


def _exempt(pairs: set[str], clause: str, weight: Rarity) -> float:
    """Return how clearly the claim names the clause's exception, 0 to 1."""
    best = 0.0
    for match in EXCEPTION.finditer(clause):
        named = offices.without(next(group for group in match.groups() if group))
        rest = bigrams(clause.replace(match.group(), "，"))
        own = (bigrams(named) & pairs) - rest
        best = max(best, min(1.0, sum(map(weight, own)) / _CLEARLY))
    return best


def _names_office(clause: str) -> bool:
    """Tell whether an exception of ``clause`` is about who acts."""
    return any(offices.offices(plain_names(match.group())) for match in EXCEPTION.finditer(clause))


def _foreign(pairs: set[str], article: str, weight: Rarity) -> float:
    """Return the share of a claim in words of the rule that its article does not use."""
    total = sum(map(weight, pairs))
    strange = pairs - bigrams(plain_names(normalise(article)))
    return sum(weight(p) for p in strange if weight(p) > _RULES_OWN) / total if total else 0.0


def _unheard(asked: str, article: str) -> float:
    """Return the share of what a claim says something is (是智慧乾安) that its article lacks."""
    said = bigrams(_IS.split(asked)[-1]) if _IS.search(asked) else set()
    if not said:
        return 0.0
    return len(said - bigrams(plain_names(normalise(article)))) / len(said)


def _meeting(asked: str, clause: str) -> float:
    """Return 1 where both name a meeting, -1 where they name different ones."""
    theirs, ours = set(_MEETING.findall(clause)), set(_MEETING.findall(asked))
    return 0.0 if not theirs or not ours else 1.0 if theirs & ours else -1.0


def features(
    claim: Claim, sentence: str, weight: Rarity, held: Sequence[Held] = (), article: str = ""
) -> Features:
    """Return the features of ``claim`` against its deciding sentence, within its paragraph."""
    clause = normalise(sentence)
    asked = plain_names(claim.core)
    pairs = bigrams(asked)
    pieces = segments(EXCEPTION.sub("", clause)) or [clause]
    closest = _closest(claim, pieces, weight)
    kind = polarity(closest)
    whole = polarity(clause)
    if kind == "requires" and whole == "prohibits" and len(pieces) <= _TWO:
        kind = whole
    found = checks(claim, clause, weight)
    numbers = 0.0 if not found else 1.0 if all(check.fits for check in found) else -1.0
    own = set() if _ITSELF.search(asked) else bigrams(offices.without(asked))
    exempt = _exempt(own, plain_names(clause), weight)
    opposite = sum(
        bool(a.search(asked) and b.search(clause) and not b.search(asked)) for a, b in OPPOSITES
    )
    alike = sum(bool(a.search(asked) and b.search(clause)) for a, b in ALIKE)
    ruled = clause if exempt > _EXEMPT else EXCEPTION.sub("，", clause)
    action, named = offices.agreement(claim.core, ruled)
    fitting = fit(claim.core, held, weight)
    holds = fitting.value
    sole = fitting.others and holds > 0 and _SOLE.search(asked) is not None
    denied = [words for words in claim.denies if words not in clause]
    content_no = (len(denied) + claim.waives) % 2
    duty_no = (claim.forbids + claim.faults) % 2
    odd = (content_no + duty_no) % 2
    agreement = {"prohibits": 1.0 if odd or claim.waives % 2 else -1.0}.get(
        kind, -1.0 if odd else 1.0
    )
    only_then = ONLY_THEN.search(claim.core) is not None
    lacks = LACKS.search(claim.core) is not None and not only_then
    outside = float(bool(OUTSIDE.search(claim.core)) and not only_then)
    conflict = numbers < 0 or action < _ELSEWHERE or holds < -_HOLDS or sole
    if only_then:
        agreement = 1.0
    elif (outside and CONDITIONAL.search(clause)) or (lacks and agreement > 0):
        agreement = -1.0 if not outside else -agreement
    if exempt > _EXEMPT and not outside and not lacks:
        excepted = (
            _names_office(clause)
            and action > 0
            and offices.agreement(claim.core, EXCEPTION.sub("，", clause))[0] <= 0
        )
        agreement = agreement if conflict or excepted else -agreement
        holds = max(0.0, holds) if excepted else holds
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
        "held": holds,
        "held_sole": float(sole),
        "outside*agreement": agreement * outside,
        "foreign": _foreign(pairs, article or clause, weight),
        "unheard": _unheard(asked, article or clause),
        "subject": offices.subjects(claim.core, clause),
        "only_then": float(only_then),
        "lacks": float(lacks),
        "meeting": _meeting(asked, plain_names(clause)),
        "held_sign": float((holds > 0) - (holds < 0)),
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
            "foreign",
            "unheard",
            "held",
            "held_sign",
            "agreement",
            "sign",
            "opposite",
            "alike",
            "overlap",
        )
    }
    out[f"mode:{mode}"] = 1.0
    out["outside"] = float(outside)
    alone = holds > _HOLDS and not fitting.others
    for name, pattern in MARKS.items():
        if pattern.search(asked) and not (name == "only" and alone):
            out[name] = 1.0
            out[f"{name}/{'no' if odd else 'yes'}"] = 1.0
            out[f"{name}/{kind}"] = 1.0
    return out
