"""Answer a file of questions line by line; a bad line is named and left out, the rest answered."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from corpus.errors import CommandError, reason
from qa.assistant import Assistant
from qa.record import BatchQuestion, answer_record, parse_batch_line, to_json


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A line of the file by its number from 1: a question, or what is wrong with it."""

    number: int
    question: BatchQuestion | None
    fault: str


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
) -> None:
    """Write one record a good line to ``out``, in order; call ``on_line`` with (done, total)."""
    for done, line in enumerate(lines, start=1):
        if line.question is not None:
            asked = line.question
            answer = assistant.ask(asked.question, asked.history)
            out.write(to_json(answer_record(answer, asked.id)) + "\n")
        on_line(done, len(lines))


@contextmanager
def written_whole(path: str) -> Iterator[TextIO]:
    """Open ``path`` for writing so that a failure leaves what stood there; ``-`` is stdout."""
    if path == "-":
        yield sys.stdout
        return
    target = Path(path)
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("w", encoding="utf-8") as stream:  # a device or a pipe
            yield stream
        return
    aside = _aside(target)
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        os.replace(aside, target)
    except OSError as error:
        raise CommandError(f"写不了结果文件 {target}：{reason(error)}。") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _aside(target: Path) -> Path:
    if target.is_dir():
        raise CommandError(f"写不了结果文件 {target}：它是一个文件夹。")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.absolute().parent)
        os.close(handle)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
    except (OSError, ValueError) as error:
        raise CommandError(f"写不了结果文件 {target}：{reason(error)}。") from error
    return Path(name)


def _read_line(number: int, raw: bytes) -> BatchLine:
    try:
        return BatchLine(number, parse_batch_line(raw.decode("utf-8")), "")
    except UnicodeDecodeError:
        return BatchLine(number, None, "不是 UTF-8 编码")
    except CommandError as error:
        return BatchLine(number, None, str(error))
