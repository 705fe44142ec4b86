"""Build the index of a regulation: derive the words, count them, embed every text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from corpus.bank import BankQuestion, key_questions, sample_questions
from corpus.model import Regulation
from indexing.centring import centre_of, centred, passage_centre, sample_centre
from indexing.encoder import Encoder, Vectors
from indexing.index import RegulationIndex
from indexing.lexical import LexicalIndex
from indexing.ranking import load_weights
from indexing.sounds import sounds
from indexing.units import (
    Tokens,
    answering_clauses,
    article_texts,
    clause_texts,
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


def build_index(
    regulation: Regulation,
    encoder: Encoder,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
    bank: tuple[BankQuestion, ...] = (),
    unanswerable: tuple[str, ...] = (),
) -> RegulationIndex:
    """Derive the words, count them, and embed every article, clause and bank question."""
    progress = progress or _silent
    progress("分词", 0, 1)
    words = Words.derive(clause_texts(regulation), cache_dir)
    lexical = lexical_indexes(regulation, bank, words, tokens)
    progress("分词", 1, 1)
    articles = embed(encoder.encode_passages, article_texts(regulation), "条文向量", progress)
    clauses = embed(encoder.encode_passages, clause_texts(regulation), "句子向量", progress)
    keys = key_questions(bank)
    asked = [*(normalise(entry.question) for entry in keys), *map(normalise, unanswerable)]
    embedded = np.empty((0, encoder.dimension), dtype=np.float32)
    if asked:
        embedded = embed(encoder.encode_queries, asked, "题库向量", progress)
    questions, warnings = embedded[: len(keys)], embedded[len(keys) :]
    sample = sample_questions()
    centre = centre_of(questions) if keys else sample_centre(encoder.encode_queries, sample)
    article_centre = passage_centre(articles, encoder, sample)
    clause_centre = passage_centre(clauses, encoder, sample)
    return RegulationIndex(
        regulation=regulation,
        bank=bank,
        encoder=encoder,
        words=words,
        centre=centre,
        article_vectors=VectorIndex.build(centred(articles, article_centre)),
        clause_vectors=VectorIndex.build(centred(clauses, clause_centre)),
        question_vectors=VectorIndex.build(centred(questions, centre)) if keys else None,
        article_words=lexical.article_words,
        clause_words=lexical.clause_words,
        article_sounds=lexical.article_sounds,
        weights=load_weights(with_bank=bool(bank)),
        unanswerable=unanswerable,
        unanswerable_vectors=VectorIndex.build(centred(warnings, centre)) if unanswerable else None,
    )


@dataclass(frozen=True, slots=True)
class LexicalIndexes:
    """The three BM25 indexes of a regulation."""

    article_words: LexicalIndex
    clause_words: LexicalIndex
    article_sounds: LexicalIndex


def lexical_indexes(
    regulation: Regulation, bank: Sequence[BankQuestion], words: Words, count: Tokens
) -> LexicalIndexes:
    """Count articles and clauses, each with the bank questions that it answers."""
    articles = [count(words, text) for text in lexical_texts(regulation)]
    clauses = [count(words, text) for text in clause_texts(regulation)]
    syllables = [sounds(text) for text in lexical_texts(regulation)]
    for entry, rows in zip(bank, answering_clauses(regulation, bank), strict=True):
        counted = count(words, entry.question)
        articles[entry.article - 1] += counted
        syllables[entry.article - 1] += sounds(entry.question)
        for row in rows:
            clauses[row] += counted
    return LexicalIndexes(*(LexicalIndex.build(part) for part in (articles, clauses, syllables)))


def embed(
    encode: Callable[[Sequence[str]], Vectors],
    texts: Sequence[str],
    stage: str,
    progress: Progress,
) -> Vectors:
    """Return the vectors of ``texts`` (at least one), encoded batch by batch."""
    batches = []
    progress(stage, 0, len(texts))
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        batches.append(encode(batch))
        progress(stage, start + len(batch), len(texts))
    return np.concatenate(batches)
