"""What a sentence speaks of, who acts in it, and under which condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from corpus.model import Regulation
from corpus.spacing import tight
from qa.facts.offices import CHAIN
from qa.facts.sentence import Sentence, cut

_MEETING: Final = re.compile(
    r"(?:^|[，；])([\u4e00-\u9fff]{2,14}会议)由[^，。；]*(?:组成|主持|召集)"
)
_LINK: Final = re.compile(
    r"^(?:其中|同时|但是|但|并且|并|或者|或|凡|如果|如|对于|对(?!待)|以及|特别是|必要时)"
)
MODALS: Final = (
    r"(?:一般|原则上|应当|应该|应|必须|须|需|要|可以|可|均|都|一律|依法|按规定|按照规定|按程序|"
    r"按规定程序|按照要求|按要求|按[^，。]{0,6}分工|及时|事先|事后|会前|先行|先|提前\d+天|分别|"
    r"严格|积极|主动|加强|认真|定期|做好|还|在[^，]{1,8}内|"
    r"只|就|也|再|不再|统一|随时|尽快|立即|书面|如实|根据需要|根据情况|根据会议内容需要|"
    r"根据议题需要|充分|负责|组织|继续|共同|逐级|直接|适时|同时|并|经过)"
)
_TAIL: Final = re.compile(rf"(?:(?<![纪需重主])(?<![回适相响对反供])(?<!纪要){MODALS})+$")
_PASSED: Final = re.compile(r"([^，]{2,}?)(?:一般)?由(?!于).+|.*将([^，]+?)报.+")
_ADVERBIAL: Final = re.compile(r"(?:时|期间|必要时|根据需要|的同时|之前|之后|前|后|情况下|为由)$")
_ACTS: Final = re.compile(
    r"(?:由|经|报(?!告|文|送)|须|应|要(?!求)|可|不|并|或|且|按|在|先|同时|根据|必须|一般|原则上|除|与|"
    r"及时|依法|因|受|每|平均)"
)
"""How a segment begins that says what is done, not what it is done to."""
_POLICY: Final = re.compile(
    r"(?:坚决|严格|认真|严明|严禁|加强|注重|如实|尊重|全面|切实|贯彻|深入|推进|落实|完善|建立|健全|改革|"
    r"坚持|厉行|大力|自觉|反对|禁止|精简|改进|进一步)"
)
"""How a segment begins that states an aim of its own."""
_PREDICATE: Final = re.compile(
    r"由(?!于)|一经|应当|必须|须|不得|一般(?!具体|事项|公文|情况)|原则上|实行|属于(?=[^，]{0,8}$)|主要讨论|"
    r"(?<![适相响对反回])应(?!当|急)|(?<![需重主必纪])要(?!求)"
)
"""Where a segment's predicate begins."""
_NOMINAL: Final = re.compile(r"的(?:[^，的]{1,8})?$")


def sentences(regulation: Regulation) -> Iterator[Sentence]:
    """Yield every clause of ``regulation`` with what it carries over from those before it."""
    meetings = meeting_names(regulation)
    for article in regulation.articles:
        meeting = carried = ""
        paragraph = 0
        for clause in article.clauses:
            if clause.paragraph != paragraph:
                paragraph, carried = clause.paragraph, ""
            plain = cut(article, clause)
            named = [name for name in meetings if name in plain.text]
            first = min(named, key=plain.text.index, default="")
            if first and plain.text.startswith((first, f"提请{first}")):
                meeting = first
            here = named[0] if len(named) == 1 else meeting
            sentence = replace(plain, carried=carried, meeting=here)
            yield sentence
            about = topic(sentence, len(sentence.text))
            office = CHAIN.fullmatch(about) and not about.endswith("会议")
            carried = carried if office else about or carried


def meeting_names(regulation: Regulation) -> tuple[str, ...]:
    """Return the meetings that ``regulation`` sets up (…会议由…组成 or 主持), in order."""
    found = (
        match.group(1)
        for article in regulation.articles
        for clause in article.clauses
        for match in _MEETING.finditer(tight(clause.text))
    )
    return tuple(dict.fromkeys(found))


def topic(sentence: Sentence, before: int) -> str:
    """Return what the sentence speaks of in front of the character ``before``, or nothing.

    The words in front in the same segment; else the segments that open the sentence, as far as
    they only name things (…的公文，…的议案，以及人员任免等事项).
    """
    index = sentence.segment(min(before, len(sentence.text) - 1))
    if before < len(sentence.text):
        own = sentence.text[sentence.segments[index][0] : before]
        named = _named(own)
        if named:
            return named
    for position in range(index - 1, -1, -1):
        words = sentence.words(position)
        if re.match(r"属|涉及", words) and _head(words) == words:
            return words
        passed = None if words.startswith("除") else _PASSED.match(words)
        named = _bare(passed.group(1) or passed.group(2)) if passed else ""
        if named:
            return named
    return _bare(_opening_words(sentence, index))


