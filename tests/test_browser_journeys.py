"""Whole journeys in a real Chromium: a civil servant, an office, a trainer, a keyboard alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.browsing import Visit, new_visit
from ui.scenes import QUESTION

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

SIGNED = "县政府党组会议纪要一般由办公室分管副主任核报县政府党组书记签发"
TWICE = 300
"""Milliseconds in which the section 练习 takes a press for the second one of a double click."""
QUOTED = "须提前3天分别向市委、市政府、县委报告"
IN_SIGHT = """element => {
    const inside = element.getBoundingClientRect();
    let box = element.parentElement;
    while (box && getComputedStyle(box).overflowY !== 'auto') box = box.parentElement;
    const frame = box ? box.getBoundingClientRect() : {top: 0, bottom: innerHeight};
    return inside.top >= Math.max(0, frame.top) - 1
        && inside.bottom <= Math.min(innerHeight, frame.bottom) + 1;
}"""
"""Whether an element is seen whole, in the window and in the box that scrolls it."""


def test_a_new_civil_servant_takes_a_citation_along(visit: Visit, context: BrowserContext) -> None:
    """Ask, ask on, look at the source, copy it as an official document writes it, paste it."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.page
    visit.ask("常务会议纪要由谁签发？")
    reply = visit.ask("那党组会议呢？")
    assert reply.startswith("理解为：党组会议纪要由谁签发？")
    page.locator("#qa-chat a.qa-ref").last.click()
    page.wait_for_function("document.activeElement.id === 'card-2-1'")
    [marked] = page.locator("#card-2-1 mark").all()
    assert SIGNED in marked.inner_text()
    page.wait_for_function(f"({IN_SIGHT})(document.querySelector('#card-2-1 mark'))")
    page.locator("#qa-chat .bot-row").last.get_by_role("button", name="复制为公文").click()
    page.get_by_role("button", name="已复制").wait_for()
    box = page.get_by_label("问题", exact=True).and_(page.locator("textarea"))
    box.focus()
    page.keyboard.press("Control+V")
    assert box.input_value().startswith("根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）")
    assert SIGNED in box.input_value()


