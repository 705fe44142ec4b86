"""Read an elliptical question in the light of the ones before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.numerals import article_label
from corpus.references import find_paragraphs, find_references
from indexing.words import Words
from qa.following.pronouns import find_pronoun, named
from qa.following.standing import stands_alone
from qa.following.swap import swapped
from qa.following.things import begins_with_part, is_part, things
from qa.following.topic import asked_at, bare, statement, topic

_TURNS: Final = 4
"""Earlier questions that are read. The longest dialogue of the training questions has two."""
_OF_PARAGRAPHS: Final = re.compile(r"^(?:那么?)?(?=第|前|末|最后)")
_NEW_TOPIC: Final = re.compile(
    r"^(?:哎|诶|嗯|好的?|那|行)?[，, ]?(?:对了|另外|另[ ，,]|另起|"
    r"换个|换一个|再问|再请教|再来|再请问|下一|顺便|"
    r"还有(?:件|一题|个问题|一个问题|一件|一问|[，, ])|"
    r"我?还想|我?另外|我?想(?:再|另外)|再换|说到别的|新问题)"
)
_OPENING: Final = re.compile(
    r"^(?:那么|那(?![个些种样时天里边份次位类])|哦|嗯|噢|好的?[，, ]|所以|然后|至于|"
    r"(?:要是|如果|假如)?(?:换成|改成|换作|换做|换)|(?:要是|如果|假如|若)是(?=\w))[，, ]?"
)
_IF: Final = re.compile(r"^(?:要是|如果|假如|若是?|万一|倘若|一旦)|(?:的话|的时候|时)$")
_CLOSING: Final = re.compile(r"(?:呢|啊|呀|嘛|哈|哦|吧|咧|的话呢?)$")
_WHAT_ABOUT: Final = re.compile(r"^(?P<thing>[^，,]{1,20}?)呢(?:[，, ](?P<rest>.+))?$")
_MORE: Final = re.compile(r"^(?:还有(?!效)|除此之外|此外|除了这|除了上|别的|其他的?(?:呢|还))")
_NOTHING_MORE: Final = re.compile(
    r"^(?:还有|别的|其他的?|除此之外|此外)(?:呢|吗|别的|其他|其他的|没有?|什么|哪些|啥)*$"
)
_CLAUSE: Final = re.compile(r"[了没不仍还尚已超]|有争议")
_SHORT_TOPIC: Final = 6
"""Characters. After a longer topic a comma: 主办部门与相关部门意见不一致，还是谈不拢怎么办."""
_WEAK: Final = re.compile(
    r"(?:也|又|是不是也|是否也)?(?:行不行|行吗|行不|可不可以|可以吗|可以不|成不成|成吗|"
    r"一样吗|也是吗|是吗|怎么样|怎样|如何|咋样|"
    r"怎么办|咋办|要吗|要不要|能不能|能吗|能不|这样吗|如此吗|适用吗|怎么说|怎么算)$"
)
_WHO: Final = re.compile(
    r"(?:又|都|也)?(?:是|有)谁(?:[来去])?\w?$|(?:又|也)(?:是|由|归)?谁\w{1,2}$"
)
_ASKS_ANOTHER: Final = re.compile(r"几|多久|何时|什么时候|怎么")
_RELATIVE: Final = re.compile(r"\w{1,6}的\w")
_LONG_TOPIC: Final = 12
"""Characters. After a longer topic a comma parts it from what is asked."""
_KEYWORD: Final = 10
"""Characters of a thing that is typed without 呢."""


def understand(question: str, history: Sequence[str], words: Words) -> str:
    """Return ``question`` made whole with the questions of ``history``, or unchanged.

    那党组会议呢 after 常务会议纪要谁签发 becomes 党组会议纪要谁签发？, 纪要呢 keeps the meeting,
    第二款呢 after 第57条 becomes 第五十七条第二款. Earlier questions that lean are made whole
    first. A question that names a place or stands on its own is left alone.
    """
    return _whole(question, _previous(history, words), words)


def is_sure(question: str, understood: str, history: Sequence[str], words: Words) -> bool:
    """Say whether ``understand`` had a rule for what it made of ``question``.

    It had none where it only put the question before in front, and where the question still
    leans on something: 那他呢, or a few words that ask nothing.
    """
    previous, text = bare(_previous(history, words)), bare(question)
    if not previous:
        return True
    if bare(understood) != text:
        return not bare(understood).startswith((f"{previous}，", f"{statement(previous)}，"))
    if _NEW_TOPIC.match(text) or find_references(text):
        return True
    leaning = asked_at(text) is None and len(text) <= _KEYWORD
    return find_pronoun(text) is None and not leaning


def _previous(history: Sequence[str], words: Words) -> str:
    """Return the question before, made whole with those before it."""
    previous = ""
    for earlier in [each for each in history if each.strip()][-_TURNS:]:
        previous = _opened(_whole(earlier, previous, words).strip())
    return previous


def _whole(question: str, previous: str, words: Words) -> str:
    text = bare(question)
    if not bare(previous) or find_references(text):
        return question
    paragraph = _paragraph_of(previous, text)
    if paragraph is not None:
        return paragraph
    made = _made_whole(text, previous, words)
    return question if made is None or made in {text, _opened(text)} else f"{bare(made)}？"


def _made_whole(text: str, previous: str, words: Words) -> str | None:
    """Return ``text`` with what it takes from ``previous``, or None where it takes nothing."""
    if _NEW_TOPIC.match(text):
        return None
    if _MORE.match(text):
        return _more(text, previous)
    plain = _opened(text)
    pronoun = find_pronoun(plain)
    if pronoun is not None:
        return named(plain, pronoun, previous, words)
    about = _WHAT_ABOUT.match(plain)
    if about is not None and (asked_at(about["thing"]) is None or _is_clause(plain)):
        return _asked_of(about["thing"], about["rest"] or "", previous, words)
    plain = _CLOSING.sub("", plain)
    if asked_at(plain) is not None:
        return _weakly_asked(plain, previous, words) or _property(plain, previous, words)
    return _under(plain, previous, words) if _IF.search(plain) else _keyword(plain, previous, words)


def _opened(text: str) -> str:
    while (shorter := _OPENING.sub("", text, count=1)) != text:
        text = shorter
    return text


def _more(text: str, previous: str) -> str:
    asked = "还有哪些" if _NOTHING_MORE.match(text) else text
    return f"{statement(previous)}，{asked}"


def _asked_of(thing: str, rest: str, previous: str, words: Words) -> str:
    """Ask ``previous`` of ``thing``; 要是县长不在呢 and 超期了呢 ask what holds then."""
    happens = _is_clause(thing) and thing[-2:] not in topic(previous, words)
    if happens or _IF.match(thing):
        return _under(thing, previous, words)
    made = swapped(previous, thing, words)
    if made is not None:
        another = rest and _ASKS_ANOTHER.search(rest)
        return _joined(topic(made, words, rest), rest, made) if another else made
    about = topic(previous, words)
    if is_part(thing):
        return f"{_joined(about, thing, previous)}呢"
    lead = about if about and asked_at(statement(previous)) is not None else bare(previous)
    return f"{lead}，{thing}呢"


def _is_clause(text: str) -> bool:
    """True for 一直没回呢, 上级没有明确要求的话呢: what happens, not a thing."""
    return "的话" in text or (_CLAUSE.search(text) is not None and "的" not in text)


def _under(condition: str, previous: str, words: Words) -> str:
    """Ask what holds under ``condition``: 怎么办 in the place of an open question."""
    condition = _CLOSING.sub("", condition).removesuffix("的话")
    if asked_at(statement(previous)) is None:
        return f"{bare(previous)}，{condition}呢"
    about = topic(previous, words, condition)
    joint = "" if len(about) <= _SHORT_TOPIC else "，"
    return f"{about}{joint}{condition}怎么办"


def _keyword(text: str, previous: str, words: Words) -> str | None:
    """A few words that ask nothing: another thing, or a part of the one before."""
    if is_part(text):
        return _joined(topic(previous, words), text, previous)
    if asked_at(bare(previous)) is None and not text.endswith("的"):
        return None
    if " " in text or len(text) > _KEYWORD:
        return None
    made = swapped(previous, text, words)
    return made or f"{bare(previous)}，{text}呢"


def _weakly_asked(text: str, previous: str, words: Words) -> str | None:
    """县长办公会议行不行, 党组会议都是谁, 常务会议的又是谁定: the same asked of another."""
    weak = _WEAK.search(text) or _WHO.search(text)
    if weak is None or not weak.start():
        return None
    thing = text[: weak.start()]
    named = [one for one in things(thing.removesuffix("的"), words) if one.kind != "matter"]
    if not named or named[0].start or named[-1].end < len(thing.removesuffix("的")):
        return None
    return swapped(previous, thing, words)


def _property(text: str, previous: str, words: Words) -> str | None:
    """Ask something else of what ``previous`` is about, unless ``text`` says of what."""
    if stands_alone(text, words):
        return None
    done = re.match(r"(\w)[完好了]", text)
    if done is not None and done[1] in bare(previous):
        return f"{bare(previous)}，{text}"
    return _joined(topic(previous, words, text), text, previous)


def _joined(about: str, text: str, previous: str) -> str:
    if not about:
        return f"{bare(previous)}，{text}"
    if about in text:
        return text
    owner, _, part = about.rpartition("的")
    if owner and is_part(part) and (begins_with_part(text) or _RELATIVE.match(text)):
        about = owner
    if begins_with_part(text) and not about.endswith("的"):
        return f"{about}的{text}"
    stated = asked_at(statement(previous)) is None or len(about) > _LONG_TOPIC
    return f"{about}，{text}" if stated else about + text


def _paragraph_of(previous: str, question: str) -> str | None:
    """Complete 那第二款呢 with the article that ``previous`` names."""
    named = [place for place in find_references(previous) if place.unit == "article"]
    opening = _OF_PARAGRAPHS.match(question)
    if not named or opening is None or named[-1].number < 1:
        return None
    paragraphs, end = find_paragraphs(question, opening.end())
    if not paragraphs or min(paragraphs) < 1:
        return None
    places = "、".join(article_label(named[-1].number, paragraph) for paragraph in paragraphs)
    return places + question[end:].removesuffix("呢")
