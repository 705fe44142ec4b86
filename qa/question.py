"""From whatever was typed to a question: width and blanks folded, the unreadable refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from corpus.errors import QuestionError

LONGEST: Final = 1_000
"""Characters. The longest scenario question in the evaluation set has about 120."""
_INVISIBLE: Final = re.compile(
    r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)


def clean_question(raw: str) -> str:
    """Return ``raw`` as one line of NFC text; raise QuestionError saying what is wrong with it."""
    if not isinstance(raw, str):
        raise QuestionError(f"问题应为文字，读到的是 {type(raw).__name__}。")
    if len(raw) > LONGEST:
        raise QuestionError(
            f"问题有 {len(raw)} 个字，超过 {LONGEST} 字的上限。请只保留要问的那一两句话。"
        )
    for position, character in enumerate(raw, start=1):
        if "\ud800" <= character <= "\udfff":
            raise QuestionError(
                f"问题的第 {position} 个字符不是完整的文字（编码损坏）。请用 UTF-8 重新输入。"
            )
        if unicodedata.category(character) == "Cc" and character not in "\t\n\r":
            raise QuestionError(
                f"问题的第 {position} 个字符是看不见的控制字符（U+{ord(character):04X}）。"
                "请删去后重新输入。"
            )
    text = re.sub(r"\s+", " ", _INVISIBLE.sub("", unicodedata.normalize("NFC", raw))).strip()
    if not text:
        raise QuestionError("问题是空的。请输入要问的内容，例如：县长出差要提前几天报告？")
    if not any(unicodedata.category(character)[0] in "LN" for character in text):
        raise QuestionError("问题里只有标点或符号，没有文字。请输入要问的内容。")
    return text


def readable(history: Sequence[str]) -> tuple[str, ...]:
    """Return the earlier questions that can be read; the others are passed over."""
    kept = []
    for earlier in history:
        with suppress(QuestionError):
            kept.append(clean_question(earlier))
    return tuple(kept)
