"""What trainers do to items is kept, proved again, shared safely, and never lost."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from corpus import Regulation
from corpus.errors import CommandError, DataDirectoryError, StoreError
from corpus.parser import parse
from qa.documents.excel import read_rows
from qa.quiz.model import Item, ItemKind, article_hash
from qa.quiz.review import Imported, import_sheet, review_workbook
from qa.quiz.stock import Stock, pool, renewed, staleness, stock_of
from qa.quiz.store import Action, Change, ItemStore
from tests.conftest import ROOT, is_one_chinese_sentence
from tests.quiz_items import hand_made

DOUBTED = "存疑"


def prover(item: Item, regulation: Regulation) -> tuple[str, ...]:
    """Refuses what says 存疑 and what cites words that are not there."""
    moved = staleness(item, regulation)
    return tuple(["题干存疑。"] * (DOUBTED in item.stem) + [f"{moved}。"] * bool(moved))


@pytest.fixture
def items(regulation: Regulation) -> tuple[Item, ...]:
    return hand_made(regulation)


@pytest.fixture
def store(tmp_path: Path, regulation: Regulation) -> ItemStore:
    return ItemStore(tmp_path, regulation.title)


@pytest.fixture
def opened(
    items: tuple[Item, ...], store: ItemStore, regulation: Regulation
) -> Callable[[], Stock]:
    return lambda: stock_of(items, regulation, store, prover)


def database(tmp_path: Path) -> Path:
    return tmp_path / "quiz" / "items.sqlite3"


def test_nothing_is_written_before_the_first_change(
    store: ItemStore, items: tuple[Item, ...], tmp_path: Path
) -> None:
    assert store.items() == {}
    assert list(tmp_path.iterdir()) == []
    store.apply([Change(Action.LOCK, items[0])])
    assert database(tmp_path).is_file()


def test_a_stored_item_comes_back_whole(store: ItemStore, items: tuple[Item, ...]) -> None:
    store.apply([Change(Action.EDIT, item, faults=("甲", "乙")) for item in items])
    kept = store.items()
    assert [kept[item.id].item for item in items] == list(items)
    assert kept[items[0].id].faults == ("甲", "乙")


def test_a_rejected_item_does_not_return(
    opened: Callable[[], Stock], store: ItemStore, items: tuple[Item, ...], regulation: Regulation
) -> None:
    store.apply([Change(Action.REJECT, items[0], "太偏")])
    stock = opened()
    assert stock.usable == items[1:]
    assert stock.entry(items[0].id).reason == "太偏"
    twin = replace(items[0], id="new-id", options=items[0].options[::-1])
    assert pool([twin], store.items(), regulation)[0].reason == "太偏"
    assert store.apply([Change(Action.RESTORE, items[0])]) == ()
    assert opened().usable == items
    assert store.items() == {}


def test_a_locked_item_outlives_regeneration(
    opened: Callable[[], Stock], store: ItemStore, items: tuple[Item, ...], regulation: Regulation
) -> None:
    store.apply([Change(Action.LOCK, items[0])])
    changed = replace(items[0], stem="另一种问法？")
    assert pool([changed], store.items(), regulation)[0].item == items[0]
    assert [entry.item for entry in pool([], store.items(), regulation)] == [items[0]]
    store.apply([Change(Action.UNLOCK, items[0])])
    assert pool([changed], store.items(), regulation)[0].item == changed


def test_a_lock_keeps_the_edited_text(store: ItemStore, items: tuple[Item, ...]) -> None:
    edited = replace(items[0], stem="改过的题干？")
    store.apply([Change(Action.EDIT, edited), Change(Action.LOCK, items[0])])
    assert store.items()[items[0].id].item == edited
    refused = store.apply([Change(Action.EDIT, items[0]), Change(Action.REVERT, items[0])])
    assert [change.action for change in refused] == [Action.EDIT, Action.REVERT]
    assert store.items()[items[0].id].item == edited


def test_reverting_brings_the_generated_text_back(
    opened: Callable[[], Stock], store: ItemStore, items: tuple[Item, ...]
) -> None:
    edited = replace(items[0], stem=f"{DOUBTED}？")
    store.apply([Change(Action.EDIT, edited, faults=("题干存疑。",))])
    assert items[0].id not in {item.id for item in opened().usable}
    store.apply([Change(Action.REVERT, edited)])
    assert opened().usable == items


def test_every_action_leaves_a_trace(store: ItemStore, items: tuple[Item, ...]) -> None:
    item = items[0]
    store.apply([Change(Action.REJECT, item, "太难"), Change(Action.RESTORE, item)])
    store.apply([Change(Action.RESTORE, item)])
    assert [(past.action, past.reason) for past in store.history(item.id)] == [
        (Action.REJECT, "太难"), (Action.RESTORE, ""),
    ]  # fmt: skip


def test_all_changes_of_one_call_or_none(
    store: ItemStore, items: tuple[Item, ...], tmp_path: Path
) -> None:
    def changes() -> object:
        yield Change(Action.LOCK, items[0])
        raise CommandError("中途出错。")

    with pytest.raises(CommandError):
        store.apply(changes())  # type: ignore[arg-type]
    assert store.items() == {}


def test_regulations_do_not_share_items(items: tuple[Item, ...], tmp_path: Path) -> None:
    ItemStore(tmp_path, "甲规则").apply([Change(Action.LOCK, items[0])])
    assert ItemStore(tmp_path, "乙规则").items() == {}


# A changed regulation


def amended(regulation: Regulation, article: int, old: str, new: str) -> Regulation:
    lines = [f"{regulation.title}"]
    for chapter in regulation.chapters:
        lines.append(chapter.label)
        for entry in chapter.articles:
            text = entry.text.replace(old, new) if entry.number == article else entry.text
            lines.append(f"{entry.label} {text}")
    return parse("\n".join(lines))


def test_a_changed_article_marks_its_items_stale(
    items: tuple[Item, ...], store: ItemStore, regulation: Regulation
) -> None:
    touched = next(item for item in items if "14 个工作日" in item.citation.quote)
    other = next(item for item in items if item.citation.article == 55)
    store.apply([Change(Action.LOCK, touched), Change(Action.LOCK, other)])
    after = amended(regulation, touched.citation.article, "14 个工作日", "15 个工作日")
    stock = stock_of((), after, store, prover)
    assert stock.entry(touched.id).stale == "第六十四条的文字已变"
    assert stock.entry(other.id).stale == ""
    assert [item.id for item in stock.usable] == [other.id]


def test_an_article_that_is_gone_marks_its_items_stale(
    items: tuple[Item, ...], regulation: Regulation
) -> None:
    last = replace(items[0].citation, article=88)
    assert staleness(replace(items[0], citations=(last,)), regulation) == "规章已没有第 88 条"


def test_a_quote_that_only_moved_is_found_again(
    items: tuple[Item, ...], regulation: Regulation
) -> None:
    item = next(item for item in items if item.citation.article == 55)
    text = regulation.article(55).text
    after = amended(regulation, 55, text[:30], "（新）" + text[:30])
    assert staleness(item, after)
    found = renewed(item, after)
    assert staleness(found, after) == ""
    assert found.citation.start == item.citation.start + len("（新）")
    assert found.article_hash == article_hash(after.article(55))


# The sheet that trainers edit


def cells(stock: Stock, tmp_path: Path) -> list[list[str]]:
    path = tmp_path / "审题.xlsx"
    path.write_bytes(review_workbook(stock.entries, stock.regulation))
    return [list(row) for row in read_rows(path)]


def put(rows: list[list[str]], identifier: str, column: str, text: str) -> list[list[str]]:
    heads = rows[0]
    row = next(row for row in rows if row[heads.index("编号")] == identifier)
    row[heads.index(column)] = text
    return rows


def brought_back(stock: Stock, tmp_path: Path, *edits: tuple[str, str, str]) -> Imported:
    rows = cells(stock, tmp_path)
    for identifier, column, text in edits:
        put(rows, identifier, column, text)
    return import_sheet(rows, stock)


def of_kind(items: tuple[Item, ...], kind: ItemKind) -> Item:
    return next(item for item in items if item.kind is kind)


def test_an_untouched_sheet_changes_nothing(
    opened: Callable[[], Stock], store: ItemStore, items: tuple[Item, ...], tmp_path: Path
) -> None:
    imported = brought_back(opened(), tmp_path)
    assert (imported.rows, imported.actions, imported.failed) == (len(items), {}, ())
    assert store.items() == {}


def test_an_edited_sheet_replaces_the_text_and_keeps_the_id(
    opened: Callable[[], Stock], items: tuple[Item, ...], tmp_path: Path
) -> None:
    item = of_kind(items, ItemKind.SINGLE)
    imported = brought_back(
        opened(), tmp_path, (item.id, "题干", "新的问法？"), (item.id, "难度", "难"),
        (item.id, "选项A", "=SUM(1)"),
    )  # fmt: skip
    assert imported.actions == {Action.EDIT: 1}
    entry = opened().entry(item.id)
    assert (entry.item.stem, entry.item.difficulty) == ("新的问法？", "hard")
    assert entry.item.options[0].text == "=SUM(1)"
    assert entry.item.citations == item.citations
    assert entry.edited
    assert entry.usable
    again = brought_back(opened(), tmp_path)
    assert again.actions == {}


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        (ItemKind.SINGLE, " b ", ("B",)),
        (ItemKind.MULTIPLE, "A、B", ("A", "B")),
        (ItemKind.MATCHING, "1-B\n2：A", ("1-B", "2-A")),
        (ItemKind.SHORT, "要点一\n\n要点二", ("要点一", "要点二")),
    ],
)
def test_a_key_is_read_as_people_write_it(
    opened: Callable[[], Stock],
    items: tuple[Item, ...],
    tmp_path: Path,
    kind: ItemKind,
    text: str,
    key: tuple[str, ...],
) -> None:
    item = of_kind(items, kind)
    brought_back(opened(), tmp_path, (item.id, "正确答案", text))
    assert opened().entry(item.id).item.key == key


def test_variants_stay_with_their_blank(
    opened: Callable[[], Stock], items: tuple[Item, ...], tmp_path: Path, store: ItemStore
) -> None:
    item = next(i for i in items if i.kind is ItemKind.BLANK)
    two = replace(item, key=("甲", "乙"), accept=((), ("乙方",)), stem=item.stem + "______")
    store.apply([Change(Action.EDIT, two)])
    assert brought_back(opened(), tmp_path).actions == {}
    brought_back(opened(), tmp_path, (item.id, "可接受答案", "\n乙方|乙某"))
    assert opened().entry(item.id).item.accept == ((), ("乙方", "乙某"))


def test_a_row_that_is_not_proved_is_kept_out_of_papers(
    opened: Callable[[], Stock], items: tuple[Item, ...], tmp_path: Path
) -> None:
    imported = brought_back(opened(), tmp_path, (items[0].id, "题干", f"{DOUBTED}？"))
    assert [(row.number, row.id, row.messages) for row in imported.failed] == [
        (2, items[0].id, ("未证实：题干存疑。",))
    ]
    entry = opened().entry(items[0].id)
    assert entry.item.stem == f"{DOUBTED}？"
    assert not entry.usable
    rows = cells(opened(), tmp_path)
    assert "未证实：题干存疑。" in rows[1]
    assert brought_back(opened(), tmp_path, (items[0].id, "题干", items[0].stem)).failed == ()
    assert opened().usable[0].stem == items[0].stem


def test_the_state_column_rejects_locks_and_opens(
    opened: Callable[[], Stock], items: tuple[Item, ...], tmp_path: Path
) -> None:
    first, second = items[0].id, items[1].id
    brought_back(
        opened(), tmp_path, (first, "状态", "驳回"), (first, "原因", "太偏"), (second, "状态", "锁定")
    )  # fmt: skip
    assert opened().entry(first).reason == "太偏"
    assert opened().entry(second).locked
    assert brought_back(opened(), tmp_path).actions == {}
    refused = brought_back(opened(), tmp_path, (second, "题干", "新的问法？")).failed
    assert "已锁定" in refused[0].messages[0]
    assert opened().entry(second).item == items[1]
    brought_back(
        opened(), tmp_path, (first, "状态", "正常"), (second, "状态", "正常"),
        (second, "题干", "新的问法？"),
    )  # fmt: skip
    assert opened().entry(first).usable
    assert opened().entry(second).item.stem == "新的问法？"


def test_importing_a_stale_row_proves_it_again(
    items: tuple[Item, ...], store: ItemStore, regulation: Regulation, tmp_path: Path
) -> None:
    item = next(item for item in items if item.citation.article == 55)
    store.apply([Change(Action.EDIT, item)])
    text = regulation.article(55).text
    after = amended(regulation, 55, text[:30], "（新）" + text[:30])
    assert not stock_of((), after, store, prover).usable
    imported = brought_back(stock_of((), after, store, prover), tmp_path)
    assert (imported.actions, imported.failed) == ({Action.EDIT: 1}, ())
    assert [i.id for i in stock_of((), after, store, prover).usable] == [item.id]


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("编号", "", "第 2 行“编号”列：没有编号"),
        ("编号", "nobody", "第 2 行“编号”列：题库里没有编号 'nobody'"),
        ("编号", "single-002", "第 3 行“编号”列：编号 single-002 出现了两次"),
        ("题型", "多选题", "第 2 行“题型”列：不能改"),
        ("题干", " ", "第 2 行“题干”列：是空的"),
        ("选项B", "", "第 2 行“选项B”列：是空的"),
        ("正确答案", "", "第 2 行“正确答案”列：是空的"),
        ("正确答案", "Z", "第 2 行“正确答案”列：应为选项的字母"),
        ("正确答案", "DD", "第 2 行“正确答案”列：应为选项的字母"),
        ("难度", "很难", "第 2 行“难度”列：没有难度"),
        ("状态", "作废", "第 2 行“状态”列：应为 正常、锁定 或 驳回"),
        ("状态", "驳回", "第 2 行“原因”列：驳回要写明原因"),
        ("解析", "长" * 5001, "第 2 行“解析”列：有 5001 字"),
    ],
)
def test_a_damaged_cell_is_named_and_nothing_is_kept(
    opened: Callable[[], Stock],
    store: ItemStore,
    items: tuple[Item, ...],
    tmp_path: Path,
    column: str,
    text: str,
    said: str,
) -> None:
    with pytest.raises(CommandError) as raised:
        brought_back(
            opened(), tmp_path, (items[4].id, "题干", "另一行是好的？"), (items[0].id, column, text)
        )
    assert said in str(raised.value)
    assert is_one_chinese_sentence(str(raised.value))
    assert store.items() == {}


@pytest.mark.parametrize("column", ["编号", "题干", "正确答案"])
def test_a_missing_column_is_named(
    opened: Callable[[], Stock], tmp_path: Path, column: str
) -> None:
    rows = cells(opened(), tmp_path)
    rows[0][rows[0].index(column)] = "别的"
    with pytest.raises(CommandError, match=f"第 1 行缺少“{column}”列"):
        import_sheet(rows, opened())
    with pytest.raises(CommandError, match="第 1 行"):
        import_sheet([], opened())


def test_a_matching_row_keeps_its_left_column(
    opened: Callable[[], Stock], items: tuple[Item, ...], tmp_path: Path
) -> None:
    item = of_kind(items, ItemKind.MATCHING)
    with pytest.raises(CommandError, match="“左列”列：每行应为"):
        brought_back(opened(), tmp_path, (item.id, "左列", "1. 只剩一行"))
    left = "\n".join(f"{o.label}．{o.text}改" for o in item.options if o.label.isdigit())
    brought_back(opened(), tmp_path, (item.id, "左列", left))
    assert opened().entry(item.id).item.options[0].text == item.options[0].text + "改"


def test_the_sheet_is_a_workbook_with_every_item(
    opened: Callable[[], Stock], items: tuple[Item, ...]
) -> None:
    stock = opened()
    sheet = load_workbook(io.BytesIO(review_workbook(stock.entries, stock.regulation))).active
    assert sheet is not None
    assert sheet.max_row == 1 + len(items)
    assert [cell.value for cell in sheet[1]][-3:] == ["状态", "原因", "检查"]


# Several at once, and damage

_WRITER = """
import sys
from pathlib import Path
from corpus import load_regulation
from qa.quiz.store import Action, Change, ItemStore
from tests.quiz_items import hand_made
regulation = load_regulation()
store = ItemStore(Path(sys.argv[1]), regulation.title)
for item in hand_made(regulation)[int(sys.argv[2])::2]:
    store.apply([Change(Action.LOCK, item)])
