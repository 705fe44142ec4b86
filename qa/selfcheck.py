"""Look, step by step, whether this installation answers as it should: ``python -m qa check``.

Everything is opened anew from what lies on the disk, as the next start would open it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.errors import RegulationQAError
from corpus.model import Regulation
from corpus.settings import Settings

if TYPE_CHECKING:
    from indexing.index import RegulationIndex
    from indexing.library import Ingredients
    from qa.assistant import Assistant


class Outcome(StrEnum):
    """How a step ended; only FAILED means that something is broken."""

    PASSED = "通过"
    WARNED = "注意"
    FAILED = "不通过"
    SKIPPED = "没有做"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a step found, in one sentence."""

    outcome: Outcome
    sentence: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step that has been made."""

    name: str
    outcome: Outcome
    sentence: str
    seconds: float


def passed(sentence: str) -> Finding:
    """Return what is as it should be."""
    return Finding(Outcome.PASSED, sentence)


def warned(sentence: str) -> Finding:
    """Return what works and should be known."""
    return Finding(Outcome.WARNED, sentence)


def failed(sentence: str) -> Finding:
    """Return what is broken."""
    return Finding(Outcome.FAILED, sentence)


class Subject:
    """What is checked, opened when a step first needs it."""

    def __init__(
        self,
        settings: Settings,
        today: date,
        assistant_of: Callable[[RegulationIndex], Assistant] | None = None,
    ) -> None:
        """Take the settings, the day that is today, and what answers from an index."""
        self.settings = settings
        self.today = today
        self._assistant_of = assistant_of

    @cached_property
    def ingredients(self) -> Ingredients:
        """The text, its bank and the encoder."""
        from indexing.library import gather

        return gather(self.settings)

    @cached_property
    def regulation(self) -> Regulation:
        """The text that answers come from."""
        from corpus.source import load_regulation

        return load_regulation(self.settings.corpus)

    @cached_property
    def index(self) -> RegulationIndex:
        """The saved index, refused where it is damaged or belongs to something else."""
        from indexing.library import load_saved

        return load_saved(self.settings, self.ingredients)

    @cached_property
    def assistant(self) -> Assistant:
        """What answers from the index, without a language model."""
        from qa.assistant import Assistant

        return (self._assistant_of or Assistant.of)(self.index)


@dataclass(frozen=True, slots=True)
class Check:
    """A step that can be made: ``look`` may raise; ``after`` names a step that must not fail."""

    name: str
    look: Callable[[Subject], Finding]
    after: str = ""


def check(subject: Subject, checks: Sequence[Check]) -> Iterator[Step]:
    """Make one step after the other; none of them raises."""
    broken: set[str] = set()
    for each in checks:
        started = time.perf_counter()
        found = _found(each, subject, broken)
        if found.outcome in (Outcome.FAILED, Outcome.SKIPPED):
            broken.add(each.name)
        yield Step(each.name, found.outcome, found.sentence, time.perf_counter() - started)


def line(step: Step) -> str:
    """Return the step as a line of text."""
    return f"[{step.outcome}] {step.name}：{step.sentence}（{step.seconds:.2f} 秒）"


def summary(steps: Sequence[Step]) -> str:
    """Say in one sentence how ``steps`` ended."""
    counts = [sum(step.outcome is outcome for step in steps) for outcome in Outcome]
    told = "，".join(
        f"{outcome} {count} 步" for outcome, count in zip(Outcome, counts, strict=True) if count
    )
    seconds = sum(step.seconds for step in steps)
    return f"共 {len(steps)} 步：{told}；用时 {seconds:.1f} 秒。"


def has_failed(steps: Sequence[Step]) -> bool:
    """Say whether anything is broken."""
    return any(step.outcome is Outcome.FAILED for step in steps)


def _found(step: Check, subject: Subject, broken: set[str]) -> Finding:
    if step.after in broken:
        return Finding(Outcome.SKIPPED, f"前面的“{step.after}”没有通过，这一步做不了。")
    try:
        return step.look(subject)
    except RegulationQAError as error:
        return failed(str(error))
    except Exception as error:  # a check that breaks has found something broken
        logging.getLogger(__name__).exception("unexpected error")
        return failed(
            f"程序内部出错（{type(error).__name__}）。请把服务窗口里的出错记录交给管理员。"
        )
