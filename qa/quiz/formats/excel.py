"""Papers as Excel workbooks."""

from __future__ import annotations

from typing import Final

from corpus import Regulation
from qa.documents import excel
from qa.quiz.formats.tables import GENERAL, WENJUANXING, XUEXITONG, Layout, rows
from qa.quiz.model import Paper

_WIDE: Final = {"题干": 60, "题目": 60, "解析": 60, "答案解析": 60, "正确答案": 24, "左列": 24}
"""Column widths in characters for long texts; every other column has ``_NARROW``."""
_NARROW: Final = 16


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as a workbook in the general layout."""
    return workbook(paper, regulation, GENERAL)


def render_wenjuanxing(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as a workbook in the layout of 问卷星."""
    return workbook(paper, regulation, WENJUANXING)


def render_xuexitong(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as a workbook in the layout of 学习通."""
    return workbook(paper, regulation, XUEXITONG)


def workbook(paper: Paper, regulation: Regulation, layout: Layout) -> bytes:
    """Return the paper as a workbook in any layout; every cell is text."""
    cells = rows(paper, regulation, layout)
    widths = tuple(_WIDE.get(heading, _NARROW) for heading in cells[0])
    return excel.workbook(paper.title, [excel.Sheet("题库", cells, widths)])
