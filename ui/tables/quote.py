"""The words of the rules behind a cell: the paragraph, the words marked, where it stands."""

from __future__ import annotations

from html import escape
from typing import Final

from corpus.errors import CommandError
from corpus.model import Article, Paragraph
from qa.model import Citation
from qa.official import copy_text
from ui.marking import marked
from ui.tables.contents import Contents

_PARTS: Final = 4


def quote(contents: Contents, place: object) -> str:
    """Return the paragraph at ``place`` (64-2-305-312) with its words marked.

    Raise CommandError for what is no place of this regulation: the page has grown old.
    """
    article, paragraph, start, end = _found(contents, place)
    regulation = contents.regulation
    name = escape(regulation.cite(article.number, paragraph.number, full=False))
    address = f"#a{article.number}-{paragraph.number}"
    words = article.text[start:end]
    citation = Citation(regulation.title, article.number, paragraph.number, start, end, words)
    copied = escape(copy_text(regulation, citation))
    count = (
        f'<button type="button" class="qa-button" data-limit="{place}">用它推算期限</button>'
        if place in contents.limits
        else ""
    )
    return (
        f'<div class="qa-words-shown" role="group" aria-label="{name}">'
        f'<p class="qa-words-from"><a href="{address}">{name}</a>'
        f'<span class="qa-chapter">{escape(" ".join(article.headings))}</span></p>'
        f'<div class="qa-text"><p>{marked_paragraph(paragraph, start, end)}</p></div>'
        f'<p class="qa-words-acts">{count}'
        f'<button type="button" class="qa-button" data-copy="{copied}">复制引文</button>'
        '<button type="button" class="qa-button" data-close>收起</button></p></div>'
    )


def marked_paragraph(paragraph: Paragraph, start: int, end: int) -> str:
    """Return ``paragraph`` as HTML, [start, end) of its article marked."""
    return marked(paragraph.text, [(start - paragraph.start, end - paragraph.start)])


def _found(contents: Contents, place: object) -> tuple[Article, Paragraph, int, int]:
    parts = place.split("-") if isinstance(place, str) else []
    if len(parts) == _PARTS and all(part.isascii() and part.isdigit() for part in parts):
        number, nth, start, end = (int(part[:9]) for part in parts)
        if 1 <= number <= len(contents.regulation.articles):
            article = contents.regulation.article(number)
            for paragraph in article.paragraphs:
                if paragraph.number == nth and paragraph.start <= start < end <= paragraph.end:
                    return article, paragraph, start, end
    raise CommandError("规章里没有这个位置。页面可能是旧的，请刷新后再看。")
