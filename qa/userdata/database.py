"""A small SQLite file that several processes share: durable, versioned, set aside when damaged."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import DataDirectoryError, StoreError, reason

PATIENCE: Final = 30.0
"""Seconds that one writer waits for another; a write takes milliseconds."""
_PAUSE: Final = 0.02
"""Seconds between two tries where SQLite itself does not wait (the switch to WAL)."""
_CHECKED_WHOLE: Final = 16 * 2**20
"""Bytes. The check before each use reads the whole file (20 ms for 23 MB, 1 s for 1.2 GB); in a
larger one SQLite still finds damage, in each page as it reads it."""
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_REASONS: Final = {
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_READONLY: "没有写的权限",
    sqlite3.SQLITE_CANTOPEN: "文件打不开",
    sqlite3.SQLITE_IOERR: "磁盘读写出错，可能已满",
}
_PRIMARY: Final = 0xFF
"""The low byte of an extended result code is the primary one (SQLite, Result Codes)."""


@dataclass(frozen=True, slots=True)
class Database:
    """The file at ``path`` with the tables of ``schema``; ``what`` is what users call it.

    Readers never wait for the one writer (WAL). Nothing is created before the first write.
    """

    path: Path
    what: str
    version: int
    schema: tuple[str, ...]

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read from, an empty one in memory while there is no file."""
        with self._refusals():
            if self.path.exists():
                with closing(self._opened()) as connection:
                    yield connection
                return
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
                self._create(connection)
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection in one transaction: all of it is kept, or nothing."""
        with self._refusals():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._opened()) as connection, _transaction(connection):
                yield connection

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        try:
            _use_wal(connection)
            if self.path.stat().st_size <= _CHECKED_WHOLE and not _is_sound(connection):
                raise _damaged()
            self._create(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _create(self, connection: sqlite3.Connection) -> None:
        """Make the tables of a new file; raise StoreError for a file of another version."""
        if self._version(connection) == self.version:
            return
        with _transaction(connection):
            if self._version(connection) == 0:  # another process may have been faster
                for statement in self.schema:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {self.version}")

    def _version(self, connection: sqlite3.Connection) -> int:
        """Return 0 for a new file, else this version; raise StoreError for any other."""
        [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])  # after the tables
        if version != self.version and (version or tables):
            raise StoreError(
                f"{self.what} {self.path} 的格式版本是 {version}，本程序需要 {self.version}。"
                "请用建立它的版本打开；文件没有改动。"
            )
        return version

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Turn what SQLite and the system refuse into sentences; set a damaged file aside."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & _PRIMARY
            if code in _DAMAGE:
                raise self._set_aside() from error
            if code in _BUSY:
                raise StoreError(
                    f"{self.what} {self.path} 一直被别的程序占用，没有改动。请稍后重试。"
                ) from error
            raise DataDirectoryError(
                f"{self.what} {self.path} 读写不了：{_REASONS.get(code, str(error))}。"
                "请检查权限和磁盘空间，原有的内容没有改动。"
            ) from error
        except OSError as error:
            raise DataDirectoryError(
                f"{self.what} {self.path} 读写不了：{reason(error)}。"
                "请检查权限和磁盘空间，或用 QA_DATA_DIR 指定另一个目录。"
            ) from error

    def _set_aside(self) -> StoreError:
        number = 1
        while (kept := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        try:
            self.path.rename(kept)
        except OSError as error:
            return StoreError(f"{self.what} {self.path} 已损坏，也移不开：{reason(error)}。")
        for ending in ("-wal", "-shm"):
            with suppress(OSError):
                Path(f"{self.path}{ending}").rename(f"{kept}{ending}")
        return StoreError(
            f"{self.what} {self.path} 已损坏，读不出来；原文件已另存为 {kept.name}。"
            "请用备份恢复，或重新运行，从空白开始。"
        )


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging; the switch fails at once while another process makes it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY not in _BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _is_sound(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def _damaged() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("quick_check")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
