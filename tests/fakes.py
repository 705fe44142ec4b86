"""An encoder for tests of everything that is not about meaning, and a visitor nobody knows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus import load_regulation
from indexing.encoder import Vectors
from ui.chat.keeping import Keeper


class HashEncoder:
    """Sums a pseudo-random unit vector a character: same characters, same vector."""

    def __init__(self, dimension: int = 8) -> None:
        self._dimension = dimension

    @property
    def name(self) -> str:
        return f"hash-{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        rows = np.array([self._row(text) for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def _row(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        row = np.full(self._dimension, 1e-3)
        for character in text:
            seed = int.from_bytes(hashlib.sha256(character.encode()).digest()[:4], "big")
            row += np.random.default_rng(seed).standard_normal(self._dimension)
        return row


def nobody() -> Keeper:
    """Return the keeper of a visitor without a cookie: it keeps nothing."""
    return Keeper(Path("unused"), load_regulation(), None)
