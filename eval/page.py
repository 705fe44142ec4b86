"""Time the app's page as a person sees it, in headless Chromium, by the page's own clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_PATIENCE: Final = 60_000
_AFTERWARDS: Final = 1_000
"""Milliseconds in which a page fetches what it shows without being asked."""
_BOX: Final = "#qa-question textarea"
_PAINT: Final = """() => new Promise(resolve => new PerformanceObserver(list => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) resolve(paint.startTime);
}).observe({type: 'paint', buffered: true}))"""
_USABLE: Final = """typed => document.querySelector('#qa-question textarea')?.value === typed
    && document.querySelector('#qa-asking button.primary')?.disabled === false"""
_WATCH: Final = """() => {
    const rows = () => document.querySelectorAll('#qa-chat .bot-row');
    const before = rows().length;
    const told = (window.qaWaited = {entered: 0, words: 0, whole: 0});
    document.addEventListener('keydown', () => { told.entered = performance.now(); },
        {capture: true, once: true});
    const look = () => {
        const row = rows().length > before && [...rows()].at(-1);
        const words = row && row.querySelector('p, li, td, th, .qa-note');
        if (words && !told.words) told.words = performance.now();
        const growing = row && row.querySelector('.qa-more');
        if (words && !growing && row.querySelector('.qa-foot, .qa-related'))
            told.whole = performance.now();
        else requestAnimationFrame(look);
    };
    look();
}"""
"""Sees every frame; an answer is whole once what stands below it is there."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds to the first contentful paint and to a question box that takes words; the bytes that
    came over the network until all was there."""

    first_paint: float
    usable: float
    received: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Seconds from Enter to the first words of the answer and to the whole of it."""

    first_words: float
    whole_answer: float


@contextmanager
def opened(browser: Browser, url: str, started: float) -> Iterator[tuple[Page, Opening]]:
    """Open ``url`` in a browser that knows nothing of it; ``started`` is a perf_counter."""
    with browser.new_context() as context:
        page = context.new_page()
        yield page, _opening(page, started, lambda: page.goto(url, wait_until="commit"))


def reloaded(page: Page) -> Opening:
    """Load the page again, as a visitor does who comes back."""
    return _opening(page, time.perf_counter(), lambda: page.reload(wait_until="commit"))


def waiting(page: Page, question: str) -> Waiting:
    """Ask ``question`` and wait for the whole answer."""
    page.locator(_BOX).fill(question)
    page.evaluate(_WATCH)
    page.locator(_BOX).press("Enter")
    page.wait_for_function("() => window.qaWaited.whole", timeout=_PATIENCE)
    told = page.evaluate("() => window.qaWaited")
    return Waiting(*((told[name] - told["entered"]) / 1e3 for name in ("words", "whole")))


def _opening(page: Page, started: float, go: Callable[[], object]) -> Opening:
    received: list[float] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda end: received.append(end["encodedDataLength"]))
    network.send("Network.enable")
    opened_after = time.perf_counter() - started
    go()
    page.locator(_BOX).fill("提前", timeout=_PATIENCE)
    page.wait_for_function(_USABLE, arg="提前", timeout=_PATIENCE)
    usable = time.perf_counter() - started
    painted = opened_after + page.evaluate(_PAINT) / 1e3
    page.wait_for_timeout(_AFTERWARDS)
    network.detach()
    page.locator(_BOX).fill("")
    return Opening(painted, usable, round(sum(received)))
