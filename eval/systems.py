"""The systems that are ranked side by side: baselines that anyone could build, and this project.

All of them see the same articles and, where they embed, use the same encoder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from eval.ablations import without_bank
from eval.document import one_document
from indexing.fusion import best_by_owner, convex_fusion
from indexing.index import RegulationIndex
from indexing.lexical import LexicalIndex
from indexing.units import article_texts, clause_texts, clause_units, lexical_texts
from indexing.vectors import VectorIndex
from indexing.words import normalise
from qa.assistant import Assistant

Rank = Callable[[str], Sequence[int]]
"""Question to article numbers, best first."""
PROJECT: Final = "this project"
BARE: Final = "this project, no bank"
"""Without the question bank and what was fitted with it."""
_CHUNK, _OVERLAP = 1000, 200


@dataclass(frozen=True, slots=True)
class System:
    """A named way of ranking articles."""

    name: str
    rank: Rank


def systems(index: RegulationIndex) -> tuple[System, ...]:
    """Return the baselines on ``index``'s text and encoder, and the project's own search last.

    The frameworks of the ``peers`` extra are among them where it is installed.
    """
    words = LexicalIndex.build([index.words.cut(text) for text in lexical_texts(index.regulation)])
    articles = VectorIndex.build(index.encoder.encode_passages(article_texts(index.regulation)))
    return (
        System("longest-word substring", _substring(index)),
        System("BM25 + jieba", _bm25(index, words)),
        System("dense article", _dense(index, articles)),
        System("plain sum", _plain_sum(index, articles, words)),
        System("LangChain recipe 1000/200", _recipe(index)),
        *_frameworks(index),
        System(BARE, _project(without_bank(index))),
        System(PROJECT, _project(index)),
    )


def _project(index: RegulationIndex) -> Rank:
    assistant = Assistant.of(index)
    return lambda question: [hit.article for hit in assistant.search(question)]


def _substring(index: RegulationIndex) -> Rank:
    """Ctrl-F: articles that hold the longest run of the question, more occurrences first."""
    texts = [normalise(text) for text in lexical_texts(index.regulation)]

    def rank(question: str) -> Sequence[int]:
        asked = re.sub(r"[^\w\u4e00-\u9fff]", "", normalise(question))
        for size in range(min(len(asked), 20), 1, -1):
            runs = {asked[start : start + size] for start in range(len(asked) - size + 1)}
            counts = [sum(text.count(run) for run in runs) for text in texts]
            if any(counts):
                order = sorted(range(len(texts)), key=lambda row: (-counts[row], row))
                return [row + 1 for row in order if counts[row]][:10]
        return []

    return rank


def _bm25(index: RegulationIndex, words: LexicalIndex) -> Rank:
    """bm25s with its defaults over jieba's search-mode words of whole articles."""
    return lambda question: _best(words.scores(index.words.cut(question)))


def _dense(index: RegulationIndex, articles: VectorIndex) -> Rank:
    """Cosine of the question with whole articles, as the encoder gives it."""
    return lambda question: _best(
        articles.scores(index.encoder.encode_queries([normalise(question)]))
    )


def _plain_sum(index: RegulationIndex, articles: VectorIndex, words: LexicalIndex) -> Rank:
    """Article vector, best clause vector and BM25 + jieba, each scaled to [0, 1] and added."""
    clauses = VectorIndex.build(index.encoder.encode_passages(clause_texts(index.regulation)))
    owners = np.array([unit.article - 1 for unit in clause_units(index.regulation)])

    def rank(question: str) -> Sequence[int]:
        vector = index.encoder.encode_queries([normalise(question)])
        best = best_by_owner(clauses.scores(vector), owners, articles.count)
        lexical = words.scores(index.words.cut(question))
        return _best(convex_fusion((articles.scores(vector), best, lexical), (1.0, 1.0, 1.0)))

    return rank


def _recipe(index: RegulationIndex) -> Rank:
    """LangChain's introductory recipe: split the text at 1000/200 characters, embed, search.

    A chunk counts for the article that most of its characters belong to; articles follow the
    order of their best chunks.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    document = one_document(index.regulation)
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True
    )
    chunks = splitter.create_documents([document.text])
    starts = [chunk.metadata["start_index"] for chunk in chunks]
    belongs = [
        document.owner(start, start + len(chunk.page_content))
        for start, chunk in zip(starts, chunks, strict=True)
    ]
    vectors = VectorIndex.build(
        index.encoder.encode_passages([chunk.page_content for chunk in chunks])
    )

    def rank(question: str) -> Sequence[int]:
        scores = vectors.scores(index.encoder.encode_queries([question]))
        order = np.argsort(-scores, kind="stable")
        return list(dict.fromkeys(belongs[row] for row in order))[:10]

    return rank


def _frameworks(index: RegulationIndex) -> tuple[System, ...]:
    from eval.peers import LlamaIndexDefault, TxtaiHybrid, installed

    if not installed():
        return ()
    return (
        System("LlamaIndex default", LlamaIndexDefault(index).rank),
        System("txtai hybrid", TxtaiHybrid(index).rank),
    )


def _best(scores: NDArray[np.float32]) -> list[int]:
    return [int(row) + 1 for row in np.argsort(-scores, kind="stable")[:10]]
