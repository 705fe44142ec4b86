"""What an endpoint sends, read: its words, and what an exception of its libraries means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qa.llm.failures import EndpointError, Failure
from qa.llm.waiting import Texts

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

_STATUS: Final = {
    401: Failure.KEY,
    403: Failure.KEY,
    404: Failure.ABSENT,
    408: Failure.BUSY,
    429: Failure.BUSY,
}
_SERVER: Final = 500
_LEAST_WAIT, _MOST_WAIT = 0.1, 60.0
"""Seconds of a Retry-After that are believed."""
_COMPLETE: Final = frozenset(("stop", "eos", "end_turn"))
_ENDINGS: Final = {"length": Failure.LONG, "content_filter": Failure.REJECTED}
_OPENING, _CLOSING = "<think>", "</think>"


def spoken(chain: Runnable[Any, Any], values: object) -> Texts:
    """Yield the words of ``chain``'s stream without what a model thinks aloud before them.

    Raise EndpointError CUT where the stream ends without saying why it ended.
    """
    said = _Aloud()
    reason = None
    for chunk in chain.stream(values):
        reason = chunk.response_metadata.get("finish_reason") or reason
        yield said.heard(chunk.text)
    yield said.rest()
    if reason not in _COMPLETE:
        raise EndpointError(_ENDINGS.get(reason or "", Failure.CUT))


def failure_of(error: Exception) -> Failure:
    """Return what an exception of openai, httpx2, LangChain or the JSON reader means."""
    import httpx2
    import openai

    if isinstance(error, openai.APIStatusError):
        served = Failure.BROKEN if error.status_code >= _SERVER else Failure.REJECTED
        return _STATUS.get(error.status_code, served)
    known = (
        (httpx2.DecodingError, Failure.MALFORMED),
        (httpx2.TimeoutException, Failure.SLOW),
        (httpx2.ConnectError, Failure.UNREACHABLE),
        (httpx2.TransportError, Failure.CUT),
        (openai.APIConnectionError, Failure.UNREACHABLE),
        (openai.APIError, Failure.BROKEN),  # told inside the stream
    )
    found = (
        failure for each in _causes(error) for kind, failure in known if isinstance(each, kind)
    )
    return next(found, Failure.MALFORMED)


def _causes(error: BaseException) -> list[BaseException]:
    """Return ``error`` and what caused it, the first cause in front.

    LangChain wraps what openai raises, which wraps what its transport raises.
    """
    causes = [error]
    while (cause := causes[0].__cause__) is not None:
        causes.insert(0, cause)
    return causes


def seconds_asked(error: Exception) -> float | None:
    """Return the seconds of a Retry-After header, or None."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        asked = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(max(asked, _LEAST_WAIT), _MOST_WAIT)


class _Aloud:
    """Drops <think>…</think> at the beginning of a stream, whatever pieces it comes in."""

    def __init__(self) -> None:
        self._held = ""
        self._open = False
        self._over = False

    def heard(self, text: str) -> str:
        if self._over:
            return text
        self._held += text
        begun = self._held.lstrip()
        if not self._open:
            if _OPENING.startswith(begun[: len(_OPENING)]) and len(begun) < len(_OPENING):
                return ""
            if not begun.startswith(_OPENING):
                return self.rest()
            self._open = True
        _, closed, behind = self._held.partition(_CLOSING)
        if not closed:
            return ""
        self._held, self._open = behind, False
        return self.rest()

    def rest(self) -> str:
        """Return what is held back and is no thought."""
        self._over, held = True, "" if self._open else self._held
        self._held = ""
        return held
