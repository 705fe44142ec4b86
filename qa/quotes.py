"""The citations of an answer and the marks that number them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from corpus.model import Article, Clause, Regulation
from qa.model import Citation
from qa.proof import cite

Span = tuple[int, int]


class Quotes:
    """The clauses that an answer quotes, neighbours of one paragraph quoted as one."""

    def __init__(self, regulation: Regulation, picked: Sequence[tuple[Article, Clause]]) -> None:
        """Take (article, clause) in the order in which their citations are to be numbered."""
        self.regulation = regulation
        chosen: dict[int, list[Clause]] = {}
        for article, clause in picked:
            chosen.setdefault(article.number, []).append(clause)
        spans = {
            number: _joined(regulation.article(number), clauses)
            for number, clauses in chosen.items()
        }
        held = (
            (article.number, span)
            for article, clause in picked
            for span in spans[article.number]
            if span[0] <= clause.start < span[1]
        )
        self._order = list(dict.fromkeys(held))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in the order of their marks."""
        return tuple(
            cite(self.regulation, self.regulation.article(number), *span)
            for number, span in self._order
        )

    def mark(self, article: Article, clause: Clause) -> str:
        """Return the mark [n] of the citation that holds ``clause``."""
        for at, (number, (start, end)) in enumerate(self._order, start=1):
            if number == article.number and start <= clause.start and clause.end <= end:
                return f"[{at}]"
        raise ValueError(f"{article.label}: clause at {clause.start} was not quoted")

    def further(self, text: str) -> str:
        """Return 另见 with the marks of the citations that ``text`` does not bear, or nothing."""
        missing = [at for at in range(1, len(self._order) + 1) if f"[{at}]" not in text]
        if not missing:
            return ""
        return pointer(missing, {number for number, _ in self._order})


def pointer(marks: Sequence[int], articles: Collection[int]) -> str:
    """Return 另见 with ``marks``, where an answer cites ``articles`` in all."""
    where = "同条另见" if len(articles) == 1 else "另见"
    return where + "".join(f"[{mark}]" for mark in marks) + "。"


def _joined(article: Article, clauses: Sequence[Clause]) -> tuple[Span, ...]:
    """Return the spans of ``clauses`` in text order, neighbours of one paragraph joined."""
    spans: list[Span] = []
    for clause in sorted(clauses, key=lambda clause: clause.start):
        touches = spans and not article.text[spans[-1][1] : clause.start].strip(" ")
        if touches:
            spans[-1] = (spans[-1][0], clause.end)
        else:
            spans.append((clause.start, clause.end))
    return tuple(spans)
