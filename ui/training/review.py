"""The item bank: find, edit, reject, lock."""

from __future__ import annotations

from ui.components import html
from ui.services import Services


def add_review(services: Services) -> None:
    """Add the section to the Blocks that is open."""
    html(services.regulation.title, "qa-review")
