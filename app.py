"""The app: ``python app.py [--host 127.0.0.1] [--port 7860] [--auth USER:PASSWORD] [--llm]``."""

from __future__ import annotations

import argparse
import sys

from corpus.commands import Parser, add_model_option, run


def main(arguments: list[str]) -> int:
    """Read the command line and serve until it is ended."""
    parser = Parser("python app.py", "在浏览器里提问和检索规章；不联网，回答都带出处。")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="地址",
        help="监听的地址（默认 127.0.0.1，只供本机；局域网用 0.0.0.0）",
    )
    parser.add_argument(
        "--port", type=_port, default=7860, metavar="端口", help="端口（默认 7860）"
    )
    parser.add_argument("--auth", type=_login, metavar="用户名:密码", help="要求登录（默认不要求）")
    add_model_option(parser)
    chosen = parser.parse_args(arguments)
    from ui.server import Address, serve

    return serve(Address(chosen.host, chosen.port, chosen.auth), chosen.llm)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"应为 1 到 65535 的整数，读到的是 {text!r}")
    return int(text)


def _login(text: str) -> tuple[str, str]:
    user, _, password = text.partition(":")
    if not user.strip() or not password:
        raise argparse.ArgumentTypeError("应写成 用户名:密码，两边都不能为空")
    return user.strip(), password


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
