"""The app's public API: ``/ask`` gives the record, ``/search`` the hits, as on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import gradio as gr
from gradio.events import api

from corpus.errors import CommandError, RegulationQAError
from qa.assistant import Assistant
from qa.record import answer_record, hit_record
from ui.chat.suggesting import suggest
from ui.holder import Holder
from ui.services import Services

T = TypeVar("T")
_MOST_HITS: Final = 100
"""Hits that one request may ask for."""


def add_endpoints(services: Services) -> None:
    """Add ``/ask`` and ``/search`` to the open Blocks, and what the page itself asks for."""
    holder = services.assistant

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer one question with citations, in the light of earlier questions."""
        return _said(lambda: _ask(holder, question, history))

    def search(query: str, limit: int = 10) -> list[dict[str, Any]]:
        """Return the articles nearest to the query, best first."""
        return _said(lambda: _search(holder, query, limit))

    def suggestions(typed: str) -> list[str]:
        """Return questions that what is typed may grow into: for the page, not of the API."""
        return suggest(holder, typed)

    api(ask, api_name="ask")
    api(search, api_name="search")
    api(suggestions, api_name="suggest", api_visibility="private", queue=False)


def _ask(holder: Holder[Assistant], question: object, history: object) -> dict[str, Any]:
    earlier = [] if history is None else history
    if not isinstance(earlier, list) or not all(isinstance(item, str) for item in earlier):
        raise CommandError("history 应为文字的列表。")
    return answer_record(holder.get().ask(_text("question", question), earlier))


def _search(holder: Holder[Assistant], query: object, limit: object) -> list[dict[str, Any]]:
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= _MOST_HITS:
        raise CommandError(f"limit 应为 1 到 {_MOST_HITS} 的整数，读到的是 {limit!r}。")
    return [hit_record(hit) for hit in holder.get().search(_text("query", query), limit)]


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise CommandError(f"{name} 应为文字，读到的是 {value!r}。")
    return value


def _said(work: Callable[[], T]) -> T:
    """Return what ``work`` returns; an expected error goes to the client as its sentence."""
    try:
        return work()
    except RegulationQAError as error:
        raise gr.Error(str(error), print_exception=False) from error