def holder(sentence: Sentence, before: int) -> str:
    """Return the office that the sentence begins with in front of ``before``, or nothing."""
    for start, _ in sentence.segments:
        if start >= before:
            break
        raw = sentence.text[start:before]
        words = "" if re.match(r"对|为|在|向", raw) else _skip_link(raw)
        match = CHAIN.match(words)
        if match and not re.match(
            r"未(?!经)|[的与之]|以外|规章|系统|信息|采购|投资", words[match.end() :]
        ):
            return match.group()
    return ""


def condition(sentence: Sentence, before: int) -> str:
    """Return the words of a segment in front of ``before`` that say when (…时, …期间, …的)."""
    index = sentence.segment(before)
    for position in range(index, -1, -1):
        start, end = sentence.segments[position]
        words = sentence.text[start : min(end, before)]
        match = re.search(r"(?:必要时|根据[^，]{0,8}?需要)", words)
        if match:
            return match.group()
        if re.search(r"(?:(?<!及)时|期间|情况下|需要顺延的|^在.+[前中后下])$", words) or re.match(
            r"如果|如(?!实|期|何|下)|遇", words
        ):
            return words
    return ""


def case(sentence: Sentence, before: int, subject: str) -> str:
    """Return the thing that opens the sentence where ``subject`` stands in a later segment.

    会务工作 of which meetings: 县政府组织召开的，…，会务工作由县政府办公室负责.
    """
    index = sentence.segment(before)
    start = sentence.segments[index][0]
    opening = _opening_words(sentence, index)
    own = subject and sentence.text.startswith(subject, start)
    return opening if own and _NOMINAL.search(opening) else ""


def predicates_left_out(sentence: Sentence, index: int) -> str:
    """Return the segments in front of ``index`` without aims and what somebody else must do."""
    kept = [
        words
        for words in map(sentence.words, range(index))
        if not _POLICY.match(words)
        and _head(words) == words
        and not re.match(r"每.{1,6}前$", words)
    ]
    return "，".join(kept)


def _named(own: str) -> str:
    """Return the thing that the words in front of an act name, or nothing."""
    passed = re.search(r"将([^，]+)$", own)
    if passed:
        return passed.group(1)
    head = _head(own)
    bare = _bare(head)
    if re.match(r"如果|如(?!实)|遇", own):
        return ""
    return "" if _ACTS.match(bare) and not head.startswith("对") else bare


def _opening_words(sentence: Sentence, index: int) -> str:
    """Return the segments in front of ``index`` that only name things."""
    parts: list[str] = []
    for position in range(_last_thing(sentence, index), index):
        words = sentence.words(position)
        if not parts and _aside(words):
            continue
        if _ACTS.match(words):
            break
        head = _head(words)
        if head:
            parts.append(head)
        if head != words:
            break
    joined = any(re.match("以及|或者|或", part) for part in parts)
    listed = len(parts) > 1 and parts[-1].endswith("的") and not parts[0].endswith("稿")
    return "，".join(parts) if joined or listed else "".join(parts[:1])


def _last_thing(sentence: Sentence, index: int) -> int:
    """Return where the things begin that stand right in front of ``index`` behind a predicate."""
    first = index
    while first and _thing(sentence.words(first - 1)):
        first -= 1
    if 0 < first < index and _head(sentence.words(first - 1)) != sentence.words(first - 1):
        return first
    return 0


def _thing(words: str) -> bool:
    named = bool(_NOMINAL.search(words)) and _head(words) == words
    return named and not _ACTS.match(words) and not _aside(words)


def _aside(words: str) -> bool:
    return bool(
        _ADVERBIAL.search(words) or _POLICY.match(words) or re.match(r"如果|如(?!实)|遇|除", words)
    )


def _head(words: str) -> str:
    """Return ``words`` in front of 由 or a modal, which is where the predicate begins."""
    match = _PREDICATE.search(words)
    return words[: match.start()] if match else words


def _bare(words: str) -> str:
    return _TAIL.sub("", _skip_link(words))


def _skip_link(words: str) -> str:
    while True:
        rest = _LINK.sub("", words, count=1).removeprefix("，")
        if rest == words:
            return words
        words = rest
