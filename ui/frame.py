"""The frame around gradio's page: Chinese from the first byte, and no way to another host.

gradio's own index is English, picks its words by the browser's language and names a picture on
another host. This ASGI middleware rewrites that one response, sends a cookie with it, and gives
every response a Content Security Policy, with which the browser itself refuses any request that
leaves the server.
"""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

from ui.visitor import cookie_for

_POLICY: Final = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
)
_ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect x="4" y="2" width="24" height="28" rx="3" fill="#fff" stroke="#26384d"/>'
    '<path d="M9 9h14" stroke="#b3261e" stroke-width="2.6"/>'
    '<path d="M9 15h14M9 20h14M9 25h9" stroke="#26384d" stroke-width="1.8"/></svg>'
)
_LOGIN: Final = (
    "<style>.wrap.min-h-screen {background: none !important}"
    ".wrap.min-h-screen .form {gap: 14px; background: none !important}"
    ".wrap.min-h-screen .panel {background: none !important}"
    ".wrap.min-h-screen span {color: var(--body-text-color)}"
    ".wrap.min-h-screen input {border: 1px solid var(--input-border-color) !important}</style>"
)
"""For gradio's login page, which the app's own style sheet does not reach."""
_HEAD: Final = (
    "<title>规章问答与检索</title>"
    f'<link rel="icon" href="data:image/svg+xml,{quote(_ICON)}">{_LOGIN}'
    "<script>for (const [key, value] of [['language', 'zh-CN'], ['languages', ['zh-CN']]])"
    " Object.defineProperty(navigator, key, {get: () => value});</script>"
)
_CHARSET: Final = '<meta charset="utf-8" />'
_FOREIGN_META: Final = re.compile(r"\s*<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>")


class Frame:
    """ASGI middleware: see the module's docstring."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on; change the response on its way out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] == "/" and scope["method"] == "GET":
            send = _Rewriter(_with_cookie(send, scope))
        await self._app(scope, receive, _with_policy(send))


def framed(html: str) -> str:
    """Return gradio's index with Chinese as its language, our icon, and no link to another host."""
    html = _FOREIGN_META.sub("", html)
    html = re.sub(r'<html(\s+)lang="[^"]*"', r'<html\1lang="zh-CN"', html, count=1)
    return html.replace(_CHARSET, _CHARSET + _HEAD, 1)


def _with_policy(send: Any) -> Any:
    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = [
                *message.get("headers", []),
                (b"content-security-policy", _POLICY.encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
            ]
            message = {**message, "headers": headers}
        await send(message)

    return sending


def _with_cookie(send: Any, scope: Any) -> Any:
    """Give the browser the cookie that tells its history from another's."""
    sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    cookie = cookie_for(sent.decode("latin-1"), secure=scope.get("scheme") == "https")

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", []), (b"set-cookie", cookie.encode())]
            message = {**message, "headers": headers}
        await send(message)

    return sending


class _Rewriter:
    """Holds back the index until it is whole, then sends it framed with its new length."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._start: Any = None
        self._body = b""

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = framed(self._body.decode("utf-8")).encode("utf-8")
        kept = [pair for pair in self._start["headers"] if pair[0].lower() != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**self._start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body})
