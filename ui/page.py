"""The page: a header over six tabs. Each tab is a package of its own, with its ``tab`` module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import gradio as gr

from ui.chat.tab import add_chat
from ui.components import EVENT, html
from ui.endpoints import add_endpoints
from ui.header import header
from ui.quality.tab import add_quality
from ui.regulation.tab import add_regulation
from ui.search.tab import add_search
from ui.services import Services
from ui.tables.tab import add_tables
from ui.training.tab import add_training
from ui.waiting import loading_notice

_TABS: Final[tuple[tuple[str, str, Callable[[Services], None]], ...]] = (
    ("ask", "问答", add_chat),
    ("search", "检索", add_search),
    ("text", "条文", add_regulation),
    ("tables", "速查", add_tables),
    ("training", "出题与练习", add_training),
    ("quality", "质量", add_quality),
)
"""The name behind # in an address, what stands on the tab, what fills it; see scripts/base.js."""


def build(services: Services) -> gr.Blocks:
    """Return the page; nothing in it belongs to one visitor, what does lives in gr.State."""
    title = f"{services.regulation.title} · 问答与检索"
    page: gr.Blocks
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as page:
        html(header(services.regulation), "qa-header")
        _loading_notice(page, services)
        with gr.Tabs(elem_id="qa-tabs"):
            for name, label, add in _TABS:
                with gr.Tab(label, id=name, elem_id=f"qa-tab-{name}"):
                    add(services)
        add_endpoints(services)
    return page


def _loading_notice(page: gr.Blocks, services: Services) -> None:
    """Tell a visitor that comes before the model is there what the server is doing."""
    told = html("", "qa-notice")
    clock = gr.Timer(1.0, active=False)

    def tell() -> tuple[Any, Any]:
        return loading_notice(services.assistant), gr.Timer(active=not services.assistant.ready)

    page.load(tell, None, [told, clock], **EVENT)
    clock.tick(tell, None, [told, clock], **EVENT)
