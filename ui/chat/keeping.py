"""A visitor's conversations: what is kept of each turn, and how a kept one comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.errors import RegulationQAError
from corpus.model import Regulation
from qa.userdata.conversations import ConversationStore, Kept, title_of
from ui.chat.conversation import Turn
from ui.chat.foot import foot

if TYPE_CHECKING:
    from qa.assistant import Assistant

_NOT_KEPT: Final = "这一问没有存入对话记录：{}"
_CHANGED: Final = "规则的文本在这次回答之后有改动，当时的引文不再照引。请重新提问。"


class Keeper:
    """Keeps the turns of one visitor; of a visitor without a cookie it keeps nothing."""

    def __init__(self, data_dir: Path, regulation: Regulation, visitor: str | None) -> None:
        self._regulation = regulation
        self._store = ConversationStore(data_dir, regulation)
        self._visitor = visitor

    def keep(self, turn: Turn, before: Sequence[Turn], assistant: Assistant) -> Turn:
        """Return ``turn`` with its foot, kept in the conversation of ``before`` or a new one."""
        turn = self._kept(turn, conversation_of(before))
        if turn.answer is None:
            return turn
        known = [each.question for each in before]
        related = assistant.related(turn.answer, known)
        return replace(turn, foot=foot(self._regulation, turn.answer, turn.place, related))

    def turns(self, conversation: int) -> tuple[Turn, ...]:
        """Return a kept conversation; raise CommandError for one that is not the visitor's."""
        return tuple(
            self._again(kept, conversation)
            for kept in self._store.turns(self._visitor or "", conversation)
        )

    def title(self, conversation: int) -> str:
        """Return the conversation's title, empty where there is none."""
        if not conversation or self._visitor is None:
            return ""
        listed = self._store.conversations(self._visitor)
        return next((each.title for each in listed if each.id == conversation), "")

    def _kept(self, turn: Turn, conversation: int) -> Turn:
        if self._visitor is None or turn.answer is None:
            return turn
        try:
            place = conversation or self._store.begin(self._visitor, title_of(turn.question))
            number = self._store.add(self._visitor, place, turn.question, turn.answer, turn.fault)
        except RegulationQAError as error:
            return replace(turn, conversation=conversation, note=_NOT_KEPT.format(error))
        return replace(turn, conversation=place, number=number)

    def _again(self, kept: Kept, conversation: int) -> Turn:
        turn = Turn(
            kept.question,
            kept.answer,
            kept.fault,
            conversation=conversation,
            number=kept.number,
            note=_CHANGED if kept.stale else "",
        )
        if kept.answer is None:
            return turn
        return replace(turn, foot=foot(self._regulation, kept.answer, turn.place))


def conversation_of(turns: Sequence[Turn]) -> int:
    """Return the conversation that ``turns`` are kept in, 0 where they are not."""
    return next((turn.conversation for turn in reversed(turns) if turn.conversation), 0)
