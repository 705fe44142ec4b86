"""How a sentence differs from a clause: what was left out, put in, put in another's place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from qa.proving.values import QUANTITY, modal_spans, quantities
from qa.quiz.checking.book import Book, content, tokens
from qa.quiz.checking.forms import form, same
from qa.quiz.checking.places import chains

_SAYS: Final = r"(?:的?(?:有关|相关|具体)?(?:规定|要求|精神)|(?:明确|指出|强调)(?:规定|要求)?)"
_FRAMING: Final = re.compile(
    r"^(?:(?:根据|按照|依据|依照|遵照|按|在)?《(?P<title>[^》]+)》(?:第[^,条]+条(?:第[^,款]+款)?)?"
    rf"(?:[^,《》]{{2,20}}一章)?(?:中?关于(?P<topic>[^,]+?))?(?:{_SAYS}|中|里)*[,:]"
    rf"|(?:根据|按照|依据|依照|遵照|按)(?:(?:本?规则|本规章){_SAYS}?|(?:有关|相关)?(?:规定|要求)),)"
)
"""How a stem says where it is taken from, as trainers write it: 按照《规则》的要求, 依据本规则."""
_END: Final = re.compile(r"[(（\s]*[)）]*[。.]?$")
_ADVERBS: Final = re.compile(
    r"^(?:一般|原则上|按规定|应当|应|须|要|都|均|的|地|等|所|了|也|可|还|同时|其中|并且?|且|则|和|及|或|在|于|对|以|由|按|"
    r"就|将|会|是|有|为|中|时|[,、。;:()])*$"
)
_LOST: Final = re.compile(
    r"不|未|无|非|禁|严防|除|外|至少|最多|\d|半|副|前|后|内|上|下|第|每|只|仅|反对"
)
_SAFE: Final = re.compile(
    r"^(?:要|中|对|在|关于|规定|县政府|工作|的|时|会议|是|为|应当?|须|[,、:])*$"
)
_POINTER: Final = re.compile(r"^(?:其|该|此|他|上述|本)$")
_PERSON: Final = re.compile(r"(?:长|主任|书记|领导|负责人|责任人|同志|人员)$")
_RANK: Final = re.compile(r"分管|主要|常务|有关|相关|牵头|主办|协办|其他")
"""Makes another person of one: 分管县长 is not 县长."""
_ALTERING: Final = re.compile(r"[副不未无非禁除\d]")
_TITLE: Final = re.compile(r"《[^》]*》")
_MEMBER: Final = re.compile(r"(?<![^、,。;:和与及或]).{2,8}?(?![^、,。;:和与及或])")
"""A short member of a list: 勤勉廉洁."""
_GAP: Final = 1
"""Letters between two changes that still make one: [县长]和[副县长]."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a source and what stands for them in a sentence; either may be empty.

    ``since`` and ``until`` are where the words stand in the source.
    """

    was: str
    now: str
    before: str
    after: str
    since: int
    until: int


def unframed(text: str) -> str:
    """Return ``text`` (in form) without 根据《规则》 before it."""
    if match := _FRAMING.match(text):
        return text[match.end() :]
    return re.sub("^《[^》]*》", "", text)


def topic(text: str) -> str:
    """Return what 根据《规则》关于…的规定 says the stem is about, or an empty string."""
    match = _FRAMING.match(form(text))
    return (match["topic"] or "") if match else ""


def framed_by(text: str) -> str:
    """Return the title that a stem says it is taken from, or an empty string."""
    match = _FRAMING.match(form(text))
    return (match["title"] or "") if match else ""


def bare(sentence: str) -> str:
    """Return a statement in form, without 根据《规则》 before it and brackets behind it."""
    said = re.sub(r"[(（]\s*[)）]", "", form(sentence))
    return _END.sub("", unframed(said))


def verbatim(book: Book, said: str, articles: Iterable[int]) -> bool:
    """Tell whether ``said`` stands in one of the articles."""
    return any(said in book.articles.get(number, "") for number in articles)


def changes(book: Book, said: str, source: str, article: int) -> tuple[Change, ...]:
    """Return the changes from ``source`` to ``said`` that alter what is said."""
    ours, theirs = tokens(said), tokens(source.rstrip("。;,:"))
    around = book.context(article)
    found = []
    for was, now in _blocks(theirs, ours):
        change = Change(
            "".join(theirs[slice(*was)]), "".join(ours[slice(*now)]),
            "".join(ours[: now[0]]), "".join(ours[now[1] :]),
            len("".join(theirs[: was[0]])), len("".join(theirs[: was[1]])),
        )  # fmt: skip
        if not _harmless(book, change, was[1] == len(theirs), around):
            found.append(change)
    return _one_unit(book, said, source, found)


def _one_unit(book: Book, said: str, source: str, found: list[Change]) -> tuple[Change, ...]:
    """Return changes inside one name, title, number or member of a list as one change."""
    if len(found) < 2:
        return tuple(found)
    start, end = len(found[0].before), len(said) - len(found[-1].after)
    for first, last in _units(book, said):
        if first <= start and end <= last:
            since, until = found[0].since, found[-1].until
            return (
                Change(
                    source[since:until], said[start:end], said[:start], said[end:], since, until
                ),
            )
    return tuple(found)


def _units(book: Book, text: str) -> list[tuple[int, int]]:
    """Return the spans in ``text`` that state one fact each."""
    spans = [match.span() for match in _TITLE.finditer(text)]
    spans += [match.span() for match in QUANTITY.finditer(text)]
    spans += [match.span() for match in _MEMBER.finditer(text)]
    return spans + chains(book, text)


def _blocks(
    theirs: tuple[str, ...], ours: tuple[str, ...]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the runs that differ; runs with next to nothing between them are one."""
    codes = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    runs: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in codes:
        if tag == "equal":
            continue
        if runs and a - runs[-1][1] <= _GAP and runs[-1][1] > 0 and _inner(theirs[runs[-1][1] : a]):
            runs[-1] = (runs[-1][0], b, runs[-1][2], d)
        else:
            runs.append((a, b, c, d))
    return [((a, b), (c, d)) for a, b, c, d in runs]


