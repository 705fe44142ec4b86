"""The tab 问答: a chat with its citation panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import gradio as gr

from ui.chat import cards, history
from ui.chat.conversation import exchange, status
from ui.chat.endpoints import add_chat_endpoints
from ui.chat.floor import Floor
from ui.chat.foot import reasons
from ui.chat.handlers import Turns, answer_next, kept_view, panel_at
from ui.chat.keeping import Keeper, conversation_of
from ui.components import EVENT, html, line
from ui.header import invitation
from ui.services import Services
from ui.visitor import visitor_of
from ui.waiting import guarded

_EXAMPLES: Final = (
    "县长出差要提前几天报告？",
    "常务会议纪要由谁签发？",
    "县长外出期间谁主持工作？",
    "部门会签文件几天内要回复？",
    "公务接待能送礼吗？",
    "县政府领导多久下一次基层？",
)
_ASKING: Final[dict[str, Any]] = {**EVENT, "trigger_mode": "multiple"}
"""A question may be asked while the one before is being answered; see ``ui.chat.floor``."""


_OPENING: Final = """
element.dataset.ready = "";
document.addEventListener("qa-open", (event) => trigger("click", { conversation: event.detail }));
"""
"""How scripts/history.js has a kept conversation opened; 0 begins a new one."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that a turn changes, and what the page knows of its visitor's talk."""

    chat: gr.Chatbot
    panel: gr.HTML
    turns: gr.State
    bar: gr.HTML
    box: gr.Textbox
    floor: gr.State

    @property
    def shown(self) -> list[Any]:
        return [self.chat, self.panel, self.turns, self.bar]


def add_chat(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    turns, floor = gr.State(()), gr.State(Floor())
    with gr.Row(elem_id="qa-columns"):
        with gr.Column(elem_id="qa-talk", min_width=0):
            bar = html(history.bar(0, ""), "qa-talk-bar")
            html(history.drawer(), "qa-drawer")
            chat = _chat()
            with gr.Row(elem_id="qa-asking"):
                box = line("问题", "用平常的话提问，按回车发送", "qa-question", max_lines=4)
                send = gr.Button("提问", variant="primary", scale=0, min_width=0)
                fresh = gr.Button("新对话", scale=0, min_width=0)
            with gr.Row(elem_id="qa-examples"):
                chips = [gr.Button(text, size="sm", scale=0, min_width=0) for text in _EXAMPLES]
        with gr.Column(elem_id="qa-side", min_width=0):
            panel = html(cards.EMPTY, "qa-panel")
    html(reasons(), "qa-reasons")
    parts = _Parts(chat, panel, turns, bar, box, floor)
    _on_questions(services, parts, [box.submit, send.click], chips)
    _on_conversations(services, parts, fresh)
    add_chat_endpoints(services)


def _on_questions(
    services: Services, parts: _Parts, sent: list[Any], chips: list[gr.Button]
) -> None:
    def respond(
        question: str, before: Turns, mine: Floor, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        typed: Any = ""  # the box is emptied once: what is typed meanwhile stays
        keeper, told = _keeper(services, request), conversation_of(before)
        for view in answer_next(services.assistant, mine, question, before, keeper):
            if view is None:
                yield (gr.skip(),) * 5
                continue
            place, bar = conversation_of(view.turns), gr.skip()
            if place != told:
                told, bar = place, history.bar(place, keeper.title(place))
            yield view.messages, view.panel, view.turns, bar, typed
            typed = gr.skip()

    outputs = [*parts.shown, parts.box]
    gr.on(sent, respond, [parts.box, parts.turns, parts.floor], outputs, **_ASKING)
    for chip in chips:
        chip.click(respond, [chip, parts.turns, parts.floor], outputs, **_ASKING)


def _on_conversations(services: Services, parts: _Parts, fresh: gr.Button) -> None:
    opening = gr.HTML("", elem_id="qa-opening", js_on_load=_OPENING)

    def begin_anew(mine: Floor) -> tuple[Any, ...]:
        mine.leave()
        return [], cards.EMPTY, (), history.bar(0, "")

    def open_kept(mine: Floor, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        keeper, wanted = _keeper(services, request), event.conversation
        if not isinstance(wanted, int) or not wanted:
            return begin_anew(mine)
        mine.leave()

        def found() -> tuple[Any, ...]:
            view = kept_view(services.regulation, keeper, wanted)
            return view.messages, view.panel, view.turns, history.bar(wanted, keeper.title(wanted))

        def failed(sentence: str) -> tuple[Any, ...]:
            told = exchange("", status(sentence))
            return told, cards.EMPTY, (), history.bar(0, "")

        return guarded(found, failed)

    def show(before: Turns, event: gr.SelectData) -> Any:
        shown = panel_at(services.regulation, before, event.index)
        return gr.skip() if shown is None else shown

    fresh.click(begin_anew, [parts.floor], parts.shown, **EVENT)
    opening.click(open_kept, [parts.floor], parts.shown, **EVENT)
    parts.chat.select(show, [parts.turns], [parts.panel], **EVENT)


def _keeper(services: Services, request: gr.Request) -> Keeper:
    return Keeper(services.data_dir, services.regulation, visitor_of(request))


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        label="对话",
        show_label=False,
        elem_id="qa-chat",
        height=None,
        render_markdown=False,
        latex_delimiters=[],
        buttons=[],
        feedback_options=None,
        allow_file_downloads=False,
        group_consecutive_messages=False,
        placeholder=invitation(),
    )
