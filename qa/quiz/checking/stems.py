"""A stem stands alone: nothing in it is unresolved, and it does not give its answer away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from qa.quiz.checking.book import Book, tokens
from qa.quiz.checking.forms import form
from qa.quiz.checking.places import places_in
from qa.quiz.model import BLANK_MARK, Item

_NEVER: Final = re.compile(
    r"前款|前条|本款|上款|上一[条款]|如前所述|(?<!依照)前述|同条|(?<!根)本条"
)
_POINTING: Final = re.compile(
    r"(?<!其)[他她它]们?(?!人)|(?<!应)该(?!市|县)|上述|(?<!与)此(?!外|类)|(?<![尤与极])其(?![他它余实次])"
)
_OPENING: Final = re.compile(
    r"^(?:其中|同时|此外|另外|但是?|也|仍|并且?(?![不非])|且|则|因此|所以|然后|再|如果仍|其[他它](?!有关)|以上(?!级))"
)
_BARE: Final = re.compile(
    r"(?:^|[,。;:]|列席|参加|出席|召开|提交|主持|安排|如|提请)(会议|议题|纪要|会议[文召主纪]\w+)(?!制度|室|费|活动|经费)"
)
_HELD: Final = re.compile(r"^[^会]*?((?:临时)?召开)[^会]*$")
_MEETING: Final = re.compile(
    r"[\u4e00-\u9fff×]{2}(?<![列席参加出召开提交主持安排以])会(?!议?纪要$)|例会"
)
_SLOT: Final = re.compile(rf"{BLANK_MARK}|[（(]\s*[)）]")
_ANY_MEETING: Final = frozenset(("县政府", "政府", "会议", "市政府", "省政府"))
_WHO: Final = re.compile(r"谁|什么|几|哪[些个位]?(?:人员?|机构|部门|机关|单位|组织)?")
_MUST: Final = re.compile("(?:应当|必须|须)(?:怎样|怎么|如何)")
_PERSONS: Final = re.compile(r"哪些人员|哪位|什么人|哪些人")
_BODIES: Final = re.compile(r"哪[个些](?:机构|部门|机关|单位|组织)")
_BODY: Final = re.compile(
    r"(?:委员会|政府|部门|机关|机构|办公室|党组|[省市县]委|中心|法院|检察院)$"
)
_PERSON: Final = re.compile(r"(?:[省市县乡镇]长|主任|书记|负责人|领导|主持人|成员)$")
_NOUN_NEEDED: Final = 4
"""Letters that have to stand before 其 or 该 for it to point back into the stem."""
_COMMON: Final = 0.12
"""A word of two letters in more than this share of the articles gives nothing away."""


def dangling(stem: str) -> list[str]:
    """Return a fault for every word that points at a sentence the reader does not see."""
    said = form(stem)
    found = []
    if match := _NEVER.search(said):
        found.append(match[0])
    for sentence in re.split("[。?!\n]", said):
        if match := _OPENING.search(sentence):
            found += [match[0]] if said.startswith(sentence) else []
    found += [m[0] for m in _POINTING.finditer(said) if not _antecedent(said, m)]
    if not _MEETING.search(said) and (match := _BARE.search(said) or _HELD.search(said)):
        found.append(match[1])
    return [f"指代不明：题干中的“{word}”没有交代。" for word in dict.fromkeys(found)]


def _antecedent(said: str, match: re.Match[str]) -> bool:
    """True where words before 其, 该, 上述 … can be what it means."""
    before = said[: match.start()]
    if match[0] == "其" and said.startswith("其常务委员会", match.start()):
        return True
    if match[0] == "该":
        noun = said[match.end() : match.end() + 2]
        return noun in before
    return len(re.sub(r"\W", "", before)) >= _NOUN_NEEDED


def leaks(book: Book, stem: str, keys: Iterable[str]) -> list[str]:
    """Return a fault for every key that stands in the stem as it is, or equal in meaning."""
    said = form(stem)
    return [
        f"答案泄露：题干里已有“{key}”。"
        for key in dict.fromkeys(keys)
        if places_in(book, key, said) and not _common(book, key)
    ]


def _common(book: Book, key: str) -> bool:
    said = form(key)
    office = any(start == 0 and end == len(said) for start, end in book.offices(said))
    return not office and len(said) <= 2 and book.share.get(said, 0.0) > _COMMON


def filled(item: Item) -> str:
    """Return the stem with its first answers in its blanks."""
    texts = {option.label: option.text for option in item.options}
    answers = [texts.get(label, label) for label in item.key]
    pieces = _SLOT.split(item.stem)
    answers += [""] * len(pieces)
    return "".join(a + b for a, b in zip(pieces, [*answers[: len(pieces) - 1], ""], strict=True))


def unnamed(book: Book, item: Item) -> list[str]:
    """Return a fault where the deciding clause opens with a meeting that the stem leaves out."""
    citation = item.citation
    stem = form(item.stem)
    answer = form("，".join([*item.key, *(option.text for option in item.options)]))
    for window in book.cited(citation.article, citation.start, citation.end):
        for start, end in book.offices(window.text):
            name = window.text[start:end]
            if start or not name.endswith("会议") or name in answer:
                continue
            own = [word for word in tokens(name) if word not in _ANY_MEETING]
            if own and not any(word in stem for word in own):
                return [f"指代不明：题干没有说是{name}。"]
    return []


def misnamed(item: Item) -> list[str]:
    """Return a fault where 哪些人员 asks for a body, 应当怎样做 for what one may do."""
    texts = {option.label: option.text for option in item.options}
    keys = [form(texts.get(label, label)) for label in item.key]
    asked = _WHO.findall(form(item.stem))
    if len(asked) == 1:
        asked *= len(keys)
    found = []
    for who, key in zip(asked, keys, strict=False):
        if _PERSONS.search(who) and _BODY.search(key):
            found.append(f"设问不当：“{key}”不是人员。")
        if _BODIES.search(who) and _PERSON.search(key):
            found.append(f"设问不当：“{key}”不是机构。")
    if _MUST.search(item.stem) and all(key.startswith("可") for key in keys):
        found.append(f"设问不当：“{keys[0]}”是可以，不是应当。")
    return found
