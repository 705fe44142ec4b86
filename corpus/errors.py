"""Every error a user can meet, in one tree.

    RegulationQAError
    ├── SettingsError            a setting or the settings file is wrong
    ├── CorpusError
    │   ├── RegulationFileError      a file cannot be read or decoded
    │   ├── RegulationFormatError    a text is not a well-numbered regulation
    │   ├── UnknownReferenceError    an article, paragraph or chapter that does not exist
    │   └── BankError                a question bank cannot be read or does not fit the text
    ├── EncoderError             the embedding model is missing or unusable
    ├── StoreError
    │   ├── IndexMissingError        no index has been built yet
    │   ├── IndexMismatchError       the index belongs to another format, text or encoder
    │   ├── IndexDamagedError        a file of the index is missing or altered
    │   └── DataDirectoryError       the data directory cannot be written
    ├── QuestionError            a question that cannot be read as one
    ├── CommandError             a command line, batch line or address that cannot be used
    ├── ModelError               the language model gave nothing that can be used
    └── ProofError               a citation that is not the regulation's own words

The message is Chinese, made for the person at the keyboard: what was found, what was
expected, what to do. Only ``app.py`` and the ``__main__`` modules print it.
"""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.ENOENT: "路径不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "它是一个文件夹",
    errno.EEXIST: "那里已有一个同名的文件",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EADDRINUSE: "端口已被占用",
    errno.ENAMETOOLONG: "名称太长",
}


def reason(error: BaseException) -> str:
    """Return why the system refused, in Chinese where the code is a known one."""
    code = getattr(error, "errno", None)
    return _REASONS.get(code or 0) or getattr(error, "strerror", None) or str(error)


class RegulationQAError(Exception):
    """Root of every error this project raises on purpose."""


class SettingsError(RegulationQAError):
    """A setting, or the settings file, cannot be used."""


class CorpusError(RegulationQAError):
    """A regulation cannot be read or addressed."""


class RegulationFileError(CorpusError):
    """A regulation's file is missing, unreadable or undecodable."""


class RegulationFormatError(CorpusError):
    """A text is not a well-numbered regulation; carries the 1-based source line."""

    def __init__(self, line: int, cause: str) -> None:
        super().__init__(f"第 {line} 行：{cause}")
        self.line = line
        self.cause = cause


class UnknownReferenceError(CorpusError):
    """An article, paragraph or chapter that the regulation does not have."""


class BankError(CorpusError):
    """A question bank cannot be read, or a line of it does not fit the regulation."""


class EncoderError(RegulationQAError):
    """The embedding model is missing or unusable."""


class StoreError(RegulationQAError):
    """The index cannot be read or written."""


class IndexMissingError(StoreError):
    """No index has been built yet."""


class IndexMismatchError(StoreError):
    """The index belongs to another format version, regulation or encoder."""


class IndexDamagedError(StoreError):
    """A file of the index is missing, truncated or altered."""


class DataDirectoryError(StoreError):
    """The data directory cannot be written."""


class QuestionError(RegulationQAError):
    """A question that cannot be read as one."""


class CommandError(RegulationQAError):
    """A command line, batch line or address that cannot be used."""


class ModelError(RegulationQAError):
    """The language model cannot be reached, or gave nothing that can be used."""


class ProofError(RegulationQAError):
    """A citation whose quote is not the regulation's own words."""
