"""``python -m eval [--split dev|test] [--questions FILE] [--baselines] [--json]``: score it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from corpus.commands import Parser, run
from corpus.errors import CommandError
from eval.dataset import Item, read_file, read_items
from eval.metrics import Judgement, judge
from eval.table import ALL, comparison_lines, row, table_lines
from indexing.progress import ProgressBar
from qa.assistant import Assistant


def main(arguments: list[str]) -> int:
    """Ask every question of a split and print the table, or rank it beside baselines."""
    parser = Parser("python -m eval", "用手写题集给助手打分")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="默认 dev")
    parser.add_argument("--questions", metavar="FILE", help="同格式的题目文件，代替内置题集")
    parser.add_argument("--baselines", action="store_true", help="与各基线系统同场比较检索")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    chosen = parser.parse_args(arguments)
    items = read_file(Path(chosen.questions)) if chosen.questions else read_items(chosen.split)
    if not items:
        raise CommandError("题目文件是空的。")
    name = chosen.questions or chosen.split
    if chosen.baselines:
        return _compare(items, name, as_json=chosen.json)
    judged = _judged(items)
    kinds = [ALL, *sorted({item.kind for item in items})]
    table = {kind: row([j for j in judged if kind in (ALL, j.item.kind)]) for kind in kinds}
    lines = table_lines(table, name)
    print(json.dumps(table, ensure_ascii=False, indent=2) if chosen.json else "\n".join(lines))
    return 0


def _judged(items: Sequence[Item]) -> list[Judgement]:
    with ProgressBar("评测") as bar:
        assistant = Assistant.load(progress=bar.update)
        judged = []
        for done, item in enumerate(items, start=1):
            answer = assistant.ask(item.question, item.history)
            judged.append(judge(item, answer, assistant.regulation))
            bar.update("问题", done, len(items))
    return judged


def _compare(items: Sequence[Item], name: str, *, as_json: bool) -> int:
    from corpus.settings import read_settings
    from eval.compare import comparable, compare
    from eval.systems import systems
    from indexing.library import open_index

    if not comparable(items):
        raise CommandError("题目里没有可以比较检索的问题（可答、不带历史、不是按条号查）。")
    with ProgressBar("比较") as bar:
        index = open_index(read_settings(), bar.update)
        done = compare(systems(index), items, lambda at, of: bar.update("系统", at, of))
    if as_json:
        print(json.dumps([asdict(entry) for entry in done], ensure_ascii=False, indent=2))
    else:
        print("\n".join(comparison_lines(done, name)))
    return 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
