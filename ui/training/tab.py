"""The tab 出题与练习: papers, the item bank that trainers edit, practice."""

from __future__ import annotations

import gradio as gr

from ui.services import Services
from ui.training.papers import add_papers
from ui.training.practice import add_practice
from ui.training.review import add_review


def add_training(services: Services) -> None:
    """Add the tab's content to the Blocks that is open."""
    with gr.Tabs(elem_id="qa-training-tabs"):
        with gr.Tab("出卷", id="papers"):
            add_papers(services)
        with gr.Tab("审题", id="review"):
            add_review(services)
        with gr.Tab("练习", id="practice"):
            add_practice(services)
