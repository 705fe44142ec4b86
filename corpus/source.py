"""Read a regulation from the built-in data or from a user's file."""

from __future__ import annotations

import stat
from importlib import resources
from pathlib import Path
from typing import Final

from corpus.decoding import decode
from corpus.errors import RegulationFileError, RegulationFormatError, reason
from corpus.model import Regulation
from corpus.parser import parse

BUILT_IN: Final = "乾安县人民政府工作规则.txt"
LARGEST_FILE: Final = 20_000_000
"""Bytes. A regulation's text is a few hundred kilobytes at most; a bigger file is not one."""


def load_regulation(path: Path | None = None) -> Regulation:
    """Return the regulation in the file ``path``, or the built-in one.

    Raise RegulationFileError where the file cannot be read or decoded and
    RegulationFormatError (with the line) where its text is not a well-numbered regulation.
    """
    if path is None:
        data = resources.files("corpus").joinpath("data", BUILT_IN).read_bytes()
        return parse(decode(data, BUILT_IN))
    text = decode(_read(path), path.name)
    try:
        return parse(text, fallback_title=path.stem)
    except RegulationFormatError as error:
        raise RegulationFormatError(error.line, f"{error.cause}（文件 {path}）") from error


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if path.is_dir() or not stat.S_ISREG(status.st_mode):
            raise RegulationFileError(f"{path} 不是普通文件。请检查 QA_CORPUS 的路径。")
        if status.st_size > LARGEST_FILE:
            raise RegulationFileError(
                f"文件 {path} 有 {status.st_size} 字节，超过 {LARGEST_FILE} 字节，"
                "不像一部规章的文本。"
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise RegulationFileError(
            f"读不到规章文件 {path}：{reason(error)}。请检查 QA_CORPUS 的路径和权限。"
        ) from error
