"""The page after a round: the score by chapter, what was wrong, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.quiz.model import KIND_NAMES, Item
from qa.quiz.practice import ChapterScore, Result, key_lines
from ui.training.practice_desk import Desk
from ui.training.practice_notebook import stem_words
from ui.training.practice_sitting import Phase
from ui.training.practice_track import track
from ui.training.practice_wording import rule_link, share


def result_html(desk: Desk, result: Result, phases: Sequence[Phase]) -> str:
    """Return the result of a round that has ended or was stopped."""
    count = len(phases) + result.left
    return (
        '<article class="qa-practice-card qa-practice-result">'
        f'<h2 tabindex="-1" data-focus>{_score(result)}</h2>{track(phases, count)}'
        f"{_told(desk, result)}{_chapters(result.chapters)}{_wrong(desk, result.wrong)}"
        f"{_buttons(result)}</article>"
    )


def _score(result: Result) -> str:
    if not result.asked:
        return "这一轮没有作答"
    told = f"答了 {result.asked} 题，对 {result.right} 题"
    return f'{told}<span class="qa-count">{share(result.right, result.asked)}</span>'


def _told(desk: Desk, result: Result) -> str:
    told = []
    if result.skipped:
        told.append(f"跳过 {result.skipped} 题，")
    if result.left:
        told.append(f"还有 {result.left} 题没有做，")
    if result.asked:
        told.append("答过的都已记下。" if desk.kept else "没有 Cookie，成绩没有记下。")
    else:
        told.append("没有成绩。")
    return f'<p class="qa-told">{"".join(told)}</p>'


def _chapters(scores: Sequence[ChapterScore]) -> str:
    if not scores:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(score.label or "全文")}'
        '<span class="qa-practice-meter" aria-hidden="true">'
        f'<i class="known" style="width:{share(score.right, score.asked)}"></i></span></th>'
        f"<td>{score.right}</td><td>{score.asked}</td></tr>"
        for score in scores
    )
    return (
        '<table class="qa-practice-scores"><caption>各章成绩</caption><thead><tr>'
        '<th scope="col">章</th><th scope="col">答对</th><th scope="col">作答</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _wrong(desk: Desk, items: Sequence[Item]) -> str:
    if not items:
        return ""
    rows = "".join(
        f'<li><p class="qa-practice-line">{stem_words(item)}</p>'
        f'<p class="qa-practice-key">答案：{escape("；".join(key_lines(item)))}</p>'
        f"<p><span>{KIND_NAMES[item.kind]}</span>"
        f"{rule_link(desk.regulation, item.citation)}</p></li>"
        for item in items
    )
    return (
        f'<section><h3>答错的题<span class="qa-count">{len(items)} 题</span></h3>'
        f'<ol class="qa-practice-list">{rows}</ol></section>'
    )


def _buttons(result: Result) -> str:
    offers = (
        ("again", "再练答错的题", bool(result.wrong)),
        ("back", f"接着做剩下的 {result.left} 题", result.left > 0),
        ("repeat", "再来一轮", True),
        ("home", "回到练习首页", True),
    )
    names = [(do, name) for do, name, offered in offers if offered]
    buttons = "".join(
        f'<button type="button" class="{"qa-button" if place else "qa-submit"}" data-do="{do}"'
        f"{'' if place else ' data-main'}>{name}</button>"
        for place, (do, name) in enumerate(names)
    )
    return f'<div class="qa-practice-bar">{buttons}</div>'
