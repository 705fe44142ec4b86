"""The Encoder protocol, and which one the settings ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from corpus.settings import BUNDLED

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), float32, each row of unit length: an inner product is a cosine."""


@runtime_checkable
class Encoder(Protocol):
    """Turns questions and passages into unit vectors of one space."""

    @property
    def name(self) -> str:
        """Identify the model and its version; an index is refused under another name."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension)."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimension)."""
        ...


def load_encoder(setting: str = BUNDLED) -> Encoder:
    """Return the encoder that QA_ENCODER names: ``bundled``, a hub name or a local folder.

    Raise EncoderError, with the way out, where it cannot be loaded. Each implementation is
    imported only when asked for: sentence-transformers alone costs 6 s and 430 MB.
    """
    if setting == BUNDLED:
        from indexing.bundled import BundledEncoder

        return BundledEncoder()
    from indexing.transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(setting)
