"""Read evaluation questions; eval/questions/README.md describes the fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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
    lines = (QUESTIONS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_item(json.loads(line)) for line in lines if line.strip()]


def _item(raw: dict[str, object]) -> Item:
    values = {
        key: tuple(tuple(v) if isinstance(v, list) else v for v in value)
        if isinstance(value, list)
        else value
        for key, value in raw.items()
    }
    return Item(**values)  # type: ignore[arg-type]
