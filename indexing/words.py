"""Words of a text: jieba in search mode with a domain dictionary. The one door to jieba."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import unicodedata
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from indexing.terms import derive_terms

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42 has invalid escapes and imports pkg_resources
    import jieba

jieba.setLogLevel(logging.CRITICAL)

_TERM_FREQUENCY: Final = 100_000
"""Higher than the product of any parts' probabilities in jieba's dictionary, so a term stays whole."""
_WORD: Final = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")
_NO_CACHE: Final = Path(os.devnull)
"""A folder that cannot be: jieba then builds its table in memory (0.8 s) and writes nothing."""
STOP_WORDS: Final = frozenset(
    "的 了 和 是 在 有 就 都 也 还 又 吗 呢 吧 啊 呀 嘛 么 哦 呗 啦 我 你 您 他 她 它 我们 你们 咱 咱们 他们 "
    "这 那 这个 那个 这些 那些 什么 怎么 怎样 如何 为什么 哪 哪些 哪个 哪里 哪儿 谁 几 多少 多久 多 "
    "请问 请 问 想 一下 想问 知道 到底 究竟 要 能 能不能 可以 可不可以 是不是 有没有 需要 需不需要 "
    "得 着 过 地 之 其 及 与 或 等 被 把 给 让 对 于 由 从 向 按 以 为 个 一个 不 没 没有 很 太 才 只 "
    "会 应该 应当 必须 须 应 上 下 中 里 时 时候 后 前 吧 说 讲 看 做 办 弄 搞 来 去 到 再 先 如果 要是 "
    "那么 这样 那样 然后 但是 因为 所以 而 且 并 若 则 规定 规则 条 款 章 第".split()
)
"""Words that carry no content in a question; only coverage leaves them out, BM25 weighs them by idf."""


class Words:
    """Cuts text into words with the regulation's own terms kept whole."""

    def __init__(self, terms: Iterable[str], cache_dir: Path | None = None) -> None:
        self.terms: tuple[str, ...] = tuple(terms)
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
        return tuple(dict.fromkeys(word for word in self.cut(text) if word not in STOP_WORDS))

    @classmethod
    def derive(cls, sentences: Iterable[str], cache_dir: Path | None = None) -> Words:
        """Build the domain dictionary of ``sentences`` and return a cutter that knows it."""
        plain = _tokenizer(cache_dir)
        cut = [tuple(plain.cut(normalise(sentence), HMM=False)) for sentence in sentences]
        return cls(derive_terms(cut), cache_dir)


def normalise(text: str) -> str:
    """Fold width and case; close blanks beside Chinese characters (14 个 = 14个), not 57 58."""
    folded = unicodedata.normalize("NFKC", text).lower()
    closed = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff\d])", "", folded)
    return re.sub(r"(?<=\d)\s+(?=[\u4e00-\u9fff])", "", closed)


def _tokenizer(cache_dir: Path | None) -> jieba.Tokenizer:
    """Return a fresh tokenizer; its prefix table is cached in ``cache_dir``, never in a shared /tmp."""
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
