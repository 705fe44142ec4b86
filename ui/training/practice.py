"""Practise: items one by one, the wrong-answer notebook, progress by chapter."""

from __future__ import annotations

from ui.components import html
from ui.services import Services


def add_practice(services: Services) -> None:
    """Add the section to the Blocks that is open."""
    html(services.regulation.title, "qa-practice")
