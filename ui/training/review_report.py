"""What an import of the Excel sheet did, row by row, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.quiz.review import Imported, RowReport
from qa.quiz.store import Action

_NAMES = {
    Action.EDIT: "改了文字",
    Action.REJECT: "驳回",
    Action.RESTORE: "撤销驳回",
    Action.LOCK: "锁定",
    Action.UNLOCK: "解锁",
}


def report(done: Imported) -> str:
    """Return the counts, then a row for every row of the sheet that did or failed something."""
    counts = [f"{name} {done.actions[act]}" for act, name in _NAMES.items() if act in done.actions]
    failed = f"，{len(done.failed)} 行没有通过" if done.failed else ""
    told = f"共 {done.rows} 行：{'、'.join(counts) or '没有改动'}{failed}。"
    close = '<button type="button" class="qa-button" data-excel="close">收起</button>'
    return f'<p class="qa-import-sum">{told}{close}</p>{_table(done.reports)}'


def _table(reports: Sequence[RowReport]) -> str:
    if not reports:
        return ""
    rows = "".join(_row(row) for row in reports)
    return (
        '<div class="qa-import-table"><table><thead><tr><th>行</th><th>编号</th><th>做了什么</th>'
        f"<th>要注意的</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(row: RowReport) -> str:
    done = "、".join(_NAMES[action] for action in row.actions) or "没有改动"
    told = "<br>".join(escape(text) for text in (*row.messages, row.note) if text)
    name = escape(row.id)
    return (
        f'<tr><td>{row.number}</td><td><a href="#q-{name}">{name}</a></td><td>{done}</td>'
        f"<td>{told}</td></tr>"
    )
