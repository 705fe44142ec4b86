"""A visitor of the tab 速查: choosing, sorting, filtering, the words behind a cell, deadlines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.browsing import Visit, new_visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator

pytestmark = pytest.mark.browser
ROWS = "section:not([hidden]) tr[data-row]:visible"


@pytest.fixture
def tables(visit: Visit) -> Visit:
    return opened(visit)


def opened(visit: Visit) -> Visit:
    visit.page.get_by_role("tab", name="速查").click()
    visit.page.wait_for_selector("#qa-quick table:visible")
    return visit


def choose(visit: Visit, name: str) -> None:
    visit.page.get_by_role("navigation", name="速查表和推算").get_by_role(
        "button", name=name
    ).click()


def column(visit: Visit, name: str) -> list[str]:
    cells = visit.page.locator(f"{ROWS} [data-label='{name}']")
    return [text.strip() for text in cells.all_inner_texts()]


def heading(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("columnheader", name=name)


def test_a_column_sorts_both_ways_and_says_so(tables: Visit) -> None:
    assert heading(tables, "出处").get_attribute("aria-sort") == "ascending"
    heading(tables, "时限").get_by_role("button").click()
    up = column(tables, "时限")
    assert heading(tables, "时限").get_attribute("aria-sort") == "ascending"
    assert heading(tables, "出处").get_attribute("aria-sort") == "none"
    assert [
        up.index(one) for one in ("1个工作日内", "提前3天", "5个工作日内", "每届任期5年", "会前")
    ] == sorted(
        up.index(one) for one in ("1个工作日内", "提前3天", "5个工作日内", "每届任期5年", "会前")
    )
    heading(tables, "时限").get_by_role("button").click()
    down = column(tables, "时限")
    assert heading(tables, "时限").get_attribute("aria-sort") == "descending"
    assert down[0] == "每届任期5年"
    assert down.index("1个工作日内") < down.index("会前")
    heading(tables, "情形").get_by_role("button").click()
    stated = [one for one in column(tables, "情形") if one != "—"]
    assert column(tables, "情形")[: len(stated)] == stated
    assert stated.index("不能按要求列席会议") < stated.index("加急事项") < stated.index("一般事项")


def test_rows_are_chosen_by_role_and_by_word_in_every_table(tables: Visit) -> None:
    page = tables.page
    page.get_by_label("涉及").select_option(label="副县长（8 行）")
    page.wait_for_function("document.querySelector('[data-shown]').innerText === '22 行中的 1 行'")
    assert column(tables, "事项") == ["副县长"]
    page.get_by_label("在各表里找字词").fill("请假  县长")
    choose(tables, "请示报告事项 1")
    assert column(tables, "向谁") == ["县长"]
    choose(tables, "禁止事项 0")
    assert "这张表里没有符合条件的行。" in page.locator("#qa-quick").inner_text()
    page.get_by_role("button", name="请示报告事项（1 行）").click()
    assert page.locator(ROWS).count() == 1
    page.get_by_role("button", name="清除筛选").click()
    assert page.locator(ROWS).count() == 26
    assert page.evaluate("document.activeElement.id") == "qa-quick-word"


def test_the_words_that_were_typed_stay_marked_in_a_sorted_table(tables: Visit) -> None:
    page = tables.page
    page.get_by_label("在各表里找字词").fill("加急")
    page.wait_for_function("CSS.highlights.get('qa-found').size > 0")
    heading(tables, "情形").get_by_role("button").click()
    marked = "[...CSS.highlights.get('qa-found')].map(range => range.toString())"
    assert page.evaluate(marked) == ["加急"]


def test_what_is_typed_into_the_filter_stays_text(tables: Visit) -> None:
    tables.page.get_by_label("在各表里找字词").fill("<img src=x onerror=alert(1)>")
    tables.page.wait_for_selector("#qa-quick .qa-hint:visible")
    assert tables.page.locator("#qa-quick img").count() == 0


def test_a_cell_opens_to_its_words_with_the_keys_alone(tables: Visit) -> None:
    page = tables.page
    heading(tables, "出处").get_by_role("button").focus()
    page.keyboard.press("Tab")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.innerText") == "5个工作日内"
    page.keyboard.press("Enter")
    page.wait_for_selector(".qa-words-row mark")
    assert page.locator(".qa-words-row mark").all_inner_texts() == ["5个工作日内"]
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    link = page.locator(".qa-words-row a").first
    assert (link.inner_text(), link.get_attribute("href")) == ("《规则》第四十条第二款", "#a40-2")
    page.keyboard.press("Escape")
    assert page.locator(".qa-words-row").count() == 0
    assert page.evaluate("document.activeElement.innerText") == "5个工作日内"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#a40-2"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#qa-quick .qa-quick-box')") is None


def test_one_cell_is_open_at_a_time_and_its_reference_is_copied(
    tables: Visit, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = tables.page
    for words in ("提前3天", "5个工作日内"):
        page.get_by_role("button", name=words, exact=True).first.click()
        page.wait_for_selector(f".qa-words-row mark:text-is('{words}')")
    assert page.locator(".qa-words-row").count() == 1
    page.get_by_role("button", name="复制引文").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "根据《乾安县人民政府工作规则》"
    )
    page.get_by_role("button", name="收起").click()
    assert page.locator(".qa-words-row").count() == 0


@pytest.mark.parametrize("whole", [False, True], ids=["shown", "whole"])
def test_the_tables_are_taken_to_excel(tables: Visit, tmp_path: Path, whole: bool) -> None:
    page = tables.page
    page.get_by_label("在各表里找字词").fill("工作日")
    heading(tables, "时限").get_by_role("button").click()
    name = "导出全部 5 张" if whole else "导出这 10 行"
    with page.expect_download() as waited:
        page.get_by_role("button", name=name).click()
    path = tmp_path / waited.value.suggested_filename
    waited.value.save_as(path)
    book = openpyxl.load_workbook(path)
    if whole:
        assert path.name == "乾安县人民政府工作规则-速查表.xlsx"
        assert [len(list(sheet)) for sheet in book] == [23, 6, 47, 27, 51]
        return
    assert path.name == "乾安县人民政府工作规则-时限一览（10行）.xlsx"
    assert [row[2].value for row in book.worksheets[0]] == ["时限", *column(tables, "时限")]


def fill_in(visit: Visit, start: str, amount: str) -> None:
    visit.page.get_by_label("从哪天数起").fill(start)
    visit.page.get_by_label("数多少").fill(amount)


def test_days_are_counted_while_they_are_typed(tables: Visit, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = tables.page
    choose(tables, "推算期限")
    fill_in(tables, "2026-03-03", "7")
    page.get_by_text("2026年3月12日", exact=True).wait_for()
    page.get_by_label("单位", exact=True).select_option("天")
    page.get_by_text("2026年3月10日", exact=True).wait_for()
    page.get_by_label("往前数").check()
    page.get_by_text("2026年2月24日", exact=True).wait_for()
    page.get_by_role("button", name="复制结果").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("2026年2月24日（周二")
    fill_in(tables, "2月30日", "7")
    page.get_by_text("读不懂日期“2月30日”").wait_for()
    assert page.get_by_label("从哪天数起").get_attribute("aria-invalid") == "true"
    page.get_by_role("button", name="今天", exact=True).click()
    page.wait_for_selector(".qa-day")
    assert page.get_by_label("从哪天数起").get_attribute("aria-invalid") is None


def test_a_limit_of_the_rules_is_counted_with(tables: Visit) -> None:
    page = tables.page
    page.get_by_role("button", name="提前3天", exact=True).first.click()
    page.get_by_role("button", name="用它推算期限").click()
    assert page.evaluate("document.activeElement.id") == "qa-start"
    assert page.get_by_label("往前数").is_checked()
    page.get_by_label("从哪天数起").fill("2026-03-12")
    page.get_by_text("2026年3月9日", exact=True).wait_for()
    result = page.locator(".qa-counted")
    assert result.get_by_role("link").get_attribute("href") == "#a77-5"
    assert result.locator("mark").inner_text() == "提前3天"
    page.get_by_label("数多少").fill("4")
    page.get_by_text("2026年3月8日", exact=True).wait_for()
    assert result.locator("mark").count() == 0
    assert page.get_by_label("规则里的时限").input_value() == ""


def test_an_address_opens_a_table(context: BrowserContext, url: str) -> None:
    visit = new_visit(context, url)
    visit.page.goto(f"{url}#tables/会议一览")
    visit.page.reload()
    visit.page.get_by_role("heading", name="会议一览").wait_for()
    choose(visit, "推算期限")
    assert visit.page.evaluate("decodeURIComponent(location.hash)") == "#tables/推算期限"
    visit.page.get_by_role("tab", name="检索").click()
    visit.page.get_by_role("tab", name="速查").click()
    assert visit.page.evaluate("decodeURIComponent(location.hash)") == "#tables/推算期限"


def test_a_lost_server_is_told_and_tried_again(visit: Visit) -> None:
    blocked: Callable[..., None] = lambda route: route.abort()  # noqa: E731
    visit.page.route("**/run/tables", blocked)
    visit.page.get_by_role("tab", name="速查").click()
    visit.page.get_by_text("与服务器的连接断了").wait_for()
    visit.page.unroute("**/run/tables")
    visit.page.get_by_role("button", name="重试").click()
    visit.page.wait_for_selector("#qa-quick table:visible")
    visit.complaints.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_shows_cards_and_no_rule_of_access_is_broken(
    browser: Browser, url: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    visit = opened(new_visit(context, url))
    page = visit.page
    page.get_by_role("button", name="提前3天", exact=True).first.click()
    page.wait_for_selector(".qa-words-row mark")
    for name in ("会议一览", "禁止事项", "推算期限", "时限一览"):
        choose(visit, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page, context="#qa-tables").response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert (
        page.locator("tr[data-row]").first.evaluate("e => getComputedStyle(e).display") == "block"
    )
    assert page.get_by_role("table").get_by_role("rowheader").count() > 0
    context.close()
