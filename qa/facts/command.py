"""``python -m qa tables``: the quick-reference tables, to read or as an Excel workbook."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from corpus.commands import Parser
from corpus.errors import CommandError
from corpus.model import Regulation
from corpus.settings import read_settings
from corpus.source import load_regulation
from qa.facts.reading import read_facts
from qa.facts.tables import Table, table_lines, tables

_MARKDOWN: Final = "markdown"
_EXCEL: Final = "xlsx"


def run_tables(arguments: list[str]) -> int:
    """Print or write the quick-reference tables, all or those whose name holds a word."""
    chosen = _parser().parse_args(arguments)
    if chosen.format == _EXCEL and not chosen.output:
        raise CommandError("Excel 工作簿要写进文件，请用 --output 给出文件名，例如 速查表.xlsx。")
    regulation = load_regulation(read_settings().corpus)
    shown = _named(tables(regulation, read_facts(regulation)), chosen.name)
    text = "\n\n".join("\n".join(table_lines(table, regulation)) for table in shown) + "\n"
    if not chosen.output:
        sys.stdout.write(text)
        return 0
    from qa.documents.writing import write_whole

    written = _workbook(shown, regulation) if chosen.format == _EXCEL else text.encode()
    write_whole(Path(chosen.output), written)
    sys.stderr.write(f"已写好：{chosen.output}\n")
    return 0


def _parser() -> Parser:
    parser = Parser("python -m qa tables", "速查表：时限、会议、签发审批、请示报告、禁止事项")
    parser.add_argument(
        "name", nargs="?", default="", metavar="表名", help="只看名称含这几个字的表"
    )
    parser.add_argument(
        "--format", choices=(_MARKDOWN, _EXCEL), default=_MARKDOWN, help="默认 markdown"
    )
    parser.add_argument("--output", metavar="FILE", help="写到哪个文件（默认标准输出）")
    return parser


def _named(every: Sequence[Table], name: str) -> list[Table]:
    shown = [table for table in every if name in table.name]
    if not shown:
        names = "、".join(table.name for table in every) or "（没有读到可列表的事项）"
        raise CommandError(f"没有名称含“{name}”的速查表。现有：{names}。")
    return shown


def _workbook(shown: Sequence[Table], regulation: Regulation) -> bytes:
    from qa.documents.excel import workbook
    from qa.facts.sheets import table_sheet

    sheets = [table_sheet(table, regulation) for table in shown]
    return workbook(f"《{regulation.title}》速查表", sheets)
