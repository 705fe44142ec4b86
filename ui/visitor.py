"""Who is asking: a browser, known by a random cookie that no script can read.

The frame gives every browser one (``ui.frame``); what is kept of a visitor is kept under its hash,
so that reading the data directory lets nobody pass for another.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Final, Protocol

COOKIE: Final = "qa_visitor"
_BYTES: Final = 24
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")
_YEAR: Final = 365 * 24 * 3600
"""Seconds; browsers keep no cookie much longer."""


class Request(Protocol):
    """What is needed of gradio's request."""

    @property
    def cookies(self) -> Mapping[str, str]: ...  # noqa: D102


def visitor_of(request: Request | None) -> str | None:
    """Return the visitor's id (32 hex digits), None for who has no cookie, such as API clients."""
    token = "" if request is None else (request.cookies.get(COOKIE) or "")
    if not _TOKEN.fullmatch(token):
        return None
    return hashlib.sha256(f"visitor {token}".encode()).hexdigest()[:32]


def cookie_for(sent: str, *, secure: bool) -> str:
    """Return the Set-Cookie value that answers the Cookie header ``sent``: kept, or a new one."""
    known = re.search(rf"(?:^|;\s*){COOKIE}=({_TOKEN.pattern})(?:;|$)", sent)
    token = known[1] if known else secrets.token_urlsafe(_BYTES)
    flags = "; Secure" if secure else ""
    return f"{COOKIE}={token}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax{flags}"
