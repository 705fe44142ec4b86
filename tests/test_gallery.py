"""docs/gallery.md holds the answers as they are today, to questions that were nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Regulation
from corpus.bank import load_unanswerable, sample_questions
from corpus.commands import FAILED
from corpus.errors import CommandError
from corpus.spacing import tight
from eval.dataset import QUESTIONS
from eval.gallery import EXAMPLES, PAGE, Example, check, first_difference, gallery, section
from qa import Answer, Assistant, Citation
from tests.conftest import is_one_chinese_sentence

OLD = "# 题\n\n## 1. 甲：一？\n\n旧\n\n## 2. 乙：二？\n\n旧\n"
NEW = OLD.replace("二？\n\n旧", "二？\n\n新")


def test_the_committed_page_is_what_the_command_prints(assistant: Assistant) -> None:
    assert first_difference(PAGE.read_text(encoding="utf-8"), gallery(assistant)) is None


def test_there_is_one_question_of_each_kind() -> None:
    assert len({example.kind for example in EXAMPLES}) == len(EXAMPLES) == 20


def test_no_question_was_asked_elsewhere(regulation: Regulation) -> None:
    """Neither in an evaluation file nor in the bank; only our own questions are shown."""
    known = {tight(q) for q in (*sample_questions(), *load_unanswerable(regulation))}
    for file in QUESTIONS.glob("*.jsonl"):
        lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        known |= {tight(line["question"]) for line in lines if "question" in line}
    known_before = [example.question for example in EXAMPLES if tight(example.question) in known]
    assert known_before == []


def test_the_first_difference_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "gallery.md"
    file.write_text(OLD, encoding="utf-8")
    assert check(OLD, file) == 0
    assert capsys.readouterr().err == ""
    assert check(NEW, file) == FAILED
    said = capsys.readouterr().err
    assert is_one_chinese_sentence(said)
    assert "2. 乙：二？" in said
    assert "甲" not in said


@pytest.mark.parametrize(
    ("committed", "now", "named"),
    [
        (OLD, OLD + "\n## 3. 丙：三？\n\n新\n", "3. 丙：三？"),
        (OLD + "\n## 3. 丙：三？\n\n旧\n", OLD, "3. 丙：三？"),
        (OLD, OLD.replace("# 题\n", "# 新题\n", 1), "新题"),
        ("", OLD, "题"),
    ],
)
def test_what_is_new_or_gone_differs(committed: str, now: str, named: str) -> None:
    assert first_difference(committed, now) == named


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="读不出 gallery.md"):
        check(OLD, tmp_path / "gallery.md")


def test_an_answer_is_shown_whole(regulation: Regulation) -> None:
    """What was asked and understood, blank lines around a table, the quotes, verdict and dates."""
    quote = regulation.article(1).text[:4]
    answer = Answer(
        question="呢？",
        understood="甲呢？",
        text="对。\n| 甲 |\n| --- |\n| 乙[1] |\n同条另见[1]。",
        refused=False,
        citations=(Citation(regulation.title, 1, 1, 0, 4, quote),),
        ranked_articles=(1,),
        confidence=1.0,
        verdict=True,
        computed=("2026-12-10",),
    )
    assert section(7, Example("追问", "呢？", ("乙？",)), answer, regulation) == (
        "## 7. 追问：呢？\n\n此前问过：乙？\n\n理解为：甲呢？\n\n"
        "对。\n\n| 甲 |\n| --- |\n| 乙[1] |\n\n同条另见[1]。\n\n"
        "*判断：是；推算：2026-12-10*\n\n"
        f"- [1] {regulation.cite(1, 1)}：“{quote}”\n"
    )


def test_a_refusal_says_so(regulation: Regulation) -> None:
    answer = Answer("甲？", "甲？", "没有规定。", True, (), (1,), 0.1)
    shown = section(1, Example("拒答", "甲？"), answer, regulation)
    assert shown == "## 1. 拒答：甲？\n\n没有规定。\n\n*拒答*\n"
