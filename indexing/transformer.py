"""Any sentence-transformers model by name or local folder. The one door to that library."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import EncoderError
from indexing.encoder import Vectors


class SentenceTransformerEncoder:
    """A sentence-transformers model, never downloaded: a name must be in the local hub cache."""

    def __init__(self, setting: str) -> None:
        folder = Path(setting).expanduser()
        local = folder.is_dir()
        if not local and (folder.is_absolute() or setting.startswith((".", "~"))):
            raise EncoderError(f"QA_ENCODER 指定的文件夹 {setting} 不存在。请检查路径。")
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            self._model = SentenceTransformer(
                str(folder) if local else setting, device="cpu", local_files_only=True
            )
        except Exception as error:  # the library raises many kinds for a model it cannot load
            raise EncoderError(
                f"QA_ENCODER 指定的模型 {setting} 加载不了（{_cause(error, local)}）。"
                "请给出完整的 sentence-transformers 模型文件夹，或去掉 QA_ENCODER 使用内置模型。"
            ) from error
        self._prefixes = _prefixes(setting, self._model.prompts)
        self._name = f"{folder.name}@{_fingerprint(folder)}" if local else setting
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The hub name, or the folder's name and the hash of its files."""
        return self._name

    @property
    def dimension(self) -> int:
        """What the model says of itself."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed with the model's own query prompt."""
        return self._encode(texts, self._prefixes[0])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed with the model's own document prompt."""
        return self._encode(texts, self._prefixes[1])

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        with self._lock:
            rows = self._model.encode(
                [prefix + text for text in texts],
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.ascontiguousarray(rows, dtype=np.float32).reshape(len(texts), self.dimension)


def _prefixes(setting: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """Return the (query, passage) prefixes: the model's own prompts, or those of the E5 cards."""
    query = prompts.get("query") or ""
    passage = prompts.get("document") or prompts.get("passage") or ""
    if not query and not passage and "e5-" in setting.lower():
        return "query: ", "passage: "
    return query, passage


def _fingerprint(folder: Path) -> str:
    """Return 12 hex digits over the names and contents of the model's files."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode("utf-8"))
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:12]


def _cause(error: Exception, local: bool) -> str:
    if isinstance(error, ImportError):
        return "没有安装 sentence-transformers 或 torch"
    return f"文件夹里的文件不完整：{type(error).__name__}" if local else "本机没有它的副本"
