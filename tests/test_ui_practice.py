"""练习: every kind's page, presses that come twice, whose notebook it is, progress, the file."""

from __future__ import annotations

import re
import zipfile
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from corpus import Regulation
from corpus.errors import CommandError
from qa.quiz.model import Item, ItemKind
from qa.quiz.notebook import Notebook
from qa.quiz.practice import Session
from qa.quiz.stock import Stock, stock_of
from qa.quiz.store import ItemStore
from tests.quiz_items import awkward, hand_made
from ui.training.practice import framed
from ui.training.practice_choice import Choice, What, begin, begin_with, choice_of
from ui.training.practice_desk import Desk, desk_of
from ui.training.practice_export import exported
from ui.training.practice_feedback import explained
from ui.training.practice_fields import fields, missing
from ui.training.practice_item import item_html
from ui.training.practice_moves import Move, move_of, moved
from ui.training.practice_overview import overview
from ui.training.practice_sitting import Phase, Sitting
from ui.training.practice_wording import day_words

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
VISITOR, OTHER = "a" * 32, "b" * 32
START = {"what": "mixed", "count": 5, "kinds": [], "chapters": []}


@pytest.fixture
def stock(tmp_path: Path, regulation: Regulation) -> Stock:
    store = ItemStore(tmp_path, regulation.title)
    return stock_of(hand_made(regulation), regulation, store, lambda *_: ())


@pytest.fixture
def desk(stock: Stock, tmp_path: Path) -> Desk:
    return desk_of(stock, tmp_path, VISITOR, MONDAY)


def of_kind(stock: Stock, kind: ItemKind) -> Item:
    return next(item for item in stock.usable if item.kind is kind)


def sitting_of(desk: Desk, *items: Item) -> Sitting:
    return Sitting(Session(items, desk.notebook, desk.regulation, desk.today), Choice())


def page(desk: Desk, sitting: Sitting) -> str:
    assert sitting.view is not None
    return item_html(desk, sitting.view, sitting.phases, sitting.count)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def answer_all(desk: Desk, items: tuple[Item, ...], *, right: bool) -> None:
    for item in items:
        desk.notebook.record(item.id, "", desk.today, right=right)


# The page of an item


@pytest.mark.parametrize(
    ("kind", "controls"),
    [
        (ItemKind.SINGLE, ['type="radio"'] * 4),
        (ItemKind.MULTIPLE, ['type="checkbox"'] * 5),
        (ItemKind.TRUE_FALSE, ['value="对"', 'value="错"']),
        (ItemKind.BLANK, ['aria-label="第 1 空"']),
        (ItemKind.MATCHING, ["<fieldset"] * 3),
        (ItemKind.ORDERING, ['data-step="-1"', 'data-step="1"']),
        (ItemKind.SHORT, ["<textarea"]),
        (ItemKind.CASE, ["<textarea"]),
    ],
)
def test_each_kind_has_controls_of_its_own(
    stock: Stock, kind: ItemKind, controls: list[str]
) -> None:
    html = fields(of_kind(stock, kind))
    for control in controls:
        assert html.count(control) >= controls.count(control)
    assert "checked" not in html


@pytest.mark.parametrize("kind", list(ItemKind))
def test_what_an_item_holds_and_what_is_typed_is_shown_as_text(
    desk: Desk, stock: Stock, kind: ItemKind
) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'&"
    item = awkward(of_kind(stock, kind), hostile)
    sitting = sitting_of(desk, item)
    shown = [page(desk, sitting)]
    sitting.answer(1, hostile)
    shown.append(page(desk, sitting))
    sitting.skip(1)
    shown.append(page(desk, sitting))
    for html in shown:
        assert "<img" not in html
        assert hostile in unescape(html)


def test_a_blank_stands_in_its_sentence(stock: Stock) -> None:
    item = next(item for item in stock.usable if len(item.key) == 2 and "签发" in item.fact)
    html = fields(item, "县长；")
    first, second = re.findall(r"<input[^>]*>", html)
    assert 'value="县长"' in first
    assert 'value=""' in second
    assert words(html).strip().startswith("以县政府名义印发文件，经")


def test_what_is_missing_is_said_in_words(stock: Stock) -> None:
    assert missing(of_kind(stock, ItemKind.MATCHING), "2-A") == "第 1、3 行还没有配对。"
    blanks = next(item for item in stock.usable if len(item.key) == 2 and item.kind == "blank")
    assert missing(blanks, "县长；") == "第 2 空还没有填。"
    assert missing(of_kind(stock, ItemKind.SINGLE), "") == ""


