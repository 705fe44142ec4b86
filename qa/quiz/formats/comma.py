"""CSV: the columns of a layout, in UTF-8 with a byte-order mark, which Excel needs."""

from __future__ import annotations

import csv
import io

from corpus import Regulation
from qa.documents.formulas import FORMULA_STARTS
from qa.quiz.formats.tables import GENERAL, WENJUANXING, XUEXITONG, Layout, rows
from qa.quiz.model import Paper


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as CSV in the general layout."""
    return comma_separated(paper, regulation, GENERAL)


def render_wenjuanxing(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as CSV in the layout of 问卷星."""
    return comma_separated(paper, regulation, WENJUANXING)


def render_xuexitong(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as CSV in the layout of 学习通."""
    return comma_separated(paper, regulation, XUEXITONG)


def comma_separated(paper: Paper, regulation: Regulation, layout: Layout) -> bytes:
    """Return the paper as CSV in any layout; a cell that may be a formula gets an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows(paper, regulation, layout):
        writer.writerow([_safe(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
