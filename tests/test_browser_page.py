"""The whole page in a real Chromium: every tab in every state, wide and narrow, light and dark."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from eval.page import opened, reloaded, waiting
from tests.browsing import Visit, new_visit
from ui.scenes import COMPARED, QUESTION, SCENES, Scene

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATES = [scene for scene in SCENES if scene.name != "ask"]  # "answers" holds as much, and more
TABS = ("问答", "检索", "条文", "速查", "出题与练习", "质量")
FORMATS = {"Anki", "CSV", "Excel", "GIFT", "JSON", "Markdown", "Moodle", "QTI", "Word", "XML"}
PROPER_NAMES = FORMATS | {"Esc", "Shift", "nDCG"}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scene", STATES, ids=lambda scene: scene.name)
def test_every_state_of_every_tab(browser: Browser, url: str, scene: Scene, width: int) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 844}, locale="en-US", reduced_motion="reduce"
    ) as context:
        visit = new_visit(context, url)
        page = visit.page
        page.goto(f"{url}/#{scene.place}")
        scene.show(page)
        assert english(page) == []
        assert_headings_in_order(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.evaluate("dark => document.body.classList.toggle('dark', dark)", scheme == "dark")
            page.wait_for_timeout(300)
            assert violations(page) == []
        assert visit.complaints == []
        assert visit.hosts == {urlsplit(url).netloc}


def english(page: Page) -> list[str]:
    """Return the English words that are seen or read out, but for what 质量 tells of the machine."""
    seen = page.evaluate(
        """() => {
            const machine = [...document.querySelectorAll('.qa-environment dd')];
            machine.forEach(element => { element.style.display = 'none'; });
            const names = [document.body.innerText];
            machine.forEach(element => { element.style.display = ''; });
            for (const element of document.querySelectorAll('body *')) {
                if (!element.checkVisibility()) continue;
                for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
                    if (element.getAttribute(name)) names.push(element.getAttribute(name));
            }
            return names.join('\\n');
        }"""
    )
    words = re.findall(r"(?<![\w-])[A-Za-z]{2,}(?![\w-])", seen, re.ASCII)
    return sorted(set(words) - PROPER_NAMES)


def assert_headings_in_order(page: Page) -> None:
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6",
        "found => found.filter(h => h.checkVisibility()).map(h => +h.tagName[1])",
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def violations(page: Page) -> list[str]:
    """Return serious and critical ones, those inside gradio's own components included."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{each['id']} {node['target']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_what_axe_finds_is_told(visit: Visit) -> None:
    assert violations(visit.page) == []
    visit.page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    [found] = violations(visit.page)
    assert found.startswith("color-contrast ['h1']")


@pytest.mark.parametrize("width", [360, 390])
def test_all_tabs_are_in_sight_on_a_telephone(browser: Browser, url: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = new_visit(context, url).page
        for name in TABS:
            tab = page.get_by_role("tab", name=name, exact=True)
            place = tab.bounding_box()
            assert place is not None
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
            tab.click()
            assert tab.get_attribute("aria-selected") == "true"
        assert page.locator(".overflow-menu:visible").count() == 0


def test_an_unknown_address_leads_to_the_first_tab(visit: Visit) -> None:
    visit.page.goto(f"{visit.page.url}#nowhere")
    visit.page.reload()
    visit.page.wait_for_selector("#qa-question textarea")
    assert visit.page.get_by_role("tab", name="问答").get_attribute("aria-selected") == "true"


def test_nobody_waits_for_long(browser: Browser, url: str) -> None:
    """Far below what python -m eval.bench asks for: other tests are running meanwhile."""
    with opened(browser, url, time.perf_counter()) as (page, opening):
        assert opening.received < 1_000_000
        waiting(page, QUESTION)
        assert reloaded(page).usable < 6.0
        told = waiting(page, COMPARED)
        assert told.first_words < 2.0
        assert told.whole_answer < 4.0
