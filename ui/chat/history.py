"""The visitor's conversations as HTML: the bar above the chat, the list that opens from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Final

from qa.userdata.conversations import LONGEST_TITLE, Conversation
from ui.notes import note

FRESH: Final = "新对话"
_NO_COOKIE: Final = note(
    "没有对话记录。", "浏览器没有接受本站的 Cookie，所以不保存对话。允许后刷新页面即可。"
)
_NOTHING: Final = note(
    "还没有对话记录。", "提问之后，对话会存在这台服务器上，只有这个浏览器看得到。"
)
_OWN: Final = (
    '<button type="button" class="qa-button" id="qa-rename">改名</button>'
    '<details id="qa-export"><summary class="qa-button">导出</summary>'
    '<div role="group" aria-label="导出为">'
    '<button type="button" data-export="word">Word 文档</button>'
    '<button type="button" data-export="markdown">Markdown 文本</button></div></details>'
)
"""What can be done with a kept conversation."""


def bar(conversation: int, title: str) -> str:
    """Return the bar: the conversation's title, renaming, export, and what opens the list."""
    own = _OWN if conversation else ""
    return (
        f'<div class="qa-talk-bar" data-conversation="{conversation}">'
        f'<p id="qa-title">{escape(title or FRESH)}</p>{own}'
        '<button type="button" class="qa-button" id="qa-history-open" aria-expanded="false" '
        'aria-controls="qa-history">对话记录</button></div>'
    )


def rows(conversations: Sequence[Conversation], today: date, *, found: bool = False) -> str:
    """Return the list, the latest first; ``found``: it is what a search has left."""
    if not conversations:
        return note("没有找到。", "换个词语试试；只找这个浏览器里的对话。") if found else _NOTHING
    return (
        f'<ul class="qa-conversations">{"".join(_row(each, today) for each in conversations)}</ul>'
    )


def no_cookie() -> str:
    """Return what stands in the list's place for a visitor of whom nothing is kept."""
    return _NO_COOKIE


def drawer() -> str:
    """Return the list's frame, closed; its rows are fetched when it opens."""
    return (
        '<section id="qa-history" aria-label="对话记录" hidden><div class="qa-history-head">'
        '<input type="search" id="qa-history-find" aria-label="在对话记录里找" '
        'placeholder="在对话记录里找" autocomplete="off">'
        '<button type="button" class="qa-button" id="qa-history-close">关闭</button></div>'
        '<p id="qa-history-said" role="status"></p><div id="qa-history-rows"></div>'
        '<p class="qa-history-foot">对话存在这台服务器上，只有这个浏览器看得到。'
        '<button type="button" class="qa-link" id="qa-forget">全部删除</button></p></section>'
        f'<template id="qa-naming"><form class="qa-naming"><input aria-label="对话的名称" '
        f'maxlength="{LONGEST_TITLE}" required><button class="qa-button">确定</button>'
        '<button type="button" class="qa-button qa-cancel">取消</button></form></template>'
    )


def _row(conversation: Conversation, today: date) -> str:
    title, key = escape(conversation.title), conversation.id
    return (
        f'<li data-conversation="{key}"><button type="button" class="qa-kept">'
        f"<span>{title}</span><small>{_when(conversation.latest, today)} · {conversation.count} 问"
        '</small></button><button type="button" class="qa-link qa-rename" '
        f'aria-label="改名：{title}">改名</button><button type="button" class="qa-link qa-delete" '
        f'aria-label="删除：{title}">删除</button></li>'
    )


def _when(moment: str, today: date) -> str:
    """Return a moment as one says it: 今天 14:05, 11月3日, 2025年12月31日."""
    then = datetime.fromisoformat(moment)
    days = (today - then.date()).days
    if days in (0, 1):
        return f"{('今天', '昨天')[days]} {then:%H:%M}"
    year = "" if then.year == today.year else f"{then.year}年"
    return f"{year}{then.month}月{then.day}日"
