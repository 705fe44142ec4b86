"""Ask a question, get a proved answer: the one path that every surface uses."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
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
from qa.followup import is_sure, understand
from qa.llm import open_model
from qa.lookup import Lookup, find_lookup
from qa.model import Answer, Hit, Why
from qa.parts import EVERYTHING, Parts
from qa.places import answer_from_chapters, answer_from_places
from qa.proof import cite, prove
from qa.question import clean_question, readable
from qa.related import related
from qa.replies import answered, refused
from qa.retrieval import Candidate, named_first
from qa.scope import outside
from qa.suggest import suggestions
from qa.telling import Teller

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from indexing.building import Progress
    from indexing.index import RegulationIndex
    from qa.llm.model import ChatModel
    from qa.llm.writer import Writer

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
        model: ChatModel | None = None,
    ) -> None:
        """Take any LangChain retriever whose documents carry ``metadata["article"]``.

        ``words`` cuts questions; without it jieba's own dictionary does. ``parts`` is for the
        evaluation's ablations; ``bank`` is suggested from; a ``model`` words what is found.
        """
        self.retriever = retriever
        self.regulation = regulation
        self.words = words or Words(())
        self.parts = parts
        self.bank = tuple(bank)
        self.model = model
        self.finder = Finder(retriever, regulation, self.words, parts, self.bank)
        self._teller = Teller(self.finder, parts)
        self._writer = _writer(model, self.finder) if model else None

    @classmethod
    def of(
        cls, index: RegulationIndex, parts: Parts = EVERYTHING, model: ChatModel | None = None
    ) -> Assistant:
        """Return the assistant over ``index``."""
        from indexing.retriever import ArticleRetriever

        retriever = ArticleRetriever(index=index)
        return cls(retriever, index.regulation, index.words, parts, index.bank, model)

    @classmethod
    def load(cls, settings: Settings | None = None, progress: Progress | None = None) -> Assistant:
        """Open the index of ``settings`` (the environment's by default), building a missing one.

        A language model words the answers where ``settings.llm`` says so; raise ModelError where
        none is set then.
        """
        from indexing.library import open_index

        settings = settings or read_settings()
        model = open_model(settings) if settings.llm else None
        return cls.of(open_index(settings, progress), model=model)

    def prepare(self) -> None:
        """Read what the first answer would read (tables, rare words: 0.4 s); ask no model."""
        self._found(self.bank[0].question if self.bank else self.regulation.title, date.today())

    def ask(self, question: str, history: Sequence[str] = (), today: date | None = None) -> Answer:
        """Answer ``question``, read in the light of the user's earlier questions ``history``.

        Days are worked out from ``today``, by default the clock's. Raise QuestionError for what
        cannot be read as a question. Every citation, and every sentence, is proved against the
        regulation before it leaves.
        """
        *_, answer = self.stream(question, history, today)
        return answer

    def stream(
        self, question: str, history: Sequence[str] = (), today: date | None = None
    ) -> Iterator[Answer]:
        """Yield the answer as it grows, each time a whole record and proved; ``ask`` is the last.

        Without a language model it comes in one. With one, what is decided (the articles, the
        verdict, the day, the refusal) is decided before it is asked, and stays.
        """
        started = time.perf_counter()
        asked = self._read(question)
        earlier = self._earlier(asked, history)
        today = today or date.today()
        found = self._found(self._understood(asked, earlier), today)
        for answer in self._worded(found, asked, earlier, today):
            prove(answer.citations, self.regulation)
            yield replace(answer, question=question, seconds=time.perf_counter() - started)

    def _found(self, understood: str, today: date) -> Answer:
        return replace(self._answer(understood, today), understood=understood)

    def _worded(
        self, found: Answer, asked: str, earlier: Sequence[str], today: date
    ) -> Iterator[Answer]:
        """Yield ``found``, put into words where there is a model; a place named is quoted whole.

        A follow-up that the rules were not sure of may be read by the model, if that finds more.
        """
        if self._writer is None or self._names_a_place(found.understood):
            yield found
            return
        if not is_sure(asked, found.understood, earlier, self.words):
            read = self._writer.read(asked, earlier, lambda made: self._found(made, today), found)
            if read.note:  # the model has just failed: it is not asked again
                yield read
                return
            found = read
        yield from self._writer.write(found)

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

    def related(self, answer: Answer, asked: Sequence[str] = ()) -> tuple[str, ...]:
        """Return questions of the bank to go on with after ``answer``; ``asked`` come no more."""
        return related(answer, self.bank, self.regulation, asked)

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        short = (entry.question for entry in self.bank if len(entry.question) <= _SUGGESTED)
        return tuple(short)

    def _read(self, raw: str) -> str:
        return self._simplified(clean_question(raw))

    def _simplified(self, text: str) -> str:
        return simplified(text, self.regulation.characters)

    def _earlier(self, question: str, history: Sequence[str]) -> tuple[str, ...]:
        """Return the questions ``question`` may lean on; a place or a greeting leans on none."""
        earlier = tuple(self._simplified(each) for each in readable(history))
        if not earlier or not self.parts.follow_ups or self._outside(question):
            return ()
        return () if self._names_a_place(question) else earlier

    def _understood(self, question: str, earlier: Sequence[str]) -> str:
        return understand(question, earlier, self.words) if earlier else question

    def _names_a_place(self, question: str) -> bool:
        """True where ``question`` is the name of a place and nothing else, be it there or not."""
        try:
            lookup = self._lookup(question)
        except UnknownReferenceError:
            return True
        return lookup is not None and lookup.pure

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


def _writer(model: ChatModel, finder: Finder) -> Writer:
    from qa.llm.writer import Writer

    return Writer(model, finder)
