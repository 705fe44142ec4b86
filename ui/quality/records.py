"""Which record of an evaluation the page shows: this machine's own, or the release's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import StoreError
from qa.evaluation import FILE, Evaluation, read_evaluation

PUBLISHED: Final = Path(__file__).resolve().parent / FILE
"""The record that comes with a release; ``python -m eval --split test --publish`` writes it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest record that can be read (None: there is none), and what is wrong with others.

    ``own`` says that it was measured on this machine, not shipped with the program.
    """

    evaluation: Evaluation | None
    own: bool = False
    faults: tuple[str, ...] = ()


def newest(data_dir: Path, published: Path = PUBLISHED) -> Shown:
    """Return the newest of the data directory's record and the published one; own first."""
    return _newest([data_dir / FILE, published], own=data_dir / FILE)


def _newest(paths: Sequence[Path], own: Path) -> Shown:
    found: list[tuple[Evaluation, bool]] = []
    faults: list[str] = []
    for path in (path for path in paths if path.exists()):
        try:
            found.append((read_evaluation(path), path == own))
        except StoreError as error:
            faults.append(str(error))
    if not found:
        return Shown(None, faults=tuple(faults))
    evaluation, is_own = max(found, key=lambda pair: pair[0].measured)  # the first of equals
    return Shown(evaluation, is_own, tuple(faults))
