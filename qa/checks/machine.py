"""Can it go on: holidays, the data directory, the disk, the language model."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path
from typing import Final

from corpus.bank import key_questions
from corpus.errors import reason
from qa.checks.answering import one_an_article
from qa.selfcheck import Finding, Subject, failed, passed, warned

_LITTLE: Final = 500_000_000
_TOO_LITTLE: Final = 50_000_000
"""Bytes. The built-in index takes 12 million, and twice that while it is replaced."""
_TRIAL: Final = "selfcheck-"
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def holidays_are_known(subject: Subject) -> Finding:
    """Look whether the holidays of this year and the next are published and known."""
    from qa.dates.calendar import published

    years = (subject.today.year, subject.today.year + 1)
    missing = "、".join(f"{year} 年" for year in years if not published(year))
    if missing:
        return warned(
            f"还没有收录 {missing}的放假安排：推算到那时的期限只按周一至周五算，"
            "回答里会说明。放假通知公布后，请升级 chinesecalendar。"
        )
    return passed(f"{years[0]} 年和 {years[1]} 年的放假、调休安排都已收录。")


def data_can_be_kept(subject: Subject) -> Finding:
    """Write to the data directory, read it back, and look through the files it has."""
    from qa.userdata.database import Database

    folder = subject.settings.data_dir
    path = folder / f"{_TRIAL}{secrets.token_hex(4)}.sqlite3"
    trial = Database(path, "试写的文件", 1, ("CREATE TABLE trial (word TEXT)",))
    try:
        with trial.writing() as connection:
            connection.execute("INSERT INTO trial VALUES ('自检')")
        with trial.reading() as connection:
            read = connection.execute("SELECT word FROM trial").fetchone()
    finally:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{path}{ending}").unlink()
    if read != ("自检",):
        return failed(f"数据目录 {folder} 写进去的读不回来。请检查磁盘。")
    kept = databases(folder)
    damaged = [path.name for path in kept if not _sound(path)]
    if damaged:
        return failed(f"数据文件 {damaged[0]} 已损坏或读不出来。请用备份恢复。")
    told = f"，已有的 {len(kept)} 个数据文件完好" if kept else ""
    return passed(f"{folder} 可以读写{told}。")


def databases(folder: Path) -> tuple[Path, ...]:
    """Return the data files below the data directory, those of a self-check aside."""
    found = chain(folder.glob("*.sqlite3"), folder.glob("*/*.sqlite3"))
    return tuple(sorted(path for path in found if not path.name.startswith(_TRIAL)))


def _sound(path: Path) -> bool:
    """Look through the file without changing it; one that is busy is taken for sound."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            return bool(opened.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        return (error.sqlite_errorcode & 0xFF) in _BUSY


def space_is_left(subject: Subject) -> Finding:
    """Look how much space the disk of the data directory has left."""
    folder = subject.settings.data_dir
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return failed(f"查不到 {folder} 的剩余空间：{reason(error)}。")
    told = f"数据目录所在的磁盘还剩 {free / 1e9:,.1f} GB"
    if free < _TOO_LITTLE:
        return failed(f"数据目录所在的磁盘只剩 {free / 1e6:.0f} MB，不够重建索引。请先腾出空间。")
    return warned(f"{told}，快满了。") if free < _LITTLE else passed(f"{told}。")


def model_answers(subject: Subject) -> Finding:
    """Say whether a language model is set; ask it only where it is on."""
    settings = subject.settings
    if settings.endpoint is None:
        return passed("没有设置语言模型：回答直接摘引原文，不需要联网。")
    if not settings.llm:
        return passed(f"已设置语言模型 {settings.endpoint.model}，没有启用，这次也没有调用。")
    from qa.assistant import Assistant
    from qa.llm import open_model

    entries = one_an_article(key_questions(subject.index.bank))
    question = entries[0].question if entries else subject.regulation.articles[0].text[:60]
    talking = Assistant.of(subject.index, model=open_model(settings))
    answer = talking.ask(question, today=subject.today)
    if answer.note:
        return warned(f"语言模型 {settings.endpoint.model}：{answer.note}")
    return passed(f"语言模型 {settings.endpoint.model} 已启用，试问一题，写的话通过了核对。")
