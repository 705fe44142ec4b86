"""What a chat shows: turns as messages, an answer that grows, and sentences for what failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from qa.model import Answer
from qa.question import LONGEST, clean_question
from ui.chat.answer import body, pieces, with_cursor

Message = dict[str, Any]
"""What gr.Chatbot takes: ``role`` and ``content`` (HTML; it renders no Markdown here)."""

_SHOWN: Final = 120
"""Characters of a question that is too long to be asked."""
_WORDED: Final = "语句由语言模型组织，逐句核对过原文。"
_BROKEN_OFF: Final = "没有答完，先答了后面的问题。"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer, or the sentence that says why there is none.

    While ``unfinished``, the answer is as much of it as has been told; so it stays where the next
    question comes in between. ``conversation`` and ``number`` say where it is kept (0: nowhere),
    ``foot`` is what stands below the answer, ``note`` what is to be known of it.
    """

    question: str
    answer: Answer | None = None
    fault: str = ""
    unfinished: bool = False
    conversation: int = 0
    number: int = 0
    note: str = ""
    foot: str = ""

    @property
    def place(self) -> tuple[int, int] | None:
        """Where the turn is kept: (conversation, number)."""
        return (self.conversation, self.number) if self.number else None


def asked(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the questions that were taken up: the history of the next one."""
    return tuple(turn.question for turn in turns if turn.answer is not None or turn.unfinished)


def messages(turns: Sequence[Turn]) -> list[Message]:
    """Return the whole chat."""
    return [
        message
        for number, turn in enumerate(turns, start=1)
        for message in exchange(turn.question, reply(turn, number))
    ]


def exchange(question: str, answer_html: str) -> list[Message]:
    """Return one question and what stands below it; a blank question has no bubble."""
    spoken = [] if not question.strip() else [_message("user", _question_html(question))]
    return [*spoken, _message("assistant", answer_html)]


def reply(turn: Turn, number: int) -> str:
    """Return what turn ``number`` says once nothing more is coming, as HTML."""
    own = [turn.note] if turn.note else []
    if turn.answer is None:
        return status(turn.fault or _BROKEN_OFF) + "".join(map(_note, own))
    broken_off = [_BROKEN_OFF] if turn.unfinished else []
    notes = "".join(map(_note, [*about_model(turn.answer), *broken_off, *own]))
    return answer_html(turn.answer, turn.answer.text, number) + notes + turn.foot


def about_model(answer: Answer) -> list[str]:
    """Return what is to be known of the language model's part in ``answer``."""
    return [*([_WORDED] if answer.worded else []), *([answer.note] if answer.note else [])]


def told(answer: Answer, number: int) -> str:
    """Return what has been told so far as HTML, with a cursor at its end."""
    return with_cursor(answer_html(answer, answer.text, number))


def growing(answer: Answer, number: int) -> Iterator[str]:
    """Yield the reply a few words longer each time, with a cursor at its end."""
    for text in pieces(answer.text):
        yield with_cursor(answer_html(answer, text, number))


def answer_html(answer: Answer, text: str, number: int) -> str:
    """Return ``text``, a beginning of the answer's, with its marks as links to the cards."""
    return _understood(answer) + body(answer, text, number)


def waiting(sentence: str) -> str:
    """Return a sentence about what is being waited for."""
    return with_cursor(status(sentence))


def status(sentence: str) -> str:
    """Return a sentence about the work itself, such as what went wrong."""
    return f'<span class="qa-status">{escape(sentence)}</span>'


def _note(sentence: str) -> str:
    return f'<p class="qa-note">{escape(sentence)}</p>'


def _understood(answer: Answer) -> str:
    if answer.understood == clean_question(answer.question):
        return ""
    return f'<span class="qa-understood">理解为：{escape(answer.understood)}</span>'


def _question_html(question: str) -> str:
    shown = question if len(question) <= LONGEST else f"{question[:_SHOWN]}……"
    return escape(shown.encode("utf-8", "replace").decode("utf-8"))


def _message(role: str, html: str) -> Message:
    return {"role": role, "content": [{"type": "text", "text": html}]}