def _inner(between: tuple[str, ...]) -> bool:
    return all(re.fullmatch(r"[\w、]", word) for word in between)


def _harmless(book: Book, change: Change, end: bool, around: str) -> bool:
    """True for a change that alters nothing; ``end``: nothing of the source follows."""
    was, now = change.was, change.now
    begins = change.since == 0 and not change.before
    if was and now and (same(was, now.removeprefix("要")) or _resolved(was, now, around)):
        return True
    if begins and _tells(book, re.split("[,。;:、]", was)[-1]):
        return False
    if end and not change.after and re.search("除|[不未无]", re.split("[,。;:]", was)[0]):
        return False
    if not now:
        return change.since == 0 or end or _may_go(was, change)
    if not was or begins:
        return _may_come(now, change, around)
    return False


def _tells(book: Book, text: str) -> bool:
    """True where ``text`` holds who, how much, must or must not."""
    return bool(book.offices(text) or modal_spans(text) or _LOST.search(text))


def _may_go(was: str, change: Change) -> bool:
    """True for what a statement may leave out: adverbs, whole parts without numbers or negation."""
    if _ADVERBS.fullmatch(was):
        return True
    members = [member for member in was.strip("、,").split("、") if member]
    if was[0] == "、" and all(quantities(member) for member in members):
        return True
    whole = was[0] in ",;。:(" or was[-1] in ",;。:)"
    return whole and not _LOST.search(was) and change.after[:1] not in ("的",)


def _may_come(now: str, change: Change, around: str) -> bool:
    """True for what a statement may put in: its subject from around the clause."""
    if _SAFE.fullmatch(now):
        return True
    pieces = [piece for piece in re.split(r"[,、:()的在]", now) if piece]
    held = all(piece in around or content(piece) <= content(around) for piece in pieces)
    begins = not change.before or change.before[-1] in ",。;:"
    return held and begins and not re.search(r"不|未|无|禁", now)


def _resolved(was: str, now: str, around: str) -> bool:
    """True where ``now`` names what ``was`` points at: 会议 by 常务会议, not 县长 by 副县长."""
    if _POINTER.match(was):
        return now in around
    before = now.removesuffix(was)
    another = _ALTERING.search(before) or (_PERSON.search(was) and _RANK.search(before))
    return now.endswith(was) and not another and now in around
