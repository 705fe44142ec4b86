"""What happens on a question or a click in the chat: generators that gradio streams to the page."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

from corpus.model import Regulation
from qa.assistant import Assistant
from qa.model import Answer
from ui.chat import cards
from ui.chat.conversation import (
    Message,
    Turn,
    asked,
    exchange,
    growing,
    messages,
    reply,
    told,
    waiting,
)
from ui.chat.floor import Floor
from ui.chat.keeping import Keeper
from ui.holder import Holder
from ui.waiting import guarded, preparing

Turns = tuple[Turn, ...]
_SEEKING: Final = "正在查找依据……"
_WORDING: Final = "正在组织语句……"


@dataclass(frozen=True, slots=True)
class View:
    """The question tab at one moment."""

    messages: list[Message]
    panel: str
    turns: Turns


def answer_next(
    holder: Holder[Assistant], floor: Floor, question: str, turns: Turns, keeper: Keeper
) -> Iterator[View | None]:
    """Yield what ``answer_question`` does while ``question`` is the visitor's latest one.

    None stands for a page that is to stay as it is: another question, or a new chat, has taken it
    over, or this one was but a second press of the key.
    """
    if floor.repeats(question):
        yield None
        return
    ticket = floor.take(question)
    try:
        for view in answer_question(holder, question, turns, keeper):
            if not floor.held_by(ticket):
                yield None
                return
            yield view
    finally:
        floor.leave(ticket)


def answer_question(
    holder: Holder[Assistant], question: str, turns: Turns, keeper: Keeper
) -> Iterator[View]:
    """Yield the chat with the answer to ``question`` growing, its citations beside it.

    A turn is kept as soon as its answer is whole, before the page has shown all of it.
    """
    before, number = messages(turns), len(turns) + 1

    def view(html: str, panel: str, turn: Turn) -> View:
        return View([*before, *exchange(question, html)], panel, (*turns, turn))

    waiting_for = Turn(question, unfinished=True)
    yield view(waiting(_SEEKING), cards.SEEKING, waiting_for)
    attempt = holder.start()
    for sentence in preparing(holder, attempt):
        yield view(waiting(sentence), cards.SEEKING, waiting_for)
    if _has_model(attempt):
        yield view(waiting(_WORDING), cards.SEEKING, waiting_for)
    kept: Turn | None = None
    for step, (turn, panel) in enumerate(_told(attempt, question, turns)):
        if kept is None and not turn.unfinished and not attempt.exception():
            kept = keeper.keep(turn, turns, attempt.result())
        shown = turn if kept is None or turn.unfinished else kept
        for html in _shown(shown, number, first=step == 0):
            yield view(html, panel, shown)


def kept_view(regulation: Regulation, keeper: Keeper, conversation: int) -> View:
    """Return a kept conversation, the citations of its last answer beside it."""
    turns = keeper.turns(conversation)
    shown = messages(turns)
    panel = panel_at(regulation, turns, len(shown) - 1)
    return View(shown, cards.EMPTY if panel is None else panel, turns)


def panel_at(regulation: Regulation, turns: Turns, message: int) -> str | None:
    """Return the citation panel of the turn that ``message`` (from 0) of the chat belongs to."""
    numbers = [number for number, turn in enumerate(turns, 1) for _ in exchange(turn.question, "")]
    if not 0 <= message < len(numbers):
        return None
    answer = turns[numbers[message] - 1].answer
    if answer is None:
        return cards.EMPTY
    return cards.panel(regulation, answer, numbers[message])


def _told(attempt: Future[Assistant], question: str, turns: Turns) -> Iterator[tuple[Turn, str]]:
    """Yield the turn of ``question`` with its panel as it is told, and last the finished one."""

    def failed(sentence: str) -> tuple[Turn, str]:
        return Turn(question, fault=sentence), cards.EMPTY

    with closing(_proved(attempt, question, turns)) as steps:
        while (step := guarded(lambda: next(steps, None), failed)) is not None:
            yield step


def _proved(
    attempt: Future[Assistant], question: str, turns: Turns
) -> Generator[tuple[Turn, str], None, None]:
    assistant = attempt.result()
    turn, panel = Turn(question), cards.EMPTY
    for step, answer in enumerate(assistant.stream(question, asked(turns))):
        whole = step == 0 and _comes_whole(assistant, answer)
        turn = Turn(question, answer, unfinished=not whole)
        panel = cards.panel(assistant.regulation, answer, len(turns) + 1)
        yield turn, panel
    yield replace(turn, unfinished=False), panel


def _comes_whole(assistant: Assistant, answer: Answer) -> bool:
    """Say whether ``answer``, the first told, is known to be all: no model goes on wording it."""
    if assistant.model is None or answer.note:
        return True
    from qa.llm.writer import is_worded

    return not is_worded(answer)


def _shown(turn: Turn, number: int, *, first: bool) -> Iterator[str]:
    """Yield what turn ``number`` shows: a whole answer grows, a model's sentences come as told."""
    if turn.answer is None or not (first or turn.unfinished):
        yield reply(turn, number)
    elif turn.unfinished:
        yield told(turn.answer, number)
    else:
        yield from growing(turn.answer, number)


def _has_model(attempt: Future[Assistant]) -> bool:
    return attempt.exception() is None and attempt.result().model is not None
