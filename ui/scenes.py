"""What a visitor does to get somewhere: the states of every tab, for pictures and for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION: Final = "县长出差要提前几天报告？"
COMPARED: Final = "常务会议和党组会议的纪要分别由谁签发？"
DATED: Final = "我们局2026年3月3日报上去一份加急文件，最晚哪天该批完？"
REFUSED: Final = "食堂几点开门？"
QUERY: Final = "出差 请假"
_PATIENCE: Final = 60_000
_READING: Final = 500
"""Milliseconds; what is pressed at once is taken for a second press of the button before."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the page: the address where it begins, and what is done there.

    ``whole``: its parts are as high as the window lets them, so a picture goes on below it.
    """

    name: str
    place: str
    show: Callable[[Page], None]
    whole: bool = False


def ask(page: Page, *questions: str) -> None:
    """Ask ``questions`` one after the other, each once the answer before is whole."""
    box = page.get_by_label("问题", exact=True).and_(page.locator("textarea"))
    for count, question in enumerate(questions, start=1):
        box.fill(question)
        box.press("Enter")
        page.wait_for_function(
            """count => document.querySelectorAll('#qa-chat .bot-row').length >= count
                && !document.querySelector('#qa-chat .qa-more')""",
            arg=count,
            timeout=_PATIENCE,
        )


def _search(page: Page) -> None:
    """Search, choose a chapter, and unfold why the first result ranks where it does."""
    page.get_by_label("检索词语").fill(QUERY)
    page.get_by_label("检索词语").press("Enter")
    page.locator(".qa-result").first.wait_for(timeout=_PATIENCE)
    page.get_by_text("为什么排在这里").first.click()


def _read(page: Page) -> None:
    """Arrive at a paragraph, and see what can be done with it."""
    page.locator("#qa-a77-5.qa-law-here").wait_for(timeout=_PATIENCE)
    page.get_by_label("第七十七条第五款：链接与引文").click()


def _find(page: Page) -> None:
    """Find words in the whole text."""
    page.locator("#qa-document[data-ready]").wait_for(timeout=_PATIENCE)
    page.get_by_role("searchbox", name="在全文中查找").fill("工作日")
    page.get_by_role("searchbox", name="在全文中查找").press("Enter")
    page.get_by_text("第1处").wait_for()


def _look_up(page: Page) -> None:
    """Open the words behind a cell of the table of deadlines."""
    page.locator("#qa-quick section:visible").wait_for(timeout=_PATIENCE)
    page.get_by_role("button", name="7个工作日内").first.click()
    page.locator(".qa-words-row mark").first.wait_for()


def _count_days(page: Page) -> None:
    """Count from a day by a limit of the rules."""
    page.locator("#qa-quick").wait_for(timeout=_PATIENCE)
    page.get_by_label("规则里的时限").select_option(index=1)
    page.get_by_label("从哪天数起").fill("2026-03-03")
    page.locator(".qa-counted mark, .qa-counted table").first.wait_for()


def _draw(page: Page) -> None:
    """Draw a paper of ten items and see the first answer."""
    draw(page, count=10, seed=7)
    page.get_by_text("答案与出处").first.click()


def draw(page: Page, count: int, seed: int) -> None:
    """Draw a paper and wait for its preview."""
    page.get_by_label("题数", exact=True).fill(str(count))
    page.locator("summary", has_text="标题与种子").click()
    page.get_by_label("种子").fill(str(seed))
    page.get_by_role("button", name="出卷", exact=True).click()
    page.locator(".qa-paper-sheet").wait_for(timeout=_PATIENCE)


def _review(page: Page) -> None:
    """Open the first item about leave."""
    page.get_by_label("题目里的词语").fill("请假")
    page.locator("#qa-bank a", has_text="请假").first.click(timeout=_PATIENCE)
    page.locator("#qa-item-form").wait_for()


def _begin(page: Page) -> None:
    page.locator("#qa-practice .qa-practice-choice").wait_for(timeout=_PATIENCE)
    page.wait_for_timeout(_READING)


def _practise(page: Page) -> None:
    """Answer the first item of a round."""
    _begin(page)
    page.locator("#qa-practice").get_by_label("单选题").check()
    page.get_by_role("button", name="开始练习").click()
    page.locator(".qa-practice-card form").wait_for()
    page.wait_for_timeout(_READING)
    page.keyboard.press("A")
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("button", name="下一题").wait_for()


def _prove(page: Page) -> None:
    page.locator("#qa-quality h3").first.wait_for(timeout=_PATIENCE)


SCENES: Final = (
    Scene("ask", "ask", lambda page: ask(page, QUESTION), whole=True),
    Scene("answers", "ask", lambda page: ask(page, REFUSED, COMPARED, DATED), whole=True),
    Scene("empty", "ask", lambda page: page.locator("#qa-examples").wait_for()),
    Scene("search", "search", _search),
    Scene("text", "a77-5", _read),
    Scene("find", "text", _find),
    Scene("tables", "tables", _look_up),
    Scene("deadline", "tables/推算期限", _count_days),
    Scene("papers", "papers", _draw),
    Scene("review", "review", _review),
    Scene("begin", "practice", _begin),
    Scene("practice", "practice", _practise),
    Scene("quality", "quality", _prove),
)
