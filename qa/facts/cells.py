"""Cells of a table: exact pieces of the text with their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from corpus.model import Article
from corpus.spacing import tight
from qa.facts.model import Fact

_SHORTEST: Final = 3
"""Characters of a resolved subject (县政府常务会议 + 议题和文件) that must stand in the text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of the regulation (without blanks) and where they stand; empty text: not stated."""

    text: str
    article: int = 0
    paragraph: int = 0
    start: int = 0
    end: int = 0


EMPTY: Final = Cell("")


def of_value(fact: Fact) -> Cell:
    """Return the value of ``fact`` as a cell."""
    return Cell(fact.value, fact.article, fact.paragraph, fact.start, fact.end)


def cell_at(article: Article, start: int, end: int) -> Cell:
    """Return ``article.text[start:end]`` as a cell."""
    paragraph = next(p.number for p in article.paragraphs if p.start <= start < p.end)
    return Cell(tight(article.text[start:end]), article.number, paragraph, start, end)


def nearest(article: Article, words: str, before: int) -> Cell:
    """Return the last place of ``words`` in front of ``before``, else the first behind it."""
    if not words:
        return EMPTY
    text, places = _tight(article)
    edge = sum(place < before for place in places)
    at = text.rfind(words, 0, edge)
    at = at if at >= 0 else text.find(words)
    if at >= 0:
        return cell_at(article, places[at], places[at + len(words) - 1] + 1)
    if "，" in words:
        return nearest(article, words.partition("，")[0], before)
    return nearest(article, words[1:], before) if len(words) > _SHORTEST else EMPTY


def _tight(article: Article) -> tuple[str, tuple[int, ...]]:
    places = tuple(i for i, character in enumerate(article.text) if not character.isspace())
    return "".join(article.text[i] for i in places), places
