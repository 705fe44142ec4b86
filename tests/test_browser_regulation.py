"""The tab 条文 in a real Chromium: open a place, find, follow links, copy, read larger, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsing import Visit, new_visit, own_data
from ui.background import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

SEEN = """id => {
    const box = document.getElementById(id).getBoundingClientRect();
    const bar = document.querySelector('.qa-law-bar').getBoundingClientRect();
    return box.top >= bar.bottom - 1 && box.top < innerHeight;
}"""


def read(visit: Visit, address: str = "#text") -> Page:
    """Open the tab at ``address`` in a page that is already there."""
    visit.page.evaluate("place => location.hash = place", address)
    visit.page.wait_for_selector("#qa-document[data-ready]")
    if address != "#text":
        visit.page.wait_for_selector(f"{address.replace('#', '#qa-')}.qa-law-here")
    return visit.page


def find(page: Page, typed: str) -> str:
    """Type into the box and return what is told once it has been looked for."""
    box = page.get_by_label("在全文中查找，或输入条号")
    box.fill("")
    box.fill(typed)
    page.wait_for_timeout(400)
    return page.locator("#qa-find-told").inner_text()


def test_an_address_opens_the_place_and_survives_a_reload(visit: Visit, url: str) -> None:
    page = read(visit, "#a57-2")
    assert page.url == f"{url}/#a57-2"
    page.reload()
    page.wait_for_selector("#qa-a57-2.qa-law-here")
    assert page.evaluate(SEEN, "qa-a57-2")
    assert page.evaluate("document.activeElement.id") == "qa-a57-2"
    assert page.locator(".qa-law-here").count() == 1
    page.get_by_role("tab", name="问答").click()
    page.get_by_role("tab", name="条文").click()
    page.wait_for_function("location.hash === '#a57-2'")


def test_who_leaves_by_a_link_comes_back_to_where_they_read(visit: Visit) -> None:
    page = read(visit, "#a57-2")
    page.mouse.wheel(0, 900)
    page.wait_for_function("+document.querySelector('[aria-current=location]').innerText > 57")
    before = page.evaluate("scrollY")
    page.evaluate("location.hash = '#ask'")
    page.wait_for_function("!document.querySelector('#qa-document').checkVisibility()")
    assert page.evaluate("scrollY") < 200
    page.evaluate("location.hash = '#text'")
    page.wait_for_function("document.querySelector('#qa-document').checkVisibility()")
    page.wait_for_function("before => Math.abs(scrollY - before) < 40", arg=before)


def test_a_place_that_is_not_there_is_told(visit: Visit) -> None:
    page = read(visit)
    page.evaluate("location.hash = '#a999'")
    page.wait_for_selector("#qa-find-told:has-text('没有第 999 条，全文共 87 条。')")
    page.evaluate("location.hash = '#a57-9'")
    page.wait_for_selector("#qa-a57.qa-law-here")
    assert "没有第 9 款" in page.locator("#qa-find-told").inner_text()
    page.evaluate("location.hash = '#a1-1'")
    page.wait_for_selector("#qa-a1.qa-law-here")


def test_the_contents_follow_and_lead(visit: Visit) -> None:
    page = read(visit)
    contents = page.get_by_role("navigation", name="目录")
    contents.get_by_role("link", name="第十章 会议制度").click()
    page.wait_for_selector("#qa-ch10.qa-law-here")
    assert page.evaluate("location.hash") == "#ch10"
    page.wait_for_selector(".qa-law-numbers [aria-current='location']")
    contents.get_by_role("link", name="第五十七条", exact=True).click()
    page.wait_for_selector("#qa-a57.qa-law-here")
    current = contents.locator("[aria-current='location']")
    page.wait_for_function("document.querySelector('[aria-current=location]').innerText === '57'")
    page.mouse.move(640, 500)
    page.mouse.wheel(0, 6_000)
    page.wait_for_function("+document.querySelector('[aria-current=location]').innerText > 60")
    assert current.count() == 1
    page.go_back()
    page.wait_for_selector("#qa-ch10.qa-law-here")


def test_found_words_are_counted_and_stepped_through(visit: Visit) -> None:
    page = read(visit)
    assert find(page, "14个工作日") == "第1处/共2处"
    marks = page.locator(".qa-law-words mark")
    assert marks.all_inner_texts() == ["14个工作日", "14 个工作日"]  # as printed
    box = page.get_by_label("在全文中查找，或输入条号")
    box.press("Enter")
    assert page.locator("#qa-find-told").inner_text() == "第2处/共2处"
    assert page.locator("mark.qa-law-at").inner_text() == "14 个工作日"
    box.press("Enter")
    assert page.locator("#qa-find-told").inner_text() == "第1处/共2处"
    box.press("Shift+Enter")
    assert page.locator("#qa-find-told").inner_text() == "第2处/共2处"
    page.get_by_role("button", name="上一处").click()
    assert page.locator("#qa-find-told").inner_text() == "第1处/共2处"
    before = page.locator("#qa-a64-2").inner_text()
    box.press("Escape")
    assert (marks.count(), box.input_value()) == (0, "")
    assert page.locator("#qa-find-told").inner_text() == ""
    assert page.locator("#qa-a64-2").inner_text() == before
    assert page.evaluate("document.activeElement.id") == "qa-find"


def test_what_is_not_found_leads_to_the_search(visit: Visit) -> None:
    page = read(visit)
    assert "没有找到“食堂 几点”" in find(page, "食堂 几点")
    page.get_by_role("link", name="到“检索”里按意思查").click()
    page.wait_for_selector("#qa-found .qa-result", timeout=60_000)
    assert page.get_by_label("检索词语").input_value() == "食堂 几点"


@pytest.mark.parametrize(
    ("typed", "place"),
    [("57", "a57"), ("第五十七条", "a57"), ("57 条 2 款", "a57-2"), ("第十章", "ch10")],
)
def test_a_number_is_jumped_to(visit: Visit, typed: str, place: str) -> None:
    page = read(visit)
    find(page, typed)
    page.get_by_label("在全文中查找，或输入条号").press("Enter")
    page.wait_for_selector(f"#qa-{place}.qa-law-here")
    assert page.evaluate(SEEN, f"qa-{place}")
    assert page.evaluate("location.hash") == f"#{place}"


def test_an_article_that_is_not_there_is_not_jumped_to(visit: Visit) -> None:
    page = read(visit)
    assert find(page, "第一百条") == "没有第 100 条，全文共 87 条。"
    assert page.get_by_role("button", name="转到").count() == 0


def test_a_slash_leads_to_the_box_unless_somebody_types(visit: Visit) -> None:
    page = read(visit)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "qa-find"
    page.keyboard.type("1/2")
    assert page.get_by_label("在全文中查找，或输入条号").input_value() == "1/2"


def test_a_place_is_copied_as_a_link_and_as_a_citation(
    visit: Visit, context: BrowserContext, url: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = read(visit)
    control = page.get_by_role("button", name="第五十七条第三款：链接与引文")
    control.focus()
    page.keyboard.press("Enter")
    assert control.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".qa-law-tools .qa-done")
    assert page.evaluate("navigator.clipboard.readText()") == f"{url}/#a57-3"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.qa-law-tools .qa-done').length === 2")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第五十七条第三款：“"
        "县政府全体会议和县政府常务会议讨论通过决定印发的文件，原则上须在会议结束后 7 个工作日内印发。”"
    )
    page.keyboard.press("Escape")
    assert page.locator(".qa-law-tools").count() == 0
    assert page.evaluate("document.activeElement.dataset.place") == "a57-3"


def test_larger_text_is_kept(visit: Visit) -> None:
    page = read(visit)
    size = "getComputedStyle(document.querySelector('.qa-law-words')).fontSize"
    assert page.evaluate(size) == "17px"
    page.get_by_role("button", name="特大").click()
    assert page.evaluate(size) == "24px"
    assert page.locator("#qa-size-told").inner_text() == "字号：特大。"
    page.reload()
    page.wait_for_selector("#qa-document[data-ready]")
    assert page.evaluate(size) == "24px"
    pressed = page.locator(".qa-law-size[aria-pressed='true']")
    assert pressed.all_inner_texts() == ["特大"]


def test_on_paper_stands_the_text_and_no_control(visit: Visit) -> None:
    page = read(visit, "#a57-2")
    find(page, "县长")
    words = "".join(page.locator(".qa-law-words").all_text_contents())
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.evaluate("document.body.innerText")
    for control in ("打印全文", "字号", "第二款\n", "复制链接", "下一处", "出题与练习"):
        assert control not in printed
    told = "".join(printed.split())
    assert told.startswith(
        "乾安县人民政府工作规则乾政发〔2022〕2号2022年6月17日第一章总则第一条根据"
    )
    assert len(told) > len("".join(words.split()))
    ink = "getComputedStyle(document.querySelector('.qa-law-words')).color"
    assert page.evaluate(ink) == "rgb(0, 0, 0)"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.get_by_role("button", name="打印全文").is_visible()
    assert page.get_by_role("tab", name="检索").is_visible()


def test_a_text_that_does_not_come_can_be_asked_for_again(visit: Visit) -> None:
    page = visit.page
    page.route("**/run/regulation", lambda route: route.abort())
    page.get_by_role("tab", name="条文").click()
    again = page.get_by_role("button", name="重试")
    again.wait_for()
    page.unroute("**/run/regulation")
    again.click()
    page.wait_for_selector("#qa-document[data-ready]")
    visit.complaints[:] = [said for said in visit.complaints if "ERR_FAILED" not in said]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_passes_axe_and_fits_a_telephone(browser: Browser, url: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = read(new_visit(context, url), "#a57-2")
    page.get_by_role("button", name="第五十七条第三款：链接与引文").click()
    page.get_by_role("button", name="目录").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#qa-law-outline").is_visible()
    page.wait_for_timeout(2_600)  # the flash is over
    found = Axe().run(page, context="#qa-regulation").response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    page.keyboard.press("Escape")
    assert not page.locator("#qa-law-outline").is_visible()
    context.close()


@pytest.fixture(scope="module")
def other(
    browser: Browser, data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The app with a text that refers to itself, without chapters."""
    folder = tmp_path_factory.mktemp("other")
    text = folder / "办法.md"
    articles = [
        "第一条 甲。\n\n乙。",
        "第二条 违反本办法第一条第二款的，依照《某某法》第一条处理。",
    ]
    articles += [f"第{n}条 第{n}件事。" for n in range(3, 60)]
    text.write_text("# 某县办法\n\n" + "\n\n".join(articles), encoding="utf-8")
    with served(own_data(data_dir, folder), folder / "log.txt", QA_CORPUS=str(text)) as app:
        yield app.url


def test_a_cross_reference_leads_to_its_place_and_back(context: BrowserContext, other: str) -> None:
    page = read(new_visit(context, other), "#a2")
    links = page.locator(".qa-law-crossing")
    assert links.all_inner_texts() == ["第一条第二款"]
    links.click()
    page.wait_for_selector("#qa-a1-2.qa-law-here")
    page.go_back()
    page.wait_for_selector("#qa-a2.qa-law-here")
    assert find(page, "本办法第一条") == "第1处/共1处"  # half of it stands in the link
    page.get_by_role("navigation", name="目录").get_by_role("link", name="第四十一条—").click()
    page.wait_for_selector("#qa-a41.qa-law-here")
