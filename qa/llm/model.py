"""The endpoint as a LangChain chat model: bounded, retried, and left alone while it fails.

langchain with langchain-openai speaks the protocol, tenacity waits between tries, pybreaker opens
the circuit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import pybreaker
import tenacity

from corpus.endpoint import Endpoint
from qa.llm.failures import EndpointError, Failure
from qa.llm.reading import failure_of, seconds_asked, spoken
from qa.llm.waiting import Deadlines, Texts, in_time

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

_TRIES: Final = 3
_BACK_OFF: Final = 0.4
"""Seconds before the second try, doubled before the third, with as much jitter: all three fit into
the ten seconds to the first words."""
_FAILURES: Final = 3
"""Failures in a row after which the endpoint is left alone …"""
_REST: Final = 30.0
"""… for so many seconds; then one question tries it again."""
_CHARACTERS: Final = 4
"""Characters that one token may stand for at most, on average: what is longer was not bounded by
the endpoint as asked."""
_NO_KEY: Final = "-"
"""Sent where no key is set: local servers ask for none, and the library insists on one."""


class ChatModel:
    """One endpoint. Threads may share it; what it does is bounded in time, tries and size."""

    def __init__(self, endpoint: Endpoint, rest: float = _REST) -> None:
        """Take the endpoint, and the seconds for which it is left alone after its failures."""
        self.endpoint = endpoint
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=_FAILURES,
            reset_timeout=rest,
            exclude=[_not_counted],
            throw_new_error_on_trip=False,
        )
        self._one = threading.Lock()

    def stream(self, prompt: Runnable[Any, Any], values: object) -> Texts:
        """Yield what the model writes to ``prompt`` filled with ``values``.

        Raise EndpointError, with no word of the endpoint's own in it, for whatever goes wrong.
        """
        asked = prompt | self.chat
        try:
            with self._trial(), self._breaker.calling():
                yield from self._bounded(asked, values)
        except pybreaker.CircuitBreakerError:
            raise EndpointError(Failure.PAUSED) from None

    @contextmanager
    def _trial(self) -> Iterator[None]:
        """Let one question at a time through while the circuit is not closed."""
        if self._breaker.current_state == pybreaker.STATE_CLOSED:
            yield
            return
        if not self._one.acquire(blocking=False):
            raise EndpointError(Failure.PAUSED)
        try:
            yield
        finally:
            self._one.release()

    def complete(self, system: str, user: str) -> str:
        """Return the whole reply to one instruction and one message, both taken literally."""
        from langchain_core.messages import HumanMessage, SystemMessage
        from langchain_core.runnables import RunnableLambda

        messages = [SystemMessage(system), HumanMessage(user)]
        return "".join(self.stream(RunnableLambda(lambda _: messages), None))

    @cached_property
    def chat(self) -> BaseChatModel:
        """The LangChain model, imported and made when the first question needs it."""
        from langchain.chat_models import init_chat_model

        from qa.llm.transport import bounded_client, patience

        endpoint = self.endpoint
        return init_chat_model(
            endpoint.model,
            model_provider="openai",
            base_url=endpoint.base_url,
            api_key=lambda: endpoint.api_key or _NO_KEY,
            http_socket_options=(),  # the client below has its own transport
            http_client=bounded_client(endpoint.first_token, endpoint.total, endpoint.proxy),
            extra_body={"max_tokens": endpoint.max_tokens, **endpoint.extra_body},
            timeout=patience(endpoint.first_token),
            temperature=0.0,
            max_retries=0,
            stream_usage=False,
            use_responses_api=False,
        )

    def _bounded(self, asked: Runnable[Any, Any], values: object) -> Iterator[str]:
        """Yield at most ``max_tokens`` of text; all tries share the deadline of the first words."""
        now = time.monotonic()
        deadlines = Deadlines(
            first=now + self.endpoint.first_token,
            last=now + self.endpoint.total,
            pause=self.endpoint.first_token,
        )
        first, rest = self._begun(asked, values, deadlines)
        left = self.endpoint.max_tokens * _CHARACTERS
        try:
            with closing(rest):
                for text in chain((first,), rest):
                    yield text[:left]
                    left -= len(text)
                    if left < 0:
                        raise EndpointError(Failure.LONG)
        except EndpointError as error:
            if error.failure is Failure.SLOW:  # told by the transport before the clock here
                raise EndpointError(Failure.STALLED) from None
            raise

    def _begun(
        self, asked: Runnable[Any, Any], values: object, deadlines: Deadlines
    ) -> tuple[str, Texts]:
        """Return the first words and the stream of the others, trying again before the first."""

        def begin() -> tuple[str, Texts]:
            texts = _named(in_time(lambda: spoken(asked, values), deadlines))
            first = next(texts, None)
            if first is None:
                raise EndpointError(Failure.EMPTY)
            return first, texts

        return tenacity.Retrying(
            stop=tenacity.stop_any(
                tenacity.stop_after_attempt(_TRIES),
                tenacity.stop_before_delay(self.endpoint.first_token),
            ),
            wait=_wait,
            retry=tenacity.retry_if_exception(_worth_another),
            reraise=True,
        )(begin)


def _named(texts: Iterator[str]) -> Texts:
    """Yield ``texts``; raise whatever goes wrong as the EndpointError that names it."""
    try:
        yield from texts
    except EndpointError:
        raise
    except Exception as error:  # noqa: BLE001 - an endpoint may send anything, none of it is shown
        raise EndpointError(failure_of(error), seconds_asked(error)) from None


def _worth_another(error: BaseException) -> bool:
    return isinstance(error, EndpointError) and error.failure.again


def _not_counted(error: BaseException) -> bool:
    """True for what says nothing about the transport, such as a wrong key or a closed stream."""
    return not (isinstance(error, EndpointError) and error.failure.counted)


def _wait(state: tenacity.RetryCallState) -> float:
    """Return the seconds the endpoint asked for, else a growing time with jitter."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, EndpointError) else None
    growing = tenacity.wait_exponential(_BACK_OFF) + tenacity.wait_random(0, _BACK_OFF)
    return growing(state) if asked is None else asked
