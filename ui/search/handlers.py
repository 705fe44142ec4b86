"""What happens on a search and while a question is typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qa.assistant import Assistant
from ui.holder import Holder
from ui.notes import note
from ui.search import results
from ui.waiting import guarded, preparing

_TYPED: Final = 60
"""Characters. Who has typed more needs no suggestion."""


def search(holder: Holder[Assistant], query: str) -> Iterator[str]:
    """Yield the result list for ``query``, or a sentence while there is none."""
    attempt = holder.start()
    for sentence in preparing(holder, attempt):
        yield note("正在准备", sentence)

    def found() -> str:
        assistant = attempt.result()
        hits = assistant.search(query)
        return results.results(assistant.regulation, query, hits, assistant.words.content(query))

    yield guarded(found, lambda sentence: note("没有检索。", sentence))


def suggest(holder: Holder[Assistant], typed: object) -> list[str]:
    """Return questions that ``typed`` may grow into; none while the model is loading."""
    if not holder.ready or not isinstance(typed, str) or len(typed) > _TYPED:
        return []
    text = typed.encode("utf-8", "ignore").decode("utf-8")
    return guarded(lambda: list(holder.get().suggest(text)), lambda _: [])
