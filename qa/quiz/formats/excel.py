"""Excel, through openpyxl: papers out, and edited sheets back in."""

from __future__ import annotations

import datetime
import io
import re
import struct
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from corpus import Regulation
from corpus.errors import CommandError, reason
from qa.quiz.formats.tables import (
    FORMULA_STARTS,
    GENERAL,
    WENJUANXING,
    XUEXITONG,
    Layout,
    rows,
)
from qa.quiz.formats.writing import pack, unpack
from qa.quiz.model import Paper

_MADE: Final = datetime.datetime(1980, 1, 1)
"""Stands in the file's properties, so that the same paper gives the same bytes."""
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WIDE: Final = {"题干": 60, "题目": 60, "解析": 60, "答案解析": 60, "正确答案": 24, "左列": 24}
"""Column widths in characters for long texts; every other column has ``_NARROW``."""
_NARROW: Final = 16
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(LookupError, ValueError, TypeError, SyntaxError, AttributeError),
    *(RuntimeError, ArithmeticError, AssertionError),
)
"""What openpyxl raises for workbooks with altered bytes (1,200 damaged files were tried)."""


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
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        sheet = book.create_sheet()
    sheet.title = "题库"
    for number, row in enumerate(rows(paper, regulation, layout), start=1):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text)
    _dress(sheet)
    book.properties.title, book.properties.creator = paper.title, ""
    book.properties.created = _MADE
    target = io.BytesIO()
    book.save(target)
    return _undated(target.getvalue())


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write one cell as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = text
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def _dress(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        width = _WIDE.get(str(cell.value), _NARROW)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _undated(data: bytes) -> bytes:
    """Return the workbook without the moment of saving, which openpyxl writes into it."""
    members = unpack(data)
    name = "docProps/core.xml"
    stamp = _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    members[name] = _MODIFIED.sub(rb"\g<1>" + stamp, members[name])
    return pack(members)


def read_rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """Return the first sheet's rows as text, the heading row first, empty cells as "".

    Row n of the result is row n + 1 of the sheet; numbers come without a needless .0. Raise
    CommandError when the file is not a readable workbook.
    """
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise CommandError(f"读不了文件“{str(path)[:80]}”：{reason(error)}。") from error
    try:
        found = _rows_of(data)
    except _UNREADABLE as error:
        raise CommandError(
            f"“{path.name}”不是能读的 Excel 工作簿（.xlsx），可能已损坏；请另存为 .xlsx 再导入。"
        ) from error
    if found is None:
        raise CommandError(f"“{path.name}”里没有工作表。")
    return found


def _rows_of(data: bytes) -> tuple[tuple[str, ...], ...] | None:
    """Return the first sheet's rows, or None where there is no sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles that other programs leave out
        book = load_workbook(io.BytesIO(data), read_only=False, data_only=False)
    if not book.worksheets:
        return None
    rows = book.worksheets[0].iter_rows(values_only=True)
    return tuple(tuple(_text(value) for value in row) for row in rows)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n")
