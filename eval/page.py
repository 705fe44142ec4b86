"""Time the app's page as a person sees it, in headless Chromium."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Error, Page, sync_playwright

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE: Final = 60.0
_INPUT: Final = "textarea"
_ANSWER: Final = "第七十七条第五款"


@dataclass(frozen=True, slots=True)
class PageTimes:
    """Seconds: process start to first paint; Enter to first words and to the whole answer."""

    first_paint: float
    first_words: float
    whole_answer: float


def page_times(url: str, question: str, started: float) -> PageTimes:
    """Open ``url`` (retrying until it answers), ask ``question`` and return the times.

    ``started`` is the perf_counter of the server's start.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        page = browser.new_page()
        _open(page, url)
        page.locator(_INPUT).first.wait_for(timeout=_PATIENCE * 1e3)
        painted = time.perf_counter() - started
        page.locator(_INPUT).first.fill(question)
        entered = time.perf_counter()
        page.locator(_INPUT).first.press("Enter")
        page.get_by_text("《规则》第").first.wait_for(timeout=_PATIENCE * 1e3)
        first = time.perf_counter() - entered
        page.locator("mark").first.wait_for(timeout=_PATIENCE * 1e3)
        whole = time.perf_counter() - entered
        browser.close()
    return PageTimes(painted, first, whole)


def _open(page: Page, url: str) -> None:
    deadline = time.perf_counter() + _PATIENCE
    while True:
        try:
            page.goto(url)
            return
        except Error:
            if time.perf_counter() > deadline:
                raise
            time.sleep(0.05)
