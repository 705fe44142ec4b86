"""The tab 问答: a chat with its citation panel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import gradio as gr

from ui.chat import cards
from ui.chat.floor import Floor
from ui.chat.handlers import Turns, answer_next, panel_at
from ui.components import EVENT, html, line
from ui.header import invitation
from ui.services import Services

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


def add_chat(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    holder = services.assistant
    turns, floor = gr.State(()), gr.State(Floor())
    with gr.Row(elem_id="qa-columns"):
        with gr.Column(elem_id="qa-talk", min_width=0):
            chat = _chat()
            with gr.Row(elem_id="qa-asking"):
                box = line("问题", "用平常的话提问，按回车发送", "qa-question", max_lines=4)
                send = gr.Button("提问", variant="primary", scale=0, min_width=0)
                fresh = gr.Button("新对话", scale=0, min_width=0)
            with gr.Row(elem_id="qa-examples"):
                chips = [gr.Button(text, size="sm", scale=0, min_width=0) for text in _EXAMPLES]
        with gr.Column(elem_id="qa-side", min_width=0):
            panel = html(cards.EMPTY, "qa-panel")

    def respond(question: str, before: Turns, mine: Floor) -> Iterator[tuple[Any, ...]]:
        typed: Any = ""  # the box is emptied once: what is typed meanwhile stays
        for view in answer_next(holder, mine, question, before):
            if view is None:
                yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            else:
                yield view.messages, view.panel, view.turns, typed
            typed = gr.skip()

    def begin_anew(mine: Floor) -> tuple[Any, ...]:
        mine.leave()
        return [], cards.EMPTY, (), ""

    def show(before: Turns, event: gr.SelectData) -> Any:
        shown = panel_at(holder, before, event.index)
        return gr.skip() if shown is None else shown

    outputs = [chat, panel, turns, box]
    gr.on([box.submit, send.click], respond, [box, turns, floor], outputs, **_ASKING)
    for chip in chips:
        chip.click(respond, [chip, turns, floor], outputs, **_ASKING)
    fresh.click(begin_anew, [floor], outputs, **EVENT)
    chat.select(show, [turns], [panel], **EVENT)


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
