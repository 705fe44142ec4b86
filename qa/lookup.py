"""Questions that name a place: 第57条, 57条2款, 第十章, 会议制度这一章, 第五十七条里纪要谁签发."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.errors import UnknownReferenceError
from corpus.model import Regulation
from corpus.numerals import NUMERAL, article_label, chinese_ordinal, parse_ordinal
from corpus.references import Reference, find_references
from corpus.wordlists import word_list
from indexing.words import STOP_WORDS, Words, normalise
from qa.naming import another_text, of_another_document

_ASKING: Final = word_list("qa", "asking_words.txt")
_OUTLINE: Final = re.compile(
    r"找|给我|讲|说|写|内容|条文|条款|列|概括|概述|介绍|哪些|全部|全文|原文|目录|看|查"
)
_FACT: Final = re.compile(r"谁|几|多少|多久|何时|什么时候|哪天|能不能|可不可以|是否|怎么办|吗")
_NUMBERS_ONLY: Final = re.compile(
    rf"第?{NUMERAL}(?:\s*(?:[、,，和及与至到]|[-~—－～]+)\s*{NUMERAL}|\s+{NUMERAL})*"
)
_EDGES: Final = " 。？?、.,，!！"


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the regulation a question names; ``paragraph`` None means the whole article."""

    article: int
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a question names: articles or chapters; ``pure`` when it asks nothing further."""

    places: tuple[Place, ...]
    chapters: tuple[int, ...]
    pure: bool


def find_lookup(question: str, regulation: Regulation, words: Words) -> Lookup | None:
    """Return the places that ``question`` names, or None when it names none.

    Raise UnknownReferenceError where it names an article, paragraph or chapter that the
    regulation does not have, or that belongs to another text.
    """
    text = normalise(question)
    bare = text.strip(_EDGES)
    if _NUMBERS_ONLY.fullmatch(bare) is not None and parse_ordinal(bare) != 0:
        text = re.sub(r"(?<=\d)\s+(?=\d)", "、", bare) + "条"
    references = find_references(text)
    pure = (
        _names_several(references)
        or not _remainder(text, references, regulation, words)
        or _asks_outline(text, references)
    )
    named = tuple(
        reference
        for reference in references
        if (reference.explicit or pure) and not of_another_document(text, reference)
    )
    if not named:
        return _chapter_by_title(text, regulation, words)
    for reference in named:
        other = another_text(text[: reference.start], regulation.title)
        if other is not None:
            raise UnknownReferenceError(
                f"这里只收录《{regulation.title}》，没有收录{other}，不能代它作答。"
            )
    return _resolved(named, regulation, pure=pure)


def _names_several(references: tuple[Reference, ...]) -> bool:
    """True where two or more articles are written with 第: they are shown side by side."""
    return len({r.number for r in references if r.unit == "article" and r.explicit}) > 1


def _asks_outline(text: str, references: tuple[Reference, ...]) -> bool:
    """True for 请把第四章的条文列出来: a chapter, words for showing it, and no fact asked."""
    chapters_only = all(reference.unit == "chapter" for reference in references)
    named = bool(references) and references[0].explicit and chapters_only
    return named and _OUTLINE.search(text) is not None and _FACT.search(text) is None


def _resolved(references: tuple[Reference, ...], regulation: Regulation, *, pure: bool) -> Lookup:
    chapters = tuple(
        dict.fromkeys(_chapter(reference, regulation) for reference in references
                      if reference.unit == "chapter")
    )  # fmt: skip
    places = tuple(
        dict.fromkeys(_place(reference, regulation) for reference in references
                      if reference.unit == "article")
    )  # fmt: skip
    if not places:
        return Lookup((), chapters, pure)
    for place in places:
        owner = regulation.article(place.article).chapter
        if chapters and owner not in chapters:
            raise UnknownReferenceError(
                f"{article_label(place.article)}在第{chinese_ordinal(owner)}章，"
                f"不在第{chinese_ordinal(chapters[0])}章。"
            )
    return Lookup(places, (), pure)


def _chapter(reference: Reference, regulation: Regulation) -> int:
    last = regulation.chapters[-1].number
    number = reference.number if reference.number > 0 else last + 1 + reference.number
    return regulation.chapter(number if reference.number else 0).number


def _place(reference: Reference, regulation: Regulation) -> Place:
    count = len(regulation.articles)
    number = reference.number if reference.number >= 0 else count + 1 + reference.number
    article = regulation.article(number)
    paragraph = reference.paragraph
    if paragraph == -1:
        paragraph = len(article.paragraphs)
    if paragraph is not None:
        article.paragraph(paragraph)
    return Place(number, paragraph)


def _remainder(
    text: str, references: tuple[Reference, ...], regulation: Regulation, words: Words
) -> tuple[str, ...]:
    """Return the content words that ``text`` has besides its references and asking words."""
    for start, end in sorted({(r.start, r.end) for r in references}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    titles = [
        normalise(chapter.title)
        for chapter in regulation.chapters
        if any(r.unit == "chapter" and r.number == chapter.number for r in references)
    ]
    for name in (regulation.title, regulation.short_title.strip("《》"), *titles):
        text = text.replace(name, " ") if name else text
    return tuple(
        word
        for word in words.whole(text)
        if word not in STOP_WORDS and word not in _ASKING and not word.isdigit()
    )


def _chapter_by_title(text: str, regulation: Regulation, words: Words) -> Lookup | None:
    """Return the look-up of 会议制度这一章, 附则讲什么 or a bare chapter title."""
    for chapter in regulation.chapters:
        title = normalise(chapter.title)
        if not title or title not in text:
            continue
        rest = text.replace(title, " ", 1)
        if _remainder(rest, (), regulation, words):
            continue
        if "章" in rest or not rest.strip(_EDGES) or title in {"总则", "附则"}:
            return Lookup((), (chapter.number,), pure=True)
    return None
