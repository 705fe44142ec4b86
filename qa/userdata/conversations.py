"""What each visitor asked and was told, by conversation. Kept in the data directory."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from corpus.errors import CommandError
from corpus.model import Regulation
from qa.model import Answer
from qa.question import LONGEST
from qa.userdata.answers import from_record, standing, to_record, without_marks
from qa.userdata.records import (
    UNDO,
    erase,
    erase_expired,
    known,
    local_now,
    local_time,
    open_records,
    require,
    storable,
)

MOST_CONVERSATIONS: Final = 500
"""For one visitor; nothing is deleted to make room: the visitor is told."""
MOST_TURNS: Final = 200
"""In one conversation."""
LONGEST_TITLE: Final = 60
UNTITLED: Final = "新对话"
UNREADABLE: Final = "这条答复的记录读不懂，没有改动。请重新提问，或用备份恢复对话记录。"
_DEFAULT_TITLE: Final = 30
"""Characters of a first question that name its conversation."""
_LISTED: Final = """SELECT id, title, begun, coalesce(max(asked), begun) AS latest, count(number)
    FROM conversations LEFT JOIN turns ON conversation = id
    WHERE visitor = ? AND regulation = ? AND deleted IS NULL
    GROUP BY id ORDER BY latest DESC, id DESC"""
_FOUND: Final = """instr(folded(title), :word) OR EXISTS (
    SELECT 1 FROM turns WHERE conversation = conversations.id AND (
        instr(folded(question), :word) OR instr(folded(
            CASE WHEN json_valid(answer) THEN json_extract(answer, '$.text') END), :word)))"""
"""A conversation that says ``:word`` in its title, in a question or in an answer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One question of a conversation and its answer, or the sentence that says why there is none.

    ``number`` counts from 1 in its conversation, ``asked`` is ISO local time with its offset,
    ``fingerprint`` the regulation's then. ``stale`` says that the answer no longer holds for the
    present text; then ``answer`` has lost its citations and marks (``qa.userdata.answers``).
    """

    question: str
    answer: Answer | None
    fault: str
    asked: str
    number: int
    fingerprint: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in the list: when it began, when something was last asked, how many turns."""

    id: int
    title: str
    begun: str
    latest: str
    count: int


class ConversationStore:
    """The conversations about one regulation, each of them one visitor's.

    Every method takes the visitor's id first (``ui.visitor``) and touches no other's rows. They
    raise CommandError for what cannot be done, StoreError for a file that cannot be used.
    """

    def __init__(
        self, data_dir: Path, regulation: Regulation, now: Callable[[], datetime] = local_now
    ) -> None:
        self._database = open_records(data_dir)
        self._regulation = regulation
        self._now = now

    def conversations(self, visitor: str) -> tuple[Conversation, ...]:
        """Return the visitor's conversations, the one last asked in first."""
        with self._database.reading() as connection:
            rows = connection.execute(_LISTED, (known(visitor), self._regulation.title)).fetchall()
        return tuple(_conversation(row) for row in rows)

    def turns(self, visitor: str, conversation: int) -> tuple[Kept, ...]:
        """Return what was asked and told in a conversation, proved against the present text.

        A record that cannot be read comes back as a turn with ``UNREADABLE``; it stays as it is.
        """
        with self._database.reading() as connection:
            require(connection, visitor, self._regulation.title, conversation)
            rows = connection.execute(
                "SELECT question, answer, fault, asked, number, fingerprint FROM turns"
                " WHERE conversation = ? ORDER BY number",
                (conversation,),
            ).fetchall()
        return tuple(self._kept(row) for row in rows)

    def begin(self, visitor: str, title: str) -> int:
        """Begin a conversation; return its id. At ``MOST_CONVERSATIONS`` the visitor is told."""
        name, now = clean_title(title), self._now()
        with self._database.writing() as connection:
            erase_expired(connection, now)
            [count] = connection.execute(
                "SELECT count(*) FROM conversations WHERE visitor = ? AND deleted IS NULL",
                (known(visitor),),
            ).fetchone()
            if count >= MOST_CONVERSATIONS:
                raise CommandError(
                    f"已存了 {count} 段对话，到了上限，新的没有存下。请先删去不用的对话。"
                )
            added = connection.execute(
                "INSERT INTO conversations (visitor, regulation, title, begun) VALUES (?, ?, ?, ?)",
                (visitor, self._regulation.title, name, now.timestamp()),
            )
            return int(added.lastrowid or 0)

    def add(
        self,
        visitor: str,
        conversation: int,
        question: str,
        answer: Answer | None,
        fault: str = "",
    ) -> int:
        """Keep one turn; return its number. At ``MOST_TURNS`` the visitor is told."""
        asked, now = _askable(question), self._now()
        record = None if answer is None else storable(to_record(answer))
        with self._database.writing() as connection:
            erase_expired(connection, now)
            require(connection, visitor, self._regulation.title, conversation)
            number = _next_number(connection, conversation)
            connection.execute(
                "INSERT INTO turns (conversation, number, asked, fingerprint, question, fault,"
                " answer) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(conversation, number, now.timestamp(), self._regulation.fingerprint),
                    *(asked, storable(fault), record),
                ),
            )
        return number

    def rename(self, visitor: str, conversation: int, title: str) -> None:
        """Give a conversation another title."""
        name = clean_title(title)
        with self._database.writing() as connection:
            require(connection, visitor, self._regulation.title, conversation)
            connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?", (name, conversation)
            )

    def delete(self, visitor: str, conversation: int) -> None:
        """Delete a conversation; ``restore`` brings it back for a day, then it is erased."""
        now = self._now()
        with self._database.writing() as connection:
            erase_expired(connection, now)
            require(connection, visitor, self._regulation.title, conversation)
            connection.execute(
                "UPDATE conversations SET deleted = ? WHERE id = ?", (now.timestamp(), conversation)
            )

    def restore(self, visitor: str, conversation: int) -> None:
        """Bring back a conversation that was deleted less than a day ago."""
        with self._database.writing() as connection:
            erase_expired(connection, self._now())
            brought_back = connection.execute(
                "UPDATE conversations SET deleted = NULL WHERE id = ? AND visitor = ?"
                " AND deleted IS NOT NULL",
                (conversation, known(visitor)),
            )
            if not brought_back.rowcount:
                raise CommandError(
                    f"这段对话恢复不了：删除的对话只保留 {UNDO.days} 天，或者它没有删除过。"
                )

    def delete_all(self, visitor: str) -> None:
        """Erase every conversation of the visitor, about any regulation, at once and for good."""
        with self._database.writing() as connection:
            rows = connection.execute(
                "SELECT id FROM conversations WHERE visitor = ?", (known(visitor),)
            ).fetchall()
            erase(connection, [row[0] for row in rows])

    def find(self, visitor: str, words: str) -> tuple[Conversation, ...]:
        """Return the conversations that say every one of ``words``, the latest first.

        Width, capitals and blanks make no difference; without words there is nothing to find.
        """
        wanted = [folded(word) for word in storable(words[:LONGEST]).split()]
        if not any(wanted):
            return ()
        with self._database.reading() as connection:
            connection.create_function("folded", 1, folded, deterministic=True)
            listed = connection.execute(_LISTED, (known(visitor), self._regulation.title))
            rows = listed.fetchall()
            for word in filter(None, wanted):
                rows = [row for row in rows if _says(connection, row[0], word)]
        return tuple(_conversation(row) for row in rows)

    def _kept(self, row: tuple[Any, ...]) -> Kept:
        question, record, fault, asked, number, fingerprint = row
        told = Kept(question, None, fault, local_time(asked), number, fingerprint)
        if record is None:
            return told
        try:
            now = standing(from_record(record), fingerprint, self._regulation)
        except ValueError:
            return Kept(question, None, UNREADABLE, told.asked, number, fingerprint)
        return Kept(question, now.answer, fault, told.asked, number, fingerprint, now.stale)


