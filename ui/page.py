"""The page: a header, the tab of questions with its citation panel, the tab of search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import gradio as gr

from corpus.model import Regulation
from qa.assistant import Assistant
from ui import cards, results
from ui.endpoints import add_endpoints
from ui.floor import Floor
from ui.handlers import Turns, answer_next, loading_notice, panel_at, search
from ui.header import header, invitation
from ui.holder import Holder

_EXAMPLES: Final = (
    "县长出差要提前几天报告？",
    "常务会议纪要由谁签发？",
    "县长外出期间谁主持工作？",
    "部门会签文件几天内要回复？",
    "公务接待能送礼吗？",
    "县政府领导多久下一次基层？",
)
_EVENT: Final[dict[str, Any]] = {
    "api_name": False,
    "api_visibility": "private",
    "show_progress": "hidden",
}
"""The page's own events: not part of the API, and without gradio's English progress text."""
_ASKING: Final[dict[str, Any]] = {**_EVENT, "trigger_mode": "multiple"}
"""A question may be asked while the one before is being answered; see ``ui.floor``."""


def build(holder: Holder[Assistant], regulation: Regulation) -> gr.Blocks:
    """Return the page; nothing in it belongs to one visitor, their turns live in gr.State."""
    title = f"{regulation.title} · 问答与检索"
    page: gr.Blocks
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as page:
        _html(header(regulation), "qa-header")
        _loading_notice(page, holder)
        with gr.Tabs(elem_id="qa-tabs"):
            with gr.Tab("问答"):
                _question_tab(holder)
            with gr.Tab("检索"):
                _search_tab(holder)
        add_endpoints(holder)
    return page


def _question_tab(holder: Holder[Assistant]) -> None:
    turns, floor = gr.State(()), gr.State(Floor())
    with gr.Row(elem_id="qa-columns"):
        with gr.Column(elem_id="qa-talk", min_width=0):
            chat = _chat()
            with gr.Row(elem_id="qa-asking"):
                box = _line("问题", "用平常的话提问，按回车发送", "qa-question", max_lines=4)
                send = gr.Button("提问", variant="primary", scale=0, min_width=0)
                fresh = gr.Button("新对话", scale=0, min_width=0)
            with gr.Row(elem_id="qa-examples"):
                chips = [gr.Button(text, size="sm", scale=0, min_width=0) for text in _EXAMPLES]
        with gr.Column(elem_id="qa-side", min_width=0):
            panel = _html(cards.EMPTY, "qa-panel")

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
    fresh.click(begin_anew, [floor], outputs, **_EVENT)
    chat.select(show, [turns], [panel], **_EVENT)


def _search_tab(holder: Holder[Assistant]) -> None:
    with gr.Row(elem_id="qa-searching"):
        box = _line("检索词语", "输入词语或一句话，例如：请假、督查、政务公开", "qa-query")
        go = gr.Button("检索", variant="primary", scale=0, min_width=0)
    found = _html(results.EMPTY, "qa-found")

    def look(query: str) -> Iterator[str]:
        yield from search(holder, query)

    gr.on([box.submit, go.click], look, [box], [found], **_EVENT)


def _loading_notice(page: gr.Blocks, holder: Holder[Assistant]) -> None:
    """Tell a visitor that comes before the model is there what the server is doing."""
    told = _html("", "qa-notice")
    clock = gr.Timer(1.0, active=False)

    def tell() -> tuple[Any, Any]:
        return loading_notice(holder), gr.Timer(active=not holder.ready)

    page.load(tell, None, [told, clock], **_EVENT)
    clock.tick(tell, None, [told, clock], **_EVENT)


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


def _line(label: str, placeholder: str, name: str, max_lines: int = 1) -> gr.Textbox:
    return gr.Textbox(
        label=label,
        show_label=False,
        placeholder=placeholder,
        max_lines=max_lines,
        elem_id=name,
        min_width=0,
    )


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)
