"""Bytes onto the disk: a whole file or nothing, the same bytes for the same content."""

from __future__ import annotations

import io
import os
import re
import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from corpus.errors import CommandError, reason

ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip archive can carry: no archive tells when it was made."""
_UNPRINTABLE: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2, Char) does not allow, and the carriage return, which it changes."""


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path``, then put it in its place; CommandError where that fails."""
    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a device or a pipe has nothing to be replaced
        else:
            _replace(target, data)
    except (OSError, ValueError, RuntimeError) as error:
        raise CommandError(
            f"写不了文件“{path}”：{reason(error)}。请换一个能写的位置，原有的文件没有改动。"
        ) from error


def _replace(target: Path, data: bytes) -> None:
    if target.is_file() and not os.access(target, os.W_OK):
        raise PermissionError(13, "")
    beside = target.parent / f".quiz-{secrets.token_hex(6)}.part"
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of ``members`` in their order, with fixed dates."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return target.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip archive, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def clean(text: str) -> str:
    """Return ``text`` without unprintable characters; every line break is one newline."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
