"""The index in memory: build it from a regulation, ask it for articles and clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.bank import BankQuestion, key_questions
from corpus.model import Regulation
from indexing.centring import centred
from indexing.encoder import Encoder, Vectors
from indexing.everyday import Lexicon, expanded, used_in
from indexing.fusion import Scores, best_by_owner, convex_fusion, mean_of_best_by_owner
from indexing.lexical import LexicalIndex
from indexing.ranking import Signals, shares, weighted
from indexing.script import simplified
from indexing.sounds import sounds
from indexing.units import (
    Tokens,
    answering_clauses,
    clause_units,
    lexical_texts,
    tokens,
)
from indexing.vectors import VectorIndex
from indexing.words import Words, normalise

_NEIGHBOURS: Final = 3
"""Nearest key questions of an article whose mean cosine counts."""
_MANY: Final = 10
"""Nearest questions of the whole bank, and of those without an answer, whose mean cosine tells
whether a question is of the kind that is answered (docs/experiments.md)."""
_CLAUSE_WEIGHTS: Final = (0.5, 0.5, 1.0)
"""Clause vector, clause BM25 and nearest bank question, in a clause's score. On dev (157 questions
about one clause) the best clause of the right article is then right for 0.92, without the bank's
questions 0.78 (docs/experiments.md)."""

_BARE_CLAUSE_WEIGHTS: Final = (1.0, 0.25)
"""The first two of them where there is no bank."""


@dataclass(frozen=True, slots=True)
class ClauseMatch:
    """A clause and its score in [0, 1]; offsets into the article's text."""

    paragraph: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured for a question: ``signals``, shape (len(NAMES), articles), raw; the
    centred cosine and BM25 score of each clause; the centred cosine of each bank question, and of
    each question known not to be answered."""

    signals: NDArray[np.float32]
    clauses: Scores
    clause_words: Scores
    questions: Scores | None
    unanswerable: Scores | None


@dataclass(frozen=True, slots=True)
class ArticleMatch:
    """An article, its share of the chance to be the one meant, and why; clauses best first.

    ``signals`` are raw (cosines of centred vectors, BM25 scores), ``contributions`` what they add
    up to: scaled to [0, 1] over all articles, times their weights; ``question`` is the nearest
    question of the bank that the article answers, if there is a bank; ``answered`` and
    ``unanswerable`` are how near the question comes to those that the regulation answers and does
    not answer (mean cosine of the ten nearest; the same for every article).
    """

    article: int
    score: float
    signals: Signals
    contributions: Signals
    clauses: tuple[ClauseMatch, ...]
    question: BankQuestion | None
    answered: float
    unanswerable: float


@dataclass(frozen=True)
class RegulationIndex:
    """A regulation with its vectors and words. Searching changes nothing; threads may share it.

    ``centre`` is the mean question vector, shape (1, dimension); the vector indexes hold centred
    vectors. ``question_vectors`` are those of the bank's key questions, None without a bank;
    ``unanswerable_vectors`` is None where no question is known that the regulation does not
    answer. ``tokens`` is what the lexical indexes count.
    """

    regulation: Regulation
    bank: tuple[BankQuestion, ...]
    encoder: Encoder
    words: Words
    centre: Vectors
    article_vectors: VectorIndex
    clause_vectors: VectorIndex
    question_vectors: VectorIndex | None
    article_words: LexicalIndex
    clause_words: LexicalIndex
    article_sounds: LexicalIndex
    weights: Signals
    unanswerable: tuple[str, ...] = ()
    unanswerable_vectors: VectorIndex | None = None
    tokens: Tokens = tokens

    def search(self, query: str, limit: int = 10) -> tuple[ArticleMatch, ...]:
        """Return the ``limit`` best articles, best first; ties go to the lower number."""
        found = self.measure(query)
        contributions = weighted(found.signals, self.weights)
        share = shares(contributions)
        scores = self._clause_scores(found)
        answered, unanswerable = map(_mean_of_best, (found.questions, found.unanswerable))
        return tuple(
            ArticleMatch(
                article=int(row) + 1,
                score=float(share[row]),
                signals=Signals(*map(float, found.signals[:, row])),
                contributions=Signals(*map(float, contributions[:, row])),
                clauses=self._clauses(int(row), scores),
                question=self._nearest_question(int(row), found.questions),
                answered=answered,
                unanswerable=unanswerable,
            )
            for row in np.argsort(-share, kind="stable")[:limit]
        )

    def measure(self, query: str) -> Measured:
        """Return what the vectors and words say of every article, clause and bank question."""
        text = simplified(query, self.regulation.characters)
        vector = centred(self.encoder.encode_queries([normalise(text)]), self.centre)
        counted = self.tokens(self.words, text)
        clauses = self.clause_vectors.scores(vector)
        clause_words = self.clause_words.scores(counted)
        questions = self.question_vectors.scores(vector) if self.question_vectors else None
        signals = (
            self.article_vectors.scores(vector),
            best_by_owner(clauses, self._owners, self._count),
            self.article_words.scores(counted) + self._otherwise_said(text),
            best_by_owner(clause_words, self._owners, self._count),
            self.article_sounds.scores(sounds(text)),
            self._of_questions(questions),
        )
        warned = self.unanswerable_vectors
        return Measured(
            np.stack(signals),
            clauses,
            clause_words,
            questions,
            unanswerable=warned.scores(vector) if warned else None,
        )

    @cached_property
    def _count(self) -> int:
        return len(self.regulation.articles)

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """Row of the article that each clause belongs to, shape (clauses,)."""
        return np.array([unit.article - 1 for unit in clause_units(self.regulation)])

    @cached_property
    def _keys(self) -> tuple[BankQuestion, ...]:
        return key_questions(self.bank)

    @cached_property
    def _question_owners(self) -> NDArray[np.int64]:
        """Row of the article that each key question is about, shape (questions,)."""
        return np.array([entry.article - 1 for entry in self._keys], dtype=np.int64)

    @cached_property
    def _answering(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs (row of a key question, row of a clause that answers it)."""
        answering = answering_clauses(self.regulation, self._keys)
        pairs = [(row, clause) for row, clauses in enumerate(answering) for clause in clauses]
        questions, clauses = zip(*pairs, strict=True) if pairs else ((), ())
        return np.array(questions, dtype=np.int64), np.array(clauses, dtype=np.int64)

    @cached_property
    def _official(self) -> Lexicon:
        """Everyday words and what the articles have for them."""
        return used_in("\n".join(lexical_texts(self.regulation)))

    def _otherwise_said(self, text: str) -> Scores:
        """Return what each article scores on the official words for the everyday ones of ``text``.

        Those of one everyday word count as their mean. The questions of a bank say things in
        everyday words already: nothing is added beside them.
        """
        total = np.zeros(self._count, dtype=np.float32)
        if self.bank:
            return total
        for official in expanded(text, self.words.whole(text), self._official):
            counted = [token for word in official for token in self.tokens(self.words, word)]
            total += self.article_words.scores(counted) / len(official)
        return total

    def _of_questions(self, questions: Scores | None) -> Scores:
        if questions is None:
            return np.zeros(self._count, dtype=np.float32)
        return mean_of_best_by_owner(questions, self._question_owners, self._count, _NEIGHBOURS)

    def _clause_scores(self, found: Measured) -> Scores:
        """Return a score for each clause, shape (clauses,), each in [0, 1]."""
        if found.questions is None:
            return convex_fusion((found.clauses, found.clause_words), _BARE_CLAUSE_WEIGHTS)
        rows, answering = self._answering
        nearest = best_by_owner(found.questions[rows], answering, len(found.clauses))
        return convex_fusion((found.clauses, found.clause_words, nearest), _CLAUSE_WEIGHTS)

    def _nearest_question(self, row: int, questions: Scores | None) -> BankQuestion | None:
        if questions is None:
            return None
        own = np.flatnonzero(self._question_owners == row)
        return self._keys[int(own[np.argmax(questions[own])])] if len(own) else None

    def _clauses(self, row: int, scores: Scores) -> tuple[ClauseMatch, ...]:
        units = np.flatnonzero(self._owners == row)
        clauses = self.regulation.articles[row].clauses
        order = np.argsort(-scores[units], kind="stable")
        return tuple(
            ClauseMatch(
                clauses[place].paragraph,
                clauses[place].start,
                clauses[place].end,
                float(scores[units[place]]),
            )
            for place in order
        )


def _mean_of_best(scores: Scores | None) -> float:
    """Return the mean of the ``_MANY`` highest ``scores``, 0 without any."""
    return float(np.sort(scores)[-_MANY:].mean()) if scores is not None else 0.0
