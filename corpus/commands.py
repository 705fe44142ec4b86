"""What every command line of the project shares: Chinese help, one error sentence, exit codes."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn, TextIO

from corpus.errors import CommandError, RegulationQAError, reason

FAILED: Final = 1
"""The request was understood and could not be done."""
MISUSED: Final = 2
"""The command line itself could not be understood."""

_TRACING: Final = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2")
"""Set for another program, they would have LangChain send every question to a service."""

_MESSAGES: Final = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1（以 - 开头的问题请写在 -- 之后）"),
    (r"argument (.+): expected one argument", r"\1 后面缺少取值"),
    (r"argument (.+): expected at least one argument", r"\1 后面缺少取值"),
    (r"argument (.+): invalid int value: (.+)", r"\1 应为整数，读到的是 \2"),
    (r"argument (.+): invalid choice: (\S+) \(choose from (.+)\)", r"\1 不能取 \2，可选：\3"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"argument (.+): (.+)", r"\1：\2"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


class Parser(argparse.ArgumentParser):
    """argparse in Chinese: help headings and error sentences, nothing else changed."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Print one Chinese sentence and leave with MISUSED."""
        for pattern, chinese in _MESSAGES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, chinese, message)
                break
        self.exit(MISUSED, f"命令写法不对：{message}。请运行 {self.prog} --help 查看用法。\n")


def count(text: str) -> int:
    """Read a whole number of 1 or more, for an option."""
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应为 1 以上的整数，读到的是 {text!r}")
    return int(text)


def add_model_option(parser: Parser) -> None:
    """Add ``--llm`` and ``--no-llm``: True, False, or None for what the settings say."""
    model = parser.add_mutually_exclusive_group()
    model.add_argument(
        "--llm",
        action="store_true",
        default=None,
        help="由语言模型组织语句，逐句核对原文（要先设 QA_LLM_BASE_URL 和 QA_LLM_MODEL）",
    )
    model.add_argument(
        "--no-llm", dest="llm", action="store_false", help="只摘引原文（默认；QA_LLM=on 改变默认）"
    )


def run(command: Callable[[], int]) -> NoReturn:
    """Run a command and leave with its status; an expected error becomes one sentence.

    The process ends without freeing what it holds, as mypy's does: on two cores that saves
    0.3 of 2.7 s for one question. Everything written is flushed before.
    """
    _write_utf8(sys.stdout, sys.stderr)
    for name in _TRACING:
        os.environ[name] = "false"
    try:
        status = command()
        if sys.stdout is not None:
            sys.stdout.flush()
    except CommandError as error:
        status = _say(error, MISUSED)
    except RegulationQAError as error:
        status = _say(error, FAILED)
    except KeyboardInterrupt:
        status = _say(RegulationQAError("已中断。"), 130)
    except BrokenPipeError:
        _discard(sys.stdout)
        status = FAILED
    except OSError as error:
        _discard(sys.stdout)
        status = _say(RegulationQAError(f"结果写不出去：{reason(error)}。"), FAILED)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
    os._exit(status)


@contextmanager
def while_loading() -> Iterator[None]:
    """Keep the garbage collector from walking what is being loaded for good (0.4 of 2.7 s)."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _say(error: RegulationQAError, status: int) -> int:
    if sys.stderr is not None:
        print(error, file=sys.stderr)
    return status


def _discard(stream: TextIO | None) -> None:
    """Point a broken stream at nothing, so that Python's own flush at exit stays silent."""
    if stream is not None:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())


def _write_utf8(*streams: TextIO | None) -> None:
    for stream in streams:
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
