"""The whole tab as HTML: the tables' names, what to choose rows by, the tables, the form."""

from __future__ import annotations

from html import escape
from typing import Final

from ui.notes import note
from ui.tables.contents import Contents
from ui.tables.form import VIEW, form
from ui.tables.grid import grid

START: Final = (
    '<div id="qa-quick-start" role="status">'
    + note("正在整理速查表……", "从条文里读出时限、会议、权限、请示报告和禁止事项，一会儿就好。")
    + "</div>"
)
"""What stands in the tab until its contents have come."""
_NO_TABLES: Final = note(
    "这部规章里没有读到可以列成表的事项。",
    "时限、会议、签发审批、请示报告和禁止事项，读到了才列表；要找别的内容，请到“检索”。",
)


def layout(contents: Contents) -> str:
    """Return everything in the tab; a regulation without tables still gets the form."""
    if not contents.tables:
        return f"{_NO_TABLES}{form(contents)}"
    tables = "".join(grid(contents, number) for number in range(len(contents.tables)))
    return f"{_names(contents)}{_bar(contents)}{tables}{form(contents)}"


def failed(sentence: str) -> str:
    """Return the tab where its contents cannot be read."""
    return note("速查表没有整理出来。", sentence)


def _names(contents: Contents) -> str:
    tables = "".join(
        f'<button type="button" data-view="{escape(table.name)}">{escape(table.name)} '
        f'<span class="qa-tally">{len(table.rows)}</span></button>'
        for table in contents.tables
    )
    counting = f'<button type="button" data-view="{VIEW}">{VIEW}</button>'
    return f'<nav class="qa-quick-names" aria-label="速查表和推算">{tables}{counting}</nav>'


def _bar(contents: Contents) -> str:
    """Return what rows are chosen by; it holds for all tables at once."""
    roles = "".join(
        f'<option value="{number}">{escape(role.name)}（{len(role.rows)} 行）</option>'
        for number, role in enumerate(contents.roles)
    )
    role = (
        '<div class="qa-beside"><label class="qa-label" for="qa-quick-role">涉及</label>'
        '<select id="qa-quick-role"><option value="">所有机构和人员</option>'
        f"{roles}</select></div>"
        if roles
        else ""
    )
    return (
        '<form class="qa-quick-bar qa-form" role="search" aria-label="筛选各表" data-bar>'
        '<input type="search" id="qa-quick-word" aria-label="在各表里找字词" autocomplete="off" '
        f'placeholder="在各表里找字词，例如：签发">{role}'
        '<button type="button" class="qa-button" data-clear hidden>清除筛选</button>'
        '<p class="qa-told" id="qa-quick-help">点一格，看它在规则里的原话。'
        '<span class="qa-by-keys">用键盘：方向键移动，回车展开，Esc 收起。</span></p></form>'
    )
