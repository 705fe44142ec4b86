"""出卷 without a browser: the form, the drawing, changes by hand, the preview, the files."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CommandError
from qa.quiz.formats import FORMATS
from qa.quiz.model import ItemKind
from qa.quiz.stock import Stock
from qa.quiz.store import Action, Change
from tests.conftest import is_one_chinese_sentence
from tests.quiz_stock import bank, holding, unfinished
from ui.training.item import answer, question, sources
from ui.training.papers_blueprint import blueprint_of, places_of, seeded, supply
from ui.training.papers_drawn import Drawn, draw, drawn_of, record_of, with_another, with_less
from ui.training.papers_form import form
from ui.training.papers_handlers import Step, changed, counted, drawing, shown, written
from ui.training.papers_sheet import SHOWN, preview

Pairs = tuple[tuple[str, str], ...]
DEFAULTS: Pairs = (("size", "count"), ("count", "50"), ("paper", "A"), ("seed", "7"))
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    return bank(tmp_path)


def asking(**fields: str) -> Pairs:
    """Return the default form with some fields filled in another way."""
    return tuple({**dict(DEFAULTS), **{k.replace("_", "-"): v for k, v in fields.items()}}.items())


def sent(pairs: Pairs) -> list[list[str]]:
    return [list(pair) for pair in pairs]


def facts(drawn: Drawn) -> list[str]:
    return [item.fact for paper in drawn.papers for item in paper.items]


def ids(drawn: Drawn) -> list[str]:
    return [item.id for paper in drawn.papers for item in paper.items]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


# --- the form -----------------------------------------------------------------------------------


def test_the_form_as_it_stands_makes_a_paper(stock: Stock) -> None:
    html = form(stock.regulation)
    inputs = re.findall(r'<input type="(\w+)"[^>]*? name="([^"]+)"([^>]*)>', html)
    fields = tuple(
        (name, match[1] if (match := re.search('value="([^"]*)"', rest)) else "")
        for sort, name, rest in inputs
        if sort == "text" or "checked" in rest
    )
    assert {"count", "paper", "versions", "title", "seed"} <= {name for name, _ in fields}
    drawn = draw(fields, stock)
    assert len(ids(drawn)) == 50
    assert all(stock.proved(item) for item in drawn.papers[0].items)


def test_a_fresh_seed_is_told_and_draws_the_same_paper_again(stock: Stock) -> None:
    first, other = (draw(seeded(asking(seed="")), stock) for _ in range(2))
    assert ids(first) != ids(other)
    assert ids(draw(first.fields, stock)) == ids(first)
    assert f"种子 {first.blueprint.request.seed}" in plain(preview(first, "A", stock.regulation))


@pytest.mark.parametrize(
    "fields",
    [
        {"count": ""},
        {"count": "0"},
        {"count": "五十"},
        {"seed": "-1"},
        {"versions": "27"},
        {"paper": "C"},
        {"mark_single": "0"},
        {"mark_single": "2.555"},
        {"share_easy": "0"},
        {"share_easy": "多"},
        {"title": "题" * 101},
        {"size": "all", "paper": "AB"},
    ],
    ids=str,
)
def test_a_field_that_cannot_be_read_gets_a_sentence(stock: Stock, fields: dict[str, str]) -> None:
    with pytest.raises(CommandError) as refusal:
        draw(asking(**fields), stock)
    assert is_one_chinese_sentence(str(refusal.value)), refusal.value


def test_numbers_are_read_in_full_width_too() -> None:
    read = blueprint_of(asking(count="２０", mark_single="１．５", versions="２"))
    assert (read.request.count, read.versions) == (20, 2)
    assert read.request.marks == {ItemKind.SINGLE: 1.5}
    assert read.names == ["A1", "A2"]


def test_numbers_of_each_kind_make_the_paper(stock: Stock) -> None:
    without = tuple(
        pair for pair in asking(quota_single="４", quota_case="2") if pair[0] != "count"
    )
    drawn = draw(without, stock)
    assert [len(section.items) for section in drawn.papers[0].sections] == [4, 2]
    with pytest.raises(CommandError, match="请填写判断题的题数，或不选判断题"):
        blueprint_of(asking(quota_single="4", kind="true_false"))
    with pytest.raises(CommandError, match="单选题的题数应为 1 至"):
        blueprint_of(asking(quota_single="四"))
    with pytest.raises(CommandError, match="全部题目不分题数"):
        blueprint_of(asking(quota_single="4", size="all"))
    assert blueprint_of(asking(quota_single="0")).request.size == 50


def test_the_counts_follow_what_is_chosen(stock: Stock) -> None:
    chosen = places_of((("kind", "single"), ("chapter", "10"), ("chapter", "11")))
    found = supply(stock.usable, chosen)
    fitting = [i for i in stock.usable if i.kind is ItemKind.SINGLE and i.chapter in (10, 11)]
    assert (found.items, found.facts) == (len(fitting), len({i.fact for i in fitting}))
    assert sum(found.chapters.values()) == sum(i.kind is ItemKind.SINGLE for i in stock.usable)
    assert sum(found.kinds.values()) == sum(i.chapter in (10, 11) for i in stock.usable)
    reply = counted(holding(stock), sent((("kind", "ordering"), ("chapter", "1"))))
    assert reply["told"].startswith("所选的题型、章节和难度里没有题")
    json.dumps(reply)


# --- drawing --------------------------------------------------------------------------------------


def steps(stock: Stock, pairs: Pairs) -> list[Step]:
    return list(drawing(holding(stock), sent(pairs)))


def test_drawing_tells_how_far_it_is_and_ends_with_the_paper(stock: Stock) -> None:
    told = steps(stock, asking(paper="AB", versions="2"))
    assert [step.busy for step in told] == [True] * (len(told) - 1) + [False]
    drawn = told[-1].drawn
    assert drawn is not None
    assert drawn["version"] == "A1"
    assert [paper["version"] for paper in drawn["record"]["papers"]] == ["A", "B"]
    assert json.loads(json.dumps(drawn)) == drawn


def test_the_whole_bank_is_proved_with_progress(stock: Stock) -> None:
    told = steps(stock, asking(size="all", kind="ordering"))
    drawn = told[-1].drawn
    assert drawn is not None
    [paper] = drawn["record"]["papers"]
    assert len(paper["items"]) == sum(item.kind is ItemKind.ORDERING for item in stock.usable)
    assert "换一题" not in drawn["html"]


@pytest.mark.parametrize("bad", [None, 7, [["count"]], [[1, 2]], [["count", "x" * 201]]], ids=repr)
def test_a_damaged_form_ends_in_a_sentence(stock: Stock, bad: object) -> None:
    [*_, last] = drawing(holding(stock), bad)
    assert (last.drawn, last.busy) == (None, False)
    assert is_one_chinese_sentence(last.told)


def test_a_stock_that_cannot_be_opened_ends_in_a_sentence() -> None:
    [*_, last] = drawing(unfinished(), sent(DEFAULTS))
    assert (last.drawn, last.busy) == (None, False)
    assert "管理员" in last.told


# --- changes by hand --------------------------------------------------------------------------------


def test_exchanging_keeps_the_promise_of_the_papers(stock: Stock) -> None:
    drawn = draw(asking(paper="AB", count="40"), stock)
    seen = set(ids(drawn))
    for at in (0, 7, 20, 33, 55, 79):
        old = [item for paper in drawn.papers for item in paper.items][at]
        drawn = with_another(drawn, old.id, stock)
        new = [item for paper in drawn.papers for item in paper.items][at]
        assert new.kind is old.kind
        assert new.id not in seen
        assert stock.proved(new)
        seen.add(new.id)
    assert len(set(facts(drawn))) == len(facts(drawn)) == 80


def test_an_item_that_was_passed_does_not_come_back_until_there_is_none(stock: Stock) -> None:
    drawn = draw(asking(kind="ordering", count="5"), stock)
    met = set(ids(drawn))
    with pytest.raises(CommandError, match="没有别的题可换"):
        for _ in range(12):
            drawn = with_another(drawn, ids(drawn)[0], stock)
            assert ids(drawn)[0] not in met
            met.add(ids(drawn)[0])
    assert len(met) > 5


def test_removing_counts_and_stops_at_the_last(stock: Stock) -> None:
    drawn = draw(asking(count="2"), stock)
    first, second = ids(drawn)
    left = with_less(drawn, first)
    assert ids(left) == [second]
    assert "已删 1 题" in plain(preview(left, "A", stock.regulation))
    with pytest.raises(CommandError, match="最后一题"):
        with_less(left, second)
    with pytest.raises(CommandError, match="不在试卷里"):
        with_less(left, first)


def test_a_kept_paper_shows_what_trainers_did_since(stock: Stock) -> None:
    drawn = draw(asking(count="10"), stock)
    record = json.loads(json.dumps(record_of(drawn)))
    assert ids(drawn_of(record, stock)) == ids(drawn)
    first, second, third = drawn.papers[0].items[:3]
    worded = replace(first, stem=first.stem.replace("根据", "依据"))
    stock.store.apply(
        [
            Change(Action.EDIT, worded),
            Change(Action.REJECT, second, "太容易"),
            Change(Action.EDIT, replace(third, key=("X",)), faults=("答案无据。",)),
        ]
    )
    now = drawn_of(record, stock.current())
    assert ids(now) == [i for i in ids(drawn) if i not in (second.id, third.id)]
    assert now.papers[0].items[0].stem == worded.stem
    assert "有 2 题已被驳回或有待证实" in plain(preview(now, "A", stock.regulation))


def test_a_changed_text_is_proved_itself(stock: Stock) -> None:
    item = stock.usable[0]
    assert stock.proved(item)
    assert not stock.proved(replace(item, stem="无中生有的题干（　　）。"))


@pytest.mark.parametrize(
    "damage", [None, [], {"fields": []}, {"fields": [], "papers": 3}, {"papers": [{}]}], ids=repr
)
def test_a_damaged_record_gets_a_sentence(stock: Stock, damage: object) -> None:
    for reply in (
        shown(holding(stock), damage, "A"),
        changed(holding(stock), damage, "A", "remove", "x"),
        written(holding(stock), damage, "docx"),
    ):
        assert list(reply) == ["error"]
        assert is_one_chinese_sentence(reply["error"])


def test_a_change_replies_with_the_new_paper(stock: Stock) -> None:
    drawn = draw(asking(count="6"), stock)
    name = ids(drawn)[2]
    reply = changed(holding(stock), record_of(drawn), "A", "exchange", name)
    assert reply["said"] == "换好了。"
    assert name not in reply["html"]
    assert reply["record"]["passed"] == [name]


# --- the preview -------------------------------------------------------------------------------------


def test_the_preview_has_every_item_with_its_answer_and_source(stock: Stock) -> None:
    drawn = draw(asking(count="40"), stock)
    html = preview(drawn, "A", stock.regulation)
    for item in drawn.papers[0].items:
        start = html.index(f'data-item="{item.id}"')
        part = html[start : html.index("</section>", start)]
        link = f'href="#a{item.citation.article}-{item.citation.paragraph}"'
        assert link in part
        marks = "".join(re.findall(r"<mark>(.*?)</mark>", part))
        assert unescape(marks).startswith(item.citation.quote[:12])
        assert f'href="#q-{item.id}"' in part
    assert "满分" in html
    assert re.search(r"覆盖 \d+/87 条", html)


def test_the_versions_are_offered_and_shown(stock: Stock) -> None:
    drawn = draw(asking(count="10", paper="AB", versions="2"), stock)
    html = preview(drawn, "B2", stock.regulation)
    assert re.findall(r'data-version="(\w+)" aria-pressed="(\w+)"', html) == [
        ("A1", "false"), ("A2", "false"), ("B1", "false"), ("B2", "true"),
    ]  # fmt: skip
    assert "（B2卷）" in html
    assert "下载（4 份）" in html
    assert preview(drawn, "?", stock.regulation) == preview(drawn, "A1", stock.regulation)


def test_a_long_preview_says_what_it_leaves_out(stock: Stock) -> None:
    drawn = draw(asking(count="130"), stock)
    html = preview(drawn, "A", stock.regulation)
    assert html.count('class="qa-paper-entry"') == SHOWN
    assert f"这里显示前 {SHOWN} 题；下载的文件有全部 130 题" in html


def test_whatever_a_trainer_typed_is_text(stock: Stock) -> None:
    drawn = draw(asking(count="5", title=HOSTILE), stock)
    [paper] = drawn.papers
    sections = tuple(
        replace(s, items=tuple(replace(i, stem=HOSTILE, explanation=HOSTILE) for i in s.items))
        for s in paper.sections
    )
    hostile = replace(paper, sections=sections, notes=(HOSTILE,))
    html = preview(replace(drawn, papers=(hostile,)), HOSTILE, stock.regulation)
    assert "<img" not in html
    assert plain(html).count(HOSTILE) >= 8


def test_a_quote_that_the_text_has_no_longer_is_shown_as_it_was(stock: Stock) -> None:
    item = stock.usable[0]
    moved = replace(item.citation, quote="从前的一句", article=999)
    html = sources(replace(item, citations=(moved,)), stock.regulation)
    assert "从前的一句" in html
    assert "href" not in html
    changed_quote = replace(item.citation, quote="从前的一句")
    html = sources(replace(item, citations=(changed_quote,)), stock.regulation)
    assert "从前的一句" in html
    assert "<mark>" not in html


def test_questions_are_printed_by_kind(stock: Stock) -> None:
    of_kind = {item.kind: item for item in stock.usable}
    assert "（　　）" in question(of_kind[ItemKind.TRUE_FALSE], 3)
    assert question(of_kind[ItemKind.MATCHING]).count("<ul") == 2
    assert question(of_kind[ItemKind.SINGLE], 12).startswith('<p class="qa-item-stem"><span')
    several = next(i for i in stock.usable if i.kind is ItemKind.SHORT and len(i.key) > 2)
    assert "（1）" in answer(several, stock.regulation)


# --- the files ---------------------------------------------------------------------------------------


def data_of(reply: dict[str, Any]) -> bytes:
    return base64.b64decode(reply["data"], validate=True)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_written(stock: Stock, name: str) -> None:
    drawn = draw(asking(count="8", title='卷/一:"测试"'), stock)
    reply = written(holding(stock), record_of(drawn), name)
    assert reply["name"] == f"卷 一  测试 -A{FORMATS[name].suffix}"
    assert len(data_of(reply)) > 500


def test_several_versions_come_as_one_archive(stock: Stock) -> None:
    drawn = draw(asking(count="8", paper="AB", versions="2", title="卷"), stock)
    reply = written(holding(stock), record_of(drawn), "markdown")
    assert reply["name"] == "卷.zip"
    with zipfile.ZipFile(io.BytesIO(data_of(reply))) as archive:
        assert archive.namelist() == [f"卷-{version}.md" for version in ("A1", "A2", "B1", "B2")]
        text = archive.read("卷-B2.md").decode()
    assert text.startswith("# 卷（B2卷）")


def test_an_unknown_format_gets_a_sentence(stock: Stock) -> None:
    reply = written(holding(stock), record_of(draw(asking(count="3"), stock)), "exe")
    assert "不认识的格式" in reply["error"]
