"""Answer with rows of a quick-reference table, each cell with the mark of its quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.model import Article, Clause, Regulation
from qa.compose import markdown
from qa.facts.answers import TableAnswer
from qa.facts.cells import Cell
from qa.model import Draft
from qa.quotes import Quotes

_ACROSS: Final = 3
"""Rows up to which each becomes a column: two or three meetings read best side by side."""


def answer_from_table(regulation: Regulation, found: TableAnswer) -> Draft:
    """Return ``found`` as a Markdown table; a few rows stand as columns, a row a property."""
    cells = [cell for row in found.rows for cell in row if cell.text]
    quotes = Quotes(regulation, [_quoted(regulation, cell) for cell in cells])
    rows = [[_shown(regulation, quotes, cell) for cell in row] for row in found.rows]
    lines: list[Sequence[str]] = [found.columns, *rows]
    if len(rows) <= _ACROSS:
        lines = [list(column) for column in zip(*lines, strict=True) if any(column[1:])]
    return Draft(markdown(lines), quotes.citations)


def _quoted(regulation: Regulation, cell: Cell) -> tuple[Article, Clause]:
    """Return the clause around ``cell``, or what it spans where that is more than one."""
    article = regulation.article(cell.article)
    touched = [c for c in article.clauses if c.start < cell.end and cell.start < c.end]
    start, end = touched[0].start, touched[-1].end
    return article, Clause(article.text[start:end], cell.paragraph, start, end)


def _shown(regulation: Regulation, quotes: Quotes, cell: Cell) -> str:
    return f"{cell.text}{quotes.mark(*_quoted(regulation, cell))}" if cell.text else ""
