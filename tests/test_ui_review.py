"""审题 without a browser: finding, the form of every kind, saving, deciding, the Excel sheet."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from corpus.errors import CommandError
from qa.quiz.model import Difficulty, Item, ItemKind
from qa.quiz.sheet import same
from qa.quiz.stock import Stock
from qa.quiz.store import Action, Change
from tests.conftest import is_one_chinese_sentence
from tests.quiz_stock import bank, holding, unfinished
from ui.training.review_cells import edited
from ui.training.review_finder import STATE_NAMES, finder
from ui.training.review_finding import PAGE, STATES, find, matching
from ui.training.review_form import item_form
from ui.training.review_handlers import decided, exported, imported, listed, opened, saved

HOSTILE = '"><img src=x onerror=alert(1)>'
Pairs = list[list[str]]


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    return bank(tmp_path)


class Sent(HTMLParser):
    """What a browser sends of a form: (name, value) of what is filled in or marked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: Pairs = []
        self._area: str | None = None
        self._choice = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and (found["type"] == "text" or "checked" in found):
            self.pairs.append([found["name"] or "", found["value"] or ""])
        if tag == "textarea":
            self.pairs.append([found["name"] or "", ""])
            self._area = tag
        if tag == "select":
            self.pairs.append([found["name"] or "", ""])
        if tag == "option":
            self._choice = "" if "selected" in found else "other"

    def handle_endtag(self, tag: str) -> None:
        self._area = None if tag == "textarea" else self._area
        self._choice = "other" if tag == "option" else self._choice

    def handle_data(self, data: str) -> None:
        if self._area:
            self.pairs[-1][1] = data.removeprefix("\n")
        elif self.pairs and self.pairs[-1][0] in {"配", "步"} and not self._choice:
            self.pairs[-1][1] = data


def sent(item: Item, **changes: str) -> Pairs:
    """Return the form of an item as it is sent, the first field of a name changed."""
    pairs = Sent(item_form(item, 0, locked=False, save="保存")).pairs
    for name, value in changes.items():
        next(pair for pair in pairs if pair[0] == name)[1] = value
    return pairs


def told(item: Item, more: str) -> str:
    """Return an explanation that still quotes the text, with a word of the trainer's."""
    return f"{item.explanation}{more}"


def of_kind(stock: Stock, kind: ItemKind) -> Item:
    return next(item for item in stock.usable if item.kind is kind)


def seen_in(reply: dict[str, Any]) -> int:
    return int(reply["html"].split('data-seen="')[1].split('"')[0])


# --- finding --------------------------------------------------------------------------------------


def test_items_are_found_by_words_kind_chapter_and_place(stock: Stock) -> None:
    item = of_kind(stock, ItemKind.SINGLE)
    for words in (item.id, item.options[0].text, item.stem[:12], f"单选 {item.stem[-8:-1]}"):
        assert item in [entry.item for entry in matching(stock, (("words", words),))]
    placed = matching(stock, (("words", "第七十七条 单选题"),))
    assert placed
    assert all(any(c.article == 77 for c in entry.item.citations) for entry in placed)
    both = matching(stock, (("kind", "blank"), ("chapter", "10")))
    assert {(e.item.kind, e.item.chapter) for e in both} == {(ItemKind.BLANK, 10)}
    assert matching(stock, (("words", "没有这样的题"),)) == []


