"""What each press in the section does: from a move to the page after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

from corpus.errors import CommandError, UnknownReferenceError
from ui.training.practice_choice import Choice, What, begin, begin_with, choice_of
from ui.training.practice_desk import Desk
from ui.training.practice_home import Home, home_html
from ui.training.practice_item import item_html
from ui.training.practice_overview import overview
from ui.training.practice_result import result_html
from ui.training.practice_sitting import Sitting

_MOST: Final = 100
"""Items that a round may be made of at once."""
_GONE: Final = "这一轮练习已不在了（服务重新启动过）。答过的题都已记下，请重新开始。"


@dataclass(frozen=True, slots=True)
class Move:
    """A press: what to ``do`` and with what."""

    do: str
    number: int = 0
    text: str = ""
    right: bool = False
    items: tuple[str, ...] = ()
    chosen: Mapping[str, object] = field(default_factory=dict)


def move_of(told: object) -> Move:
    """Read what the page sends; what is missing or strange does nothing."""
    found = told if isinstance(told, dict) else {}
    items, chosen = found.get("items"), found.get("chosen")
    return Move(
        str(found.get("do", "")),
        _number(found.get("number")),
        str(found.get("text", "")),
        found.get("right") is True,
        tuple(str(name) for name in items[:_MOST]) if isinstance(items, list) else (),
        chosen if isinstance(chosen, dict) else {},
    )


def moved(desk: Desk, sitting: Sitting | None, move: Move) -> tuple[Sitting | None, str]:
    """Make the move; return the round that goes on, if any, and what the page shows."""
    try:
        return _moved(desk, sitting, move)
    except (CommandError, UnknownReferenceError) as error:
        choice = _choice(sitting, move)
        return sitting, home_html(_home(desk, choice, move.items, str(error)))


def _moved(desk: Desk, sitting: Sitting | None, move: Move) -> tuple[Sitting | None, str]:
    if (begun := _begun(desk, sitting, move)) is not None:
        return begun, _shown(desk, begun)
    if move.do == "home":
        return None, home_html(_home(desk, _choice(sitting, move), move.items))
    if move.do == "open" and sitting is None:
        return None, home_html(_home(desk, Choice(), move.items))
    if sitting is None:
        raise CommandError(_GONE)
    _press(sitting, move)
    return sitting, _shown(desk, sitting)


def _begun(desk: Desk, sitting: Sitting | None, move: Move) -> Sitting | None:
    """Return the round that the move begins, if it begins one."""
    choice = _choice(sitting, move)
    if move.do == "start":
        choice = choice_of(move.chosen)
        return Sitting(begin(desk, choice), choice)
    if move.do == "wrong":
        return Sitting(begin(desk, Choice(What.WRONG, _MOST)), choice)
    if move.do == "resume":
        return Sitting(begin_with(desk, move.items), choice)
    if move.do == "repeat":
        return Sitting(begin(desk, choice), choice)
    if move.do == "again" and sitting is not None:
        return Sitting(begin_with(desk, [item.id for item in sitting.result.wrong]), choice)
    return None


def _press(sitting: Sitting, move: Move) -> None:
    if move.do == "answer":
        sitting.answer(move.number, move.text)
    elif move.do == "mark":
        sitting.mark(move.number, right=move.right)
    elif move.do == "skip":
        sitting.skip(move.number)
    elif move.do == "next":
        sitting.go_on(move.number)
    elif move.do == "stop":
        sitting.stop()
    elif move.do == "back":
        sitting.come_back()


def _shown(desk: Desk, sitting: Sitting) -> str:
    view = sitting.view
    if view is None:
        shown = result_html(desk, sitting.result, sitting.phases)
    else:
        shown = item_html(desk, view, sitting.phases, sitting.count)
    left = " ".join(item.id for item in sitting.left)
    return f'<div data-left="{escape(left)}">{shown}</div>'


def _choice(sitting: Sitting | None, move: Move) -> Choice:
    """Return what was last chosen, so that the form shows it again."""
    try:
        return choice_of(move.chosen)
    except CommandError:
        return Choice() if sitting is None else sitting.choice


def _home(desk: Desk, choice: Choice, left: tuple[str, ...], told: str = "") -> Home:
    known = desk.notebook.progress()
    usable = {item.id for item in desk.stock.usable}
    waiting = tuple(name for name in left if name in usable)
    return Home(overview(desk, known), choice, told, waiting)


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
