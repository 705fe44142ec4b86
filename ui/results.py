"""The search tab's list: the best clause of each article, the query's words marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.model import Regulation
from qa.model import Hit
from ui.cards import article_html, note
from ui.marking import marked, word_spans


def results(regulation: Regulation, query: str, hits: Sequence[Hit], words: Sequence[str]) -> str:
    """Return the list for ``query``; ``words`` are the words of it to mark."""
    if not hits:
        return note(
            "没有找到相关条文。", f"“{query}”在《{regulation.title}》里没有结果，请换个词语再试。"
        )
    told = "" if _literal(regulation, hits, words) else _MEANING_ONLY
    rows = "".join(_row(regulation, hit, words) for hit in hits)
    return (
        f'<h2>检索结果<span class="qa-count">{len(hits)} 条</span></h2>'
        f'{told}<ol class="qa-results">{rows}</ol>'
    )


EMPTY = note(
    "输入词语或一句话，按回车检索。", "意思相近的条文也会找到；条文里与输入相同的词语会标出来。"
)
"""The list before the first search."""
_MEANING_ONLY = (
    '<p class="qa-told">条文里没有与输入相同的词语，以下按意思相近排列，请核对是否相关。</p>'
)


def _literal(regulation: Regulation, hits: Sequence[Hit], words: Sequence[str]) -> bool:
    """Say whether any article of ``hits`` holds one of ``words``."""
    return any(word_spans(regulation.article(hit.article).text, words) for hit in hits)


def _row(regulation: Regulation, hit: Hit, words: Sequence[str]) -> str:
    article = regulation.article(hit.article)
    clause = marked(hit.citation.quote, word_spans(hit.citation.quote, words))
    text = article_html(article, word_spans(article.text, words))
    return (
        f'<li class="qa-result"><header><h3>{escape(hit.label)}</h3>'
        f'<p class="qa-chapter">{escape(hit.chapter)}</p>'
        f'<span class="qa-score" title="越接近 1 越相关">相关度 {hit.score:.2f}</span></header>'
        f'<p class="qa-clause">{clause}</p>'
        f"<details><summary>{escape(article.label)}全文</summary>"
        f'<div class="qa-text">{text}</div></details></li>'
    )
