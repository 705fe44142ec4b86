"""A language model that is none: an endpoint on loopback that writes what a script says.

It speaks the streaming protocol of OpenAI-compatible servers over real HTTP, reads the prompt as a
model would, and answers faithfully, falsely or not at all (``eval.misbehaving``).
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final, Self

_QUESTION: Final = re.compile(r"<问题>\n(.*?)\n</问题>", re.DOTALL)
_CLAUSE: Final = re.compile(r"^\[(\d+)\] ([^：]+)：(.*)$", re.MULTILINE)
_NEAREST: Final = re.compile(r"与问题最相关的是 ((?:\[\d+\])+)")
_PIECE: Final = 4
"""Characters a chunk: about what a real server sends at a time."""
_PATIENCE: Final = 5.0
"""Seconds to wait for the server's thread to end."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as the prompt gives it: where it stands, and its words."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the endpoint, as it came over the wire."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def message(self) -> str:
        """The user's message: the data of the prompt."""
        return str(self.body["messages"][-1]["content"])

    @property
    def question(self) -> str:
        """The question in its tags."""
        found = _QUESTION.search(self.message)
        return found[1] if found else ""

    @property
    def clauses(self) -> dict[int, Clause]:
        """The numbered clauses."""
        found = _CLAUSE.findall(self.message)
        return {int(number): Clause(place, text) for number, place, text in found}

    @property
    def nearest(self) -> tuple[int, ...]:
        """The numbers of the clauses that the prompt calls the nearest ones."""
        found = _NEAREST.search(self.message)
        return tuple(map(int, re.findall(r"\d+", found[1]))) if found else ()


class Exchange:
    """One request being answered; a script sends its reply piece by piece, or breaks off."""

    def __init__(
        self, handler: BaseHTTPRequestHandler, asked: Asked, over: threading.Event
    ) -> None:
        self._handler = handler
        self.asked = asked
        self._over = over

    def begin(self, status: int = 200, **headers: str) -> None:
        """Send the status and the headers, by default those of an event stream."""
        self._handler.send_response(status)
        sent = {"Content-Type": "text/event-stream", "Connection": "close"}
        for name, value in (sent | {n.replace("_", "-"): v for n, v in headers.items()}).items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def send(self, data: str) -> None:
        """Send ``data`` as it is."""
        self.send_bytes(data.encode("utf-8"))

    def send_bytes(self, data: bytes) -> None:
        """Send ``data``, whatever it is."""
        self._handler.wfile.write(data)
        self._handler.wfile.flush()

    def say(self, text: str) -> None:
        """Send ``text`` in chunks of a few characters."""
        for start in range(0, len(text), _PIECE):
            self.chunk({"content": text[start : start + _PIECE]})

    def chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> None:
        """Send one chunk of the protocol."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        record = {
            "id": "scripted",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "scripted",
            "choices": [choice],
        }
        self.send(f"data: {json.dumps(record, ensure_ascii=False)}\n\n")

    def end(self, finish: str = "stop") -> None:
        """Say why it ends, and end."""
        self.chunk({}, finish)
        self.send("data: [DONE]\n\n")

    def reply(self, text: str) -> None:
        """Send ``text`` as a whole well-formed reply."""
        self.begin()
        self.chunk({"role": "assistant", "content": ""})
        self.say(text)
        self.end()

    def wait(self, seconds: float) -> None:
        """Send nothing for ``seconds``, or until the endpoint is closed."""
        self._over.wait(seconds)


Script = Callable[[Exchange], None]
"""Answers one request."""


class ScriptedEndpoint:
    """Serves ``script`` on a free port of 127.0.0.1 while the ``with`` block runs."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[Asked] = []
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def base_url(self) -> str:
        """What QA_LLM_BASE_URL is to be set to."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join(_PATIENCE)
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length", "0"))
                asked = Asked(dict(self.headers), json.loads(self.rfile.read(size)))
                endpoint.requests.append(asked)
                try:
                    endpoint.script(Exchange(self, asked, endpoint._over))
                except OSError:  # whoever asked has gone
                    self.close_connection = True

            def log_message(self, format: str, *values: object) -> None:
                """Say nothing."""

        return Handler


def faithful(exchange: Exchange) -> None:
    """Answer with the words of the nearest clauses, each with its number."""
    exchange.reply(faithful_text(exchange.asked))


def faithful_text(asked: Asked) -> str:
    """Return what a model that keeps to its instruction would write."""
    clauses = asked.clauses
    told = [(number, clauses[number]) for number in asked.nearest if number in clauses]
    return "".join(
        f"按照{clause.place}规定，{clause.text.rstrip('。；，：')}[{number}]。"
        for number, clause in told
    )
