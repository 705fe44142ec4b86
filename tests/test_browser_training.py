"""出卷 and 审题 in a real Chromium: a trainer makes a paper, mends items, works beside another."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from openpyxl import load_workbook

from tests.browsing import Visit, new_visit
from ui.background import own_data, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>"
WIDTH = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(scope="module")
def address(
    browser: Browser, data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An app of its own: what is done to its items is nobody else's concern."""
    folder = tmp_path_factory.mktemp("training")
    with served(own_data(data_dir, folder), folder / "log.txt") as app:
        yield app.url


@pytest.fixture
def arrive(address: str) -> Iterator[Callable[[BrowserContext, str], Page]]:
    """Open the app at a place; what pages complain of fails the test."""
    visits: list[Visit] = []

    def open_at(context: BrowserContext, place: str) -> Page:
        visit = new_visit(context, address)
        visits.append(visit)
        visit.page.goto(f"{address}/{place}")
        return visit.page

    yield open_at
    assert [visit.complaints for visit in visits] == [[]] * len(visits)
    assert {host for visit in visits for host in visit.hosts} == {urlsplit(address).netloc}


def draw(page: Page) -> Locator:
    """Press 出卷 and return the paper's items."""
    page.get_by_role("button", name="出卷", exact=True).click()
    page.wait_for_selector(".qa-paper-sheet", timeout=60_000)
    page.wait_for_selector("#qa-papers-go button.primary:not([disabled])")
    return page.locator(".qa-paper-entry")


def told(page: Page, words: str) -> None:
    """Wait until the section says ``words``."""
    page.wait_for_function(
        """words => [...document.querySelectorAll('.qa-training-said, #qa-papers-told')]
            .some(line => line.textContent.includes(words))""",
        arg=words,
    )


def item_at(page: Page, place: int) -> str:
    return str(page.locator(".qa-paper-entry").nth(place).get_attribute("data-item"))


def test_one_click_makes_a_paper_that_is_changed_and_downloaded(
    arrive: Callable[[BrowserContext, str], Page], context: BrowserContext
) -> None:
    page = arrive(context, "#papers")
    page.wait_for_function("document.querySelector('#qa-paper-supply').innerText.includes('可用')")
    entries = draw(page)
    assert entries.count() == 50
    assert not entries.first.locator(".qa-item-key").is_visible()
    page.get_by_label("显示答案").check()
    assert entries.nth(9).locator(".qa-item-key mark").first.is_visible()
    first, second, third = (item_at(page, n) for n in range(3))
    page.get_by_role("button", name="换一题：第 1 题", exact=True).click()
    told(page, "换好了")
    assert item_at(page, 0) not in {first, second, third}
    assert entries.first.locator(".qa-item-key").is_visible()  # answers stay shown
    page.get_by_role("button", name="删去：第 2 题", exact=True).click()
    told(page, "已删去一题")
    assert (entries.count(), item_at(page, 1)) == (49, third)
    page.get_by_role("button", name="撤销").click()
    page.wait_for_function("document.querySelectorAll('.qa-paper-entry').length === 50")
    page.get_by_role("button", name="撤销").click()
    page.wait_for_function(
        "id => document.querySelector('.qa-paper-entry').dataset.item === id", arg=first
    )
    assert page.get_by_role("button", name="撤销").count() == 0
    page.get_by_label("显示答案").uncheck()
    entries.nth(3).get_by_text("答案与出处").click()
    page.get_by_role("button", name="换一题：第 1 题", exact=True).click()
    told(page, "换好了")
    assert entries.nth(3).locator(".qa-item-key").is_visible()  # the one that was open
    assert not entries.nth(4).locator(".qa-item-key").is_visible()
    page.get_by_role("button", name="撤销").click()
    page.wait_for_function(
        "id => document.querySelector('.qa-paper-entry').dataset.item === id", arg=first
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="下载", exact=True).click()
    text = "\n".join(p.text for p in Document(str(download.value.path())).paragraphs)
    assert download.value.suggested_filename.endswith("-A.docx")
    assert "参考答案与解析" in text
    seed = page.locator("[data-seed]").get_attribute("data-seed")
    page.reload()
    page.wait_for_selector(f".qa-paper-entry[data-item='{first}']")
    page.locator("[data-seed]").click()
    assert page.locator("#qa-blueprint [name='seed']").input_value() == seed
    draw(page)
    page.wait_for_function(
        "id => document.querySelector('.qa-paper-entry').dataset.item === id", arg=first
    )


