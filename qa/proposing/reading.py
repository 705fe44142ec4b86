"""A model's reply read as JSON objects, however it is wrapped; what cannot be read is counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Object = Mapping[str, Any]
LONGEST_REPLY: Final = 200_000
"""Characters that are read; twenty entries for one article have some 10,000."""
_MOST_BROKEN: Final = 100
"""Broken objects after which the rest is left: each costs another reading of what follows."""
_FENCE: Final = re.compile("```[A-Za-z]*")
_THOUGHT: Final = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_THINKING: Final = re.compile(r"\s*<think(?:ing)?>", re.IGNORECASE)


class Unread(StrEnum):
    """Why something of a reply was not read."""

    EMPTY = "回答是空的"
    THINKING = "只有思考过程，没有答案"
    LONG = "回答太长，后面的没有读"
    NO_JSON = "回答里没有 JSON 对象"
    BROKEN = "不是完整的 JSON 对象"
    FIELDS = "缺少字段，或字段的类型不对"
    KIND = "题型不认识"
    KEY = "答案的写法读不懂"
    UNPRINTABLE = "含有看不见的或损坏的字符"
    LENGTH = "有的字段太长或是空的"
    MORE = "超出要的条数，没有看"


@dataclass(frozen=True, slots=True)
class Reply:
    """The objects of a reply in order, and how often what could not be read."""

    objects: tuple[Object, ...]
    unread: Counter[Unread] = field(default_factory=Counter)


def read_reply(text: str) -> Reply:
    """Return every JSON object of ``text``: lines, an array, in fences, behind thoughts."""
    unread: Counter[Unread] = Counter()
    if not text.strip():
        return Reply((), Counter({Unread.EMPTY: 1}))
    if len(text) > LONGEST_REPLY:
        unread[Unread.LONG] += 1
    said = _spoken(text[:LONGEST_REPLY])
    if not said.strip():
        return Reply((), unread + Counter({Unread.THINKING: 1}))
    found = _whole(said)
    if found is None:
        found = tuple(_objects(said, unread))
    if not found and not unread:
        unread[Unread.NO_JSON] += 1
    return Reply(found, unread)


def _spoken(text: str) -> str:
    """Return what follows the model's thoughts; nothing where they never end."""
    thoughts = list(_THOUGHT.finditer(text))
    if thoughts:
        return _FENCE.sub("", text[thoughts[-1].end() :])
    return "" if _THINKING.match(text) else _FENCE.sub("", text)


def _whole(said: str) -> tuple[Object, ...] | None:
    """Return the objects of a text that is one array or object, or None for any other."""
    try:
        read = json.loads(said)
    except (ValueError, RecursionError):
        return None
    if isinstance(read, dict):
        lists = [value for value in read.values() if _holds_objects(value)]
        read = lists[0] if len(read) == 1 and lists else [read]
    if not isinstance(read, list):
        return ()
    return tuple(each for each in read if isinstance(each, dict))


def _holds_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _objects(said: str, unread: Counter[Unread]) -> Iterator[Object]:
    """Yield the objects that stand in ``said`` one behind another; go on at the line after a
    broken one (a reply that was cut off ends with one)."""
    decoder, at = json.JSONDecoder(), said.find("{")
    while at >= 0 and unread[Unread.BROKEN] < _MOST_BROKEN:
        try:
            read, end = decoder.raw_decode(said, at)
            yield read
        except (ValueError, RecursionError):
            unread[Unread.BROKEN] += 1
            end = said.find("\n", at)
            if end < 0:
                return
        at = said.find("{", end)
