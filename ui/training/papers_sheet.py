"""A drawn paper as HTML: the bar above it, what is to be said of it, and the sheet as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import Final

from corpus.model import Regulation
from qa.quiz.coverage import coverage
from qa.quiz.formats import FORMATS, wording
from qa.quiz.model import DIFFICULTY_NAMES, Difficulty, Item, Paper
from ui.training.item import answer, question
from ui.training.papers_drawn import Drawn

SHOWN: Final = 100
"""Items in a preview: a whole bank of 774 would be 4 MB of page."""


def preview(drawn: Drawn, version: str, regulation: Regulation) -> str:
    """Return the preview of one version, of the first where there is none of that name."""
    versions = drawn.versions
    paper = next((each for each in versions if each.version == version), versions[0])
    return (
        f"{_bar(paper, versions)}{_about(drawn, paper)}{_sheet(drawn, paper, regulation)}"
        f"{_coverage(paper, regulation)}"
    )


def _bar(paper: Paper, versions: Iterable[Paper]) -> str:
    names = [each.version for each in versions]
    buttons = "".join(
        f'<button type="button" class="qa-button" data-version="{escape(name)}"'
        f' aria-pressed="{str(name == paper.version).lower()}">{escape(name)} 卷</button>'
        for name in names
    )
    chooser = f'<div class="qa-paper-versions" role="group" aria-label="卷别">{buttons}</div>'
    formats = "".join(
        f'<option value="{entry.name}">{escape(entry.title)}</option>' for entry in FORMATS.values()
    )
    several = f"（{len(names)} 份）" if len(names) > 1 else ""
    return (
        f'<div class="qa-paper-bar qa-form">{chooser if len(names) > 1 else ""}'
        '<label class="qa-choice"><input type="checkbox" data-answers>显示答案</label>'
        '<button type="button" class="qa-button" data-undo hidden>撤销</button>'
        '<button type="button" class="qa-button" data-print>打印</button>'
        f'<div class="qa-paper-saving"><select aria-label="文件格式" data-format>{formats}</select>'
        f'<button type="button" class="qa-submit" data-save>下载{several}</button></div></div>'
    )


def _about(drawn: Drawn, paper: Paper) -> str:
    """Return the seed, what was changed by hand, and what could not be given."""
    seed = drawn.blueprint.request.seed
    by_hand = _by_hand(drawn)
    told = [*paper.notes, *_left_out(drawn, paper)]
    if by_hand:
        told.append(f"{by_hand}：用种子再抽，得到的是没有换过、删过的卷。")
    notes = "".join(f"<li>{escape(text)}</li>" for text in told)
    return (
        f'<p class="qa-paper-seed">种子 <b>{seed}</b>'
        f'<button type="button" class="qa-paper-link" data-seed="{seed}">填入表单</button>'
        '<span class="qa-paper-soft">同样的要求和种子抽出同样的题</span></p>'
        + (f'<ul class="qa-paper-notes">{notes}</ul>' if notes else "")
    )


def _by_hand(drawn: Drawn) -> str:
    done = [(len(drawn.passed), "换"), (drawn.removed, "删")]
    return "，".join(f"已{what} {count} 题" for count, what in done if count)


def _left_out(drawn: Drawn, paper: Paper) -> list[str]:
    told = []
    if drawn.lost:
        told.append(f"有 {drawn.lost} 题已被驳回或有待证实，不再出现在卷中。")
    if len(paper.items) > SHOWN:
        told.append(f"这里显示前 {SHOWN} 题；下载的文件有全部 {len(paper.items)} 题。")
    return told


def _sheet(drawn: Drawn, paper: Paper, regulation: Regulation) -> str:
    marks = wording.mark_words(paper.marks)
    sections = "".join(
        f"<h3>{escape(wording.section_heading(order, section))}</h3>"
        f'<p class="qa-paper-order">{escape(wording.ORDERS[section.kind])}</p>'
        f"{''.join(_entry(drawn, n, item, regulation) for n, item in entries if n <= SHOWN)}"
        for order, section, entries in wording.numbered(paper)
        if entries[0][0] <= SHOWN
    )
    return (
        f'<article class="qa-paper-sheet" aria-label="试卷"><header><h2>{escape(paper.title)}</h2>'
        f"<p>（{escape(paper.version)}卷）</p><p>满分 {marks} 分　共 {len(paper.items)} 题</p>"
        f"</header>{sections}</article>"
    )


def _entry(drawn: Drawn, number: int, item: Item, regulation: Regulation) -> str:
    name = f"第 {number} 题"
    exchange = "" if drawn.blueprint.whole else _act("exchange", "换一题", name)
    return (
        f'<section class="qa-paper-entry" data-item="{escape(item.id)}" aria-label="{name}">'
        f"{question(item, number)}<details><summary>答案与出处</summary>"
        f"{answer(item, regulation)}</details>"
        f'<p class="qa-paper-acts">{exchange}{_act("remove", "删去", name)}'
        f'<a class="qa-paper-link" href="#q-{escape(item.id)}" aria-label="修改{name}">修改</a></p>'
        "</section>"
    )


def _act(action: str, words: str, name: str) -> str:
    return (
        f'<button type="button" class="qa-paper-link" data-act="{action}"'
        f' aria-label="{words}：{name}">{words}</button>'
    )


def _coverage(paper: Paper, regulation: Regulation) -> str:
    """Return how many articles of each chapter the paper asks about, and its difficulties."""
    covered = coverage(paper, regulation)
    asked = sum(bool(entry.items) for entry in covered)
    rows = ""
    for chapter in regulation.chapters:
        inside = [entry for entry in covered if entry.chapter == chapter.number]
        given, items = sum(bool(e.items) for e in inside), sum(len(e.items) for e in inside)
        share = f'<meter min="0" max="{len(inside)}" value="{given}" aria-hidden="true"></meter>'
        rows += (
            f'<tr><th scope="row">{escape(chapter.label or regulation.title)}</th>'
            f"<td>{share}{given}/{len(inside)}</td><td>{items}</td></tr>"
        )
    return (
        f'<details class="qa-paper-coverage"><summary>覆盖 {asked}/{len(covered)} 条；'
        f"难度 {_levels(paper)}</summary><table><thead><tr><th>章</th><th>考到的条</th>"
        f"<th>题数</th></tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _levels(paper: Paper) -> str:
    found = Counter(item.difficulty for item in paper.items)
    return "、".join(f"{DIFFICULTY_NAMES[level]} {found[level]}" for level in Difficulty)
