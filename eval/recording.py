"""An evaluation run as the record that the page shows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from eval.curve import refusal_curve
from eval.gate import LESS_IS_BETTER
from eval.metrics import Judgement, percentile
from eval.report import FIGURE_NAMES, KIND_NAMES, USER_NAMES, Run
from eval.table import Row, row
from indexing.index import RegulationIndex
from qa.evaluation import (
    FORMAT_VERSION,
    Conditions,
    Curve,
    Evaluation,
    Figure,
    Group,
    Latency,
    Point,
    Share,
)

_GROUPED: Final = (
    "hit@1", "hit@5", "span recall", "cite R", "verdict", "dates", "refusal", "false refusal",
)  # fmt: skip
"""The figures that are kept of each group of questions."""
_DIGITS: Final = 6
_STRAIGHT: Final = 1e-12


def evaluation_of(run: Run, index: RegulationIndex, source: Path, measured: datetime) -> Evaluation:
    """Return the record of ``run`` over all questions of the file ``source``."""
    judged = [outcome.judgement for outcome in run.outcomes]
    cells = row(judged)
    return Evaluation(
        format_version=FORMAT_VERSION,
        measured=measured,
        count=len(judged),
        conditions=Conditions(
            regulation=index.regulation.title,
            fingerprint=index.regulation.fingerprint,
            encoder=index.encoder.name,
            split=run.name,
            questions=hashlib.sha256(source.read_bytes()).hexdigest(),
            cores=os.cpu_count() or 0,
            load=round(_load(), 1),
        ),
        figures=tuple(
            Figure(label, meaning, name in LESS_IS_BETTER, share)
            for name, (label, meaning) in FIGURE_NAMES.items()
            for share in _shares(cells, (name,))
        ),
        curve=_curve(judged),
        kinds=_groups(judged, lambda j: j.item.kind, KIND_NAMES),
        users=_groups(judged, lambda j: j.item.user, USER_NAMES),
        latency=_latency(judged),
    )


def corners(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return ``points`` (distinct, two or more) without those on a line between neighbours."""
    inner = (
        here
        for before, here, after in zip(points, points[1:], points[2:], strict=False)
        if abs(_turn(before, here, after)) > _STRAIGHT
    )
    return (points[0], *inner, points[-1])


def _turn(before: Point, here: Point, after: Point) -> float:
    """Return twice the area of the triangle: 0 where the three lie on one line."""
    (x0, y0), (x1, y1), (x2, y2) = before, here, after
    return (x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1)


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _shares(cells: Row, names: Sequence[str]) -> tuple[Share, ...]:
    """Return the figures that apply to at least one question."""
    return tuple(
        Share(
            name=name,
            value=round(cells[name]["value"], _DIGITS),
            low=round(cells[name]["low"], _DIGITS),
            high=round(cells[name]["high"], _DIGITS),
            count=int(cells[name]["count"]),
        )
        for name in names
        if cells[name]["count"]
    )


def _groups(
    judged: Sequence[Judgement], group_of: Callable[[Judgement], str], names: Mapping[str, str]
) -> tuple[Group, ...]:
    found = {group_of(judgement) for judgement in judged}
    ordered = [*(name for name in names if name in found), *sorted(found - names.keys())]
    groups = []
    for name in ordered:
        members = [judgement for judgement in judged if group_of(judgement) == name]
        shares = _shares(row(members), _GROUPED)
        groups.append(Group(name, names.get(name, name or "未注明"), len(members), shares))
    return tuple(groups)


def _curve(judged: Sequence[Judgement]) -> Curve | None:
    found = refusal_curve(judged)
    if found is None:
        return None
    points = (_rounded(point) for point in corners(found.points))
    return Curve(tuple(points), round(found.area, _DIGITS), _rounded(found.operating))


def _rounded(point: Point) -> Point:
    return round(point[0], _DIGITS), round(point[1], _DIGITS)


def _latency(judged: Sequence[Judgement]) -> Latency:
    times = [1000 * judgement.seconds for judgement in judged]
    p50, p90, p95, p99 = (round(percentile(times, share), 1) for share in (0.5, 0.9, 0.95, 0.99))
    return Latency(p50, p90, p95, p99, round(max(times), 1))
