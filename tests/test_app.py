"""The app without a browser: cards, marks, chat messages, the holder, the command line, the API."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CommandError, EncoderError
from corpus.model import Regulation
from corpus.parser import parse
from qa.assistant import Assistant
from qa.model import Answer, Citation, Hit, Why
from qa.official import copy_text
from qa.record import answer_record, hit_record
from tests.conftest import ROOT, is_one_chinese_sentence
from tests.fakes import nobody
from ui.background import free_port, served
from ui.chat.answer import body, pieces, with_cursor
from ui.chat.cards import EMPTY, card, panel
from ui.chat.conversation import Turn, asked, exchange, growing, messages, reply
from ui.chat.handlers import View, answer_question, panel_at
from ui.chat.suggesting import suggest
from ui.frame import framed
from ui.holder import Holder, Report
from ui.marking import marked, merged, underlined, within, word_spans
from ui.search.handlers import Asked, search
from ui.search.results import chance, results
from ui.server import Address, check_free
from ui.waiting import loading_notice

QUESTION = "县长出差要提前几天报告？"
ARTICLE_77 = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def holding(assistant: Assistant) -> Holder[Assistant]:
    holder = Holder(lambda _: assistant)
    holder.start().result()
    return holder


def last(views: list[View]) -> View:
    return views[-1]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


# --- marking ---------------------------------------------------------------------------------


def test_marked_escapes_every_slice() -> None:
    assert marked("<b>&甲</b>", [(3, 5)]) == "&lt;b&gt;<mark>&amp;甲</mark>&lt;/b&gt;"


def test_marked_without_spans_is_escaped_text() -> None:
    assert marked('"<', []) == "&quot;&lt;"


def test_spans_are_merged_and_cut() -> None:
    assert merged([(4, 6), (0, 2), (2, 3), (9, 9)]) == [(0, 3), (4, 6)]
    assert within([(0, 3), (4, 9)], 2, 6) == [(0, 1), (2, 4)]


def test_word_spans_read_over_blanks_and_whole_numbers_only() -> None:
    text = "一般 14 个工作日、214日，4日。"
    assert [text[a:b] for a, b in word_spans(text, ["14", "工作日"])] == ["14", "工作日"]
    assert word_spans("县长出差", ["长"]) == [(1, 2)]
    assert word_spans("县长出差", ["长", "出差"]) == [(2, 4)]
    assert word_spans("第 7 个 工作日", ["个工作日"]) == [(4, 9)]


def test_the_nearest_stretch_is_underlined_around_the_marks() -> None:
    assert underlined("<甲>乙丙丁", [(1, 4), (5, 6)], (3, 5)) == (
        '&lt;<mark>甲&gt;</mark><span class="qa-nearest"><mark>乙</mark>丙</span><mark>丁</mark>'
    )


# --- cards -----------------------------------------------------------------------------------

HOSTILE = """<script>规则</script>试行办法

第一章 总 则

第一条 甲<b>乙</b>&丙。丁“戊”己。

庚辛<img src=x onerror=alert(1)>。

