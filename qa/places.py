"""Answer a question that names a place with the place itself: articles, paragraphs, chapters."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Article, Chapter, Regulation
from corpus.numerals import chinese_ordinal
from qa.lookup import Place
from qa.model import Citation, Draft
from qa.proof import cite


def answer_from_places(regulation: Regulation, places: Sequence[Place]) -> Draft:
    """Answer a look-up with the whole of each article or paragraph named."""
    citations: list[Citation] = []
    lines = []
    for place in places:
        article = regulation.article(place.article)
        first = len(citations) + 1
        citations += _whole(regulation, article, place.paragraph)
        marks = "".join(f"[{mark}]" for mark in range(first, len(citations) + 1))
        lines.append(_place_sentence(regulation, article, place, marks))
    return Draft("\n".join(lines), tuple(citations))


def answer_from_chapters(regulation: Regulation, chapters: Sequence[Chapter]) -> Draft:
    """Answer a chapter look-up with an outline: the first sentence of each of its articles."""
    citations: list[Citation] = []
    lines = []
    for chapter in chapters:
        listed = []
        for article in chapter.articles:
            first = article.clauses[0]
            citations.append(cite(regulation, article, first.start, first.end))
            listed.append(f"{article.label}[{len(citations)}]")
        count = len(chapter.articles)
        lines.append(f"{regulation.short_title}{chapter.label}共 {count} 条：{'、'.join(listed)}。")
    return Draft("\n".join(lines) + "各条首句见引文。", tuple(citations))


def _whole(regulation: Regulation, article: Article, paragraph: int | None) -> list[Citation]:
    shown = (article.paragraph(paragraph),) if paragraph is not None else article.paragraphs
    return [cite(regulation, article, part.start, part.end) for part in shown]


def _place_sentence(regulation: Regulation, article: Article, place: Place, marks: str) -> str:
    chapter = " ".join(article.headings)
    where = f"（{chapter}）" if chapter else ""
    if place.paragraph is not None:
        ordinal = chinese_ordinal(place.paragraph)
        return f"{regulation.short_title}{article.label}第{ordinal}款{where}全文见引文。{marks}"
    count = len(article.paragraphs)
    return f"{regulation.short_title}{article.label}{where}共 {count} 款，全文见引文。{marks}"
