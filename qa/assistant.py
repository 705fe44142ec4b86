"""Ask a question, get a proved answer: the one path that every surface uses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from corpus.bank import BankQuestion
from corpus.errors import QuestionError, UnknownReferenceError
from corpus.model import Regulation
from corpus.settings import Settings, read_settings
from indexing.script import simplified
from indexing.words import Words, normalise
from qa.finding import RANKED, Finder
from qa.followup import understand
from qa.lookup import Lookup, find_lookup
from qa.model import Answer, Hit, Why
from qa.parts import EVERYTHING, Parts
from qa.places import answer_from_chapters, answer_from_places
from qa.proof import cite, prove
from qa.question import clean_question, readable
from qa.replies import answered, refused
from qa.retrieval import Candidate, named_first
from qa.scope import outside
from qa.suggest import suggestions
from qa.telling import Teller

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from indexing.building import Progress
    from indexing.index import RegulationIndex

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
        self._teller = Teller(self.finder, parts)

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
        ranked = self.finder.candidates(text, limit)
        try:
            lookup = self._lookup(text)
        except UnknownReferenceError:
            lookup = None
        if lookup is not None:
            ranked = named_first(lookup, self.regulation, self.words, text, ranked)
        asked = self.words.content(text)
        return tuple(self._hit(candidate, asked) for candidate in ranked[:limit])

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
            ranked = self.finder.candidates(question)
            return refused(self.regulation, question, ranked, str(error))
        if lookup is not None and lookup.pure:
            return self._looked_up(question, lookup)
        cause = self._outside(question)
        ranked = self.finder.candidates(question)
        if cause is not None or not ranked:
            return refused(self.regulation, question, ranked, cause)
        if lookup is not None:
            return self._teller.tell_of_place(question, lookup, ranked)
        return self._teller.tell(question, ranked, today)

    def _looked_up(self, question: str, lookup: Lookup) -> Answer:
        """Answer 第57条 or 第十章 with the place itself."""
        if lookup.chapters:
            chapters = [self.regulation.chapter(number) for number in lookup.chapters]
            numbers = [article.number for chapter in chapters for article in chapter.articles]
            draft = answer_from_chapters(self.regulation, chapters)
        else:
            numbers = list(dict.fromkeys(place.article for place in lookup.places))
            draft = answer_from_places(self.regulation, lookup.places)
        return answered(question, draft, numbers, confidence=1.0)

    def _hit(self, candidate: Candidate, asked: Sequence[str]) -> Hit:
        article, best = candidate.article, candidate.clauses[0].clause
        citation = cite(self.regulation, article, best.start, best.end)
        text = normalise(article.text)
        return Hit(
            article=article.number,
            chapter=" ".join(article.headings),
            label=self.regulation.cite(article.number, best.paragraph, full=False),
            score=candidate.score,
            citation=prove((citation,), self.regulation)[0],
            why=Why(
                words=tuple(word for word in asked if word in text),
                question=candidate.question,
                contributions=candidate.contributions,
            ),
        )
