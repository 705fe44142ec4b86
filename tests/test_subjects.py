"""A rule about one office does not answer a question about another."""

from __future__ import annotations

import pytest

from qa import Assistant
from qa.subjects import offices, speaks_of_another, subject


def test_the_deputy_is_not_the_head() -> None:
    assert offices("副县长和县长") == {"副县长", "县长"}
    assert offices("副县长") == {"副县长"}
    assert subject("副县长出差、出访，应事先向县长请假") == "副县长"
    assert subject("各地、各部门主要负责人外出") == "主要负责人"
    assert subject("会议由县长主持") is None


def test_agreement() -> None:
    assert speaks_of_another("副县长出差提前几天", "县长出差，须提前3天报告。")
    assert not speaks_of_another("县长出差提前几天", "县长出差，须提前3天报告。")
    assert not speaks_of_another("出差提前几天", "县长出差，须提前3天报告。")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("副县长出差要跟谁请假？", "副县长出差、出访，离开本县休假、学习，应事先向县长请假"),
        ("县长出差要向谁报告？", "须提前3天分别向市委、市政府、县委报告"),
        ("各部门主要负责人外出要提前几天报告？", "须提前3天经县政府办公室向县政府领导报告"),
    ],
)
def test_each_office_gets_its_own_rule(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).citations[0].quote
