"""Serve the page on one address until a signal ends it."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpus.errors import CommandError, reason
from corpus.settings import Settings, read_settings
from corpus.source import load_regulation
from qa.llm import with_choice
from ui.holder import Holder, Report
from ui.services import Services

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.quiz.stock import Stock

_QUEUE: Final = 64
"""Questions that may wait; more are turned away with a sentence."""
_AT_ONCE: Final = 8
_SESSIONS: Final = 1_000
_STYLES: Final = Path(__file__).parent / "styles"
_SCRIPTS: Final = Path(__file__).parent / "scripts"
_LOCAL: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen, and who may come in (None: everybody who reaches the address)."""

    host: str
    port: int
    login: tuple[str, str] | None = None

    @property
    def url(self) -> str:
        """What to type into the browser of this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def serve(address: Address, llm: bool | None = None) -> int:
    """Serve until SIGINT or SIGTERM; raise CommandError for an address that cannot be used.

    ``llm`` says whether a language model words the answers; None leaves that to the settings.
    """
    settings = with_choice(read_settings(), llm)
    check_free(address)
    services = services_of(settings)
    _prepare_environment(address)
    from ui.page import build

    page = build(services)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    _launch(page, address)
    services.assistant.start()
    _announce(address)
    while not stop.wait(1.0):
        pass
    page.close(verbose=False)
    return 0


def services_of(settings: Settings) -> Services:
    """Return what the tabs share; nothing is loaded yet but the text."""
    return Services(
        Holder(lambda report: _load(settings, report)),
        Holder(lambda _: _open_stock(settings)),
        load_regulation(settings.corpus),
        settings.data_dir,
    )


def check_free(address: Address) -> None:
    """Raise CommandError with what to do about it unless the address can be bound now."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as the server will; elsewhere it would hide a listener
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            probe.listen(1)
    except (OSError, UnicodeError) as error:
        raise CommandError(_refusal(address, error)) from error


def _refusal(address: Address, error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        other = address.port + 1 if address.port < 65_535 else 7_861
        return (
            f"端口 {address.port} 已被占用。"
            f"请用 --port 另选一个，例如：python app.py --port {other}。"
        )
    if code in (errno.EACCES, errno.EPERM):
        return (
            f"没有权限使用端口 {address.port}。"
            "请选 1024 以上的端口，例如：python app.py --port 7860。"
        )
    why = "" if isinstance(error, socket.gaierror | UnicodeError) else f"：{reason(error)}"
    if code == errno.EADDRNOTAVAIL or not why:
        why = "：它不是这台机器的地址"
    return (
        f"地址 {address.host} 无法使用{why}。"
        "只供本机使用请写 --host 127.0.0.1，供局域网使用请写 --host 0.0.0.0。"
    )


def _load(settings: Settings, report: Report) -> Assistant:
    from qa.assistant import Assistant

    assistant = Assistant.load(settings, report)
    assistant.prepare()
    if assistant.model is not None:
        _ = assistant.model.chat  # its library takes 2 s to import: not out of the first question
    return assistant


def _open_stock(settings: Settings) -> Stock:
    from qa.quiz.stock import open_stock

    return open_stock(settings)


def _prepare_environment(address: Address) -> None:
    """Keep gradio from calling home, and a proxy setting from catching its call to itself."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    for name in ("NO_PROXY", "no_proxy"):
        direct = [*filter(None, [os.environ.get(name, "")]), *_LOCAL, address.host]
        os.environ[name] = ",".join(dict.fromkeys(direct))


def _launch(page: Any, address: Address) -> None:
    from starlette.middleware import Middleware

    from ui.frame import Frame
    from ui.theme import theme

    page.queue(max_size=_QUEUE, default_concurrency_limit=_AT_ONCE, api_open=False)
    try:
        page.launch(
            server_name=address.host,
            server_port=address.port,
            auth=[address.login] if address.login else None,
            auth_message="请输入管理员给的用户名和密码。" if address.login else None,
            share=False,
            inbrowser=False,
            quiet=True,
            prevent_thread_lock=True,
            show_error=False,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            mcp_server=False,
            pwa=False,
            state_session_capacity=_SESSIONS,
            max_file_size=1,
            theme=theme(),
            css_paths=_base_first(_STYLES, ".css"),
            js=script(),
            app_kwargs={"middleware": [Middleware(Frame)]},
        )
    except OSError as error:
        raise CommandError(_refusal(address, error)) from error


def script() -> str:
    """Return the page's script: the files of ``scripts`` as one function, base.js first."""
    parts = (path.read_text(encoding="utf-8") for path in _base_first(_SCRIPTS, ".js"))
    return f'() => {{\n"use strict";\n{"".join(parts)}}}\n'


def _base_first(folder: Path, suffix: str) -> list[Path]:
    return sorted(folder.glob(f"*{suffix}"), key=lambda path: (path.stem != "base", path.name))


def _announce(address: Address) -> None:
    sys.stderr.write(f"服务已启动，请在浏览器打开 {address.url} （按 Ctrl-C 结束）\n")
    if address.host not in _LOCAL and address.login is None:
        sys.stderr.write(
            "提醒：没有设置登录，能连到这台机器的人都可以使用。可用 --auth 用户名:密码 加上登录。\n"
        )
    sys.stderr.flush()
