"""An HTTP transport that bounds what an endpoint may take: seconds and bytes of one response."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from typing import Final

import httpx2

_MOST_BYTES: Final = 4_000_000
"""Bytes of one response. 800 tokens of Chinese in a chunk each take about 250 kB."""
_TELLS: Final = re.compile(r"x-stainless-|openai-(?:organization|project)", re.IGNORECASE)
"""Headers that tell of this machine, or of an account set for another program; none is sent."""
_CONNECT: Final = 5.0


class BoundedTransport(httpx2.BaseTransport):
    """Ends a request after ``seconds``, whatever the server sends, and a response after 4 MB.

    A server that sends a byte now and then, of the headers too, defeats every read timeout; so
    each request has connections of its own, which a timer closes.
    """

    def __init__(self, seconds: float, proxy: str = "") -> None:
        self._seconds = seconds
        self._proxy = proxy

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response, its body bounded."""
        for name in [name for name in request.headers if _TELLS.match(name)]:
            del request.headers[name]
        inner = httpx2.HTTPTransport(proxy=self._proxy or None)
        timer = threading.Timer(self._seconds, inner.close)
        timer.daemon = True
        timer.start()
        body = _BoundedBody(time.monotonic() + self._seconds, timer, inner)
        try:
            response = inner.handle_request(request)
            if response.headers.get("content-encoding", "identity") != "identity":
                raise httpx2.DecodingError("compressed, and what it unfolds to has no bound")
            if isinstance(response.stream, httpx2.SyncByteStream):
                body.inside = response.stream
        except BaseException:
            body.close()
            raise
        response.stream = body
        return response


class _BoundedBody(httpx2.SyncByteStream):
    def __init__(
        self, until: float, timer: threading.Timer, transport: httpx2.HTTPTransport
    ) -> None:
        self.inside: httpx2.SyncByteStream | None = None
        self._until = until
        self._timer = timer
        self._transport = transport

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self.inside or ():
            size += len(piece)
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the response takes longer than it may")
            if size > _MOST_BYTES:
                raise httpx2.DecodingError("the response is larger than it may be")
            yield piece

    def close(self) -> None:
        self._timer.cancel()
        if self.inside is not None:
            self.inside.close()
        self._transport.close()


def patience(seconds: float) -> httpx2.Timeout:
    """Return how long to wait for a connection, for a free one, and for each piece of a reply."""
    return httpx2.Timeout(seconds, connect=min(_CONNECT, seconds))


def bounded_client(first_token: float, total: float, proxy: str = "") -> httpx2.Client:
    """Return a client whose requests end within ``total`` seconds and follow no redirect.

    A redirect could carry the question to another host, and so could a proxy of the environment:
    only ``proxy`` is gone through.
    """
    return httpx2.Client(
        transport=BoundedTransport(total, proxy),
        timeout=patience(first_token),
        headers={"Accept-Encoding": "identity"},
        follow_redirects=False,
        trust_env=False,
    )
