"""What each user answered: Leitner boxes, the wrong-answer notebook. Kept in the data directory.

Boxes (S. Leitner, So lernt man lernen, 1972) come again after 1, 2, 4, 7 and 15 days. A right
answer on or after the due day moves an item up one box, a wrong one puts it back into the first;
a right answer before its day changes nothing, because it proves no memory. An item stands in the
notebook from a wrong answer until it has been answered right twice in a row.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from corpus.errors import CommandError
from qa.quiz.store import FOLDER
from qa.userdata.database import Database

INTERVALS: Final = (1, 2, 4, 7, 15)
"""Days until an item of box 1, 2, … comes again."""
LEARNT_AFTER: Final = 2
"""Right answers in a row that take an item out of the notebook."""
DEFAULT_USER: Final = "默认"
LONGEST_NAME: Final = 64
_VERSION: Final = 1
_SCHEMA: Final = (
    """CREATE TABLE progress (
        regulation TEXT NOT NULL, user TEXT NOT NULL, item TEXT NOT NULL,
        box INTEGER NOT NULL, due TEXT NOT NULL, streak INTEGER NOT NULL,
        rights INTEGER NOT NULL, wrongs INTEGER NOT NULL,
        PRIMARY KEY (regulation, user, item))""",
    """CREATE TABLE answers (
        number INTEGER PRIMARY KEY, day TEXT NOT NULL, regulation TEXT NOT NULL,
        user TEXT NOT NULL, item TEXT NOT NULL, answer TEXT NOT NULL, correct INTEGER NOT NULL)""",
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How well a user knows an item; ``due`` is the day from which it comes again."""

    box: int
    due: date
    streak: int
    rights: int
    wrongs: int

    @property
    def is_wrong(self) -> bool:
        """The item stands in the wrong-answer notebook."""
        return self.wrongs > 0 and self.streak < LEARNT_AFTER


def after(known: Progress | None, today: date, *, right: bool) -> Progress:
    """Return the progress after an answer given on ``today``."""
    before = known or Progress(0, today, 0, 0, 0)
    if not right:
        return Progress(1, _due(today, 1), 0, before.rights, before.wrongs + 1)
    early = today < before.due
    box = before.box if early else min(before.box + 1, len(INTERVALS))
    due = before.due if early else _due(today, box)
    return Progress(box, due, before.streak + 1, before.rights + 1, before.wrongs)


def user_name(text: str) -> str:
    """Return a user's name as it is kept; raise CommandError for one that cannot be told apart."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise CommandError(
            f"用户名应为 1 至 {LONGEST_NAME} 个可见字符，读到的是 {text[:LONGEST_NAME]!r}。"
        )
    return name


class Notebook:
    """One user's answers to the items of one regulation."""

    def __init__(self, data_dir: Path, regulation: str, user: str = DEFAULT_USER) -> None:
        path = data_dir / FOLDER / "practice.sqlite3"
        self._database = Database(path, "练习记录", _VERSION, _SCHEMA)
        self._owner = (regulation, user_name(user))

    @property
    def user(self) -> str:
        """Whose notebook it is."""
        return self._owner[1]

    def progress(self) -> dict[str, Progress]:
        """Return the progress of every answered item, by its id."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT item, box, due, streak, rights, wrongs FROM progress"
                " WHERE regulation = ? AND user = ? ORDER BY item",
                self._owner,
            ).fetchall()
        return {row[0]: _progress(row[1:]) for row in rows}

    def record(self, item: str, answer: str, today: date, *, right: bool) -> Progress:
        """Keep one answer; return where the item stands now."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO answers (day, regulation, user, item, answer, correct)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (today.isoformat(), *self._owner, item, _storable(answer), right),
            )
            now = after(self._known(connection, item), today, right=right)
            connection.execute(
                "INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(*self._owner, item),
                    *(now.box, now.due.isoformat(), now.streak, now.rights, now.wrongs),
                ),
            )
        return now

    def _known(self, connection: sqlite3.Connection, item: str) -> Progress | None:
        row = connection.execute(
            "SELECT box, due, streak, rights, wrongs FROM progress"
            " WHERE regulation = ? AND user = ? AND item = ?",
            (*self._owner, item),
        ).fetchone()
        return None if row is None else _progress(row)


def _progress(row: tuple[int, str, int, int, int]) -> Progress:
    box, due, streak, rights, wrongs = row
    return Progress(box, date.fromisoformat(due), streak, rights, wrongs)


def _storable(text: str) -> str:
    """Return ``text`` with what no file can hold (lone surrogates) as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _due(today: date, box: int) -> date:
    try:
        return today + timedelta(days=INTERVALS[box - 1])
    except OverflowError:  # the last days of the year 9999
        return date.max
