"""The tab 质量."""

from __future__ import annotations

from ui.components import html
from ui.services import Services


def add_quality(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    html(services.regulation.title, "qa-quality")