第二条 壬癸。
"""


@pytest.fixture(scope="module")
def hostile() -> Regulation:
    return parse(HOSTILE, fallback_title="试行办法")


def citing(regulation: Regulation, article: int, quote: str) -> Citation:
    found = regulation.article(article)
    start = found.text.index(quote)
    paragraph = next(p for p in found.paragraphs if p.start <= start < p.end)
    return Citation(regulation.title, article, paragraph.number, start, start + len(quote), quote)


def test_a_card_escapes_the_regulation(hostile: Regulation) -> None:
    html = card(hostile, citing(hostile, 1, "庚辛<img src=x onerror=alert(1)>。"), mark=1, turn=1)
    assert "<img" not in html
    assert "<b>" not in html
    assert "<script" not in html
    assert ARTICLE_77.findall(html) == ["庚辛&lt;img src=x onerror=alert(1)&gt;。"]


def test_a_card_keeps_paragraphs_apart_and_numbers_them(hostile: Regulation) -> None:
    html = card(hostile, citing(hostile, 1, "庚辛"), mark=1, turn=1)
    paragraphs = re.findall(r"<p( class=\"cited\")? data-label=\"(.*?)\">(.*?)</p>", html)
    assert [(bool(cited), label) for cited, label, _ in paragraphs] == [
        (False, "第一款"),
        (True, "第二款"),
    ]
    assert [plain(text) for _, _, text in paragraphs] == hostile.article(1).text.split("\n")


def test_an_article_of_one_paragraph_has_no_paragraph_label(hostile: Regulation) -> None:
    html = card(hostile, citing(hostile, 2, "壬癸"), mark=1, turn=1)
    assert "data-label" not in html
    assert "第二条</h3>" in html


def test_a_card_marks_exactly_the_quote_of_the_real_regulation(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    for mark, citation in enumerate(answer.citations, start=1):
        html = card(assistant.regulation, citation, mark, turn=3)
        assert [unescape(text) for text in ARTICLE_77.findall(html)] == [citation.quote]
        assert f'id="card-3-{mark}"' in html
        assert "第十三章 纪律约束" in html


def test_every_clause_of_the_regulation_can_be_marked(regulation: Regulation) -> None:
    for article in regulation.articles:
        for clause in article.clauses:
            citation = citing(regulation, article.number, clause.text)
            html = card(regulation, citation, mark=1, turn=1)
            assert [unescape(text) for text in ARTICLE_77.findall(html)] == [clause.text]


def test_the_copied_text_is_written_as_documents_do(
    regulation: Regulation, hostile: Regulation
) -> None:
    quote = "各地、各部门主要负责人外出，须提前3天经县政府办公室向县政府领导报告。"
    assert copy_text(regulation, citing(regulation, 77, quote)) == (
        f"根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第七十七条第五款：“{quote}”"
    )
    text = copy_text(hostile, citing(hostile, 1, "丁“戊”己。"))
    assert text.endswith("第一条第一款：“丁“戊”己。”")
    assert "（）" not in text


def test_a_refusal_has_a_panel_without_cards(assistant: Assistant) -> None:
    html = panel(assistant.regulation, assistant.ask("食堂几点开门？"), 1)
    assert "qa-card" not in html
    assert "没有引文" in html


# --- search results --------------------------------------------------------------------------


def test_results_mark_the_words_and_open_to_the_whole_article(assistant: Assistant) -> None:
    query = "出差 请假"
    hits = assistant.search(query, 5)
    html = results(assistant.regulation, query, hits, assistant.words.content(query))
    assert html.count('<li class="qa-result">') == 5
    assert {"出差", "请假"} <= set(ARTICLE_77.findall(html))
    assert "第七十七条全文</summary>" in html
    assert plain(assistant.regulation.article(77).text.split("\n")[4]) in plain(html)


def test_no_results_and_no_shared_word_are_said(assistant: Assistant) -> None:
    assert "没有找到" in results(assistant.regulation, "<i>甲</i>", (), ())
    assert "<i>" not in results(assistant.regulation, "<i>甲</i>", (), ())
    hits = assistant.search("食堂", 3)
    assert "没有与输入相同的词语" in results(assistant.regulation, "食堂", hits, ("食堂",))


def ranked(citation: Citation, score: float, why: Why) -> Hit:
    return Hit(citation.article, "第一章", "第一条", score, citation, why)


WHY = Why(
    ("<甲>", "乙"), "<b>几天？</b>", (("questions", 6.0), ("clause_words", 3.6), ("sounds", 0.4))
)


def test_a_result_says_why_it_ranks_there_as_escaped_text(hostile: Regulation) -> None:
    hit = ranked(citing(hostile, 1, "丁“戊”己。"), 0.92, WHY)
    html = results(hostile, "乙", [hit], ("戊",))
    assert "<b>" not in html
    assert "<summary>为什么排在这里</summary>" in html
    assert "把握 92%" in html
    told = plain(html[html.index("<dl") :])
    assert "匹配的词<甲>、乙最相近的提问<b>几天？</b>" in told
    assert "得分构成题库提问 60%、最近一句用词 36%、读音 4%" in told
    assert '<span class="qa-nearest">丁“<mark>戊</mark>”己。</span>' in html


def test_a_place_that_is_named_has_no_probability(hostile: Regulation) -> None:
    for score, why in ((1.0, WHY), (0.0, Why((), None, ()))):
        html = results(hostile, "第1条", [ranked(citing(hostile, 1, "庚辛"), score, why)], ())
        assert "按条号查到" in html
        assert "把握" not in html
        assert "%" not in html


def test_a_probability_is_never_said_to_be_certain() -> None:
    said = [chance(score) for score in (0.0, 0.0099, 0.01, 0.276, 0.99, 0.9989)]
    assert said == ["不到 1%", "不到 1%", "1%", "28%", "99%", "99% 以上"]


# --- the chat --------------------------------------------------------------------------------


def refusing(text: str = "没有规定[1]。") -> Answer:
    return Answer("问", "问", text, True, (), (), 0.0)


def test_what_is_typed_is_escaped_and_marks_without_a_card_stay_text() -> None:
    [asked_, said] = exchange("<img src=x>", reply(Turn("问", refusing()), 1))
    assert asked_["content"][0]["text"] == "&lt;img src=x&gt;"
    assert plain(said["content"][0]["text"]) == "没有规定[1]。"
    assert "<a" not in said["content"][0]["text"]


def test_marks_link_to_the_cards_of_their_own_turn(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    grown = list(growing(answer, 2))
    assert '<a class="qa-ref" href="#card-2-1">[1]</a>' in grown[-1]
    assert plain(grown[-1]) == answer.text
    assert len(grown) > 5
    assert all(answer.text.startswith(plain(html)) for html in grown)


def answered(
    text: str, marks: int = 2, verdict: bool | None = None, computed: tuple[str, ...] = ()
) -> Answer:
    """An answer with ``marks`` citations, which the chat only counts."""
    quotes = tuple(Citation("试行办法", 1, 1, 0, 1, "甲") for _ in range(marks))
    return Answer("问", "问", text, False, quotes, (1,), 0.9, verdict, computed)


def worked_out(text: str, verdict: bool | None = None, computed: tuple[str, ...] = ()) -> Answer:
    """An answer whose first line is its calculation."""
    answer = answered(text, verdict=verdict, computed=computed)
    return replace(answer, calculation=text.partition("\n")[0])


def shown(answer: Answer) -> str:
    return body(answer, answer.text, 1)


def blocks(html: str) -> list[str]:
    """The names of the outermost elements, with their class."""
    names: list[str] = []
    depth = 0
    for closing, name, rest in re.findall(r"<(/?)(\w+)([^>]*)>", html):
        if not closing and depth == 0:
            told = re.search(r'class="([^"]*)"', rest)
            names.append(f"{name}.{told[1]}" if told else name)
        depth += -1 if closing else 1
    assert depth == 0
    return names


HEADINGS = "| | <b>县长</b> | **书记** |\n| --- | --- | --- |\n| 签发 | 甲[1] | 乙&丙[2] |"
LISTED = "《办法》第一条规定，下列情形[1]：\n1. 甲[1]\n2. 乙[2]"
WORKED_OUT = (
    "3月4日起数7个工作日（跳过周末），到3月12日（周四）。\n《办法》第一条规定：7个工作日。[1]"
)


def test_a_table_is_a_table_and_what_its_headings_hold_is_text() -> None:
    html = shown(answered(HEADINGS))
    assert blocks(html) == ["div.qa-table"]
    assert re.findall(r'<th scope="(\w+)">(.*?)</th>', html) == [
        ("col", "&lt;b&gt;县长&lt;/b&gt;"),
        ("col", "**书记**"),
        ("row", "签发"),
    ]
    assert [plain(cell) for cell in re.findall(r"<td>(.*?)</td>", html)] == [
        "",
        "甲[1]",
        "乙&丙[2]",
    ]
    assert re.findall(r'href="(.*?)"', html) == ["#card-1-1", "#card-1-2"]


def test_a_row_has_as_many_cells_as_the_heading() -> None:
    html = shown(answered("| 出处 | 规定 |\n| --- | --- |\n| 第一条 |\n| 第二条 | 甲[1] | 乙 |"))
    assert len(re.findall(r"<tr>", html)) == 3
    assert len(re.findall(r"<t[hd][ >]", html)) == 3 * 2


def test_numbered_lines_are_a_list_below_their_head() -> None:
    html = shown(answered(LISTED))
    assert blocks(html) == ["p", "ol"]
    assert [plain(item) for item in re.findall(r"<li.*?</li>", html)] == ["甲[1]", "乙[2]"]
    assert re.findall(r'<li value="(\d+)"', html) == ["1", "2"]
    assert blocks(shown(answered("1. 甲。[1]\n2. 乙。[2]"))) == ["ol"]


def test_lines_without_numbers_stay_lines() -> None:
    assert blocks(shown(answered("第一条共 1 款。[1]\n第二条共 1 款。[2]"))) == ["p", "p"]


@pytest.mark.parametrize("word", ["可以", "不可以", "需要", "不需要", "是的", "不是", "对", "错"])
def test_a_verdict_leads(word: str) -> None:
    for rest, below in (("甲。[1]", ["p"]), (HEADINGS, ["div.qa-table"]), (LISTED, ["p", "ol"])):
        html = shown(answered(f"{word}。{rest}", verdict=word[0] not in "不错"))
        assert blocks(html) == ["p.qa-verdict", *below]
        assert f"<strong>{word}。</strong>" in html


def test_only_a_verdict_leads() -> None:
    assert blocks(shown(answered("对。甲。[1]"))) == ["p"]
    late = WORKED_OUT.replace("。\n", "。3月13日（周五）晚于3月12日，已超期。\n")
    assert blocks(shown(worked_out(late, verdict=False))) == ["p.qa-sum", "p"]


def test_a_calculation_stands_apart_and_its_day_stands_out() -> None:
    html = shown(worked_out(WORKED_OUT, computed=("2026-03-12",)))
    assert blocks(html) == ["p.qa-sum", "p"]
    assert re.findall(r"<b>(.*?)</b>", html) == ["3月12日（周四）"]
    year = shown(worked_out("每届任期5年：2022＋5＝2027年。\n《办法》第一条规定：每届5年。[1]"))
    assert blocks(year) == ["p.qa-sum", "p"]


def test_a_day_stands_out_with_its_year_and_not_inside_another() -> None:
    said = "13月2日（无）、3月2日（周二，补班）和2027年1月4日（周一）。\n甲。[1]"
    html = shown(worked_out(said, computed=("2026-03-02", "2027-01-04")))
    assert re.findall(r"<b>(.*?)</b>", html) == ["3月2日（周二，补班）", "2027年1月4日（周一）"]


def test_only_what_the_answer_calls_its_calculation_is_one() -> None:
    assert blocks(shown(answered("第一条规定，依次：\n1. 甲。[1]\n2. 乙。[2]"))) == ["p", "ol"]
    assert blocks(shown(answered(WORKED_OUT))) == ["p", "p"]
    elsewhere = replace(answered(WORKED_OUT), calculation="共7天。")
    assert blocks(shown(elsewhere)) == ["p", "p"]


def test_a_mark_is_held_to_the_character_before_it() -> None:
    html = shown(answered('甲<"[1][2]。'))
    [held] = re.findall(r'<span class="qa-held">(.*?)</span>', html)
    assert plain(held) == '"[1][2]'
    assert plain(html) == '甲<"[1][2]。'


@pytest.mark.parametrize("text", [HEADINGS, LISTED, WORKED_OUT, f"可以。{LISTED}", "甲[1][乙[9]。"])
def test_an_answer_grows_to_its_end_in_the_form_it_ends_in(text: str) -> None:
    made = worked_out if text == WORKED_OUT else answered
    answer = made(text, verdict=True if text.startswith("可以") else None)
    grown = list(pieces(text))
    assert grown[-1] == text
    assert all(text.startswith(part) for part in grown)
    finished = blocks(shown(answer))
    for part in grown:
        html = with_cursor(body(answer, part, 1))
        assert blocks(html) == finished[: len(blocks(html))]
        assert html.count("qa-more") == 1
    assert list(growing(answer, 1))[-1].replace('<span class="qa-more"></span>', "") == shown(
        answer
    )


def test_every_kind_of_answer_keeps_its_words(assistant: Assistant) -> None:
    for question in (
        QUESTION,
        "第57条",
        "食堂几点开门？",
        "2026年3月3日报的加急文件最晚哪天批完？",
    ):
        answer = assistant.ask(question)
        assert plain(body(answer, answer.text, 1)) == answer.text.replace("\n", "")


def test_a_blank_or_broken_question_gets_a_sentence(assistant: Assistant) -> None:
    holder = holding(assistant)
    for question in ("   ", "？？？", "字" * 1_001, "控\x00制", "\ud800"):
        view = last(list(answer_question(holder, question, (), nobody())))
        [turn] = view.turns
        assert turn.answer is None
        assert is_one_chinese_sentence(turn.fault)
        assert view.panel == EMPTY
        for message in view.messages:
            message["content"][0]["text"].encode("utf-8")


def test_a_follow_up_gets_the_earlier_questions(assistant: Assistant) -> None:
    holder = holding(assistant)
    first = last(list(answer_question(holder, "常务会议纪要由谁签发？", (), nobody())))
    faulty = last(list(answer_question(holder, " ", first.turns, nobody())))
    second = last(list(answer_question(holder, "那党组会议呢？", faulty.turns, nobody())))
    assert asked(second.turns) == ("常务会议纪要由谁签发？", "那党组会议呢？")
    expected = assistant.ask("那党组会议呢？", ["常务会议纪要由谁签发？"])
    assert second.turns[-1].answer is not None
    assert second.turns[-1].answer.citations == expected.citations
    assert f"理解为：{expected.understood}" in second.messages[-1]["content"][0]["text"]


def test_the_panel_follows_the_message_that_is_chosen(assistant: Assistant) -> None:
    regulation = assistant.regulation
    turns = (Turn(" ", fault="空"), Turn(QUESTION, assistant.ask(QUESTION)))
    assert len(messages(turns)) == 3
    assert panel_at(regulation, turns, 0) == EMPTY
    assert "card-2-1" in str(panel_at(regulation, turns, 2))
    assert panel_at(regulation, turns, 3) is None


def test_citations_of_the_turn_before_are_gone_at_once(assistant: Assistant) -> None:
    holder = holding(assistant)
    before = (Turn(QUESTION, assistant.ask(QUESTION)),)
    views = list(answer_question(holder, "食堂几点开门？", before, nobody()))
    assert all("qa-card" not in view.panel for view in views)


# --- loading ---------------------------------------------------------------------------------


def test_a_value_is_loaded_once_for_all_threads() -> None:
    loads: list[int] = []

    def load(report: Report) -> int:
        report("分词", 1, 2)
        loads.append(1)
        return 7

    holder = Holder(load)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(holder.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, loads) == ([7] * 8, [1])
    assert holder.ready
    assert holder.stage is not None
    assert (holder.stage.name, holder.stage.done, holder.stage.total) == ("分词", 1, 2)


def test_a_failure_is_said_and_a_later_question_tries_again(assistant: Assistant) -> None:
    outcomes: list[Callable[[], Assistant]] = [failing, failing, lambda: assistant]
    holder = Holder(lambda _: outcomes.pop(0)())
    with pytest.raises(EncoderError):
        holder.get()
    assert not holder.ready
    assert "模型坏了" in loading_notice(holder)
    faulty = last(list(answer_question(holder, QUESTION, (), nobody())))
    assert faulty.turns[0].fault == "模型坏了。"
    answered = last(list(answer_question(holder, QUESTION, faulty.turns, nobody())))
    assert "card-2-1" in answered.panel
    assert loading_notice(holder) == ""


def failing() -> Assistant:
    raise EncoderError("模型坏了。")


def test_a_bug_becomes_a_sentence_and_a_record(caplog: pytest.LogCaptureFixture) -> None:
    def load(_: Report) -> Assistant:
        raise ZeroDivisionError("bug")

    view = last(list(answer_question(Holder(load), QUESTION, (), nobody())))
    assert is_one_chinese_sentence(view.turns[0].fault)
    assert "bug" not in view.turns[0].fault
    assert "ZeroDivisionError" in caplog.text


def test_while_loading_a_question_and_a_search_say_so(assistant: Assistant) -> None:
    gate = threading.Event()

    def load(report: Report) -> Assistant:
        report("条文向量", 16, 87)
        gate.wait(30)
        return assistant

    holder = Holder(load)
    views = answer_question(holder, QUESTION, (), nobody())
    next(views)
    assert "条文向量 16/87" in next(views).messages[-1]["content"][0]["text"]
    searched = search(holder, Asked("出差"))
    assert searched.wait
    assert "条文向量 16/87" in searched.html
    assert "条文向量 16/87" in loading_notice(holder)
    gate.set()
    assert "card-1-1" in last(list(views)).panel
    searched = search(holder, Asked("出差"))
    assert not searched.wait
    assert "qa-result" in searched.html


def test_suggestions_wait_for_nobody_and_take_anything() -> None:
    class Suggesting:
        def suggest(self, typed: str) -> tuple[str, ...]:
            return (f"{typed}谁签发？",)

    gate = threading.Event()

    def load(_: Report) -> Suggesting:
        gate.wait(30)
        return Suggesting()

    holder: Holder[Any] = Holder(load)
    holder.start()
    assert suggest(holder, "纪要") == []
    gate.set()
    holder.get()
    assert suggest(holder, "纪要") == ["纪要谁签发？"]
    assert suggest(holder, "纪\ud800要") == ["纪要谁签发？"]
    assert suggest(holder, 5) == []
    assert suggest(holder, "字" * 1_000) == []


# --- the frame and the address ---------------------------------------------------------------


def test_the_index_is_chinese_and_names_no_other_host() -> None:
    html = framed(
        '<html\n\tlang="en"><head>\n<meta charset="utf-8" />\n'
        '<meta property="og:image" content="https://example.org/x.jpg" />\n<title>t</title>'
    )
    assert 'lang="zh-CN"' in html
    assert "example.org" not in html
    assert "<title>t</title>" in html


def test_the_address_is_shown_as_a_browser_takes_it() -> None:
    assert Address("0.0.0.0", 80).url == "http://127.0.0.1:80"
    assert Address("::1", 81).url == "http://[::1]:81"


def test_an_address_of_another_machine_is_refused() -> None:
    for host in ("192.0.2.1", "no.such.host.invalid", "坏 地址"):
        with pytest.raises(CommandError, match="地址"):
            check_free(Address(host, free_port()))


def test_colours_are_legible_in_light_and_dark() -> None:
    style = (ROOT / "ui" / "styles" / "base.css").read_text(encoding="utf-8")
    for scheme in (r":root", r"\.dark"):
        block = re.search(scheme + r" \{(.*?)\}", style, re.DOTALL)
        assert block is not None
        colours = dict(re.findall(r"--qa-(\w+): (#[0-9a-f]{6});", block[1]))
        for ink, papers in (
            ("ink", ("desk", "paper", "pen", "asked")),
            ("soft", ("desk", "paper")),
            ("blue", ("desk", "paper")),
            ("done", ("paper", "desk")),
        ):
            for paper in papers:
                assert contrast(colours[ink], colours[paper]) >= 4.5, (scheme, ink, paper)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# --- the command line ------------------------------------------------------------------------


def app(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "八千", "80a", "1.5"])
def test_a_bad_port_is_one_sentence(port: str) -> None:
    done = app(f"--port={port}")
    assert done.returncode == 2
    assert is_one_chinese_sentence(done.stderr)
    assert "65535" in done.stderr


@pytest.mark.parametrize("login", ["用户", ":密码", "用户:", ":"])
def test_a_bad_login_is_one_sentence(login: str) -> None:
    done = app("--auth", login)
    assert done.returncode == 2
    assert is_one_chinese_sentence(done.stderr)
    assert "用户名:密码" in done.stderr


def test_a_port_in_use_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        done = app("--port", str(port))
    assert done.returncode == 2
    assert is_one_chinese_sentence(done.stderr)
    assert f"端口 {port} 已被占用" in done.stderr
    assert "--port" in done.stderr


def test_help_is_chinese_and_does_not_import_gradio() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "app.py", "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert "用法" in done.stdout
    assert "gradio" not in done.stderr


# --- the API ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def app_url(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(data_dir, tmp_path_factory.mktemp("app") / "log.txt") as running:
        yield running.url


def test_the_api_gives_the_records(app_url: str, assistant: Assistant) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    client = Client(app_url, verbose=False)
    try:
        names = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
        assert set(names) == {"/ask", "/search"}
        history = ["常务会议纪要由谁签发？"]
        for question, earlier in ((QUESTION, []), ("那党组会议呢？", history), ("食堂？", [])):
            record = client.predict(question, earlier, api_name="/ask")
            expected = answer_record(assistant.ask(question, earlier))
            assert {**record, "seconds": 0} == {**expected, "seconds": 0}
        hits = client.predict("出差 请假", 3, api_name="/search")
        assert hits == [hit_record(hit) for hit in assistant.search("出差 请假", 3)]
        for arguments, name, told in (
            (("  ", []), "/ask", "空的"),
            ((5, []), "/ask", "文字"),
            (("问", [1]), "/ask", "history"),
            (("出差", 0), "/search", "limit"),
        ):
            with pytest.raises(AppError, match=told):
                client.predict(*arguments, api_name=name)
    finally:
        client.close()
