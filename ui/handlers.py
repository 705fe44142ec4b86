"""What happens on a question, a search, a click: generators that gradio streams to the page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from html import escape
from typing import Final, TypeVar

from corpus.errors import RegulationQAError
from qa.assistant import Assistant
from ui import cards, results
from ui.conversation import Message, Turn, asked, exchange, growing, messages, waiting
from ui.holder import Holder, Stage

T = TypeVar("T")
Turns = tuple[Turn, ...]
_PATIENCE: Final = 0.4
"""Seconds between two looks at a model that is still loading."""
_BROKEN: Final = (
    "程序内部出错，没有能完成这次操作。请重试；若仍然出错，请把服务窗口里的出错记录交给管理员。"
)
_SEARCHING: Final = "正在查找依据……"
_TYPED: Final = 60
"""Characters. Who has typed more needs no suggestion."""


@dataclass(frozen=True, slots=True)
class View:
    """The question tab at one moment."""

    messages: list[Message]
    panel: str
    turns: Turns


def answer_question(holder: Holder[Assistant], question: str, turns: Turns) -> Iterator[View]:
    """Yield the chat with the answer to ``question`` growing, its citations beside it."""
    before, number = messages(turns), len(turns) + 1

    def view(html: str, panel: str) -> View:
        return View([*before, *exchange(question, html)], panel, turns)

    yield view(waiting(_SEARCHING), cards.SEEKING)
    attempt = holder.start()
    for sentence in preparing(holder, attempt):
        yield view(waiting(sentence), cards.SEEKING)
    turn, panel = _answered(attempt, question, turns)
    if turn.answer is not None:
        for html in growing(turn.answer, number):
            yield view(html, panel)
    yield View(messages((*turns, turn)), panel, (*turns, turn))


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


def _answered(attempt: Future[Assistant], question: str, turns: Turns) -> tuple[Turn, str]:
    def work() -> tuple[Turn, str]:
        assistant = attempt.result()
        answer = assistant.ask(question, asked(turns))
        panel = cards.panel(assistant.regulation, answer, len(turns) + 1)
        return Turn(question, answer), panel

    return guarded(work, lambda sentence: (Turn(question, fault=sentence), cards.EMPTY))
