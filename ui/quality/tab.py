"""The tab 质量: how well it answers, as measured, and whether this installation is sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import gradio as gr

from ui.components import EVENT, html
from ui.quality.checkup import HEAD, QUEUED, Steps, examine, halted_html
from ui.quality.overview import LOADING, failed_html, overview
from ui.services import Services
from ui.waiting import guarded


def add_quality(services: Services) -> None:
    """Add the tab's content to the Blocks that is open; it is read when the tab is opened."""
    told = html(LOADING, "qa-quality")
    with gr.Column(elem_id="qa-soundness"):
        html(HEAD, "qa-check")
        with gr.Row(elem_id="qa-check-buttons"):
            start = gr.Button("开始自检", elem_id="qa-check-start", scale=0, min_width=0)
            stop = gr.Button("停止", elem_id="qa-check-stop", scale=0, min_width=0, visible=False)
        shown = html("", "qa-checked")
    _read_on_opening(cast(gr.Tab, told.parent), services, told)
    _check_on_request(services, start, stop, shown)


def _read_on_opening(tab: gr.Tab, services: Services, told: gr.HTML) -> None:
    def read() -> str:
        return guarded(lambda: overview(services), failed_html)

    tab.select(read, None, [told], **EVENT, queue=False)


def _check_on_request(
    services: Services, start: gr.Button, stop: gr.Button, shown: gr.HTML
) -> None:
    steps = gr.State(())
    outputs = [shown, steps, start, stop]

    def begin() -> tuple[Any, ...]:
        return (QUEUED, (), *_buttons(running=True))

    def make() -> Iterator[tuple[Any, ...]]:
        made: Steps = ()
        for progress in examine(services):
            yield (progress.html, progress.steps, gr.skip(), gr.skip())
            made = progress.steps
        yield (gr.skip(), made, *_buttons(running=False))

    def halt(made: Steps) -> tuple[Any, ...]:
        return (halted_html(made), *_buttons(running=False))

    begun = start.click(begin, None, outputs, **EVENT, queue=False)
    made = begun.then(make, None, outputs, **EVENT, concurrency_limit=1)
    stop.click(halt, [steps], [shown, start, stop], **EVENT, queue=False, cancels=[made])


def _buttons(*, running: bool) -> tuple[Any, Any]:
    """Return what the two buttons become: one of them is there at a time."""
    return gr.Button("再做一次", visible=not running), gr.Button(visible=running)
