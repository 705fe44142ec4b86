"""Judge an answer as people type it: A, ac, 对, 7个工作日, A→C→B, 1-C 2-A."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.errors import QuestionError
from corpus.spacing import tight
from indexing.words import normalise
from qa.quiz.model import RIGHT, WRONG, Item, ItemKind

_TRUE: Final = frozenset({"对", "√", "✓", "✔", "t", "true", "y", "yes", "正确", "是", "1"})
_FALSE: Final = frozenset(
    {"错", "×", "✗", "✘", "x", "f", "false", "n", "no", "错误", "否", "不对", "不正确", "0"}
)
_BETWEEN_LABELS: Final = re.compile(r"[\s,，、;；.。→>/-]+")
_PAIR: Final = re.compile(r"(\d+)[^\w]*([a-z])")
_BLANK_BREAKS: Final = (r"[;；|\n]", r"[,，/]", r"、", r"\s+")
"""What may stand between the words for several blanks, the surest first."""
_EDGES: Final = "。.；;，,、“”\"'《》"
LARGEST_ANSWER: Final = 2000
"""Characters. The longest points of a short answer have some hundreds."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``right`` is None where the people themselves must compare; ``given`` is what was read."""

    right: bool | None
    given: tuple[str, ...]


def judge(item: Item, answer: str) -> Judgement:
    """Judge ``answer``; raise QuestionError saying how to write it where it cannot be read."""
    if len(answer) > LARGEST_ANSWER:
        raise QuestionError(f"答案太长，最多 {LARGEST_ANSWER} 字。")
    if not answer.strip():
        raise QuestionError("还没有作答。")
    if item.kind is ItemKind.TRUE_FALSE:
        return _true_false(item, answer)
    if item.kind is ItemKind.BLANK:
        return _blanks(item, answer)
    if item.kind is ItemKind.MATCHING:
        return _matching(item, answer)
    if _is_by_label(item):
        return _labels(item, answer)
    return Judgement(None, (answer.strip(),))


def hint(item: Item) -> str:
    """Return how an answer to ``item`` is written."""
    if item.kind is ItemKind.TRUE_FALSE:
        return "对 / 错"
    if item.kind is ItemKind.BLANK:
        return "填写" if len(item.key) == 1 else f"依次填 {len(item.key)} 空，用；隔开"
    if item.kind is ItemKind.MATCHING:
        return "如 1-C 2-A"
    if item.kind is ItemKind.ORDERING:
        return "按先后写字母，如 ACB"
    if not _is_by_label(item):
        return "写出要点"
    return "写一个字母" if item.kind is ItemKind.SINGLE else "写字母，可多个，如 AC"


def _is_by_label(item: Item) -> bool:
    labels = {option.label for option in item.options}
    return bool(labels) and set(item.key) <= labels


def _true_false(item: Item, answer: str) -> Judgement:
    word = _plain(answer)
    for option in item.options:
        if word == option.label.lower():
            word = _plain(option.text)
    if word not in _TRUE | _FALSE:
        raise QuestionError("这是判断题，请答“对”或“错”。")
    given = RIGHT if word in _TRUE else WRONG
    texts = {option.label: option.text for option in item.options}
    truth = _plain(texts.get(item.key[0], item.key[0])) in _TRUE
    return Judgement((word in _TRUE) == truth, (given,))


def _labels(item: Item, answer: str) -> Judgement:
    given = _labels_read(item, answer)
    if item.kind is ItemKind.ORDERING:
        return Judgement(given == item.key, given)
    if item.kind is ItemKind.SINGLE and len(given) > 1:
        raise QuestionError("这是单选题，请只写一个字母。")
    return Judgement(set(given) == set(item.key), tuple(sorted(given)))


def _labels_read(item: Item, answer: str) -> tuple[str, ...]:
    for option in item.options:
        if _plain(option.text) == _plain(answer):
            return (option.label,)
    labels = [option.label for option in item.options]
    given = tuple(_BETWEEN_LABELS.sub("", normalise(answer)).upper())
    strange = [letter for letter in given if letter not in labels]
    if strange or not given:
        raise QuestionError(f"请写选项的字母（{labels[0]}–{labels[-1]}）。")
    if len(set(given)) < len(given):
        raise QuestionError("有的字母写了两次。")
    if item.kind is ItemKind.ORDERING and len(given) < len(labels):
        raise QuestionError(f"共 {len(labels)} 步，请写全。")
    return given


def _matching(item: Item, answer: str) -> Judgement:
    left = [option.label for option in item.options if option.label.isdigit()]
    right = {option.label for option in item.options if not option.label.isdigit()}
    pairs = _pairs(left, normalise(answer))
    if [number for number, _ in pairs] != sorted(left, key=int):
        raise QuestionError(f"请给 {left[0]}–{left[-1]} 各配一个字母，写成 1-C 2-A。")
    if not {letter for _, letter in pairs} <= right:
        raise QuestionError(f"字母只有 {'、'.join(sorted(right))}。")
    given = tuple(f"{number}-{letter}" for number, letter in pairs)
    return Judgement(set(given) == set(item.key), given)


def _pairs(left: list[str], answer: str) -> list[tuple[str, str]]:
    """Return (number, letter) in the order of numbers; CAB alone goes with 1, 2, 3."""
    letters = _BETWEEN_LABELS.sub("", answer).upper()
    if len(letters) == len(left) and letters.isascii() and letters.isalpha():
        return list(zip(left, letters, strict=True))
    rest = _BETWEEN_LABELS.sub("", _PAIR.sub("", answer))
    found = [] if rest else [(str(int(a)), b.upper()) for a, b in _PAIR.findall(answer)]
    return sorted(found, key=lambda pair: int(pair[0]))


def _blanks(item: Item, answer: str) -> Judgement:
    given = _parts(answer, len(item.key))
    fitting = [
        _plain(part) in {_plain(words) for words in (key, *variants)}
        for part, key, variants in zip(given, item.key, _accepted(item), strict=True)
    ]
    return Judgement(all(fitting), given)


def _accepted(item: Item) -> tuple[tuple[str, ...], ...]:
    return item.accept if len(item.accept) == len(item.key) else ((),) * len(item.key)


def _parts(answer: str, places: int) -> tuple[str, ...]:
    if places == 1:
        return (answer.strip(),)
    for breaks in _BLANK_BREAKS:
        parts = tuple(part.strip() for part in re.split(breaks, answer.strip()) if part.strip())
        if len(parts) == places:
            return parts
    raise QuestionError(f"共 {places} 空，请依次填写，用；隔开。")


def _plain(text: str) -> str:
    return tight(normalise(text)).strip(_EDGES)