def test_versions_of_two_papers_come_as_one_archive(
    arrive: Callable[[BrowserContext, str], Page], context: BrowserContext
) -> None:
    page = arrive(context, "#papers")
    page.wait_for_selector("#qa-blueprint")
    page.get_by_label("题数", exact=True).fill("12")
    page.locator("summary", has_text="卷别与份数").click()
    page.get_by_label("A、B 两卷").check()
    page.get_by_label("打乱成几份").fill("2")
    assert "A、B 两卷、打乱份数 2" in page.locator("summary", has_text="卷别与份数").inner_text()
    page.locator("summary", has_text="标题与种子").click()
    page.get_by_label("试卷标题").fill(HOSTILE)
    draw(page)
    assert HOSTILE in page.locator(".qa-paper-sheet h2").inner_text()
    page.get_by_role("button", name="B2 卷").click()
    page.wait_for_selector("[data-version='B2'][aria-pressed='true']")
    page.get_by_label("文件格式").select_option("markdown")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载（4 份）").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        assert [name[-5:] for name in archive.namelist()] == ["A1.md", "A2.md", "B1.md", "B2.md"]


def test_what_cannot_be_drawn_is_told(
    arrive: Callable[[BrowserContext, str], Page], context: BrowserContext
) -> None:
    page = arrive(context, "#papers")
    page.wait_for_selector("#qa-blueprint")
    count = page.get_by_label("题数", exact=True)
    count.fill("很多")
    count.press("Enter")
    told(page, "题数应为")
    assert page.locator(".qa-paper-sheet").count() == 0
    count.fill("3")
    assert draw(page).count() == 3


def test_drawing_shows_progress_and_is_cancelled(
    browser: Browser, data_dir: Path, tmp_path: Path
) -> None:
    with (  # another app: its bank is not open yet
        served(own_data(data_dir, tmp_path), tmp_path / "log.txt") as app,
        browser.new_context() as context,
    ):
        page = new_visit(context, app.url).page
        page.goto(f"{app.url}/#papers")
        page.get_by_role("button", name="出卷", exact=True).click()
        told(page, "正在准备")
        page.get_by_role("button", name="取消").click()
        told(page, "已取消")
        page.wait_for_function(
            "document.querySelector('#qa-paper-supply').innerText.includes('可用')"
        )
        assert page.locator(".qa-paper-sheet").count() == 0
        assert draw(page).count() == 50


def test_an_item_is_mended_from_the_paper(
    arrive: Callable[[BrowserContext, str], Page], context: BrowserContext
) -> None:
    page = arrive(context, "#papers")
    page.wait_for_selector("#qa-blueprint")
    page.locator("summary", has_text="题型与分值").click()
    page.get_by_label("判断题", exact=True).check()
    entries = draw(page)
    name = item_at(page, 0)
    page.get_by_role("link", name="修改第 1 题", exact=True).click()
    page.wait_for_selector("#qa-item-form")
    assert page.url.endswith(f"#q-{name}")
    wrong = page.locator("#qa-item-form [name='答案']:not(:checked)")
    wrong.check()
    assert page.locator(f"#qa-bank a[data-id='{name}']").count() in (0, 1)
    page.get_by_role("button", name="保存并核对").click()
    told(page, "核对发现")
    assert page.locator(".qa-item-verdict li").count() >= 1
    page.get_by_role("tab", name="出卷").click()
    page.wait_for_function(
        "id => !document.querySelector(`.qa-paper-entry[data-item='${id}']`)", arg=name
    )
    assert "有待证实" in page.locator(".qa-paper-notes").inner_text()
    assert entries.count() == 49
    page.get_by_role("tab", name="审题").click()
    page.get_by_role("button", name="恢复自动生成的题目").click()
    told(page, "已恢复自动生成的题目")
    page.get_by_role("tab", name="出卷").click()
    page.wait_for_selector(f".qa-paper-entry[data-item='{name}']")
    assert item_at(page, 0) == name


