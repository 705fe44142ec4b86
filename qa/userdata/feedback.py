"""What visitors said of answers: useful or not, why. Kept in the data directory.

It is given to improve the rules of answering, so it outlives the conversation it was given in:
once that is erased (``qa.userdata.records``), it stays without the visitor. Whoever wants it gone
withdraws it before. ``TOLD_ON_GIVING`` and ``TOLD_ON_DELETING`` tell visitors so.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from corpus.errors import CommandError, StoreError
from corpus.model import Regulation
from qa.record import Record, answer_record, to_json
from qa.userdata.answers import from_record
from qa.userdata.records import known, local_now, local_time, open_records, require, storable

LONGEST_COMMENT: Final = 500
TOLD_ON_GIVING: Final = (
    "评价会连同这个问题、前面的提问和答复一起存在本单位这台服务器上，供管理员改进问答。"
)
TOLD_ON_DELETING: Final = (
    "提交过的评价会留下，用于改进问答，但不再与你关联；要一并删去，请先撤回评价。"
)


class Reason(StrEnum):
    """Why an answer was of no use."""

    OFF_TOPIC = "答非所问"
    WRONG_ARTICLE = "引错条文"
    INCOMPLETE = "没有答全"
    WRONG = "说法不对"
    REFUSED = "该答却拒答"
    INVENTED = "规则里没有却答了"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Given:
    """What the visitor said of one turn; ``reason`` is None for a useful answer."""

    useful: bool
    reason: Reason | None
    comment: str
    at: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was said of an answer, with all that is needed to understand it.

    ``visitor`` is empty once the conversation was erased; ``history`` holds the questions before,
    ``answer`` the record as it was told under the text of ``fingerprint``.
    """

    id: int
    visitor: str
    at: str
    question: str
    history: tuple[str, ...]
    answer: Record
    useful: bool
    reason: Reason | None
    comment: str
    fingerprint: str


_GIVE: Final = """INSERT INTO feedback (visitor, conversation, number, regulation, at, question,
    history, answer, useful, reason, comment, fingerprint)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (conversation, number) DO UPDATE
    SET at = excluded.at, useful = excluded.useful, reason = excluded.reason,
    comment = excluded.comment"""
_EVERY: Final = """SELECT id, visitor, at, question, history, answer, useful, reason, comment,
    fingerprint FROM feedback WHERE regulation = ? ORDER BY id"""


class FeedbackStore:
    """What visitors said of the answers about one regulation."""

    def __init__(
        self, data_dir: Path, regulation: Regulation, now: Callable[[], datetime] = local_now
    ) -> None:
        self._database = open_records(data_dir)
        self._regulation = regulation
        self._now = now

    def give(
        self,
        visitor: str,
        conversation: int,
        number: int,
        *,
        useful: bool,
        reason: str = "",
        comment: str = "",
    ) -> None:
        """Keep what a visitor says of a kept turn; said again, it replaces the first."""
        why, said = _reason(reason, useful=useful), clean_comment(comment)
        with self._database.writing() as connection:
            require(connection, visitor, self._regulation.title, conversation)
            question, record, fingerprint = _turn(connection, conversation, number)
            values = (
                *(known(visitor), conversation, number, self._regulation.title),
                *(self._now().timestamp(), question, _history(connection, conversation, number)),
                *(record, useful, why or "", said, fingerprint),
            )
            connection.execute(_GIVE, values)

    def withdraw(self, visitor: str, conversation: int, number: int) -> None:
        """Erase what was said of a turn; where nothing was, nothing is done."""
        with self._database.writing() as connection:
            require(connection, visitor, self._regulation.title, conversation)
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(
                "DELETE FROM feedback WHERE conversation = ? AND number = ?", (conversation, number)
            )

    def of(self, visitor: str, conversation: int) -> dict[int, Given]:
        """Return what the visitor said of the turns of a conversation, by their numbers."""
        with self._database.reading() as connection:
            require(connection, visitor, self._regulation.title, conversation)
            rows = connection.execute(
                "SELECT number, useful, reason, comment, at FROM feedback WHERE conversation = ?"
                " ORDER BY number",
                (conversation,),
            ).fetchall()
        return {
            number: Given(bool(useful), Reason(why) if why else None, said, local_time(at))
            for number, useful, why, said, at in rows
        }

    def everything(self) -> tuple[Feedback, ...]:
        """Return all that was said, the oldest first, for the administrator."""
        with self._database.reading() as connection:
            rows = connection.execute(_EVERY, (self._regulation.title,)).fetchall()
        return tuple(self._read(row) for row in rows)

    def _read(self, row: tuple[Any, ...]) -> Feedback:
        identifier, visitor, at, question, history, answer, useful, why, said, fingerprint = row
        try:
            return Feedback(
                *(identifier, visitor, local_time(at), question, tuple(json.loads(history))),
                *(json.loads(answer), bool(useful), Reason(why) if why else None),
                *(said, fingerprint),
            )
        except (ValueError, TypeError) as error:
            raise StoreError(
                f"对话记录 {self._database.path} 里第 {identifier} 条评价读不懂，没有改动。"
                "请用备份恢复这个文件。"
            ) from error


def clean_comment(comment: str) -> str:
    """Return a comment without control characters; raise CommandError for one that is too long."""
    text = "".join(
        letter
        for letter in storable(unicodedata.normalize("NFC", comment))
        if letter == "\n" or unicodedata.category(letter) != "Cc"
    ).strip()
    if len(text) > LONGEST_COMMENT:
        raise CommandError(
            f"说明有 {len(text)} 个字，超过 {LONGEST_COMMENT} 字的上限，评价没有提交。请删短一些。"
        )
    return text


def _reason(reason: str, *, useful: bool) -> Reason | None:
    if not reason:
        return None
    if useful:
        raise CommandError("评价为“有用”时不用选原因。")
    try:
        return Reason(reason)
    except ValueError:
        names = "、".join(Reason)
        raise CommandError(f"没有“{reason[:20]}”这种原因。可选：{names}。") from None


def _turn(connection: sqlite3.Connection, conversation: int, number: int) -> tuple[str, str, str]:
    """Return question, public record and fingerprint of a turn that has an answer."""
    row = connection.execute(
        "SELECT question, answer, fingerprint FROM turns WHERE conversation = ? AND number = ?",
        (conversation, number),
    ).fetchone()
    if row is None or row[1] is None:
        raise CommandError("这里没有可以评价的答复。请先提问，得到答复后再评价。")
    question, record, fingerprint = row
    try:
        answer = from_record(record)
    except ValueError:
        raise CommandError("这条答复的记录读不懂，评不了。请重新提问后再评价。") from None
    return question, to_json(answer_record(answer)), fingerprint


def _history(connection: sqlite3.Connection, conversation: int, number: int) -> str:
    """Return the answered questions before turn ``number`` as JSON."""
    rows = connection.execute(
        "SELECT question FROM turns WHERE conversation = ? AND number < ? AND answer IS NOT NULL"
        " ORDER BY number",
        (conversation, number),
    ).fetchall()
    return json.dumps([row[0] for row in rows], ensure_ascii=False)
