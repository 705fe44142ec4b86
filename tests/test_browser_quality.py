"""The tab 质量 in a real Chromium: the figures, the curve, the self-check and its end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from qa.evaluation import read_evaluation
from tests.browsing import Visit, new_visit
from ui.quality.numbers import interval_of
from ui.quality.records import PUBLISHED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

PATIENCE = 240_000
"""Milliseconds: the self-check takes 5 s on two free cores, and many times that on busy ones."""


def opened(page: Page, place: str = "#quality") -> None:
    page.evaluate("place => { location.hash = place; }", place)
    page.wait_for_selector("#qa-quality .qa-claims", timeout=PATIENCE)


def test_the_figures_are_read_when_the_tab_is_opened(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("tab", name="质量").click()
    page.wait_for_selector("#qa-quality .qa-claims")
    assert page.get_by_role("heading", name="做得不够好的").is_visible()
    claim = page.locator(".qa-claims > li", has_text="判断对错、可不可以")
    measured = read_evaluation(PUBLISHED).figure("verdict")
    assert measured is not None
    assert f"{measured.share.count} 道要下判断的题里" in claim.inner_text()
    assert f"区间 {interval_of(measured.share)}" in claim.inner_text()
    drawing = page.get_by_role("img", name="拒答的取舍曲线")
    assert drawing.is_visible()
    assert (
        drawing.locator(".qa-curve-line").evaluate("e => getComputedStyle(e).strokeWidth") == "2px"
    )
    rows = page.get_by_role("region", name="全部数字").get_by_role("row")
    assert rows.count() == 17
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "found => found.filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
    )
    assert levels[:2] == [1, 2]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_self_check_by_the_keyboard_and_its_result_copied(
    visit: Visit, context: BrowserContext, browser: Browser, url: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.page
    opened(page, "#quality-check")
    page.wait_for_function("document.activeElement.id === 'qa-check-head'")
    top = "document.getElementById('qa-check-head').getBoundingClientRect().top"
    page.wait_for_function(f"{top} < innerHeight")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "开始自检"
    page.keyboard.press("Enter")
    page.wait_for_selector(".qa-check-running, .qa-check-result", timeout=PATIENCE)
    page.wait_for_function(
        "document.querySelector('#qa-checked').innerText.includes('一切正常')", timeout=PATIENCE
    )
    assert page.locator(".qa-check-passed").count() >= 9
    assert page.locator(".qa-check-step").count() == 10
    weight = "e => +getComputedStyle(e).fontWeight"
    assert page.locator(".qa-check-passed .qa-check-outcome").first.evaluate(weight) == 400
    page.wait_for_function("document.activeElement.textContent.trim() === '再做一次'")
    page.get_by_role("button", name="复制结果").click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert "[通过] 索引：" in copied
    assert copied.startswith("自检，")
    with browser.new_context() as other:
        second = new_visit(other, url)
        opened(second.page)
        assert second.page.locator(".qa-check-step").count() == 0


def test_the_self_check_can_be_stopped(visit: Visit) -> None:
    page = visit.page
    opened(page)
    page.get_by_role("button", name="开始自检").click()
    page.wait_for_selector(".qa-check-running", timeout=PATIENCE)
    page.get_by_role("button", name="停止").click()
    page.wait_for_function("document.querySelector('#qa-checked').innerText.includes('已停止')")
    told = page.locator("#qa-checked").inner_text()
    page.wait_for_timeout(4_000)  # what the server still does must not come back
    assert page.locator("#qa-checked").inner_text() == told
    assert page.get_by_role("button", name="再做一次").is_visible()
    assert not page.get_by_role("button", name="停止").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_and_for_everybody(browser: Browser, url: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    visit = new_visit(context, url)
    page = visit.page
    opened(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 860})
    own = {"include": [["#qa-quality"], ["#qa-soundness"]]}
    found = Axe().run(page, context=own).response
    assert [(each["id"], len(each["nodes"])) for each in found["violations"]] == []
    assert any(each["id"] == "color-contrast" for each in found["passes"])
    assert visit.complaints == []
    context.close()
