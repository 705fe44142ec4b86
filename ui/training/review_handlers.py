"""What happens in 审题: finding, opening, saving, deciding, the Excel sheet out and back in."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any, Final

from corpus.errors import CommandError
from qa.documents.excel import rows_in
from qa.quiz.model import Item
from qa.quiz.options import written_reason
from qa.quiz.review import import_sheet, proved_edit, review_workbook
from qa.quiz.sheet import same
from qa.quiz.stock import PoolItem, Stock
from qa.quiz.store import Action, Change
from qa.quiz.trainer import refusal
from ui.holder import Holder
from ui.training.fields import read_fields
from ui.training.review_cells import edited
from ui.training.review_finder import STATE_NAMES
from ui.training.review_finding import find, matching
from ui.training.review_item import Opened, conflict, item_page
from ui.training.review_list import page
from ui.training.review_report import report
from ui.waiting import guarded

Reply = dict[str, Any]
"""What the page's script gets: what it asked for, or ``error`` with a sentence."""
LARGEST_FILE: Final = 5_000_000
"""Bytes of a workbook that is taken back; the whole bank of 774 items has 150 kB."""
_LONGEST_WORDS: Final = 200
_DONE: Final = {
    Action.LOCK: "已锁定。",
    Action.UNLOCK: "已解锁。",
    Action.RESTORE: "已撤销驳回。",
    Action.REVERT: "已恢复自动生成的题目，改过的文字留在改动记录里。",
    Action.REJECT: "已驳回，不再出现在试卷里。",
}


def listed(holder: Holder[Stock], sent: object, number: object) -> Reply:
    """Return a page of the bank, and how many items are in each state."""

    def work() -> Reply:
        stock = _now(holder)
        wanted = number if isinstance(number, int) else 1
        found = find(stock, read_fields(sent, _LONGEST_WORDS), wanted)
        states = {key: f"{name}（{found.states[key]}）" for key, name in STATE_NAMES.items()}
        return {"html": page(found, stock.regulation), "states": states}

    return guarded(work, _error)


def opened(holder: Holder[Stock], identifier: object) -> Reply:
    """Return one item with its form."""

    def work() -> Reply:
        stock = holder.get()
        return _page(_look(stock, str(identifier)), stock)

    return guarded(work, _error)


def saved(holder: Holder[Stock], identifier: object, seen: object, sent: object) -> Reply:
    """Keep what the form has, proved anew; what is not proved is kept out of papers."""

    def work() -> Reply:
        stock = _now(holder)
        entry = stock.entry(str(identifier))
        item = edited(entry.item, sent)
        if same(item, entry.item) and not (entry.stale or entry.faults):
            return {"said": "没有改动，不用保存。"}
        return _edited(stock, Change(Action.EDIT, item, seen=_number(seen)))

    return guarded(work, _error)


def decided(
    holder: Holder[Stock], identifier: object, seen: object, action: object, told: object
) -> Reply:
    """Lock, unlock, reject, restore, revert an item, or bring an earlier text of it back."""

    def work() -> Reply:
        stock = _now(holder)
        entry, known = stock.entry(str(identifier)), _number(seen)
        if action == "again":
            text = _earlier(stock, entry.item.id, told)
            return _edited(stock, Change(Action.EDIT, text, seen=known))
        wanted = _action(action)
        reason = written_reason(str(told), "驳回") if wanted is Action.REJECT else ""
        change = Change(wanted, entry.item, reason, seen=known)
        return _applied(stock, change, _DONE[wanted])

    return guarded(work, _error)


def exported(holder: Holder[Stock], sent: object) -> Reply:
    """Return the Excel sheet of the items that the form asks for."""

    def work() -> Reply:
        stock = _now(holder)
        entries = matching(stock, read_fields(sent, _LONGEST_WORDS))
        if not entries:
            raise CommandError("没有找到题目，没有导出。请放宽题型、章和状态。")
        data = review_workbook(entries, stock.regulation)
        name = f"审题表-{len(entries)}题.xlsx"
        return {"name": name, "data": base64.b64encode(data).decode("ascii")}

    return guarded(work, _error)


def imported(holder: Holder[Stock], name: object, data: object) -> Reply:
    """Take an edited sheet back and return what became of its rows."""

    def work() -> Reply:
        rows = rows_in(_bytes(data), str(name)[:80])
        return {"html": report(import_sheet(rows, _now(holder)))}

    return guarded(work, _error)


def _edited(stock: Stock, change: Change) -> Reply:
    """Prove an edit, keep it, and say what the prover found."""
    proved = proved_edit(change.item, stock.regulation, stock.prover)
    found = len(proved.faults)
    said = (
        f"已保存。核对发现 {found} 个问题，列在上面；改好之前不进试卷。"
        if found
        else "已保存，核对通过：答案由条文证明。"
    )
    return _applied(stock, replace(proved, seen=change.seen), said)


def _applied(stock: Stock, change: Change, said: str) -> Reply:
    """Make a change; where the store refuses it, say why, with nothing changed."""
    refused = stock.store.apply([change])
    identifier = change.item.id
    if identifier not in stock.current().by_id:
        return {"gone": True, "said": f"{said}这道题不再自动生成，已不在题库里。"}
    now = _look(stock, identifier)
    if not refused:
        return _page(now, stock) | {"said": said}
    if change.seen is not None and now.seen != change.seen:
        return {"conflict": conflict(now, change.seen, stock.regulation)}
    raise CommandError(f"没有改动：{refusal(now.entry, change)}")


def _look(stock: Stock, identifier: str) -> Opened:
    """Return an item as it is now; the history is read first, so that it is never newer."""
    past = stock.store.history(identifier)
    entry = stock.current().entry(identifier)
    return Opened(entry, past, _faults(entry, stock))


def _faults(entry: PoolItem, stock: Stock) -> tuple[str, ...]:
    found = stock.prover(entry.item, stock.regulation)
    return tuple(dict.fromkeys((*entry.faults, *found)))


def _page(now: Opened, stock: Stock) -> Reply:
    return {"html": item_page(now, stock.regulation)}


def _earlier(stock: Stock, identifier: str, number: object) -> Item:
    for past in stock.store.history(identifier):
        if past.action is Action.EDIT and past.number == number:
            return past.item
    raise CommandError("改动记录里没有这一版，请刷新页面后再试。")


def _action(name: object) -> Action:
    try:
        wanted = Action(str(name))
    except ValueError:
        wanted = Action.EDIT
    if wanted not in _DONE:
        raise CommandError("不知道要做什么，请刷新页面后再试。")
    return wanted


def _number(seen: object) -> int:
    if isinstance(seen, bool) or not isinstance(seen, int):
        raise CommandError("表单没有读出来，请刷新页面后再试。")
    return seen


def _bytes(data: object) -> bytes:
    text = data if isinstance(data, str) else ""
    if len(text) > LARGEST_FILE * 4 // 3 + 4:
        raise CommandError(f"文件太大，最多 {LARGEST_FILE // 1_000_000} MB。什么也没有导入。")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise CommandError("文件没有传完，什么也没有导入。请再试一次。") from error


def _now(holder: Holder[Stock]) -> Stock:
    """Return the stock with what trainers have changed by now."""
    return holder.get().current()


def _error(sentence: str) -> Reply:
    return {"error": sentence}
