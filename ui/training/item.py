"""A quiz item as HTML: the question as it is printed, and its answer with the exact source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from corpus.errors import UnknownReferenceError
from corpus.model import Regulation
from qa.model import Citation
from qa.quiz.formats import wording
from qa.quiz.model import Item, ItemKind, Option
from ui.marking import marked

_BRACKETED: Final = (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.TRUE_FALSE)
_ROOM: Final = {4: 6, 2: 16}
"""Columns of options, and the longest option in characters that fits them on the sheet."""


def question(item: Item, number: int | None = None) -> str:
    """Return the stem and what there is to choose from."""
    stem = wording.with_brackets(item.stem) if item.kind in _BRACKETED else item.stem
    before = "" if number is None else f'<span class="qa-item-number">{number}．</span>'
    if item.kind is ItemKind.MATCHING:
        sides = (wording.left_options(item), wording.choices(item))
        lists = "".join(_options(side, 1) for side in sides)
        choices = f'<div class="qa-item-sides">{lists}</div>'
    else:
        choices = _options(wording.choices(item))
    return f'<p class="qa-item-stem">{before}{escape(stem)}</p>{choices}'


def answer(item: Item, regulation: Regulation) -> str:
    """Return the key, the explanation, and the paragraphs it rests on with the quote marked."""
    told = [("答案", _key(item)), ("解析", escape(wording.explained(item)))]
    also = wording.also(item)
    if also:
        told.insert(1, ("也可写作", escape(also)))
    rows = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in told)
    return f'<dl class="qa-item-key">{rows}<dt>出处</dt><dd>{sources(item, regulation)}</dd></dl>'


def sources(item: Item, regulation: Regulation) -> str:
    """Return every paragraph that the item quotes, the quotes marked, with a link to its place."""
    places: dict[tuple[int, int], list[Citation]] = {}
    for citation in item.citations:
        places.setdefault((citation.article, citation.paragraph), []).append(citation)
    return "".join(_source(quoted, regulation) for quoted in places.values())


def _key(item: Item) -> str:
    points = wording.points(item)
    if wording.chosen(item) or item.kind in (ItemKind.MATCHING, ItemKind.BLANK) or len(points) < 2:
        return escape(wording.key_words(item))
    return "<br>".join(map(escape, points))


def _options(options: Sequence[Option], columns: int = 0) -> str:
    if not options:
        return ""
    longest = max(len(option.text) for option in options)
    fitting = next((count for count, room in _ROOM.items() if longest <= room), 1)
    rows = "".join(f"<li>{escape(option.label)}．{escape(option.text)}</li>" for option in options)
    return f'<ul class="qa-item-options" data-columns="{columns or fitting}">{rows}</ul>'


def _source(quoted: Sequence[Citation], regulation: Regulation) -> str:
    first = quoted[0]
    name = escape(wording.place(first, regulation))
    try:
        paragraph = regulation.article(first.article).paragraph(first.paragraph)
    except UnknownReferenceError:
        return (
            f'<p class="qa-item-source">{name}</p><div class="qa-text"><p>{_gone(quoted)}</p></div>'
        )
    spans = [(c.start - paragraph.start, c.end - paragraph.start) for c in quoted]
    found = [paragraph.text[start:end] for start, end in spans]
    unchanged = found == [citation.quote for citation in quoted]
    text = marked(paragraph.text, spans) if unchanged else _gone(quoted)
    link = f'<a href="#a{first.article}-{first.paragraph}">{name}</a>'
    return f'<p class="qa-item-source">{link}</p><div class="qa-text"><p>{text}</p></div>'


def _gone(quoted: Sequence[Citation]) -> str:
    """Return quotes that the regulation no longer has, as they were."""
    return "<br>".join(escape(citation.quote) for citation in quoted)