"""


def test_two_processes_write_at_once(
    store: ItemStore, items: tuple[Item, ...], tmp_path: Path
) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), half], cwd=ROOT)
        for half in ("0", "1")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    assert set(store.items()) == {item.id for item in items}


def test_two_trainers_do_not_undo_each_other(
    store: ItemStore, items: tuple[Item, ...], regulation: Regulation, tmp_path: Path
) -> None:
    edited = [replace(item, stem=f"{item.stem}（改）") for item in items]
    actions = [[Change(Action.EDIT, e)] for e in edited]
    actions += [[Change(Action.REJECT, item, "太偏")] for item in items]
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda c: ItemStore(tmp_path, regulation.title).apply(c), actions))
    kept = store.items()
    assert [kept[item.id].item.stem for item in items] == [item.stem for item in edited]
    assert {entry.reason for entry in kept.values()} == {"太偏"}


@pytest.mark.parametrize("damage", ["head", "middle", "rubbish"])
def test_a_damaged_database_is_kept_aside(
    store: ItemStore, items: tuple[Item, ...], tmp_path: Path, damage: str
) -> None:
    store.apply([Change(Action.LOCK, item) for item in items])
    path = database(tmp_path)
    whole = path.read_bytes()
    zeros = bytes(4096 * 3)
    path.write_bytes(
        {
            "head": b"x" * 100 + whole[100:],
            "middle": whole[:4096] + zeros + whole[4096 + len(zeros) :],
            "rubbish": b"not a database at all" * 50,
        }[damage]
    )
    damaged = path.read_bytes()
    with pytest.raises(StoreError) as raised:
        store.items()
    assert "已损坏" in str(raised.value)
    assert is_one_chinese_sentence(str(raised.value))
    assert path.with_name("items.sqlite3.damaged-1").read_bytes() == damaged
    assert store.items() == {}
    store.apply([Change(Action.LOCK, items[0])])
    assert set(store.items()) == {items[0].id}


def test_a_record_that_cannot_be_read_is_not_thrown_away(
    store: ItemStore, items: tuple[Item, ...], tmp_path: Path
) -> None:
    store.apply([Change(Action.LOCK, items[0])])
    connection = sqlite3.connect(database(tmp_path))
    connection.execute("UPDATE items SET record = '{}'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="读不懂"):
        store.items()
    assert database(tmp_path).is_file()


def test_another_version_is_refused_and_left_alone(
    store: ItemStore, items: tuple[Item, ...], tmp_path: Path
) -> None:
    store.apply([Change(Action.LOCK, items[0])])
    connection = sqlite3.connect(database(tmp_path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for attempt in (store.items, lambda: store.apply([Change(Action.LOCK, items[1])])):
        with pytest.raises(StoreError, match="格式版本是 99"):
            attempt()
    assert not list(database(tmp_path).parent.glob("*damaged*"))


def test_a_folder_that_cannot_be_made(items: tuple[Item, ...], tmp_path: Path) -> None:
    (tmp_path / "quiz").write_text("a file stands here")
    store = ItemStore(tmp_path, "某规则")
    with pytest.raises(DataDirectoryError) as raised:
        store.apply([Change(Action.LOCK, items[0])])
    assert is_one_chinese_sentence(str(raised.value))
