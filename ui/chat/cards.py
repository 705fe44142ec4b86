"""The citation panel: one card a citation, the whole article in it, the quote marked."""

from __future__ import annotations

from html import escape
from typing import Final

from corpus.model import Regulation
from corpus.numerals import article_label
from qa.model import Answer, Citation
from qa.official import copy_text
from ui.article import article_html
from ui.notes import note

_NEAREST: Final = 3
"""Articles named beside a refusal, as many as its text names."""


def card_id(turn: int, mark: int) -> str:
    """Return the id of the card that mark [``mark``] of answer ``turn`` points to."""
    return f"card-{turn}-{mark}"


def card(regulation: Regulation, citation: Citation, mark: int, turn: int) -> str:
    """Return one card: what is cited, its chapter, the whole article, a copy button."""
    article = regulation.article(citation.article)
    name = escape(regulation.cite(citation.article, citation.paragraph, full=False))
    text = article_html(article, [(citation.start, citation.end)], citation.paragraph)
    chapter = escape(" ".join(article.headings))
    copied = escape(copy_text(regulation, citation))
    whole = escape(f"{article_label(citation.article)}全文")
    place = f"a{citation.article}-{citation.paragraph}"
    return (
        f'<article class="qa-card" id="{card_id(turn, mark)}" tabindex="-1">'
        f'<header><span class="qa-number" aria-hidden="true">{mark}</span>'
        f'<div><h3>{name}</h3><p class="qa-chapter">{chapter}</p></div>'
        f'<button type="button" class="qa-button" data-copy="{copied}" '
        f'aria-label="复制引文：{name}">复制引文</button></header>'
        f'<div class="qa-text" tabindex="0" role="region" aria-label="{whole}">{text}</div>'
        f'<p class="qa-card-foot"><a href="#{place}">在条文里看</a>'
        '<a class="qa-back" href="#qa-chat">回到回答</a></p>'
        "</article>"
    )


def panel(regulation: Regulation, answer: Answer, turn: int) -> str:
    """Return the panel for one answer; a refusal gets a calm hint and no card."""
    if not answer.citations:
        return _refused(regulation, answer)
    cards = "".join(
        card(regulation, citation, mark, turn)
        for mark, citation in enumerate(answer.citations, start=1)
    )
    return (
        f'<h2>引文<span class="qa-count">{len(answer.citations)} 处</span></h2>'
        f'<p class="qa-for">针对：{escape(answer.understood)}</p>{cards}'
    )


def _refused(regulation: Regulation, answer: Answer) -> str:
    """Return the panel of a refusal: why it is empty, and the nearest articles to read oneself."""
    told = hint(
        "这个问题没有引文。", "没有找到依据时不引条文。可以换个说法再问，或到“检索”里查原文。"
    )
    near = [regulation.article(number) for number in answer.ranked_articles[:_NEAREST]]
    rows = "".join(
        f'<li><a href="#a{article.number}">{article.label}</a>'
        f"<span>{escape(' '.join(article.headings))}</span></li>"
        for article in near
    )
    return told + (f'<ul class="qa-near" aria-label="内容最接近的条文">{rows}</ul>' if rows else "")


def hint(title: str, text: str) -> str:
    """Return the panel without citations: a heading and one calm sentence."""
    return f"<h2>引文</h2>{note(title, text)}"


EMPTY = hint("提问后，这里显示出处。", "每处引文给出整条原文，引用的字句用荧光笔标出，可一键复制。")
"""The panel before the first question."""
SEEKING = hint("正在查找依据……", "找到后，这里给出整条原文。")
"""The panel while a question is being answered: never the citations of the one before."""
