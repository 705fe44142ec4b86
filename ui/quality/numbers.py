"""Figures as the page writes them: percentages, intervals, bars, days."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from qa.evaluation import Share

_MEANS: Final = ("mrr@10", "ndcg@10")
"""Figures that are no share of anything: written as numbers."""


def percent(value: float) -> str:
    """Return 0.9756 as 97.6%, and nothing and everything as 0% and 100%."""
    return f"{100 * value:.0f}%" if value in (0, 1) else f"{100 * value:.1f}%"


def value_of(share: Share) -> str:
    """Return the value of ``share`` as it is written."""
    return f"{share.value:.3f}" if share.name in _MEANS else percent(share.value)


def interval_of(share: Share) -> str:
    """Return the 95% interval of ``share`` as it is written."""
    if share.name in _MEANS:
        return f"{share.low:.3f}–{share.high:.3f}"
    return f"{percent(share.low)}–{percent(share.high)}"


def bar(share: Share) -> str:
    """Return a bar of the value under a line of its interval; what it says is said in words too."""
    return (
        '<span class="qa-share" aria-hidden="true">'
        f'<i style="width:{100 * share.value:.1f}%"></i>'
        f'<b style="left:{100 * share.low:.1f}%;width:{100 * (share.high - share.low):.1f}%"></b>'
        "</span>"
    )


def day_of(moment: datetime) -> str:
    """Return 2026年11月23日."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def minute_of(moment: datetime) -> str:
    """Return 2026年11月23日 20:54."""
    return f"{day_of(moment)} {moment:%H:%M}"


def size_of(count: int) -> str:
    """Return a number of bytes as 11.6 MB or 48 KB."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.0f} KB"
