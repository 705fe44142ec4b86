"""What a question is about, and what it says of it: its topic without the asking."""

from __future__ import annotations

import re
from typing import Final

from indexing.words import Words
from qa.following.things import is_part, things

ASKS: Final = re.compile(
    r"由谁|归谁|谁|(?<!十)几|哪|什么|啥|咋|怎么|怎样|怎|如何|为何|多久|多少|多长|多大|何时|何日|何处|何种|何人|"
    r"吗|(?<![什怎那这])么$|能否|是否|可否|需不需要|可不可以|(\w)[不没]\1|是什么|[^不]不$|没有?$|周几"
)
"""What makes a question of a sentence."""
_YES_NO: Final = re.compile(
    r"(?:[，, ]?(?:对吧|对吗|是吗|是吧|是不是|对不对|对么|可以吗|行吗))$|"
    r"(?:吗|(?<![什怎])么|吧|不|没有?)$"
)
_MODAL: Final = re.compile(
    r"(?<![需必主重只])(?:要不要|能不能|可不可以|需不需要|用不用|该不该|有没有|是不是|是否|能否|可否|必须|应该|应当|需要|可以|还能|都得|"
    r"都要|一定要|要(?!求|点|闻|素)|能(?![力够])|须|(?<![使觉值])得|应|会不会|也要)"
)
_TAIL: Final = re.compile(
    r"(?:[，, ]|由|归|该|要|应该?|须|需要?|是|有|都|可以|可|得|能|一般|到底|"
    r"向|跟|找|给|对|(?<!不)在|于|被|主要|必须|"
    r"原则上|至少|最多|最晚|提前|的|从|往|里|应当|应该|分|总共|一共|经|还|再|又|最后)$"
)
_HAS: Final = re.compile(r"(?<![没所具])有(?![关效些])")
_OFTEN: Final = re.compile(
    r"[，, ]?(?:每[个]?[周月年天日半季]|一[年周]|一个月|一月|多长时间|每届).*$"
)
_DOING: Final = re.compile(
    r"(?:要|须|应|得|应该|需要)?(?:做|干|办|讲|说|规定|讨论|研究|包括|包含|负责|抓|管|开|召开|提|列出|遵循|坚持|审议|实行|采取|"
    r"履行|走|组成|设立|完成)$"
)
_LONGEST: Final = 24
_MEMBERS: Final = re.compile(
    r"哪(?:些|几)?(?P<members>[一二三四五六七八九十两\d]+[项个种类条]\w{2,6})$"
)
_PART_ASKED: Final = re.compile(
    r"的(?P<part>\w{2,4})(?:是|有|包括|包含|都有|都是|主要是|主要有)?(?:什么|哪些|啥)$"
)


def bare(question: str) -> str:
    """Return ``question`` without the marks around it."""
    return question.strip(" ？?。！!，,；;、….")


def asked_at(text: str) -> int | None:
    """Return where ``text`` begins to ask, or None."""
    match = ASKS.search(text)
    return match.start() if match else None


def subject_of(text: str) -> str:
    """Return what stands before the asking of ``text`` and before 要, 能 …: of whom it is asked."""
    asking, modal = asked_at(text), _MODAL.search(text)
    places = [place for place in (asking, modal.start() if modal else None) if place is not None]
    return text[: min(places, default=len(text))]


def statement(question: str) -> str:
    """Return what a yes-or-no question states (… ，对吧？), or the question without its marks."""
    return bare(_YES_NO.sub("", bare(question)))


def topic(question: str, words: Words, then: str = "") -> str:
    """Return what ``question`` is about, without what it asks of it; ``then`` is asked next."""
    text = _led(bare(question).removesuffix("呢"), words)
    stated = statement(text)
    if stated != text and asked_at(stated) is None:
        return _without_modal(stated, then)
    owner = _PART_ASKED.search(text)
    if owner is not None and is_part(owner["part"]):
        return text[: owner.start()]
    place = asked_at(text)
    if place is None:
        return text
    before = _cleaned(text[:place])
    later = ASKS.search(text, place + 2)
    if not before and later is not None:
        return _cleaned(text[: later.start()])
    if not before:
        return _last_thing(text[place:], words)
    return _without_doing(before, text[place:], words)


def members(question: str) -> str:
    """Return what ``question`` asks to be listed: 五项机制 of 建立哪五项机制; or nothing."""
    found = _MEMBERS.search(bare(question))
    return found["members"] if found else ""


def _led(text: str, words: Words) -> str:
    """Return the part of ``text`` that leads up to the asking, where the two are set apart."""
    pieces = re.split(r"[，, ]", text)
    lead = text[: -len(pieces[-1]) - 1]
    if len(pieces) == 2 and len(pieces[-1]) > 1 and asked_at(lead) is None and things(lead, words):
        return lead if asked_at(pieces[-1]) is not None or " " in text else text
    return text


def _cleaned(text: str) -> str:
    text = _OFTEN.sub("", text) or text
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    return text


def _without_modal(text: str, then: str) -> str:
    text = _OFTEN.sub("", text) or text
    match = _MODAL.search(text) or _HAS.search(text)
    if match is None or not match.start():
        return text
    modal = _MODAL.match(then)
    verb = then[modal.end() :][:1] if modal else then[:1]
    again = modal is not None and modal.group()[0] in "能可" and match.group()[0] in "能可有"
    if again or (verb and verb in text[match.end() :]):
        return text[: match.start()]
    joined = text[: match.start()] + text[match.end() :]
    return joined if len(joined) <= _LONGEST else text[: match.start()]


def _without_doing(before: str, asking: str, words: Words) -> str:
    """Drop the verb whose object is asked for: 常务会议研究|什么."""
    if not re.match(r"什么|啥|哪|几|多少", asking):
        return before
    shorter = _cleaned(_DOING.sub("", before))
    named = things(before, words)
    if shorter != before or not named:
        return shorter or before
    end = named[-1].end
    return before[:end] if len(before) - end <= 2 else before


def _last_thing(text: str, words: Words) -> str:
    named = things(text, words)
    if not named:
        return ""
    start = named[-1].start
    for one in reversed(named):
        if one.end <= start and text[one.end : start] in {"", "的"}:
            start = one.start
    return text[start : named[-1].end]
