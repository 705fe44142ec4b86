"""Two well-known frameworks as they come, on the same text and encoder: the ``peers`` extra.

Each sees what its own introduction tells a reader to give it; neither is tuned, none is helped.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any, Final

from numpy.typing import NDArray

from eval.document import one_document
from indexing.encoder import Encoder
from indexing.index import RegulationIndex

_QUERY, _PASSAGE = "query: ", "passage: "
_DEPTH: Final = 10


def installed() -> bool:
    """True where ``pip install 'regulation-qa[peers]'`` was run."""
    return all(importlib.util.find_spec(name) for name in ("txtai", "llama_index"))


class TxtaiHybrid:
    """txtai's hybrid search (its BM25 and dense vectors, its own weights) over whole articles."""

    def __init__(self, index: RegulationIndex) -> None:
        from txtai import Embeddings

        self._embeddings = Embeddings(
            {
                "method": "external",
                "transform": _transform(index.encoder),
                "instructions": {"query": _QUERY, "data": _PASSAGE},
                "hybrid": True,
            }
        )
        articles = index.regulation.articles
        self._embeddings.index([(article.number, article.text, None) for article in articles])

    def rank(self, question: str) -> Sequence[int]:
        """Return article numbers, best first."""
        return [int(number) for number, _ in self._embeddings.search(question, _DEPTH)]


class LlamaIndexDefault:
    """LlamaIndex's vector index with its default splitter (1024 tokens, 200 overlap).

    The text is one document; a chunk counts for the article that most of it belongs to.
    """

    def __init__(self, index: RegulationIndex) -> None:
        from llama_index.core import Document, VectorStoreIndex

        self._document = one_document(index.regulation)
        vectors = VectorStoreIndex.from_documents(
            [Document(text=self._document.text)], embed_model=_embedding(index.encoder)
        )
        self._retriever = vectors.as_retriever(similarity_top_k=2 * _DEPTH)

    def rank(self, question: str) -> Sequence[int]:
        """Return article numbers, best first."""
        nodes = [found.node for found in self._retriever.retrieve(question)]
        ranked = [self._document.owner(node.start_char_idx, node.end_char_idx) for node in nodes]
        return list(dict.fromkeys(ranked))[:_DEPTH]


def _transform(encoder: Encoder) -> Callable[[Sequence[str]], NDArray[Any]]:
    """Return a plain function, which txtai wants, that encodes what it marked as a question."""

    def encode(texts: Sequence[str]) -> NDArray[Any]:
        if texts[0].startswith(_QUERY):
            return encoder.encode_queries([text.removeprefix(_QUERY) for text in texts])
        return encoder.encode_passages([text.removeprefix(_PASSAGE) for text in texts])

    return encode


def _embedding(encoder: Encoder) -> Any:
    from llama_index.core.embeddings import BaseEmbedding

    class _Embedding(BaseEmbedding):  # type: ignore[misc]  # untyped where it is not installed
        def _get_query_embedding(self, query: str) -> list[float]:
            row: list[float] = encoder.encode_queries([query])[0].tolist()
            return row

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            row: list[float] = encoder.encode_passages([text])[0].tolist()
            return row

    return _Embedding()
