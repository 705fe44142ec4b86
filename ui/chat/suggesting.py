"""What is offered below the question box while somebody types."""

from __future__ import annotations

from typing import Final

from qa.assistant import Assistant
from ui.holder import Holder
from ui.waiting import guarded

_TYPED: Final = 60
"""Characters. Who has typed more needs no suggestion."""


def suggest(holder: Holder[Assistant], typed: object) -> list[str]:
    """Return questions that ``typed`` may grow into; none while the model is loading."""
    if not holder.ready or not isinstance(typed, str) or len(typed) > _TYPED:
        return []
    text = typed.encode("utf-8", "ignore").decode("utf-8")
    return guarded(lambda: list(holder.get().suggest(text)), lambda _: [])
