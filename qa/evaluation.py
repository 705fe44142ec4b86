"""The record of an evaluation run: measured by ``eval``, kept as JSON, shown by the page."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field, NonNegativeInt, TypeAdapter
from pydantic.dataclasses import dataclass

from corpus.errors import DataDirectoryError, StoreError, reason

FILE: Final = "evaluation.json"
"""Its name in the data directory, and in the package for the figures of a release."""
COMMAND: Final = "python -m eval --split test"
"""What measures and records anew."""
FORMAT_VERSION: Final = 1

Part = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Milliseconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]
Point = tuple[Part, Part]


@dataclass(frozen=True, slots=True)
class Share:
    """A mean over ``count`` questions, with Wilson's 95% interval; ``name`` is eval's own."""

    name: str
    value: Part
    low: Part
    high: Part
    count: Count


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of all questions, with what it is called and what it means, in Chinese."""

    label: str
    meaning: str
    less_is_better: bool
    share: Share

    @property
    def shortfall(self) -> float:
        """How far it is from perfect, 0 to 1."""
        return self.share.value if self.less_is_better else 1 - self.share.value


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one kind, or of one kind of user."""

    name: str
    label: str
    count: Count
    shares: tuple[Share, ...]

    def share(self, name: str) -> Share | None:
        """Return one of its shares, or None where it does not apply to these questions."""
        return next((share for share in self.shares if share.name == name), None)


@dataclass(frozen=True, slots=True)
class Curve:
    """The corners of the refusal curve: (refused wrongly, refused rightly), from (0, 0) to (1, 1).

    ``area`` under it; ``operating`` is the point where the assistant stands.
    """

    points: tuple[Point, ...]
    area: Part
    operating: Point

    def at(self, wrongly: float) -> float:
        """Return the highest share refused rightly that costs no more than ``wrongly``."""
        return max((right for cost, right in self.points if cost <= wrongly), default=0.0)


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds an answer took; p50 means that half of them were as fast."""

    p50: Milliseconds
    p90: Milliseconds
    p95: Milliseconds
    p99: Milliseconds
    slowest: Milliseconds


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the figures depend on: the text, the model, the questions; and the machine.

    ``fingerprint`` is the regulation's, ``questions`` the SHA-256 (hex) of the file of questions;
    ``load`` is how many tasks wanted the machine's ``cores`` (the system's average over a minute,
    0 where it keeps none): where they were more, answers were slower than they are.
    """

    regulation: str
    fingerprint: str
    encoder: str
    split: str
    questions: str
    cores: NonNegativeInt
    load: Annotated[float, Field(ge=0, allow_inf_nan=False)]

    @property
    def busy(self) -> bool:
        """Whether other work took part of the machine; the run itself fills its cores."""
        return bool(self.cores) and self.load > self.cores + 1


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run over a whole built-in split."""

    format_version: Literal[1]
    measured: AwareDatetime
    count: Count
    conditions: Conditions
    figures: tuple[Figure, ...]
    curve: Curve | None
    kinds: tuple[Group, ...]
    users: tuple[Group, ...]
    latency: Latency

    def figure(self, name: str) -> Figure | None:
        """Return one figure, or None where no question asked for it."""
        return next((figure for figure in self.figures if figure.share.name == name), None)


def read_evaluation(path: Path) -> Evaluation:
    """Return the record in ``path``; raise StoreError where there is none or it cannot be read."""
    try:
        return _adapter().validate_json(path.read_bytes())
    except OSError as error:
        raise StoreError(f"读不到评测记录 {path}：{reason(error)}。重测：{COMMAND}") from error
    except ValueError as error:  # pydantic's own is one
        raise StoreError(f"评测记录 {path} 已损坏或不是本程序写的。重测：{COMMAND}") from error


def save_evaluation(found: Evaluation, path: Path) -> None:
    """Write the record, whole or not at all; raise DataDirectoryError where that is impossible."""
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_bytes(_adapter().dump_json(found, indent=1) + b"\n")
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise DataDirectoryError(
            f"写不了评测记录 {path}：{reason(error)}。请检查权限和磁盘空间。"
        ) from error


@cache
def _adapter() -> TypeAdapter[Evaluation]:
    return TypeAdapter(Evaluation)
