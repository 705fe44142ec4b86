"""Time the app's page as a person sees it, in headless Chromium."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PATIENCE: Final = 60_000
_PAINT: Final = """() => new Promise(resolve => new PerformanceObserver(list => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) resolve(paint.startTime);
}).observe({type: 'paint', buffered: true}))"""


@dataclass(frozen=True, slots=True)
class PageTimes:
    """Seconds: server start to first contentful paint and to a usable question box; Enter to the
    first words and to the whole answer with its marked quote."""

    first_paint: float
    usable: float
    first_words: float
    whole_answer: float


def page_times(browser: Browser, url: str, question: str, started: float) -> PageTimes:
    """Open ``url``, ask ``question`` and return the times; ``started`` is a perf_counter."""
    page = browser.new_page()
    opened = time.perf_counter() - started
    page.goto(url)
    box = page.locator("textarea:visible, input[type=text]:visible").first
    box.wait_for(timeout=_PATIENCE)
    usable = time.perf_counter() - started
    painted = opened + page.evaluate(_PAINT) / 1e3
    box.fill(question)
    entered = time.perf_counter()
    box.press("Enter")
    page.get_by_text("《规则》第").first.wait_for(timeout=_PATIENCE)
    first = time.perf_counter() - entered
    page.locator("mark").first.wait_for(timeout=_PATIENCE)
    whole = time.perf_counter() - entered
    page.close()
    return PageTimes(painted, usable, first, whole)
