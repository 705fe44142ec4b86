"""A regulation as one text, for frameworks that split texts their own way."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Regulation


@dataclass(frozen=True, slots=True)
class Document:
    """All articles joined by blank lines, and for each character the article it belongs to."""

    text: str
    owners: tuple[int, ...]

    def owner(self, start: int, end: int) -> int:
        """Return the article that most of the characters in [start, end) belong to."""
        span = self.owners[start:end]
        return max(set(span), key=span.count)


def one_document(regulation: Regulation) -> Document:
    """Return ``regulation`` as one text."""
    text, owners = "", []
    for article in regulation.articles:
        text += article.text + "\n\n"
        owners += [article.number] * (len(article.text) + 2)
    return Document(text, tuple(owners))