def test_an_answer_that_cannot_be_read_leaves_the_item_open(desk: Desk, stock: Stock) -> None:
    sitting = sitting_of(desk, of_kind(stock, ItemKind.MATCHING))
    sitting.answer(1, "1-B")
    html = page(desk, sitting)
    assert "第 2、3 行还没有配对。" in html
    assert 'role="alert"' in html
    assert len(re.findall(r'value="B"[^>]* checked', html)) == 1
    assert desk.notebook.progress() == {}
    sitting.answer(1, "1-B 2-A 3-C")
    assert 'role="alert"' not in page(desk, sitting)


# Right and wrong


def test_a_wrong_choice_is_told_in_words_with_key_rule_and_day(desk: Desk, stock: Stock) -> None:
    item = of_kind(stock, ItemKind.SINGLE)
    sitting = sitting_of(desk, item)
    wrong = next(option for option in item.options if option.label not in item.key)
    sitting.answer(1, wrong.label)
    html = page(desk, sitting)
    told = words(html)
    for part in ("答错了", "选错了", "正确答案", "已记入错题本。下次再练：明天（3月3日 周二）"):
        assert part in told
    assert f'href="#a{item.citation.article}-{item.citation.paragraph}"' in html
    [marked] = re.findall(r"<mark>(.*?)</mark>", html)
    assert unescape(marked) == item.citation.quote


def test_a_multiple_choice_tells_what_was_missed(desk: Desk, stock: Stock) -> None:
    item = of_kind(stock, ItemKind.MULTIPLE)  # ABC of A to E
    sitting = sitting_of(desk, item)
    sitting.answer(1, "ABD")
    told = re.findall(r"<em>(.*?)</em>", page(desk, sitting))
    assert told == ["选对了", "选对了", "漏选了", "选错了"]


def test_pairs_and_steps_are_compared_one_by_one(desk: Desk, stock: Stock) -> None:
    pairs, steps = of_kind(stock, ItemKind.MATCHING), of_kind(stock, ItemKind.ORDERING)
    sitting = sitting_of(desk, pairs, steps)
    sitting.answer(1, "1-C 2-B 3-A")  # 1-C 2-A 3-B
    html = page(desk, sitting)
    assert re.findall(r"<em>(.*?)</em>", html) == ["配对了", "配错了", "配错了"]
    assert "你配的是 B 一般每月召开2次，应为 A 一般每月召开1次" in html
    sitting.go_on(1)
    sitting.answer(2, "CBA")  # C A B
    told = re.findall(r"<em>(.*?)</em>", page(desk, sitting))
    assert told == ["排对了", "你排在第 3 步", "你排在第 2 步"]


def test_ones_own_words_are_marked_by_oneself(desk: Desk, stock: Stock) -> None:
    item = of_kind(stock, ItemKind.SHORT)
    sitting = sitting_of(desk, item)
    sitting.answer(1, "向县长请假")
    told = words(page(desk, sitting))
    for part in ("对照要点", "向县长请假", *item.key, "要点都答到了", "有错漏"):
        assert part in told
    assert desk.notebook.progress() == {}
    sitting.mark(1, right=False)
    assert sitting.phases == (Phase.WRONG,)
    assert desk.notebook.progress()[item.id].is_wrong


def test_a_skipped_item_shows_its_key_and_is_not_kept(desk: Desk, stock: Stock) -> None:
    item = of_kind(stock, ItemKind.BLANK)
    sitting = sitting_of(desk, item)
    sitting.skip(1)
    told = words(page(desk, sitting))
    assert "跳过了" in told
    assert item.key[0] in told
    assert desk.notebook.progress() == {}


def test_the_explanation_does_not_repeat_the_rule(stock: Stock, regulation: Regulation) -> None:
    item = of_kind(stock, ItemKind.SINGLE)
    place = regulation.cite(item.citation.article, item.citation.paragraph)
    cited = f"{place}规定：“{item.citation.quote}”。"
    assert explained(replace(item, explanation=f"{cited}应为“甲”，不是“乙”。"), regulation) == (
        "应为“甲”，不是“乙”。"
    )
    assert explained(replace(item, explanation=cited), regulation) == ""
    assert explained(replace(item, explanation="另有说明"), regulation) == "另有说明"


def test_days_are_near_and_exact() -> None:
    assert day_words(MONDAY, MONDAY) == "今天（3月2日 周一）"
    assert day_words(MONDAY + 2 * DAY, MONDAY) == "后天（3月4日 周三）"
    assert day_words(MONDAY + 7 * DAY, MONDAY) == "7 天后（3月9日 周一）"
    assert day_words(date(2027, 1, 1), date(2026, 12, 31)) == "明天（2027年1月1日 周五）"


# Presses that come twice, or late


