"""Take the common direction out of vectors, so that a cosine tells texts apart.

An encoder's questions share a direction and its passages another (cosines of e5 lie between 0.75
and 0.9 whatever is asked); without it, and at unit length again, the same vectors find more
(docs/experiments.md). Mu and Viswanath, All-but-the-Top, ICLR 2018.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from indexing.encoder import Encoder, Vectors
from indexing.words import normalise

_SAMPLE: Final = 256
"""Texts whose mean stands for all: where the regulation has no question bank, or is short."""
_FEW: Final = 32
"""Passages. A regulation of fewer is centred on the sample."""


def centre_of(vectors: Vectors) -> Vectors:
    """Return the mean of ``vectors``, shape (1, dimension)."""
    return np.asarray(vectors.mean(axis=0, keepdims=True), dtype=np.float32)


def centred(vectors: Vectors, centre: Vectors) -> Vectors:
    """Return ``vectors`` less ``centre``, each of unit length; what equals the centre stays 0."""
    moved = vectors - centre
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.where(lengths < 1e-6, 1, lengths), dtype=np.float32)


def sample_centre(encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> Vectors:
    """Return the centre of ``_SAMPLE`` of ``texts``, evenly spaced."""
    count = min(_SAMPLE, len(texts))
    places = np.linspace(0, len(texts) - 1, count).astype(int)
    return centre_of(encode([normalise(texts[place]) for place in places]))


def passage_centre(vectors: Vectors, encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Return the centre of ``vectors``, or where they are few, that of ``texts`` as passages.

    The mean of a handful of passages is what they say, not how passages are encoded.
    """
    return (
        centre_of(vectors)
        if len(vectors) >= _FEW
        else sample_centre(encoder.encode_passages, texts)
    )
