"""Ask a question, get a proved answer: the one path that every surface uses."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from corpus.bank import BankQuestion
from corpus.errors import QuestionError, UnknownReferenceError
from corpus.model import Clause, Regulation
from corpus.settings import Settings, read_settings
from indexing.script import simplified
from indexing.words import Words, normalise
from qa.asks import Ask
from qa.compose import answer_from_findings, plain_answer, refusal
from qa.dates.calculation import calculate
from qa.dates.result import Calculation
from qa.evidence import kind_missing
from qa.finding import RANKED, Finder, Finding
from qa.followup import understand
from qa.lookup import Lookup, find_lookup
from qa.model import Answer, Draft, Hit, Why
from qa.parts import EVERYTHING, Parts
from qa.places import answer_from_chapters, answer_from_places
from qa.proof import cite, prove
from qa.proving.claims import unproved
from qa.proving.framing import UNANSWERED
from qa.question import clean_question, readable
from qa.retrieval import Candidate, named_first
from qa.scope import outside
from qa.suggest import suggestions
from qa.tabulate import answer_from_table
from qa.verdict.claims import asks_verdict
from qa.verdict.judging import Verdict
from qa.verdict.saying import verdict_word

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from indexing.index import Progress, RegulationIndex

_SURE: Final = 0.55
"""Estimated chance below which no verdict is given, only the rule. Out of fold verdicts between 0.5
and 0.6 were right 21 times of 28, above it 455 of 470 (docs/experiments.md)."""
_LATE: Final = re.compile(r"超期|逾期|过期|超时|(?<!最)晚了?[吗么没不]|迟了|违反|违规|来不及")
"""Asks whether it was too late, so that being in time is a no."""
_SUGGESTED: Final = 24
"""Characters. Longer bank questions are scenarios; nobody types towards them."""


class Assistant:
    """Answers from one regulation with citations, or refuses. Threads may share it."""

    def __init__(
        self,
        retriever: BaseRetriever,
        regulation: Regulation,
        words: Words | None = None,
        parts: Parts = EVERYTHING,
        bank: Sequence[BankQuestion] = (),
    ) -> None:
        """Take any LangChain retriever whose documents carry ``metadata["article"]``.

        ``words`` cuts questions; without it jieba's own dictionary does. ``parts`` is for the
        evaluation's ablations; ``bank`` is suggested from.
        """
        self.retriever = retriever
        self.regulation = regulation
        self.words = words or Words(())
        self.parts = parts
        self.bank = tuple(bank)
        self.finder = Finder(retriever, regulation, self.words, parts, self.bank)

    @classmethod
    def of(cls, index: RegulationIndex, parts: Parts = EVERYTHING) -> Assistant:
        """Return the assistant over ``index``."""
        from indexing.retriever import ArticleRetriever

        retriever = ArticleRetriever(index=index)
        return cls(retriever, index.regulation, index.words, parts, index.bank)

    @classmethod
    def load(cls, settings: Settings | None = None, progress: Progress | None = None) -> Assistant:
        """Open the index of ``settings`` (the environment's by default), building a missing one."""
        from indexing.library import open_index

        return cls.of(open_index(settings or read_settings(), progress))

    def ask(self, question: str, history: Sequence[str] = (), today: date | None = None) -> Answer:
        """Answer ``question``, read in the light of the user's earlier questions ``history``.

        Days are worked out from ``today``, by default the clock's. Raise QuestionError for what
        cannot be read as a question. Every citation, and every sentence, is proved against the
        regulation before it leaves.
        """
        started = time.perf_counter()
        understood = self._understood(self._read(question), history)
        found = self._answer(understood, today or date.today())
        answer = replace(found, question=question, understood=understood)
        prove(answer.citations, self.regulation)
        return replace(answer, seconds=time.perf_counter() - started)

    def search(self, query: str, limit: int = RANKED) -> tuple[Hit, ...]:
        """Return at most ``limit`` articles for ``query``, best first, places it names in front."""
        if limit < 1:
            raise QuestionError(f"条数应为 1 以上的整数，读到的是 {limit}。")
        text = self._read(query)
        ranked = self._candidates(text, limit)
        try:
            lookup = self._lookup(text)
        except UnknownReferenceError:
            lookup = None
        if lookup is not None:
            ranked = named_first(lookup, self.regulation, self.words, text, ranked)
        return tuple(self._hit(candidate, text) for candidate in ranked[:limit])

    def suggest(self, typed: str, limit: int = 6) -> tuple[str, ...]:
        """Return questions of the bank that what is ``typed`` so far may grow into, best first."""
        return suggestions(self._simplified(typed), self._asked, limit)

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        short = (entry.question for entry in self.bank if len(entry.question) <= _SUGGESTED)
        return tuple(short)

    def _read(self, raw: str) -> str:
        return self._simplified(clean_question(raw))

    def _simplified(self, text: str) -> str:
        return simplified(text, self.regulation.characters)

    def _understood(self, question: str, history: Sequence[str]) -> str:
        """Resolve a follow-up; a place or a greeting stands on its own."""
        earlier = [self._simplified(question) for question in readable(history)]
        if not earlier or not self.parts.follow_ups or self._outside(question):
            return question
        try:
            lookup = self._lookup(question)
        except UnknownReferenceError:
            return question
        if lookup is not None and lookup.pure:
            return question
        return understand(question, earlier, self.words)

    def _lookup(self, question: str) -> Lookup | None:
        return find_lookup(question, self.regulation, self.words) if self.parts.look_ups else None

    def _outside(self, question: str) -> str | None:
        return outside(question, self.regulation, self.words) if self.parts.scope else None

    def _answer(self, question: str, today: date) -> Answer:
        try:
            lookup = self._lookup(question)
        except UnknownReferenceError as error:
            return self._refused(question, self._candidates(question), str(error))
        if lookup is not None and lookup.pure:
            return self._looked_up(question, lookup)
        cause = self._outside(question)
        ranked = self._candidates(question)
        if cause is not None or not ranked:
            return self._refused(question, ranked, cause)
        if lookup is not None:
            return self._asked_of_place(question, lookup, ranked)
        return self._by_content(question, ranked, today)

    def _by_content(self, question: str, ranked: Sequence[Candidate], today: date) -> Answer:
        """Answer a question that names no place."""
        silence = self.finder.silence(question, ranked[0])
        if silence is not None:
            return self._refused(question, ranked, silence.text)
        return self._tabled(question, ranked) or self._told(question, ranked, today)

    def _told(self, question: str, ranked: Sequence[Candidate], today: date) -> Answer:
        """Answer with what the best articles say, worked out or judged where that is asked."""
        findings = self.finder.findings(question, ranked)
        worked_out = self._worked_out(question, ranked, today)
        if worked_out is not None:
            findings = self.finder.of_fact(worked_out.fact, findings)
        supported = [f for f in findings if f.support.enough or not self.parts.evidence]
        confidence = max(finding.support.probability for finding in findings)
        if not supported:
            return self._refused(question, ranked, None, confidence)
        answer = self._found(question, supported, ranked, worked_out, confidence)
        whole = len(supported) == len(findings)
        return answer if whole else replace(answer, text=f"{answer.text}\n{UNANSWERED}")

    def _tabled(self, question: str, ranked: Sequence[Candidate]) -> Answer | None:
        """Answer with rows of a quick-reference table, their articles ranked first."""
        table = self.finder.table(question)
        if table is None:
            return None
        draft = answer_from_table(self.regulation, table)
        if unproved(draft.text, draft.citations, self.regulation):
            return None
        cited = [citation.article for citation in draft.citations]
        numbers = list(dict.fromkeys((*cited, *_numbers(ranked))))
        return _answered(question, draft, numbers, confidence=1.0)

    def _found(
        self,
        question: str,
        findings: Sequence[Finding],
        ranked: Sequence[Candidate],
        worked_out: Calculation | None,
        confidence: float,
    ) -> Answer:
        found = [finding.candidate for finding in findings]
        verdict = self._verdict(question, found) if worked_out is None else None
        if verdict is not None:
            findings = self.finder.resting_on(verdict.article, verdict.clause, findings)
        value = verdict.value if verdict else _in_time(question, worked_out)
        draft = self._draft(question, findings, worked_out, value)
        days = worked_out.dates if worked_out else ()
        return replace(
            _answered(question, draft, _order(findings, ranked), confidence),
            verdict=value,
            computed=tuple(day.isoformat() for day in days),
            calculation=worked_out.text if worked_out else "",
        )

    def _verdict(self, question: str, ranked: Sequence[Candidate]) -> Verdict | None:
        """Return the verdict that ``question`` asks for, where it is sure enough."""
        if not self.parts.verdicts or not asks_verdict(question):
            return None
        found = self.finder.judge.judge(question, _clauses(ranked))
        return found if found and found.confidence >= _SURE else None

    def _looked_up(self, question: str, lookup: Lookup) -> Answer:
        """Answer 第57条 or 第十章 with the place itself."""
        if lookup.chapters:
            chapters = [self.regulation.chapter(number) for number in lookup.chapters]
            numbers = [article.number for chapter in chapters for article in chapter.articles]
            draft = answer_from_chapters(self.regulation, chapters)
        else:
            numbers = list(dict.fromkeys(place.article for place in lookup.places))
            draft = answer_from_places(self.regulation, lookup.places)
        return _answered(question, draft, numbers, confidence=1.0)

    def _asked_of_place(
        self, question: str, lookup: Lookup, ranked: tuple[Candidate, ...]
    ) -> Answer:
        """Answer 第57条里纪要谁签发 from that article, paragraph or chapter alone."""
        ordered = named_first(lookup, self.regulation, self.words, question, ranked)
        best = ordered[0]
        named = {place.paragraph for place in lookup.places if place.article == best.article.number}
        allowed = tuple(
            entry
            for entry in best.clauses
            if not named or None in named or entry.clause.paragraph in named
        )
        texts = [entry.clause.text for entry in allowed]
        if self.parts.evidence and kind_missing(question, texts):
            return self._refused(question, ordered, f"{best.article.label}没有规定这一点。")
        finding = self.finder.finding(Ask(question), replace(best, clauses=allowed))
        draft = self._draft(question, [finding])
        return _answered(question, draft, _numbers(ordered), confidence=1.0)

    def _draft(
        self,
        question: str,
        findings: Sequence[Finding],
        worked_out: Calculation | None = None,
        verdict: bool | None = None,
    ) -> Draft:
        """Return the answer, each sentence proved; the bare clauses where one would not be."""
        parts = (self.regulation, findings, question, self.words, worked_out)
        for named in (True, False):
            draft = answer_from_findings(*parts, named=named, verdict=verdict)
            checked = (draft.text, draft.citations, self.regulation, draft.shown, question)
            said = "" if verdict is None else verdict_word(question, value=verdict)
            if not self.parts.proof or not unproved(*checked, said):
                return draft
        return plain_answer(self.regulation, findings, question, worked_out, verdict)

    def _worked_out(
        self, question: str, ranked: Sequence[Candidate], today: date
    ) -> Calculation | None:
        if not self.parts.dates:
            return None
        return calculate(question, _clauses(ranked), self.finder.time_facts, today)

    def _refused(
        self,
        question: str,
        ranked: Sequence[Candidate],
        cause: str | None,
        confidence: float = 0.0,
    ) -> Answer:
        numbers = _numbers(ranked)
        draft = Draft(refusal(self.regulation, numbers, cause), ())
        return replace(_answered(question, draft, numbers, confidence), refused=True)

    def _candidates(self, question: str, limit: int = RANKED) -> tuple[Candidate, ...]:
        return self.finder.candidates(question, limit)

    def _hit(self, candidate: Candidate, query: str) -> Hit:
        article, best = candidate.article, candidate.clauses[0].clause
        citation = cite(self.regulation, article, best.start, best.end)
        return Hit(
            article=article.number,
            chapter=" ".join(article.headings),
            label=self.regulation.cite(article.number, best.paragraph, full=False),
            score=candidate.score,
            citation=prove((citation,), self.regulation)[0],
            why=Why(
                words=tuple(w for w in self.words.content(query) if w in normalise(article.text)),
                question=candidate.question,
                contributions=candidate.contributions,
            ),
        )


def _answered(question: str, draft: Draft, numbers: Sequence[int], confidence: float) -> Answer:
    return Answer(
        question=question,
        understood=question,
        text=draft.text,
        refused=False,
        citations=draft.citations,
        ranked_articles=tuple(numbers[:RANKED]),
        confidence=confidence,
    )


def _in_time(question: str, worked_out: Calculation | None) -> bool | None:
    """Return the verdict of a calculation: yes to 超期了吗 where the day came too late."""
    if worked_out is None or worked_out.in_time is None or not asks_verdict(question):
        return None
    return worked_out.in_time != (_LATE.search(question) is not None)


def _order(findings: Sequence[Finding], ranked: Sequence[Candidate]) -> list[int]:
    """Return the articles that answer, then the others in their rank."""
    found = [finding.candidate.article.number for finding in findings]
    return list(dict.fromkeys((*found, *_numbers(ranked))))


def _clauses(ranked: Sequence[Candidate]) -> list[tuple[int, Clause]]:
    return [(found.article.number, entry.clause) for found in ranked for entry in found.clauses]


def _numbers(ranked: Sequence[Candidate]) -> list[int]:
    return [candidate.article.number for candidate in ranked]
