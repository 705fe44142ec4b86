"""The tab 检索 without a browser: what is shown, chapters to choose from, bad input."""

from __future__ import annotations

import re
import threading
from html import unescape
from typing import Any

import pytest

from corpus.parser import parse
from qa.assistant import Assistant
from qa.model import Citation, Hit, Why
from tests.conftest import is_one_chinese_sentence
from ui.holder import Holder, Report
from ui.search.chapters import chapters_html, inside, shares
from ui.search.handlers import FIRST, Asked, Found, asked, relevant, search


def holding(assistant: Assistant) -> Holder[Assistant]:
    holder = Holder(lambda _: assistant)
    holder.get()
    return holder


def look(assistant: Assistant, query: str, *chapters: int, shown: int = FIRST) -> Found:
    return search(holding(assistant), Asked(query, frozenset(chapters), shown))


def labels(found: Found) -> list[str]:
    return re.findall(r'<h3 tabindex="-1">(.*?)</h3>', found.html)


def scores(found: Found) -> dict[str, str]:
    rows = re.findall(r"<h3[^>]*>(.*?)</h3>.*?qa-score[^>]*>(.*?)</span>", found.html)
    return dict(rows)


def test_ten_results_and_more_on_request(assistant: Assistant) -> None:
    first = look(assistant, "会议")
    assert len(labels(first)) == 10
    [rest] = re.findall(r"还有 (\d+) 条", first.html)
    [wanted] = re.findall(r'data-shown="(\d+)"', first.html)
    more = look(assistant, "会议", shown=int(wanted))
    assert labels(more)[:10] == labels(first)
    assert len(labels(more)) == 10 + min(10, int(rest))


def test_what_follows_the_first_ten_uses_a_word_of_the_query(assistant: Assistant) -> None:
    ranked = assistant.search("会议纪要", 100)
    found = relevant(ranked)
    assert found[:10] == ranked[:10]
    assert all(hit.why.words for hit in found[10:])
    assert all(hit in found for hit in ranked if hit.why.words)
    assert len(found) < len(ranked)


def test_a_chapter_takes_results_away_and_changes_no_score(assistant: Assistant) -> None:
    everything = look(assistant, "会议纪要", shown=100)
    some = look(assistant, "会议纪要", 10, shown=100)
    assert labels(some) == [label for label in labels(everything) if label in labels(some)]
    assert 0 < len(labels(some)) < len(labels(everything))
    assert scores(some).items() <= scores(everything).items()
    assert set(re.findall(r'qa-chapter">(.*?)<', some.html)) == {"第十章 会议制度"}


def test_the_counts_are_of_the_chapters_that_the_results_lie_in(assistant: Assistant) -> None:
    hits = relevant(assistant.search("会议纪要", 100))
    found = shares(assistant.regulation, hits, {12})
    assert sum(share.count for share in found) == len(hits)
    for share in found:
        own = inside(assistant.regulation, hits, {share.place})
        assert {assistant.regulation.article(hit.article).chapter for hit in own} <= {share.place}
        assert len(own) == share.count
    assert [share.place for share in found] == sorted(share.place for share in found)
    chosen = [share for share in found if share.chosen]
    assert [(share.place, share.label) for share in chosen] == [(12, "第十二章 议事协调机构管理")]


def test_several_chapters_may_be_chosen_and_one_without_results_says_so(
    assistant: Assistant,
) -> None:
    both = look(assistant, "会议纪要", 10, 14)
    assert both.html.count("checked") == 2
    assert "已选 2 章" in both.html
    none = look(assistant, "会议纪要", 4)
    assert labels(none) == []
    assert "所选的章里没有结果" in none.html
    assert "不限章" in none.html
    assert none.told == "没有结果。"


def test_every_result_leads_to_its_place_and_can_be_copied(assistant: Assistant) -> None:
    html = look(assistant, "出差 请假").html
    row = next(row for row in html.split("<li ") if "第七十七条第五款" in row)
    assert 'href="#a77-5"' in row
    assert 'data-link="#a77-5"' in row
    copied = unescape(re.findall(r'data-copy="(.*?)"', row)[0])
    assert copied.startswith(
        "根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第七十七条第五款：“"
    )


def test_without_chapters_there_is_nothing_to_choose() -> None:
    flat = parse("# 某办法\n\n第一条 甲。\n\n第二条 乙。")
    hits = [
        Hit(n, "", f"第{n}条", 0.5, Citation("某办法", n, 1, 0, 2, "甲。"), Why((), None, ()))
        for n in (1, 2)
    ]
    assert shares(flat, hits, frozenset()) == ()
    assert chapters_html(shares(flat, hits, frozenset())) == ""
    assert inside(flat, hits, frozenset()) == tuple(hits)


def test_what_is_told_names_the_best(assistant: Assistant) -> None:
    told = look(assistant, " 出差 请假 ").told
    assert re.fullmatch(r"“出差 请假”：\d+ 条，最前面的是《规则》第七十七条第五款。", told)


@pytest.mark.parametrize("query", ["", "   ", "？！", "字" * 1_001, "出\x07差", "出\ud800差"])
def test_a_bad_query_is_one_sentence(assistant: Assistant, query: str) -> None:
    found = look(assistant, query)
    assert "没有检索。" in found.html
    assert is_one_chinese_sentence(found.told)
    assert not found.wait


def test_what_a_page_sends_is_taken_for_what_it_is() -> None:
    assert asked("甲", [3, 10], 20) == Asked("甲", frozenset({3, 10}), 20)
    bad: tuple[Any, ...] = (None, {"a": 1}, "许多")
    assert asked(*bad) == Asked("")
    assert asked("甲", ["3", None], 10**9).shown == 100
    assert asked("甲", [], -5).shown == FIRST


def test_while_the_index_is_built_the_page_is_told_to_come_again(assistant: Assistant) -> None:
    gate = threading.Event()

    def load(report: Report) -> Assistant:
        report("条文向量", 16, 87)
        gate.wait(30)
        return assistant

    holder = Holder(load)
    holder.start()
    while holder.stage is None:
        gate.wait(0.01)
    before = search(holder, Asked("出差"))
    assert (before.wait, "条文向量 16/87" in before.html) == (True, True)
    gate.set()
    holder.get()
    assert not search(holder, Asked("出差")).wait


def test_a_bug_is_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def search(self, *_: object) -> tuple[Hit, ...]:
            raise ZeroDivisionError("bug")

    holder: Holder[Any] = Holder(lambda _: Broken())
    holder.get()
    found = search(holder, Asked("甲"))
    assert is_one_chinese_sentence(found.told)
    assert "bug" not in found.html
    assert "ZeroDivisionError" in caplog.text


def test_what_is_typed_is_escaped(assistant: Assistant) -> None:
    assert "<img" not in look(assistant, "<img src=x onerror=alert(1)>").html
