"""The file that conversations and feedback share, and how something in it is forgotten.

They share one so that a conversation and what was said of it are never forgotten by halves.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from corpus.errors import CommandError
from qa.userdata.database import Database

FOLDER: Final = "conversations"
"""Below the data directory."""
UNDO: Final = timedelta(days=1)
"""How long a deleted conversation can be brought back; then it is erased."""
_VERSION: Final = 1
_SCHEMA: Final = (
    """CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT, visitor TEXT NOT NULL, regulation TEXT NOT NULL,
        title TEXT NOT NULL, begun REAL NOT NULL, deleted REAL)""",
    "CREATE INDEX by_visitor ON conversations (visitor, regulation)",
    "CREATE INDEX by_deletion ON conversations (deleted) WHERE deleted IS NOT NULL",
    """CREATE TABLE turns (
        conversation INTEGER NOT NULL, number INTEGER NOT NULL, asked REAL NOT NULL,
        fingerprint TEXT NOT NULL, question TEXT NOT NULL, fault TEXT NOT NULL, answer TEXT,
        PRIMARY KEY (conversation, number))""",
    """CREATE TABLE feedback (
        id INTEGER PRIMARY KEY AUTOINCREMENT, visitor TEXT NOT NULL, conversation INTEGER,
        number INTEGER NOT NULL, regulation TEXT NOT NULL, at REAL NOT NULL,
        question TEXT NOT NULL, history TEXT NOT NULL, answer TEXT NOT NULL,
        useful INTEGER NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL,
        fingerprint TEXT NOT NULL, UNIQUE (conversation, number))""",
)
_VISITOR: Final = re.compile(r"[0-9a-f]{32}")


def open_records(data_dir: Path) -> Database:
    """Return the file below ``data_dir``; nothing is created before the first write."""
    return Database(data_dir / FOLDER / "conversations.sqlite3", "对话记录", _VERSION, _SCHEMA)


def known(visitor: str) -> str:
    """Return ``visitor`` as it is kept; raise CommandError for what ``ui.visitor`` never gives."""
    if not _VISITOR.fullmatch(visitor):
        raise CommandError("访客的标识应为 32 位十六进制数字。请刷新页面后再试。")
    return visitor


def require(
    connection: sqlite3.Connection, visitor: str, regulation: str, conversation: int
) -> None:
    """Raise CommandError unless ``visitor`` has this conversation about ``regulation``.

    One that never was, a deleted one and another's are told in the same words.
    """
    row = connection.execute(
        "SELECT 1 FROM conversations"
        " WHERE id = ? AND visitor = ? AND regulation = ? AND deleted IS NULL",
        (conversation, known(visitor), regulation),
    ).fetchone()
    if row is None:
        raise CommandError("没有这段对话，可能已经删除。请另选一段，或开始新对话。")


def erase(connection: sqlite3.Connection, conversations: Sequence[int]) -> None:
    """Erase conversations for good; the feedback given in them stays, without the visitor."""
    connection.execute("PRAGMA secure_delete = ON")  # the words are overwritten with zeros
    one_each = [(conversation,) for conversation in conversations]
    connection.executemany(
        "UPDATE feedback SET visitor = '', conversation = NULL WHERE conversation = ?", one_each
    )
    connection.executemany("DELETE FROM turns WHERE conversation = ?", one_each)
    connection.executemany("DELETE FROM conversations WHERE id = ?", one_each)


def erase_expired(connection: sqlite3.Connection, now: datetime) -> None:
    """Erase what was deleted longer than ``UNDO`` ago."""
    rows = connection.execute(
        "SELECT id FROM conversations WHERE deleted <= ?", ((now - UNDO).timestamp(),)
    ).fetchall()
    if rows:
        erase(connection, [row[0] for row in rows])


def local_now() -> datetime:
    """Return the time with the offset of this machine's zone."""
    return datetime.now().astimezone()


def local_time(moment: float) -> str:
    """Return 2026-03-03T14:05:09+08:00 for seconds since 1970, in this machine's zone."""
    return datetime.fromtimestamp(moment).astimezone().isoformat(timespec="seconds")


def storable(text: str) -> str:
    """Return ``text`` with what no file can hold (lone surrogates) as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