def title_of(question: str) -> str:
    """Return the title of a conversation that begins with ``question``."""
    line = _one_line(question)
    if len(line) > _DEFAULT_TITLE:
        line = line[: _DEFAULT_TITLE - 1].rstrip() + "…"
    return line or UNTITLED


def clean_title(title: str) -> str:
    """Return a title on one line; raise CommandError for an empty or a long one."""
    line = _one_line(title)
    if not 1 <= len(line) <= LONGEST_TITLE:
        found = f"有 {len(line)} 个字" if line else "是空的"
        raise CommandError(f"对话的名称应为 1 至 {LONGEST_TITLE} 个字，读到的{found}。")
    return line


def folded(text: str | None) -> str:
    """Return ``text`` as it is searched: without marks and blanks, width and capitals alike."""
    plain = unicodedata.normalize("NFKC", without_marks(text or ""))
    return re.sub(r"\s", "", plain).casefold()


def _one_line(text: str) -> str:
    joined = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(letter for letter in joined if letter.isprintable()).strip()


def _askable(question: str) -> str:
    if not question.strip():
        raise CommandError("空的问题不记入对话。")
    if len(question) > LONGEST:
        raise CommandError(f"问题有 {len(question)} 个字，超过 {LONGEST} 字的上限，没有记入对话。")
    return storable(question)


def _next_number(connection: sqlite3.Connection, conversation: int) -> int:
    [last] = connection.execute(
        "SELECT coalesce(max(number), 0) FROM turns WHERE conversation = ?", (conversation,)
    ).fetchone()
    if last >= MOST_TURNS:
        raise CommandError(
            f"这段对话已有 {last} 个问题，到了上限，这一个没有存下。请开始一段新对话。"
        )
    return int(last) + 1


def _says(connection: sqlite3.Connection, conversation: int, word: str) -> bool:
    row = connection.execute(
        f"SELECT 1 FROM conversations WHERE id = :id AND ({_FOUND})",  # noqa: S608 - a constant
        {"id": conversation, "word": word},
    ).fetchone()
    return row is not None


def _conversation(row: tuple[int, str, float, float, int]) -> Conversation:
    identifier, title, begun, latest, count = row
    return Conversation(identifier, title, local_time(begun), local_time(latest), count)
