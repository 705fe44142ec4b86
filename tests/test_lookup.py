"""An article or chapter is found by its number in whatever way it is written."""

from __future__ import annotations

import pytest

from corpus import Regulation
from corpus.numerals import chinese_ordinal
from qa import Assistant

ARTICLE = [
    "第57条", "57条", "第五十七条", "五十七条", "第 57 条", "第５７条", "57", "五十七", "第五七条",
    "第57條", "第五十七條", "第伍拾柒条", "第 五十七 条", "五十七、", "第57条。", "第57条？",
    "第57条是什么", "第57条讲什么", "第57条的内容", "第57条的内容是什么？", "请问第57条怎么规定的？",
    "规则第57条", "《规则》第五十七条", "《乾安县人民政府工作规则》第五十七条", "工作规则第57条",
    "本规则第57条", "乾安县人民政府工作规则第57条", "查一下第57条", "帮我找第57条", "看看第五十七条",
    "第57条原文", "第57条全文", "第五十七条说的是什么", "第57条说了什么", "我想看第57条",
    "给我第57条", "第57条 内容", "57条讲的什么", "57条内容", "请列出第57条", "显示第57条",
    "第五十七条规定了什么？", "第57条有哪些内容", "第五十七条一共几款", "第57条有几款？", "打开第57条",
    "第57条写了什么", "麻烦查一下第五十七条", "请告诉我第57条的具体内容", "第57条怎么说的",
    "第57条主要讲什么？", "能不能给我看看第57条",
]  # fmt: skip
PARAGRAPH = [
    "第57条第2款", "第五十七条第二款", "57条2款", "五十七条二款", "第57条第二款", "第五十七条第2款",
    "第 57 条第 2 款", "第５７条第２款", "第57条的第2款", "第五十七条第二款讲什么", "57条第2款内容",
    "规则第五十七条第二款", "《规则》第五十七条第二款原文", "请问第五十七条第二款是什么？",
    "第五十七條第二款", "五十七条第二款", "看第57条第2款", "第57条第2款说了什么", "57条第二款全文",
    "查第57条2款",
]  # fmt: skip
CHAPTER = [
    "第十章", "第10章", "10章", "十章", "第 十 章", "第１０章", "第十章讲什么", "第十章有哪些内容",
    "第十章包括哪些条", "第10章的内容", "请列出第十章的条文", "第十章一共几条", "规则第十章",
    "第十章 会议制度", "会议制度这一章讲什么", "会议制度一章有哪些条文", "第十章主要讲什么？",
    "看看第十章", "《规则》第十章", "第10章写了什么", "把第十章列出来", "请问第十章说的是什么",
    "第十章全文", "第十章概括一下", "给我看第十章", "第10章都有哪些条款", "第十章讲了些什么", "会议制度章",
]  # fmt: skip


def test_there_are_a_hundred_spellings() -> None:
    assert len({*ARTICLE, *PARAGRAPH, *CHAPTER}) == 52 + 20 + 28 == 100


@pytest.mark.parametrize("question", ARTICLE)
def test_article_57(assistant: Assistant, regulation: Regulation, question: str) -> None:
    answer = assistant.ask(question)
    article = regulation.article(57)
    assert not answer.refused
    assert answer.ranked_articles == (57,)
    assert [c.quote for c in answer.citations] == [p.text for p in article.paragraphs]
    assert assistant.search(question, 1)[0].article == 57


@pytest.mark.parametrize("question", PARAGRAPH)
def test_article_57_paragraph_2(
    assistant: Assistant, regulation: Regulation, question: str
) -> None:
    answer = assistant.ask(question)
    assert [(c.article, c.paragraph) for c in answer.citations] == [(57, 2)]
    assert answer.citations[0].quote == regulation.article(57).paragraph(2).text


