"""The search tab's list: the best clause of each article, the query's words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from html import escape

from corpus.model import Regulation
from qa.model import Hit
from qa.official import copy_text
from qa.record import named, reasons
from ui.article import article_html
from ui.marking import marked, word_spans
from ui.notes import note
from ui.regulation.places import article_place
from ui.search.chapters import chapters_html, inside, shares


@dataclass(frozen=True, slots=True)
class Listing:
    """The results for ``query``: its ``words`` to mark, the chapters chosen, how many to show."""

    regulation: Regulation
    query: str
    hits: tuple[Hit, ...]
    words: Sequence[str]
    chosen: Set[int]
    shown: int

    @property
    def inside(self) -> tuple[Hit, ...]:
        """The results in the chapters chosen."""
        return inside(self.regulation, self.hits, self.chosen)


def page(listing: Listing) -> str:
    """Return the results beside the chapters to choose from."""
    choice = chapters_html(shares(listing.regulation, listing.hits, listing.chosen))
    body = f'<div class="qa-hit-list">{_list(listing)}</div>'
    return f'<div class="qa-hit-page">{body}{choice}</div>' if choice else body


def told(listing: Listing) -> str:
    """Say in one sentence what was found: for a screen reader, while somebody types."""
    found = listing.inside
    if not found:
        return "没有结果。"
    best = f"最前面的是{found[0].label}。"
    return f"“{listing.query.strip()}”：{len(found)} 条，{best}"


def results(regulation: Regulation, query: str, hits: Sequence[Hit], words: Sequence[str]) -> str:
    """Return the list of ``hits`` for ``query``; ``words`` are the words of it to mark."""
    if not hits:
        return note(
            "没有找到相关条文。", f"“{query}”在《{regulation.title}》里没有结果，请换个词语再试。"
        )
    meaning = "" if _literal(regulation, hits, words) else _MEANING_ONLY
    rows = "".join(_row(regulation, hit, words) for hit in hits)
    return f'{meaning}<ol class="qa-results">{rows}</ol>'


EMPTY = note(
    "输入词语或一句话，边输入边出结果。",
    "意思相近的条文也会找到；条文里与输入相同的词语会标出来。",
)
"""The list before the first search."""
_MEANING_ONLY = (
    '<p class="qa-told">条文里没有与输入相同的词语，以下按意思相近排列，请核对是否相关。</p>'
)


def _list(listing: Listing) -> str:
    found = listing.inside
    if not found and listing.hits:
        return note(
            "所选的章里没有结果。",
            f"其他章里有 {len(listing.hits)} 条。可以改选别的章，或点“不限章”。",
        )
    rows = results(listing.regulation, listing.query, found[: listing.shown], listing.words)
    return f"{_head(len(found))}{rows}{_more(len(found), listing.shown)}" if found else rows


def _head(count: int) -> str:
    return (
        f'<div class="qa-hit-head"><h2>检索结果<span class="qa-count">{count} 条</span></h2>'
        '<button type="button" class="qa-link" data-link="">复制检索链接</button></div>'
    )


def _more(count: int, shown: int) -> str:
    rest = count - shown
    if rest <= 0:
        return ""
    return (
        f'<p class="qa-hit-more"><button type="button" class="qa-button" data-shown="{shown + 10}">'
        f'再看 {min(rest, 10)} 条</button><span class="qa-count">还有 {rest} 条</span></p>'
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
        f'<li class="qa-result"><header><h3 tabindex="-1">{escape(hit.label)}</h3>'
        f'<p class="qa-chapter">{escape(hit.chapter)}</p>{_score(hit)}</header>'
        f'<p class="qa-clause">{clause}</p><div class="qa-more-of-it">'
        f"<details><summary>{escape(article.label)}全文</summary>"
        f'<div class="qa-text">{text}</div></details>'
        f"<details><summary>为什么排在这里</summary>{_why(hit)}</details>"
        f"{_acts(regulation, hit)}</div></li>"
    )


def _acts(regulation: Regulation, hit: Hit) -> str:
    """Return what can be done with a result; its name is in every label, for who hears them."""
    place = article_place(regulation.article(hit.article), hit.citation.paragraph)
    copied, name = escape(copy_text(regulation, hit.citation)), escape(hit.label)
    return (
        f'<span class="qa-hit-acts"><a class="qa-link qa-open" href="{place.address}" '
        f'aria-label="在全文中看：{name}">在全文中看</a>'
        f'<button type="button" class="qa-link" data-link="{place.address}" '
        f'aria-label="复制链接：{name}">复制链接</button>'
        f'<button type="button" class="qa-link" data-copy="{copied}" '
        f'aria-label="复制引文：{name}">复制引文</button></span>'
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
