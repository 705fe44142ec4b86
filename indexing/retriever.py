"""The index as LangChain knows it: a BaseRetriever of articles and an Embeddings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import InstanceOf

from indexing.encoder import Encoder
from indexing.index import ArticleMatch, RegulationIndex


class ArticleRetriever(BaseRetriever):
    """Documents are whole articles (``page_content`` is the clean text), best first.

    Metadata, all JSON values: regulation, document_number, chapter, chapter_title, article,
    label (第五十七条), score in [0, 1], signals (those of indexing.ranking, answered, unanswerable:
    how near to questions that the regulation answers and does not, and the encoder they come from),
    contributions (the same, as they count), question (the nearest of the bank, or None) and
    clauses (paragraph, start, end, score), best first.
    """

    index: InstanceOf[RegulationIndex]
    limit: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[Document]:
        matches = self.index.search(query, self.limit)
        return [self._document(match) for match in matches]

    def _document(self, match: ArticleMatch) -> Document:
        regulation = self.index.regulation
        article = regulation.article(match.article)
        metadata: dict[str, Any] = {
            "regulation": regulation.title,
            "document_number": regulation.document_number,
            "chapter": article.chapter,
            "chapter_title": " ".join(article.headings),
            "article": article.number,
            "label": article.label,
            "score": match.score,
            "signals": asdict(match.signals)
            | {
                "answered": match.answered,
                "unanswerable": match.unanswerable,
                "encoder": self.index.encoder.name,
            },
            "contributions": asdict(match.contributions),
            "question": match.question.question if match.question else None,
            "clauses": [
                {"paragraph": c.paragraph, "start": c.start, "end": c.end, "score": c.score}
                for c in match.clauses
            ],
        }
        return Document(page_content=article.text, metadata=metadata)


class EncoderEmbeddings(Embeddings):
    """Any Encoder as a LangChain Embeddings, for vector stores and chains of one's own."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_query(self, text: str) -> list[float]:
        """Return one unit vector."""
        row: list[float] = self._encoder.encode_queries([text])[0].tolist()
        return row

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector a text."""
        rows: list[list[float]] = self._encoder.encode_passages(texts).tolist() if texts else []
        return rows
