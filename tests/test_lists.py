"""Lists asked for by what announces them, what is forbidden, and where a term stands."""

from __future__ import annotations

import pytest

from corpus import load_regulation, parse
from indexing.words import Words
from qa import Assistant
from qa.asks import asks
from qa.lists import forbidding, lead_in, listed, named_list
from qa.mentions import mentions
from qa.selection import headline

LAW = load_regulation()
WORDS = Words(("议事协调机构", "县政府常务会议"))
SMALL = parse(
    "某某办法\n第一条 本办法遵循以下准则：\n公开透明。过程应当公开。\n便民高效。能不跑的不跑。\n权责一致。\n"
    "第二条 申请人的任务是：提出申请；提交材料；缴纳费用。申请由窗口受理。\n"
    "第三条 任何人不得转让许可证。许可证有效期三年。严禁伪造许可证。\n"
)


def test_headed_paragraphs_are_a_list_with_what_announces_them() -> None:
    article = SMALL.article(1)
    items = listed(article, article.paragraph(3).clauses[1])
    assert [item.text for item in items] == ["公开透明。", "便民高效。", "权责一致。"]
    leading = lead_in(article, items)
    assert leading is not None
    assert leading.text == "本办法遵循以下准则："


@pytest.mark.parametrize(
    ("question", "article", "first"),
    [
        ("申请人有哪些任务？", 2, "申请人的任务是：提出申请；"),
        ("办法的准则有哪几条", 1, "公开透明。"),
        ("申请由谁受理？", 2, None),
        ("哪些证有效期三年？", 3, None),
    ],
)
def test_a_list_is_meant_where_its_announcement_is_asked_for(
    question: str, article: int, first: str | None
) -> None:
    found = named_list(SMALL.article(article), question)
    assert (found.text if found else None) == first


def test_what_an_article_forbids_is_a_list_only_where_that_is_asked() -> None:
    article = SMALL.article(3)
    forbidden = forbidding(article, "办证有哪些不能干的？")
    assert [clause.text for clause in forbidden] == ["任何人不得转让许可证。", "严禁伪造许可证。"]
    assert forbidding(article, "许可证有哪些用处？") == ()
    assert forbidding(article, "能不能转让？不能吧") == ()
    assert forbidding(article, "不得转让哪三种证？") == ()


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("规则两处提到法律顾问，分别是怎么说的？", [35, 57]),
        ("“规范行政裁量权”出现在哪两条？", [19, 28]),
        ("“7个工作日”在规则里几处写到？", [57, 63, 64, 64]),
        ("法律顾问列席什么会？", []),
        ("规则里有哪几处提到加班补贴？", []),
        ("“不存在的说法”写在哪几条？", []),
    ],
)
def test_every_place_of_a_term_is_given_where_places_are_asked_for(
    question: str, articles: list[int]
) -> None:
    found = mentions(question, LAW, WORDS)
    assert [each.article.number for each in found] == articles
    for each in found:
        said = each.clause.text[each.start : each.end].replace(" ", "")
        assert said in question


def test_a_headline_names_what_its_article_is_about() -> None:
    assert headline(LAW.article(77), WORDS) == "工作纪律"
    assert headline(LAW.article(57), WORDS) == ""
    assert headline(SMALL.article(3), WORDS) == ""


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("备案去向：县里的文件 vs 部门的文件", ["备案去向，县里的文件", "备案去向，部门的文件"]),
        ("追责依据：决策失误、推诿误事", ["追责依据，决策失误", "追责依据，推诿误事"]),
        ("请问：会议纪要由谁签发？", ["请问：会议纪要由谁签发？"]),
        (
            "网民提问 和 部门来函，哪个给的天数多",
            ["网民提问，哪个给的天数多", "部门来函，哪个给的天数多"],
        ),
        (
            "意见不一致在立法、上会议题、部门报文三个环节各如何处理",
            [
                "意见不一致立法，如何处理",
                "意见不一致上会议题，如何处理",
                "意见不一致部门报文，如何处理",
            ],
        ),
    ],
)
def test_a_heading_before_a_colon_belongs_to_each_side(question: str, texts: list[str]) -> None:
    assert [ask.text for ask in asks(question, WORDS)] == texts


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("工作纪律里有哪些事不准干", 77),  # article 72 names all six disciplines
        ("县长办公会都办哪几件事", 58),  # article 13 names all its meetings
        ("专题会一般都议些什么？", 59),
    ],
)
def test_the_article_that_holds_the_list_answers(
    assistant: Assistant, question: str, first: int
) -> None:
    answer = assistant.ask(question)
    assert {citation.article for citation in answer.citations} == {first}
    assert not answer.refused
    assert answer.verdict is None


def test_a_list_is_written_whole_with_a_mark_each(assistant: Assistant) -> None:
    answer = assistant.ask("县政府工作遵循的准则一共有哪几条？")
    lines = answer.text.split("\n")
    assert len(lines) == 1 + 8
    assert lines[4] == "4. 坚持系统观念[4]"
    assert answer.citations[3].paragraph == 5


def test_places_of_a_term_are_a_table_of_proved_rows(assistant: Assistant) -> None:
    answer = assistant.ask("规则两处提到法律顾问，分别是怎么说的？")
    assert [citation.article for citation in answer.citations] == [35, 57]
    assert "| 《规则》第三十五条 | " in answer.text
    assert answer.ranked_articles[:2] == (35, 57)
