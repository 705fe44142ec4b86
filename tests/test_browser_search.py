"""The tab 检索 in a real Chromium: results while typing, chapters, links, every state."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsing import Visit, new_visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser


def opened(visit: Visit) -> Page:
    visit.page.get_by_role("tab", name="检索").click()
    visit.page.wait_for_selector("#qa-query")
    return visit.page


def typed(page: Page, query: str) -> None:
    """Type ``query`` key by key and wait until its results stand there; no key is Enter."""
    page.get_by_label("检索词语").press_sequentially(query, delay=20)
    arrived(page, query)


def arrived(page: Page, query: str) -> None:
    page.wait_for_function(
        "query => document.querySelector('#qa-found')?.dataset.query === query"
        " && document.querySelector('.qa-result')",
        arg=query,
        timeout=60_000,
    )


def labels(page: Page) -> list[str]:
    return [str(text) for text in page.locator(".qa-result h3").all_inner_texts()]


def test_results_come_while_typing_and_go_with_the_words(visit: Visit) -> None:
    page = opened(visit)
    typed(page, "出差 请假")
    assert labels(page)[0] == "《规则》第七十七条第五款"
    assert page.evaluate("document.activeElement.id") == "qa-query"
    told = page.locator("#qa-found-told").inner_text()
    assert told.endswith("最前面的是《规则》第七十七条第五款。")
    assert page.get_by_role("option").count() == 0  # no suggestions beside results
    page.get_by_label("检索词语").fill("")
    page.wait_for_selector("#qa-found:has-text('边输入边出结果')")
    assert page.evaluate("location.hash") == "#search"


def test_the_latest_words_win_and_few_requests_are_made(visit: Visit) -> None:
    page = opened(visit)
    typed(page, "热身")
    asked: list[str] = []

    def slow(route: Route) -> None:
        query = route.request.post_data_json["data"][0]
        asked.append(query)
        if query == "督查":
            time.sleep(0.8)
        route.continue_()

    page.route("**/run/find", slow)
    box = page.get_by_label("检索词语")
    box.fill("督查")
    page.wait_for_timeout(400)
    box.fill("督查请假")
    arrived(page, "督查请假")
    page.wait_for_timeout(1_200)
    assert page.locator("#qa-found").get_attribute("data-query") == "督查请假"
    box.fill("")
    box.press_sequentially("政务公开", delay=20)
    arrived(page, "政务公开")
    assert asked == ["督查", "督查请假", "政务公开"]
    page.unroute("**/run/find")


def test_half_typed_pinyin_is_not_searched(visit: Visit) -> None:
    page = opened(visit)
    asked: list[str] = []
    page.on(
        "request",
        lambda sent: (
            asked.append(sent.post_data_json["data"][0]) if sent.url.endswith("/run/find") else None
        ),
    )
    page.get_by_label("检索词语").focus()
    session = page.context.new_cdp_session(page)
    for letters in ("q", "qing", "qingjia"):
        session.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        page.wait_for_timeout(350)
    assert asked == []
    session.send("Input.insertText", {"text": "请假"})
    arrived(page, "请假")
    assert asked == ["请假"]


def test_chapters_are_chosen_with_the_keys_and_keep_the_query(visit: Visit) -> None:
    page = opened(visit)
    typed(page, "会议纪要")
    before, count = labels(page), page.locator(".qa-hit-head .qa-count").inner_text()
    group = page.get_by_role("group", name="按章筛选")
    tenth = group.get_by_role("checkbox", name="第十章 会议制度")
    tenth.focus()
    page.keyboard.press("Space")
    page.wait_for_selector("#qa-found:has-text('已选 1 章')")
    assert tenth.is_checked()
    assert page.evaluate("document.activeElement.value") == "10"
    assert set(page.locator(".qa-result .qa-chapter").all_inner_texts()) == {"第十章 会议制度"}
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_selector("#qa-found:has-text('已选 2 章')")
    assert page.get_by_label("检索词语").input_value() == "会议纪要"
    page.get_by_role("button", name="不限章").click()
    page.wait_for_function(
        "count => document.querySelector('.qa-hit-head .qa-count').innerText === count", arg=count
    )
    assert labels(page) == before


def test_more_results_come_below_and_the_focus_goes_on_there(visit: Visit) -> None:
    page = opened(visit)
    typed(page, "会议")
    first = labels(page)
    assert len(first) == 10
    page.get_by_role("button", name="再看").click()
    page.wait_for_function("document.querySelectorAll('.qa-result').length > 10")
    assert labels(page)[:10] == first
    page.wait_for_function(
        "document.activeElement === document.querySelectorAll('.qa-result h3')[10]"
    )


def test_an_address_holds_the_query_and_survives_a_reload(visit: Visit, url: str) -> None:
    page = opened(visit)
    typed(page, "出差 请假 100%")
    address = page.url
    assert "#search=" in address
    page.reload()
    arrived(page, "出差 请假 100%")
    assert page.get_by_label("检索词语").input_value() == "出差 请假 100%"
    assert page.url == address
    page.goto(f"{url}/#ask")
    page.goto(f"{url}/#search=督查")
    arrived(page, "督查")
    page.evaluate("location.hash = '#search=%'")  # typed by hand: not an address of ours
    page.wait_for_selector("#qa-found:has-text('问题里只有标点或符号')")


def test_an_address_holds_the_chapters_that_were_chosen(visit: Visit, url: str) -> None:
    page = opened(visit)
    typed(page, "会议纪要")
    page.get_by_role("checkbox", name="第十章 会议制度").check()
    page.wait_for_selector("#qa-found:has-text('已选 1 章')")
    address = page.locator(".qa-hit-head [data-link]").get_attribute("data-link")
    page.wait_for_function("address => location.hash === address", arg=address)
    found = labels(page)
    page.reload()
    arrived(page, "会议纪要")
    assert page.get_by_role("checkbox", name="第十章 会议制度").is_checked()
    assert labels(page) == found
    page.evaluate("location.hash = '#search=会议纪要'")  # the same words, without the chapter
    page.wait_for_function("!document.querySelector('#qa-found').innerText.includes('已选')")
    assert labels(page) != found
    page.goto(f"{url}/#search/999,0=督查")  # by hand: there is no such chapter
    arrived(page, "督查")
    assert page.locator(".qa-hit-chapters input:checked").count() == 0


def test_a_result_opens_in_place_and_back_is_the_list(visit: Visit) -> None:
    page = opened(visit)
    typed(page, "出差 请假")
    page.get_by_role("link", name="在全文中看：《规则》第七十七条第五款").click()
    page.wait_for_selector("#qa-a77-5.qa-law-here")
    page.go_back()
    page.wait_for_function("document.querySelector('#qa-query').checkVisibility()")
    assert labels(page)[0] == "《规则》第七十七条第五款"
    assert page.get_by_label("检索词语").input_value() == "出差 请假"


def test_links_of_a_result_and_of_the_search_are_copied(
    visit: Visit, context: BrowserContext, url: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(visit)
    typed(page, "出差")
    name = labels(page)[0]
    place = page.locator(".qa-result .qa-open").first.get_attribute("href")
    for button, copied in (
        (page.get_by_role("button", name=f"复制链接：{name}"), f"{url}/{place}"),
        (page.get_by_role("button", name="复制检索链接"), page.url),
    ):
        button.click()
        page.wait_for_function(
            "async text => await navigator.clipboard.readText() === text", arg=copied
        )


def test_a_lost_connection_is_told_and_tried_again(visit: Visit) -> None:
    page = opened(visit)
    page.route("**/run/find", lambda route: route.abort())
    page.get_by_label("检索词语").fill("督查")
    again = page.get_by_role("button", name="重试")
    again.wait_for()
    assert "没有取到结果" in page.locator("#qa-found").inner_text()
    page.unroute("**/run/find")
    again.click()
    arrived(page, "督查")
    visit.complaints[:] = [said for said in visit.complaints if "ERR_FAILED" not in said]


def test_while_the_server_loads_the_page_comes_again(visit: Visit) -> None:
    page = opened(visit)
    left = [2]

    def loading(route: Route) -> None:
        if not left[0]:
            return route.continue_()
        left[0] -= 1
        note = '<div class="qa-hint"><p>正在准备</p></div>'
        return route.fulfill(json={"data": [{"html": note, "told": "正在准备", "wait": True}]})

    page.route("**/run/find", loading)
    page.get_by_label("检索词语").fill("督查")
    page.wait_for_selector("#qa-found:has-text('正在准备')")
    arrived(page, "督查")
    assert left == [0]
    page.unroute("**/run/find")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_passes_axe_and_fits_a_telephone(
    browser: Browser, url: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = opened(new_visit(context, url))
    typed(page, "会议纪要")
    page.get_by_text("按章筛选").first.click()
    assert page.get_by_role("checkbox").first.is_visible()
    page.get_by_text("为什么排在这里").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, context="#qa-search").response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    context.close()
