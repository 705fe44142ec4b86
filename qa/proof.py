"""The last gate: a citation leaves only if the regulation says exactly that, exactly there."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.errors import CorpusError, ProofError
from corpus.model import Article, Regulation
from qa.model import Citation


def prove(citations: Iterable[Citation], regulation: Regulation) -> tuple[Citation, ...]:
    """Return ``citations`` unchanged, or raise ProofError for the first that is not verbatim."""
    return tuple(_proved(citation, regulation) for citation in citations)


def cite(regulation: Regulation, article: Article, start: int, end: int) -> Citation:
    """Return the citation of ``article.text[start:end]``; raise ProofError across paragraphs."""
    for paragraph in article.paragraphs:
        if paragraph.start <= start < end <= paragraph.end:
            return Citation(
                regulation=regulation.title,
                article=article.number,
                paragraph=paragraph.number,
                start=start,
                end=end,
                quote=article.text[start:end],
            )
    raise ProofError(f"{article.label}的引文（{start}–{end}）不在同一款之内，已拦下。")


def _proved(citation: Citation, regulation: Regulation) -> Citation:
    try:
        article = regulation.article(citation.article)
        paragraph = article.paragraph(citation.paragraph)
    except CorpusError as error:
        raise ProofError(f"引文指向不存在的条款，已拦下：{error}") from error
    inside = paragraph.start <= citation.start < citation.end <= paragraph.end
    verbatim = article.text[citation.start : citation.end] == citation.quote
    if citation.regulation != regulation.title or not inside or not verbatim:
        raise ProofError(f"{article.label}的引文与原文不一致，已拦下。")
    return citation
