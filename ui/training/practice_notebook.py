"""The wrong-answer notebook as a list, and an item in one line."""

from __future__ import annotations

from html import escape
from typing import Final

from qa.quiz.model import KIND_NAMES, Item
from qa.quiz.notebook import LEARNT_AFTER
from ui.notes import note
from ui.training.practice_overview import Overview, WrongItem
from ui.training.practice_wording import day_words

_SHOWN: Final = 10
"""Rows that stand open; the others unfold."""


def notebook_html(seen: Overview) -> str:
    """Return the notebook: what was wrong, how often, when it comes again, where the rule is."""
    if not seen.kept:
        return ""
    count = f'<span class="qa-count">{len(seen.wrong)} 题</span>' if seen.wrong else ""
    return f'<section class="qa-practice-notebook"><h3>错题本{count}</h3>{_body(seen)}</section>'


def stem_words(item: Item) -> str:
    """Return the stem on one line."""
    return escape(" ".join(item.stem.split()))


def _body(seen: Overview) -> str:
    if not seen.wrong:
        return note("错题本是空的。", f"答错的题会记到这里，连续答对 {LEARNT_AFTER} 次后移出。")
    rows = [_row(entry, seen) for entry in seen.wrong]
    rest = rows[_SHOWN:]
    more = f"<details><summary>其余 {len(rest)} 题</summary>{_list(rest)}</details>" if rest else ""
    return (
        f'<p class="qa-told">连续答对 {LEARNT_AFTER} 次后移出。</p>{_list(rows[:_SHOWN])}{more}'
        '<div class="qa-practice-buttons">'
        '<button type="button" class="qa-button" data-do="wrong">练这些错题</button>'
        '<button type="button" class="qa-button" data-export>导出 Word（含答案）</button></div>'
    )


def _list(rows: list[str]) -> str:
    return f'<ol class="qa-practice-list">{"".join(rows)}</ol>'


def _row(entry: WrongItem, seen: Overview) -> str:
    progress, citation = entry.progress, entry.item.citation
    again = LEARNT_AFTER - progress.streak
    return (
        f'<li><p class="qa-practice-line">{stem_words(entry.item)}</p>'
        f"<p><span>{KIND_NAMES[entry.item.kind]}</span><span>错 {progress.wrongs} 次</span>"
        f"<span>再答对 {again} 次移出</span>"
        f"<span>下次 {day_words(progress.due, seen.today)}</span>"
        f'<a href="#a{citation.article}-{citation.paragraph}">{escape(entry.place)}</a></p></li>'
    )
