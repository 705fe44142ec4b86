"""The tab 条文."""

from __future__ import annotations

from ui.components import html
from ui.services import Services


def add_regulation(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    html(services.regulation.title, "qa-regulation")
