"""The upper part of the tab: what was measured, on what, and what it means for the reader."""

from __future__ import annotations

from html import escape
from typing import Final

from qa.evaluation import COMMAND, Evaluation
from ui.quality.claims import claims_html, limits_html
from ui.quality.curve import curve_html
from ui.quality.environment import environment, environment_html, manifest_of
from ui.quality.figures import figures_html, groups_html, speed_html
from ui.quality.numbers import day_of
from ui.quality.records import Shown, newest
from ui.services import Services

LOADING: Final = '<h2>质量</h2><p class="qa-quality-lead">正在读取评测记录……</p>'
_TO_CHECK: Final = '<a class="qa-quality-jump" href="#quality-check">到自检</a>'


def overview(services: Services) -> str:
    """Return the figures as they are recorded now; a few milliseconds, nothing is loaded."""
    return overview_html(services, newest(services.data_dir))


def failed_html(sentence: str) -> str:
    """Return the upper part of the tab where it could not be made."""
    return f"{_head('')}{_notice(sentence)}"


def overview_html(services: Services, shown: Shown) -> str:
    """Return the upper part of the tab for the record ``shown``."""
    limits = limits_html(services.regulation)
    made_of = _section("这一份程序", environment_html(environment(services)))
    faults = "".join(_notice(fault) for fault in shown.faults)
    if shown.evaluation is None:
        return f"{_head('')}{faults}{_unmeasured()}{limits}{made_of}"
    found = shown.evaluation
    changed = differences(services, found)
    return (
        f"{_head(_lead(shown, found, same=not changed))}{faults}{''.join(map(_notice, changed))}"
        f"{claims_html(found)}{limits}{_details(found, made_of)}"
    )


def differences(services: Services, found: Evaluation) -> tuple[str, ...]:
    """Return a sentence for each thing that is not now as it was when ``found`` was measured."""
    measured = found.conditions
    said = []
    if measured.fingerprint != services.regulation.fingerprint:
        which = "另一版文字" if measured.regulation == services.regulation.title else "另一部规章"
        said.append(
            f"这些数字是在{which}上测的（《{measured.regulation}》，文字校验 "
            f"{measured.fingerprint[:12]}），不是现在用的《{services.regulation.title}》"
            f"（{services.regulation.fingerprint[:12]}）。现在的表现可能差得多。"
        )
    manifest = manifest_of(services)
    if manifest is None:
        said.append("还没有可用的索引，看不出现在的向量模型是不是测的时候那一个。")
    elif manifest.encoder != measured.encoder:
        said.append(
            f"这些数字是用模型 {measured.encoder} 测的，现在用的是 {manifest.encoder}。"
            "现在的表现可能不同。"
        )
    holder = services.assistant
    if holder.ready and holder.get().model is not None:
        said.append(
            "这些数字是不用语言模型测的；现在启用了语言模型。它只改写语句，"
            "引哪一条、拒不拒答、对错和日期都不由它定。"
        )
    return tuple(said)


def _head(lead: str) -> str:
    return f'<div class="qa-quality-head"><h2>质量</h2>{_TO_CHECK}</div>{lead}'


def _lead(shown: Shown, found: Evaluation, *, same: bool) -> str:
    asked, silent = (found.figure(name) for name in ("false refusal", "refusal"))
    parts = (
        f"：{asked.share.count} 题规则有规定，{silent.share.count} 题没有"
        if asked and silent
        else ""
    )
    origin = "在这台机器上测的" if shown.own else "随程序发布的记录"
    like_now = "，原文和向量模型就是现在用的" if same else ""
    return (
        f'<p class="qa-quality-lead">下面的数字是用 {found.count} 道手写的题量出来的{parts}。'
        "题目对照原文写成，调试助手时没有用过。"
        "每个数字都写明题数；“区间”是 95% 置信区间，题越少越宽。</p>"
        f'<p class="qa-quality-fine">{day_of(found.measured)}，{origin}{like_now}。'
        f"题集校验 {escape(found.conditions.questions[:12])}。</p>"
    )


def _notice(sentence: str) -> str:
    return f'<p class="qa-quality-warning">{escape(sentence)}</p>'


def _unmeasured() -> str:
    return (
        '<div class="qa-hint qa-unmeasured"><p class="qa-hint-title">还没有评测记录</p>'
        "<p>没有量过，就不知道它答得准不准。由管理员在服务器上运行下面的命令，"
        "一两分钟后这里就有数字；需要随源码附带的题集。</p>"
        f'<p><code>{COMMAND}</code> <button type="button" class="qa-button" '
        f'data-copy="{COMMAND}">复制命令</button></p></div>'
    )


def _details(found: Evaluation, made_of: str) -> str:
    curve = found.curve
    return _side_by_side(
        _section("全部数字", figures_html(found)),
        _section("拒答的取舍", curve_html(curve)) if curve is not None else "",
    ) + _side_by_side(
        _section("按题型和提问人", groups_html(found)),
        _section("快慢", speed_html(found)) + made_of,
    )


def _side_by_side(left: str, right: str) -> str:
    return (
        f'<div class="qa-quality-pair qa-quality-unequal"><div>{left}</div><div>{right}</div></div>'
    )


def _section(title: str, content: str) -> str:
    return f"<section><h3>{title}</h3>{content}</section>"
