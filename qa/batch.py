"""Answer a file of questions line by line; a bad line is named and left out, the rest answered."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TextIO

from corpus.errors import CommandError, RegulationQAError, reason
from qa.assistant import Assistant
from qa.record import BatchQuestion, answer_record, parse_batch_line, to_json


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A line of the file by its number from 1: a question, or what is wrong with it."""

    number: int
    question: BatchQuestion | None
    fault: str


@dataclass(frozen=True, slots=True)
class Batched:
    """What came of a file: the lines that got no record, and what is to be said of a model."""

    skipped: tuple[BatchLine, ...]
    notes: tuple[str, ...]


def read_batch(path: Path) -> tuple[BatchLine, ...]:
    """Return the lines of ``path`` that are not blank; raise CommandError if it cannot be read."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise CommandError(f"读不到批量文件 {path}：{reason(error)}。") from error
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return tuple(
        _read_line(number, raw) for number, raw in enumerate(lines, start=1) if raw.strip()
    )


def answer_batch(
    assistant: Assistant,
    lines: tuple[BatchLine, ...],
    out: TextIO,
    on_line: Callable[[int, int], None],
    today: date | None = None,
) -> Batched:
    """Write one record a good line to ``out``, in order; return what could not be done.

    ``on_line`` is called with (done, total) after each line.
    """
    failed, notes = [], []
    for done, line in enumerate(lines, start=1):
        try:
            if line.question is None:
                raise CommandError(line.fault)
            answer = assistant.ask(line.question.question, line.question.history, today)
            out.write(to_json(answer_record(answer, line.question.id)) + "\n")
            notes += [answer.note] if answer.note else []
        except RegulationQAError as error:
            failed.append(replace(line, question=None, fault=str(error).rstrip("。")))
        on_line(done, len(lines))
    return Batched(tuple(failed), tuple(notes))


@contextmanager
def written_whole(path: str) -> Iterator[TextIO]:
    """Open ``path`` for writing so that a failure leaves what stood there; ``-`` is stdout.

    Links are followed, an existing file keeps its mode, and devices and pipes are written to
    as they are. Raise CommandError where nothing can be written.
    """
    if path in {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}:
        yield sys.stdout
        return
    try:
        target = Path(path).resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("w", encoding="utf-8") as stream:
                yield stream
            return
        aside = _aside(target)
        try:
            with aside.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            aside.replace(target)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"写不了结果文件 {path}：{reason(error)}。") from error


def _aside(target: Path) -> Path:
    """Return a new empty file beside ``target`` with the mode that ``target`` has or would get."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask()
    if not mode & 0o222:
        raise PermissionError(errno.EACCES, "")
    handle, name = tempfile.mkstemp(prefix=".qa-", dir=target.parent)
    os.close(handle)
    aside = Path(name)
    aside.chmod(mode)
    return aside


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _read_line(number: int, raw: bytes) -> BatchLine:
    try:
        return BatchLine(number, parse_batch_line(raw.decode("utf-8")), "")
    except UnicodeDecodeError:
        return BatchLine(number, None, "不是 UTF-8 编码")
    except CommandError as error:
        return BatchLine(number, None, str(error).rstrip("。"))
