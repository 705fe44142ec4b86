"""Draw a paper by a blueprint, preview it, download it."""

from __future__ import annotations

from ui.components import html
from ui.services import Services


def add_papers(services: Services) -> None:
    """Add the section to the Blocks that is open."""
    html(services.regulation.title, "qa-papers")
