"""Questions over several things that a quick-reference table answers whole."""

from __future__ import annotations

import json

import pytest

from corpus import Regulation
from corpus.spacing import tight
from indexing.words import Words
from qa.facts.answers import TableAnswer, table_answer
from qa.facts.reading import read_facts
from qa.facts.tables import Table, tables
from tests.conftest import ROOT

QUESTIONS = ROOT / "eval" / "questions"


@pytest.fixture(scope="module")
def made(regulation: Regulation) -> tuple[Table, ...]:
    return tables(regulation, read_facts(regulation))


@pytest.fixture(scope="module")
def words(regulation: Regulation) -> Words:
    return Words.derive([c.text for article in regulation.articles for c in article.clauses])


def _texts(found: TableAnswer | None) -> list[list[str]]:
    assert found is not None
    return [[cell.text for cell in row] for row in found.rows]


def test_a_property_of_every_meeting(
    regulation: Regulation, made: tuple[Table, ...], words: Words
) -> None:
    found = table_answer("五种政府会议各由谁主持？", regulation, made, words)
    assert found is not None
    assert found.columns == ("会议", "召集主持")
    assert [row[0] for row in _texts(found)] == [
        "县政府全体会议",
        "县政府党组会议",
        "县政府常务会议",
        "县长办公会议",
        "县政府专题会议",
    ]
    assert _texts(found)[3][1] == "县长"


def test_which_meetings_have_it(
    regulation: Regulation, made: tuple[Table, ...], words: Words
) -> None:
    extra = table_answer("哪些会可以临时加开", regulation, made, words)
    assert [row[0] for row in _texts(extra)] == ["县政府党组会议", "县政府常务会议", "县长办公会议"]
    guests = table_answer("哪几种会能请企业列席", regulation, made, words)
    assert [row[0] for row in _texts(guests)] == ["县政府全体会议", "县长办公会议"]


def test_two_meetings_in_general(
    regulation: Regulation, made: tuple[Table, ...], words: Words
) -> None:
    found = table_answer("常务会议和党组会议有什么不同", regulation, made, words)
    assert found is not None
    assert found.columns == made[1].columns
    assert [row[0] for row in _texts(found)] == ["县政府常务会议", "县政府党组会议"]


def test_two_meetings_in_named_properties(
    regulation: Regulation, made: tuple[Table, ...], words: Words
) -> None:
    question = "请从组成、频次、主持三方面比较全体会议与常务会议。"
    found = table_answer(question, regulation, made, words)
    assert found is not None
    assert found.columns == ("会议", "组成或参加", "召集主持", "频次")
    assert [row[3] for row in _texts(found)] == ["每半年召开一次", "每月召开2次"]


def test_grades_side_by_side(regulation: Regulation, made: tuple[Table, ...], words: Words) -> None:
    found = table_answer("特急和加急审批各几天", regulation, made, words)
    assert [row[1:] for row in _texts(found)] == [
        ["加急事项", "7个工作日"],
        ["特急事项", "5个工作日"],
    ]


def test_a_whole_table(regulation: Regulation, made: tuple[Table, ...], words: Words) -> None:
    found = table_answer("全部时限有哪些", regulation, made, words)
    assert found == TableAnswer(made[0].columns, made[0].rows)


def test_what_an_office_signs(
    regulation: Regulation, made: tuple[Table, ...], words: Words
) -> None:
    found = table_answer("哪些文件由县长签？", regulation, made, words)
    assert found is not None
    assert {row[3] for row in _texts(found)} == {"签发", "签署"}
    assert all("县长" in row[2] for row in _texts(found))


@pytest.mark.parametrize(
    "question",
    [
        "常务会议纪要由谁签发",
        "各类会议经费怎么管理",
        "提交党组会、常务会之前要先开什么会",
        "常务会议和县长办公会议的主要任务侧重有何不同",
        "请示和报告有什么区别",
        "时限的规定在哪几条",
        "特急件（不是特急重要）几天批完",
    ],
)
def test_other_questions_are_left_alone(
    question: str, regulation: Regulation, made: tuple[Table, ...], words: Words
) -> None:
    assert table_answer(question, regulation, made, words) is None


def test_cells_are_exact(regulation: Regulation, made: tuple[Table, ...], words: Words) -> None:
    for question in ("各种会议多久召开一次", "哪些会可以临时加开", "哪些文件由县长签"):
        found = table_answer(question, regulation, made, words)
        assert found is not None
        for cell in (cell for row in found.rows for cell in row if cell.text):
            assert tight(regulation.article(cell.article).text[cell.start : cell.end]) == cell.text


@pytest.mark.parametrize("name", ["dev.jsonl", "train.jsonl"])
def test_questions_about_one_article_are_not_taken(
    name: str, regulation: Regulation, made: tuple[Table, ...], words: Words
) -> None:
    lines = (QUESTIONS / name).read_text(encoding="utf-8").splitlines()
    single = [q for q in map(json.loads, lines) if len(q["articles"]) == 1]
    taken = [q["question"] for q in single if table_answer(q["question"], regulation, made, words)]
    assert taken == []


def test_no_meetings_no_table(regulation: Regulation, words: Words) -> None:
    assert table_answer("五种政府会议各由谁主持？", regulation, (), words) is None
