"""Put another thing in the place of one that a question names: 党组会议 for 常务会议."""

from __future__ import annotations

import re
from typing import Final

from indexing.words import Words
from qa.following.things import TAKING_PART, Thing, alike, is_part, kind_of, things
from qa.following.topic import asked_at, bare, topic

_MAY: Final = re.compile(
    r"(?:能不能|可不可以|要不要|可以|能|要|须|得)(?:[以用]\w{1,4}名义)?(?P<act>[^，,能要]{1,12}?)(?=吗|不$|(?<!什)么$|$)"
)
_BEFORE_NAMES: Final = frozenset("由以在没未有对向被")


def swapped(question: str, thing: str, words: Words) -> str | None:
    """Return ``question`` asked of ``thing`` instead, or None where it has no place for it."""
    text, thing = bare(question), thing.strip(" ，,")
    if not thing or (thing in text and f"副{thing}" not in text):
        return None
    plain = thing.removesuffix("的")
    if plain in TAKING_PART:
        return _taking_part(text, thing, words)
    if plain != thing:
        return (
            _of_alike(text, plain, words, only=("meeting", "person", "body"))
            if kind_of(plain, words) in {"meeting", "person", "body"}
            else None
        ) or _modifier(text, thing, words)
    return (
        _parallel(text, thing, words)
        or _same_beginning(text, thing, words)
        or _of_alike(text, thing, words)
        or _act(text, thing, words)
        or _whole_topic(text, thing, words)
    )


def _taking_part(text: str, thing: str, words: Words) -> str | None:
    """列席的 after 常务会请假找谁: those who do at that meeting."""
    meetings = [one for one in things(text, words) if one.kind == "meeting"]
    if not meetings:
        return None
    start, end = meetings[0].start, meetings[0].end
    return f"{text[:start]}{thing[:-1]}{text[start:end]}的人{text[end:]}"


def _of_alike(text: str, thing: str, words: Words, only: tuple[str, ...] = ()) -> str | None:
    """Replace the thing of the same kind, or of a kind alike."""
    kind = kind_of(thing, words)
    named = [one for one in things(text, words) if alike(kind, one.kind)]
    named = [one for one in named if not only or one.kind in only]
    if not named:
        return None
    best = max(
        named, key=lambda one: (one.kind == kind, _shared(text[: one.end], thing), -one.start)
    )
    start = _left(text, best, thing)
    inner = things(thing, words)[0]
    if inner.end < len(thing):
        owners = [one for one in things(text, words) if one.kind == inner.kind and one.end <= start]
        if owners and text[owners[-1].end : start] in {"", "的"}:
            start = owners[-1].start
    return text[:start] + thing + text[best.end :]


def _shared(text: str, thing: str) -> int:
    """Characters that ``text`` and ``thing`` end in alike, two at most."""
    return 2 if text[-2:] == thing[-2:] else int(text[-1:] == thing[-1:])


def _left(text: str, found: Thing, thing: str) -> int:
    """Return where what ``thing`` replaces begins: with its 的 clause where both have one."""
    if is_part(thing):
        return found.head
    clause = text.rfind("，", 0, found.start) + 1
    if "的" in thing[:-1] and text[: found.start].endswith("的"):
        return clause
    for size in range(min(len(thing), found.start), 1, -1):
        if text[: found.start].endswith(thing[:size]):
            return found.start - size
    return found.start


def _parallel(text: str, thing: str, words: Words) -> str | None:
    """没列入计划的|文件 in 没列入计划的|会议谁批: what both begin with, then the head."""
    head = thing[: thing.rfind("的") + 1]
    begin, end = text.find(thing[0]), text.find(thing[-2:])
    if thing[0] in _BEFORE_NAMES and 0 <= begin < end and kind_of(thing, words) is None:
        return text[:begin] + thing + text[end + 2 :]
    if len(head) < 3 or head not in text:
        return None
    start = text.index(head)
    rest = text[start + len(head) :]
    named = things(rest, words)
    if not named:
        return None
    return text[:start] + thing + rest[named[0].end :]


def _same_beginning(text: str, thing: str, words: Words) -> str | None:
    """行政许可 in the place of 行政处罚, 来访 in that of 来信, 撤销 in that of 怎么设立."""
    size = len(thing) // 2
    place = text.find(thing[:size])
    there = text[place : place + len(thing)]
    if (
        there != thing
        and size
        and size * 2 == len(thing) <= 6
        and place >= 0
        and asked_at(there) is None
    ):
        whole = len(there) == len(thing) and not re.search(r"[，, 的]", there)
        if whole and kind_of(thing, words) in {None, kind_of(there, words)}:
            return text[:place] + thing + text[place + len(thing) :]
    how = re.search(r"(?:怎么|如何|怎样)(\w\w)$", text)
    if how is None or len(thing) != 2 or kind_of(thing, words) or is_part(thing):
        return None
    return text[: how.start(1)] + thing


def _modifier(text: str, thing: str, words: Words) -> str | None:
    """Replace what stands before the head: 以部门名义印发的 in 以县政府名义印发的文件."""
    place = text.rfind(thing[-3:])
    if place < 0:
        place = text.rfind(thing[-2:])
    end = place + len(thing[-3:] if text.find(thing[-3:]) >= 0 else thing[-2:])
    if place < 0:
        place = text.find("的")
        end = place + 1
    if place >= 0:
        clause = max(match.end() for match in re.finditer(r"^|[，, ]", text[:place]))
        same = text.find(thing[0], clause, end) if thing[0] in _BEFORE_NAMES else -1
        return text[: same if same >= 0 else clause] + thing + text[end:]
    urgent = [one for one in things(text, words) if one.kind == "urgency"]
    if urgent:
        return text[: urgent[0].start] + thing + text[urgent[0].end :]
    return _before_head(text, thing, words)


def _before_head(text: str, thing: str, words: Words) -> str | None:
    """办公室名义的 takes the place of the owner in 县政府文件, and goes before 规范性文件."""
    named = things(text, words)
    first = next((one for one in named if one.kind in {"paper", "matter", "meeting"}), None)
    if first is None:
        return None
    owners = things(text[first.start : first.head], words)
    owned = bool(owners) and owners[0].start == 0 and owners[0].kind in {"person", "body"}
    end = first.start + owners[0].end if owned else first.start
    return text[: first.start] + thing + text[end:]


def _act(text: str, thing: str, words: Words) -> str | None:
    """Replace what may be done: 能发表文章吗 becomes 能出书吗."""
    may = _MAY.search(text)
    if (
        may is None
        or asked_at(may["act"]) is not None
        or kind_of(thing, words) in {"meeting", "person", "body", "paper"}
    ):
        return None
    return text[: may.start("act")] + thing + text[may.end("act") :]


def _whole_topic(text: str, thing: str, words: Words) -> str | None:
    """Replace all that the question is about: 规章|谁签署 becomes 人员任免|谁签署."""
    about = topic(text, words)
    named = {"person", "body", "meeting"}
    if kind_of(about, words) in named and not things(thing, words):
        return None
    if is_part(thing) or not about or about == text or not text.startswith(about):
        return None
    return thing + text[len(about) :]
