"""Cut a rule's sentence into its parts, and find the polarity of the one nearest to a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.verdict.claims import Claim
from qa.verdict.grams import Rarity, grams
from qa.verdict.offices import plain_names
from qa.verdict.wording import EXCEPTION, polarity

_SEGMENT: Final = re.compile(r"[，,；;：:。]")
_SAID: Final = re.compile(
    r"应|须|不得|必须|不准|严禁|可(?!行|控|持|靠|能)|由|均|不再|要(?!求|点|素)|负责|实行"
)
_SAID_OF: Final = re.compile(r"应|须|不得|必须|要|可|由|均|一律|一般|原则上|不再|不予|报|经")
"""Words that open what is said of the subject in front of the comma."""
_TWO: Final = 2
"""Parts of a sentence that the prohibition in one of them governs as a whole."""


def segments(text: str) -> list[str]:
    """Return the parts of a sentence between its commas, a subject with what is said of it."""
    joined: list[str] = []
    for part in _SEGMENT.split(text):
        if joined and _SAID_OF.match(part.strip()) and not _SAID.search(joined[-1]):
            joined[-1] += part
        elif part.strip():
            joined.append(part)
    return joined


def kind_of(claim: Claim, clause: str, weight: Rarity) -> str:
    """Return the polarity of the part of the clause nearest to the claim."""
    pieces = segments(EXCEPTION.sub("", clause)) or [clause]
    kind, whole = polarity(_closest(claim, pieces, weight)), polarity(clause)
    governed = kind == "requires" and whole == "prohibits" and len(pieces) <= _TWO
    return whole if governed else kind


def _closest(claim: Claim, pieces: Sequence[str], weight: Rarity) -> str:
    main, core = grams(plain_names(claim.main)), grams(plain_names(claim.core))

    def near(piece: str) -> float:
        held = grams(plain_names(piece))
        score = sum(weight(gram) for gram in held & core) + sum(weight(g) for g in held & main)
        bonus = 3.0 if claim.forbids % 2 and polarity(piece) == "prohibits" else 0.0
        return score + bonus

    return max(pieces, key=near)