def test_many_presses_at_once_hand_in_once(desk: Desk, stock: Stock) -> None:
    first, second = stock.usable[0], stock.usable[1]
    sitting = sitting_of(desk, first, second)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: sitting.answer(1, first.key[0]), range(8)))
    assert list(desk.notebook.progress()) == [first.id]
    assert desk.notebook.progress()[first.id].rights == 1
    assert sitting.phases == (Phase.RIGHT,)


def test_a_late_press_does_nothing_to_the_next_item(desk: Desk, stock: Stock) -> None:
    first, second = stock.usable[0], stock.usable[1]
    sitting = sitting_of(desk, first, second)
    sitting.go_on(1)  # not answered yet
    assert sitting.view is not None
    assert sitting.view.number == 1
    sitting.answer(1, first.key[0])
    sitting.go_on(1)
    for late in (lambda: sitting.answer(1, "A"), lambda: sitting.skip(1), lambda: sitting.go_on(1)):
        late()
    sitting.mark(2, right=True)
    assert (sitting.view.number, sitting.view.phase) == (2, Phase.OPEN)
    assert second.id not in desk.notebook.progress()


def test_a_round_stops_and_goes_on(desk: Desk, stock: Stock) -> None:
    sitting = sitting_of(desk, *stock.usable[:3])
    sitting.answer(1, stock.usable[0].key[0])
    sitting.stop()
    assert sitting.view is None
    assert (sitting.result.right, sitting.result.asked, sitting.result.left) == (1, 1, 2)
    sitting.come_back()
    assert sitting.view is not None
    assert sitting.view.item == stock.usable[1]


# Moves


def test_a_round_from_the_choice_to_the_result(desk: Desk) -> None:
    sitting, html = moved(
        desk, None, move_of({"do": "start", "chosen": {**START, "kinds": ["true_false"]}})
    )
    assert sitting is not None
    assert "第 1 题" in words(html)
    asked = []
    for number in range(1, 6):
        assert sitting.view is not None
        asked.append(sitting.view.item)
        wrong = "错" if asked[-1].key == ("对",) else "对"
        moved(desk, sitting, Move("answer", number, wrong if number < 3 else asked[-1].key[0]))
        _, html = moved(desk, sitting, Move("next", number))
    told = words(html)
    assert "答了 5 题，对 3 题" in told
    assert "60%" in told
    assert "再练答错的题" in told
    again, html = moved(desk, sitting, Move("again"))
    assert again is not None
    assert again.view is not None
    assert (again.count, again.view.item) == (2, asked[0])
    assert f'data-left="{asked[0].id} {asked[1].id}"' in html


def test_a_notebook_offers_what_is_wrong_and_what_is_due(desk: Desk, stock: Stock) -> None:
    wrong, right = stock.usable[:2], stock.usable[2:5]
    answer_all(desk, wrong, right=False)
    answer_all(desk, right, right=True)
    sitting, _ = moved(desk, None, Move("wrong"))
    assert sitting is not None
    assert set(sitting.left) == set(wrong)
    later = replace(desk, today=MONDAY + DAY)
    due = begin(later, Choice(What.DUE, 50))
    assert set(due.left) == {*wrong, *right}
    with pytest.raises(CommandError, match="今天没有该复习的题"):
        begin(desk, Choice(What.DUE))


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({**START, "what": "wrong"}, "没有错题"),
        ({**START, "kinds": ["ordering"], "chapters": [1]}, "所选的章和题型里没有题"),
        ({**START, "chapters": [99]}, "没有第九十九章"),
        ({**START, "count": -3}, "没有读懂"),
        ({**START, "count": True}, "没有读懂"),
        ({**START, "kinds": ["<b>"]}, "没有读懂"),
        ({**START, "chapters": [{}]}, "没有读懂"),
        ({}, "没有读懂"),
    ],
)
def test_a_choice_without_items_gets_one_sentence(
    desk: Desk, chosen: dict[str, object], told: str
) -> None:
    sitting, html = moved(desk, None, move_of({"do": "start", "chosen": chosen}))
    assert sitting is None
    [alert] = re.findall(r'role="alert">(.*?)</p>', html)
    assert told in alert


def test_the_choice_stands_in_the_form_again(desk: Desk) -> None:
    chosen = {**START, "kinds": ["ordering"], "chapters": [1]}
    _, html = moved(desk, None, move_of({"do": "start", "chosen": chosen}))
    ticked = re.findall(r'name="(\w+)" value="(\w+)" checked', html)
    assert ticked == [("what", "mixed"), ("count", "5"), ("kind", "ordering"), ("chapter", "1")]


def test_a_round_that_a_reload_broke_off_goes_on(desk: Desk, stock: Stock) -> None:
    left = tuple(item.id for item in stock.usable[3:6])
    _, html = moved(desk, None, Move("open", items=(*left, "gone")))
    assert "上一轮还有 3 题没有做" in html
    sitting, _ = moved(desk, None, Move("resume", items=left))
    assert sitting is not None
    assert tuple(item.id for item in sitting.left) == left
    with pytest.raises(CommandError):
        begin_with(desk, ["gone"])


