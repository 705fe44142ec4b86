"""Who does what: 组成, 召集和主持, 签发, 审批, 报告 (to whom), 备案 (where) …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.model import Regulation
from qa.facts.acts import ADVERBS, GIVER, PATTERNS, Pattern, any_verb, relation_of, verbs
from qa.facts.model import Fact, FactKind
from qa.facts.offices import CHAIN, HEAD
from qa.facts.sentence import Sentence
from qa.facts.topics import MODALS, case, condition, holder, predicates_left_out, sentences, topic

_AND: Final = re.compile(rf"(?:或者|或|和|、|并){ADVERBS}(?P<verb>{any_verb('领导', '负责')})")
_ANSWERS: Final = re.compile(
    rf"对(?P<what>[^，。；：]+?)(?:(?P<verb>负责)(?!任)|进行(?P<act>{verbs('督促')}))"
)
_ATTENDANCE: Final = frozenset({"列席", "参加"})
_BOUND: Final = re.compile(r"([^，]{2,}?)(?:应当|必须|应(?!急|用)|(?<!必)须)就?(.*)")
_HOLDING: Final = frozenset({"召集和主持", "主持"})
_NO_OBJECT: Final = re.compile(r"^(?:、|的?工作|开展工作|检查|会议|把关|好|$)")


def read_roles(regulation: Regulation) -> tuple[Fact, ...]:
    """Return every role that ``regulation`` states, in order and without repetition."""
    found = [fact for sentence in sentences(regulation) for fact in _roles(sentence)]
    distinct = {(f.article, f.start, f.end, f.relation): f for f in reversed(found)}
    return tuple(sorted(distinct.values(), key=lambda f: (f.article, f.start, f.end)))


def _roles(sentence: Sentence) -> Iterator[Fact]:
    for pattern in PATTERNS:
        for match in pattern.expression.finditer(sentence.text):
            if _stands(sentence, pattern, match):
                yield from _facts(sentence, pattern, match)
    yield from _answerable(sentence)


def _stands(sentence: Sentence, pattern: Pattern, match: re.Match[str]) -> bool:
    """False for an attribute (由县长担任的) and, where required, away from a segment's start."""
    after = sentence.text[match.end() :]
    if re.match(r"(?:[、或和并][\u4e00-\u9fff]{2})?(?:的(?!意见)|人员|人(?!民))", after):
        return False
    if match.group().endswith("报送") and re.search(r"，(?:应|不得|须|要)", after):
        return False
    start = sentence.segments[sentence.segment(match.start())][0]
    if match.group().startswith("委托"):
        return "由" not in sentence.text[start : match.start()]
    if not pattern.leading:
        return True
    event = re.search(r"(?:参加|出席|列席)$", match.group()) and "的" in _after(sentence, match)
    return match.start() == start and not event


def _facts(sentence: Sentence, pattern: Pattern, match: re.Match[str]) -> Iterator[Fact]:
    relation = pattern.relation or relation_of(match.group("verb"))
    yield _fact(sentence, pattern, match, relation)
    further = _AND.match(sentence.text, match.end())
    if further and not pattern.leading and not sentence.text.startswith("的", further.end()):
        other = relation_of(further.group("verb"))
        if other != relation:
            yield _fact(sentence, pattern, match, other)


def _fact(sentence: Sentence, pattern: Pattern, match: re.Match[str], relation: str) -> Fact:
    span = match.span("who")
    if pattern.addressed:
        who, matter = _sender(sentence, match)
        return sentence.fact(FactKind.ROLE, span, who, relation, matter)
    matter = _matter(sentence, pattern, match, relation)
    when = condition(sentence, match.start()) or case(sentence, match.start(), matter)
    return sentence.fact(FactKind.ROLE, span, matter, relation, "" if when == matter else when)


def _matter(sentence: Sentence, pattern: Pattern, match: re.Match[str], relation: str) -> str:
    """Return what the role is about."""
    if "matter" in match.groupdict():
        return match.group("matter")
    about = topic(sentence, match.start())
    if relation == "解释":
        return about.removesuffix("的")
    named = _object(sentence, pattern, match, relation)
    if named:
        return named
    if relation in _ATTENDANCE:
        return sentence.meeting or about
    if CHAIN.fullmatch(about) and not about.endswith("会议"):
        about = "" if pattern.leading else sentence.carried or about
    return _resolved(about or ("" if pattern.leading else sentence.carried), sentence)


def _object(sentence: Sentence, pattern: Pattern, match: re.Match[str], relation: str) -> str:
    """Return the words behind the verb where they are what the role is about, or nothing."""
    after = _after(sentence, match)
    if relation in _ATTENDANCE:
        return after if len(after) > len("会议") else ""
    held = re.match(r"[^，]{2,12}?会议", after)
    if relation in _HOLDING and held:
        return after if "、" in after else held.group()
    entrusted = match.group().startswith("委托") or relation == "代为处理"
    return after if entrusted or (pattern.leading and not _NO_OBJECT.match(after)) else ""


def _after(sentence: Sentence, match: re.Match[str]) -> str:
    """Return what follows ``match`` in its segment."""
    end = sentence.segments[sentence.segment(match.end() - 1)][1]
    return sentence.text[match.end() : end]


def _resolved(subject: str, sentence: Sentence) -> str:
    """Return ``subject`` with 会议 as the meeting it means."""
    if sentence.meeting and re.match(r"会议(?:$|文件|纪要|议题|方案)", subject):
        return sentence.meeting + subject.removeprefix("会议")
    return re.sub(r"(?:发布|印发|上报|实施)前$", "", subject)


def _sender(sentence: Sentence, match: re.Match[str]) -> tuple[str, str]:
    """Return who reports or asks, and about what or when."""
    index = sentence.segment(match.start())
    start, end = sentence.segments[index]
    own = re.sub(r"经[^，]+$", "", sentence.text[start : match.start()])
    named = re.match(rf"(?:并|或)?由({CHAIN.pattern})", sentence.text[start : match.start()])
    before = predicates_left_out(sentence, index)
    agents = re.findall(rf"由({CHAIN.pattern})(?!担任)", sentence.text[:start])
    if named:
        return named.group(1), before
    who = agents[-1] if agents else holder(sentence, match.start())
    own, before = (_clean(words).removeprefix(who) for words in (own, before))
    after = sentence.text[match.end() : end]
    bound = _BOUND.match(own)
    if not who and bound:
        return bound.group(1), before or bound.group(2)
    about = own or before.strip("，") or after
    if not who and re.search(rf"{HEAD}$", about):
        return about, ""
    return who, about


def _clean(words: str) -> str:
    words = re.sub(rf"{MODALS}+$", "", words)
    return re.sub(r"^(?:其中，?|同时|并|按规定|将)+", "", words)


def _answerable(sentence: Sentence) -> Iterator[Fact]:
    """Yield 对…负责 with the office that the sentence names as its holder."""
    for match in _ANSWERS.finditer(sentence.text):
        before = [*re.finditer(rf"由({GIVER})(?={any_verb()})", sentence.text[: match.start()])]
        opening = CHAIN.match(sentence.text)
        span = before[-1].span(1) if before else opening.span() if opening else None
        if span and span[1] <= match.start():
            relation = relation_of(match.group("act") or match.group("verb"))
            yield sentence.fact(FactKind.ROLE, span, match.group("what"), relation)
