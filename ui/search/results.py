"""The search tab's list: the best clause of each article, the query's words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from corpus.model import Regulation
from qa.model import Hit
from qa.record import named, reasons
from ui.article import article_html
from ui.marking import marked, word_spans
from ui.notes import note


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
    article, quoted = regulation.article(hit.article), hit.citation
    clause = marked(quoted.quote, word_spans(quoted.quote, words))
    spans = word_spans(article.text, words)
    text = article_html(article, spans, nearest=(quoted.start, quoted.end))
    return (
        f'<li class="qa-result"><header><h3>{escape(hit.label)}</h3>'
        f'<p class="qa-chapter">{escape(hit.chapter)}</p>{_score(hit)}</header>'
        f'<p class="qa-clause">{clause}</p><div class="qa-more-of-it">'
        f"<details><summary>{escape(article.label)}全文</summary>"
        f'<div class="qa-text">{text}</div></details>'
        f"<details><summary>为什么排在这里</summary>{_why(hit)}</details></div></li>"
    )


def _score(hit: Hit) -> str:
    if named(hit):
        return '<span class="qa-score">按条号查到</span>'
    return f'<span class="qa-score" title="估计就是这一条的可能性">把握 {chance(hit.score)}</span>'


def chance(score: float) -> str:
    """Return a probability in words: neither certain nor impossible, it is an estimate."""
    if score < 0.01:
        return "不到 1%"
    return "99% 以上" if score > 0.99 else f"{score:.0%}"


def _why(hit: Hit) -> str:
    """Return why ``hit`` ranks where it does, as on the command line."""
    told = [*reasons(hit), ("最相近的句子", "就是上面摘出的一句，在全文里有下划线。")]
    rows = "".join(f"<dt>{what}</dt><dd>{_unbroken(escape(value))}</dd>" for what, value in told)
    return f'<dl class="qa-why">{rows}</dl>'


def _unbroken(text: str) -> str:
    """Keep a percentage on one line with what it is the percentage of."""
    return re.sub(r"[^、\s]{2,6} \d+%", r'<span class="qa-whole">\g<0></span>', text)
