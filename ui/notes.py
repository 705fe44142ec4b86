"""Empty states and failures: a title and one calm sentence."""

from __future__ import annotations

from html import escape


def note(title: str, text: str) -> str:
    """Return an empty state: a title and one sentence."""
    return (
        f'<div class="qa-hint"><p class="qa-hint-title">{escape(title)}</p>'
        f"<p>{escape(text)}</p></div>"
    )