@pytest.mark.parametrize("question", CHAPTER)
def test_chapter_10(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [c.article for c in answer.citations] == list(range(54, 63))
    assert answer.ranked_articles == tuple(range(54, 63))


def test_every_article_is_found_by_number(assistant: Assistant) -> None:
    spellings = ("第{}条", "{}条", "第{}条讲什么")
    for number in range(1, 88):
        for written in (str(number), chinese_ordinal(number)):
            for spelling in spellings:
                answer = assistant.ask(spelling.format(written))
                assert {c.article for c in answer.citations} == {number}, spelling.format(written)


def test_every_chapter_is_found_by_number_and_title(assistant: Assistant) -> None:
    for chapter in assistant.regulation.chapters:
        articles = [article.number for article in chapter.articles]
        for question in (f"第{chapter.number}章", f"{chapter.title}这一章讲什么"):
            assert [c.article for c in assistant.ask(question).citations] == articles, question


def test_several_articles_at_once(assistant: Assistant) -> None:
    assert {c.article for c in assistant.ask("第57条和第58条").citations} == {57, 58}
    assert assistant.ask("第4至6条").ranked_articles == (4, 5, 6)
    assert assistant.ask("最后一条").ranked_articles == (87,)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("第九十条", "共 87 条，没有第九十条"),
        ("第0条", "没有第零条"),
        ("第100条讲什么", "没有第一百条"),
        ("第57条第9款", "第五十七条只有 3 款，没有第九款"),
        ("第十六章", "共 15 章，没有第十六章"),
        ("第九十条规定的加班费是多少", "没有第九十条"),
        ("公务员法第五条", "没有收录公务员法"),
        ("《吉林省人民政府工作规则》第三条", "没有收录《吉林省人民政府工作规则》"),
    ],
)
def test_places_that_are_not_there_are_refused(
    assistant: Assistant, question: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert words in answer.text
    assert answer.citations == ()


def test_a_question_about_a_place_is_answered_from_it(assistant: Assistant) -> None:
    answer = assistant.ask("第57条里会议纪要由谁签发？")
    assert answer.citations[0].quote == "县政府常务会议纪要一般由县长签发。"
    inside = assistant.ask("第十章里专题会议的纪要由谁签发？")
    assert 54 <= inside.citations[0].article <= 62


@pytest.mark.parametrize(
    "question",
    [
        "提了3条意见，对方一直不回复怎么办？",
        "部门之间一条龙办理要谁同意？",
        "规章草案谁来审查？",
        "公章由谁管？",
    ],
)
def test_numbers_in_passing_are_no_look_ups(assistant: Assistant, question: str) -> None:
    assert "全文见引文" not in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("第57条第一款和第二款", [(57, 1), (57, 2)]),
        ("第57条第1款、第3款", [(57, 1), (57, 3)]),
        ("第57条里第二款", [(57, 2)]),
        ("第57条最后一款", [(57, 3)]),
        ("第57条前两款", [(57, 1), (57, 2)]),
        ("第57条第（二）款", [(57, 2)]),
        ("第57条第2款第3项", [(57, 2)]),
        ("第五十七条至第五十九条", [(57, 1), (57, 2), (57, 3), (58, 1), (58, 2), (59, 1), (59, 2)]),
        ("57-58", [(57, 1), (57, 2), (57, 3), (58, 1), (58, 2)]),
        ("57 58", [(57, 1), (57, 2), (57, 3), (58, 1), (58, 2)]),
        ("第57条和第58条第2款", [(57, 1), (57, 2), (57, 3), (58, 2)]),
        ("倒数第二条", [(86, 1)]),
        ("末条", [(87, 1)]),
        ("第10章第57条", [(57, 1), (57, 2), (57, 3)]),
        ("县政府工作规则第12条", [(12, 1)]),
        ("乾安县规则第12条", [(12, 1)]),
        ("我县工作规则第12条", [(12, 1)]),
    ],
)
def test_series_ranges_and_paragraph_lists(
    assistant: Assistant, question: str, places: list[tuple[int, int]]
) -> None:
    assert [(c.article, c.paragraph) for c in assistant.ask(question).citations] == places


@pytest.mark.parametrize(
    "question",
    ["宪法第一条", "民法典第10条", "党章第五条", "刑法第五十七条", "国务院的工作规则第八条",
     "前郭县人民政府工作规则第57条", "第10章第5条", "第16章第57条", "第57条规定的罚款是多少元"],
)  # fmt: skip
def test_other_texts_and_impossible_places_cite_nothing(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert answer.citations == ()


@pytest.mark.parametrize(
    "question", ["第-1条", "第56.5条", "前三条", "第12345678901234567890条", "9" * 30, "合同第5条"]
)
def test_number_fragments_are_no_article(assistant: Assistant, question: str) -> None:
    assert "全文见引文" not in assistant.ask(question).text
