"""Ask the model about one article after another; keep what is proved, say what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.bank import BankQuestion
from corpus.model import Article, Regulation
from qa.proposing.candidates import read_candidates
from qa.proposing.model import (
    Candidate,
    Completer,
    Kind,
    Proposal,
    Refusal,
    Searcher,
)
from qa.proposing.prompts import prompt_for
from qa.proposing.proving import (
    candidate_faults,
    item_likeness,
    likeness,
    question_likeness,
    remark_on,
)
from qa.proposing.reading import Unread
from qa.proposing.store import ProposalStore
from qa.quiz.model import Item, article_hash

_READ: Final = 2
"""Times as many candidates are read as were asked for: some fall at the proof."""


@dataclass(frozen=True, slots=True)
class Task:
    """One request: what to propose for which article."""

    article: Article
    kind: Kind


@dataclass(frozen=True, slots=True)
class Report:
    """What one request gave: kept, kept out with the reasons, known before, not readable."""

    task: Task
    kept: tuple[Proposal, ...]
    refused: tuple[Refusal, ...]
    known: int
    unread: Counter[Unread] = field(default_factory=Counter)


@dataclass(frozen=True)
class Proposer:
    """Everything that a round of proposals needs; ``known`` grows with what is kept."""

    regulation: Regulation
    model: Completer
    store: ProposalStore
    count: int
    known: set[tuple[Kind, str]]
    searcher: Searcher | None = None

    def run(self, tasks: Iterable[Task]) -> Iterator[Report]:
        """Yield the report of each task when its proposals are on the disk.

        Raise ModelError where the model fails: what was yielded stays.
        """
        for task in tasks:
            yield self._asked(task)

    def _asked(self, task: Task) -> Report:
        prompt = prompt_for(task.kind, self.regulation, task.article, self.count)
        text = self.model.complete(prompt.system, prompt.user)
        read = read_candidates(task.kind, text, self.count * _READ)
        proved, refused, known = self._sifted(task, read.candidates)
        unread = read.unread
        if (more := len(proved) - self.count) > 0:
            unread[Unread.MORE] += more
        kept = self.store.keep(
            article_hash(task.article),
            task.kind,
            [self._proposal(task, each) for each in proved[: self.count]],
            done=bool(read.candidates),
        )
        self.known.update((task.kind, likeness(each.candidate)) for each in kept)
        return Report(task, kept, refused, known, unread)

    def _sifted(
        self, task: Task, candidates: Sequence[Candidate]
    ) -> tuple[list[Candidate], tuple[Refusal, ...], int]:
        """Return the new candidates that are proved, the refused ones, how many were known."""
        proved: dict[str, Candidate] = {}
        refused, known = [], 0
        for each in candidates:
            name = likeness(each)
            if name in proved or (task.kind, name) in self.known:
                known += 1
                continue
            if faults := candidate_faults(each, task.article, self.regulation):
                refused.append(Refusal(task.article.number, task.kind, each.shown, faults))
            else:
                proved[name] = each
        return list(proved.values()), tuple(refused), known

    def _proposal(self, task: Task, candidate: Candidate) -> Proposal:
        number, digest = task.article.number, article_hash(task.article)
        return Proposal(
            id=self.store.identifier(task.kind, number, digest, candidate),
            kind=task.kind,
            article=number,
            article_hash=digest,
            candidate=candidate,
            remark=remark_on(candidate, task.article, self.regulation, self.searcher),
        )


def tasks_for(
    articles: Iterable[Article], kinds: Sequence[Kind], asked: frozenset[tuple[str, Kind]]
) -> tuple[Task, ...]:
    """Return what is still to be asked, article by article."""
    return tuple(
        Task(article, kind)
        for article in articles
        for kind in kinds
        if (article_hash(article), kind) not in asked
    )


def known_already(
    bank: Iterable[BankQuestion],
    items: Iterable[Item],
    proposals: Iterable[Proposal],
    regulation: Regulation,
) -> set[tuple[Kind, str]]:
    """Return what need not be proposed again: the bank's, the stock's, and what was proposed.

    A proposal for a text that the regulation no longer has may come again.
    """
    texts = {article_hash(article) for article in regulation.articles}
    found = {(Kind.QUESTION, question_likeness(entry.question)) for entry in bank}
    found |= {(Kind.ITEM, item_likeness(item.kind.value, item.stem)) for item in items}
    return found | {
        (each.kind, likeness(each.candidate)) for each in proposals if each.article_hash in texts
    }
