"""Text from a thread of its own, so that whoever waits for it never waits too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from qa.llm.failures import EndpointError, Failure

Texts = Generator[str, None, None]
"""Pieces of text as they come; closing it ends the request."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Moments of ``time.monotonic``: by ``first`` the first words, by ``last`` the last ones.

    ``pause`` is the most seconds between two pieces.
    """

    first: float
    last: float
    pause: float


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str = ""
    error: Exception | None = None
    end: bool = False


def in_time(source: Callable[[], Texts], deadlines: Deadlines) -> Texts:
    """Yield what ``source()`` yields, its exceptions raised here; blank pieces do not count.

    Raise EndpointError SLOW or STALLED when a deadline passes. ``source`` is iterated on a daemon
    thread, which is told to stop when this generator is closed; the transport's own limits end one
    that hangs.
    """
    pieces: SimpleQueue[_Piece] = SimpleQueue()
    over = threading.Event()
    threading.Thread(target=_fill, args=(source, pieces, over), daemon=True).start()
    until, late = deadlines.first, Failure.SLOW
    try:
        while True:
            piece = _next(pieces, until, late)
            if piece.error is not None:
                raise piece.error
            if piece.end:
                return
            if piece.text:
                yield piece.text
                late = Failure.STALLED
                until = min(time.monotonic() + deadlines.pause, deadlines.last)
    finally:
        over.set()


def _next(pieces: SimpleQueue[_Piece], until: float, late: Failure) -> _Piece:
    try:
        return pieces.get(timeout=max(until - time.monotonic(), 0.0))
    except Empty:
        raise EndpointError(late) from None


def _fill(
    source: Callable[[], Texts],
    pieces: SimpleQueue[_Piece],
    over: threading.Event,
) -> None:
    try:
        with closing(source()) as texts:
            for text in texts:
                if over.is_set():
                    return
                pieces.put(_Piece(text))
    except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for the text
        pieces.put(_Piece(error=error))
    else:
        pieces.put(_Piece(end=True))
