"""What was found for a question: for each thing it asks, the article, its clauses, the evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from corpus.bank import BankQuestion
from corpus.model import Clause, Regulation
from indexing.words import Words
from qa.asks import Ask, asks
from qa.evidence import Support, Vocabulary, support
from qa.facts.answers import TableAnswer, table_answer
from qa.facts.given import Silence
from qa.facts.model import TIMES, Fact
from qa.facts.properties import meeting_table, meetings_named
from qa.facts.reading import read_facts
from qa.facts.silence import silent_on
from qa.facts.tables import Table, tables
from qa.kinds import Kind, kind_of
from qa.lists import forbidding, named_list
from qa.parts import EVERYTHING, Parts
from qa.retrieval import Candidate, ScoredClause, blended, candidates
from qa.selection import deciding, evidence_clauses, headline, quoted
from qa.verdict.claims import is_statement
from qa.verdict.judging import Judge

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

RANKED: Final = 10
_NEAR: Final = 4
"""Ranks in which the article on the meeting named is looked for."""
_ALSO: Final = 0.5
"""Share of the first article's score from which the second answers a list or steps too. Of 17 such
questions of dev, train, several and half of fresh it was needed in 12, and the right one alone in 6
(docs/experiments.md)."""


_BANS: Final = 0.03
"""Share of the first article's score from which another one answers a question for what is
forbidden, where the first forbids nothing: of nine such questions of the bank and the training
files it was right at 0.07, wrong at 0.005 and below (docs/experiments.md)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The best article for one thing asked, the clauses to quote (the deciding one first).

    ``hint`` is where the answer to the nearest question of the bank stands in the article.
    """

    ask: Ask
    candidate: Candidate
    clauses: tuple[Clause, ...]
    support: Support
    hint: tuple[int, int] | None = None


class Finder:
    """Finds articles by the retriever, and judges how well they support an answer."""

    def __init__(
        self,
        retriever: BaseRetriever,
        regulation: Regulation,
        words: Words,
        parts: Parts = EVERYTHING,
        bank: Sequence[BankQuestion] = (),
    ) -> None:
        self.retriever = retriever
        self.regulation = regulation
        self.words = words
        self.parts = parts
        self.bank = tuple(bank)

    def candidates(self, question: str, limit: int = RANKED) -> tuple[Candidate, ...]:
        """Return at most ``limit`` articles for ``question``, best first."""
        retriever = self.retriever
        if limit > RANKED and "limit" in type(retriever).model_fields:
            retriever = retriever.model_copy(update={"limit": limit})
        found = candidates(retriever, self.regulation, self.words, question)
        return self._of_headline(question, self._of_named_meeting(question, found))

    def _of_named_meeting(
        self, question: str, found: tuple[Candidate, ...]
    ) -> tuple[Candidate, ...]:
        """Put the article on the one meeting that ``question`` names before that on another.

        常务会议纪要由副县长签发，对吗 is near the rule on the minutes of 专题会议, which a
        副县长 signs.
        """
        named = self._meetings_named(question)
        if len(named) != 1 or not found:
            return found
        own = self._homes[named[0]]
        others = set[int]().union(*self._homes.values()) - own
        return _in_front(own, found) if found[0].article.number in others else found

    def _of_headline(self, question: str, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Put the article whose headline alone ``question`` names first.

        工作纪律有哪些不准 is near the article that names every discipline, and means the one that
        begins 严明工作纪律。
        """
        headed = {number for topic, number in self._headlines if topic in question}
        return _in_front(headed, found) if len(headed) == 1 else found

    @cached_property
    def _headlines(self) -> tuple[tuple[str, int], ...]:
        """What articles say in their headline that they are about, with their numbers."""
        return tuple(
            (topic, article.number)
            for article in self.regulation.articles
            if (topic := headline(article, self.words))
        )

    def findings(self, question: str, ranked: Sequence[Candidate]) -> tuple[Finding, ...]:
        """Return what was found for each thing that ``question`` asks; ``ranked`` is for all of it.

        One that lands on an article found before is kept: it may need other words of it.
        """
        whole = is_statement(question) or not self.parts.asks
        parts = (Ask(question),) if whole else asks(question, self.words)
        if len(parts) == 1:
            return self._of_one(question, ranked)
        return tuple(self.finding(ask, self._part(ask, question, ranked)) for ask in parts)

    def _of_one(self, question: str, ranked: Sequence[Candidate]) -> tuple[Finding, ...]:
        """Return the finding for all of ``question``; where it asks for a list or steps, also that
        of the next article, if it is about as near and supports an answer too."""
        bans = next((c for c in ranked[:_NEAR] if forbidding(c.article, question)), None)
        if bans is not None and bans.score >= _BANS * ranked[0].score:
            return (self.finding(Ask(question), bans),)
        near = len(ranked) > 1 and ranked[1].score >= _ALSO * ranked[0].score
        if not near or kind_of(question) is Kind.FACT:
            return (self.finding(Ask(question), ranked[0]),)
        listing = [named_list(found.article, question) is not None for found in ranked[:2]]
        if any(listing):
            return (self.finding(Ask(question), ranked[listing.index(True)]),)
        first, second = (self.finding(Ask(question), found) for found in ranked[:2])
        return (first, second) if second.support.enough else (first,)

    def _part(self, ask: Ask, question: str, ranked: Sequence[Candidate]) -> Candidate:
        """Return the article for ``ask``; 纪要谁签发 is about the meeting named before it."""
        found = blended(self.candidates(ask.text), ranked)
        named_in = ask.text if self._meetings_named(ask.text) else question
        return self._of_headline(ask.text, self._of_named_meeting(named_in, found))[0]

    def _meetings_named(self, question: str) -> tuple[str, ...]:
        table = self._meetings
        return meetings_named(question, table) if table is not None else ()

    @cached_property
    def _meetings(self) -> Table | None:
        return meeting_table(self.tables) if self.parts.facts else None

    @cached_property
    def _homes(self) -> dict[str, set[int]]:
        """The articles that say something of each meeting."""
        rows = self._meetings.rows if self._meetings else ()
        return {row[0].text: {cell.article for cell in row if cell.text} for row in rows}

    def finding(self, ask: Ask, candidate: Candidate) -> Finding:
        """Return the finding of ``candidate`` for ``ask``."""
        return Finding(
            ask=ask,
            candidate=candidate,
            clauses=quoted(candidate, ask.text, self.parts),
            support=self._support(ask.text, candidate),
            hint=self._answers.get((candidate.article.number, candidate.question or "")),
        )

    def silence(self, question: str, best: Candidate) -> Silence | None:
        """Return what the text rules for others but not for what ``question`` asks about."""
        if not self.parts.facts:
            return None
        clause = deciding(best, question, self.parts)
        return silent_on(question, self.regulation, self.facts, self.tables, clause)

    def table(self, question: str) -> TableAnswer | None:
        """Return the rows of a quick-reference table that answer ``question`` whole."""
        if not self.parts.facts:
            return None
        return table_answer(question, self.regulation, self.tables, self.words)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The typed facts of the regulation."""
        return read_facts(self.regulation)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The quick-reference tables that they fill."""
        return tables(self.regulation, self.facts)

    def resting_on(
        self, article: int, clause: Clause, findings: Sequence[Finding]
    ) -> tuple[Finding, ...]:
        """Return ``findings`` with ``clause`` deciding for its article, that finding in front."""
        for place, finding in enumerate(findings):
            if finding.candidate.article.number == article:
                clauses = tuple(dict.fromkeys((clause, *finding.clauses)))
                rest = (*findings[:place], *findings[place + 1 :])
                return replace(finding, clauses=clauses), *rest
        ruled = self.regulation.article(article)
        candidate = Candidate(ruled, 1.0, None, (ScoredClause(clause, 1.0),))
        new = Finding(findings[0].ask, candidate, (clause,), findings[0].support)
        return new, *(findings if len(findings) > 1 else ())

    def of_fact(self, fact: Fact, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return ``findings`` with the clause of ``fact`` deciding; it supports the answer."""
        article = self.regulation.article(fact.article)
        clause = next(c for c in article.clauses if c.start <= fact.start and fact.end <= c.end)
        first, *rest = self.resting_on(fact.article, clause, findings)
        sure = Support(1.0, enough=True)
        return replace(first, hint=(fact.start, fact.end), support=sure), *rest

    @cached_property
    def time_facts(self) -> tuple[Fact, ...]:
        """The time limits, frequencies and days of the regulation."""
        return tuple(fact for fact in self.facts if fact.kind in TIMES)

    @cached_property
    def judge(self) -> Judge:
        """What decides statements and yes-or-no questions."""
        return Judge(self.regulation, self.facts)

    def share(self, question: str, article: int, clause: Clause) -> float:
        """Return the share of the words of ``question`` that ``clause`` uses, by their rarity."""
        return self._vocabulary.clause_share(question, article, clause)

    @cached_property
    def _answers(self) -> dict[tuple[int, str], tuple[int, int]]:
        return {(entry.article, entry.question): (entry.start, entry.end) for entry in self.bank}

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.regulation, self.words, self.bank)

    def _support(self, question: str, best: Candidate) -> Support:
        clauses = evidence_clauses(question, best, self.parts)
        number = best.article.number
        evidence = self._vocabulary.evidence(question, number, clauses, best.similarity)
        return support(evidence, best.similarity)


def _in_front(own: Collection[int], found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Put the best of the articles ``own`` first, where it is near; the two change scores."""
    better = next((c for c in found[:_NEAR] if c.article.number in own), None)
    if better is None or better is found[0]:
        return found
    shared = replace(better, score=found[0].score)
    swapped = replace(found[0], score=better.score)
    return (shared, swapped, *(c for c in found[1:] if c is not better))
