"""What the model may write from: the clauses of the answer found, and those near it, numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Regulation
from qa.llm.prompts import blunted
from qa.model import Answer, Citation
from qa.proof import cite
from qa.retrieval import Candidate

NEAR: Final = 0.5
"""Share of the first article's score from which another one's clauses are given too, as for lists
that go over two articles (``qa.finding``)."""
_MOST: Final = 12
"""Clauses beside those of the answer; a small model loses its way among more."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The clauses, numbered from 1; the first ``quoted`` of them are the answer's own quotes."""

    question: str
    clauses: tuple[Citation, ...]
    quoted: int

    def clause(self, number: int) -> Citation | None:
        """Return clause ``number``, or None where there is none."""
        return self.clauses[number - 1] if 1 <= number <= len(self.clauses) else None

    def values(self, regulation: Regulation) -> dict[str, str]:
        """Return what the template is filled with; nothing of it can end the block it stands in."""
        lines = [
            f"[{number}] {regulation.cite(each.article, each.paragraph, full=False)}：{each.quote}"
            for number, each in enumerate(self.clauses, start=1)
        ]
        return {
            "question": blunted(self.question),
            "clauses": blunted("\n".join(" ".join(line.split()) for line in lines)),
            "nearest": "".join(f"[{number}]" for number in range(1, self.quoted + 1)),
        }


def grounds(
    answer: Answer, found: Sequence[Candidate], regulation: Regulation, budget: int
) -> Grounds:
    """Return the quotes of ``answer``, then near clauses while all keep within ``budget``."""
    chosen = list(answer.citations)
    left = budget - sum(len(each.quote) for each in chosen)
    for each in _near(answer, found, regulation):
        if len(chosen) - len(answer.citations) == _MOST or len(each.quote) > left:
            break
        if not any(_overlaps(each, other) for other in chosen):
            chosen.append(each)
            left -= len(each.quote)
    return Grounds(answer.understood, tuple(chosen), len(answer.citations))


def _near(answer: Answer, found: Sequence[Candidate], regulation: Regulation) -> Iterator[Citation]:
    """Yield the clauses of the articles cited, then of those that are about as near."""
    cited = {citation.article for citation in answer.citations}
    enough = NEAR * found[0].score if found else 0.0
    own = [each for each in found if each.article.number in cited]
    others = [each for each in found if each.article.number not in cited and each.score >= enough]
    for candidate in (*own, *others):
        for entry in candidate.clauses:
            yield cite(regulation, candidate.article, entry.clause.start, entry.clause.end)


def _overlaps(one: Citation, other: Citation) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end
