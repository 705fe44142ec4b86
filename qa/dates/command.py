"""``python -m qa deadline --from 2026-03-03 --days 7``: count working or natural days."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Final

from corpus.commands import Parser
from corpus.errors import CommandError
from qa.dates.counting import LARGEST, Direction, Unit, deadline
from qa.dates.expressions import read_day

_UNITS: Final = (Unit.WORKING_DAY.value, Unit.DAY.value)


def run_deadline(arguments: list[str]) -> int:
    """Print the day a number of days before or after another day, and how it was counted."""
    chosen = _parser().parse_args(arguments)
    today = chosen.today or date.today()
    start = day(chosen.start, today)
    direction = Direction.BEFORE if chosen.before else Direction.AFTER
    found = deadline(start, chosen.days, Unit(chosen.unit), direction, today.year)
    sys.stdout.write(f"{found.end.isoformat()}\n{found.text.removesuffix('。')}。\n")
    return 0


def _parser() -> Parser:
    parser = Parser(
        "python -m qa deadline",
        "推算期限：工作日跳过周末和法定节假日，计入补班；起算当日不计。",
    )
    parser.add_argument(
        "--from", dest="start", required=True, metavar="日期", help="例如 2026-03-03、3月3日、今天"
    )
    parser.add_argument(
        "--days", type=_amount, required=True, metavar="天数", help=f"1 至 {LARGEST}"
    )
    parser.add_argument("--unit", choices=_UNITS, default=_UNITS[0], help="默认工作日")
    parser.add_argument("--before", action="store_true", help="往前数")
    parser.add_argument(
        "--today", type=day, metavar="日期", help="把哪一天当作今天（默认系统日期）"
    )
    return parser


def _amount(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= LARGEST:
        raise argparse.ArgumentTypeError(f"应为 1 至 {LARGEST} 的整数，读到的是 {text!r}")
    return int(text)


def day(text: str, today: date | None = None) -> date:
    """Return the day that ``text`` names, for an argument of a command; raise CommandError."""
    found = read_day(text, today or date.today())
    if found is None:
        raise CommandError(
            f"读不懂日期 {text!r}，或没有这一天。请写成 2026-03-03、2026年3月3日或 3月3日。"
        )
    return found
