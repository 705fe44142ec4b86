"""Read evaluation questions; eval/questions/README.md describes the fields."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from corpus.errors import CommandError, QuestionError, UnknownReferenceError, reason
from corpus.model import Regulation
from corpus.source import load_regulation
from corpus.spacing import tight
from qa.question import clean_question

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


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of a question file that is not scored, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What a file of questions holds: the items that can be scored and the lines that cannot."""

    items: tuple[Item, ...]
    faults: tuple[Fault, ...]


def read_items(split: str) -> list[Item]:
    """Return the items of ``dev`` or ``test``, all of them sound (the tests prove it)."""
    return list(read_file(QUESTIONS / f"{split}.jsonl", load_regulation()).items)


def read_file(path: Path, regulation: Regulation) -> QuestionFile:
    """Read a JSONL file of questions about ``regulation``, each line checked against its text.

    ``question`` and ``articles`` (empty for a question that the rules do not answer) are needed;
    the other fields have defaults. Raise CommandError where the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise CommandError(f"读不到题目文件 {path}：{reason(error)}。") from error
    items: dict[str, Item] = {}
    faults = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = _item(line, number, regulation)
            _check_against_text(item, regulation)
            if item.id in items:
                raise _LineError(f"编号 {item.id} 前面已经用过")
            items[item.id] = item
        except _LineError as error:
            faults.append(Fault(number, str(error)))
    return QuestionFile(tuple(items.values()), tuple(faults))


class _LineError(Exception):
    """What is wrong with one line; never leaves this module."""


def _item(line: str, number: int, regulation: Regulation) -> Item:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _LineError("不是 JSON") from error
    if not isinstance(given, dict):
        raise _LineError('不是 JSON 对象（应为 {"question": …, "articles": […]}）')
    unknown = sorted(set(given) - {field.name for field in fields(Item)})
    if unknown:
        raise _LineError(f"不认识的字段 {'、'.join(unknown)}")
    missing = [name for name in ("question", "articles") if name not in given]
    if missing:
        raise _LineError(f"缺少字段 {'、'.join(missing)}")
    for name, value in given.items():
        sound, wanted = _FIELDS[name]
        if not sound(value):
            raise _LineError(f"字段 {name} 应为{wanted}")
    defaults: dict[str, Any] = {
        "id": f"line-{number}",
        "split": "",
        "regulation": regulation.title,
        "user": "",
        "kind": "other" if given["articles"] else "unanswerable",
        "history": [],
        "paragraphs": [],
        "answers": [],
        "answerable": bool(given["articles"]),
        "verdict": None,
        "computed": [],
        "also": [],
        "note": "",
    }
    return Item(**{name: _frozen(value) for name, value in (defaults | given).items()})


def _check_against_text(item: Item, regulation: Regulation) -> None:
    """Raise _LineError where ``item`` says what the regulation's text does not bear out."""
    try:
        clean_question(item.question)
        if item.regulation not in regulation.title and regulation.title not in item.regulation:
            raise _LineError(f"题目问的是《{item.regulation}》，现在的规章是《{regulation.title}》")
        if item.answerable != bool(item.articles):
            raise _LineError("可答的题要有 articles，不可答的题不能有")
        for number in (*item.articles, *item.also):
            regulation.article(number)
        places = [regulation.article(a).paragraph(p).text for a, p in item.paragraphs]
    except (QuestionError, UnknownReferenceError) as error:
        raise _LineError(str(error).rstrip("。")) from error
    astray = [place for place, _ in item.paragraphs if place not in item.articles]
    if astray:
        raise _LineError(f"paragraphs 里的第 {astray[0]} 条不在 articles 里")
    texts = places or [regulation.article(number).text for number in item.articles]
    for span in item.answers:
        if not any(tight(span) and tight(span) in tight(text) for text in texts):
            raise _LineError(f"所引条款里没有“{span}”")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list_of(sound: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(sound, value))


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))


def _is_date(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


_TEXT: Final = (_is_text, "文字")
_TEXTS: Final = (_list_of(_is_text), "文字的列表")
_NUMBERS: Final = (_list_of(_is_number), "条号（整数）的列表")
_FIELDS: Final[dict[str, tuple[Callable[[object], bool], str]]] = {
    **dict.fromkeys(("id", "split", "regulation", "user", "kind", "question", "note"), _TEXT),
    **dict.fromkeys(("history", "answers"), _TEXTS),
    **dict.fromkeys(("articles", "also"), _NUMBERS),
    "paragraphs": (_list_of(_is_pair), " [条号, 款号] 的列表"),
    "answerable": (lambda value: isinstance(value, bool), " true 或 false"),
    "verdict": (lambda value: value is None or isinstance(value, bool), " true、false 或 null"),
    "computed": (_list_of(_is_date), "日期（如 2026-09-15）的列表"),
}


def _frozen(value: object) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
