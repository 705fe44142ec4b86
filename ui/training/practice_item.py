"""The page of one item: the question, what is filled in, and after it what the rules say."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from ui.training.practice_desk import Desk
from ui.training.practice_feedback import feedback_html
from ui.training.practice_fields import KEYS, fields, is_written
from ui.training.practice_judged import judged, stem_judged
from ui.training.practice_sitting import Phase, View
from ui.training.practice_track import tally, track
from ui.training.practice_wording import kind_words

_MARKED: Final = ("1", "2")
"""The keys for right and wrong."""


def item_html(desk: Desk, view: View, phases: Sequence[Phase], count: int) -> str:
    """Return the page of an item: open, waiting to be marked, or judged."""
    body = _open(view) if view.phase is Phase.OPEN else _closed(desk, view, count)
    return (
        f'<article class="qa-practice-card" data-phase="{view.phase}" data-number="{view.number}">'
        f"{_top(desk, view, phases, count)}{body}</article>"
    )


def _top(desk: Desk, view: View, phases: Sequence[Phase], count: int) -> str:
    return (
        '<header class="qa-practice-top">'
        f'<h2 tabindex="-1"{_focus(view, Phase.OPEN)}>第 {view.number} 题'
        f'<span class="qa-count">共 {count} 题</span></h2>'
        f'<p class="qa-practice-tally">{tally(phases)}</p>'
        '<button type="button" class="qa-button" data-do="stop">结束</button></header>'
        f'{track(phases, count)}<p class="qa-chapter">'
        f"{escape(kind_words(view.item, desk.regulation))}</p>"
    )


def _focus(view: View, phase: Phase) -> str:
    return " data-focus" if view.phase is phase and not view.told else ""


def _open(view: View) -> str:
    item = view.item
    return (
        f'<form data-do="answer" data-kind="{"written" if is_written(item) else item.kind}" '
        f'autocomplete="off">{fields(item, view.typed)}{_told(view)}'
        f'<p class="qa-practice-keys">{KEYS[item.kind]}</p><div class="qa-practice-bar">'
        '<button type="submit" class="qa-submit">提交</button>'
        '<button type="button" class="qa-button" data-do="skip">跳过，看答案</button></div></form>'
    )


def _told(view: View) -> str:
    if not view.told:
        return ""
    told = escape(view.told)
    return f'<p class="qa-practice-error" role="alert" tabindex="-1" data-focus>{told}</p>'


def _closed(desk: Desk, view: View, count: int) -> str:
    shown = f"{stem_judged(view)}{judged(view)}{feedback_html(desk, view)}"
    return f"{shown}{_marking() if view.phase is Phase.MARKING else _next(view, count)}"


def _marking() -> str:
    right, wrong = _MARKED
    return (
        '<p class="qa-practice-keys">按 1 表示答对，按 2 表示有错漏</p>'
        '<div class="qa-practice-bar">'
        f'<button type="button" class="qa-submit" data-do="mark" data-right data-key="{right}">'
        "要点都答到了</button>"
        f'<button type="button" class="qa-submit" data-do="mark" data-key="{wrong}">'
        "有错漏</button></div>"
    )


def _next(view: View, count: int) -> str:
    name = "下一题" if view.number < count else "看成绩"
    return (
        '<div class="qa-practice-bar">'
        f'<button type="button" class="qa-submit" data-do="next" data-main>{name}</button></div>'
    )
