"""The self-check finds what is broken: a fault is planted, and the right step fails."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

from corpus.endpoint import Endpoint
from corpus.settings import Settings
from eval.misbehaving import silence
from eval.scripted import ScriptedEndpoint, faithful
from indexing.encoder import Vectors
from indexing.index import RegulationIndex
from qa import Answer, Assistant
from qa.checks import CHECKS, machine
from qa.checks.answering import spread
from qa.selfcheck import (
    Check,
    Finding,
    Outcome,
    Step,
    Subject,
    check,
    failed,
    has_failed,
    line,
    passed,
    summary,
)
from tests.browsing import own_data
from tests.conftest import Command, is_one_chinese_sentence

TODAY = date(2025, 3, 2)
NEEDS_INDEX = ["向量模型", "按条号查", "题库作答", "无关问题", "语言模型"]


@pytest.fixture
def settings(data_dir: Path, tmp_path: Path) -> Settings:
    """The shared index with user data of its own."""
    return Settings(own_data(data_dir, tmp_path))


@pytest.fixture
def copied(data_dir: Path, tmp_path: Path) -> Settings:
    """A copy of the shared index, to be damaged."""
    shutil.copytree(data_dir / "index", tmp_path / "data" / "index")
    return Settings(tmp_path / "data")


def steps_of(subject: Subject, *names: str) -> list[Step]:
    return list(check(subject, [each for each in CHECKS if not names or each.name in names]))


def outcomes(steps: Sequence[Step]) -> dict[str, str]:
    return {step.name: str(step.outcome) for step in steps}


def by_name(steps: Sequence[Step], name: str) -> Step:
    return next(step for step in steps if step.name == name)


# --- nothing is broken ---------------------------------------------------------------------------


def test_a_sound_installation_passes_every_step(settings: Settings) -> None:
    steps = steps_of(Subject(settings, TODAY))
    assert [step.name for step in steps] == [each.name for each in CHECKS]
    assert {step.outcome for step in steps} == {Outcome.PASSED}
    assert not has_failed(steps)
    assert "15 章 87 条，条号连续，共 15,893 字" in by_name(steps, "原文").sentence
    assert "问了题库里的 30 题" in by_name(steps, "题库作答").sentence
    assert all(is_one_chinese_sentence(step.sentence) for step in steps)
    assert not list(settings.data_dir.glob("selfcheck-*"))


def test_the_holidays_of_this_year_and_the_next_are_looked_for(settings: Settings) -> None:
    known = steps_of(Subject(settings, date(2025, 6, 1)), "放假安排")
    assert outcomes(known) == {"放假安排": "通过"}
    [unknown] = steps_of(Subject(settings, date(2030, 6, 1)), "放假安排")
    assert unknown.outcome is Outcome.WARNED
    assert "2030 年、2031 年" in unknown.sentence


def test_steps_as_text() -> None:
    steps = [
        Step("甲", Outcome.PASSED, "好。", 0.5),
        Step("乙", Outcome.FAILED, "坏了。", 1.0),
        Step("丙", Outcome.SKIPPED, "没法做。", 0.0),
    ]
    assert line(steps[1]) == "[不通过] 乙：坏了。（1.00 秒）"
    assert summary(steps) == "共 3 步：通过 1 步，不通过 1 步，没有做 1 步；用时 1.5 秒。"
    assert has_failed(steps)
    assert not has_failed(steps[:1])


def test_items_are_spread_evenly() -> None:
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread(range(2), 3) == [0, 1]
    assert spread([], 3) == []


# --- the index -------------------------------------------------------------------------------


def altered_file(settings: Settings) -> None:
    path = next((settings.index_dir).glob("g-*/terms.txt"))
    path.write_text(path.read_text(encoding="utf-8") + "\n新词", encoding="utf-8")


def changed_hash(settings: Settings) -> None:
    path = settings.index_dir / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"corpus_hash": "0" * 64}), encoding="utf-8")


def no_index(settings: Settings) -> None:
    shutil.rmtree(settings.index_dir)


@pytest.mark.parametrize(
    ("plant", "why"),
    [(altered_file, "已损坏"), (changed_hash, "文字不同"), (no_index, "还没有索引")],
)
def test_a_broken_index_is_found(
    copied: Settings, plant: Callable[[Settings], None], why: str
) -> None:
    plant(copied)
    steps = steps_of(Subject(copied, TODAY))
    broken = by_name(steps, "索引")
    assert broken.outcome is Outcome.FAILED
    assert why in broken.sentence
    assert "python -m indexing build" in broken.sentence
    assert [step.name for step in steps if step.outcome is Outcome.SKIPPED] == NEEDS_INDEX
    assert by_name(steps, "数据目录").outcome is Outcome.PASSED


def test_an_altered_answer_of_the_bank_is_found(settings: Settings, tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    entry = {"question": "谁签发？", "article": 57, "paragraph": 1, "answer": "由乡长签发"}
    bank.write_text(json.dumps(entry), encoding="utf-8")
    steps = steps_of(Subject(replace(settings, bank=bank), TODAY))
    assert by_name(steps, "索引").outcome is Outcome.FAILED
    assert "由乡长签发" in by_name(steps, "索引").sentence


def test_a_text_with_a_gap_is_found(settings: Settings, tmp_path: Path) -> None:
    text = tmp_path / "t.txt"
    text.write_text("某县规则\n第一条 甲。\n第三条 乙。", encoding="utf-8")
    steps = steps_of(Subject(replace(settings, corpus=text), TODAY))
    assert by_name(steps, "原文").outcome is Outcome.FAILED
    assert outcomes(steps)["索引"] == "没有做"


# --- the encoder -----------------------------------------------------------------------------


class Turned:
    """An encoder of the right name whose vectors are not those of the index."""

    def __init__(self, index: RegulationIndex, questions_only: bool) -> None:
        self._encoder = index.encoder
        self._questions_only = questions_only
        self.name, self.dimension = index.encoder.name, index.encoder.dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.ascontiguousarray(self._encoder.encode_queries(texts)[:, ::-1])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        found = self._encoder.encode_passages(texts)
        return found if self._questions_only else np.ascontiguousarray(found[:, ::-1])


@pytest.mark.parametrize(
    ("questions_only", "why"), [(False, "找不到自己"), (True, "已知问题的向量")]
)
def test_an_encoder_with_other_vectors_is_found(
    settings: Settings, index: RegulationIndex, questions_only: bool, why: str
) -> None:
    class Subjected(Subject):
        @cached_property
        def index(self) -> RegulationIndex:
            return replace(index, encoder=Turned(index, questions_only))

    [_, step] = steps_of(Subjected(settings, TODAY), "索引", "向量模型")
    assert step.outcome is Outcome.FAILED
    assert why in step.sentence


# --- the answers -------------------------------------------------------------------------------


def other_quote(answer: Answer) -> Answer:
    first, *rest = answer.citations
    return replace(answer, citations=(replace(first, quote=f"{first.quote[:-1]}吗"), *rest))


def other_words(answer: Answer) -> Answer:
    return replace(answer, text=f"{answer.text}\n乡长可以自行决定。")


def answers_anything(answer: Answer) -> Answer:
    return replace(answer, refused=False)


@pytest.mark.parametrize(
    ("alter", "step", "why"),
    [
        (other_quote, "题库作答", "引文与原文不一致"),
        (other_words, "题库作答", "没有引文为证"),
        (other_quote, "按条号查", "按条号找不到"),
        (answers_anything, "无关问题", "却作了答"),
    ],
)
def test_a_wrong_answer_is_found(
    settings: Settings, alter: Callable[[Answer], Answer], step: str, why: str
) -> None:
    class Altered(Assistant):
        def ask(
            self, question: str, history: Sequence[str] = (), today: date | None = None
        ) -> Answer:
            found = super().ask(question, history, today)
            return alter(found) if found.citations or alter is answers_anything else found

    [_, made] = steps_of(Subject(settings, TODAY, Altered.of), "索引", step)
    assert made.outcome is Outcome.FAILED
    assert why in made.sentence


def test_answers_about_another_article_are_found(settings: Settings) -> None:
    class Mistaken(Assistant):
        def ask(
            self, question: str, history: Sequence[str] = (), today: date | None = None
        ) -> Answer:
            return super().ask("第一条", history, today)

    [_, made] = steps_of(Subject(settings, TODAY, Mistaken.of), "索引", "题库作答")
    assert made.outcome is Outcome.FAILED
    assert "只有 1 题" in made.sentence  # the one about the first article


# --- the machine --------------------------------------------------------------------------------


def test_a_data_directory_that_cannot_be_written_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    subject = Subject(Settings(tmp_path / "file" / "data"), TODAY)
    steps = steps_of(subject, "数据目录", "磁盘空间")
    assert outcomes(steps) == {"数据目录": "不通过", "磁盘空间": "不通过"}
    assert "QA_DATA_DIR" in by_name(steps, "数据目录").sentence


def test_a_damaged_data_file_is_found_and_left_alone(settings: Settings) -> None:
    path = settings.data_dir / "quiz" / "practice.sqlite3"
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    [sound] = steps_of(Subject(settings, TODAY), "数据目录")
    assert (sound.outcome, "1 个数据文件完好" in sound.sentence) == (Outcome.PASSED, True)
    path.write_bytes(b"no database at all, and long enough to be read as one" * 20)
    before = path.read_bytes()
    [broken] = steps_of(Subject(settings, TODAY), "数据目录")
    assert broken.outcome is Outcome.FAILED
    assert "practice.sqlite3 已损坏" in broken.sentence
    assert path.read_bytes() == before


def test_a_busy_data_file_is_not_called_damaged(settings: Settings) -> None:
    path = settings.data_dir / "busy.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE t (x)")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        [step] = list(check(Subject(settings, TODAY), [Check("文件", machine.data_can_be_kept)]))
    finally:
        connection.close()
    assert step.outcome is Outcome.PASSED


def test_what_breaks_inside_a_step_is_one_sentence(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def look(subject: Subject) -> Finding:
        raise KeyError("secret")

    steps = list(
        check(
            Subject(settings, TODAY),
            [Check("甲", look), Check("乙", lambda _: passed("好。"), after="甲")],
        )
    )
    assert outcomes(steps) == {"甲": "不通过", "乙": "没有做"}
    assert is_one_chinese_sentence(steps[0].sentence)
    assert "secret" not in steps[0].sentence
    assert "unexpected error" in caplog.text
    assert failed("坏").outcome is Outcome.FAILED


# --- the language model ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("llm", "script", "outcome", "said", "calls"),
    [
        (False, faithful, Outcome.PASSED, "没有启用", 0),
        (True, faithful, Outcome.PASSED, "通过了核对", 1),
        (True, silence, Outcome.WARNED, "没有及时回应", 1),
    ],
)
def test_a_language_model_is_asked_only_where_it_is_on(
    settings: Settings,
    llm: bool,
    script: Callable[..., object],
    outcome: Outcome,
    said: str,
    calls: int,
) -> None:
    with ScriptedEndpoint(script) as endpoint:  # type: ignore[arg-type]
        talking = replace(
            settings,
            llm=llm,
            endpoint=Endpoint(endpoint.base_url, "scripted", "sk-geheim", first_token=1.0),
        )
        [_, step] = steps_of(Subject(talking, TODAY), "索引", "语言模型")
        assert len(endpoint.requests) >= calls
        assert bool(endpoint.requests) is bool(calls)
    assert (step.outcome, said in step.sentence) == (outcome, True), step.sentence
    assert "sk-geheim" not in step.sentence


# --- the command ----------------------------------------------------------------------------------


def test_the_command_prints_the_steps_and_says_by_its_status(
    command: Command, settings: Settings
) -> None:
    done = command("qa", "check", QA_DATA_DIR=str(settings.data_dir))
    assert done.returncode == 0, done.stdout + done.stderr
    *steps, last = done.stdout.splitlines()
    assert [text.split("] ")[1].split("：")[0] for text in steps] == [c.name for c in CHECKS]
    assert last.startswith("共 10 步：通过 ")
    broken = command("qa", "check", QA_DATA_DIR="/dev/null/x")
    assert broken.returncode == 1
    assert "[不通过] 索引：还没有索引" in broken.stdout
    assert "[不通过] 数据目录" in broken.stdout
    assert "Traceback" not in broken.stdout + broken.stderr
