"""Cross-references inside the text: which of them name a place of this regulation.

第三条 of another law is no link, and neither is one that could be: a wrong link is worse than
none. A reference is our own when it says so (本办法第三条, 本条第二款, 前款), when a list goes on
from one that does (本办法第三条、第五条), or when it stands right after a word such as 违反 in a
paragraph that names no other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from corpus.model import Article, Paragraph, Regulation
from corpus.numerals import NUMERAL, parse_ordinal
from corpus.references import Reference, find_paragraphs, find_references
from ui.regulation.places import Place, article_place, chapter_place

_OWN: Final = re.compile(
    r"本(?P<kind>(?:实施)?(?:条例|办法|细则|规定|规则|准则|章程|制度|决定|法))\s*$"
)
_JOINED: Final = re.compile(
    rf"(?:\s|、|，|,|和|与|及|以及|或|或者|至|到|第?\s*[（(]?{NUMERAL}[)）]?\s*[款项目])*"
)
"""What may stand between two references of one list."""
_LED: Final = re.compile(
    r"(?:^|[。；，]|除|依照|按照|按|根据|依据|违反|符合|适用|属于|遵守|由于|因|有)\s*$"
)
"""What a reference without an owner may follow. Read over 675 State Council regulations."""
_ELSEWHERE: Final = re.compile(
    r"[《〈]|(?<![违方办非合司执立守])法(?![律规人定院官治制庭令])|条约|公约|协定|议定书|附录|附件"
)
"""What a paragraph holds that names another text."""
_HERE: Final = re.compile(rf"本条(?!例)|前条|(?<![条款项])前(?P<count>{NUMERAL})?\s*款")
_PART: Final = re.compile(rf"第?\s*(?P<number>{NUMERAL})\s*[条章]?")
_BARE: Final = re.compile(rf"(?<!前)第\s*{NUMERAL}\s*款")


@dataclass(frozen=True, slots=True)
class Crossing:
    """A stretch of a paragraph's text that names ``place``."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class _Named:
    """A stretch that names a place: by ``references`` of anybody's, or right ``here``."""

    start: int
    end: int
    references: tuple[Reference, ...] = ()
    here: Place | None = None
    certain: bool = False


def crossings(
    regulation: Regulation, article: Article, paragraph: Paragraph
) -> tuple[Crossing, ...]:
    """Return the stretches of ``paragraph.text`` that name a place of ``regulation``, in order."""
    found: list[Crossing] = []
    at, ours = 0, False
    for named in _all_named(regulation, article, paragraph):
        between = paragraph.text[at : named.start]
        listed = at > 0 and _JOINED.fullmatch(between) is not None
        ours = named.certain or (ours if listed else _is_ours(regulation, paragraph.text, named))
        if ours:
            found.extend(_crossings(regulation, paragraph.text, named))
        at = named.end
    return tuple(found)


def _all_named(regulation: Regulation, article: Article, paragraph: Paragraph) -> list[_Named]:
    """Return what names a place, ours or not, in order and without overlaps."""
    text = paragraph.text
    found = sorted(
        [*_written_out(text), *_from_here(regulation, article, paragraph), *_bare(article, text)],
        key=lambda named: (named.start, -named.end),
    )
    kept: list[_Named] = []
    for named in found:
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
    return kept


def _written_out(text: str) -> Iterator[_Named]:
    """Yield 第三条, 第三条第二款, 第三、四条, 第二章 …"""
    for (start, end), group in groupby(find_references(text), key=lambda r: (r.start, r.end)):
        yield _Named(start, end, tuple(group))


def _from_here(regulation: Regulation, article: Article, paragraph: Paragraph) -> Iterator[_Named]:
    """Yield 本条第二款, 前款, 前两款 and 前条."""
    for match in _HERE.finditer(paragraph.text):
        paragraphs, end = find_paragraphs(paragraph.text, match.end())
        number = paragraphs[0] if paragraphs else None
        place: Place | None = None
        if match.group().startswith("本条"):
            if number is None or not 1 <= number <= len(article.paragraphs):
                continue
            place = article_place(article, number)
        elif match.group() == "前条":
            if article.number > 1:
                place = article_place(regulation.article(article.number - 1), number)
        else:
            end, count = match.end(), parse_ordinal(match["count"] or "一") or 0
            if 0 < count < paragraph.number:
                place = article_place(article, paragraph.number - count)
        if place is not None:
            yield _Named(match.start(), max(end, match.end()), here=place, certain=True)


def _bare(article: Article, text: str) -> Iterator[_Named]:
    """Yield 第一款 without an article before it: of this one, unless a list has it otherwise."""
    for match in _BARE.finditer(text):
        number = find_paragraphs(text, match.start())[0]
        if number and 1 <= number[0] <= len(article.paragraphs) > 1:
            yield _Named(*match.span(), here=article_place(article, number[0]))


def _is_ours(regulation: Regulation, text: str, named: _Named) -> bool:
    before = text[: named.start]
    own = _OWN.search(before)
    if own is not None:
        kind = regulation.short_title[1:-1]
        return kind == own["kind"].removeprefix("实施") or kind == regulation.title
    explicit = named.here is not None or all(each.explicit for each in named.references)
    led = _LED.search(before) is not None
    return explicit and led and _ELSEWHERE.search(text) is None


def _crossings(regulation: Regulation, text: str, named: _Named) -> Iterator[Crossing]:
    if named.here is not None:
        yield Crossing(named.start, named.end, named.here)
        return
    numbers = {reference.number for reference in named.references}
    if len(numbers) == 1:
        place = _place(regulation, named.references[0])
        if place is not None:
            yield Crossing(named.start, named.end, place)
        return
    for part in _PART.finditer(text, named.start, named.end):
        number = parse_ordinal(part["number"])
        told = [each for each in named.references if each.number == number]
        place = _place(regulation, told[0]) if told else None
        if place is not None:
            yield Crossing(*part.span(), place)


def _place(regulation: Regulation, reference: Reference) -> Place | None:
    if reference.unit == "chapter":
        return chapter_place(regulation, reference.number)
    if not 1 <= reference.number <= len(regulation.articles):
        return None
    return article_place(regulation.article(reference.number), reference.paragraph)
