"""Draw a paper by a blueprint, preview it, change it, download it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, Final

import gradio as gr
from gradio.events import api

from ui.components import EVENT, html
from ui.notes import note
from ui.services import Services
from ui.training.papers_form import form

_EMPTY: Final = note(
    "点“出卷”，马上得到一份试卷。", "每道题的答案都由条文证明，附解析和原文出处，可下载多种格式。"
)
_PREVIEW: Final = (
    f'<div id="qa-paper">{_EMPTY}</div>'
    '<p class="qa-training-said" id="qa-paper-said" role="status"></p>'
)
_FIELDS: Final = "() => [[...new FormData(document.querySelector('#qa-blueprint'))]]"
"""Reads the form in the page: pairs of a field's name and what stands in it."""
_SHOW: Final = (
    "(drawn) => document.dispatchEvent(new CustomEvent('qa-paper-drawn', {detail: drawn}))"
)


def add_papers(services: Services) -> None:
    """Add the section to the Blocks that is open."""
    with gr.Row(elem_id="qa-papers"):
        with gr.Column(elem_id="qa-papers-form", scale=0, min_width=0):
            html(form(services.regulation), "qa-papers-fields")
            with gr.Row(elem_classes="qa-form", elem_id="qa-papers-go"):
                go = gr.Button("出卷", variant="primary", min_width=0)
                cancel = gr.Button("取消", visible=False, scale=0, min_width=0)
            told = html("", "qa-papers-told")
        with gr.Column(elem_id="qa-papers-preview", min_width=0):
            html(_PREVIEW, "qa-papers-paper")
    fields, drawn = gr.JSON(visible=False), gr.JSON(visible=False)

    def draw(sent: object) -> Iterator[tuple[Any, ...]]:
        from ui.training.papers_handlers import drawing

        for step in drawing(services.stock, sent):
            yield (_paragraph(step.told), step.drawn, *_buttons(busy=step.busy))

    def stop() -> tuple[Any, ...]:
        return (_paragraph("已取消，没有出新的卷。"), *_buttons(busy=False))

    drawing = go.click(draw, [fields], [told, drawn, go, cancel], js=_FIELDS, **EVENT)
    drawing.success(None, [drawn], None, js=_SHOW)
    cancel.click(stop, None, [told, go, cancel], cancels=[drawing], **EVENT)
    _add_endpoints(services)


def _add_endpoints(services: Services) -> None:
    """Add what the script of the preview asks for."""

    def paper_show(record: dict[str, Any], version: str) -> dict[str, Any]:
        from ui.training.papers_handlers import shown

        return shown(services.stock, record, version)

    def paper_change(
        record: dict[str, Any], version: str, action: str, item: str
    ) -> dict[str, Any]:
        from ui.training.papers_handlers import changed

        return changed(services.stock, record, version, action, item)

    def paper_file(record: dict[str, Any], name: str) -> dict[str, Any]:
        from ui.training.papers_handlers import written

        return written(services.stock, record, name)

    def paper_supply(fields: list[list[str]]) -> dict[str, Any]:
        from ui.training.papers_handlers import counted

        return counted(services.stock, fields)

    for endpoint in (paper_show, paper_change, paper_file, paper_supply):
        api(endpoint, api_name=endpoint.__name__, api_visibility="private", queue=False)


def _buttons(*, busy: bool) -> tuple[Any, Any]:
    return gr.Button(interactive=not busy), gr.Button(visible=busy)


def _paragraph(sentence: str) -> str:
    return f'<p role="status">{escape(sentence)}</p>' if sentence else ""
