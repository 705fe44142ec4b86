"""Every figure in tables: over all questions, by kind and by user, and how long answers take."""

from __future__ import annotations

from html import escape
from typing import Final

from qa.evaluation import Evaluation, Figure, Group
from ui.quality.numbers import bar, interval_of, percent, value_of

_COLUMNS: Final = (
    ("hit@1", "排第一"),
    ("hit@5", "前五"),
    ("span recall", "要点"),
    ("cite R", "引全"),
)
_OWN: Final = (("verdict", "判断"), ("dates", "日期"), ("refusal", "该拒而拒"))
"""Figures that only some kinds of question have: they share the last column."""


def figures_html(found: Evaluation) -> str:
    """Return the table of all figures with their meaning."""
    rows = "".join(map(_figure, found.figures))
    return _scrolling(
        "全部数字",
        f'<thead><tr><th scope="col">指标</th>{_heads("数值", "题数", "95% 区间")}'
        '<td class="qa-figures-bar"></td></tr></thead>'
        f"<tbody>{rows}</tbody>",
    )


def groups_html(found: Evaluation) -> str:
    """Return the table of the main figures by kind of question and by who asks."""
    heads = _heads("题数", *(label for _, label in _COLUMNS))
    return _scrolling(
        "按题型和提问人",
        f'<thead><tr><th scope="col">题型</th>{heads}<th scope="col">专项</th></tr></thead>'
        f"<tbody>{''.join(map(_group, found.kinds))}</tbody>"
        f'<tbody><tr class="qa-figures-between"><th scope="colgroup" colspan="{len(_COLUMNS) + 3}">'
        f"按提问人</th></tr>{''.join(map(_group, found.users))}</tbody>",
    )


def speed_html(found: Evaluation) -> str:
    """Return how long an answer takes, and on what."""
    spent = found.latency
    rows = (
        ("一半的题", spent.p50),
        ("九成的题", spent.p90),
        ("95% 的题", spent.p95),
        ("99% 的题", spent.p99),
        ("最慢的一题", spent.slowest),
    )
    items = "".join(f"<div><dt>{name}</dt><dd>{time:,.0f} 毫秒</dd></div>" for name, time in rows)
    at = found.conditions
    machine = f"{at.cores} 核处理器，" if at.cores else ""
    busy = (
        f"测的时候机器上还有别的任务（平均负载 {at.load:.0f}），空闲时比这快。" if at.busy else ""
    )
    return (
        f'<dl class="qa-quality-speed">{items}</dl>'
        f'<p class="qa-quality-fine">{machine}不用显卡，不用语言模型，不联网。'
        f"{busy}启用语言模型后，组织语句另需时间。</p>"
    )


def _scrolling(name: str, table: str) -> str:
    return (
        f'<div class="qa-quality-wide" role="region" aria-label="{name}" tabindex="0">'
        f'<table class="qa-figures">{table}</table></div>'
    )


def _heads(*labels: str) -> str:
    return "".join(f'<th scope="col" class="qa-figure-cell">{label}</th>' for label in labels)


def _figure(figure: Figure) -> str:
    share = figure.share
    return (
        f'<tr><th scope="row">{escape(figure.label)}'
        f"<small>{escape(figure.meaning)}</small></th>"
        f'<td class="qa-figure-cell qa-figure-value">{value_of(share)}</td>'
        f'<td class="qa-figure-cell">{share.count}</td>'
        f'<td class="qa-figure-cell">{interval_of(share)}</td>'
        f'<td class="qa-figures-bar">{bar(share)}</td></tr>'
    )


def _group(group: Group) -> str:
    cells = "".join(_cell(group, name) for name, _ in _COLUMNS)
    own = "，".join(
        f"{label} {percent(share.value)}（{share.count}）"
        for name, label in _OWN
        if (share := group.share(name)) is not None
    )
    return (
        f'<tr><th scope="row">{escape(group.label)}</th>'
        f'<td class="qa-figure-cell">{group.count}</td>'
        f'{cells}<td class="qa-figures-own">{own or _NONE}</td></tr>'
    )


_NONE: Final = '<span class="qa-figure-none"><span aria-hidden="true">–</span></span>'


def _cell(group: Group, name: str) -> str:
    share = group.share(name)
    return f'<td class="qa-figure-cell">{percent(share.value) if share else _NONE}</td>'
