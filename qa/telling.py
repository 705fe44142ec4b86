"""Tell what the articles found say: rows of a table, a verdict, a worked-out day, or the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from qa.asks import Ask
from qa.compose import answer_from_findings, answer_from_mentions, plain_answer
from qa.dates.calculation import calculate
from qa.dates.result import Calculation
from qa.evidence import kind_missing
from qa.finding import Finder, Finding
from qa.lookup import Lookup
from qa.mentions import mentions
from qa.model import Answer, Draft
from qa.parts import Parts
from qa.proving.claims import unproved
from qa.proving.framing import UNANSWERED
from qa.replies import answered, in_order, refused
from qa.retrieval import Candidate, clauses_of, named_first
from qa.tabulate import answer_from_table
from qa.verdict.claims import asks_verdict
from qa.verdict.judging import Verdict
from qa.verdict.saying import verdict_word

_SURE: Final = 0.55
"""Estimated chance below which no verdict is given, only the rule. Out of fold verdicts between 0.5
and 0.55 were right 5 times of 10, from 0.8 482 of 494 (docs/experiments.md)."""
_BACKED: Final = 0.5
"""Of the probability that the rules answer, or the share of the question's words that the deciding
clause uses, one must be as high: else a clause about something else would give a verdict."""
_LATE: Final = re.compile(r"超期|逾期|过期|超时|(?<!最)晚了?[吗么没不]|迟了|违反|违规|来不及")
"""Asks whether it was too late, so that being in time is a no."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Answers questions by what ``finder`` found, every sentence proved, or refuses."""

    finder: Finder
    parts: Parts

    def tell(self, question: str, ranked: Sequence[Candidate], today: date) -> Answer:
        """Answer a question that names no place, from the articles ``ranked``."""
        silence = self.finder.silence(question, ranked[0])
        if silence is not None:
            return refused(self.finder.regulation, question, ranked, silence.text)
        worked_out = self._worked_out(question, ranked, today)
        tabled = self._tabled(question, ranked) if worked_out is None else None
        return tabled or self._told(question, ranked, worked_out)

    def tell_of_place(self, question: str, lookup: Lookup, ranked: tuple[Candidate, ...]) -> Answer:
        """Answer 第57条里纪要谁签发 from that article, paragraph or chapter alone."""
        regulation = self.finder.regulation
        ordered = named_first(lookup, regulation, self.finder.words, question, ranked)
        best = ordered[0]
        named = {place.paragraph for place in lookup.places if place.article == best.article.number}
        allowed = tuple(
            entry
            for entry in best.clauses
            if not named or None in named or entry.clause.paragraph in named
        )
        texts = [entry.clause.text for entry in allowed]
        if self.parts.evidence and kind_missing(question, texts):
            return refused(regulation, question, ordered, f"{best.article.label}没有规定这一点。")
        finding = self.finder.finding(Ask(question), replace(best, clauses=allowed))
        draft = self._draft(question, [finding])
        return answered(question, draft, in_order((), ordered), confidence=1.0)

    def _tabled(self, question: str, ranked: Sequence[Candidate]) -> Answer | None:
        """Answer with a table, its articles ranked first: quick reference, or places of a term."""
        draft = self._table(question)
        if draft is None or unproved(draft.text, draft.citations, self.finder.regulation):
            return None
        numbers = in_order((citation.article for citation in draft.citations), ranked)
        return answered(question, draft, numbers, confidence=1.0)

    def _table(self, question: str) -> Draft | None:
        regulation, words = self.finder.regulation, self.finder.words
        table = self.finder.table(question)
        if table is not None:
            return answer_from_table(regulation, table)
        found = mentions(question, regulation, words) if self.parts.facts else ()
        return answer_from_mentions(regulation, found, words) if found else None

    def _told(
        self, question: str, ranked: Sequence[Candidate], worked_out: Calculation | None
    ) -> Answer:
        """Answer with what the best articles say, worked out or judged where that is asked."""
        findings = self.finder.findings(question, ranked)
        if worked_out is not None:
            findings = self.finder.of_fact(worked_out.fact, findings)
        supported = self._supported(findings)
        if not supported and len(findings) > 1:
            findings = (self.finder.finding(Ask(question), ranked[0]),)
            supported = self._supported(findings)
        confidence = max(finding.support.probability for finding in findings)
        if not supported:
            return refused(self.finder.regulation, question, ranked, None, confidence)
        answer = self._found(question, supported, ranked, worked_out, confidence)
        whole = len(supported) == len(findings)
        return answer if whole else replace(answer, text=f"{answer.text}\n{UNANSWERED}")

    def _supported(self, findings: Sequence[Finding]) -> list[Finding]:
        return [f for f in findings if f.support.enough or not self.parts.evidence]

    def _found(
        self,
        question: str,
        findings: Sequence[Finding],
        ranked: Sequence[Candidate],
        worked_out: Calculation | None,
        confidence: float,
    ) -> Answer:
        verdict = self._verdict(question, findings) if worked_out is None else None
        if verdict is not None:
            findings = self.finder.resting_on(verdict.article, verdict.clause, findings)
        value = verdict.value if verdict else _in_time(question, worked_out)
        draft = self._draft(question, findings, worked_out, value)
        numbers = in_order((finding.candidate.article.number for finding in findings), ranked)
        days = worked_out.dates if worked_out else ()
        return replace(
            answered(question, draft, numbers, confidence),
            verdict=value,
            computed=tuple(day.isoformat() for day in days),
            calculation=worked_out.text if worked_out else "",
        )

    def _verdict(self, question: str, findings: Sequence[Finding]) -> Verdict | None:
        """Return the verdict that ``question`` asks for, where it is sure enough."""
        if not self.parts.verdicts or not asks_verdict(question):
            return None
        clauses = clauses_of([finding.candidate for finding in findings])
        found = self.finder.judge.judge(question, clauses)
        if found is None or found.confidence < _SURE:
            return None
        backed = max(finding.support.probability for finding in findings)
        share = self.finder.share(question, found.article, found.clause)
        return found if max(backed, share) >= _BACKED else None

    def _worked_out(
        self, question: str, ranked: Sequence[Candidate], today: date
    ) -> Calculation | None:
        if not self.parts.dates:
            return None
        return calculate(question, clauses_of(ranked), self.finder.time_facts, today)

    def _draft(
        self,
        question: str,
        findings: Sequence[Finding],
        worked_out: Calculation | None = None,
        verdict: bool | None = None,
    ) -> Draft:
        """Return the answer, each sentence proved; the bare clauses where one would not be."""
        said = "" if verdict is None else verdict_word(question, value=verdict)
        regulation = self.finder.regulation
        for draft in self._drafts(question, findings, worked_out, verdict):
            checked = (draft.text, draft.citations, regulation, draft.shown, question, said)
            if not self.parts.proof or not unproved(*checked):
                return draft
        return plain_answer(regulation, findings, question, worked_out, verdict)

    def _drafts(
        self,
        question: str,
        findings: Sequence[Finding],
        worked_out: Calculation | None,
        verdict: bool | None,
    ) -> Iterator[Draft]:
        """Yield the answer, and where it is a table, the table without the question's names."""
        parts = (self.finder.regulation, findings, question, self.finder.words, worked_out)
        yield answer_from_findings(*parts, verdict=verdict)
        if any(finding.ask.thing for finding in findings):
            yield answer_from_findings(*parts, named=False, verdict=verdict)


def _in_time(question: str, worked_out: Calculation | None) -> bool | None:
    """Return the verdict of a calculation: yes to 超期了吗 where the day came too late."""
    if worked_out is None or worked_out.in_time is None or not asks_verdict(question):
        return None
    return worked_out.in_time != (_LATE.search(question) is not None)
