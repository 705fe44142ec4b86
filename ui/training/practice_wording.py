"""The words that the pages of the section share: days, rules, kinds, shares."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Final

from corpus.model import Regulation
from qa.model import Citation
from qa.quiz.model import KIND_NAMES, Item
from ui.marking import marked

_WEEKDAYS: Final = "一二三四五六日"
_NEAR: Final = ("今天", "明天", "后天")


def day_words(day: date, today: date) -> str:
    """Return 明天（3月3日 周二）, 4 天后（3月6日 周五）."""
    distance = max(0, (day - today).days)
    near = _NEAR[distance] if distance < len(_NEAR) else f"{distance} 天后"
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{near}（{year}{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}）"


def kind_words(item: Item, regulation: Regulation) -> str:
    """Return 单选题 · 第十章 会议制度."""
    labels = {chapter.number: chapter.label for chapter in regulation.chapters}
    return " · ".join(filter(None, [KIND_NAMES[item.kind], labels.get(item.chapter, "")]))


def rule_link(regulation: Regulation, citation: Citation) -> str:
    """Return a link to the cited paragraph in the tab 条文."""
    name = regulation.cite(citation.article, citation.paragraph, full=False)
    return f'<a href="#a{citation.article}-{citation.paragraph}">{escape(name)}</a>'


def rule_html(regulation: Regulation, citation: Citation) -> str:
    """Return the cited paragraph with the deciding words marked, and a link to its place."""
    paragraph = regulation.article(citation.article).paragraph(citation.paragraph)
    span = (citation.start - paragraph.start, citation.end - paragraph.start)
    return (
        f'<figure class="qa-practice-rule"><figcaption>{rule_link(regulation, citation)}'
        f'</figcaption><blockquote class="qa-text"><p>{marked(paragraph.text, [span])}</p>'
        "</blockquote></figure>"
    )


def share(part: int, whole: int) -> str:
    """Return 60%, rounded down: only all of it is 100%."""
    return f"{100 * part // whole}%" if whole else "0%"
