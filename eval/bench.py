"""``python -m eval.bench``: what a user waits for and what a machine must hold.

Every figure is a median of ROUNDS runs in one go on the machine at hand; latency is measured
side by side with the encoder alone on the same questions, because machines differ and are noisy.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import psutil

from corpus.settings import Settings, read_settings
from eval.dataset import read_items
from eval.page import page_times
from indexing.library import open_index, rebuild_index
from indexing.retriever import ArticleRetriever
from indexing.words import normalise
from qa.assistant import Assistant

ROUNDS: Final = 5
_ROOT: Final = Path(__file__).resolve().parent.parent
_QUESTION: Final = "县长出差要提前几天报告？"
_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Process:
    """One finished run of a command: wall seconds and peak resident bytes."""

    seconds: float
    peak: int


def main() -> int:
    """Measure and print, one line a figure."""
    settings = read_settings()
    open_index(settings)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"medians of {ROUNDS} (lowest to highest)\n")
    _cold_start()
    _latency(settings)
    _build()
    _serving()
    return 0


def _cold_start() -> None:
    runs = [_run([sys.executable, "-m", "qa", _QUESTION]) for _ in range(ROUNDS)]
    _print("command cold start", [run.seconds for run in runs], "s", goal="under 3 s")
    _print("command peak memory", [run.peak / _MEGABYTE for run in runs], "MB")


def _latency(settings: Settings) -> None:
    """Ask all dev questions ROUNDS times, each beside the encoder alone."""
    index = open_index(settings)
    assistant = Assistant(ArticleRetriever(index=index), index.regulation, index.words)
    questions = [item.question for item in read_items("dev") if item.kind != "lookup"]
    for question in questions[:10]:
        assistant.ask(question)
    whole: list[list[float]] = []
    alone: list[list[float]] = []
    for _ in range(ROUNDS):
        pairs = [
            (
                _timed(partial(index.encoder.encode_queries, [normalise(question)])),
                _timed(partial(assistant.ask, question)),
            )
            for question in questions
        ]
        alone.append([encoder for encoder, _ in pairs])
        whole.append([answer for _, answer in pairs])
    name = f"hot answer, {len(questions)} dev questions"
    _print(f"{name}: p50", [1e3 * statistics.median(round_) for round_ in whole], "ms")
    _print(f"{name}: p95", [1e3 * _p95(round_) for round_ in whole], "ms")
    _print("encoder alone, same questions: p50", [1e3 * statistics.median(r) for r in alone], "ms")
    ratios = [
        statistics.median(w) / statistics.median(a) for w, a in zip(whole, alone, strict=True)
    ]
    _print("hot answer p50 / encoder p50", ratios, "x", goal="within 1.6 x")


def _build() -> None:
    seconds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            seconds.append(_timed(partial(rebuild_index, Settings(Path(folder)))))
    _print("index build (87 articles, 357 clauses)", seconds, "s")


def _serving() -> None:
    """Start the app ROUNDS times; first paint, first words and whole answer, memory after it."""
    if not shutil.which("chromium"):
        print("page: left out, no chromium here")
        return
    paints, words, answers, memory = [], [], [], []
    for round_ in range(ROUNDS):
        with _served(7900 + round_) as (server, url, started):
            times = page_times(url, _QUESTION, started)
            paints.append(times.first_paint)
            words.append(times.first_words)
            answers.append(times.whole_answer)
            memory.append(server.memory_info().rss / _MEGABYTE)
    _print("app: process start to first paint", paints, "s", goal="under 8 s")
    _print("app: Enter to first words", words, "s")
    _print("app: Enter to whole answer", answers, "s")
    _print("app: resident memory after an answer", memory, "MB", goal="under 700 MB")


@contextmanager
def _served(port: int) -> Iterator[tuple[psutil.Process, str, float]]:
    started = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "app.py", "--port", str(port)],
        cwd=_ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield psutil.Process(server.pid), f"http://127.0.0.1:{port}/", started
    finally:
        server.terminate()
        server.wait(timeout=30)


def _run(command: Sequence[str]) -> Process:
    started = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Process(time.perf_counter() - started, usage.ru_maxrss * 1024)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _print(name: str, values: Sequence[float], unit: str, goal: str = "") -> None:
    middle = statistics.median(values)
    spread = f"({min(values):.2f} to {max(values):.2f})"
    print(f"{name:<48}{middle:>9.2f} {unit:<3} {spread:<22}{goal}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
