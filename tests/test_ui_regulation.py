"""The tab 条文 without a browser: addresses, cross-references, contents, the text as HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest

from corpus.model import Regulation
from corpus.parser import parse
from tests.conftest import LAWS
from ui.regulation.crossing import crossings
from ui.regulation.document import document_html
from ui.regulation.outline import entries, outline_html
from ui.regulation.places import article_place, chapter_place
from ui.regulation.tab import reading_html
from ui.server import script


def law(*articles: str, title: str = "某县公文办法") -> Regulation:
    """A regulation of ``articles``; a line break in one begins a paragraph."""
    numbered = (f"第{n}条 {text}" for n, text in enumerate(articles, 1))
    return parse("\n\n".join([f"# {title}", *(text.replace("\n", "\n\n") for text in numbered)]))


def linked(regulation: Regulation, article: int, paragraph: int = 1) -> list[tuple[str, str]]:
    """(what is written, where it leads) of one paragraph."""
    whole = regulation.article(article)
    told = whole.paragraph(paragraph)
    found = crossings(regulation, whole, told)
    return [(told.text[link.start : link.end], link.place.key) for link in found]


# --- addresses -------------------------------------------------------------------------------


def test_an_article_of_one_paragraph_is_one_place(regulation: Regulation) -> None:
    assert article_place(regulation.article(57), 2).address == "#a57-2"
    assert article_place(regulation.article(57), 2).label == "第五十七条第二款"
    assert article_place(regulation.article(1), 1).address == "#a1"
    assert article_place(regulation.article(57), 99).address == "#a57"
    assert chapter_place(regulation, 10).address == "#ch10"  # type: ignore[union-attr]
    assert chapter_place(regulation, 99) is None


def test_every_place_is_in_the_text_once_and_every_link_leads_somewhere(
    regulation: Regulation,
) -> None:
    html = document_html(regulation)
    ids = re.findall(r'id="qa-(a\d+(?:-\d+)?|ch\d+)"', html)
    several = [a for a in regulation.articles if len(a.paragraphs) > 1]
    assert len(ids) == len(set(ids)) == 15 + 87 + sum(len(a.paragraphs) for a in several)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert {"a57", "a57-3", "a87", "ch15"} <= set(ids)


def test_the_words_are_the_regulation_s_own(regulation: Regulation) -> None:
    words = re.findall(r'<p class="qa-law-words">(.*?)</p>', document_html(regulation))
    paragraphs = [p.text for a in regulation.articles for p in a.paragraphs]
    assert [unescape(re.sub(r"<[^>]+>", "", each)) for each in words] == paragraphs


def test_nothing_of_the_text_is_markup() -> None:
    html = document_html(law("<b>甲</b>&乙。", "丙“丁”。", title="<i>规则</i>办法"))
    assert "<b>" not in html
    assert "<i>" not in html
    assert "&lt;b&gt;甲&lt;/b&gt;&amp;乙。" in html


# --- cross-references ----------------------------------------------------------------------


def test_a_reference_to_this_text_is_a_link() -> None:
    text = law("甲。\n乙。", "违反本办法第一条第二款规定的，依照第一条处理。", "丙。")
    assert linked(text, 2) == [("第一条第二款", "a1-2"), ("第一条", "a1")]


@pytest.mark.parametrize(
    "words",
    [
        "依照《某某法》第一条处理。",
        "依照行政处罚法第一条、第二条处理。",
        "违反本条例第一条的。",
        "按照该办法附录第一条办理，违反第二条的除外。",
        "依照本办法第九条处理。",
        "实行收支两条线管理，购买2条以上的除外。",
        "前款规定的除外。",
        "依照本条第二款办理。",
        "《某某法》的规定不适用，依照第一条处理。",
    ],
)
def test_what_is_not_ours_or_not_there_is_no_link(words: str) -> None:
    assert linked(law("甲。", "乙。", words), 3) == []


def test_a_list_goes_on_as_it_began() -> None:
    text = law(
        *("甲。" for _ in range(9)),
        "违反本办法第二条、第三条第一款和第五条，依照专利法"
        "第四条、第六条或者本办法第七、八条处理。",
    )
    assert [key for _, key in linked(text, 10)] == ["a2", "a3", "a5", "a7", "a8"]
    assert linked(text, 10)[-2:] == [("第七", "a7"), ("八条", "a8")]


def test_words_for_a_place_near_by_lead_to_it() -> None:
    text = law("甲。", "乙。\n依照前款办理。\n前两款和本条第一款、第二款不适用前条。")
    assert linked(text, 2, 2) == [("前款", "a2-1")]
    assert linked(text, 2, 3) == [
        ("前两款", "a2-1"),
        ("本条第一款、第二款", "a2-1"),
        ("前条", "a1"),
    ]


def test_a_chapter_is_named_by_its_number() -> None:
    text = parse(
        "# 某县办法\n\n## 第一章 总则\n\n第一条 甲。\n\n## 第二章 分则\n\n第二条 依照本办法第一章和"
        "第九章办理。"
    )
    assert linked(text, 2) == [("第一章", "ch1")]


def test_links_of_real_laws_lead_to_what_they_say() -> None:
    if not LAWS.is_dir():
        pytest.skip(f"the laws are not at {LAWS}")
    files = sorted(LAWS.glob("*专利法实施细则*.md"))
    text = parse(files[-1].read_text(encoding="utf-8"), files[-1].stem)
    found = [
        (a.text[p.start :][link.start : link.end], link.place)
        for a in text.articles
        for p in a.paragraphs
        for link in crossings(text, a, p)
    ]
    assert len(found) > 60
    articles = [(words, place.label) for words, place in found if re.match("第.+条", words)]
    assert len(articles) > 40
    assert all(words.split("条")[0] == label.split("条")[0] for words, label in articles)
    assert linked(text, 10) == []  # 专利法第五条
    assert ("第八条", "a8") in linked(text, 9)  # 本细则第八条


# --- contents ------------------------------------------------------------------------------------


def test_the_contents_hold_every_article_once(regulation: Regulation) -> None:
    found = entries(regulation)
    assert [entry.label for entry in found][9] == "第十章 会议制度"
    assert [a.number for entry in found for a in entry.articles] == list(range(1, 88))
    html = outline_html(regulation)
    assert html.count('<a class="qa-law-entry"') == 15
    assert html.count('aria-label="第') == 87


def test_without_chapters_the_contents_go_by_the_twenty() -> None:
    found = entries(law(*(f"第{n}件事。" for n in range(45))))
    assert [(entry.key, len(entry.articles)) for entry in found] == [
        ("a1", 20),
        ("a21", 20),
        ("a41", 5),
    ]
    assert found[1].label == "第二十一条—第四十条"


def test_parts_and_sections_stand_in_contents_and_text() -> None:
    text = parse(
        "# 某法\n\n## 第一编 总编\n\n## 第一章 甲\n\n第一条 子。\n\n## 第二编 分编\n\n## 第一章 乙\n\n"
        "### 第一节 丙\n\n第二条 丑。\n\n### 第二节 丁\n\n第三条 寅。"
    )
    outline, html = outline_html(text), document_html(text)
    assert [entry.key for entry in entries(text)] == ["ch1", "ch2"]
    assert re.findall(r'qa-law-part">(.*?)<', outline) == ["第一编 总编", "第二编 分编"]
    assert re.findall(r'qa-law-section">(.*?)<', outline) == ["第一节 丙", "第二节 丁"]
    headings = re.findall(r'<h(\d) class="qa-law-(?:heading|mark)"', html)
    assert headings == ["3", "4", "5", "3", "4", "5", "6", "5", "6"]
    assert html.count('id="qa-ch2"') == 1


def test_the_bar_is_chinese_and_the_text_comes_later() -> None:
    html = reading_html()
    assert "data-empty" in html
    assert "qa-law-words" not in html
    assert re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]+>", "", html)) == []
    assert "regulation" in script()
