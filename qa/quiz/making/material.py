"""What items are made of: the rules, their sentences, and what each can be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Regulation
from corpus.spacing import tight
from qa.facts.model import Fact
from qa.facts.tables import Table
from qa.facts.topics import meeting_names
from qa.quiz.making.lists import Listing, listings
from qa.quiz.making.slots import Slot, SlotKind, slots
from qa.quiz.making.statements import Statement, statements


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence and what it is asked for."""

    statement: Statement
    slot: Slot

    @property
    def before(self) -> str:
        """The words in front of what is asked for."""
        return self.statement.text[: self.slot.start]

    @property
    def after(self) -> str:
        """The words behind what is asked for."""
        return self.statement.text[self.slot.end :]

    def filled(self, words: str) -> str:
        """Return the sentence with ``words`` in place of what is asked for."""
        return self.before + words + self.after


@dataclass(frozen=True)
class Material:
    """A regulation with its facts and tables, and what is derived from them once."""

    regulation: Regulation
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]

    @cached_property
    def meetings(self) -> tuple[str, ...]:
        """The meetings that the regulation sets up."""
        return meeting_names(self.regulation)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences that read alone."""
        return statements(self.regulation)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Every sentence with each thing it can be asked for."""
        return tuple(
            Gap(statement, slot)
            for statement in self.statements
            for slot in slots(statement, self.facts, self.meetings)
        )

    @cached_property
    def lists(self) -> tuple[tuple[Listing, str], ...]:
        """Every list inside a sentence, with the sentence."""
        return tuple(
            (listing, statement.text)
            for statement in self.statements
            for listing in listings(statement.text)
        )

    @cached_property
    def articles(self) -> dict[int, str]:
        """The text of every article without blanks."""
        return {article.number: tight(article.text) for article in self.regulation.articles}

    @cached_property
    def text(self) -> str:
        """The whole text without blanks, articles apart."""
        return "\n".join(self.articles.values())

    def of_kind(self, kind: SlotKind) -> Iterator[Gap]:
        """Yield the gaps of one kind in order."""
        return (gap for gap in self.gaps if gap.slot.kind is kind)


def gather(regulation: Regulation, facts: Sequence[Fact], tables: Sequence[Table]) -> Material:
    """Return the material of ``regulation``."""
    return Material(regulation, tuple(facts), tuple(tables))
