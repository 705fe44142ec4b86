"""One value, loaded once in the background and shared by every page and thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Report = Callable[[str, int, int], None]
"""Called with (stage, units done, units in all) while the value is loading."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far loading has come: ``done`` of ``total`` units of ``name``."""

    name: str
    done: int
    total: int


class Holder(Generic[T]):
    """Loads a value on a thread of its own; a failed load is tried again by the next ``start``."""

    def __init__(self, load: Callable[[Report], T]) -> None:
        """Take the loader; it is given a callback for its progress."""
        self._load = load
        self._lock = threading.Lock()
        self._attempt: Future[T] | None = None
        self.stage: Stage | None = None

    def start(self) -> Future[T]:
        """Begin loading unless that has begun or is done; a failure begins anew."""
        with self._lock:
            attempt = self._attempt
            if attempt is None or (attempt.done() and attempt.exception() is not None):
                attempt = self._attempt = Future()
                threading.Thread(target=self._run, args=(attempt,), daemon=True).start()
            return attempt

    def get(self) -> T:
        """Return the value, waiting for it; raise what loading raised."""
        return self.start().result()

    @property
    def ready(self) -> bool:
        """Say whether the value is there."""
        attempt = self._attempt
        return attempt is not None and attempt.done() and attempt.exception() is None

    @property
    def failure(self) -> BaseException | None:
        """Return what the latest attempt raised, if it has ended that way."""
        attempt = self._attempt
        return attempt.exception() if attempt is not None and attempt.done() else None

    def _run(self, attempt: Future[T]) -> None:
        try:
            value = self._load(self._report)
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the value
            attempt.set_exception(error)
        else:
            attempt.set_result(value)

    def _report(self, name: str, done: int, total: int) -> None:
        self.stage = Stage(name, done, total)
