"""Practise: items one by one, the wrong-answer notebook, progress by chapter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import gradio as gr
from gradio.events import api

from ui.components import EVENT
from ui.notes import note
from ui.services import Services
from ui.visitor import visitor_of
from ui.waiting import guarded, preparing

_LISTEN: Final = (
    "element.addEventListener('qa-move', (event) => trigger('move', event.detail));"
    "element.dispatchEvent(new CustomEvent('qa-practice', {bubbles: true}));"
)
"""The script's presses reach the server as the event ``move``, once it knows of this element."""
_PREPARING: Final = note("正在准备题库……", "第一次打开要几秒钟，好了就显示。")


def add_practice(services: Services) -> None:
    """Add the section to the Blocks that is open."""

    def moved(
        event: gr.EventData, sitting: Any, request: gr.Request
    ) -> Iterator[tuple[Any, str | Any]]:
        told, visitor = event.told, visitor_of(request)
        for _ in preparing(services.stock, services.stock.start()):
            yield sitting, _PREPARING
        following, shown = guarded(
            lambda: _moved(services, visitor, sitting, told),
            lambda sentence: (sitting, _failure(sentence)),
        )
        yield following, framed(shown, told)

    def export(request: gr.Request) -> list[str]:
        return guarded(lambda: _export(services, visitor_of(request)), lambda why: ["", "", why])

    sitting = gr.State(None)
    panel = gr.HTML(_PREPARING, elem_id="qa-practice", apply_default_css=False, js_on_load=_LISTEN)
    panel.move(moved, [sitting], [sitting, panel], **EVENT)
    api(export, api_name="practice_export", api_visibility="private", queue=False)


def _moved(services: Services, visitor: str | None, sitting: Any, told: object) -> tuple[Any, str]:
    from ui.training.practice_desk import desk_of
    from ui.training.practice_moves import move_of, moved

    desk = desk_of(services.stock.get().current(), services.data_dir, visitor, date.today())
    return moved(desk, sitting, move_of(told))


def _export(services: Services, visitor: str | None) -> list[str]:
    from ui.training.practice_desk import desk_of
    from ui.training.practice_export import exported

    desk = desk_of(services.stock.get().current(), services.data_dir, visitor, date.today())
    return [*exported(desk), ""]


def framed(shown: str, told: Any) -> str:
    """Return the page for one turn, in an element of the turn's own name.

    gradio patches an old element of the same name into the new one, tag by tag, and boxes would
    keep what was ticked and typed for the item before.
    """
    turn = told.get("turn") if isinstance(told, dict) else None
    name = f"qa-turn-{turn if isinstance(turn, int) and turn > 0 else 0}"
    return f'<{name} class="qa-form qa-practice-view">{shown}</{name}>'


def _failure(sentence: str) -> str:
    return (
        f'<div role="alert">{note("没有完成。", sentence)}</div><div class="qa-practice-buttons">'
        '<button type="button" class="qa-button" data-do="open">再试一次</button></div>'
    )
