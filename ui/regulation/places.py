"""Addresses of places in the text: #a57 an article, #a57-2 a paragraph of it, #ch10 a chapter."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Article, Regulation
from corpus.numerals import article_label, chinese_ordinal


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the text: ``key`` stands behind # in an address, ``label`` is its name."""

    key: str
    label: str

    @property
    def address(self) -> str:
        """#a57-2."""
        return f"#{self.key}"


def article_place(article: Article, paragraph: int | None = None) -> Place:
    """Return the place of ``article`` or of one of its paragraphs.

    An article of one paragraph is one place, and so is a paragraph that is not there.
    """
    several = len(article.paragraphs) > 1
    if paragraph is None or not several or not 1 <= paragraph <= len(article.paragraphs):
        return Place(f"a{article.number}", article.label)
    return Place(f"a{article.number}-{paragraph}", article_label(article.number, paragraph))


def chapter_place(regulation: Regulation, number: int) -> Place | None:
    """Return the place of chapter ``number``; None where there is none, or more than one."""
    places = [at for at, chapter in enumerate(regulation.chapters, 1) if chapter.number == number]
    if len(places) != 1 or number < 1:
        return None
    return Place(f"ch{places[0]}", f"第{chinese_ordinal(number)}章")
