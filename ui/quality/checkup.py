"""The self-check as a visitor sees it: every step from the start, each as it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Final

from corpus.errors import RegulationQAError
from corpus.settings import Settings, read_settings
from qa.checks import CHECKS
from qa.selfcheck import Outcome, Step, Subject, check, has_failed, line, summary
from ui.quality.environment import environment, environment_text
from ui.quality.numbers import minute_of
from ui.services import Services

Steps = tuple[Step, ...]
NAMES: Final = tuple(each.name for each in CHECKS)
_CLASSES: Final = {
    Outcome.PASSED: "passed",
    Outcome.WARNED: "warned",
    Outcome.FAILED: "failed",
    Outcome.SKIPPED: "skipped",
}
_TELLING: Final = 0.1
"""Seconds that are worth telling."""
HEAD: Final = (
    '<h3 id="qa-check-head" tabindex="-1">自检</h3>'
    '<p class="qa-quality-fine">看这一份程序现在是否正常：原文、索引、'
    f"向量模型、引文、拒答、数据目录等，共 {len(NAMES)} 步，几秒钟。"
    "不改动您的数据；没有启用语言模型，就不会调用它。</p>"
)
QUEUED: Final = '<p class="qa-told" role="status">正在排队：同一时间只做一次自检。</p>'


@dataclass(frozen=True, slots=True)
class Progress:
    """The self-check at one moment: what is shown, and the steps that have been made."""

    html: str
    steps: Steps


def examine(services: Services) -> Iterator[Progress]:
    """Make the self-check step by step; the last one yielded is the whole of it."""
    try:
        subject = Subject(_settings(services), datetime.now().astimezone().date())
    except RegulationQAError as error:
        yield Progress(f'<p class="qa-quality-warning">{escape(str(error))}</p>', ())
        return
    steps: Steps = ()
    yield Progress(running_html(steps), steps)
    for step in check(subject, CHECKS):
        steps = (*steps, step)
        if len(steps) < len(NAMES):
            yield Progress(running_html(steps), steps)
    yield Progress(done_html(steps, report(services, steps)), steps)


def report(services: Services, steps: Steps) -> str:
    """Return what an administrator wants to read: the steps and what the installation is."""
    moment = datetime.now().astimezone()
    return "\n".join(
        [
            f"自检，{minute_of(moment)}",
            *map(line, steps),
            summary(steps),
            "",
            *environment_text(environment(services)),
        ]
    )


def running_html(steps: Steps) -> str:
    """Return the steps made, the one that is being made, and those to come."""
    at = len(steps)
    told = f"第 {at + 1} 步，共 {len(NAMES)} 步：{NAMES[at]}……"
    rows = [_step(step) for step in steps]
    rows += [_row("running", "进行中", NAMES[at], "")]
    rows += [_row("waiting", "", name, "") for name in NAMES[at + 1 :]]
    return (
        f'<p class="qa-told" role="status">{told}</p>'
        f'<progress class="qa-check-progress" max="{len(NAMES)}" value="{at}" '
        f'aria-label="自检进度"></progress>{_list(rows)}'
    )


def done_html(steps: Steps, text: str) -> str:
    """Return the result, with ``text`` to be copied."""
    return (
        f'<p class="qa-check-result" role="status">{_verdict(steps)}</p>'
        f"{_list([_step(step) for step in steps])}"
        f'<p class="qa-quality-fine">{summary(steps)} '
        f'<button type="button" class="qa-button" data-copy="{escape(text)}">复制结果</button></p>'
    )


def halted_html(steps: Steps) -> str:
    """Return what had been made when the visitor stopped it."""
    rows = [_step(step) for step in steps]
    rows += [_row("skipped", str(Outcome.SKIPPED), name, "") for name in NAMES[len(steps) :]]
    told = f"已停止：做了 {len(steps)} 步，还有 {len(NAMES) - len(steps)} 步没有做。"
    return f'<p class="qa-check-result" role="status">{told}</p>{_list(rows)}'


def _settings(services: Services) -> Settings:
    """Return the settings of this service: its data, its text, its model if that is on."""
    holder = services.assistant
    talks = holder.ready and holder.get().model is not None
    return replace(read_settings(), data_dir=services.data_dir, llm=talks)


def _verdict(steps: Steps) -> str:
    if has_failed(steps):
        count = sum(step.outcome is Outcome.FAILED for step in steps)
        return f"有 {count} 步不通过。请按下面的说明处理，或把结果交给管理员。"
    count = sum(step.outcome is Outcome.WARNED for step in steps)
    return f"一切正常，另有 {count} 处要知道。" if count else "一切正常。"


def _step(step: Step) -> str:
    spent = f"{step.seconds:.1f} 秒" if step.seconds >= _TELLING else ""
    told = f'<p>{escape(step.sentence)} <span class="qa-check-seconds">{spent}</span></p>'
    return _row(_CLASSES[step.outcome], str(step.outcome), step.name, told)


def _row(kind: str, outcome: str, name: str, told: str) -> str:
    return (
        f'<li class="qa-check-step qa-check-{kind}"><span class="qa-check-outcome">{outcome}</span>'
        f"<div><strong>{name}</strong>{told}</div></li>"
    )


def _list(rows: Sequence[str]) -> str:
    return f'<ol class="qa-check-steps">{"".join(rows)}</ol>'