def test_two_trainers_do_not_overwrite_each_other(
    arrive: Callable[[BrowserContext, str], Page], context: BrowserContext, browser: Browser
) -> None:
    page = arrive(context, "#review")
    page.get_by_label("题型").select_option("short")
    page.locator("#qa-bank a", has_text="简答题").first.click()
    name = str(page.locator(".qa-item").get_attribute("data-id"))
    with browser.new_context() as elsewhere:
        other = arrive(elsewhere, f"#q-{name}")
        other.wait_for_selector("#qa-item-form")
        page.get_by_label("题干").fill(f"{HOSTILE}有哪些？")
        page.get_by_role("button", name="保存并核对").click()
        told(page, "已保存")
        other.get_by_label("难度").or_(other.get_by_text("难", exact=True)).last.click()
        other.get_by_role("button", name="保存并核对").click()
        other.wait_for_selector(".qa-item-conflict")
        other.locator(".qa-item-conflict summary").click()
        assert HOSTILE in other.locator(".qa-item-conflict").inner_text()
        other.get_by_role("button", name="改用现在的题目").click()
        other.wait_for_function(
            "words => document.querySelector('[name=\"题干\"]').value === words",
            arg=f"{HOSTILE}有哪些？",
        )
        other.get_by_label("驳回的原因").fill("看不懂")
        other.get_by_role("button", name="驳回", exact=True).click()
        told(other, "已驳回")
    page.get_by_role("button", name="锁定", exact=True).click()
    page.wait_for_selector(".qa-item-conflict")
    assert "驳回：看不懂" in page.locator(".qa-item-conflict").inner_text()


def test_words_that_are_not_saved_stay(
    arrive: Callable[[BrowserContext, str], Page], context: BrowserContext
) -> None:
    page = arrive(context, "#review")
    page.get_by_label("题型").select_option("single")
    page.get_by_role("button", name="下一页").click()
    page.wait_for_function("document.querySelector('#qa-bank').innerText.includes('第 21–40 题')")
    rows = page.locator("#qa-bank a", has_text="单选题")
    rows.nth(3).click()
    page.wait_for_selector("#qa-item-form")
    options = page.locator(".qa-item-rows textarea")
    before = options.count()
    page.get_by_role("button", name="添加选项").click()
    options.last.fill("多出来的一项")
    assert page.get_by_label("选项 E", exact=True).input_value() == "多出来的一项"
    rows.nth(5).click()
    page.wait_for_function("document.querySelector('#qa-bank a.qa-unsaved')")
    page.wait_for_function("!document.querySelector('#qa-item [data-do=discard]:not([hidden])')")
    rows.nth(3).click()
    page.wait_for_selector("#qa-item [data-do=discard]:not([hidden])")
    assert options.last.input_value() == "多出来的一项"
    page.get_by_role("button", name="放弃没有保存的修改").click()
    page.wait_for_function(
        "count => document.querySelectorAll('.qa-item-rows textarea').length === count", arg=before
    )


def test_the_sheet_is_exported_changed_and_imported(
    arrive: Callable[[BrowserContext, str], Page], context: BrowserContext, tmp_path: Path
) -> None:
    page = arrive(context, "#review")
    page.get_by_label("题型").select_option("ordering")
    page.wait_for_function("document.querySelector('#qa-bank').innerText.includes('共 12 题')")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出审题表").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    heads = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(3, heads.index("状态") + 1).value = "锁定"
    book.save(tmp_path / "审题.xlsx")
    page.locator("#qa-review-file").set_input_files(tmp_path / "审题.xlsx")
    page.wait_for_selector(".qa-import-table")
    report = page.locator("#qa-review-report")
    assert "共 12 行：锁定 1。" in report.inner_text()
    page.wait_for_selector("#qa-bank .qa-state")
    report.get_by_role("link").first.click()
    page.get_by_role("button", name="解锁").wait_for()
    assert page.get_by_label("题干").is_disabled()
    (tmp_path / "坏.xlsx").write_bytes(b"PK not a workbook")
    page.locator("#qa-review-file").set_input_files(tmp_path / "坏.xlsx")
    told(page, "不是能读的 Excel 工作簿")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_both_sections_are_accessible_and_narrow_enough(
    arrive: Callable[[BrowserContext, str], Page], browser: Browser, scheme: str, width: int
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    ) as context:
        page = arrive(context, "#papers")
        page.wait_for_selector("#qa-blueprint")
        for summary in page.locator(".qa-paper-fold summary").all():
            summary.click()
        draw(page)
        page.get_by_label("显示答案").check()
        assert page.evaluate(WIDTH)
        assert violations(page, "#qa-papers") == []
        page.evaluate("location.hash = '#review'")
        for kind in ("single", "blank", "matching"):
            if width < 900 and page.get_by_role("button", name="返回题库").is_visible():
                page.get_by_role("button", name="返回题库").click()
            page.get_by_label("题型").select_option(kind)
            page.locator(f"#qa-bank a[data-id^='{kind[0]}']").first.click()
            page.wait_for_selector("#qa-item-form")
            assert page.evaluate(WIDTH)
            assert violations(page, "#qa-review") == []


def violations(page: Page, within: str) -> list[str]:
    """Return the serious violations in one part of the page."""
    found = Axe().run(page, context=within)
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:200]}"
        for violation in found.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
