"""The question bank: questions people ask, each tied to the words of the rule that answer it,
and questions that people ask and the rules do not answer.

The bank is read by the index (as further keys to an article, and as a warning), by suggestions
and by training; no evaluation question resembles one of it (a test proves it).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

from corpus.errors import BankError, UnknownReferenceError, reason
from corpus.model import Regulation
from corpus.spacing import spaced, tight

KEYS: Final = 24
"""Questions of an article that are embedded; more made the index slower to build and found no more
(docs/experiments.md)."""
WARNINGS: Final = 1_500
"""Unanswerable questions that are embedded, the first of their file."""
_FIELDS: Final = {"question": str, "article": int, "paragraph": int, "answer": str}
_BUILT_IN: Final = "question_bank.jsonl"
_SHOWN: Final = 40
"""Characters of a wrong answer that a message repeats."""
_UNANSWERABLE: Final = "unanswerable.jsonl"
_BUILT_IN_TITLE: Final = "乾安县人民政府工作规则"


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question and the span ``article.text[start:end]`` that answers it."""

    question: str
    article: int
    paragraph: int
    start: int
    end: int


def load_bank(regulation: Regulation, path: Path | None = None) -> tuple[BankQuestion, ...]:
    """Return the bank of ``regulation``: that of the file ``path``, else the built-in one.

    The built-in bank belongs to the built-in regulation; an entry whose words no longer stand in
    the text (an amended version) is left out, and any other regulation has none. In a file of
    one's own every line must hold: raise BankError naming the first that does not.
    """
    if path is None:
        if regulation.title != _BUILT_IN_TITLE:
            return ()
        return _read(_built_in(), regulation, "", strict=False)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise BankError(
            f"读不到题库文件 {path}：{reason(error)}。请检查 QA_BANK 的路径和编码。"
        ) from error
    return _read(text, regulation, str(path), strict=True)


def load_unanswerable(regulation: Regulation) -> tuple[str, ...]:
    """Return questions that ``regulation`` does not answer, read against its text by people.

    They hold for the very text they were read against (the file's first line names its
    fingerprint): an amendment may answer them, so for any other text there are none.
    """
    text = resources.files("corpus").joinpath("data", _UNANSWERABLE).read_text(encoding="utf-8")
    first, *lines = text.splitlines()
    if json.loads(first)["fingerprint"] != regulation.fingerprint:
        return ()
    return tuple(json.loads(line)["question"] for line in lines)[:WARNINGS]


def sample_questions() -> tuple[str, ...]:
    """Return the built-in bank's questions alone: how people ask, whatever the regulation."""
    return tuple(json.loads(line)["question"] for line in _built_in().splitlines())


def bank_fingerprint(bank: tuple[BankQuestion, ...], unanswerable: tuple[str, ...] = ()) -> str:
    """Return SHA-256 (hex) over every entry; an index is refused under another bank."""
    rows: list[tuple[str | int, ...]] = [
        (entry.question, entry.article, entry.start, entry.end) for entry in bank
    ]
    written = json.dumps([rows, unanswerable])  # escapes whatever cannot be encoded
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def key_questions(bank: tuple[BankQuestion, ...]) -> tuple[BankQuestion, ...]:
    """Return the first KEYS questions of each article, in the bank's order.

    They are the ones that are embedded; a bank is best written with its most different questions
    first (``python -m eval.ordering`` puts them there). All of them count in the word indexes.
    """
    seen: Counter[int] = Counter()
    keys = []
    for entry in bank:
        seen[entry.article] += 1
        if seen[entry.article] <= KEYS:
            keys.append(entry)
    return tuple(keys)


def _built_in() -> str:
    return resources.files("corpus").joinpath("data", _BUILT_IN).read_text(encoding="utf-8")


def _read(
    text: str, regulation: Regulation, source: str, *, strict: bool
) -> tuple[BankQuestion, ...]:
    bank = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            bank.append(_entry(line, regulation))
        except BankError as error:
            if strict:
                raise BankError(f"题库文件 {source} 第 {number} 行：{error}") from error
    return tuple(bank)


def _entry(line: str, regulation: Regulation) -> BankQuestion:
    try:
        given: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BankError("不是 JSON。") from error
    sound = isinstance(given, dict) and given.keys() == _FIELDS.keys()
    if not sound or any(type(given[name]) is not kind for name, kind in _FIELDS.items()):
        raise BankError(
            '应为 {"question": "问题", "article": 条号, "paragraph": 款号, "answer": "原文"}。'
        )
    return bank_question(
        regulation, given["question"], given["article"], given["paragraph"], given["answer"]
    )


def bank_question(
    regulation: Regulation, question: str, article: int, paragraph: int, answer: str
) -> BankQuestion:
    """Return the entry; raise BankError where ``answer`` does not stand in that paragraph."""
    try:
        place = regulation.article(article).paragraph(paragraph)
    except UnknownReferenceError as error:
        raise BankError(str(error)) from error
    characters = tight(answer)
    found = re.search(spaced(characters), place.text)
    if not question.strip() or not characters or found is None:
        raise BankError(f"问题是空的，或该款里没有“{characters[:_SHOWN]}”。")
    start = place.start + found.start()
    end = place.start + found.end()
    return BankQuestion(question.strip(), article, paragraph, start, end)
