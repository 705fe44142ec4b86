"""Words of a text: jieba in search mode with a domain dictionary. The one door to jieba."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from corpus.wordlists import word_list
from indexing.terms import derive_terms

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42 has invalid escapes and imports pkg_resources
    import jieba

jieba.setLogLevel(logging.CRITICAL)

_TERM_FREQUENCY: Final = 100_000
"""Far above any word of jieba's dictionary, so that a term stays whole."""
_WORD: Final = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")
_NO_CACHE: Final = Path(os.devnull)
"""A folder that cannot be: jieba then builds its table in memory (0.8 s) and writes nothing."""
STOP_WORDS: Final = word_list("indexing", "stop_words.txt")
"""Words that carry no content in a question."""


class Words:
    """Cuts text into words with the regulation's own terms kept whole."""

    def __init__(
        self,
        terms: Iterable[str],
        cache_dir: Path | None = None,
        known: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Take the domain dictionary; ``known`` is what ``content`` has returned before."""
        self.terms: tuple[str, ...] = tuple(terms)
        self._known = known or {}
        self._tokenizer = _tokenizer(cache_dir)
        for term in self.terms:
            self._tokenizer.add_word(term, freq=_TERM_FREQUENCY)

    def cut(self, text: str) -> tuple[str, ...]:
        """Return the words of ``text`` in order, whole terms and the shorter words inside them."""
        pieces = self._tokenizer.cut_for_search(normalise(text), HMM=False)
        return tuple(piece for piece in pieces if _WORD.fullmatch(piece))

    def whole(self, text: str) -> tuple[str, ...]:
        """Return the words of ``text`` in order without the shorter words inside them."""
        pieces = self._tokenizer.cut(normalise(text), HMM=False)
        return tuple(piece for piece in pieces if _WORD.fullmatch(piece))

    def content(self, text: str) -> tuple[str, ...]:
        """Return the distinct words of ``text`` that carry content, in order."""
        known = self._known.get(text)
        if known is not None:
            return known
        return tuple(dict.fromkeys(word for word in self.cut(text) if word not in STOP_WORDS))

    @classmethod
    def derive(cls, sentences: Iterable[str], cache_dir: Path | None = None) -> Words:
        """Build the domain dictionary of ``sentences`` and return a cutter that knows it."""
        plain = _tokenizer(cache_dir)
        cut = [tuple(plain.cut(normalise(sentence), HMM=False)) for sentence in sentences]
        return cls(derive_terms(cut), cache_dir)


def normalise(text: str) -> str:
    """Fold width and case; close blanks beside Chinese characters (14 个 is 14个)."""
    folded = unicodedata.normalize("NFKC", text).lower()
    closed = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff\d])", "", folded)
    return re.sub(r"(?<=\d)\s+(?=[\u4e00-\u9fff])", "", closed)


def _tokenizer(cache_dir: Path | None) -> jieba.Tokenizer:
    """Return a fresh tokenizer whose prefix table is cached in ``cache_dir``, not a shared /tmp."""
    tokenizer = jieba.Tokenizer()
    if cache_dir is None:
        cache_dir = _NO_CACHE
    with contextlib.suppress(OSError):
        cache_dir.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = os.fspath(cache_dir)
    tokenizer.initialize()
    if not isinstance(tokenizer.FREQ, dict) or not isinstance(tokenizer.total, int):
        with contextlib.suppress(OSError):
            (cache_dir / "jieba.cache").unlink()
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = os.fspath(_NO_CACHE)
        tokenizer.initialize()
    return tokenizer
