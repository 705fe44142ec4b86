"""Take a question apart into what it asks: two questions in one, or one about several things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from indexing.words import STOP_WORDS, Words, normalise

Span = tuple[int, int]
_ASKS: Final = re.compile(
    r"谁|(?<!十)几|哪|什么|啥|咋|怎么|怎样|怎|如何|为何|多久|多少|多长|多大|何时|何日|何处|何种|何人|吗|么$|"
    r"可不可以|能不能|要不要|用不用|该不该|行不行|对不对|是不是|有没有|能否|是否|可否|可以$|"
    r"(\w)[不没]\1|还是|_{2,}|归.{1,3}管|由.{0,2}人|呢$"
)
"""What makes a part of a sentence a question of its own."""
_STRONG: Final = re.compile(r"[？?！!。；;\n]+|(?<!\d)\d[.、](?!\d)|[（(]\d[）)]")
_COMPARING: Final = re.compile(
    r"(?:到底|究竟|各?有)?(?:什么|何|啥|哪些|哪里|多少|多大)?(?:区别|差别|差异|异同|不同|不一样|两样|出入)(?:在哪里?|之处)?|"
    r"(?:是不是)?一样[吗不]?|差在哪里?|相比|(?:请|把)?(?:比较|对比|对照)(?:着|一下)?|分别|各自|如何区分|各(?=[由是自有被管提怎多几在要归找应])"
)
"""What a question says only to have things set side by side; it finds no rule."""
_NUMBERED: Final = re.compile("[①-⑳]")
_WEAK: Final = re.compile(r"[，,：:]")
_EACH: Final = re.compile(
    r"各(?![地级类位部单项方种])|分别|分头|这[两二三几](?!年|天|个月|周)|[两二]者|对比|比较|对照|相比|区别|区分|不同|"
    r"不一样|差别|差在|异同|差异|两样|(?<!模)一样|相同|同一|\bvs\b|哪个|谁更|出入|各自|"
    r"[两二三四五几](?:[种样类者]|个(?!月|工作|星期|小时))(?:会|纪|文件|事项|情)"
)
"""What says that one question is asked of several things."""
_COUNTED: Final = re.compile(r"^(?:这)?[两二三四几](?:种|样|个|者|类|项|件|条)(?:里|中)?(?:的)?")
_JOINED: Final = re.compile(
    r"以及|和(?!谐|解|睦)|(?<!参)与(?![会否])|跟(?![踪进着])|(?<![不相共协会合随陪如一雷])同(?![一样时意志步级类期比等行事])|"
    r"(?<![以涉普])及(?![时其格])|、|/"
)
_VERSUS: Final = re.compile(r"\s*\bvs\b\.?\s*|\s+(?:/|跟|和|与|同)\s+|\s*[+＋]\s*")
_RESPECTS: Final = re.compile(
    r"(?:^|[，从在就按])(?P<items>[^，。？:、从在就按]+(?:、[^，。？:、]+)+?)这?[两二三四五]个?"
    r"(?:环节|方面|场合|阶段|情形|层面|地方|场景|时候)(?:上|里|中|下)?(?:，|各(?=[^地级类位部单项])|分别)"
)
"""Names in which respects something is asked: 在立法、上会、报文三个环节各如何处理."""
_LISTED: Final = re.compile(r"[、；;，,/]")
_LED_BY: Final = re.compile(r"各(?![地级类位部单项方])|分别|这[两二三几]|[两二]者")
_FEW: Final = 1
"""Content words. A part with fewer says nothing that could be looked for alone."""
_MOST: Final = 4
_BROKEN: Final = re.compile(r"[，。？、？?]|谁|什么|哪|怎")
_BEFORE: Final = frozenset(
    ("对照", "比较", "对比", "请", "把", "从", "关于", "同样", "同样是", "说说")
)
_LONGEST: Final = 12
"""Characters of a thing named beside another: 县政府党组会议的议题."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of several; ``thing`` is what it is asked of, where the same is asked of each.

    Its text is for finding rules: it need not read well, and leans on the whole question.
    """

    text: str
    thing: str = ""


def asks(question: str, words: Words) -> tuple[Ask, ...]:
    """Return the questions that ``question`` holds, in order; itself where it holds one.

    谁签发？几天内印发？ holds two; 常务会议和党组会议的纪要分别由谁签发 asks one of two things.
    """
    text = _NUMBERED.sub("。", question).strip()
    versus = _of_versus(text, words) or _under_a_heading(text, words) or _of_respects(text, words)
    if versus:
        return versus[:_MOST]
    parts = _separate(normalise(_spaced(text)), words)
    found = [_bare(each) for part in parts for each in _of_each(part, words)]
    unique = tuple({ask.text: ask for ask in found}.values())
    return unique[:_MOST] if len(unique) > 1 else (Ask(question),)


def _of_versus(text: str, words: Words) -> tuple[Ask, ...]:
    """Ask each side of A vs B, with what stands before a colon in front of both."""
    heading, rest = _heading(text)
    sides = [normalise(side) for side in _VERSUS.split(rest) if words.content(side)]
    if len(sides) < 2:
        return ()
    last, _, asked = sides[-1].partition(",")
    tail = f"，{_COMPARING.sub('', asked)}" if _ASKS.search(asked) else ""
    whole = [*sides[:-1], last] if tail else sides
    return tuple(replace(a, text=f"{a.text}{tail}") for a in _each_under(heading, whole))


def _of_respects(text: str, words: Words) -> tuple[Ask, ...]:
    """Ask the same in each of the respects that ``text`` counts up."""
    plain = normalise(text).replace(",", "，")
    match = _RESPECTS.search(plain)
    if match is None:
        return ()
    before, after = plain[: match.start()], plain[match.end() :]
    items = [item for item in match["items"].split("、") if words.content(item)]
    return tuple(Ask(f"{before}{item}，{after}", item) for item in items)


def _under_a_heading(text: str, words: Words) -> tuple[Ask, ...]:
    """Ask what stands before a colon of each thing listed behind it: 追责依据：决策失误、误事."""
    heading, rest = _heading(text)
    sides = [normalise(side).strip() for side in _LISTED.split(rest) if words.content(side)]
    alike = len(sides) > 1 and not any(map(_ASKS.search, (heading, *sides)))
    return _each_under(heading, sides) if heading and alike else ()


def _heading(text: str) -> tuple[str, str]:
    heading, colon, rest = text.replace("：", ":").partition(":")
    short = bool(colon) and len(heading) <= _LONGEST
    return (_COMPARING.sub("", normalise(heading)), rest.strip("。")) if short else ("", text)


def _each_under(heading: str, sides: Sequence[str]) -> tuple[Ask, ...]:
    lead = f"{heading}，" if heading else ""
    return tuple(Ask(f"{lead}{side}", side if heading else "") for side in sides)


def _bare(ask: Ask) -> Ask:
    """Leave out of a question of one of several things what only set them side by side."""
    return replace(ask, text=_COMPARING.sub("", ask.text)) if ask.thing else ask


def _spaced(question: str) -> str:
    """Put a mark where blanks part the questions (谁办 何时办) or the things they are asked of."""
    pieces = question.split()
    if len(pieces) < 2:
        return question
    if all(_ASKS.search(piece) for piece in pieces[1:]):
        return "，".join(pieces)
    return "、".join(pieces) if _EACH.search(question) else question


def _separate(text: str, words: Words) -> list[str]:
    """Cut ``text`` where a new question begins; what leads up to a question stays with it."""
    found: list[str] = []
    lead = ""
    for sentence in _STRONG.split(text):
        for piece in _pieces(sentence):
            lead = f"{lead}，{piece}" if lead else piece
            asked = _ASKS.search(piece) and not _EACH.match(piece)
            if asked and len(words.content(lead)) > _FEW:
                found.append(lead)
                lead = ""
    if lead and found:
        found[-1] = f"{found[-1]}，{lead}"
    return found or [text]


def _pieces(sentence: str) -> list[str]:
    """Cut ``sentence`` at commas, and at 、 where each side asks: 由谁回应、由谁解读."""
    cut: list[str] = []
    for piece in filter(None, map(str.strip, _WEAK.split(sentence))):
        listed = piece.split("、")
        cut += listed if all(_ASKS.search(part) for part in listed) else [piece]
    return cut


def _of_each(text: str, words: Words) -> list[Ask]:
    """Ask ``text`` of each thing it names side by side, where it says that it is meant so."""
    marked = _EACH.search(text)
    if marked is None:
        return [Ask(text)]
    segments = _WEAK.split(text)
    for place, segment in enumerate(segments):
        named = _side_by_side(segment, asked=_ASKS.search(segment) is not None, words=words)
        if named:
            before, after = segments[:place], segments[place + 1 :]
            return [Ask("，".join((*before, e.text, *after)), e.thing) for e in named]
    led = _LED_BY.search(text)
    if led is None:
        return [Ask(text)]
    leading = [s for s in _WEAK.split(text[: led.start()]) if len(words.content(s)) > _FEW]
    rest = text[led.start() :]
    return [Ask(f"{e}，{rest}") for e in leading] if len(leading) > 1 else [Ask(text)]


def _side_by_side(segment: str, *, asked: bool, words: Words) -> list[Ask]:
    """Return ``segment`` once for each of the things joined in it by 和, 与, 、 … or nothing."""
    joints = [match.span() for match in _JOINED.finditer(segment)]
    for place in range(len(joints)):
        named = _named(segment, joints[place:], words)
        if named is not None:
            return named
    if asked or not joints:
        return []
    ends = [0, *(end for _, end in joints)]
    starts = [*(start for start, _ in joints), len(segment)]
    sides = [segment[end:start] for end, start in zip(ends, starts, strict=True)]
    return [Ask(side, side) for side in sides] if min(map(len, sides)) > 1 else []


def _named(segment: str, joints: Sequence[Span], words: Words) -> list[Ask] | None:
    """Return what ``segment`` asks of each thing from the first joint on, where they are alike."""
    first = _last_thing(segment[: joints[0][0]], words)
    if not first:
        return None
    head = segment[: joints[0][0]].removesuffix(first)
    things, end = [first], joints[0][0]
    for start, after in joints:
        if start != end:
            break
        thing = _like(segment[after:], first)
        if not thing:
            break
        things.append(thing)
        end = after + len(thing)
    if len(things) < 2:
        return None
    if "的" in things[-1][:-1] and head.endswith("的"):
        owner = _last_thing(head[:-1], words)
        head, things[0] = head[:-1].removesuffix(owner), f"{owner}的{first}"
    tail = _COUNTED.sub("", segment[end:])
    return [Ask(f"{head}{thing}{tail}", thing) for thing in things]


def _last_thing(text: str, words: Words) -> str:
    """Return the words at the end of ``text`` up to the last that carries no content."""
    thing = ""
    for word in reversed(words.whole(text)):
        stops = word == "的" or word in _BEFORE or (thing and word in STOP_WORDS)
        if stops or not text.endswith(word + thing) or len(word + thing) > _LONGEST:
            break
        thing = word + thing
    return thing


def _like(text: str, first: str) -> str:
    """Return what ``text`` begins with that ends like ``first`` (… 会议), or nothing."""
    for size in (2, 1):
        place = text.find(first[-size:], 0, _LONGEST) if len(first) > size else -1
        if place > 0 and not _BROKEN.search(text[:place]):
            return text[: place + size]
    return ""