def test_the_bank_is_paged_and_the_pages_hold_everything(stock: Stock) -> None:
    first = find(stock, (), 1)
    assert first.pages == -(-len(stock.entries) // PAGE)
    every = [entry for page in range(1, first.pages + 1) for entry in find(stock, (), page).entries]
    assert tuple(every) == stock.entries
    assert find(stock, (), 10_000).page == first.pages
    assert find(stock, (), -5).page == 1


def test_the_states_are_counted_and_found(stock: Stock) -> None:
    one, two, three, four = stock.usable[:4]
    stock.store.apply(
        [
            Change(Action.EDIT, replace(one, stem="改过（　　）")),
            Change(Action.LOCK, two),
            Change(Action.REJECT, three, "太难"),
            Change(Action.EDIT, replace(four, article_hash="0"), faults=("引文有误。",)),
        ]
    )
    now = stock.current()
    states = find(now, (), 1).states
    assert states == {
        "usable": len(stock.entries) - 3, "edited": 2, "locked": 1, "rejected": 1,
        "unproved": 1, "stale": 1,
    }  # fmt: skip
    for state, count in states.items():
        assert len(matching(now, (("state", state),))) == count
    assert set(STATES) == set(STATE_NAMES)
    reply = listed(holding(now), [["state", "rejected"]], 1)
    assert reply["states"]["rejected"] == "驳回（1）"
    assert three.id in reply["html"]
    assert f'value="{of_kind(stock, ItemKind.CASE).kind}"' in finder(stock.regulation)


def test_nothing_found_is_a_sentence(stock: Stock) -> None:
    assert "没有找到题目" in listed(holding(stock), [["words", "没有这样的题"]], 1)["html"]
    assert is_one_chinese_sentence(listed(holding(stock), "x", 1)["error"])
    assert is_one_chinese_sentence(listed(unfinished(), [], 1)["error"])


# --- the form ---------------------------------------------------------------------------------------


def test_the_form_of_every_item_reads_back_as_the_item(stock: Stock) -> None:
    assert len(stock.usable) > 700
    for item in stock.usable:
        assert same(edited(item, sent(item)), item), item.id


@pytest.mark.parametrize(
    ("kind", "changes", "key"),
    [
        (ItemKind.TRUE_FALSE, {"答案": "错"}, ("错",)),
        (ItemKind.BLANK, {"空": " 新 词\n"}, ("新 词",)),
        (ItemKind.SHORT, {"要点": "一\n二"}, ("一 二",)),
        (ItemKind.MATCHING, {"配": "A"}, ("1-A",)),
    ],
    ids=str,
)
def test_what_is_typed_becomes_the_key(
    stock: Stock, kind: ItemKind, changes: dict[str, str], key: tuple[str, ...]
) -> None:
    item = of_kind(stock, kind)
    assert edited(item, sent(item, **changes)).key[:1] == key


def test_the_marked_options_are_the_key_in_their_new_places(stock: Stock) -> None:
    item = of_kind(stock, ItemKind.MULTIPLE)
    form = [["题干", "问（　　）"], ["选项", "甲"], ["答案", "√"], ["选项", "乙"], ["选项", "丙"],
            ["答案", "√"], ["选项", "丁"], ["难度", "难"]]  # fmt: skip
    read = edited(item, form)
    assert (read.key, read.difficulty) == (("B", "D"), Difficulty.HARD)
    assert [(o.label, o.text) for o in read.options] == list(zip("ABCD", "甲乙丙丁", strict=True))
    assert read.explanation == item.explanation


@pytest.mark.parametrize(
    ("kind", "change", "sentence"),
    [
        (ItemKind.SINGLE, lambda pairs: [p for p in pairs if p[0] != "答案"], "“正确答案”是空的"),
        (ItemKind.SINGLE, lambda pairs: [["题干", " "], *pairs[1:]], "“题干”是空的"),
        (ItemKind.SINGLE, lambda pairs: [["题干", "长" * 5001], *pairs[1:]], "最多 5000 字"),
        (ItemKind.SINGLE, lambda pairs: pairs + [["选项", "多"]] * 30, "选项最多 26 个"),
        (ItemKind.ORDERING, lambda pairs: [[n, "1" if n == "步" else v] for n, v in pairs], "各不相同"),
        (ItemKind.BLANK, lambda pairs: [[n, "" if n == "空" else v] for n, v in pairs], "第 1 空"),
        (ItemKind.SINGLE, lambda _: {"题干": "x"}, "表单没有读出来"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(
    stock: Stock, kind: ItemKind, change: Callable[[Pairs], object], sentence: str
) -> None:
    item = of_kind(stock, kind)
    with pytest.raises(CommandError) as refusal:
        edited(item, change(sent(item)))
    assert sentence in str(refusal.value)
    assert is_one_chinese_sentence(str(refusal.value))


def test_whatever_stands_in_an_item_is_text(stock: Stock) -> None:
    for kind in ItemKind:
        item = of_kind(stock, kind)
        options = tuple(replace(option, text=HOSTILE) for option in item.options)
        typed = replace(item, stem=HOSTILE, explanation=HOSTILE, options=options)
        assert "<img" not in item_form(typed, 0, locked=False, save="保存")
    item = of_kind(stock, ItemKind.SINGLE)
    holder = holding(stock)
    saved(holder, item.id, 0, sent(item, 题干=HOSTILE, 选项=HOSTILE))
    decided(holder, item.id, 1, "reject", HOSTILE)
    for reply in (opened(holder, item.id), listed(holder, [["words", "onerror"]], 1)):
        assert "onerror" in reply["html"]
        assert "<img" not in reply["html"]


# --- saving ----------------------------------------------------------------------------------------


def test_a_sound_edit_is_proved_and_usable(stock: Stock) -> None:
    item = of_kind(stock, ItemKind.SINGLE)
    reply = saved(holding(stock), item.id, 0, sent(item, 解析=told(item, "条文原话如此。")))
    assert reply["said"] == "已保存，核对通过：答案由条文证明。"
    entry = stock.current().entry(item.id)
    assert (entry.usable, entry.edited) == (True, True)
    assert entry.item.explanation == told(item, "条文原话如此。")
    assert "已证实" in reply["html"]
    assert json.loads(json.dumps(reply)) == reply


def test_a_wrong_edit_is_kept_out_of_papers_until_it_is_mended(stock: Stock) -> None:
    item, holder = of_kind(stock, ItemKind.TRUE_FALSE), holding(stock)
    other = "错" if item.key == ("对",) else "对"
    reply = saved(holder, item.id, 0, sent(item, 答案=other))
    assert "核对发现" in reply["said"]
    entry = stock.current().entry(item.id)
    assert entry.faults
    assert not entry.usable
    assert entry.faults[0] in reply["html"]
    assert "这道题现在不进试卷" in reply["html"]
    mended = saved(holder, item.id, seen_in(reply), sent(entry.item, 答案=item.key[0]))
    assert "核对通过" in mended["said"]
    assert stock.current().entry(item.id).usable


def test_an_unchanged_form_is_not_saved(stock: Stock) -> None:
    item = of_kind(stock, ItemKind.CASE)
    assert saved(holding(stock), item.id, 0, sent(item)) == {"said": "没有改动，不用保存。"}
    assert stock.store.history(item.id) == ()


def test_a_stale_item_is_proved_again_as_it_stands(stock: Stock) -> None:
    item, holder = of_kind(stock, ItemKind.SINGLE), holding(stock)
    stock.store.apply([Change(Action.EDIT, replace(item, article_hash="0"))])
    reply = opened(holder, item.id)
    assert "过期：" in reply["html"]
    assert "按现在的条文重新核对" in reply["html"]
    assert not stock.current().entry(item.id).usable
    assert "核对通过" in saved(holder, item.id, 1, sent(item))["said"]
    assert stock.current().entry(item.id).usable


def test_an_edit_by_another_trainer_is_never_overwritten_silently(stock: Stock) -> None:
    item, holder = of_kind(stock, ItemKind.SINGLE), holding(stock)
    assert saved(holder, item.id, 0, sent(item, 解析=told(item, "别人的解析。")))["said"]
    reply = saved(holder, item.id, 0, sent(item, 解析=told(item, "我的解析。")))
    assert list(reply) == ["conflict"]
    assert "别人的解析" in reply["conflict"]
    assert stock.current().entry(item.id).item.explanation == told(item, "别人的解析。")
    for action in ("lock", "revert", "reject"):
        assert "conflict" in decided(holder, item.id, 0, action, "太难")
    seen = int(reply["conflict"].split('data-seen="')[1].split('"')[0])
    assert (
        "核对通过"
        in saved(holder, item.id, seen, sent(item, 解析=told(item, "我的解析。")))["said"]
    )
    assert stock.current().entry(item.id).item.explanation == told(item, "我的解析。")


def test_a_locked_item_stays_as_it_is(stock: Stock) -> None:
    item, holder = of_kind(stock, ItemKind.SINGLE), holding(stock)
    locked = decided(holder, item.id, 0, "lock", None)
    assert locked["said"] == "已锁定。"
    assert "<fieldset disabled>" in locked["html"]
    reply = saved(holder, item.id, seen_in(locked), sent(item, 解析=told(item, "改。")))
    assert "已锁定，文字没有改动" in reply["error"]
    assert (
        "没有锁定" in decided(holder, of_kind(stock, ItemKind.BLANK).id, 0, "unlock", None)["error"]
    )


def test_an_item_is_rejected_with_a_reason_and_restored(stock: Stock) -> None:
    item, holder = of_kind(stock, ItemKind.SINGLE), holding(stock)
    assert "请写明驳回的原因" in decided(holder, item.id, 0, "reject", " ")["error"]
    reply = decided(holder, item.id, 0, "reject", "太 容易\n了")
    assert "已驳回：太 容易 了" in reply["html"]
    assert not stock.current().entry(item.id).usable
    assert decided(holder, item.id, seen_in(reply), "restore", None)["said"] == "已撤销驳回。"
    assert stock.current().entry(item.id).usable


def test_the_history_tells_and_brings_an_earlier_text_back(stock: Stock) -> None:
    item, holder = of_kind(stock, ItemKind.SINGLE), holding(stock)
    saved(holder, item.id, 0, sent(item, 解析=told(item, "第一版。")))
    reply = decided(holder, item.id, 1, "revert", None)
    assert stock.current().entry(item.id).item == item
    assert "改动记录（2 次）" in reply["html"]
    assert "恢复自动生成的题目" in reply["html"]
    assert 'data-do="again" data-number="1"' in reply["html"]
    assert "已保存" in decided(holder, item.id, 2, "again", 1)["said"]
    assert stock.current().entry(item.id).item.explanation == told(item, "第一版。")
    assert "没有这一版" in decided(holder, item.id, 3, "again", 99)["error"]


def test_an_item_that_is_no_longer_made_leaves_with_its_edit(stock: Stock) -> None:
    gone = replace(stock.usable[0], id="sc-000-000000", stem="从前生成的题（　　）。")
    stock.store.apply([Change(Action.EDIT, gone)])
    reply = decided(holding(stock), gone.id, 1, "revert", None)
    assert reply["gone"]
    assert "已不在题库里" in reply["said"]


@pytest.mark.parametrize("action", ["edit", "drop", "", None, 3])
def test_an_unknown_action_changes_nothing(stock: Stock, action: object) -> None:
    item = stock.usable[0]
    assert is_one_chinese_sentence(decided(holding(stock), item.id, 0, action, None)["error"])
    assert is_one_chinese_sentence(decided(holding(stock), item.id, "0", "lock", None)["error"])
    assert "没有编号" in opened(holding(stock), "nobody")["error"]
    assert stock.store.items() == {}


# --- the sheet -----------------------------------------------------------------------------------------


def sheet(stock: Stock, **fields: str) -> bytes:
    reply = exported(holding(stock), [list(pair) for pair in fields.items()])
    return base64.b64decode(reply["data"])


def changed_sheet(data: bytes, row: int, **cells: str) -> bytes:
    book = load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    for head, text in cells.items():
        page.cell(row, heads.index(head) + 1).value = text
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def brought_back(stock: Stock, data: bytes) -> dict[str, Any]:
    return imported(holding(stock), "审题表.xlsx", base64.b64encode(data).decode())


def test_the_sheet_goes_out_and_comes_back_with_a_report(stock: Stock) -> None:
    data = sheet(stock, kind="ordering")
    data = changed_sheet(data, 2, 难度="易")
    data = changed_sheet(data, 3, 状态="驳回", 原因="<b>重复</b>")
    third = [item for item in stock.usable if item.kind is ItemKind.ORDERING][2]
    data = changed_sheet(data, 4, 正确答案="".join(reversed(third.key)))
    html = brought_back(stock, data)["html"]
    assert "共 12 行：改了文字 2、驳回 1，1 行没有通过。" in html
    now = [e for e in stock.current().entries if e.item.kind is ItemKind.ORDERING]
    assert (now[0].item.difficulty, now[1].reason) == (Difficulty.EASY, "<b>重复</b>")
    assert "<b>重复</b>" not in html
    assert now[2].faults
    assert now[2].faults[0] in html
    assert "共 12 行：没有改动。" in brought_back(stock, sheet(stock, kind="ordering"))["html"]


def test_a_row_left_alone_does_not_undo_what_others_did(stock: Stock) -> None:
    data = sheet(stock, kind="ordering")
    first, second = [i for i in stock.usable if i.kind is ItemKind.ORDERING][:2]
    holder = holding(stock)
    saved(holder, first.id, 0, sent(first, 解析=told(first, "别人改的。")))
    decided(holder, second.id, 0, "lock", None)
    html = brought_back(stock, changed_sheet(data, 4, 难度="难"))["html"]
    assert "改了文字 1。" in html
    now = stock.current()
    assert now.entry(first.id).item.explanation == told(first, "别人改的。")
    assert now.entry(second.id).locked
    html = brought_back(stock, changed_sheet(data, 2, 难度="难"))["html"]
    assert "导出以后这道题又改过" in html
    assert [past.action for past in stock.store.history(first.id)] == [Action.EDIT] * 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("不是编码", "没有传完"),
        (base64.b64encode(b"PK\x03\x04").decode(), "不是能读的 Excel 工作簿"),
        ("A" * 7_000_000, "文件太大"),
        (None, "不是能读的"),
    ],
    ids=["encoding", "workbook", "size", "nothing"],
)
def test_a_damaged_file_changes_nothing(stock: Stock, data: object, sentence: str) -> None:
    reply = imported(holding(stock), "坏.xlsx", data)
    assert sentence in reply["error"]
    assert is_one_chinese_sentence(reply["error"])
    assert stock.store.items() == {}


def test_a_damaged_row_changes_nothing(stock: Stock) -> None:
    data = changed_sheet(sheet(stock, kind="ordering"), 2, 难度="易")
    reply = brought_back(stock, changed_sheet(data, 3, 正确答案="XYZ"))
    assert "第 3 行“正确答案”列" in reply["error"]
    assert "什么也没有导入" in reply["error"]
    assert stock.store.items() == {}


def test_an_empty_choice_is_not_exported(stock: Stock) -> None:
    assert "没有导出" in exported(holding(stock), [["words", "没有这样的题"]])["error"]
