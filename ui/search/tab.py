"""The tab 检索: a box and the list of articles."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from ui.components import EVENT, html, line
from ui.search import results
from ui.search.handlers import search
from ui.services import Services


def add_search(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    with gr.Row(elem_id="qa-searching"):
        box = line("检索词语", "输入词语或一句话，例如：请假、督查、政务公开", "qa-query")
        go = gr.Button("检索", variant="primary", scale=0, min_width=0)
    found = html(results.EMPTY, "qa-found")

    def look(query: str) -> Iterator[str]:
        yield from search(services.assistant, query)

    gr.on([box.submit, go.click], look, [box], [found], **EVENT)
