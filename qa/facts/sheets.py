"""Quick-reference tables as sheets of a workbook, each with the column 出处."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.model import Regulation
from qa.documents.excel import Sheet
from qa.facts.cells import Cell
from qa.facts.tables import SOURCE, Table, sources

_LEAST: Final = 8
_MOST: Final = 46
"""Column widths in characters, a Chinese one counting two: six columns on a page that lies."""


def table_sheet(table: Table, regulation: Regulation) -> Sheet:
    """Return ``table`` as a sheet; a cell that the rules leave open stays empty."""
    body = (
        (*(cell.text for cell in row), _places(sources(table, row), regulation))
        for row in table.rows
    )
    rows = ((*table.columns, SOURCE), *body)
    return Sheet(table.name, rows, tuple(map(_width, zip(*rows, strict=True))), printed=True)


def _places(cells: Sequence[Cell], regulation: Regulation) -> str:
    return "、".join(regulation.article(c.article).reference(c.paragraph) for c in cells)


def _width(column: Sequence[str]) -> int:
    return min(_MOST, max(_LEAST, 2 + 2 * max(len(text) for text in column)))
