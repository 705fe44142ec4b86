"""Who has the floor: a visitor's latest question, and no earlier one that is still answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """The right to answer one question, equal to itself alone."""

    question: str


@dataclass(slots=True)
class Floor:
    """One visitor's floor, shared by the threads of that visitor's questions."""

    ticket: Ticket | None = None

    def take(self, question: str) -> Ticket:
        """Give the floor to ``question``; whoever had it has lost it."""
        ticket = self.ticket = Ticket(question)
        return ticket

    def leave(self, ticket: Ticket | None = None) -> None:
        """Give the floor back if ``ticket`` still has it; without a ticket, clear it."""
        if ticket is None or self.held_by(ticket):
            self.ticket = None

    def held_by(self, ticket: Ticket) -> bool:
        """Say whether ``ticket`` still has the floor."""
        return self.ticket is ticket

    def repeats(self, question: str) -> bool:
        """Say whether ``question`` is but a second press: blank, or what is being answered."""
        ticket = self.ticket
        return ticket is not None and question.strip() in ("", ticket.question.strip())
