"""``python -m eval``: score the assistant, beside baselines and ablations."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.commands import FAILED, Parser, run, while_loading
from corpus.errors import CommandError, reason
from corpus.settings import read_settings
from corpus.source import load_regulation
from eval.ablations import Ablation, ablate
from eval.compare import Comparison, comparable, compare
from eval.dataset import QUESTIONS, QuestionFile, read_file
from eval.gate import accept, difference_lines, differences
from eval.outcomes import Outcome, score
from eval.recording import evaluation_of
from eval.reliability import reliability
from eval.report import Run, render
from eval.systems import systems
from eval.table import (
    ALL,
    Row,
    ablation_lines,
    comparison_lines,
    latency_line,
    reliability_line,
    row,
    stage_lines,
    table_lines,
)
from indexing.index import RegulationIndex
from indexing.progress import ProgressBar
from qa.assistant import Assistant
from qa.evaluation import FILE, save_evaluation
from ui.quality.records import PUBLISHED


def main(arguments: list[str]) -> int:
    """Ask every question, print what was asked for; fail where lines or figures are not sound."""
    chosen = _parser().parse_args(arguments)
    source = Path(chosen.questions) if chosen.questions else QUESTIONS / f"{chosen.split}.jsonl"
    if (chosen.gate or chosen.accept) and (chosen.questions or chosen.split != "dev"):
        raise CommandError("--gate 和 --accept 只用于内置的 dev 题集。")
    if chosen.publish and (chosen.questions or chosen.split != "test"):
        raise CommandError("--publish 只用于内置的 test 题集：--split test --publish。")
    file = _read(source)
    with ProgressBar("评测") as bar:
        found, index = _run(file, chosen, bar)
    conditions = _conditions(index, source)
    _print(found, chosen)
    if chosen.output:
        _write(Path(chosen.output), found, index, conditions)
    if chosen.split == "test" and not chosen.questions and not file.faults:
        _keep(found, index, source, publish=chosen.publish)
    status = FAILED if file.faults else 0
    return max(status, _gate(found, chosen, conditions))


def _parser() -> Parser:
    parser = Parser("python -m eval", "用手写题集给助手打分")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="默认 dev")
    parser.add_argument("--questions", metavar="FILE", help="同格式的题目文件，代替内置题集")
    parser.add_argument("--baselines", action="store_true", help="与各基线系统同场比较检索")
    parser.add_argument("--ablations", action="store_true", help="逐个去掉部件再评")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument(
        "--output", metavar="DIR", help="在目录 DIR 里写出 report.html 和 report.json"
    )
    parser.add_argument(
        "--publish", action="store_true", help="test 的记录也写进软件包，随发行版给“质量”页用"
    )
    held = parser.add_mutually_exclusive_group()
    held.add_argument("--gate", action="store_true", help="dev 的数字比入库的差 2 点以上即失败")
    held.add_argument("--accept", action="store_true", help="把这次 dev 的数字入库作对照")
    return parser


def _read(source: Path) -> QuestionFile:
    file = read_file(source, load_regulation(read_settings().corpus))
    for fault in file.faults:
        print(f"第 {fault.line} 行没有计分：{fault.reason}。", file=sys.stderr)
    if not file.items:
        raise CommandError(f"题目文件 {source} 里没有可以计分的题。")
    return file


def _run(
    file: QuestionFile, chosen: argparse.Namespace, bar: ProgressBar
) -> tuple[Run, RegulationIndex]:
    from indexing.library import open_index

    with while_loading():
        index = open_index(read_settings(), bar.update)
    assistant = Assistant.of(index)
    outcomes = score(file.items, assistant, lambda at, of: bar.update("问题", at, of))
    comparisons: tuple[Comparison, ...] = ()
    ablations: tuple[Ablation, ...] = ()
    if chosen.baselines:
        if not comparable(file.items):
            raise CommandError("题目里没有可以比较检索的问题（可答、不带历史、不是按条号查）。")
        comparisons = compare(systems(index), file.items, lambda at, of: bar.update("系统", at, of))
    if chosen.ablations:
        ablations = ablate(index, outcomes, lambda at, of: bar.update("消融", at, of))
    name = chosen.questions or chosen.split
    reliable = reliability(assistant, comparable(file.items))
    return Run(name, outcomes, file.faults, comparisons, ablations, reliable), index


def _conditions(index: RegulationIndex, source: Path) -> dict[str, str]:
    """Return what the figures depend on, in words for the report and the committed baseline."""
    return {
        "规章": index.regulation.fingerprint[:12],
        "向量模型": index.encoder.name,
        "题集": hashlib.sha256(source.read_bytes()).hexdigest()[:12],
    }


def _table(outcomes: tuple[Outcome, ...]) -> dict[str, Row]:
    kinds = [ALL, *sorted({outcome.item.kind for outcome in outcomes})]
    return {
        kind: row([o.judgement for o in outcomes if kind in (ALL, o.item.kind)]) for kind in kinds
    }


def _print(found: Run, chosen: argparse.Namespace) -> None:
    if chosen.json:
        print(json.dumps(_record(found), ensure_ascii=False, indent=2))
        return
    lines = table_lines(_table(found.outcomes), found.name)
    lines += ["", latency_line([outcome.judgement for outcome in found.outcomes])]
    lines += ["", reliability_line(found.reliability)]
    lines += ["", *stage_lines([outcome.stage for outcome in found.outcomes])]
    if found.comparisons:
        lines += ["", *comparison_lines(found.comparisons, found.name)]
    if found.ablations:
        lines += ["", *ablation_lines(found.ablations)]
    print("\n".join(lines))


def _record(found: Run) -> dict[str, Any]:
    return {
        "questions": found.name,
        "figures": _table(found.outcomes),
        "not_scored": [asdict(fault) for fault in found.faults],
        "reliability": asdict(found.reliability),
        "systems": [asdict(entry) for entry in found.comparisons],
        "ablations": {entry.name: row(entry.judged) for entry in found.ablations},
        "misses": [
            {
                "id": outcome.item.id,
                "question": outcome.item.question,
                "stage": outcome.stage,
                "needed": outcome.item.articles,
                "cited": sorted({citation.article for citation in outcome.answer.citations}),
                "ranked": outcome.answer.ranked_articles,
            }
            for outcome in found.outcomes
            if outcome.stage
        ],
    }


def _write(folder: Path, found: Run, index: RegulationIndex, conditions: Mapping[str, str]) -> None:
    page = render(found, index.regulation, conditions)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.html").write_text(page, encoding="utf-8")
        text = json.dumps(_record(found), ensure_ascii=False, indent=2)
        (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"写不了报告目录 {folder}：{reason(error)}。") from error
    print(f"报告：{folder / 'report.html'}", file=sys.stderr)


def _keep(found: Run, index: RegulationIndex, source: Path, *, publish: bool) -> None:
    """Record the held-out figures for the page: those of dev would flatter it."""
    measured = datetime.now().astimezone().replace(microsecond=0)
    record = evaluation_of(found, index, source, measured)
    for path in (read_settings().data_dir / FILE, *([PUBLISHED] if publish else [])):
        save_evaluation(record, path)
        print(f"评测记录：{path}", file=sys.stderr)


def _gate(found: Run, chosen: argparse.Namespace, conditions: Mapping[str, str]) -> int:
    """Compare dev with the committed figures; a difference is printed, and fails under --gate."""
    if chosen.questions or chosen.split != "dev":
        return 0
    now = row([outcome.judgement for outcome in found.outcomes])
    if chosen.accept:
        accept(now, conditions)
        return 0
    try:
        compared = differences(now, conditions)
    except CommandError as error:
        if chosen.gate:
            raise
        print(error, file=sys.stderr)
        return 0
    if not chosen.json:
        print("\n" + "\n".join(difference_lines(compared)))
    return FAILED if chosen.gate and any(entry.worse for entry in compared) else 0


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