def test_a_colleague_opens_what_the_office_has_found(
    visit: Visit, context: BrowserContext, browser: Browser
) -> None:
    """Search while typing, narrow to a chapter, open the hit in the text, send its link."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.page
    page.get_by_role("tab", name="检索").click()
    page.get_by_label("检索词语").press_sequentially("出差 请假")  # no Enter
    page.locator(".qa-result mark", has_text="出差").first.wait_for()
    page.get_by_role("checkbox", name="第十三章").check()
    page.get_by_text("已选 1 章").wait_for()
    chapters = set(page.locator(".qa-result .qa-chapter").all_inner_texts())
    assert {chapter.split()[0] for chapter in chapters} == {"第十三章"}
    page.get_by_role("link", name="在全文中看：《规则》第七十七条第五款").click()
    assert_arrived(page)
    page.get_by_role("button", name="第七十七条第五款：链接与引文").click()
    page.get_by_role("button", name="复制链接").locator("visible=true").click()
    page.get_by_role("button", name="已复制").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    with browser.new_context(viewport={"width": 1280, "height": 860}) as other:
        colleague = other.new_page()
        colleague.goto(link)
        assert_arrived(colleague)


def assert_arrived(page: Page) -> None:
    """See paragraph 5 of article 77 marked as the place that was meant, at the top of the text."""
    place = page.locator("#qa-a77-5.qa-law-here")
    place.wait_for()
    assert QUOTED in place.inner_text()
    assert page.get_by_role("tab", name="条文").get_attribute("aria-selected") == "true"
    page.wait_for_function(f"({IN_SIGHT})(document.querySelector('#qa-a77-5'))")


def test_a_trainer_makes_a_paper_and_tries_an_item(visit: Visit) -> None:
    """Blueprint, paper, a better wording that is proved again, the Word file, practice."""
    page = visit.page
    added = "（请结合本单位实际理解。）"
    page.get_by_role("tab", name="出题与练习").click()
    draw_five_from_the_tenth_chapter(page)
    sheet = page.get_by_role("article", name="试卷")
    sheet.get_by_role("link", name="修改第 1 题").click()
    explanation = page.get_by_label("解析")
    explanation.fill(explanation.input_value() + added)
    page.get_by_role("button", name="保存并核对").click()
    page.get_by_text("改动记录（1 次）").wait_for()
    assert page.get_by_text("已证实：答案由条文证明").is_visible()
    page.get_by_role("tab", name="出卷").click()
    first = sheet.locator("section").first
    first.get_by_text("答案与出处").click()
    page.wait_for_function(
        "words => document.querySelector('.qa-paper-entry').innerText.includes(words)", arg=added
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="下载", exact=True).click()
    assert download.value.suggested_filename.endswith(".docx")
    assert added in text_of(Path(download.value.path()))
    page.get_by_role("tab", name="练习", exact=True).click()
    assert answer_one_item(page) in ("答对了", "答错了")
    assert page.locator(".qa-practice-rule mark").count() == 1
    page.get_by_role("tab", name="审题").click()
    page.get_by_role("button", name="恢复自动生成的题目").click()
    page.get_by_text("改动记录（2 次）").wait_for()


def draw_five_from_the_tenth_chapter(page: Page) -> None:
    page.get_by_label("题数", exact=True).fill("5")
    page.locator("summary", has_text="章节").click()
    page.get_by_label("第十章").check()
    page.locator("summary", has_text="题型与分值").click()
    page.get_by_label("单选题", exact=True).locator("visible=true").check()
    page.get_by_role("button", name="出卷", exact=True).click()
    page.get_by_role("article", name="试卷").get_by_text("共 5 题").wait_for()


def text_of(path: Path) -> str:
    """Return all words of a Word file, tables included."""
    document = Document(io.BytesIO(path.read_bytes()))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.text)


def answer_one_item(page: Page) -> str:
    """Begin a round of choices, answer the first one and return the verdict."""
    practice = page.locator("#qa-practice")
    practice.get_by_label("单选题").check()
    page.wait_for_timeout(TWICE)
    practice.get_by_role("button", name="开始练习").click()
    practice.locator(".qa-practice-card").get_by_role("radio").first.check()
    page.wait_for_timeout(TWICE)
    practice.get_by_role("button", name="提交", exact=True).click()
    return practice.locator(".qa-practice-verdict h3").inner_text()


# --- by the keyboard alone: nothing below moves or clicks a mouse --------------------------------


def test_a_reader_with_a_keyboard_and_a_narrow_screen(browser: Browser, url: str) -> None:
    """Ask, read the quote at its mark, go to its card and back; then find words in the text."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        visit = new_visit(context, url)
        page = visit.page
        press_until(page, "Tab", lambda: focused(page, "tagName") == "TEXTAREA")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        visit.wait_for_reply(0)
        press_until(page, "Shift+Tab", lambda: focused(page, "className") == "qa-ref")
        assert QUOTED in page.get_by_role("tooltip").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'card-1-1'")
        page.wait_for_function(f"({IN_SIGHT})(document.querySelector('#card-1-1 mark'))")
        press_until(page, "Tab", lambda: focused(page, "textContent") == "回到回答")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.className === 'qa-ref'")
        press_until(page, "Shift+Tab", lambda: focused(page, "textContent").strip() == "问答")
        press_until(page, "Tab", lambda: focused(page, "textContent").strip() == "条文")
        page.keyboard.press("Enter")
        page.locator("#qa-document[data-ready]").wait_for()
        press_until(page, "Tab", lambda: focused(page, "id") == "qa-find")
        page.keyboard.type("工作日")
        hits = [hit_after(page, key) for key in ("Enter", "Enter", "Enter", "Shift+Enter")]
        assert [hit.split("/")[0] for hit in hits] == ["第1处", "第2处", "第3处", "第2处"]
        assert page.locator("mark.qa-law-at").inner_text() == "工作日"
        assert page.evaluate(f"({IN_SIGHT})(document.querySelector('mark.qa-law-at'))")
        assert visit.complaints == []


def press_until(page: Page, key: str, there: Callable[[], bool], most: int = 80) -> None:
    """Press ``key`` until the focus is ``there``; wherever it stops it can be seen."""
    for _ in range(most):
        page.keyboard.press(key)
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if there():
            return
    pytest.fail(f"{key}, {most} times, did not get there")


SEEN = """() => {
    const element = document.activeElement;
    if (element === document.body) return true;
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return outlined || style.boxShadow !== 'none';
}"""
"""Whether the element that has the focus shows it."""


def focused(page: Page, what: str) -> str:
    return str(page.evaluate("what => document.activeElement[what]", what))


def hit_after(page: Page, key: str) -> str:
    """Press ``key`` in the box and return which hit is shown."""
    told = page.locator("#qa-find-told")
    before = told.inner_text()
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('#qa-find-told').innerText !== before", arg=before
    )
    return told.inner_text()
