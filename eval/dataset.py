"""Read evaluation questions; eval/questions/README.md describes the fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import CommandError, reason

QUESTIONS: Final = Path(__file__).resolve().parent / "questions"


@dataclass(frozen=True, slots=True)
class Item:
    """One question and what a perfect answer to it holds."""

    id: str
    split: str
    regulation: str
    user: str
    kind: str
    question: str
    history: tuple[str, ...]
    articles: tuple[int, ...]
    paragraphs: tuple[tuple[int, int], ...]
    answers: tuple[str, ...]
    answerable: bool
    verdict: bool | None
    computed: tuple[str, ...]
    also: tuple[int, ...]
    note: str


def read_items(split: str) -> list[Item]:
    """Return the items of ``dev`` or ``test``."""
    return read_file(QUESTIONS / f"{split}.jsonl")


def read_file(path: Path) -> list[Item]:
    """Return the items of a JSONL file; raise CommandError naming the line that is not one."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"读不到题目文件 {path}：{reason(error)}。") from error
    return [_item(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _item(path: Path, number: int, line: str) -> Item:
    try:
        return Item(**{key: _frozen(value) for key, value in json.loads(line).items()})
    except (ValueError, TypeError, AttributeError) as error:
        raise CommandError(f"题目文件 {path} 第 {number} 行不是一道题：{error}。") from error


def _frozen(value: object) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
