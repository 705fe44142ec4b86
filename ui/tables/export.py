"""The tables as an Excel file: one as it is shown, or all of them whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from corpus.errors import CommandError
from qa.facts.tables import Table
from ui.tables.contents import Contents

_OLD_PAGE: Final = "速查表和页面对不上。页面可能是旧的，请刷新后再导出。"


@dataclass(frozen=True, slots=True)
class Download:
    """A file for the visitor: its name and its bytes."""

    name: str
    data: bytes


def whole(contents: Contents) -> Download:
    """Return every table with all its rows, a sheet each."""
    return _written(contents, contents.tables, "速查表")


def shown(contents: Contents, number: object, rows: object) -> Download:
    """Return one table with the rows that are shown, in the order in which they are shown.

    Raise CommandError for a table or a row that this regulation does not have.
    """
    if not isinstance(number, int) or not 0 <= number < len(contents.tables):
        raise CommandError(_OLD_PAGE)
    table = contents.tables[number]
    chosen = replace(table, rows=tuple(table.rows[at] for at in _numbers(rows, len(table.rows))))
    part = "" if len(chosen.rows) == len(table.rows) else f"（{len(chosen.rows)}行）"
    return _written(contents, (chosen,), f"{table.name}{part}")


def _numbers(rows: object, count: int) -> list[int]:
    numbers = rows if isinstance(rows, list) else []
    known = all(isinstance(number, int) and 0 <= number < count for number in numbers)
    if not numbers or not known or len(set(numbers)) != len(numbers):
        raise CommandError(_OLD_PAGE)
    return numbers


def _written(contents: Contents, tables: tuple[Table, ...], what: str) -> Download:
    from qa.documents.excel import workbook
    from qa.facts.sheets import table_sheet

    title = contents.regulation.title
    sheets = [table_sheet(table, contents.regulation) for table in tables]
    return Download(f"{title}-{what}.xlsx", workbook(f"《{title}》{what}", sheets))
