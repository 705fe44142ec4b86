"""A quick-reference table as HTML: sortable headings, every cell a button to its words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from corpus.model import Regulation
from qa.facts.cells import Cell
from qa.facts.tables import SOURCE, Table, sources
from ui.tables.contents import Contents, place
from ui.tables.order import LENGTHS

_NOT_STATED: Final = '<span class="qa-unsaid">—</span>'


def grid(contents: Contents, number: int) -> str:
    """Return the section of table ``number``; it is hidden until its name is chosen."""
    table = contents.tables[number]
    body = "".join(_row(contents, number, at) for at in range(len(table.rows)))
    return (
        f'<section class="qa-quick" data-table="{number}" aria-labelledby="qa-quick-{number}" '
        f"hidden>"
        f'<div class="qa-quick-head"><h2 id="qa-quick-{number}">{escape(table.name)}</h2>'
        f'<p class="qa-count" role="status" data-shown>{len(table.rows)} 行</p>'
        f"{_exports(len(contents.tables))}</div>"
        f'<div class="qa-quick-box"><table role="table" aria-labelledby="qa-quick-{number}" '
        f'aria-describedby="qa-quick-help"><thead role="rowgroup">{_heading(table)}</thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
        '<div class="qa-hint" data-none hidden></div></section>'
    )


def _exports(several: int) -> str:
    every = (
        f'<button type="button" class="qa-button" data-excel="all">导出全部 {several} 张</button>'
        if several > 1
        else ""
    )
    return (
        '<div class="qa-quick-out"><button type="button" class="qa-button" data-excel="shown">'
        f"导出 Excel</button>{every}</div>"
    )


def _heading(table: Table) -> str:
    return (
        '<tr role="row">'
        + "".join(_head(name, at) for at, name in enumerate((*table.columns, SOURCE)))
        + "</tr>"
    )


def _head(name: str, at: int) -> str:
    """Return a heading; the rows come in the order of the text, which is that of 出处."""
    order = "ascending" if name == SOURCE else "none"
    by = "number" if name == SOURCE or name in LENGTHS else "words"
    return (
        f'<th scope="col" role="columnheader" aria-sort="{order}" data-by="{by}">'
        f'<button type="button" class="qa-sort" data-column="{at}">{escape(name)}</button></th>'
    )


def _row(contents: Contents, number: int, at: int) -> str:
    table = contents.tables[number]
    row = table.rows[at]
    named = [str(n) for n, role in enumerate(contents.roles) if (number, at) in role.rows]
    cells = "".join(
        _cell(cell, name, header=not nth)
        for nth, (cell, name) in enumerate(zip(row, table.columns, strict=True))
    )
    links = _links(sources(table, row), contents.regulation)
    return (
        f'<tr role="row" data-row="{at}" data-roles="{" ".join(named)}">{cells}<td role="cell" '
        f'class="qa-source" data-label="{SOURCE}" data-rank="{at}">{links}</td></tr>'
    )


def _cell(cell: Cell, column: str, *, header: bool) -> str:
    name = escape(column)
    if not cell.text:
        return f'<td role="cell" data-label="{name}" data-open>{_NOT_STATED}</td>'
    tag, role = ("th", 'scope="row" role="rowheader"') if header else ("td", 'role="cell"')
    days = LENGTHS[column](cell.text) if column in LENGTHS else None
    rank = "" if days is None else f' data-rank="{days:g}"'
    where = place(cell.article, cell.paragraph, cell.start, cell.end)
    return (
        f'<{tag} {role} data-label="{name}"{rank}><button type="button" class="qa-words" '
        f'data-place="{where}" aria-expanded="false" tabindex="-1">{escape(cell.text)}'
        f"</button></{tag}>"
    )


def _links(cells: Sequence[Cell], regulation: Regulation) -> str:
    """Return links to the paragraphs; the article is named once: 第五十五条第一款、第二款."""
    links = []
    known = 0
    for cell in cells:
        article = regulation.article(cell.article)
        whole = article.reference(cell.paragraph)
        shown = whole.removeprefix(article.label) if cell.article == known else whole
        name = f' aria-label="{whole}"' if shown != whole else ""
        links.append(f'<a href="#a{cell.article}-{cell.paragraph}"{name} tabindex="-1">{shown}</a>')
        known = cell.article
    return "、".join(links)
