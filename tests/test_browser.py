"""The app in a real Chromium: what a visitor sees, types and clicks, and where the page goes."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from eval.misbehaving import altered_number, markup, silence
from eval.scripted import Script, ScriptedEndpoint, faithful
from tests.browsing import Visit, new_visit, own_data
from tests.test_app_llm import halting
from ui.background import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator

pytestmark = pytest.mark.browser

QUESTION = "县长出差要提前几天报告？"
QUOTED = "须提前3天分别向市委、市政府、县委报告"
REFUSED = "食堂几点开门？"


def test_the_answer_is_shown_in_its_article(visit: Visit) -> None:
    assert "第七十七条第五款" in visit.ask(QUESTION)
    assert visit.cards == ["《规则》第七十七条第五款"]
    card = visit.page.locator("#card-1-1")
    [marked] = card.locator(".cited mark").all_inner_texts()
    assert QUOTED in marked
    assert card.locator(".qa-text p").count() == 5
    assert visit.page.evaluate(
        """() => {
            const box = document.querySelector('.qa-text').getBoundingClientRect();
            const mark = document.querySelector('.qa-text mark').getBoundingClientRect();
            return mark.top >= box.top && mark.bottom <= box.bottom;
        }"""
    )


def test_nothing_on_the_page_is_english(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "乾安县人民政府工作规则" in page.title()
    seen = page.evaluate(
        """() => {
            const names = [document.body.innerText];
            for (const element of document.querySelectorAll('body *')) {
                if (!element.checkVisibility || !element.checkVisibility()) continue;
                for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
                    if (element.getAttribute(name)) names.push(element.getAttribute(name));
            }
            return names.join('\\n');
        }"""
    )
    assert [word for word in seen.split() if word.isascii() and word.isalpha()] == []


def test_every_control_has_a_name_and_headings_are_in_order(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "found => found.filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
    )
    assert levels == [1, 2, 3]
    nameless = page.eval_on_selector_all(
        "button, textarea, a",
        """found => found.filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 2
            && !(e.innerText || e.getAttribute('aria-label')
                 || e.closest('label')?.innerText || '').trim()).map(e => e.outerHTML)""",
    )
    assert nameless == []


def test_what_is_typed_is_shown_as_it_is(visit: Visit) -> None:
    for typed in (
        "<img src=x onerror=alert(1)>",
        "**粗体** `码` $x^2$ {{1}} ${1}",
        "# 甲\n<b>乙</b>",
    ):
        visit.ask(typed)
        shown = visit.page.locator("#qa-chat .user-row").last.inner_text()
        assert shown.split() == typed.split()
    assert visit.page.locator("#qa-chat .user-row :is(img, b, strong, h1, code)").count() == 0
    visit.page.get_by_role("tab", name="检索").click()
    search(visit, "<img src=x onerror=alert(1)>")
    assert visit.page.locator("#qa-found img").count() == 0


def test_the_marks_of_a_table_open_their_cards(visit: Visit) -> None:
    visit.ask("常务会议和党组会议的纪要分别由谁签发？")
    table = visit.page.get_by_role("region", name="对照表").get_by_role("table")
    assert table.get_by_role("columnheader").count() >= 2
    assert table.get_by_role("rowheader").count() >= 1
    marks = table.locator("a.qa-ref")
    wanted = str(marks.last.get_attribute("href")).removeprefix("#")
    marks.last.click()
    visit.page.wait_for_function("id => document.activeElement.id === id", arg=wanted)


def test_a_calculation_is_set_apart_with_figures_of_one_width(visit: Visit) -> None:
    visit.ask("我们局2026年3月3日报上去一份加急文件，最晚哪天该批完？")
    apart = visit.page.locator("#qa-chat .qa-sum")
    assert apart.locator("b").inner_text() == "3月12日（周四）"
    styles = "e => [getComputedStyle(e).fontVariantNumeric, getComputedStyle(e).borderLeftWidth]"
    assert apart.evaluate(styles) == ["tabular-nums", "3px"]
    assert visit.page.locator("#qa-chat .bot-row .md > p").count() == 2


def test_several_answers_are_a_numbered_list(visit: Visit) -> None:
    visit.ask("常务会议多久开一次？会签文件几天内要回复？")
    items = visit.page.locator("#qa-chat .bot-row ol > li")
    assert items.count() == 2
    assert items.first.evaluate("e => getComputedStyle(e).listStyleType") == "decimal"


def test_a_refusal_clears_the_citations(visit: Visit) -> None:
    visit.ask(QUESTION)
    assert visit.cards
    assert "没有" in visit.ask(REFUSED)
    assert visit.cards == []
    assert "没有引文" in visit.page.locator("#qa-panel").inner_text()


def test_a_mark_in_an_earlier_answer_brings_its_own_card_back(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("部门会签文件几天内要回复？")
    assert visit.cards == ["《规则》第六十三条第三款"]
    visit.page.locator("a.qa-ref[href='#card-1-1']").click()
    visit.page.wait_for_selector("#card-1-1")
    assert visit.cards == ["《规则》第七十七条第五款"]
    visit.page.wait_for_function("document.activeElement.id === 'card-1-1'")


def test_the_copy_button_writes_the_reference(visit: Visit, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(QUESTION)
    copied = "根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第七十七条第五款：“"
    button = visit.page.locator(".qa-card .qa-button")
    for insecure in (False, True):
        visit.page.evaluate("navigator.clipboard.writeText('')")
        if insecure:  # plain http on another machine's address has no clipboard object
            visit.page.evaluate(
                "() => { window.kept = navigator.clipboard;"
                " Object.defineProperty(navigator, 'clipboard', {value: undefined}); }"
            )
        button.click()
        visit.page.wait_for_function(
            "document.querySelector('.qa-card .qa-button').innerText === '已复制'"
        )
        text = visit.page.evaluate("(window.kept || navigator.clipboard).readText()")
        assert text.startswith(copied)
        assert QUOTED in text
        assert text.endswith("。”")


def test_a_follow_up_is_read_with_the_question_before(visit: Visit) -> None:
    visit.ask("常务会议纪要由谁签发？")
    reply = visit.ask("那党组会议呢？")
    assert "理解为：" in reply
    assert visit.cards[0] == "《规则》第五十六条第三款"


def test_a_blank_question_gets_a_sentence(visit: Visit) -> None:
    visit.ask(QUESTION)
    assert "问题是空的" in visit.ask("   ")
    assert visit.cards == []
    assert visit.page.locator("#qa-chat .user-row").count() == 1


def test_an_example_is_asked_and_a_new_chat_is_empty(visit: Visit) -> None:
    visit.page.get_by_role("button", name=QUESTION).click()
    assert "第七十七条第五款" in visit.wait_for_reply(0)
    visit.page.get_by_role("button", name="新对话").click()
    visit.page.wait_for_selector("#qa-panel .qa-hint")
    assert (visit.replies, visit.cards) == ([], [])


def search(visit: Visit, query: str) -> None:
    box = visit.page.get_by_label("检索词语")
    box.fill(query)
    box.press("Enter")
    visit.page.wait_for_function(
        "query => document.querySelector('#qa-found').dataset.query === query",
        arg=query,
        timeout=60_000,
    )


def test_search_lists_articles_with_the_words_marked(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="检索").click()
    search(visit, "出差 请假")
    results = visit.page.locator(".qa-result")
    assert results.count() == 10
    found = results.filter(has_text="第七十七条第五款")
    assert set(found.locator(".qa-clause mark").all_inner_texts()) == {"出差", "请假"}
    found.get_by_text("第七十七条全文").click()
    assert found.locator("details .qa-text p").count() == 5
    visit.page.get_by_label("检索词语").fill(" ")
    visit.page.get_by_role("button", name="检索", exact=True).click()
    visit.page.wait_for_selector("#qa-found .qa-hint:has-text('问题是空的')")


def test_a_result_unfolds_to_why_it_ranks_there(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="检索").click()
    search(visit, "出差 请假")
    first = visit.page.locator(".qa-result").first
    assert "把握" in first.locator(".qa-score").inner_text()
    assert not first.locator(".qa-why").is_visible()
    first.get_by_text("为什么排在这里").click()
    told = first.locator(".qa-why").inner_text()
    for what in ("匹配的词", "最相近的提问", "得分构成", "最相近的句子"):
        assert what in told
    first.locator("summary").first.click()
    nearest = first.locator(".qa-text .qa-nearest")
    assert nearest.inner_text() == first.locator(".qa-clause").inner_text()
    line, pen = (
        visit.page.evaluate(f"getComputedStyle(document.querySelector('.qa-text {name}')).{value}")
        for name, value in ((".qa-nearest", "textDecorationLine"), ("mark", "backgroundColor"))
    )
    assert line == "underline"
    assert pen not in ("transparent", "rgba(0, 0, 0, 0)")


def test_what_is_typed_is_suggested_and_taken_with_the_keys(visit: Visit) -> None:
    box = visit.page.locator("#qa-question textarea")
    options = type_and_wait(visit, box, "县长出差")
    assert 1 <= options.count() <= 6
    second = options.nth(1).inner_text()
    for key, active in (
        ("ArrowDown", "qa-suggestion-0"),
        ("ArrowDown", "qa-suggestion-1"),
        ("ArrowUp", "qa-suggestion-0"),
        ("ArrowUp", None),
        ("ArrowDown", "qa-suggestion-0"),
        ("ArrowDown", "qa-suggestion-1"),
    ):
        box.press(key)
        assert box.get_attribute("aria-activedescendant") == active
    box.press("Enter")
    assert box.input_value() == second
    options.first.wait_for(state="hidden")
    visit.page.wait_for_timeout(400)
    assert (options.count(), visit.replies) == (0, [])
    box.press("Enter")
    assert visit.wait_for_reply(0)
    assert second in visit.page.locator("#qa-chat .user-row").inner_text()


def test_suggestions_close_and_a_click_takes_one(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    box = visit.page.locator("#qa-question textarea")
    options = type_and_wait(visit, box, "请假")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    top, bottom = visit.page.locator("#qa-suggestions").bounding_box(), box.bounding_box()
    assert top is not None
    assert bottom is not None
    assert top["y"] >= bottom["y"] + bottom["height"]
    box.press("Escape")
    assert options.count() == 0
    assert box.input_value() == "请假"
    options = type_and_wait(visit, box, "常务会")
    chosen = options.first.inner_text()
    options.first.click()
    assert box.input_value() == chosen
    assert (options.count(), visit.replies) == (0, [])


def type_and_wait(visit: Visit, box: Locator, text: str) -> Locator:
    """Type ``text`` key by key and return the suggestions once the server is ready for them."""
    options = visit.page.get_by_role("option")
    for _ in range(60):
        box.fill("")
        box.press_sequentially(text)
        with contextlib.suppress(Exception):
            options.first.wait_for(timeout=1_000)
            break
    return options


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_needs_no_sideways_scrolling(browser: Browser, url: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    visit = new_visit(context, url)
    width = "document.documentElement.scrollWidth <= innerWidth"
    assert visit.page.evaluate(width)
    for question in (QUESTION, "常务会议和党组会议的纪要分别由谁签发？"):
        visit.ask(question)
        assert visit.page.evaluate(width)
    assert widened_table_scrolls(visit)
    visit.page.get_by_role("tab", name="检索").click()
    search(visit, "出差 请假")
    assert visit.page.evaluate(width)
    assert visit.page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
    context.close()


def widened_table_scrolls(visit: Visit) -> bool:
    """Give the table six more columns; say whether it scrolls in its box and not with the page."""
    return bool(
        visit.page.evaluate(
            """() => {
                const box = document.querySelector('#qa-chat .qa-table');
                for (const row of box.querySelectorAll('tr'))
                    for (let n = 0; n < 6; n++) row.append(row.lastElementChild.cloneNode(true));
                return box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX === 'auto'
                    && document.documentElement.scrollWidth <= innerWidth;
            }"""
        )
    )


def test_two_visitors_do_not_see_each_other(visit: Visit, browser: Browser, url: str) -> None:
    visit.ask(QUESTION)
    with browser.new_context() as other:
        second = new_visit(other, url)
        assert (second.replies, second.cards) == ([], [])
        second.ask(REFUSED)
        assert len(second.replies) == 1
    assert visit.cards == ["《规则》第七十七条第五款"]
    assert len(visit.replies) == 1


# --- a language model words the answers ---------------------------------------------------------

KEY = "sk-geheim-1357924680"
TWO_QUOTES = "常务会议纪要由谁签发？"
FIRST_TOLD = "一般由县长签发"
EXTRACT = "《规则》第七十七条第五款规定："


@dataclass
class Worded:
    """A served app with a language model: its address, its endpoint, and what the server says."""

    url: str
    endpoint: ScriptedEndpoint
    log: Path


@pytest.fixture(scope="module")
def worded(
    browser: Browser, data_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Worded]:
    log = tmp_path_factory.mktemp("worded") / "log.txt"
    with ScriptedEndpoint(faithful) as endpoint:
        settings = {"QA_LLM_BASE_URL": endpoint.base_url, "QA_LLM_MODEL": "scripted"}
        limits = {"QA_LLM_API_KEY": KEY, "QA_LLM_TIMEOUT": "2"}
        with served(own_data(data_dir, log.parent), log, "--llm", **settings, **limits) as app:
            yield Worded(app.url, endpoint, log)


@pytest.fixture
def talk(context: BrowserContext, worded: Worded) -> Iterator[Visit]:
    visit = new_visit(context, worded.url)
    yield visit
    assert visit.complaints == []
    assert visit.hosts == {urlsplit(worded.url).netloc}
    assert KEY not in visit.page.content() + worded.log.read_text(encoding="utf-8")


def test_a_model_words_the_answer_beside_its_article(talk: Visit, worded: Worded) -> None:
    worded.endpoint.script = faithful
    assert talk.ask(QUESTION).startswith("按照《规则》第七十七条第五款规定，")
    [note] = talk.page.locator("#qa-chat .qa-note").all_inner_texts()
    assert note == "语句由语言模型组织，逐句核对过原文。"
    assert talk.cards == ["《规则》第七十七条第五款"]
    talk.page.locator("a.qa-ref[href='#card-1-1']").click()
    talk.page.wait_for_function("document.activeElement.id === 'card-1-1'")
    assert worded.endpoint.requests[-1].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (altered_number, "没有通过原文核对"),
        (markup, "没有通过原文核对"),
        (silence, "没有及时回应"),
    ],
    ids=["altered", "markup", "slow"],
)
def test_what_a_model_does_wrong_ends_in_the_extract(
    talk: Visit, worded: Worded, script: Script, why: str
) -> None:
    worded.endpoint.script = script
    started = time.monotonic()
    assert talk.ask(QUESTION).startswith(EXTRACT)
    assert time.monotonic() - started < 2.0 + 5.0  # the limit, and a loaded machine
    [note] = talk.page.locator("#qa-chat .qa-note").all_inner_texts()
    assert note.startswith("语言模型")
    assert why in note
    assert talk.cards == ["《规则》第七十七条第五款"]
    assert talk.page.locator(".bot-row :is(script, img)").count() == 0


def ask_and_halt(talk: Visit, worded: Worded) -> threading.Event:
    """Ask for two quotes; return once the first is told, with what lets the model go on."""
    gate = threading.Event()
    worded.endpoint.script = halting(gate)
    box = talk.page.locator("#qa-question textarea")
    box.fill(TWO_QUOTES)
    box.press("Enter")
    talk.page.wait_for_selector(f"#qa-chat .bot-row:last-of-type :text('{FIRST_TOLD}')")
    assert len(talk.cards) == talk.page.locator("#qa-chat .bot-row a.qa-ref").count() == 1
    return gate


def test_what_is_typed_while_a_model_talks_stays(talk: Visit, worded: Worded) -> None:
    gate = ask_and_halt(talk, worded)
    box = talk.page.locator("#qa-question textarea")
    box.press("Enter")  # it is empty: a second press of the key, and no question
    talk.page.wait_for_timeout(300)
    box.fill("还没打完的")
    gate.set()
    assert talk.wait_for_reply(0).endswith("语句由语言模型组织，逐句核对过原文。")
    assert (len(talk.replies), len(talk.cards)) == (1, 2)
    assert box.input_value() == "还没打完的"


def test_another_question_silences_the_model(talk: Visit, worded: Worded) -> None:
    gate = ask_and_halt(talk, worded)
    worded.endpoint.script = faithful
    assert "须提前3天" in talk.ask(QUESTION)
    before = [*talk.replies, *talk.cards]
    assert before[0].endswith("没有答完，先答了后面的问题。")
    assert before[2:] == ["《规则》第七十七条第五款"]
    gate.set()
    talk.page.wait_for_timeout(800)
    assert [*talk.replies, *talk.cards] == before


def test_a_new_chat_silences_the_model(talk: Visit, worded: Worded) -> None:
    gate = ask_and_halt(talk, worded)
    talk.page.get_by_role("button", name="新对话").click()
    talk.page.wait_for_selector("#qa-panel .qa-hint")
    gate.set()
    talk.page.wait_for_timeout(800)
    assert (talk.replies, talk.cards) == ([], [])
