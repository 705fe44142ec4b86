"""A progress bar on stderr for work that takes more than a moment."""

from __future__ import annotations

import sys
from types import TracebackType

from tqdm import tqdm


class ProgressBar:
    """One tqdm bar a stage; use it as a context manager and pass ``update`` as the Progress."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: tqdm[None] | None = None
        self._stage = ""

    def update(self, stage: str, done: int, total: int) -> None:
        """Show ``done`` of ``total`` units of ``stage``."""
        if stage != self._stage:
            self._close()
            self._stage = stage
            self._bar = tqdm(
                total=total,
                desc=f"{self._title}：{stage}",
                file=sys.stderr,
                bar_format="{desc} {percentage:3.0f}%|{bar:20}| {n_fmt}/{total_fmt} [{elapsed}]",
                mininterval=0.2,
            )
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
