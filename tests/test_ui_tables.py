"""The tab 速查: its HTML, who is named, how times sort, the export, the deadline form."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from corpus.errors import CommandError
from corpus.model import Regulation
from corpus.parser import parse
from corpus.spacing import tight
from qa.facts.cells import Cell
from qa.facts.command import run_tables
from qa.facts.tables import MEETINGS, Table
from ui.tables.contents import Contents, place, read_contents
from ui.tables.counted import Request, counted
from ui.tables.export import shown, whole
from ui.tables.form import form
from ui.tables.grid import grid
from ui.tables.layout import layout
from ui.tables.order import duration, interval
from ui.tables.quote import quote

TODAY = date(2026, 3, 2)
HOSTILE = "<img src=x onerror=alert(1)>"
URGENT = "64-2-318-324"
"""加急事项 7 个工作日, where it stands."""


@pytest.fixture(scope="module")
def contents(regulation: Regulation) -> Contents:
    return read_contents(regulation)


@pytest.fixture(scope="module")
def bare() -> Contents:
    return read_contents(parse("示例办法\n第一条 写了这个办法。\n第二条 没有别的。", "示例办法"))


def number_of(contents: Contents, name: str) -> int:
    return [table.name for table in contents.tables].index(name)


def rows_of(contents: Contents, role: str, table: str) -> list[tuple[str, ...]]:
    number = number_of(contents, table)
    [found] = [one for one in contents.roles if one.name == role]
    kept = [at for of, at in sorted(found.rows) if of == number]
    return [tuple(cell.text for cell in contents.tables[number].rows[at]) for at in kept]


# --- who is named --------------------------------------------------------------------------------


def test_roles_are_the_offices_that_the_cells_name(contents: Contents) -> None:
    names = [role.name for role in contents.roles]
    assert {"县长", "副县长", "县政府办公室", "部门", "县政府常务会议"} <= set(names)
    assert len(names) == len(set(names))
    assert not {"会议", "人员", "县政府各部门", "县政府领导同志"} & set(names)


def test_a_deputy_is_not_the_head(contents: Contents) -> None:
    assert [row[0] for row in rows_of(contents, "县长", "时限一览")] == ["县长"]
    assert [row[0] for row in rows_of(contents, "副县长", "时限一览")] == ["副县长"]


def test_every_spelling_of_an_office_is_one_role(contents: Contents) -> None:
    who = {row[2] for row in rows_of(contents, "县政府常务会议", "签发与审批权限")}
    assert any("县政府常务会议" in name for name in who)
    matters = {row[0] for row in rows_of(contents, "县政府常务会议", "签发与审批权限")}
    assert "常务会议方案" in matters


def test_another_regulation_has_its_own_roles() -> None:
    text = (
        "示例条例\n第一条 甲事项由海事管理机构审批。\n第二条 乙事项由海事管理机构审批。\n"
        "第三条 丙事项由国务院批准。"
    )
    found = read_contents(parse(text, "示例条例"))
    assert [role.name for role in found.roles] == ["海事管理机构"]


# --- how times sort --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("提前3天", 3),
        ("5个工作日内", 5 * 7 / 5),
        ("会议结束后7个工作日内", 7 * 7 / 5),
        ("不少于十四个工作日", 14 * 7 / 5),
        ("12小时内", 12 / 24),
        ("每届任期5年", 5 * 365),
        ("3个月内", 3 * 365 / 12),
        ("会前", None),
        ("每年年底前", None),
    ],
)
def test_a_time_is_as_long_as_its_days(words: str, days: float | None) -> None:
    assert duration(words) == (days if days is None else pytest.approx(days))


@pytest.mark.parametrize(
    ("words", "days"),
    [("每半年召开一次", 365 / 2), ("每月召开2次", 365 / 12 / 2), ("不定期", None)],
)
def test_a_frequency_is_the_time_between(words: str, days: float | None) -> None:
    assert interval(words) == days


# --- a table as HTML -------------------------------------------------------------------------------


def test_every_cell_is_a_button_to_its_own_words(contents: Contents) -> None:
    for number, table in enumerate(contents.tables):
        html = grid(contents, number)
        buttons = re.findall(r'data-place="([\d-]+)"[^>]*>([^<]+)</button>', html)
        assert [words for _, words in buttons] == [
            cell.text for row in table.rows for cell in row if cell.text
        ]
        for where, words in buttons:
            article, _, start, end = map(int, where.split("-"))
            assert tight(contents.regulation.article(article).text[start:end]) == words
        assert html.count("data-open") == sum(not cell.text for row in table.rows for cell in row)


def test_rows_come_in_the_order_of_the_text_and_say_so(contents: Contents) -> None:
    html = grid(contents, 0)
    assert re.findall(r'aria-sort="(\w+)"', html) == ["none", "none", "none", "ascending"]
    places = re.findall(r'<a href="#a(\d+)-(\d+)"', html)
    assert [tuple(map(int, one)) for one in places] == sorted(
        tuple(map(int, one)) for one in places
    )
    assert '<a href="#a57-2" tabindex="-1">第五十七条第二款</a>' in html


def test_times_carry_their_length(contents: Contents) -> None:
    html = grid(contents, 0)
    found = re.findall(r'data-label="时限" data-rank="([^"]+)"><button[^>]+>([^<]+)<', html)
    ranks = {words: rank for rank, words in found}
    assert (ranks["提前3天"], ranks["5个工作日内"], ranks["每届任期5年"]) == ("3", "7", "1825")
    assert not {"会前", "事先", "每年年底前"} & set(ranks)


def test_a_meeting_names_each_of_its_paragraphs(contents: Contents) -> None:
    html = grid(contents, number_of(contents, MEETINGS))
    assert (
        '<a href="#a55-1" tabindex="-1">第五十五条第一款</a>、'
        '<a href="#a55-2" aria-label="第五十五条第二款" tabindex="-1">第二款</a>'
    ) in html


def test_words_of_a_table_are_text(contents: Contents) -> None:
    row = (Cell(HOSTILE, 1, 1, 0, 2), Cell(""), Cell(HOSTILE, 1, 1, 0, 2))
    table = Table(HOSTILE, (HOSTILE, "情形", "时限"), (row,))
    html = layout(replace(contents, tables=(table,), roles=()))
    assert "<img" not in html
    assert html.count("&lt;img") > 3


def test_a_regulation_without_tables_still_counts_days(bare: Contents) -> None:
    html = layout(bare)
    assert "没有读到可以列成表的事项" in html
    assert "<table" not in html
    assert "<nav" not in html
    assert 'id="qa-amount"' in html
    assert 'name="limit"' not in html
    assert " hidden" not in html


# --- the words behind a cell -----------------------------------------------------------------------


def test_the_paragraph_is_shown_with_the_words_marked(contents: Contents) -> None:
    html = quote(contents, URGENT)
    assert re.findall("<mark>(.*?)</mark>", html) == ["7 个工作日"]
    assert '<a href="#a64-2">《规则》第六十四条第二款</a>' in html
    assert f'data-limit="{URGENT}"' in html
    text = re.sub("<[^>]+>", "", html.partition('qa-text">')[2].partition("</p>")[0])
    assert text == contents.regulation.article(64).paragraph(2).text
    assert 'data-copy="根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第六十四条第二款' in html


def test_words_that_are_no_number_of_days_offer_no_count(contents: Contents) -> None:
    fact = next(c for row in contents.tables[0].rows for c in row if c.text == "会前")
    where = place(fact.article, fact.paragraph, fact.start, fact.end)
    assert "data-limit" not in quote(contents, where)


@pytest.mark.parametrize(
    "where",
    ["", "64-2", "64-2-324-318", "64-1-318-324", "999-1-0-1", "64-2-0-99999", "a-b-c-d", HOSTILE,
     "-64-2-1-2", "٦٤-2-1-2", None, 64, ["64-2-318-324"]],
)  # fmt: skip
def test_what_is_no_place_gets_a_sentence(contents: Contents, where: object) -> None:
    with pytest.raises(CommandError, match="请刷新"):
        quote(contents, where)


# --- Excel -------------------------------------------------------------------------------------------


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_all_tables_are_a_sheet_each(contents: Contents) -> None:
    made = whole(contents)
    assert made.name == "乾安县人民政府工作规则-速查表.xlsx"
    book = opened(made.data)
    assert book.sheetnames == [table.name for table in contents.tables]
    for sheet, table in zip(book, contents.tables, strict=True):
        assert [cell.value for cell in sheet[1]] == [*table.columns, "出处"]
        assert sheet.max_row == 1 + len(table.rows)
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
        assert {(c.data_type, c.number_format) for r in sheet for c in r if c.value} == {("s", "@")}
    assert [c.value for c in book[MEETINGS][2]][-1] == "第五十五条第一款、第五十五条第二款"
    assert whole(contents).data == made.data


def test_one_table_is_exported_as_it_is_shown(contents: Contents) -> None:
    made = shown(contents, 0, [4, 2])
    assert made.name == "乾安县人民政府工作规则-时限一览（2行）.xlsx"
    [sheet] = opened(made.data)
    assert [row[-1].value for row in sheet] == ["出处", "第五十七条第三款", "第四十条第二款"]
    every = list(range(len(contents.tables[0].rows)))[::-1]
    assert shown(contents, 0, every).name == "乾安县人民政府工作规则-时限一览.xlsx"


def test_a_cell_is_never_a_formula(contents: Contents) -> None:
    row = (Cell("=1+1", 1, 1, 0, 2), Cell("\x07@x", 1, 1, 0, 2))
    table = Table("时限一览", ("事项", "时限"), (row,))
    [sheet] = opened(whole(replace(contents, tables=(table,))).data)
    assert [(cell.value, cell.data_type) for cell in sheet[2]][:2] == [("=1+1", "s"), ("@x", "s")]
    assert all(cell.quotePrefix for cell in sheet[2][:2])


@pytest.mark.parametrize(
    ("table", "rows"),
    [(9, [0]), (-1, [0]), ("0", [0]), (0, []), (0, None), (0, [0, 0]), (0, [99]), (0, [-1]),
     (0, ["0"]), (0, "0"), (0, [[0]])],
)  # fmt: skip
def test_what_is_not_in_the_tables_gets_a_sentence(
    contents: Contents, table: object, rows: object
) -> None:
    with pytest.raises(CommandError, match="请刷新"):
        shown(contents, table, rows)


def test_the_command_writes_the_same_workbook(
    contents: Contents, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "速查表.xlsx"
    assert run_tables(["--format", "xlsx", "--output", str(path)]) == 0
    assert path.read_bytes() == whole(contents).data
    assert capsys.readouterr().out == ""
    assert run_tables(["会议", "--output", str(tmp_path / "会议.md")]) == 0
    assert (tmp_path / "会议.md").read_text(encoding="utf-8").startswith("## 会议一览\n")
    with pytest.raises(CommandError, match="--output"):
        run_tables(["--format", "xlsx"])


# --- the deadline form ---------------------------------------------------------------------------------


def asked(contents: Contents, start: str, amount: str, unit: str = "工作日", **more: str) -> str:
    way = more.get("direction", "之后")
    return counted(Request(start, amount, unit, way, more.get("limit", "")), contents, TODAY)


def day_of(html: str) -> str:
    return re.findall(r'datetime="([^"]+)"', html)[0]


def test_every_limit_with_an_amount_can_be_chosen(contents: Contents) -> None:
    html = form(contents)
    chosen = re.findall(
        r'<option value="([\d-]+)" data-amount="(\d+)" data-unit="(\S+)" data-direction="(\S+)">'
        r"([^<]+)",
        html,
    )
    assert (URGENT, "7", "工作日", "之后", "7个工作日：需县政府审批的公文（加急事项）") in chosen
    assert ("3", "天", "之前") in {(amount, unit, way) for _, amount, unit, way, _ in chosen}
    assert not any("任期" in words or "会前" in words for *_, words in chosen)
    groups = re.findall('<optgroup label="([^"]+)"', html)
    assert groups[0] == "第四十条第二款"
    assert len(groups) == len(set(groups))


@pytest.mark.parametrize("start", ["2026-03-03", "3月3日", "2026年3月3日", "明天", " ３月３日 "])
def test_a_date_is_read_as_people_type_it(contents: Contents, start: str) -> None:
    html = asked(contents, start, "7")
    assert day_of(html) == "2026-03-12"
    assert "2026年3月4日起数7个工作日（跳过周末），到2026年3月12日（周四）。" in html
    assert "离今天还有 10 天。" in html


def test_nothing_typed_is_today_and_chinese_numerals_count(contents: Contents) -> None:
    assert day_of(asked(contents, "", "十", "天")) == "2026-03-12"
    assert "填上天数" in asked(contents, "今天", " ")


def test_days_are_counted_back_and_in_months(contents: Contents) -> None:
    assert day_of(asked(contents, "2026-03-12", "3", "天", direction="之前")) == "2026-03-09"
    assert day_of(asked(contents, "2026-01-31", "1", "个月")) == "2026-02-28"
    first = asked(contents, "一〇〇〇年1月1日", "1000", "年", direction="之前")
    assert "数到了日历的尽头" in first


def test_the_rule_is_quoted_linked_and_copied(contents: Contents) -> None:
    html = asked(contents, "2026-03-03", "7", limit=URGENT)
    assert '<a href="#a64-2">《规则》第六十四条第二款</a>' in html
    assert "<mark>7 个工作日</mark>" in html
    [copied] = re.findall(r'data-copy="([^"]+)"', html)
    assert copied.startswith("2026年3月12日（周四）：2026年3月4日起数7个工作日")
    assert "依据《乾安县人民政府工作规则》第六十四条第二款：“" in copied
    assert "qa-words-shown" not in asked(contents, "2026-03-03", "7", limit="1-1-0-1")


def test_a_year_without_published_holidays_is_warned_of(contents: Contents) -> None:
    html = asked(contents, "2026-12-28", "10")
    assert '<p class="qa-doubt">2027年的节假日安排没有已公布的数据' in html
    assert "2027年的节假日" in re.findall(r'data-copy="([^"]+)"', html)[0]
    assert "qa-doubt" not in asked(contents, "2026-03-03", "10")


def test_a_day_off_at_the_end_names_the_working_days_beside_it(contents: Contents) -> None:
    html = asked(contents, "2026-03-03", "4", "天")
    assert "这天休息：前一个工作日是3月6日（周五），后一个是3月9日（周一）。" in html
    holiday = asked(contents, "2026-09-28", "4", "天")
    assert "这天国庆节放假：" in holiday
    assert "这天" not in asked(contents, "2026-03-03", "4")


def test_the_months_of_a_count_mark_its_days(contents: Contents) -> None:
    html = asked(contents, "2026-03-26", "5")
    assert re.findall("<caption>(.*?)</caption>", html) == ["2026年3月", "2026年4月"]
    assert '<td class="from">26</td>' in html
    assert re.findall(r'<td class="in">(\d+)</td>', html) == ["27", "30", "31", "1"]
    assert '<td class="end">2</td>' in html
    assert "<caption>" not in asked(contents, "2026-03-26", "300")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "field", "said"),
    [
        ("2月30日", "7", "工作日", "start", "读不懂日期“2月30日”，或没有这一天。"),
        (HOSTILE, "7", "工作日", "start", "读不懂日期“&lt;img"),
        ("今天" * 400, "7", "工作日", "start", "读不懂日期"),
        ("今天", HOSTILE, "工作日", "amount", "应填 1 至 1000 的整数，读到的是“&lt;img"),
        ("今天", "0", "工作日", "amount", "读到的是“0”"),
        ("今天", "1001", "天", "amount", "读到的是“1001”"),
        ("今天", "1.5", "天", "amount", "读到的是“1.5”"),
        ("今天", "-3", "天", "amount", "读到的是“-3”"),
        ("今天", "7", HOSTILE, "amount", "没有这种数法"),
    ],
)
def test_what_cannot_be_counted_gets_a_sentence(
    contents: Contents, start: str, amount: str, unit: str, field: str, said: str
) -> None:
    html = asked(contents, start, amount, unit)
    assert html.startswith(f'<p class="qa-wrong" data-field="{field}">')
    assert said in html
    assert "<img" not in html


def test_the_tab_asks_nothing_of_the_server_but_by_its_own_names() -> None:
    script = Path("ui/scripts/tables.js").read_text(encoding="utf-8")
    tab = Path("ui/tables/tab.py").read_text(encoding="utf-8")
    assert set(re.findall(r'qa\.call\("(\w+)"', script)) == set(
        re.findall(r'api_name="(\w+)"', tab)
    )
