"""Colours and fonts: paper and ink. Fonts are names of the system's own, never fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gradio.themes import Base

SANS: Final = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "system-ui",
    "sans-serif",
)
MONO: Final = ("ui-monospace", "Consolas", "monospace")


def theme() -> Base:
    """Return gradio's bare theme in this project's colours, light and dark."""
    import gradio as gr

    plain = gr.themes.Base(
        primary_hue="slate", neutral_hue="stone", font=list(SANS), font_mono=list(MONO)
    )
    return plain.set(
        body_background_fill="#f7f5f0",
        body_background_fill_dark="#16181a",
        body_text_color="#22262b",
        body_text_color_dark="#e7e4dd",
        body_text_color_subdued="#5a5f66",
        body_text_color_subdued_dark="#a8acb2",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1e2124",
        background_fill_secondary="#f7f5f0",
        background_fill_secondary_dark="#16181a",
        border_color_primary="#d9d4c9",
        border_color_primary_dark="#3a3e43",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        block_padding="0px",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1e2124",
        input_border_color="#8d8a82",
        input_border_color_dark="#767b82",
        input_border_color_focus="#1f4a78",
        input_border_color_focus_dark="#8fb8e6",
        input_placeholder_color="#6a6e74",
        input_placeholder_color_dark="#9a9fa6",
        button_primary_background_fill="#26384d",
        button_primary_background_fill_hover="#1a2838",
        button_primary_background_fill_dark="#c9d8ea",
        button_primary_background_fill_hover_dark="#e3ecf6",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#16202b",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_hover="#efece4",
        button_secondary_background_fill_dark="#1e2124",
        button_secondary_background_fill_hover_dark="#2a2e32",
        button_secondary_border_color="#8d8a82",
        button_secondary_border_color_dark="#767b82",
        button_secondary_text_color="#22262b",
        button_secondary_text_color_dark="#e7e4dd",
        button_large_radius="6px",
        button_medium_radius="6px",
        button_small_radius="6px",
        input_radius="6px",
        block_radius="6px",
        container_radius="6px",
    )
