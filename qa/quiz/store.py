"""What trainers did to items: edited, rejected with a reason, locked. Kept in the data directory.

One row for each touched item of a regulation; ``changes`` keeps every action with the record it
left behind, so that nothing a trainer wrote is ever lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from corpus.errors import StoreError
from qa.model import Citation
from qa.quiz.model import Difficulty, Item, ItemKind, Option
from qa.userdata.database import Database

FOLDER: Final = "quiz"
"""Below the data directory."""
_VERSION: Final = 1
_SCHEMA: Final = (
    """CREATE TABLE items (
        regulation TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,
        edited INTEGER NOT NULL DEFAULT 0, locked INTEGER NOT NULL DEFAULT 0,
        rejected TEXT, faults TEXT NOT NULL DEFAULT '[]',
        PRIMARY KEY (regulation, id))""",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
        regulation TEXT NOT NULL, id TEXT NOT NULL, action TEXT NOT NULL,
        reason TEXT NOT NULL, record TEXT NOT NULL)""",
)


class Action(StrEnum):
    """What a trainer can do to an item."""

    EDIT = "edit"
    REJECT = "reject"
    LOCK = "lock"
    UNLOCK = "unlock"
    RESTORE = "restore"
    """Take a rejection back."""
    REVERT = "revert"
    """Drop an edit: the item stands as it is generated."""


_STATEMENTS: Final = {
    Action.EDIT: """INSERT INTO items (regulation, id, record, edited, faults)
        VALUES (:regulation, :id, :record, 1, :faults) ON CONFLICT DO UPDATE
        SET record = excluded.record, edited = 1, faults = excluded.faults WHERE NOT locked""",
    Action.REJECT: """INSERT INTO items (regulation, id, record, rejected)
        VALUES (:regulation, :id, :record, :reason) ON CONFLICT DO UPDATE
        SET rejected = excluded.rejected""",
    Action.LOCK: """INSERT INTO items (regulation, id, record, locked)
        VALUES (:regulation, :id, :record, 1) ON CONFLICT DO UPDATE SET locked = 1,
        record = CASE WHEN edited OR locked THEN record ELSE excluded.record END""",
    Action.UNLOCK: """UPDATE items SET locked = 0
        WHERE regulation = :regulation AND id = :id AND locked""",
    Action.RESTORE: """UPDATE items SET rejected = NULL
        WHERE regulation = :regulation AND id = :id AND rejected IS NOT NULL""",
    Action.REVERT: """UPDATE items SET edited = 0, faults = '[]'
        WHERE regulation = :regulation AND id = :id AND edited AND NOT locked""",
}
"""Each touches its own columns only, so that two trainers never undo each other's work."""
_LATEST: Final = """SELECT coalesce(max(number), 0) FROM changes
    WHERE regulation = :regulation AND id = :id"""
_FORGET: Final = "DELETE FROM items WHERE NOT edited AND NOT locked AND rejected IS NULL"


@dataclass(frozen=True, slots=True)
class Change:
    """One action on ``item``: a rejection has a ``reason``, an edit the prover's ``faults``.

    ``seen`` is the number of the item's latest change (0: none) that the trainer knew of; where
    there is a later one, the change is refused. None: whatever there is.
    """

    action: Action
    item: Item
    reason: str = ""
    faults: tuple[str, ...] = ()
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A change that was made: its ``number`` and time, and the ``item`` as it was left."""

    number: int
    at: datetime
    action: Action
    reason: str
    item: Item


@dataclass(frozen=True, slots=True)
class StoredItem:
    """What is kept of an item: ``reason`` is why it was rejected, empty where it was not."""

    item: Item
    edited: bool = False
    locked: bool = False
    reason: str = ""
    faults: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """The stored text stands instead of what is generated."""
        return self.edited or self.locked


class ItemStore:
    """The trainer's changes to the items of one regulation, by its title."""

    def __init__(self, data_dir: Path, regulation: str) -> None:
        path = data_dir / FOLDER / "items.sqlite3"
        self._database = Database(path, "题库", _VERSION, _SCHEMA)
        self._regulation = regulation

    def items(self) -> dict[str, StoredItem]:
        """Return every touched item by its id, in the order of ids."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, record, edited, locked, rejected, faults FROM items"
                " WHERE regulation = ? ORDER BY id",
                (self._regulation,),
            ).fetchall()
        return {row[0]: self._read(row) for row in rows}

    def apply(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Make all ``changes`` in one transaction; return those that had nothing to act on.

        An edit of a locked item, an unlock of an open one, a restore of one that is not
        rejected, anything about an item that somebody changed since it was ``seen`` are
        returned; the others are kept.
        """
        wanted = tuple(changes)
        if not wanted:
            return ()
        with self._database.writing() as connection:
            return tuple([change for change in wanted if not self._made(connection, change)])

    def history(self, identifier: str) -> tuple[Past, ...]:
        """Return everything that was done to an item, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT number, at, action, reason, record FROM changes"
                " WHERE regulation = ? AND id = ? ORDER BY number",
                (self._regulation, identifier),
            ).fetchall()
        return tuple([self._past(identifier, row) for row in rows])

    def _made(self, connection: sqlite3.Connection, change: Change) -> bool:
        values = {
            "regulation": self._regulation,
            "id": change.item.id,
            "record": json.dumps(asdict(change.item), ensure_ascii=False),
            "reason": change.reason,
            "faults": json.dumps(change.faults, ensure_ascii=False),
            "action": change.action.value,
        }
        [latest] = connection.execute(_LATEST, values).fetchone()
        if change.seen not in (None, latest):
            return False
        if not connection.execute(_STATEMENTS[change.action], values).rowcount:
            return False
        connection.execute(
            "INSERT INTO changes (regulation, id, action, reason, record)"
            " VALUES (:regulation, :id, :action, :reason, :record)",
            values,
        )
        connection.execute(_FORGET)
        return True

    def _read(self, row: tuple[Any, ...]) -> StoredItem:
        identifier, record, edited, locked, rejected, faults = row
        with self._legible(identifier):
            item, found = _item(json.loads(record)), tuple(map(str, json.loads(faults)))
        return StoredItem(item, bool(edited), bool(locked), rejected or "", found)

    def _past(self, identifier: str, row: tuple[Any, ...]) -> Past:
        number, at, action, reason, record = row
        with self._legible(identifier):
            moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
            return Past(number, moment, Action(action), reason, _item(json.loads(record)))

    @contextmanager
    def _legible(self, identifier: str) -> Iterator[None]:
        try:
            yield
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(
                f"题库 {self._database.path} 里题目 {identifier} 的记录读不懂，没有改动。"
                "请用备份恢复这个文件。"
            ) from error


def _item(record: dict[str, Any]) -> Item:
    return Item(
        **record
        | {
            "kind": ItemKind(record["kind"]),
            "options": tuple(Option(**option) for option in record["options"]),
            "key": tuple(record["key"]),
            "accept": tuple(tuple(variants) for variants in record["accept"]),
            "citations": tuple(Citation(**citation) for citation in record["citations"]),
            "difficulty": Difficulty(record["difficulty"]),
        }
    )
