"""The plots of the report as SVG text. The one door to matplotlib.

Axes carry numbers only; the words stand in the page, in its own fonts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from eval.curve import RefusalCurve
from eval.reliability import Reliability

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE: Final = (4.6, 3.4)
"""Inches; readable at the width of a phone."""
_INK, _RED, _GREY = "#3b3733", "#b3261e", "#8a8378"


def refusal_plot(curve: RefusalCurve) -> str:
    """Draw refusal over false refusal, the operating point as a dot."""
    figure, axes = _square(1.02)
    costs, gains = zip(*curve.points, strict=True)
    axes.step(costs, gains, where="post", color=_INK, linewidth=1.6)
    axes.plot(*curve.operating, "o", color=_RED, markersize=8)
    return _svg(figure)


def reliability_plot(found: Reliability) -> str:
    """Draw how often the first hit was right over its score, a dot a bin, larger for more."""
    figure, axes = _square(1.05)
    axes.scatter(
        [each.score for each in found.bins],
        [each.right for each in found.bins],
        s=[20 + 2 * each.count for each in found.bins],
        color=_RED,
        alpha=0.8,
    )
    return _svg(figure)


def latency_plot(milliseconds: Sequence[float]) -> str:
    """Draw the share of questions answered within a time, the time on a logarithmic axis."""
    from matplotlib.ticker import ScalarFormatter

    figure, axes = _axes()
    ordered = sorted(milliseconds)
    shares = [place / len(ordered) for place in range(1, len(ordered) + 1)]
    axes.step(ordered, shares, where="post", color=_INK, linewidth=1.6)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(ScalarFormatter())
    axes.set_ylim(0, 1.02)
    return _svg(figure)


def _square(limit: float) -> tuple[Figure, Axes]:
    """Return axes from 0 to 1 both ways, seen up to ``limit``, with the diagonal dotted."""
    figure, axes = _axes()
    axes.plot([0, 1], [0, 1], color=_GREY, linewidth=0.8, linestyle=":")
    axes.set_xlim(-0.02, limit)
    axes.set_ylim(-0.02, limit)
    return figure, axes


def _axes() -> tuple[Figure, Axes]:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(_GREY)
    axes.tick_params(colors=_INK, labelsize=10)
    axes.grid(color="#e4dfd6", linewidth=0.6)
    return figure, axes


def _svg(figure: Figure) -> str:
    """Return the drawing alone, without the XML prologue, sized by the page."""
    from matplotlib import rc_context

    stream = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "report"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    drawing = stream.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    return re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", drawing, count=1)
