"""The tab 条文: a bar to find with, and the text, which the page fetches when the tab is opened."""

from __future__ import annotations

from functools import cache

from gradio.events import api

from ui.components import html
from ui.notes import note
from ui.regulation.document import document_html
from ui.services import Services

_SIZES = (("1", "标准"), ("2", "大"), ("3", "特大"))


def add_regulation(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    html(reading_html(), "qa-regulation")

    @cache
    def regulation() -> str:
        """Return the whole text as HTML: for the page, not of the API."""
        return document_html(services.regulation)

    api(regulation, api_name="regulation", api_visibility="private", queue=False)


def reading_html() -> str:
    """Return the bar and the empty place for the text."""
    return (
        f'<div class="qa-law-reading">{_bar()}'
        '<div id="qa-document" data-empty aria-busy="true">'
        f"{note('正在打开全文……', '全文取到以后显示在这里。')}</div></div>"
    )


def _bar() -> str:
    return (
        '<div class="qa-law-bar" role="search" aria-label="在全文中查找">'
        '<button type="button" class="qa-button qa-law-contents" aria-expanded="false" '
        'aria-controls="qa-law-outline">目录</button>'
        '<input id="qa-find" type="search" autocomplete="off" spellcheck="false" '
        'enterkeyhint="search" aria-label="在全文中查找，或输入条号" '
        'placeholder="查找字句，或输入条号：57、57条2款" '
        'title="回车到下一处，Shift+回车到上一处，Esc 清除；没有在输入时按 / 可到这里">'
        '<span class="qa-law-steps" hidden>'
        '<button type="button" class="qa-button qa-law-previous">上一处</button>'
        '<button type="button" class="qa-button qa-law-next">下一处</button></span>'
        '<button type="button" class="qa-button qa-law-jump" hidden></button>'
        f'<span class="qa-told" id="qa-find-told" role="status"></span>{_view()}</div>'
    )


def _view() -> str:
    sizes = "".join(
        f'<button type="button" class="qa-law-size" data-size="{size}" aria-pressed="false">{name}'
        "</button>"
        for size, name in _SIZES
    )
    return (
        '<span class="qa-law-view"><span class="qa-law-sizes" role="group" aria-label="字号">'
        f'<span aria-hidden="true">字号</span>{sizes}</span>'
        '<span class="qa-off-screen" id="qa-size-told" role="status"></span>'
        '<button type="button" class="qa-button qa-law-print">打印全文</button></span>'
    )
