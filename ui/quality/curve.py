"""The refusal curve as an inline SVG in the page's own colours, with its words beside it."""

from __future__ import annotations

from typing import Final

from qa.evaluation import Curve, Point
from ui.quality.numbers import percent

_WIDTH, _HEIGHT = 420, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 30, 44
_NEAR: Final = 0.3
"""Where the horizontal axis ends, unless the operating point lies beyond: what costs more than
three refusals in ten is of no use to anybody."""
_COSTS: Final = (0.01, 0.02, 0.05)
"""Shares of wrong refusals for which the table says what could be had."""
_LATE: Final = 0.6
"""Beyond this part of the axis the words of the operating point stand on its left."""


def curve_html(curve: Curve) -> str:
    """Return the curve and a table of what it says."""
    wrongly, rightly = curve.operating
    reach = _NEAR if wrongly <= _NEAR else 1.0
    far = "" if reach == 1.0 else f"横轴只画到 {reach:.0%}。"
    return (
        f'<figure class="qa-curve">{_svg(curve, reach)}<figcaption>'
        f"每道题助手都有一个把握，把握低于门槛就拒答。门槛越高，拒得越多：该拒的拒得多，不该拒的也跟着拒。"
        f"圆点是现在的位置；曲线下面积 {curve.area:.3f}（满分 1，瞎猜 0.5）。{far}"
        f"</figcaption></figure>{_table(curve, wrongly, rightly)}"
    )


def _svg(curve: Curve, reach: float) -> str:
    wrongly, rightly = curve.operating
    x, y = _place(curve.operating, reach)
    late = wrongly > _LATE * reach
    told = f"现在：{percent(rightly)}，误拒 {percent(wrongly)}"
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="qa-curve-name qa-curve-told">'
        '<title id="qa-curve-name">拒答的取舍曲线</title>'
        '<desc id="qa-curve-told">横轴是规则有规定却说没有的比例，'
        "纵轴是规则没有规定而如实说没有的比例。"
        f"现在的位置：误拒 {percent(wrongly)}，该拒而拒 {percent(rightly)}。</desc>"
        f"{_grid(reach)}"
        f'<polyline class="qa-curve-line" points="{_points(curve.points, reach)}"/>'
        f'<circle class="qa-curve-now" cx="{x:.1f}" cy="{y:.1f}" r="5.5"/>'
        f'<text class="qa-curve-here" x="{x + (-12 if late else 12):.1f}" y="{y + 26:.1f}" '
        f'text-anchor="{"end" if late else "start"}">{told}</text></svg>'
    )


def _grid(reach: float) -> str:
    lines = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _place((0.0, share), reach)
        lines.append(f'<path class="qa-curve-grid" d="M{x:.1f} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        lines.append(f'<text x="{x - 7:.1f}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    for step in range(4):
        share = reach * step / 3
        x, y = _place((share, 0.0), reach)
        lines.append(f'<path class="qa-curve-grid" d="M{x:.1f} {y:.1f}v5"/>')
        lines.append(f'<text x="{x:.1f}" y="{y + 19:.1f}" text-anchor="middle">{share:.0%}</text>')
    lines.append(f'<text x="{_LEFT - 36}" y="14">↑ 没有规定的，如实说没有（越高越好）</text>')
    lines.append(
        f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 6}" text-anchor="end">'
        "有规定的，却说没有（越靠左越好）→</text>"
    )
    return "".join(lines)


def _points(points: tuple[Point, ...], reach: float) -> str:
    """Return the corners within ``reach``, and where the next line leaves the drawing."""
    shown: list[Point] = []
    for point in points:
        if point[0] > reach:
            shown.append(_crossing(shown[-1], point, reach))
            break
        shown.append(point)
    return " ".join("{:.1f},{:.1f}".format(*_place(point, reach)) for point in shown)


def _crossing(before: Point, after: Point, reach: float) -> Point:
    part = (reach - before[0]) / (after[0] - before[0])
    return reach, before[1] + part * (after[1] - before[1])


def _place(point: Point, reach: float) -> Point:
    return (
        _LEFT + (_WIDTH - _LEFT - _RIGHT) * point[0] / reach,
        _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * point[1],
    )


def _table(curve: Curve, wrongly: float, rightly: float) -> str:
    rows = "".join(
        f'<tr><th scope="row">最多 {cost:.0%}</th><td>{percent(curve.at(cost))}</td></tr>'
        for cost in _COSTS
    )
    return (
        '<table class="qa-figures qa-costs"><caption class="qa-quality-unseen">拒答的取舍</caption>'
        '<thead><tr><th scope="col">误拒（有规定却说没有）</th>'
        '<th scope="col">该拒的能拒</th></tr></thead>'
        f'<tbody><tr class="qa-costs-now"><th scope="row">现在 {percent(wrongly)}</th>'
        f"<td>{percent(rightly)}</td></tr>{rows}</tbody></table>"
    )
