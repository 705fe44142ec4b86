"""Bytes to text: UTF-8 (with or without a mark), UTF-16 with a mark, or GB18030."""

from __future__ import annotations

import codecs
from typing import Final

from corpus.errors import RegulationFileError

_DAMAGED_SHARE: Final = 0.05
"""A file whose UTF-8 reading has fewer bad places than this is damaged UTF-8, not GB18030.
GB18030 read as UTF-8 is bad nearly everywhere; the gap is wide, so the value is not critical."""


def decode(data: bytes, name: str) -> str:
    """Return the text of ``data``; raise RegulationFileError naming the line it fails at."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _looks_like_utf8(data):
            raise _undecodable(data, error, name) from error
    return _strict(data, "gb18030", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, name) from error


def _looks_like_utf8(data: bytes) -> bool:
    lenient = data.decode("utf-8", errors="replace")
    wide = sum(1 for character in lenient if not character.isascii())
    return wide > 0 and lenient.count("\ufffd") / wide < _DAMAGED_SHARE


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str) -> RegulationFileError:
    line = data.count(b"\n", 0, error.start) + 1
    return RegulationFileError(
        f"文件 {name} 第 {line} 行有无法解码的字节（0x{data[error.start]:02X}），"
        "既不是完整的 UTF-8，也不是 GB18030。请另存为 UTF-8 文本后重试。"
    )
