"""What happens on a question, a search, a click: generators that gradio streams to the page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import closing
from dataclasses import dataclass, replace
from html import escape
from typing import Final, TypeVar

from corpus.errors import RegulationQAError
from qa.assistant import Assistant
from qa.model import Answer
from ui import cards, results
from ui.conversation import (
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
from ui.floor import Floor
from ui.holder import Holder, Stage

T = TypeVar("T")
Turns = tuple[Turn, ...]
_PATIENCE: Final = 0.4
"""Seconds between two looks at a model that is still loading."""
_BROKEN: Final = (
    "程序内部出错，没有能完成这次操作。请重试；若仍然出错，请把服务窗口里的出错记录交给管理员。"
)
_SEEKING: Final = "正在查找依据……"
_WORDING: Final = "正在组织语句……"
_TYPED: Final = 60
"""Characters. Who has typed more needs no suggestion."""


@dataclass(frozen=True, slots=True)
class View:
    """The question tab at one moment."""

    messages: list[Message]
    panel: str
    turns: Turns


def answer_next(
    holder: Holder[Assistant], floor: Floor, question: str, turns: Turns
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
        for view in answer_question(holder, question, turns):
            if not floor.held_by(ticket):
                yield None
                return
            yield view
    finally:
        floor.leave(ticket)


def answer_question(holder: Holder[Assistant], question: str, turns: Turns) -> Iterator[View]:
    """Yield the chat with the answer to ``question`` growing, its citations beside it."""
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
    for step, (turn, panel) in enumerate(_told(attempt, question, turns)):
        for html in _shown(turn, number, first=step == 0):
            yield view(html, panel, turn)


def panel_at(holder: Holder[Assistant], turns: Turns, message: int) -> str | None:
    """Return the citation panel of the turn that ``message`` (from 0) of the chat belongs to."""
    numbers = [number for number, turn in enumerate(turns, 1) for _ in exchange(turn.question, "")]
    if not 0 <= message < len(numbers):
        return None
    answer = turns[numbers[message] - 1].answer
    if answer is None:
        return cards.EMPTY
    return cards.panel(holder.get().regulation, answer, numbers[message])


def search(holder: Holder[Assistant], query: str) -> Iterator[str]:
    """Yield the result list for ``query``, or a sentence while there is none."""
    attempt = holder.start()
    for sentence in preparing(holder, attempt):
        yield cards.note("正在准备", sentence)

    def found() -> str:
        assistant = attempt.result()
        hits = assistant.search(query)
        return results.results(assistant.regulation, query, hits, assistant.words.content(query))

    yield guarded(found, lambda sentence: cards.note("没有检索。", sentence))


def suggest(holder: Holder[Assistant], typed: object) -> list[str]:
    """Return questions that ``typed`` may grow into; none while the model is loading."""
    if not holder.ready or not isinstance(typed, str) or len(typed) > _TYPED:
        return []
    text = typed.encode("utf-8", "ignore").decode("utf-8")
    return guarded(lambda: list(holder.get().suggest(text)), lambda _: [])


def preparing(holder: Holder[Assistant], attempt: Future[Assistant]) -> Iterator[str]:
    """Yield a sentence now and then until ``attempt`` to load the model has ended."""
    while not attempt.done():
        wait_for([attempt], timeout=_PATIENCE)
        if not attempt.done():
            yield f"{stage_sentence(holder.stage)}好了就给出结果。"


def stage_sentence(stage: Stage | None) -> str:
    """Say what the server is doing before it can answer."""
    if stage is None:
        return "正在准备，请稍候。"
    done = f"{stage.done}/{stage.total}"
    return f"首次使用，正在建立索引（{stage.name} {done}），约两分钟。"


def loading_notice(holder: Holder[Assistant]) -> str:
    """Return what stands above the tabs: nothing once the model is there."""
    if holder.ready:
        return ""
    failure = holder.failure
    if failure is None:
        return f"<p>{escape(stage_sentence(holder.stage))}</p>"
    sentence = str(failure) if isinstance(failure, RegulationQAError) else _BROKEN
    return f"<p>{escape(sentence)}</p>"


def guarded(work: Callable[[], T], failed: Callable[[str], T]) -> T:
    """Return what ``work`` returns, or what ``failed`` makes of the sentence that says why not."""
    try:
        return work()
    except RegulationQAError as error:
        return failed(str(error))
    except Exception:  # the page must say something; the record is for the administrator
        logging.getLogger(__name__).exception("unexpected error")
        return failed(_BROKEN)


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
