"""``python -m eval.bench``: what a user waits for and what a machine must hold.

Every figure is a median of ROUNDS runs in one go on the machine at hand; latency is measured
side by side with the encoder alone on the same questions, because machines differ and are noisy.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import psutil

from corpus.settings import Settings, read_settings
from eval.dataset import Item, read_items
from eval.page import Opening, Waiting, opened, reloaded, waiting
from indexing.library import open_index, rebuild_index
from indexing.words import normalise
from qa.assistant import Assistant
from ui.background import own_data, served
from ui.browser import chromium, find_chromium

ROUNDS: Final = 5
_ROOT: Final = Path(__file__).resolve().parent.parent
_QUESTION: Final = "县长出差要提前几天报告？"
_KINDS: Final = ("fact", "procedure", "multi", "comparison", "statement", "compute")
"""Of dev questions whose answers are sentences, lists, tables, verdicts and calculations."""
_EACH: Final = 4
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
    _serving(settings)
    return 0


def _cold_start() -> None:
    command = [sys.executable, "-m", "qa", _QUESTION]
    runs = [_run(command) for _ in range(ROUNDS)]
    _print("command cold start", [run.seconds for run in runs], "s", goal="under 3 s")
    _print("command peak memory", [run.peak / _MEGABYTE for run in runs], "MB")


def _latency(settings: Settings) -> None:
    """Ask all dev questions ROUNDS times, each beside the encoder alone."""
    index = open_index(settings)
    assistant = Assistant.of(index)
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


def _serving(settings: Settings) -> None:
    """Start the app ROUNDS times, then ask one of them many questions: what a person waits for."""
    if find_chromium() is None:
        print("app: left out, there is no Chromium here")
        return
    first: list[tuple[Opening, Waiting]] = []
    again: list[Opening] = []
    later: list[Waiting] = []
    memory = []
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        data = own_data(settings.data_dir, Path(scratch))
        for _ in range(ROUNDS):
            started = time.perf_counter()
            with (
                served(data, Path(scratch) / "log") as app,
                opened(browser, app.url, started) as (page, opening),
            ):
                first.append((opening, waiting(page, _QUESTION)))
                memory.append(psutil.Process(app.pid).memory_info().rss / _MEGABYTE)
                again.append(reloaded(page))
                if len(first) == ROUNDS:
                    later = [waiting(page, item.question) for item in _asked()]
    _print_openings([opening for opening, _ in first], again)
    _print("first question: Enter to first words", [w.first_words for _, w in first], "s")
    _print("first question: Enter to whole answer", [w.whole_answer for _, w in first], "s")
    _print_waiting("first words", [1e3 * w.first_words for w in later], "under 300 ms")
    _print_waiting("whole answer", [1e3 * w.whole_answer for w in later], "under 800 ms")
    _print("app memory after an answer (resident)", memory, "MB", goal="under 700 MB")


def _asked() -> list[Item]:
    """Return the first dev questions of each kind of _KINDS."""
    items = [item for item in read_items("dev") if not item.history]
    return [
        item for kind in _KINDS for item in [each for each in items if each.kind == kind][:_EACH]
    ]


def _print_openings(first: Sequence[Opening], again: Sequence[Opening]) -> None:
    _print("app start to first paint", [o.first_paint for o in first], "s", goal="under 8 s")
    _print("app start to a usable question box", [o.usable for o in first], "s", goal="under 8 s")
    _print("reload to a usable question box", [o.usable for o in again], "s", goal="under 2 s")
    _print("received by a new browser", [o.received / 1e3 for o in first], "kB")
    _print("received on a reload", [o.received / 1e3 for o in again], "kB")


def _print_waiting(what: str, milliseconds: Sequence[float], goal: str) -> None:
    name = f"{len(milliseconds)} questions: Enter to {what}"
    _print(f"{name}, p50", milliseconds, "ms", goal=goal)
    _print(f"{name}, p95", [_p95(milliseconds)], "ms", goal=goal)


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
