"""``python -m qa quiz review | reject | lock | unlock | restore | status``: the trainer's loop."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from corpus.commands import FAILED, Parser
from corpus.errors import CommandError
from corpus.settings import read_settings
from qa.documents.excel import read_rows
from qa.documents.writing import write_whole
from qa.quiz.model import KIND_NAMES
from qa.quiz.options import add_places, note, place_request, written_reason
from qa.quiz.papers import check, eligible
from qa.quiz.review import Imported, import_sheet, review_workbook
from qa.quiz.sheet import check_words
from qa.quiz.stock import PoolItem, Stock, open_stock
from qa.quiz.store import Action, Change

_SHOWN_STEM: Final = 40
"""Characters of a stem in a list."""


def run_review(arguments: list[str]) -> int:
    """Write the sheet that trainers edit, or take an edited one back."""
    parser = Parser("python -m qa quiz review", "导出题库到 Excel 修改，改好后再导入")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--export", metavar="FILE.xlsx", help="导出到这个文件")
    way.add_argument("--import", dest="source", metavar="FILE.xlsx", help="导入改过的文件")
    add_places(parser)
    chosen = parser.parse_args(arguments)
    if chosen.export is None and chosen.source is None:
        raise CommandError("请给出 --export FILE.xlsx 或 --import FILE.xlsx。")
    if chosen.source is not None:
        rows = read_rows(Path(chosen.source))
        return _say_imported(import_sheet(rows, open_stock(read_settings())))
    stock = open_stock(read_settings())
    every = tuple(entry.item for entry in stock.entries)
    request = place_request(chosen)
    check(request, stock.regulation)
    entries = [stock.by_id[item.id] for item in eligible(every, request)]
    if not entries:
        raise CommandError("所选范围内没有题目，没有导出。")
    write_whole(Path(chosen.export), review_workbook(entries, stock.regulation))
    note(f"已导出 {len(entries)} 题到 {chosen.export}。改好后用 --import 导入，编号不要改。")
    return 0


def run_reject(arguments: list[str]) -> int:
    """Reject items: they never stand in a paper again."""
    parser = Parser("python -m qa quiz reject", "驳回题目，不再出现在试卷里")
    parser.add_argument("ids", nargs="+", metavar="编号")
    parser.add_argument("--reason", required=True, metavar="原因", help="为什么驳回")
    chosen = parser.parse_args(arguments)
    reason = written_reason(chosen.reason, "驳回")
    return _apply(chosen.ids, lambda entry: Change(Action.REJECT, entry.item, reason), "已驳回")


def run_lock(arguments: list[str]) -> int:
    """Lock items: they stay as they are, whatever is generated later."""
    ids = _ids("lock", "锁定题目，重新生成时保持原样", arguments)
    return _apply(ids, lambda entry: Change(Action.LOCK, entry.item), "已锁定")


def run_unlock(arguments: list[str]) -> int:
    """Unlock items."""
    ids = _ids("unlock", "解除锁定", arguments)
    return _apply(ids, lambda entry: Change(Action.UNLOCK, entry.item), "已解锁")


def run_restore(arguments: list[str]) -> int:
    """Take a rejection back, or an edit of an item that is not rejected."""
    ids = _ids("restore", "撤销驳回；没有被驳回的，撤销修改、恢复自动生成的文字", arguments)
    return _apply(ids, _restoration, "已恢复")


def run_status(arguments: list[str]) -> int:
    """Print how many items there are in each state, and every item that needs a look."""
    Parser("python -m qa quiz status", "题库现状：可用、已改、锁定、驳回、未证实、过期").parse_args(
        arguments
    )
    sys.stdout.write("\n".join(status_lines(open_stock(read_settings()))) + "\n")
    return 0


COMMANDS: Final[Mapping[str, Callable[[list[str]], int]]] = MappingProxyType(
    {
        "review": run_review,
        "reject": run_reject,
        "lock": run_lock,
        "unlock": run_unlock,
        "restore": run_restore,
        "status": run_status,
    }
)
"""The trainer's commands by name."""


