"""The whole regulation as one document: headings, articles, paragraphs, a place for each."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import Final

from corpus.model import Article, Paragraph, Regulation
from corpus.numerals import chinese_ordinal
from ui.regulation.crossing import Crossing, crossings
from ui.regulation.outline import outline_html
from ui.regulation.places import Place, article_place

_LONG: Final = 100
"""Articles from which their marks are longer than 第九十九条."""


def document_html(regulation: Regulation) -> str:
    """Return the table of contents and the text, ready to be read, linked, copied and printed."""
    facts = [fact for fact in (regulation.document_number, regulation.date) if fact]
    under = f'<p class="qa-law-issued">{escape("　".join(facts))}</p>' if facts else ""
    number = f"（{regulation.document_number}）" if regulation.document_number else ""
    long = " qa-law-long" if len(regulation.articles) >= _LONG else ""
    return (
        f"{outline_html(regulation)}"
        f'<div class="qa-law-sheet{long}" data-articles="{len(regulation.articles)}" '
        f'data-source="{escape(f"根据《{regulation.title}》{number}")}">'
        f'<header class="qa-law-title"><h2>{escape(regulation.title)}</h2>{under}</header>'
        f"{_body(regulation)}</div>"
    )


def _article(regulation: Regulation, article: Article) -> str:
    heading = f"h{min(3 + len(article.headings), 6)}"
    mark = _control(article_place(article), article.label)
    rows = "".join(_row(regulation, article, paragraph) for paragraph in article.paragraphs)
    return (
        f'<div class="qa-law-article" id="qa-a{article.number}" data-number="{article.number}">'
        f'<{heading} class="qa-law-mark">{mark}</{heading}>{rows}</div>'
    )


def _body(regulation: Regulation) -> str:
    chapters = {id(c.articles[0]): f"ch{at}" for at, c in enumerate(regulation.chapters, 1)}
    pieces: list[str] = []
    above: tuple[str, ...] = ()
    for article in regulation.articles:
        pieces.append(_headings(above, article.headings, chapters.get(id(article), "")))
        pieces.append(_article(regulation, article))
        above = article.headings
    return "".join(pieces)


def _headings(above: tuple[str, ...], here: tuple[str, ...], chapter: str) -> str:
    """Return the headings that begin here; the chapter's carries its address."""
    same = 0
    while same < min(len(above), len(here)) and above[same] == here[same]:
        same += 1
    return "".join(
        f'<h{min(3 + depth, 5)} class="qa-law-heading"{_address(here[depth], chapter)}>'
        f"{escape(here[depth])}</h{min(3 + depth, 5)}>"
        for depth in range(same, len(here))
    )


def _address(heading: str, chapter: str) -> str:
    begins = chapter and "章" in heading.split(" ", 1)[0]
    return f' id="qa-{chapter}" tabindex="-1"' if begins else ""


def _row(regulation: Regulation, article: Article, paragraph: Paragraph) -> str:
    several = len(article.paragraphs) > 1
    place = article_place(article, paragraph.number)
    label = f"第{chinese_ordinal(paragraph.number)}款"
    address = f' id="qa-{place.key}"' if several else ""
    control = _control(place, label) if several else ""
    words = _linked(paragraph.text, crossings(regulation, article, paragraph))
    return f'<div class="qa-law-row"{address}>{control}<p class="qa-law-words">{words}</p></div>'


def _control(place: Place, label: str) -> str:
    """Return the name of a place as a button, that opens what can be done with it."""
    return (
        f'<button type="button" class="qa-law-place" data-place="{place.key}" '
        f'aria-expanded="false" aria-label="{place.label}：链接与引文" title="链接与引文">'
        f"{label}</button>"
    )


def _linked(text: str, links: tuple[Crossing, ...]) -> str:
    """Return ``text`` as HTML with its cross-references linked."""
    edges = [0, *(edge for link in links for edge in (link.start, link.end)), len(text)]
    pieces = [escape(text[start:end]) for start, end in pairwise(edges)]
    for at, link in enumerate(links):
        pieces[2 * at + 1] = (
            f'<a class="qa-law-crossing" href="{link.place.address}" '
            f'title="转到{link.place.label}">{pieces[2 * at + 1]}</a>'
        )
    return "".join(pieces)
