"""Excel workbooks of nothing but text, out and in. The one door to openpyxl."""

from __future__ import annotations

import datetime
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import CommandError, reason
from qa.documents.formulas import FORMULA_STARTS
from qa.documents.writing import clean, pack, unpack

_MADE: Final = datetime.datetime(1980, 1, 1)
"""Stands in the file's properties, so that the same rows give the same bytes."""
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(LookupError, ValueError, TypeError, SyntaxError, AttributeError),
    *(RuntimeError, ArithmeticError, AssertionError),
)
"""What openpyxl raises for workbooks with altered bytes (1,200 damaged files were tried)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the heading row and the rows below it, and the columns' widths in characters.

    ``printed``: on paper it fits the width of a page that lies, with its heading on each page.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    printed: bool = False


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return an .xlsx file of ``sheets``: text only, headings frozen and filtered, undated."""
    book = Workbook()
    for written in list(book.worksheets):
        book.remove(written)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.properties.title, book.properties.creator = title, ""
    book.properties.created = _MADE
    target = io.BytesIO()
    book.save(target)
    return _undated(target.getvalue())


def _fill(target: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for column, text in enumerate(row, start=1):
            _put(target, number, column, clean(text))
    _dress(target, sheet.widths)
    if sheet.printed:
        _lay_out(target)


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


def _dress(sheet: Worksheet, widths: Sequence[int]) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for column, (cell, width) in enumerate(zip(sheet[1], widths, strict=True), start=1):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        sheet.column_dimensions[get_column_letter(column)].width = width


def _lay_out(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.print_title_rows = "1:1"


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
    return rows_in(data, path.name)


def rows_in(data: bytes, name: str) -> tuple[tuple[str, ...], ...]:
    """Return what ``read_rows`` does, for a file ``name`` that is already in memory."""
    try:
        found = _rows_of(data)
    except _UNREADABLE as error:
        raise CommandError(
            f"“{name}”不是能读的 Excel 工作簿（.xlsx），可能已损坏；请另存为 .xlsx 再导入。"
        ) from error
    if found is None:
        raise CommandError(f"“{name}”里没有工作表。")
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
