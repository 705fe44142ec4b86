"""The tab 检索: a box and the list of articles, which the page asks for while somebody types."""

from __future__ import annotations

from typing import Any

from gradio.events import api

from ui.components import html
from ui.search.handlers import asked, search
from ui.search.results import EMPTY
from ui.services import Services


def add_search(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    html(searching_html(), "qa-search")

    def find(query: str, chapters: list[int], shown: int) -> dict[str, Any]:
        """Return what the tab shows: for the page, not of the API."""
        found = search(services.assistant, asked(query, chapters, shown))
        return {"html": found.html, "told": found.told, "wait": found.wait}

    api(find, api_name="find", api_visibility="private", queue=False)


def searching_html() -> str:
    """Return the box and the empty list."""
    return (
        '<form id="qa-searching" role="search">'
        '<input id="qa-query" type="search" autocomplete="off" spellcheck="false" '
        'enterkeyhint="search" aria-label="检索词语" '
        'placeholder="输入词语或一句话，例如：请假、督查、政务公开">'
        '<button type="submit">检索</button></form>'
        '<p class="qa-off-screen" id="qa-found-told" role="status"></p>'
        f'<div id="qa-found" aria-busy="false">{EMPTY}</div>'
    )
