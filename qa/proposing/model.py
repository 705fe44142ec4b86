"""What is proposed, what keeps it out, and whom it is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from qa.model import Hit
from qa.quiz.model import ItemKind


class Completer(Protocol):
    """A language model: one instruction, one message, one reply."""

    def complete(self, system: str, user: str) -> str:
        """Return the reply; raise ModelError with a Chinese sentence where there is none."""


class Searcher(Protocol):
    """What finds articles for a question: the Assistant."""

    def search(self, query: str, limit: int = ...) -> tuple[Hit, ...]:
        """Return at most ``limit`` articles, best first."""


class Kind(StrEnum):
    """What can be proposed, as users call it."""

    QUESTION = "提问"
    ITEM = "题目"


class State(StrEnum):
    """What a person said of a proposal."""

    WAITING = "待审"
    APPROVED = "已采纳"
    REJECTED = "已退回"


@dataclass(frozen=True, slots=True)
class ProposedQuestion:
    """A question for the bank and the words of a paragraph that answer it, as the model wrote."""

    question: str
    paragraph: int
    answer: str

    @property
    def shown(self) -> str:
        """What names it in a list."""
        return self.question


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """A quiz item as the model wrote it: the key has labels A, B … where there are options."""

    kind: ItemKind
    stem: str
    options: tuple[str, ...]
    key: tuple[str, ...]
    paragraph: int
    quote: str

    @property
    def shown(self) -> str:
        """What names it in a list."""
        return self.stem


Candidate = ProposedQuestion | ProposedItem


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proved candidate that waits for a person, or about which a person has decided.

    ``article_hash`` is that of the article's text when it was proved; ``article`` its number
    then. ``remark`` is what the person should look at, ``reason`` why it was rejected. The times
    are UTC; ``decided`` is empty while it waits.
    """

    id: str
    kind: Kind
    article: int
    article_hash: str
    candidate: Candidate
    remark: str = ""
    state: State = State.WAITING
    reason: str = ""
    proposed: str = ""
    decided: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was kept out and the prover's sentences."""

    article: int
    kind: Kind
    shown: str
    faults: tuple[str, ...]
