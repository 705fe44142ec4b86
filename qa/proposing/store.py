"""What was proposed for a regulation and what people said of it, kept in the data directory.

A proposal belongs to a regulation's title and the very text of its article: an amended article
begins anew, an unchanged one never gets the same proposal twice, whatever its number is now.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from corpus.errors import StoreError
from qa.proposing.model import (
    Candidate,
    Kind,
    Proposal,
    ProposedItem,
    ProposedQuestion,
    State,
)
from qa.proposing.proving import likeness
from qa.quiz.model import ItemKind
from qa.userdata.database import Database

FOLDER: Final = "proposals"
"""Below the data directory."""
_VERSION: Final = 1
_SCHEMA: Final = (
    """CREATE TABLE proposals (
        number INTEGER PRIMARY KEY, regulation TEXT NOT NULL, id TEXT NOT NULL,
        article INTEGER NOT NULL, article_hash TEXT NOT NULL, kind TEXT NOT NULL,
        likeness TEXT NOT NULL, record TEXT NOT NULL, remark TEXT NOT NULL,
        state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
        proposed TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, decided TEXT NOT NULL DEFAULT '',
        UNIQUE (regulation, article_hash, kind, likeness), UNIQUE (regulation, id))""",
    """CREATE TABLE asked (
        regulation TEXT NOT NULL, article_hash TEXT NOT NULL, kind TEXT NOT NULL,
        at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
        PRIMARY KEY (regulation, article_hash, kind))""",
)
_PREFIXES: Final = {Kind.QUESTION: "wt", Kind.ITEM: "tm"}
"""wèntí, tímù: no generated item's id begins so."""
_ADD: Final = """INSERT OR IGNORE INTO proposals
    (regulation, id, article, article_hash, kind, likeness, record, remark, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_DECIDE: Final = """UPDATE proposals SET state = ?, reason = ?, decided = CURRENT_TIMESTAMP
    WHERE regulation = ? AND id = ?"""
_ALL: Final = """SELECT id, kind, article, article_hash, record, remark, state, reason, proposed,
    decided FROM proposals WHERE regulation = ? ORDER BY article, number"""


class ProposalStore:
    """The proposals for one regulation, by its title."""

    def __init__(self, data_dir: Path, regulation: str) -> None:
        path = data_dir / FOLDER / "proposals.sqlite3"
        self._database = Database(path, "建议库", _VERSION, _SCHEMA)
        self._regulation = regulation

    def proposals(self) -> tuple[Proposal, ...]:
        """Return every proposal by article, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_ALL, (self._regulation,)).fetchall()
        return tuple(self._read(row) for row in rows)

    def asked(self) -> frozenset[tuple[str, Kind]]:
        """Return the article texts (by hash) that the model was asked about, and for what."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT article_hash, kind FROM asked WHERE regulation = ?", (self._regulation,)
            ).fetchall()
        return frozenset((digest, Kind(kind)) for digest, kind in rows)

    def keep(
        self, article_hash: str, kind: Kind, proposals: Iterable[Proposal], *, done: bool
    ) -> tuple[Proposal, ...]:
        """Keep what is new of ``proposals`` and, where ``done``, that this text was asked about.

        Return those kept; what people decided before stays as it is.
        """
        wanted = tuple(proposals)
        if not wanted and not done:
            return ()
        with self._database.writing() as connection:
            kept = tuple([each for each in wanted if self._added(connection, each)])
            if done:
                connection.execute(
                    "INSERT OR REPLACE INTO asked (regulation, article_hash, kind)"
                    " VALUES (?, ?, ?)",
                    (self._regulation, article_hash, kind.value),
                )
        return kept

    def decide(self, identifiers: Sequence[str], state: State, reason: str = "") -> None:
        """Write what a person decided about the named proposals, all of it or nothing."""
        if not identifiers:
            return
        with self._database.writing() as connection:
            connection.executemany(
                _DECIDE, [(state.value, reason, self._regulation, each) for each in identifiers]
            )

    def identifier(self, kind: Kind, article: int, article_hash: str, candidate: Candidate) -> str:
        """Return the id that ``candidate`` has for this text of the article, today and always."""
        parts = "\0".join((self._regulation, article_hash, kind.value, likeness(candidate)))
        digest = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{_PREFIXES[kind]}-{article:03d}-{digest[:8]}"

    def _added(self, connection: sqlite3.Connection, proposal: Proposal) -> bool:
        record = json.dumps(asdict(proposal.candidate), ensure_ascii=False)
        values = (
            self._regulation, proposal.id, proposal.article, proposal.article_hash,
            proposal.kind.value, likeness(proposal.candidate), record, proposal.remark,
            proposal.state.value,
        )  # fmt: skip
        return bool(connection.execute(_ADD, values).rowcount)

    def _read(self, row: tuple[Any, ...]) -> Proposal:
        identifier, kind, article, digest, record, remark, state, *rest = row
        try:
            candidate = _candidate(Kind(kind), json.loads(record))
            return Proposal(
                identifier, Kind(kind), article, digest, candidate, remark, State(state), *rest
            )
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(
                f"建议库 {self._database.path} 里 {identifier} 的记录读不懂，没有改动。"
                "请用备份恢复这个文件。"
            ) from error


def _candidate(kind: Kind, record: dict[str, Any]) -> Candidate:
    if kind is Kind.QUESTION:
        return ProposedQuestion(**record)
    return ProposedItem(
        **record
        | {
            "kind": ItemKind(record["kind"]),
            "options": tuple(record["options"]),
            "key": tuple(record["key"]),
        }
    )
