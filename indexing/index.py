"""The index in memory: build it from a regulation, ask it for articles and clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.model import Regulation
from indexing.encoder import Encoder, Vectors
from indexing.fusion import Scores, best_by_owner, convex_fusion
from indexing.lexical import LexicalIndex
from indexing.units import (
    Tokens,
    article_texts,
    clause_texts,
    clause_units,
    lexical_texts,
    tokens,
)
from indexing.vectors import VectorIndex
from indexing.words import Words, normalise

Progress = Callable[[str, int, int], None]
"""Called with (stage, units done, units in all) while an index is built."""


def _silent(stage: str, done: int, total: int) -> None:
    """Show nothing."""


_BATCH: Final = 16


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts; 0 switches it off.

    Article vector, best clause and article BM25 are equal because tuning gained nothing on dev;
    within a clause's score its BM25 counts a quarter of its vector (docs/experiments.md).
    """

    article: float = 1.0
    clause: float = 1.0
    words: float = 1.0
    clause_words: float = 0.25


@dataclass(frozen=True, slots=True)
class ClauseMatch:
    """A clause and its score in [0, 1]; offsets into the article's text."""

    paragraph: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class ArticleMatch:
    """An article, its fused score in [0, 1], the evidence behind it and its clauses, best first.

    ``article_similarity`` and ``clause_similarity`` are cosines, ``lexical`` is a BM25 score.
    """

    article: int
    score: float
    article_similarity: float
    clause_similarity: float
    lexical: float
    clauses: tuple[ClauseMatch, ...]


@dataclass(frozen=True)
class RegulationIndex:
    """A regulation with its vectors and words. Searching changes nothing; threads may share it."""

    regulation: Regulation
    encoder: Encoder
    words: Words
    article_vectors: VectorIndex
    clause_vectors: VectorIndex
    article_words: LexicalIndex
    clause_words: LexicalIndex
    weights: Weights = Weights()
    tokens: Tokens = tokens
    """What BM25 counts; the lexical indexes were built with it."""

    def search(self, query: str, limit: int = 10) -> tuple[ArticleMatch, ...]:
        """Return the ``limit`` best articles, best first; ties go to the lower number."""
        vector = self.encoder.encode_queries([normalise(query)])
        query_tokens = self.tokens(self.words, query)
        articles = self.article_vectors.scores(vector)
        clauses = self.clause_vectors.scores(vector)
        lexical = self.article_words.scores(query_tokens)
        clause_scores = convex_fusion(
            (clauses, self.clause_words.scores(query_tokens)), (1.0, self.weights.clause_words)
        )
        nearest = best_by_owner(clauses, self._owners, len(articles))
        best_clauses = best_by_owner(clause_scores, self._owners, len(articles))
        weights = (self.weights.article, self.weights.clause, self.weights.words)
        fused = convex_fusion((articles, best_clauses, lexical), weights)
        return tuple(
            ArticleMatch(
                article=int(row) + 1,
                score=float(fused[row]),
                article_similarity=float(articles[row]),
                clause_similarity=float(nearest[row]),
                lexical=float(lexical[row]),
                clauses=self._clauses(int(row), clause_scores),
            )
            for row in np.argsort(-fused, kind="stable")[:limit]
        )

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """Row of the article that each clause belongs to, shape (clauses,)."""
        return np.array([unit.article - 1 for unit in clause_units(self.regulation)])

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


def build_index(
    regulation: Regulation,
    encoder: Encoder,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> RegulationIndex:
    """Derive the words, count them, and embed every article and clause."""
    progress = progress or _silent
    progress("分词", 0, 1)
    words = Words.derive(clause_texts(regulation), cache_dir)
    article_words = LexicalIndex.build([tokens(words, text) for text in lexical_texts(regulation)])
    clause_words = LexicalIndex.build([tokens(words, text) for text in clause_texts(regulation)])
    progress("分词", 1, 1)
    articles = _embed(encoder, article_texts(regulation), "条文向量", progress)
    clauses = _embed(encoder, clause_texts(regulation), "句子向量", progress)
    return RegulationIndex(
        regulation=regulation,
        encoder=encoder,
        words=words,
        article_vectors=VectorIndex.build(articles),
        clause_vectors=VectorIndex.build(clauses),
        article_words=article_words,
        clause_words=clause_words,
    )


def _embed(encoder: Encoder, texts: Sequence[str], stage: str, progress: Progress) -> Vectors:
    batches = []
    progress(stage, 0, len(texts))
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        batches.append(encoder.encode_passages(batch))
        progress(stage, start + len(batch), len(texts))
    return np.concatenate(batches)
