"""Read the options of a quiz as trainers type them: 十,十一  57-60  单选题  易:3; say notes."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from corpus.commands import Parser
from corpus.errors import CommandError
from corpus.numerals import NUMERAL, parse_ordinal
from qa.quiz.model import DIFFICULTY_NAMES, KIND_NAMES, Difficulty, ItemKind
from qa.quiz.request import Request

_SEPARATORS: Final = re.compile(r"[,，、;；\s]+")
_PAIRS: Final = re.compile(r"(.+?)[:：=＝](.+)")
_NUMBERS: Final = re.compile(rf"第?({NUMERAL})[章条]?(?:[-–—~～至到]第?({NUMERAL})[章条]?)?")
LARGEST_COUNT: Final = 100_000
"""Items. No regulation gives a tenth of that; larger numbers are slips."""
_LETTERS: Final = 26
_LONGEST_REASON: Final = 500
_LONGEST_TITLE: Final = 100
_LARGEST_MARK: Final = 1000
_LARGEST_SEED: Final = 2**63 - 1
Name = TypeVar("Name", bound=StrEnum)
Value = TypeVar("Value")


def written_reason(text: str, why: str) -> str:
    """Return the reason for ``why`` (驳回, 退回) on one line; raise CommandError without one."""
    reason = " ".join(text.split())
    if not reason or len(reason) > _LONGEST_REASON or not reason.isprintable():
        raise CommandError(f"请写明{why}的原因（1 至 {_LONGEST_REASON} 字）。")
    return reason


def title(text: str) -> str:
    """Return a paper's title without blanks around it; raise CommandError for what cannot be."""
    found = text.strip()
    if not found or len(found) > _LONGEST_TITLE or not found.isprintable():
        raise CommandError(f"标题应为 1 至 {_LONGEST_TITLE} 个可见字符。")
    return found


def item_count(text: str) -> int:
    """Read a count of 1 to LARGEST_COUNT."""
    return _whole(text, LARGEST_COUNT)


def version_count(text: str) -> int:
    """Read how many shuffled versions: 1 to 26, as there are letters."""
    return _whole(text, _LETTERS)


def seed(text: str) -> int:
    """Read the number that a drawing starts from."""
    if not re.fullmatch(r"\d{1,19}", text, re.ASCII) or int(text) > _LARGEST_SEED:
        raise ArgumentTypeError(f"应为不太大的非负整数，读到的是 {text[:40]!r}")
    return int(text)


def kinds(text: str) -> tuple[ItemKind, ...]:
    """Read 单选题,判断 or single,true_false."""
    return _distinct([_kind(part) for part in _parts(text)])


def numbers(text: str) -> tuple[int, ...]:
    """Read chapters or articles: 十,十一  10,11  第五十七条  57-60."""
    return _distinct([number for part in _parts(text) for number in _range(part)])


def marks(text: str) -> dict[ItemKind, float]:
    """Read 单选题=2,判断题=1."""
    found = _amounts(text, _kind, "单选题=2,判断题=1")
    if not all(found.values()):
        raise ArgumentTypeError("分值应大于零")
    return found


def quotas(text: str) -> dict[ItemKind, int]:
    """Read 单选题=20,多选题=10."""
    return _pairs(text, _kind, item_count, "单选题=20,多选题=10")


def mix(text: str) -> dict[Difficulty, float]:
    """Read 易:3,中:5,难:2."""
    found = _amounts(text, _difficulty, "易:3,中:5,难:2")
    if not any(found.values()):
        raise ArgumentTypeError("至少有一项应大于零")
    return found


def named(text: str, names: Mapping[Name, str], what: str) -> Name:
    """Return the one of ``names`` that ``text`` names, in Chinese or as in JSON."""
    wanted = text.strip().lower()
    for value, name in names.items():
        if wanted in {value.value, name, name.removesuffix("题")}:
            return value
    known = "、".join(names.values())
    raise ArgumentTypeError(f"没有{what} {text[:40]!r}，可选：{known}")


def add_places(parser: Parser) -> None:
    """Add --kinds, --chapters and --articles."""
    parser.add_argument(
        "--kinds",
        type=kinds,
        default=(),
        metavar="题型",
        help="如 单选题,判断题（或 single,true_false）",
    )
    parser.add_argument(
        "--chapters", type=numbers, default=(), metavar="章", help="如 十,十一 或 10-11"
    )
    parser.add_argument(
        "--articles", type=numbers, default=(), metavar="条", help="如 57,58 或 57-60"
    )


def place_request(chosen: Namespace, count: int = 1) -> Request:
    """Return a request of the places and kinds that were typed."""
    return Request(count, kinds=chosen.kinds, chapters=chosen.chapters, articles=chosen.articles)


def note(text: str) -> None:
    """Tell something beside the result: on stderr."""
    sys.stderr.write(f"{text}\n")


def _whole(text: str, largest: int) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not 1 <= int(text) <= largest:
        raise ArgumentTypeError(f"应为 1 至 {largest} 的整数，读到的是 {text[:40]!r}")
    return int(text)


def _kind(text: str) -> ItemKind:
    return named(text, KIND_NAMES, "题型")


def _difficulty(text: str) -> Difficulty:
    return named(text, DIFFICULTY_NAMES, "难度")


def _parts(text: str) -> list[str]:
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not parts:
        raise ArgumentTypeError("后面没有内容")
    return parts


def _range(part: str) -> range:
    match = _NUMBERS.fullmatch(part)
    first = parse_ordinal(match.group(1)) if match else None
    last = parse_ordinal(match.group(2)) if match and match.group(2) else first
    if first is None or last is None:
        raise ArgumentTypeError(f"读不懂编号 {part[:40]!r}，请写成 十,十一、10,11 或 57-60")
    if last < first:
        raise ArgumentTypeError(f"范围 {part!r} 的先后颠倒了")
    return range(first, last + 1)


def _amounts(text: str, read: Callable[[str], Name], example: str) -> dict[Name, float]:
    return _pairs(text, read, amount, example)


def _pairs(
    text: str, read: Callable[[str], Name], value: Callable[[str], Value], example: str
) -> dict[Name, Value]:
    found: dict[Name, Value] = {}
    for part in _parts(text):
        match = _PAIRS.fullmatch(part)
        if match is None:
            raise ArgumentTypeError(f"读不懂 {part[:40]!r}，请写成 {example}")
        name = read(match.group(1))
        if name in found:
            raise ArgumentTypeError(f"{match.group(1)!r} 写了两次")
        found[name] = value(match.group(2))
    return found


def amount(text: str) -> float:
    """Read a mark or a share: 0 to 1000 with at most two decimals."""
    if not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", text, re.ASCII):
        raise ArgumentTypeError(f"应为不小于零的数（最多两位小数），读到的是 {text[:40]!r}")
    if float(text) > _LARGEST_MARK:
        raise ArgumentTypeError(f"最大为 {_LARGEST_MARK}，读到的是 {text[:40]!r}")
    return float(text)


def _distinct(values: list[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
