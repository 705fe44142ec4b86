"""Gradio's components as this page uses them, and how its events are set."""

from __future__ import annotations

from typing import Any, Final

import gradio as gr

EVENT: Final[dict[str, Any]] = {
    "api_name": False,
    "api_visibility": "private",
    "show_progress": "hidden",
}
"""The page's own events: not part of the API, and without gradio's English progress text."""


def html(value: str, name: str) -> gr.HTML:
    """Return a place for HTML of our own, without gradio's styles and scripts."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def line(label: str, placeholder: str, name: str, max_lines: int = 1) -> gr.Textbox:
    """Return a box to type into, its label for screen readers alone."""
    return gr.Textbox(
        label=label,
        show_label=False,
        placeholder=placeholder,
        max_lines=max_lines,
        elem_id=name,
        min_width=0,
    )
