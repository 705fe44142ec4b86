"""Judgements and comparisons as tables of text."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from eval.ablations import Ablation
from eval.compare import Comparison
from eval.metrics import FIGURES, Judgement, mean, percentile, wilson
from eval.reliability import Reliability

ALL: Final = "all"
Row = dict[str, dict[str, float]]
"""Figure name to {value, low, high, count}; low and high are Wilson's 95% interval."""


def row(judged: Sequence[Judgement]) -> Row:
    """Return every figure over ``judged``, with medians of length and time."""
    cells: Row = {}
    for name, figure in FIGURES.items():
        values = [value for value in map(figure, judged) if value is not None]
        low, high = wilson(sum(values), len(values))
        cells[name] = {"value": mean(values), "low": low, "high": high, "count": len(values)}
    answered = [j for j in judged if not j.refused]
    for name, numbers in (
        ("median own characters", [float(j.own_characters) for j in answered]),
        ("median quoted characters", [float(j.quoted_characters) for j in answered]),
        ("seconds p50", [j.seconds for j in judged]),
    ):
        middle = statistics.median(numbers) if numbers else math.nan
        cells[name] = {"value": middle, "count": len(numbers)}
    cells["seconds p95"] = {
        "value": percentile([j.seconds for j in judged], 0.95),
        "count": len(judged),
    }
    return cells


def table_lines(table: Mapping[str, Row], name: str) -> list[str]:
    """Return the lines of a table: a row a kind, then intervals and medians over all."""
    lines = [name, f"{'kind':<13}" + "".join(f"{figure:>14}" for figure in FIGURES)]
    for kind, cells in table.items():
        lines.append(f"{kind:<13}" + "".join(f"{_cell(cells[f]):>14}" for f in FIGURES))
    every = table[ALL]
    lines += ["", "all, with 95% intervals:"]
    lines += [f"  {figure:<14} {_interval(every[figure])}" for figure in FIGURES]
    medians = [figure for figure in every if figure not in FIGURES]
    lines += [f"  {figure:<26} {every[figure]['value']:.4g}" for figure in medians]
    return lines


def comparison_lines(done: Sequence[Comparison], name: str) -> list[str]:
    """Return the lines of the side-by-side table."""
    lines = [
        f"{name}: {done[0].count} answerable questions, history and look-ups aside",
        f"{'system':<28}{'hit@1':>8}{'hit@3':>8}{'hit@5':>8}{'mrr@10':>8}{'ndcg@10':>9}{'p':>9}",
    ]
    for entry in done:
        p_value = "-" if entry.p_value is None else f"{entry.p_value:.4f}"
        lines.append(
            f"{entry.name:<28}{entry.hit1:>8.3f}{entry.hit3:>8.3f}{entry.hit5:>8.3f}"
            f"{entry.mrr:>8.3f}{entry.ndcg:>9.3f}{p_value:>9}"
        )
    lines.append("p: hit@1 against this project, two-sided paired randomisation test")
    return lines


ABLATED: Final = ("hit@1", "hit@5", "span recall", "cite P", "refusal", "false refusal")
"""The figures that are shown for each ablation."""


def ablation_lines(ablations: Sequence[Ablation]) -> list[str]:
    """Return the lines of the table with one part off at a time."""
    lines = [f"{'part':<28}" + "".join(f"{figure:>15}" for figure in ABLATED)]
    for ablation in ablations:
        cells = row(ablation.judged)
        values = "".join(f"{cells[figure]['value']:>15.3f}" for figure in ABLATED)
        lines.append(f"{ablation.name:<28}{values}")
    return lines


def latency_line(judged: Sequence[Judgement]) -> str:
    """Return the percentiles of the time an answer took."""
    times = [1000 * j.seconds for j in judged]
    shown = ", ".join(
        f"p{share} {percentile(times, share / 100):.1f}" for share in (50, 90, 95, 99)
    )
    return f"milliseconds an answer, of {len(times)}: {shown}"


def reliability_line(found: Reliability) -> str:
    """Return how far scores are from how often they are right."""
    return (
        f"expected calibration error of the first hit's score: {found.error:.3f} of {found.count}"
    )


def stage_lines(stages: Sequence[str | None]) -> list[str]:
    """Return how many questions each stage lost."""
    counts = Counter(stage for stage in stages if stage)
    lost = "; ".join(f"{stage} {count}" for stage, count in counts.most_common())
    return [f"{sum(counts.values())} of {len(stages)} answers fall short, lost at: {lost or '-'}"]


def _cell(figure: Mapping[str, float]) -> str:
    value, number = figure["value"], int(figure["count"])
    return "-" if math.isnan(value) else f"{value:.3f} ({number})"


def _interval(figure: Mapping[str, float]) -> str:
    if math.isnan(figure["value"]):
        return "-"
    return (
        f"{figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}] "
        f"of {int(figure['count'])}"
    )
