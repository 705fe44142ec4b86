"""An HTTP transport that bounds what an endpoint may take: seconds and bytes of one response."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Final

import httpx2

_MOST_BYTES: Final = 4_000_000
"""Bytes of one response. 800 tokens of Chinese in a chunk each take about 250 kB."""
_TELLS: Final = re.compile(r"x-stainless-|openai-(?:organization|project)", re.IGNORECASE)
"""Headers that tell of this machine, or of an account set for another program; none is sent."""
_CONNECT: Final = 5.0
_KEPT: Final = 20
"""Open connections; more questions than that wait for one."""


class BoundedTransport(httpx2.BaseTransport):
    """Ends a response that lasts longer than ``seconds`` or is larger than 4 MB.

    A server that sends a byte now and then defeats every read timeout, and without this its
    thread would never end.
    """

    def __init__(self, seconds: float, inner: httpx2.BaseTransport) -> None:
        self._seconds = seconds
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response, its body bounded."""
        until = time.monotonic() + self._seconds
        for name in [name for name in request.headers if _TELLS.match(name)]:
            del request.headers[name]
        response = self._inner.handle_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            response.close()  # it was not asked for, and what it unfolds to has no bound
            raise httpx2.DecodingError("the response is compressed")
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _BoundedBody(response.stream, until)
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


class _BoundedBody(httpx2.SyncByteStream):
    def __init__(self, body: httpx2.SyncByteStream, until: float) -> None:
        self._body = body
        self._until = until

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._body:
            size += len(piece)
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the response takes longer than it may")
            if size > _MOST_BYTES:
                raise httpx2.DecodingError("the response is larger than it may be")
            yield piece

    def close(self) -> None:
        self._body.close()


def patience(seconds: float) -> httpx2.Timeout:
    """Return how long to wait for a connection, for a free one, and for each piece of a reply."""
    return httpx2.Timeout(seconds, connect=min(_CONNECT, seconds))


def bounded_client(first_token: float, total: float, proxy: str = "") -> httpx2.Client:
    """Return a client whose requests end within ``total`` seconds and follow no redirect.

    A redirect could carry the question to another host, and so could a proxy of the environment:
    only ``proxy`` is gone through.
    """
    limits = httpx2.Limits(max_connections=_KEPT, max_keepalive_connections=_KEPT)
    return httpx2.Client(
        transport=BoundedTransport(total, httpx2.HTTPTransport(limits=limits, proxy=proxy or None)),
        timeout=patience(first_token),
        headers={"Accept-Encoding": "identity"},
        follow_redirects=False,
        trust_env=False,
    )
