"""A visitor in a real Chromium: fixtures of every browser test (``pytest_plugins`` in conftest)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ui.background import own_data, served
from ui.browser import chromium, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@dataclass
class Visit:
    """A page of its own, with everything it asked for and complained about."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    @property
    def cards(self) -> list[str]:
        return [str(text) for text in self.page.locator("#qa-panel .qa-card h3").all_inner_texts()]

    @property
    def replies(self) -> list[str]:
        """What each reply says, without what stands below it."""
        said = self.page.locator("#qa-chat .bot-row").evaluate_all(
            """rows => rows.map(row => {
                const below = [...row.querySelectorAll('.qa-foot, .qa-related')];
                below.forEach(part => { part.style.display = 'none'; });
                const text = row.innerText.trim();
                below.forEach(part => { part.style.display = ''; });
                return text;
            })"""
        )
        return [str(text) for text in said]

    def ask(self, question: str) -> str:
        """Type a question, press Enter, wait for the whole reply and return it."""
        before = len(self.replies)
        box = self.page.get_by_label("问题", exact=True).and_(self.page.locator("textarea"))
        box.fill(question)
        box.press("Enter")
        return self.wait_for_reply(before)

    def wait_for_reply(self, before: int) -> str:
        self.page.wait_for_function(
            """before => document.querySelectorAll('#qa-chat .bot-row').length > before
                && !document.querySelector('#qa-chat .qa-more')""",
            arg=before,
            timeout=60_000,
        )
        return self.replies[-1]


def new_visit(context: BrowserContext, url: str) -> Visit:
    visit = Visit(context.new_page())
    visit.page.on("request", lambda request: visit.hosts.add(urlsplit(request.url).netloc))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("dialog", lambda dialog: (visit.complaints.append("dialog"), dialog.dismiss()))
    visit.page.on(
        "console",
        lambda said: visit.complaints.append(said.text) if said.type == "error" else None,
    )
    visit.page.goto(url)
    visit.page.wait_for_selector("#qa-question textarea")
    return visit


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if find_chromium() is None:
        if os.environ.get("QA_REQUIRE_BROWSER") == "1":
            pytest.fail("QA_REQUIRE_BROWSER=1, but there is no Chromium on this machine")
        pytest.skip("there is no Chromium on this machine (apt-get install chromium)")
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def url(
    browser: Browser, data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The app with the shared index and user data of its own."""
    folder = tmp_path_factory.mktemp("browser")
    with served(own_data(data_dir, folder), folder / "log.txt") as app:
        yield app.url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-US")
    yield context
    context.close()


@pytest.fixture
def visit(context: BrowserContext, url: str) -> Iterator[Visit]:
    visit = new_visit(context, url)
    yield visit
    assert visit.complaints == []
    assert visit.hosts == {urlsplit(url).netloc}