def status_lines(stock: Stock) -> list[str]:
    """Return the state of the stock in Chinese: counts, then the items that need a look."""
    entries = stock.entries
    counts = (
        ("可用", sum(entry.usable for entry in entries)),
        ("已改", sum(entry.edited for entry in entries)),
        ("锁定", sum(entry.locked for entry in entries)),
        ("驳回", sum(bool(entry.reason) for entry in entries)),
        ("未证实", sum(bool(entry.faults) for entry in entries)),
        ("过期", sum(bool(entry.stale) for entry in entries)),
    )
    kinds = Counter(entry.item.kind for entry in entries if entry.usable)
    lines = [f"《{stock.regulation.title}》题库共 {len(entries)} 题。"]
    lines += ["，".join(f"{name} {number}" for name, number in counts) + "。"]
    lines += ["可用的题：" + "，".join(f"{KIND_NAMES[k]} {kinds[k]}" for k in KIND_NAMES) + "。"]
    for entry in entries:
        lines += [f"{entry.item.id}  {note}  {_short(entry)}" for note in _notes(entry)]
    return lines


def _notes(entry: PoolItem) -> list[str]:
    rejected = [f"驳回：{entry.reason}"] if entry.reason else []
    return rejected + list(check_words(entry))


def _short(entry: PoolItem) -> str:
    stem = " ".join(entry.item.stem.split())
    return stem if len(stem) <= _SHOWN_STEM else f"{stem[:_SHOWN_STEM]}…"


def _restoration(entry: PoolItem) -> Change:
    action = Action.RESTORE if entry.reason or not entry.edited else Action.REVERT
    return Change(action, entry.item)


def _ids(name: str, what: str, arguments: list[str]) -> list[str]:
    parser = Parser(f"python -m qa quiz {name}", what)
    parser.add_argument("ids", nargs="+", metavar="编号")
    return list(parser.parse_args(arguments).ids)


def _apply(ids: list[str], change: Callable[[PoolItem], Change], done: str) -> int:
    """Change the named items together; an unknown id changes nothing."""
    stock = open_stock(read_settings())
    changes = [change(stock.entry(identifier)) for identifier in dict.fromkeys(ids)]
    refused = stock.store.apply(changes)
    for other in refused:
        note(f"{other.item.id} 没有改动：{refusal(stock.by_id[other.item.id], other)}")
    if kept := len(changes) - len(refused):
        note(f"{done} {kept} 题。")
    return FAILED if refused else 0


def refusal(entry: PoolItem, change: Change) -> str:
    """Say why the store refused ``change`` although nobody else was at work."""
    if change.action is Action.EDIT:
        return "它已锁定，文字没有改动；请先解锁。"
    if change.action is Action.UNLOCK:
        return "它没有锁定。"
    if change.action is Action.REVERT:
        return "它已锁定，请先解锁（unlock）。"
    if entry.reason:
        return f"它与一道被驳回的题题干相同（{entry.reason}），请恢复那一道。"
    return "它没有被驳回，也没有改过。"


def _say_imported(imported: Imported) -> int:
    for row in imported.reports:
        for message in (*row.messages, *filter(None, [row.note])):
            note(f"第 {row.number} 行 {row.id}：{message}")
    names = {
        Action.EDIT: "改了文字",
        Action.REJECT: "驳回",
        Action.RESTORE: "恢复",
        Action.LOCK: "锁定",
        Action.UNLOCK: "解锁",
    }
    done = [f"{name} {imported.actions.get(action, 0)}" for action, name in names.items()]
    failed = f"；{len(imported.failed)} 行没有通过，不进试卷或没有改动" if imported.failed else ""
    note(f"共 {imported.rows} 行：{'，'.join(done)}{failed}。")
    return FAILED if imported.failed else 0
