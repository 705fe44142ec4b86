"""问答 in a real Chromium: what stands below an answer, and the visitor's own conversations."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import Visit, new_visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

QUESTION = "县长出差要提前几天报告？"
OTHER = "常务会议纪要由谁签发？"
QUOTED = "须提前3天分别向市委、市政府、县委报告"


def ask_and_keep(visit: Visit, question: str) -> None:
    """Ask, and wait until the answer has been kept, which is after it has been told."""
    visit.ask(question)
    visit.page.wait_for_function(
        "Number(document.querySelector('.qa-talk-bar').dataset.conversation) > 0"
    )


def opened_list(visit: Visit) -> None:
    """Open the list of conversations."""
    if visit.page.locator("#qa-history").is_hidden():
        visit.page.get_by_role("button", name="对话记录").click()
    visit.page.wait_for_selector("#qa-history-rows > *")


def lists(visit: Visit, *expected: str) -> None:
    """Wait until the list, fetched anew each time it is opened, is ``expected``."""
    opened_list(visit)
    visit.page.wait_for_function(
        """expected => JSON.stringify(expected) === JSON.stringify(
            [...document.querySelectorAll('.qa-kept span')].map(each => each.innerText))""",
        arg=list(expected),
    )


def test_a_mark_shows_its_quote_on_hover_and_on_focus(visit: Visit) -> None:
    visit.ask(QUESTION)
    bubble = visit.page.get_by_role("tooltip")
    mark = visit.page.locator("#qa-chat a.qa-ref").last
    mark.hover()
    bubble.wait_for(state="visible")
    assert QUOTED in bubble.inner_text()
    assert "第七十七条第五款" in bubble.inner_text()
    visit.page.keyboard.press("Escape")
    assert bubble.is_hidden()
    visit.page.mouse.move(2, 2)
    visit.page.locator("#qa-question textarea").focus()
    while visit.page.evaluate("!document.activeElement.matches('a.qa-ref')"):
        visit.page.keyboard.press("Shift+Tab")
    bubble.wait_for(state="visible")
    assert mark.get_attribute("aria-describedby") == "qa-bubble"


def test_an_answer_is_copied_as_official_text(visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(QUESTION)
    visit.page.get_by_role("button", name="复制为公文").click()
    visit.page.get_by_role("button", name="已复制").wait_for()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第七十七条第五款：“"
    )
    assert QUOTED in copied


def test_a_related_question_is_asked_with_one_click(visit: Visit) -> None:
    visit.ask(QUESTION)
    next_one = visit.page.locator(".qa-next").first
    question = next_one.inner_text()
    before = len(visit.replies)
    next_one.click()
    visit.wait_for_reply(before)
    assert visit.page.locator("#qa-chat .user-row").last.inner_text().strip() == question
    assert visit.page.locator("#qa-question textarea").input_value() == ""


def test_an_opinion_is_kept_with_its_reason_and_can_be_taken_back(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    page.get_by_role("button", name="没用").click()
    page.get_by_label("引错条文").check()
    page.get_by_label("说明（可不填）").fill("<b>应当引第十五条</b>")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已记下，谢谢。").wait_for()
    useless = page.get_by_role("button", name="没用")
    assert useless.get_attribute("aria-pressed") == "true"
    visit.ask(OTHER)  # the message is drawn anew: what was said stays on its buttons
    assert page.locator(".qa-useless").first.get_attribute("aria-pressed") == "true"
    page.reload()
    page.wait_for_selector(".qa-useless[aria-pressed='true']")
    page.locator(".qa-useless").first.click()
    page.get_by_text("已撤回。").wait_for()
    assert page.locator(".qa-useless").first.get_attribute("aria-pressed") == "false"


def test_a_conversation_survives_a_reload_and_can_be_opened_again(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    visit.ask("那副县长呢？")
    page.wait_for_function("location.hash.startsWith('#c')")
    page.reload()
    page.wait_for_function("document.querySelectorAll('#qa-chat .bot-row').length === 2")
    assert page.locator("#qa-title").inner_text() == QUESTION
    assert "理解为：副县长" in visit.replies[1]
    page.get_by_role("button", name="新对话").click()
    page.wait_for_function("!document.querySelector('#qa-chat .bot-row')")
    ask_and_keep(visit, OTHER)
    lists(visit, OTHER, QUESTION)
    page.locator(".qa-kept", has_text=QUESTION).click()
    page.wait_for_function("document.querySelectorAll('#qa-chat .bot-row').length === 2")
    assert page.locator("#qa-history").is_hidden()
    assert "第七十七条第五款" in visit.ask("那县长呢？")
    assert page.locator("#qa-chat .bot-row").count() == 3


def test_conversations_are_renamed_found_deleted_and_brought_back(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    page.get_by_role("button", name="改名", exact=True).click()
    page.get_by_label("对话的名称").fill("<i>请假</i>")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#qa-title').textContent === '<i>请假</i>'")
    page.get_by_role("button", name="新对话").click()
    page.wait_for_function("!document.querySelector('#qa-chat .bot-row')")
    ask_and_keep(visit, OTHER)
    lists(visit, OTHER, "<i>请假</i>")
    page.get_by_label("在对话记录里找").fill("市委 市政府")
    page.wait_for_function("document.querySelectorAll('.qa-kept').length === 1")
    page.get_by_label("删除：<i>请假</i>").click()
    page.get_by_role("button", name="撤销删除").wait_for()
    lists(visit, OTHER)
    page.get_by_role("button", name="撤销删除").click()
    page.wait_for_function("document.querySelectorAll('.qa-kept').length === 2")
    page.get_by_label(f"删除：{OTHER}").click()  # the one that is open
    page.wait_for_function("!document.querySelector('#qa-chat .bot-row')")
    lists(visit, "<i>请假</i>")
    page.get_by_role("button", name="全部删除").click()
    page.get_by_role("button", name="确定全部删除？不能撤销").click()
    page.get_by_text("还没有对话记录。").wait_for()


@pytest.mark.parametrize(("choice", "suffix"), [("Word 文档", ".docx"), ("Markdown 文本", ".md")])
def test_a_conversation_is_exported(visit: Visit, choice: str, suffix: str) -> None:
    visit.ask(QUESTION)
    visit.page.locator("#qa-export summary").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=choice).click()
    assert download.value.suggested_filename.endswith(suffix)
    data = Path(download.value.path()).read_bytes()
    if suffix == ".docx":
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    assert QUOTED in data.decode("utf-8")


def test_two_browsers_never_see_each_others_talk(browser: Browser, visit: Visit, url: str) -> None:
    visit.ask(QUESTION)
    visit.page.wait_for_function("location.hash.startsWith('#c')")
    mine = visit.page.evaluate("location.hash")
    other_context = browser.new_context()
    other = new_visit(other_context, url + mine)
    other.page.get_by_text("没有这段对话").wait_for()
    assert QUESTION not in other.page.inner_text("body")
    lists(other)
    key = int(mine.removeprefix("#c"))
    tried = other.page.evaluate(
        """async key => {
            const call = async (name, data) => (await (await fetch(`gradio_api/run/${name}`, {
                method: 'POST', headers: {'Content-Type': 'application/json'},
                body: JSON.stringify({data})})).json()).data[0];
            return [await call('conversations', ['rename', key, '别人']),
                    await call('conversations', ['delete', key, '']),
                    await call('export', [key, 'markdown']),
                    await call('opinions', [key]),
                    await call('feedback', [[key, 1], false, ['其他', '']])];
        }""",
        key,
    )
    assert [reply.get("failed") for reply in tried] == [True] * 5
    other_context.close()
    lists(visit, QUESTION)
    assert visit.page.locator(".qa-useless").get_attribute("aria-pressed") == "false"
