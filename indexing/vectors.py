"""Exact nearest neighbours over unit vectors. The one door to faiss."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from indexing.encoder import Vectors


class VectorIndex:
    """A flat inner-product FAISS index: exact, and fast enough for a hundred thousand clauses."""

    def __init__(self, engine: faiss.Index) -> None:
        self._engine = engine

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """Index ``vectors``, shape (units, dimension), rows of unit length."""
        engine = faiss.IndexFlatIP(vectors.shape[1])
        engine.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(engine)

    @property
    def count(self) -> int:
        """How many vectors are indexed."""
        return int(self._engine.ntotal)

    @property
    def vectors(self) -> Vectors:
        """The indexed vectors, shape (units, dimension)."""
        return np.asarray(self._engine.reconstruct_n(0, self.count), dtype=np.float32)

    def scores(self, query: Vectors) -> NDArray[np.float32]:
        """Return the cosine of ``query``, shape (1, dimension), with each unit, shape (units,)."""
        found, places = self._engine.search(query, self.count)
        scores = np.empty(self.count, dtype=np.float32)
        scores[places[0]] = found[0]
        return scores

    def save(self, path: Path) -> None:
        """Write the index to ``path`` (through Python, so that any file name works)."""
        path.write_bytes(faiss.serialize_index(self._engine).tobytes())

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read what save wrote."""
        return cls(faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8)))
