"""The form of 出卷: every field has a default, so that one click makes a paper."""

from __future__ import annotations

from html import escape
from typing import Final

from corpus.model import Regulation
from qa.quiz.formats.wording import mark_words
from qa.quiz.model import DIFFICULTY_NAMES, KIND_NAMES
from qa.quiz.papers import MARKS

_COUNT: Final = 50
_PAPERS: Final = (("A", "A 卷"), ("B", "B 卷"), ("AB", "A、B 两卷"))


def form(regulation: Regulation) -> str:
    """Return the form; the numbers of items come when the stock is open."""
    parts = (_size(), _kinds(), _chapters(regulation), _levels(), _papers(), _words())
    return (
        '<h2 class="qa-paper-hidden">出卷的要求</h2>'
        f'<form id="qa-blueprint" class="qa-form" novalidate>{"".join(parts)}'
        '<button type="submit" hidden>出卷</button></form>'
    )


def _size() -> str:
    return (
        '<fieldset class="qa-paper-field"><legend>题数</legend><div class="qa-choices">'
        f"{_choice('radio', 'size', 'count', '', checked=True, name='出若干题')}"
        f'<input type="text" inputmode="numeric" name="count" value="{_COUNT}"'
        ' class="qa-paper-short" aria-label="题数"><span>题</span>'
        f"{_choice('radio', 'size', 'all', '全部题目（题库）')}</div>"
        '<p class="qa-help" id="qa-paper-supply" role="status"></p></fieldset>'
    )


def _kinds() -> str:
    rows = "".join(
        f"<li>{_choice('checkbox', 'kind', kind.value, name)}"
        f'<span class="qa-paper-supplied" data-kind="{kind.value}"></span>'
        '<label class="qa-paper-mark">出<input type="text" inputmode="numeric"'
        f' class="qa-paper-short" name="quota-{kind.value}" aria-label="{name}题数">题</label>'
        '<label class="qa-paper-mark">每题<input type="text" inputmode="decimal"'
        f' class="qa-paper-short" name="mark-{kind.value}" value="{mark_words(MARKS[kind])}"'
        f' aria-label="{name}每题分值">分</label></li>'
        for kind, name in KIND_NAMES.items()
    )
    told = _help("填了题数，就按各题型的题数出卷；都不填，选中的题型平均出题。")
    content = f'<ul class="qa-paper-rows">{rows}</ul>{told}'
    return _folded("题型与分值", "kind", "全部题型", content)


def _chapters(regulation: Regulation) -> str:
    if len(regulation.chapters) < 2:
        return ""
    rows = "".join(
        f"<li>{_choice('checkbox', 'chapter', str(chapter.number), chapter.label)}"
        f'<span class="qa-paper-supplied" data-chapter="{chapter.number}"></span></li>'
        for chapter in regulation.chapters
    )
    return _folded("章节", "chapter", "全部章节", f'<ul class="qa-paper-rows">{rows}</ul>')


def _levels() -> str:
    boxes = "".join(
        f'<label class="qa-paper-share">{name}<input type="text" inputmode="decimal"'
        f' class="qa-paper-short" name="share-{level.value}" data-tell="{name} "></label>'
        for level, name in DIFFICULTY_NAMES.items()
    )
    told = _help("按份数写，例如 易 3、中 5、难 2；没有填的不出，都不填就不限。")
    return _folded("难度配比", "share", "不限", f'<div class="qa-choices">{boxes}</div>{told}')


def _papers() -> str:
    choices = "".join(
        _choice("radio", "paper", value, name, checked=value == "A") for value, name in _PAPERS
    )
    content = (
        f'<div class="qa-choices">{choices}</div>'
        f"{_help('B 卷是平行卷，与 A 卷没有相同的题和知识点。')}"
        '<label class="qa-paper-mark">打乱成<input type="text" inputmode="numeric"'
        ' class="qa-paper-short" name="versions" aria-label="打乱成几份" data-tell="打乱份数 ">份'
        f"</label>{_help('题目相同，题序和选项的次序不同，各有答案；不填就不打乱。')}"
    )
    return _folded("卷别与份数", "paper versions", "A 卷", content)


def _words() -> str:
    content = (
        '<label class="qa-label" for="qa-paper-title">试卷标题</label>'
        '<input type="text" id="qa-paper-title" name="title" maxlength="100" data-tell="标题 "'
        ' placeholder="不填就用规章的名称">'
        '<label class="qa-label" for="qa-paper-seed">种子</label>'
        '<input type="text" inputmode="numeric" id="qa-paper-seed" name="seed" data-tell="种子 "'
        ' placeholder="不填就另抽一份">'
        f"{_help('出卷后会显示用了哪个数；填上它，可以再抽出同一份卷。')}"
    )
    return _folded("标题与种子", "title seed", "自动", content)


def _folded(title: str, fields: str, none: str, content: str) -> str:
    """Return fields that unfold; the summary tells what is chosen, ``none`` where nothing is."""
    return (
        f'<details class="qa-paper-fold"><summary>{title}<span class="qa-paper-chosen"'
        f' data-chosen="{fields}" data-none="{none}">{none}</span></summary>'
        f'<fieldset><legend class="qa-paper-hidden">{title}</legend>{content}</fieldset></details>'
    )


def _choice(
    sort: str, field: str, value: str, words: str, *, checked: bool = False, name: str = ""
) -> str:
    marked = " checked" if checked else ""
    named = f' aria-label="{name}"' if name else ""
    return (
        f'<label class="qa-choice"><input type="{sort}" name="{field}" value="{value}"'
        f"{marked}{named}>{escape(words)}</label>"
    )


def _help(words: str) -> str:
    return f'<p class="qa-help">{words}</p>'
