"""What the quiz's prover may trust of its own generator and not of a model: a stem that turns no
prohibition round, cuts off no condition, and says nothing of its own."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from corpus.model import Regulation
from qa.proving.values import forbids, negates, quantities
from qa.quiz.checking.alignment import bare, changes, unframed
from qa.quiz.checking.book import Book, book, content, tokens
from qa.quiz.checking.forms import form, same
from qa.quiz.checking.stems import filled
from qa.quiz.model import BLANK_MARK, RIGHT, Item, ItemKind

_STATED: Final = (ItemKind.TRUE_FALSE, ItemKind.BLANK)
_STOPS: Final = re.compile("[,。;:]")
_MAY: Final = re.compile("可以|可(?![追操持控靠能行])|能否|能不能")
_LEFT: Final = ("delete", "replace")
_CONDITION: Final = re.compile(
    r"(?:的|时|期间|前|后|以内|以上|以下|同意|批准|审批|审定|审核|允许),|如(?!下|期)|若|遇|凡|情况下|情形下"
)
"""Under what condition a rule holds."""
_SHORTEST: Final = 8
"""Letters of a statement; the shortest of the 232 generated ones has 9."""
_LISTED: Final = re.compile("(?:下列|如下)(?![^:]*:.)")
_CHAPTER: Final = re.compile("1章")
"""“会议制度”一章的规定: how a stem says where it is from."""
_ASKING: Final = re.compile("[哪谁几多何]|什么|怎|是否|部门|机构|机关|单位|人员|正确|要求")
_EXCEPT: Final = re.compile("无需|无须|不需|不必|不用|免于")


def sense_faults(item: Item, regulation: Regulation) -> tuple[str, ...]:
    """Return where stem and key together say what the cited clauses do not."""
    prepared = book(regulation)
    if alone := _alone(item):
        return (alone,)
    if item.kind is ItemKind.TRUE_FALSE and item.key != (RIGHT,):
        return ()
    if item.kind in _STATED or (item.kind is ItemKind.SINGLE and _has_place(item)):
        return tuple(_altered(item, prepared))
    return tuple(_turned(item, prepared) + _strange(item, prepared))


def foreign_words(item: Item, regulation: Regulation) -> tuple[str, ...]:
    """Return the words of the stem that the article does not use: it may ask of something else."""
    around = _around(item, book(regulation))
    asked = _asked(item)
    words = (word for word in content(asked) if not _ASKING.search(word) and word not in around)
    return tuple(sorted(words, key=asked.find))


def _alone(item: Item) -> str:
    """Return a fault where the stem is no sentence, or points at a list that is not there."""
    said = bare(item.stem)
    if item.kind is ItemKind.TRUE_FALSE and len(said) < _SHORTEST:
        return f"题干太短：“{said}”不成一句话。"
    match = None if item.options or "哪" in said else _LISTED.search(said)
    return f"指代不明：题干中的“{match[0]}”没有列出。" if match else ""


def _has_place(item: Item) -> bool:
    return bool(re.search(rf"{BLANK_MARK}|[（(]\s*[)）](?!\s*[。.]?$)", item.stem))


def _altered(item: Item, book: Book) -> list[str]:
    """Return a fault where the stem, filled in, is not what the clauses say as they stand."""
    said = bare(filled(item))
    source = form(item.citation.quote).rstrip("。;")
    found = changes(book, said, source, item.citation.article)
    altered = [
        f"语义有出入：“{change.now or '（缺）'}”与原文“{change.was or '（无）'}”不一致。"
        for change in found[:1]
    ]
    return altered or [
        f"语义有出入：略去了原文的“{left}”。" for left in _left_out(source, said)[:1]
    ]


def _left_out(source: str, said: str) -> list[str]:
    """Return what ``said`` lacks of the clauses' beginning and end that limits what they say."""
    theirs, ours = tokens(source), tokens(said)
    codes = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    if not codes:
        return []
    (first, _, until, _, now), (last, since, *_) = codes[0], codes[-1]
    begin = "".join(theirs[:until]) if first in _LEFT else ""
    end = "".join(theirs[since:]) if last in _LEFT else ""
    if "".join(ours[:now]).endswith(begin):
        begin = ""
    return [left for left in (begin, end) if negates(left) or _CONDITION.search(left)]


def _turned(item: Item, book: Book) -> list[str]:
    """Return a fault where stem and clause differ in must, may and must not."""
    stem = unframed(form(item.stem))
    rule = _rule(item, book)
    if _EXCEPT.search(stem) and not _EXCEPT.search(rule):
        return ["语义有出入：题干问的是不需要，引文说的不是。"]
    if negates(stem) and not negates(rule):
        return ["语义有出入：题干是否定的说法，引文不是。"]
    if _MAY.search(stem) and not _MAY.search(rule):
        return ["语义有出入：题干问可以，引文没有说可以。"]
    parts = [part for part in _STOPS.split(rule) if any(form(w) in part for w in _words(item))]
    if any(forbids(part) for part in (*parts, _lead(rule))) and not (
        negates(stem) or any(negates(form(word)) for word in _words(item))
    ):
        return ["语义有出入：引文说的是不得，题干没有说。"]
    return []


def _strange(item: Item, book: Book) -> list[str]:
    """Return a fault where the stem states a number that the article does not."""
    around = _around(item, book)
    known = quantities(around)
    return [
        f"语义有出入：条文里没有题干所说的“{value}”。"
        for value in quantities(_asked(item))
        if value not in around and not any(same(value, other) for other in known)
    ][:1]


def _asked(item: Item) -> str:
    return _CHAPTER.sub("", unframed(form(item.stem)))


def _around(item: Item, book: Book) -> str:
    return book.context(item.citation.article) + form(book.regulation.title)


def _rule(item: Item, book: Book) -> str:
    """Return the cited clauses, behind the first clause of their paragraph, in form."""
    citation = item.citation
    paragraph = book.regulation.article(citation.article).paragraph(citation.paragraph)
    first = form(paragraph.clauses[0].text)
    quoted = form(citation.quote)
    return quoted if quoted.startswith(first) else f"{first}{quoted}"


def _lead(rule: str) -> str:
    """Return what stands before the first colon: 不得有下列行为."""
    return rule.partition(":")[0] if ":" in rule else ""


def _words(item: Item) -> list[str]:
    texts = {option.label: option.text for option in item.options}
    return [texts.get(label, label) for label in item.key]
