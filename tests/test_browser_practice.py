"""练习 in a real Chromium: a round with keys alone, on a telephone, over a reload, by two people."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsing import Visit, new_visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

TWICE = 300
"""Milliseconds after which a press counts as another one; see scripts/practice.js."""


def open_practice(page: Page) -> Locator:
    """Open the section and return it, once its first page is there."""
    page.evaluate("location.hash = '#practice'")
    page.wait_for_selector("#qa-practice .qa-practice-choice", timeout=60_000)
    page.wait_for_timeout(TWICE)
    return page.locator("#qa-practice")


def press(page: Page, name: str, then: str) -> None:
    """Press the button ``name`` and wait for what matches ``then``."""
    page.locator("#qa-practice").get_by_role("button", name=name).click()
    wait(page, then)


def wait(page: Page, then: str) -> None:
    page.wait_for_selector(f"#qa-practice {then}")
    page.wait_for_timeout(TWICE)


def begin(page: Page, kind: str) -> Locator:
    """Begin a round of one kind and return its first item."""
    page.locator("#qa-practice").get_by_label(kind, exact=True).check()
    press(page, "开始练习", "[data-phase='open']")
    return page.locator("#qa-practice .qa-practice-card")


def leave(page: Page) -> None:
    press(page, "结束", ".qa-practice-result")
    press(page, "回到练习首页", ".qa-practice-choice")


def verdict(page: Page) -> str:
    return page.locator("#qa-practice .qa-practice-verdict h3").inner_text()


def test_a_round_with_keys_alone(visit: Visit) -> None:
    page = visit.page
    section = open_practice(page)
    section.locator("input[name='kind'][value='true_false']").press("Space")
    section.locator("input[name='count'][value='5']").press("Space")
    section.get_by_role("button", name="开始练习").press("Enter")
    wait(page, "[data-number='1'][data-phase='open']")
    right = 0
    for number in range(1, 6):
        page.keyboard.press("2")
        assert section.locator("input:checked").get_attribute("value") == "错"
        page.keyboard.press("Enter")
        wait(page, ".qa-practice-verdict")
        assert page.evaluate("document.activeElement.textContent") == verdict(page)
        right += verdict(page) == "答对了"
        page.keyboard.press("Enter")
        wait(page, f"[data-number='{number + 1}']" if number < 5 else ".qa-practice-result")
    assert f"答了 5 题，对 {right} 题" in page.locator(".qa-practice-result h2").inner_text()
    press(page, "回到练习首页", ".qa-practice-choice")
    assert page.locator(".qa-practice-list li").count() == 5 - right
    assert "学过 5 题" in page.locator(".qa-practice-facts").inner_text()


def pick_first(card: Locator) -> None:
    card.locator("label").first.click()


def fill_blank(card: Locator) -> None:
    card.get_by_label("第 1 空").fill("没有这回事")


def pair_by_letters(card: Locator) -> None:
    rows = card.locator("fieldset").count()
    card.locator("h2").focus()
    for _ in range(rows):
        card.page.keyboard.press("a")
    assert card.locator("input:checked").count() == rows


def move_down(card: Locator) -> None:
    first = card.locator("li span").first.inner_text()
    card.locator("li button[data-step='1']").first.focus()
    card.page.keyboard.press("ArrowDown")
    assert card.locator("li span").nth(1).inner_text() == first
    card.get_by_role("button", name=f"上移：{first}").click()
    assert card.locator("li span").first.inner_text() == first


def write(card: Locator) -> None:
    card.locator("textarea").fill("<b>按规定办</b>")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("单选题", pick_first),
        ("多选题", pick_first),
        ("填空题", fill_blank),
        ("连线题", pair_by_letters),
        ("排序题", move_down),
        ("简答题", write),
    ],
)
def test_each_kind_is_answered_in_its_own_way(
    visit: Visit, kind: str, answer: Callable[[Locator], None]
) -> None:
    page = visit.page
    open_practice(page)
    card = begin(page, kind)
    answer(card)
    press(page, "提交", ".qa-practice-verdict")
    if kind == "简答题":
        assert "<b>按规定办</b>" in card.inner_text()
        page.keyboard.press("2")
        wait(page, "[data-phase='wrong']")
    assert verdict(page) in ("答对了", "答错了")
    assert card.locator(".qa-practice-rule mark").first.inner_text()
    assert "下次再练：明天" in card.inner_text()
    press(page, "下一题", "[data-number='2'][data-phase='open']")
    assert page.locator("#qa-practice input:checked").count() == 0
    leave(page)


def test_an_item_that_is_not_filled_stays_open(visit: Visit) -> None:
    page = visit.page
    open_practice(page)
    card = begin(page, "连线题")
    press(page, "提交", "[role='alert']")
    assert "还没有配对" in card.get_by_role("alert").inner_text()
    card.locator("label").first.click()
    page.get_by_role("button", name="提交").click()
    page.wait_for_function("document.querySelectorAll('.qa-practice-card input:checked').length")
    page.wait_for_timeout(TWICE)
    assert "第 1" not in card.get_by_role("alert").inner_text()
    press(page, "跳过，看答案", "[data-phase='skipped']")
    assert verdict(page) == "跳过了"


def test_fast_presses_hand_in_once(visit: Visit) -> None:
    page = visit.page
    open_practice(page)
    begin(page, "判断题")
    page.keyboard.press("1")
    for _ in range(3):
        page.keyboard.press("Enter")
    wait(page, ".qa-practice-verdict")
    page.wait_for_timeout(TWICE)
    assert page.locator("[data-number='1'] .qa-practice-verdict").count() == 1
    press(page, "下一题", "[data-number='2'][data-phase='open']")
    page.evaluate(
        """() => { // past the script's own guard: the server must keep them apart
            const root = document.querySelector('#qa-practice .html-container > div');
            const told = {do: 'answer', number: 2, text: '对', turn: 0};
            for (let n = 0; n < 4; n++)
                root.dispatchEvent(new CustomEvent('qa-move', {detail: {told}}));
        }"""
    )
    wait(page, "[data-number='2'] .qa-practice-verdict")
    assert page.locator(".qa-practice-track i[class]").count() == 2


def test_a_reload_keeps_what_was_judged_and_the_rest_goes_on(visit: Visit) -> None:
    page = visit.page
    open_practice(page)
    begin(page, "判断题")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    wait(page, ".qa-practice-verdict")
    page.reload()
    page.wait_for_selector("#qa-tabs [role='tab']")
    open_practice(page)
    assert "学过 1 题" in page.locator(".qa-practice-facts").inner_text()
    assert "还有 9 题没有做" in page.locator(".qa-practice-left").inner_text()
    press(page, "接着练", "[data-phase='open']")
    assert "共 9 题" in page.locator(".qa-practice-card h2").inner_text()


def test_two_browsers_have_two_notebooks(visit: Visit, browser: Browser, url: str) -> None:
    page = visit.page
    open_practice(page)
    card = begin(page, "填空题")
    fill_blank(card)
    press(page, "提交", "[data-phase='wrong']")
    leave(page)
    assert page.locator(".qa-practice-list li").count() == 1
    with browser.new_context() as other:
        second = new_visit(other, url)
        section = open_practice(second.page)
        assert "错题本是空的" in section.inner_text()
        assert "学过 0 题" in section.inner_text()
        assert second.complaints == []
    press(page, "练这些错题", "[data-phase='open']")
    assert "共 1 题" in page.locator(".qa-practice-card h2").inner_text()


def test_without_a_cookie_nothing_is_kept_and_that_is_told(
    visit: Visit, context: BrowserContext
) -> None:
    context.clear_cookies()
    section = open_practice(visit.page)
    assert "不记错题和进度" in section.inner_text()
    begin(visit.page, "判断题")
    visit.page.keyboard.press("1")
    visit.page.keyboard.press("Enter")
    wait(visit.page, ".qa-practice-verdict")
    assert "这次没有记下" in section.inner_text()


def test_a_rule_is_one_click_away_and_the_notebook_one_file(visit: Visit) -> None:
    page = visit.page
    open_practice(page)
    card = begin(page, "填空题")
    fill_blank(card)
    press(page, "提交", "[data-phase='wrong']")
    place = card.locator(".qa-practice-rule a").first.get_attribute("href")
    assert place is not None
    card.locator(".qa-practice-rule a").first.click()
    assert page.evaluate("location.hash") == place
    open_tab = page.get_by_role("tab", name="出题与练习")
    open_tab.click()
    leave(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="导出 Word").click()
    assert started.value.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(started.value.path()) as word:
        assert "错题本" in word.read("word/document.xml").decode("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_has_room_and_axe_finds_nothing(
    browser: Browser, url: str, scheme: str
) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=True,
    ) as context:
        visit = new_visit(context, url)
        page = visit.page
        open_practice(page)
        check(page)
        card = begin(page, "连线题")
        check(page)
        for row in card.locator("fieldset").all():
            row.locator("label").first.click()
        press(page, "提交", ".qa-practice-verdict")
        check(page)
        press(page, "结束", ".qa-practice-result")
        check(page)
        assert visit.complaints == []


def check(page: Page) -> None:
    """Nothing is wider than the page, nothing to touch is small, axe has nothing to say."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.eval_on_selector_all(
        "#qa-practice button, #qa-practice label",
        """found => found.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML)""",
    )
    assert small == []
    found = Axe().run(page, context="#qa-practice")
    assert [fault["id"] for fault in found.response["violations"]] == []