@pytest.mark.parametrize("do", ["answer", "next", "again", "back", "nonsense", ""])
def test_a_press_without_a_round_is_answered(desk: Desk, do: str) -> None:
    sitting, html = moved(desk, None, Move(do, 1, "A"))
    assert sitting is None
    assert "请重新开始" in html


@pytest.mark.parametrize("told", [None, 7, "x", [], {"do": 3, "number": "1", "items": 5}])
def test_a_strange_message_does_no_harm(desk: Desk, told: object) -> None:
    assert "练习" in moved(desk, None, move_of(told))[1]


def test_every_turn_is_an_element_of_its_own() -> None:
    assert framed("甲", {"turn": 7}).startswith("<qa-turn-7 ")
    assert framed("甲", {"turn": "><script>"}).startswith("<qa-turn-0 ")
    assert framed("甲", None).startswith("<qa-turn-0 ")


def test_what_the_page_sends_is_read_as_a_choice() -> None:
    sent = {"what": "due", "count": 20, "kinds": ["single"], "chapters": [10]}
    assert choice_of(sent) == Choice(What.DUE, 20, (ItemKind.SINGLE,), (10,))


# Whose notebook it is


def test_two_visitors_keep_apart(stock: Stock, tmp_path: Path, desk: Desk) -> None:
    other = desk_of(stock, tmp_path, OTHER, MONDAY)
    sitting_of(desk, stock.usable[0]).answer(1, stock.usable[0].key[0])
    assert list(desk.notebook.progress()) == [stock.usable[0].id]
    assert other.notebook.progress() == {}


def test_without_a_cookie_practice_works_and_keeps_nothing(stock: Stock, tmp_path: Path) -> None:
    desk = desk_of(stock, tmp_path, None, MONDAY)
    sitting = sitting_of(desk, stock.usable[0])
    sitting.answer(1, stock.usable[0].key[0])
    told = words(page(desk, sitting))
    assert "答对了" in told
    assert "没有 Cookie" in told
    assert "下次再练" not in told
    _, html = moved(desk, None, Move("open"))
    assert "不记错题和进度" in html
    assert "错题本</h3>" not in html
    assert not list(tmp_path.rglob("practice.sqlite3*"))


# Progress, the notebook, its file


def test_progress_counts_seen_known_and_due(desk: Desk, stock: Stock) -> None:
    first, second = [item for item in stock.usable if item.chapter == 10][:2]
    answer_all(desk, (first, second), right=True)
    desk.notebook.record(first.id, "", MONDAY + DAY, right=True)  # a later day: known
    seen = overview(replace(desk, today=MONDAY + DAY), desk.notebook.progress())
    ten = next(chapter for chapter in seen.chapters if chapter.number == 10)
    assert (ten.seen, ten.known, ten.due) == (2, 1, 1)
    assert ten.total == sum(item.chapter == 10 for item in stock.usable)
    assert (seen.seen, seen.due, seen.total) == (2, 1, len(stock.usable))


def test_the_notebook_lists_how_often_and_when(desk: Desk, stock: Stock) -> None:
    item = stock.usable[0]
    answer_all(desk, (item, item), right=False)
    answer_all(desk, (stock.usable[1],), right=False)
    _, html = moved(desk, None, Move("open"))
    rows = re.findall(r"<li>(.*?)</li>", html)
    assert len(rows) == 2
    told = words(rows[0])
    for part in (item.stem, "错 2 次", "再答对 2 次移出", "下次 明天（3月3日 周二）"):
        assert part in told
    assert f'href="#a{item.citation.article}-{item.citation.paragraph}"' in rows[0]


def test_the_notebook_becomes_a_word_file(desk: Desk, stock: Stock) -> None:
    with pytest.raises(CommandError, match="错题本是空的"):
        exported(desk)
    answer_all(desk, stock.usable[:2], right=False)
    name, data = exported(desk)
    assert name == "错题本-2026-03-02.docx"
    with zipfile.ZipFile(BytesIO(b64decode(data))) as word:
        text = word.read("word/document.xml").decode("utf-8")
    assert "错题本" in text
    assert all(item.options[0].text in text for item in stock.usable[:2])


def test_a_notebook_survives_the_process(desk: Desk, stock: Stock, tmp_path: Path) -> None:
    sitting_of(desk, stock.usable[0]).answer(1, stock.usable[0].key[0])
    reopened = Notebook(tmp_path, desk.regulation.title, VISITOR)
    assert reopened.progress() == desk.notebook.progress()
