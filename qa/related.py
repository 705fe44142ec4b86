"""Questions to go on with: from the bank, on what an answer's articles rule besides its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from corpus.bank import BankQuestion
from corpus.model import Regulation
from qa.model import Answer
from qa.suggest import likeness

_LONGEST: Final = 22
"""Characters: three of them stand below an answer, one a line on a phone."""
_ALIKE: Final = 70
"""Of 100: two questions above it ask the same."""
_NEAREST: Final = 4
"""Articles that are looked at, the answer's own first."""


def related(
    answer: Answer,
    bank: Sequence[BankQuestion],
    regulation: Regulation,
    asked: Iterable[str] = (),
    limit: int = 3,
) -> tuple[str, ...]:
    """Return at most ``limit`` questions that ``answer`` leads on to; ``asked`` are known already.

    At most two are of one article, the answer's own first, then those of its chapter; after a
    refusal one of each of the nearest articles. None asks for what is quoted already.
    """
    known = [answer.question, answer.understood, *asked]
    chosen: list[str] = []
    for number in _places(answer, regulation):
        of_article = 0
        for entry in bank:
            if len(chosen) == limit or of_article == (1 if answer.refused else 2):
                break
            if not _fits(entry, number, answer):
                continue
            if not any(likeness(entry.question, other) > _ALIKE for other in (*known, *chosen)):
                chosen.append(entry.question)
                of_article += 1
    return tuple(chosen)


def _places(answer: Answer, regulation: Regulation) -> list[int]:
    """Return the articles to ask about: those cited, then near ones of the same chapters."""
    cited = dict.fromkeys(citation.article for citation in answer.citations)
    chapters = {regulation.article(number).chapter for number in cited}
    near = (
        number
        for number in answer.ranked_articles
        if not cited or regulation.article(number).chapter in chapters
    )
    return list(dict.fromkeys((*cited, *near)))[:_NEAREST]


def _fits(entry: BankQuestion, article: int, answer: Answer) -> bool:
    return (
        entry.article == article
        and entry.question.endswith("？")
        and len(entry.question) <= _LONGEST
        and not any(
            citation.article == article
            and citation.start < entry.end
            and entry.start < citation.end
            for citation in answer.citations
        )
    )
