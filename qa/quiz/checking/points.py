"""Short answers and cases: what is to be said stands in the citations; the scenario fits."""

from __future__ import annotations

import re
from typing import Final

from corpus.numerals import parse_ordinal
from qa.quiz.checking.alignment import unframed
from qa.quiz.checking.book import Book, Window, content
from qa.quiz.checking.choices import choice_faults, named, named_around
from qa.quiz.checking.forms import differ, form
from qa.quiz.checking.places import Place, places
from qa.quiz.checking.stems import leaks
from qa.quiz.checking.support import standing, supporting
from qa.quiz.model import Item

_COUNTED: Final = re.compile(
    r"(?:哪|以下|下列|的)(\d+|[二两三四五六七八九十]+)(?:个|项|种|方面|条|类|点|步|件|者)"
)
_WHO: Final = re.compile(
    r"(谁|哪[些个位](?:人员|机构|部门|机关|单位|组织|会议)?(?:或部门)?)([^,。;:?]*?)(?=谁|哪|[,。;:?])"
)
_WHICH: Final = re.compile(r"([^,。;:?]{2,})哪些([^,。;:?的]{1,8})\?")
_ACTING: Final = re.compile(r"^[省市县区乡镇]政府(?:工作中)?应当?")
"""Who acts, put in where the clause names nobody."""
_TOPIC: Final = 0.6
_QUESTION: Final = re.compile(
    r"应当(?:怎样|如何)\w*|是怎样规定的|有?哪[些个位]\w*|谁|什么|要求有|包括"
)
_BRIEF: Final = 8
"""Letters, without the question's own, that say what a question is about."""
_VAGUE: Final = 1.5
"""The weight of the words that a question needs: two rare ones."""
_TRIED: Final = re.compile(
    r"^(?:不符合|符合|不可以|可以|不正确|正确|违反|不违反|对|错|不能|能|否|是)[。，；]?"
)


def short_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with the points of an answer."""
    if item.options:
        return ["选项有误：简答题没有选项。"]
    return (
        _points(item, item.key, book)
        + _topic(item, book)
        + (_left_out(item, book) + _asked(item, book))
    )


def case_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with a case: its points or options, and its scenario."""
    if item.options:
        return choice_faults(item, book) + _scenario(item)
    points = tuple(p for key in item.key if (p := _TRIED.sub("", key)))
    if not points:
        return ["答案有误：案例题的答案没有依据。"]
    return _points(item, points, book) + _scenario(item)


def _points(item: Item, points: tuple[str, ...], book: Book) -> list[str]:
    quotes = [form(citation.quote) for citation in item.citations]
    found = [
        f"答案无据：引文里没有“{point}”。"
        for point in points
        if not any(form(point).strip("。;,:") in quote for quote in quotes)
    ]
    if pair := differ(points):
        found.append(f"答案有误：“{pair[0]}”与“{pair[1]}”意思相同。")
    counted = _COUNTED.search(form(item.stem))
    if counted and len(points) > 1 and parse_ordinal(counted[1]) != len(points):
        found.append(f"答案有误：题干问{counted[1]}点，答案有{len(points)}点。")
    return found + leaks(book, item.stem, points)


def _asked(item: Item, book: Book) -> list[str]:
    """Return a fault where a name is given that does not stand before what is asked of it."""
    asked = [(match[1], match[2]) for match in _WHO.finditer(form(item.stem))]
    if len(asked) > max(len(item.key), 1):
        return [f"答案不全：题干问了{len(asked)}处，答案只有{len(item.key)}个。"]
    if len(asked) != len(item.key):
        return []
    found = []
    for (_, behind), key in zip(asked, item.key, strict=True):
        said = form(key)
        if (0, len(said)) not in book.offices(said):
            continue
        words = content(behind)
        stands = places(book, key, _cited(item, book))
        if not any(not words or words & _behind(place) for place in stands):
            found.append(f"答案无据：引文里“{key}”不是题干所问。")
    return found


def _behind(place: Place) -> frozenset[str]:
    return content(place.window.text[place.end :]) | place.head


def _left_out(item: Item, book: Book) -> list[str]:
    """Return a fault where another clause answers the stem with something the key lacks."""
    said = _ACTING.sub("", unframed(form(item.stem)))
    if match := _WHICH.fullmatch(said):
        pattern = re.compile(f"{re.escape(match[1])}[^,。;:]{{1,60}}{re.escape(match[2])}")
        for window in _others(item, book):
            if pattern.search(window.text):
                return [f"答案不全：{_label(window, book)}也说到“{match[1]}…{match[2]}”。"]
    ends = {form(key)[-2:] for key in item.key}
    if "哪些" not in said or len(ends) != 1:
        return []
    stem = content(said)
    places = tuple(p for key in item.key for p in standing(book, key, stem, _cited(item, book)))
    for name in sorted(book.known):
        if name.endswith(next(iter(ends))) and not any(name in form(key) for key in item.key):
            place = supporting(book, stem, name, places, said)
            if place is not None:
                return [f"答案不全：“{name}”也有{_label(place.window, book)}支持。"]
    return []


def _others(item: Item, book: Book) -> list[Window]:
    cited = _cited(item, book)
    chapter = {a.number for c in book.regulation.chapters for a in c.articles
               if c.number == item.chapter}  # fmt: skip
    return [w for w in book.windows if w.article in chapter and w not in cited]


def _cited(item: Item, book: Book) -> tuple[Window, ...]:
    return tuple(w for c in item.citations for w in book.cited(c.article, c.start, c.end))


def _label(window: Window, book: Book) -> str:
    return book.regulation.article(window.article).reference(window.paragraph)


def _topic(item: Item, book: Book) -> list[str]:
    stem = content(unframed(form(item.stem)))
    held = frozenset(
        word
        for citation in item.citations
        for window in book.cited(citation.article, citation.start, citation.end)
        for word in content(window.text + window.around)
    )
    whole = sum(map(book.weight, stem))
    phrases = named(item.stem)
    if any(phrase in named_around(item, book) for phrase in phrases):
        return []
    left = re.sub(r"\W", "", _QUESTION.sub("", unframed(form(item.stem))))
    if whole < _VAGUE and len(left) < _BRIEF:
        return ["指代不明：题干太泛，看不出问的是哪一条。"]
    if sum(map(book.weight, stem & held)) >= _TOPIC * whole:
        return []
    return ["答案无据：引文说的不是题干所问。"]


def _scenario(item: Item) -> list[str]:
    """Return a fault where the scenario holds nothing of the deciding clause."""
    return (
        []
        if content(form(item.stem)) & content(form(item.citation.quote))
        else ["情景有误：情景与条款无关。"]
    )
