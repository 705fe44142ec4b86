"""Make a follow-up whole by a language model, where the rules had none for it, and check it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from corpus.errors import QuestionError
from indexing.words import STOP_WORDS, Words, normalise
from qa.following.topic import ASKS
from qa.llm.model import ChatModel
from qa.llm.prompts import blunted, prompt
from qa.proving.values import offices, plain, quantities
from qa.question import clean_question
from qa.verdict.claims import asks_verdict

_TURNS: Final = 4
"""Earlier questions that are told, as many as the rules read."""
_NEGATION: Final = re.compile(r"[不没未无别非禁]|必须|应当|可以")
_ROLES: Final = re.compile(r"[向由对给报经跟替][\u4e00-\u9fff]{2}")
"""Who does it, and to whom: 向副县长 is another question than 副县长向."""


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Rewrites follow-ups; what it returns says nothing that the user did not."""

    model: ChatModel
    words: Words

    def rewrite(self, question: str, history: Sequence[str]) -> str | None:
        """Return ``question`` made whole, or None where the model's words do not pass the check.

        Raise EndpointError where the model fails.
        """
        values = {
            "history": "\n".join(blunted(" ".join(each.split())) for each in history[-_TURNS:]),
            "question": blunted(question),
        }
        with closing(self.model.stream(prompt("followup"), values)) as pieces:
            written = "".join(pieces).strip()
        try:
            made = clean_question(written)
        except QuestionError:
            return None
        return made if is_faithful(made, question, history[-_TURNS:], self.words) else None


def is_faithful(made: str, question: str, history: Sequence[str], words: Words) -> bool:
    """Say whether ``made`` holds what ``question`` does, in words of it and of ``history`` alone.

    Every word, number and office of it was typed, and what it asks (几, 谁 …); of the words of
    ``question`` none is lost but those of one character: 它 and 那 stand for something.
    """
    typed = plain("\n".join((question, *history)))
    said = plain(made)
    named = [*quantities(said), *(said[start:end] for start, end in offices(said))]
    known = normalise(typed)
    new = [word for word in words.whole(made) if word not in known and word not in STOP_WORDS]
    lost = [word for word in words.content(question) if len(word) > 1 and word not in said]
    asks = [found.group() for found in ASKS.finditer(made)]
    known_values = all(value in typed for value in (*named, *asks, *_ROLES.findall(made)))
    return not new and not lost and known_values and _keeps_its_sense(made, question, history)


def _keeps_its_sense(made: str, question: str, history: Sequence[str]) -> bool:
    """Say whether no negation is lost or won, and no yes or no is asked that was not asked."""
    typed = [word for each in (*history[-1:], question) for word in _NEGATION.findall(each)]
    if sorted(_NEGATION.findall(made)) != sorted(typed):
        return False
    asked = any(map(asks_verdict, (question, *history[-1:])))
    return asked or not asks_verdict(made)
