"""``python -m qa check``: the self-check for whoever installs and looks after the program."""

from __future__ import annotations

import sys
from datetime import date

from corpus.commands import FAILED, Parser
from corpus.settings import read_settings
from qa.checks import CHECKS
from qa.selfcheck import Step, Subject, check, has_failed, line, summary


def run_check(arguments: list[str]) -> int:
    """Print each step as it is made; fail where one of them failed."""
    Parser(
        "python -m qa check", "自检：原文、索引、模型、作答、数据目录是否正常；有不通过的即失败"
    ).parse_args(arguments)
    steps: list[Step] = []
    for step in check(Subject(read_settings(), date.today()), CHECKS):
        _say(line(step))
        steps.append(step)
    _say(summary(steps))
    return FAILED if has_failed(steps) else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
