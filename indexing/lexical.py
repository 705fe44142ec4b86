"""BM25 over articles, built once and loaded after. The one door to bm25s."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray


class LexicalIndex:
    """Robertson's BM25 as Lucene computes it (k1 1.5, b 0.75, the library's defaults)."""

    def __init__(self, engine: bm25s.BM25) -> None:
        self._engine = engine

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> LexicalIndex:
        """Index tokenised documents (one sequence of tokens each, at least one)."""
        engine = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        engine.index([list(document) for document in documents], show_progress=False)
        return cls(engine)

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """Return each document's BM25 score, shape (documents,); zeros for unknown tokens."""
        known = [token for token in query if token in self._engine.vocab_dict]
        if not known:
            return np.zeros(int(self._engine.scores["num_docs"]), dtype=np.float32)
        return np.asarray(self._engine.get_scores(known), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the engine's arrays and vocabulary into ``folder``."""
        self._engine.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what save wrote."""
        return cls(bm25s.BM25.load(folder, show_progress=False))
