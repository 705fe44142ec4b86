"""One round of practice on one page: the session, and what stands on the page now."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.errors import QuestionError
from qa.quiz.model import Item
from qa.quiz.practice import Feedback, Result, Session
from ui.training.practice_choice import Choice
from ui.training.practice_fields import missing


class Phase(StrEnum):
    """How far an item has come: MARKING waits for people to judge their own words."""

    OPEN = "open"
    MARKING = "marking"
    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class View:
    """The item on the page: what was typed, what is told about it, how it was judged."""

    number: int
    item: Item
    phase: Phase = Phase.OPEN
    typed: str = ""
    told: str = ""
    feedback: Feedback | None = None


class Sitting:
    """A session for presses that may come twice: each names the item that it is meant for."""

    def __init__(self, session: Session, choice: Choice) -> None:
        self.choice = choice
        self.count = session.count
        self._session = session
        self._lock = threading.Lock()
        self._phases: list[Phase] = []
        self._view = self._next()

    @property
    def view(self) -> View | None:
        """The item on the page; None once the round has ended or was stopped."""
        return self._view

    @property
    def phases(self) -> tuple[Phase, ...]:
        """How the items went that are done with, in order."""
        return tuple(self._phases)

    @property
    def left(self) -> tuple[Item, ...]:
        """The items that are still to be answered."""
        return self._session.left

    @property
    def result(self) -> Result:
        """The scores of what has been answered so far."""
        return self._session.result()

    def answer(self, number: int, text: str) -> None:
        """Hand in an answer; one that cannot be read leaves the item open, with the reason."""
        with self._lock:
            if (view := self._at(number, Phase.OPEN)) is None:
                return
            try:
                feedback = self._session.answer(text)
            except QuestionError as error:
                told = missing(view.item, text) or str(error)
                self._view = replace(view, typed=text, told=told)
            else:
                self._settle(replace(view, typed=text, told=""), feedback, _phase(feedback))

    def mark(self, number: int, *, right: bool) -> None:
        """Keep how people judged their own words."""
        with self._lock:
            if view := self._at(number, Phase.MARKING):
                feedback = self._session.mark(right=right)
                self._settle(view, feedback, _phase(feedback))

    def skip(self, number: int) -> None:
        """Show the key without an answer."""
        with self._lock:
            if view := self._at(number, Phase.OPEN, Phase.MARKING):
                self._settle(view, self._session.skip(), Phase.SKIPPED)

    def go_on(self, number: int) -> None:
        """Go to the next item, or to the result after the last one."""
        with self._lock:
            if self._at(number, Phase.RIGHT, Phase.WRONG, Phase.SKIPPED):
                self._view = self._next()

    def stop(self) -> None:
        """Go to the result; what was judged is kept."""
        with self._lock:
            self._view = None

    def come_back(self) -> None:
        """Go from the result to the item that is next."""
        with self._lock:
            self._view = self._view or self._next()

    def _at(self, number: int, *phases: Phase) -> View | None:
        """Return the view if a press for item ``number`` in one of ``phases`` is meant for it."""
        view = self._view
        fits = view is not None and view.number == number and view.phase in phases
        return view if fits else None

    def _settle(self, view: View, feedback: Feedback, phase: Phase) -> None:
        self._view = replace(view, phase=phase, feedback=feedback)
        if phase is not Phase.MARKING:
            self._phases.append(phase)

    def _next(self) -> View | None:
        item = self._session.next_item()
        return None if item is None else View(self._session.number, item)


def _phase(feedback: Feedback) -> Phase:
    if feedback.right is None:
        return Phase.MARKING
    return Phase.RIGHT if feedback.right else Phase.WRONG
