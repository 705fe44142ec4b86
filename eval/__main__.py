"""``python -m eval [--split dev|test] [--questions FILE] [--json]``: score the assistant.

One system, one split, one table; baselines, ablations and the report come with the next issue.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.commands import Parser, run
from corpus.errors import CommandError
from eval.dataset import Item, read_file, read_items
from eval.metrics import Judgement, hit, judge, mean, reciprocal_rank, wilson
from indexing.progress import ProgressBar
from qa.assistant import Assistant

_FIGURES: tuple[tuple[str, Callable[[Judgement], float | None]], ...] = (
    ("hit@1", lambda j: hit(j.rank, 1) if j.item.answerable else None),
    ("hit@3", lambda j: hit(j.rank, 3) if j.item.answerable else None),
    ("hit@5", lambda j: hit(j.rank, 5) if j.item.answerable else None),
    ("mrr@10", lambda j: reciprocal_rank(j.rank) if j.item.answerable else None),
    ("span recall", lambda j: j.spans),
    ("citation precision", lambda j: j.citation_precision),
    ("citation recall", lambda j: j.citation_recall),
    ("false refusal", lambda j: float(j.refused) if j.item.answerable else None),
    ("refusal", lambda j: None if j.item.answerable else float(j.refused)),
)
_ALL = "all"


def main(arguments: list[str]) -> int:
    """Ask every question of a split and print the table."""
    parser = Parser("python -m eval", "用手写题集给助手打分")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="默认 dev")
    parser.add_argument("--questions", metavar="FILE", help="同格式的题目文件，代替内置题集")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    chosen = parser.parse_args(arguments)
    items = read_file(Path(chosen.questions)) if chosen.questions else read_items(chosen.split)
    if not items:
        raise CommandError("题目文件是空的。")
    judged = _judged(items)
    table = {
        kind: _row([j for j in judged if kind in (_ALL, j.item.kind)]) for kind in _kinds(items)
    }
    if chosen.json:
        print(json.dumps(table, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(table, chosen.questions or chosen.split)))
    return 0


def _judged(items: Sequence[Item]) -> list[Judgement]:
    with ProgressBar("评测") as bar:
        assistant = Assistant.load(progress=bar.update)
        judged = []
        for done, item in enumerate(items, start=1):
            judged.append(judge(item, assistant.ask(item.question, item.history)))
            bar.update("问题", done, len(items))
    return judged


def _kinds(items: Sequence[Item]) -> list[str]:
    return [_ALL, *sorted({item.kind for item in items})]


def _row(judged: Sequence[Judgement]) -> dict[str, dict[str, float]]:
    """Return {figure: {value, low, high, count}}; low and high are Wilson's 95% interval."""
    row = {}
    for name, figure in _FIGURES:
        values = [value for value in map(figure, judged) if value is not None]
        low, high = wilson(sum(values), len(values))
        row[name] = {"value": mean(values), "low": low, "high": high, "count": len(values)}
    seconds = sorted(j.seconds for j in judged)
    row["seconds p50"] = {"value": seconds[len(seconds) // 2], "count": len(seconds)}
    return row


def _lines(table: dict[str, dict[str, dict[str, float]]], name: str) -> list[str]:
    names = [figure for figure, _ in _FIGURES]
    lines = [f"{name}", f"{'kind':<14}" + "".join(f"{figure:>20}" for figure in names)]
    for kind, row in table.items():
        cells = "".join(f"{_cell(row[figure]):>20}" for figure in names)
        lines.append(f"{kind:<14}{cells}")
    every = table[_ALL]
    lines.append(
        "95% intervals, all: "
        + "; ".join(
            f"{figure} {every[figure]['value']:.3f} [{every[figure]['low']:.3f}, "
            f"{every[figure]['high']:.3f}] of {every[figure]['count']}"
            for figure in names
        )
    )
    return lines


def _cell(figure: dict[str, float]) -> str:
    value, number = figure["value"], int(figure["count"])
    return "-" if math.isnan(value) else f"{value:.3f} ({number})"


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
