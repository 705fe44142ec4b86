"""What the chat's scripts ask of the server: conversations, exports, what was said of answers."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import gradio as gr
from gradio.events import api

from corpus.errors import CommandError
from qa.userdata.conversations import ConversationStore
from qa.userdata.feedback import TOLD_ON_DELETING, FeedbackStore
from ui.chat import history
from ui.services import Services
from ui.visitor import visitor_of
from ui.waiting import guarded

_PRIVATE: Final[dict[str, Any]] = {"api_visibility": "private", "queue": False}
_ANONYMOUS: Final = "浏览器没有接受本站的 Cookie，这里什么也不保存。"
_TYPES: Final = {
    "word": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "markdown": (".md", "text/markdown;charset=utf-8"),
}
Reply = dict[str, Any]
"""``said`` is a sentence for the visitor, empty where what is shown says enough."""


def add_chat_endpoints(services: Services) -> None:
    """Add the private endpoints to the open Blocks."""

    def conversations(action: str, key: int, text: str, request: gr.Request) -> Reply:
        """List, find, rename, delete, restore or forget the visitor's conversations."""
        visitor = visitor_of(request)
        if visitor is None:
            return {"html": history.no_cookie(), "said": ""}
        store = ConversationStore(services.data_dir, services.regulation)
        return _told(lambda: _acted(store, visitor, action, key, text))

    def feedback(
        place: list[int], useful: bool | None, why: list[str], request: gr.Request
    ) -> Reply:
        """Keep (or with None withdraw) what the visitor says of an answer."""
        return _told(lambda: _judged(services, visitor_of(request), place, useful, why))

    def opinions(key: int, request: gr.Request) -> Reply:
        """Return what the visitor said of a conversation's answers, by their numbers."""
        return _told(lambda: _opinions(services, visitor_of(request), key))

    def export(key: int, kind: str, request: gr.Request) -> Reply:
        """Return a conversation as a file."""
        return _told(lambda: _file(services, visitor_of(request), key, kind))

    for function in (conversations, feedback, opinions, export):
        api(function, api_name=function.__name__, **_PRIVATE)


def _told(work: Callable[[], Reply]) -> Reply:
    return guarded(work, lambda sentence: {"said": sentence, "failed": True})


def _acted(store: ConversationStore, visitor: str, action: str, key: int, text: str) -> Reply:
    said = ""
    if action == "rename":
        store.rename(visitor, key, text)
    elif action == "delete":
        store.delete(visitor, key)
        said = f"已删除。{TOLD_ON_DELETING}"
    elif action == "restore":
        store.restore(visitor, key)
    elif action == "forget":
        store.delete_all(visitor)
        said = f"对话记录已全部删除。{TOLD_ON_DELETING}"
    found = action == "find" and bool(text.strip())
    listed = store.find(visitor, text) if found else store.conversations(visitor)
    return {"html": history.rows(listed, date.today(), found=found), "said": said}


def _judged(
    services: Services, visitor: str | None, place: list[int], useful: bool | None, why: list[str]
) -> Reply:
    store = FeedbackStore(services.data_dir, services.regulation)
    if visitor is None or len(place) != 2 or len(why) != 2:
        raise CommandError(_ANONYMOUS)
    conversation, number = place
    if useful is None:
        store.withdraw(visitor, conversation, number)
        return {"said": "已撤回。"}
    reason, comment = why
    store.give(visitor, conversation, number, useful=useful, reason=reason, comment=comment)
    return {"said": "已记下，谢谢。"}


def _opinions(services: Services, visitor: str | None, key: int) -> Reply:
    if visitor is None:
        return {"given": {}}
    given = FeedbackStore(services.data_dir, services.regulation).of(visitor, key)
    return {"given": {str(number): each.useful for number, each in given.items()}}


def _file(services: Services, visitor: str | None, key: int, kind: str) -> Reply:
    from qa.userdata.export import markdown, word

    if visitor is None:
        raise CommandError(_ANONYMOUS)
    if kind not in _TYPES:
        raise CommandError(f"不能导出为“{kind[:20]}”，可以导出为 Word 或 Markdown。")
    store = ConversationStore(services.data_dir, services.regulation)
    turns = store.turns(visitor, key)
    title = next(each.title for each in store.conversations(visitor) if each.id == key)
    suffix, type_ = _TYPES[kind]
    if kind == "word":
        data = word(title, turns, services.regulation)
    else:
        data = markdown(title, turns, services.regulation).encode("utf-8")
    return {
        "said": "",
        "name": title + suffix,
        "type": type_,
        "data": base64.b64encode(data).decode(),
    }
