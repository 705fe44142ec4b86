"""One item of the bank as HTML: its form, what the prover says, what can be done, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

from corpus.model import Regulation
from qa.quiz.formats import wording
from qa.quiz.model import KIND_NAMES
from qa.quiz.stock import PoolItem
from qa.quiz.store import Action, Past
from ui.training.item import answer, question, sources
from ui.training.review_finding import state_names
from ui.training.review_form import item_form

ACTIONS: Final = {
    Action.EDIT: "修改",
    Action.REJECT: "驳回",
    Action.LOCK: "锁定",
    Action.UNLOCK: "解锁",
    Action.RESTORE: "撤销驳回",
    Action.REVERT: "恢复自动生成的题目",
}
"""What the actions are called in the history."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with everything that was done to it, and what the prover finds wrong now."""

    entry: PoolItem
    past: tuple[Past, ...]
    faults: tuple[str, ...]

    @property
    def seen(self) -> int:
        """The number of the latest change, 0 where there is none."""
        return self.past[-1].number if self.past else 0


def item_page(opened: Opened, regulation: Regulation) -> str:
    """Return the item with its form and everything that can be done to it."""
    entry, item = opened.entry, opened.entry.item
    states = "".join(f'<b class="qa-state">{name}</b>' for name in state_names(entry))
    save = "按现在的条文重新核对" if entry.stale else "保存并核对"
    return (
        f'<article class="qa-item" data-id="{escape(item.id)}" tabindex="-1"'
        f' aria-labelledby="qa-item-name"><header>'
        '<button type="button" class="qa-button qa-item-back" data-do="back">返回题库</button>'
        f'<h3 id="qa-item-name">{KIND_NAMES[item.kind]}</h3>'
        f"<code>{escape(item.id)}</code>{states}"
        f'<button type="button" class="qa-paper-link" data-copy-address="#q-{escape(item.id)}">'
        "复制链接</button></header>"
        f"{_verdict(opened)}"
        f"{item_form(item, opened.seen, locked=entry.locked, save=save)}"
        f'<section class="qa-item-basis"><h4>出处</h4>{sources(item, regulation)}</section>'
        f"{_doings(entry)}{_history(opened)}</article>"
    )


def conflict(opened: Opened, seen: int, regulation: Regulation) -> str:
    """Return what somebody else has done since change ``seen``, and the two ways out."""
    since = "；".join(_said(past) for past in opened.past if past.number > seen)
    now = question(opened.entry.item) + answer(opened.entry.item, regulation)
    return (
        '<div class="qa-item-conflict" role="alert"><p>您打开以后，这道题又改过：'
        f"{escape(since)}。您的文字还在下面的表单里，没有保存。</p>"
        f"<details><summary>看现在的题目</summary>{now}</details><p>"
        '<button type="button" class="qa-button" data-do="reload">改用现在的题目</button>'
        f'<button type="button" class="qa-button" data-do="overwrite" data-seen="{opened.seen}">'
        "仍然保存我的文字</button></p></div>"
    )


def _verdict(opened: Opened) -> str:
    """Return whether the item may stand in papers, and all that the prover finds wrong."""
    entry = opened.entry
    kept_out = [*opened.faults]
    if entry.stale:
        kept_out.append(f"过期：{entry.stale}。请对照现在的条文，改好后重新核对。")
    if entry.reason:
        kept_out.append(f"已驳回：{entry.reason}")
    if not kept_out:
        return '<p class="qa-item-verdict qa-good">已证实：答案由条文证明，可以用在试卷里。</p>'
    rows = "".join(f"<li>{escape(fault)}</li>" for fault in kept_out)
    return f'<div class="qa-item-verdict"><p>这道题现在不进试卷：</p><ul>{rows}</ul></div>'


def _doings(entry: PoolItem) -> str:
    """Return the buttons beside saving."""
    lock = ("unlock", "解锁") if entry.locked else ("lock", "锁定")
    told = "已锁定：重新生成时保持原样，解锁后才能修改。" if entry.locked else ""
    buttons = _button(*lock)
    if entry.edited and not entry.locked:
        buttons += _button("revert", "恢复自动生成的题目")
    if entry.reason:
        buttons += _button("restore", "撤销驳回")
    reject = (
        '<form id="qa-item-reject" class="qa-form" novalidate>'
        '<input type="text" name="reason" aria-label="驳回的原因" maxlength="500"'
        ' placeholder="驳回的原因，例如：太容易">'
        '<button type="submit" class="qa-button">驳回</button></form>'
    )
    return (
        '<section class="qa-item-doings"><h4>处理</h4>'
        f"{f'<p>{told}</p>' if told else ''}<p>{buttons}</p>"
        f"{'' if entry.reason else reject}</section>"
    )


def _history(opened: Opened) -> str:
    if not opened.past:
        return ""
    rows = "".join(_happened(past, opened) for past in reversed(opened.past))
    return (
        f'<details class="qa-item-history"><summary>改动记录（{len(opened.past)} 次）</summary>'
        f"<ol>{rows}</ol></details>"
    )


def _happened(past: Past, opened: Opened) -> str:
    text = ""
    if past.action is Action.EDIT:
        again = _button("again", "恢复这一版", past.number) if not opened.entry.locked else ""
        key = f"<p>答案：{escape(wording.key_words(past.item))}</p>"
        text = f"<details><summary>当时的题目</summary>{question(past.item)}{key}{again}</details>"
    return f"<li>{escape(_said(past))}{text}</li>"


def _said(past: Past) -> str:
    reason = f"：{past.reason}" if past.reason else ""
    return f"{_clock(past.at)} {ACTIONS[past.action]}{reason}"


def _clock(moment: datetime) -> str:
    """Return the time on the server's clock: 11月3日 14:05, with the year where it is another."""
    local = moment.astimezone()
    year = "" if local.year == datetime.now().astimezone().year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


def _button(action: str, words: str, number: int | None = None) -> str:
    which = "" if number is None else f' data-number="{number}"'
    return f'<button type="button" class="qa-button" data-do="{action}"{which}>{words}</button>'
