"""What is indexed: articles and clauses as texts, and the tokens BM25 counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.bank import BankQuestion
from corpus.model import Clause, Regulation
from indexing.words import STOP_WORDS, Words, normalise

Tokens = Callable[[Words, str], tuple[str, ...]]
"""What BM25 counts in a text, as ``tokens`` does."""


@dataclass(frozen=True, slots=True)
class ClauseUnit:
    """A clause and the article it belongs to."""

    article: int
    clause: Clause


def clause_units(regulation: Regulation) -> tuple[ClauseUnit, ...]:
    """Return every clause of the regulation in order."""
    return tuple(
        ClauseUnit(article.number, clause)
        for article in regulation.articles
        for clause in article.clauses
    )


def article_texts(regulation: Regulation) -> tuple[str, ...]:
    """Return the text of each article as the encoder reads it."""
    return tuple(normalise(article.text) for article in regulation.articles)


def clause_texts(regulation: Regulation) -> tuple[str, ...]:
    """Return the text of each clause as the encoder reads it."""
    return tuple(normalise(unit.clause.text) for unit in clause_units(regulation))


def lexical_texts(regulation: Regulation) -> tuple[str, ...]:
    """Return what BM25 counts for each article: its headings (chapter, section) and its text."""
    return tuple("\n".join((*article.headings, article.text)) for article in regulation.articles)


def answering_clauses(
    regulation: Regulation, bank: Sequence[BankQuestion]
) -> tuple[tuple[int, ...], ...]:
    """Return for each bank question the rows of ``clause_units`` that its answer stands in."""
    rows: dict[int, list[tuple[int, Clause]]] = defaultdict(list)
    for row, unit in enumerate(clause_units(regulation)):
        rows[unit.article].append((row, unit.clause))
    return tuple(
        tuple(
            row
            for row, clause in rows[entry.article]
            if clause.start < entry.end and entry.start < clause.end
        )
        for entry in bank
    )


def tokens(words: Words, text: str) -> tuple[str, ...]:
    """Return the tokens of a text or question for BM25: content words and character bigrams.

    The bigrams catch what the dictionary cuts otherwise (names, typing slips, words inside
    longer words).
    """
    return content_words(words, text) + bigrams(text)


def content_words(words: Words, text: str) -> tuple[str, ...]:
    """Return the words of ``text`` without stop words, all of them where nothing else is there."""
    every = words.cut(text)
    return tuple(word for word in every if word not in STOP_WORDS) or every


def bigrams(text: str) -> tuple[str, ...]:
    """Return the pairs of neighbouring Chinese characters (a lone character stays one)."""
    runs = re.findall(r"[\u4e00-\u9fff]+", normalise(text))
    return tuple(run[start : start + 2] for run in runs for start in range(max(1, len(run) - 1)))
