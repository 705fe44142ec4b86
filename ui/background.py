"""``python app.py`` as a process of its own: for tests, screenshots and measurements."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import CommandError

APP: Final = Path(__file__).resolve().parent.parent / "app.py"
_PATIENCE: Final = 60.0
_ENDING: Final = 20.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running app: its address and process id."""

    url: str
    pid: int


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(data_dir: Path, log: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    """Serve on a free port and end the server afterwards; what it says goes to ``log``.

    Keywords set the environment.
    """
    port = free_port()
    command = [sys.executable, str(APP), "--port", str(port), *arguments]
    variables = {**os.environ, "QA_DATA_DIR": str(data_dir), **environment}
    with (
        log.open("wb") as said,
        subprocess.Popen(command, env=variables, stdout=said, stderr=said) as process,
    ):
        try:
            _wait_for_page(port, process, log)
            yield Served(f"http://127.0.0.1:{port}", process.pid)
        finally:
            _end(process)


def _wait_for_page(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(port):
            return
        time.sleep(0.05)
    raise CommandError(f"服务没有启动：{log.read_text(encoding='utf-8', errors='replace')}")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("HEAD", "/")
        return connection.getresponse().status < 500
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=_ENDING)
    except subprocess.TimeoutExpired:
        process.kill()


def own_data(data_dir: Path, folder: Path) -> Path:
    """Return a data directory in ``folder`` with the index of ``data_dir`` and nothing else."""
    own = folder / "data"
    own.mkdir()
    (own / "index").symlink_to((data_dir / "index").absolute(), target_is_directory=True)
    return own
