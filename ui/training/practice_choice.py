"""What a visitor chooses to practise, and the session that comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.errors import CommandError
from qa.quiz.model import Item, ItemKind
from qa.quiz.papers import check, eligible
from qa.quiz.practice import Session, plan, start
from qa.quiz.proved import settled
from qa.quiz.request import Request
from ui.training.practice_desk import Desk

COUNTS: Final = (5, 10, 20, 50)
"""The lengths of a round that are offered."""
_UNREADABLE: Final = "没有读懂要练什么。请刷新页面，重新选一次。"


class What(StrEnum):
    """Which items a round is made of."""

    MIXED = "mixed"
    DUE = "due"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be practised; no kinds and no chapters mean all of them."""

    what: What = What.MIXED
    count: int = 10
    kinds: tuple[ItemKind, ...] = ()
    chapters: tuple[int, ...] = ()


def choice_of(told: Mapping[str, object]) -> Choice:
    """Read what the page sends; raise CommandError where it is no choice."""
    kinds, chapters, count = told.get("kinds"), told.get("chapters"), told.get("count")
    if count not in COUNTS or not isinstance(kinds, list) or not isinstance(chapters, list):
        raise CommandError(_UNREADABLE)
    try:
        return Choice(
            What(str(told.get("what"))),
            int(str(count)),
            tuple(ItemKind(str(kind)) for kind in kinds),
            tuple(int(str(chapter)) for chapter in chapters),
        )
    except ValueError as error:
        raise CommandError(_UNREADABLE) from error


def begin(desk: Desk, choice: Choice) -> Session:
    """Begin a session; raise CommandError, with the reason, where there is nothing to practise."""
    request = Request(choice.count, kinds=choice.kinds, chapters=choice.chapters)
    if choice.what is What.DUE:
        session = _due(desk, request)
    else:
        wrong = choice.what is What.WRONG
        session = start(desk.stock, request, desk.notebook, desk.today, wrong=wrong)
    if not session.count:
        raise CommandError(_nothing(desk, request, choice.what))
    return session


def begin_with(desk: Desk, identifiers: Sequence[str]) -> Session:
    """Begin a session over the named items, in this order; raise CommandError without any."""
    wanted = {identifier: place for place, identifier in enumerate(identifiers)}

    def choose(items: Sequence[Item]) -> tuple[Item, ...]:
        named = (item for item in items if item.id in wanted)
        return tuple(sorted(named, key=lambda item: wanted[item.id]))

    asked = settled(desk.stock, choose, tuple)
    if not asked:
        raise CommandError("这些题已不在题库里，请另选。")
    return Session(asked, desk.notebook, desk.regulation, desk.today)


def _due(desk: Desk, request: Request) -> Session:
    check(request, desk.regulation)
    known = desk.notebook.progress()

    def choose(items: Sequence[Item]) -> tuple[Item, ...]:
        met = [item for item in eligible(items, request) if item.id in known]
        return plan(met, known, desk.today, request.count, seed="")

    return Session(settled(desk.stock, choose, tuple), desk.notebook, desk.regulation, desk.today)


def _nothing(desk: Desk, request: Request, what: What) -> str:
    if not eligible(desk.stock.usable, request):
        return "所选的章和题型里没有题，请放宽范围。"
    if what is What.WRONG:
        return "所选的章和题型里没有错题，请放宽范围，或改练别的。"
    if what is What.DUE:
        return "所选的章和题型里今天没有该复习的题，请放宽范围，或改练新题。"
    return "所选的章和题型里，题都练过了，今天也没有该复习的。请换一个范围，或改天再来。"
