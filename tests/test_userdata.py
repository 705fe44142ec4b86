"""Conversations and feedback: each visitor's own, proved when read back, never half forgotten."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from corpus import Regulation
from corpus.errors import CommandError, DataDirectoryError, ProofError, StoreError
from corpus.parser import parse
from eval.dataset import read_file
from qa.__main__ import main
from qa.model import Answer
from qa.proof import cite
from qa.question import LONGEST
from qa.record import answer_record
from qa.userdata.answers import from_record, to_record
from qa.userdata.candidates import candidate_lines
from qa.userdata.conversations import (
    LONGEST_TITLE,
    MOST_CONVERSATIONS,
    MOST_TURNS,
    UNREADABLE,
    UNTITLED,
    ConversationStore,
    Kept,
    title_of,
)
from qa.userdata.export import markdown, word
from qa.userdata.feedback import LONGEST_COMMENT, FeedbackStore, Reason
from qa.userdata.transcript import STALE
from tests.conftest import ROOT, is_one_chinese_sentence

ANN, BOB = "a" * 32, "b" * 32
ASKED = "县长出差要提前几天报告？"


@dataclass
class Clock:
    """The time, moved by hand."""

    now: datetime = datetime(2026, 3, 3, 6, 5, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, regulation: Regulation, clock: Clock) -> ConversationStore:
    return ConversationStore(tmp_path, regulation, clock)


@pytest.fixture
def opinions(tmp_path: Path, regulation: Regulation, clock: Clock) -> FeedbackStore:
    return FeedbackStore(tmp_path, regulation, clock)


@pytest.fixture
def answer(regulation: Regulation) -> Answer:
    return told(regulation, 77, "须提前3天分别向市委、市政府、县委报告")


def told(regulation: Regulation, number: int, words: str, **changes: Any) -> Answer:
    """Return an answer that quotes ``words`` of an article."""
    article = regulation.article(number)
    start = article.text.index(words)
    citation = cite(regulation, article, start, start + len(words))
    text = f"《规则》{article.label}规定：{words}。[1]"
    made = Answer(ASKED, ASKED, text, False, (citation,), (number, 78), 0.9, seconds=0.25)
    return replace(made, **changes)


def refusal(text: str = "没有找到能回答这个问题的规定。") -> Answer:
    return Answer("食堂几点开饭？", "食堂几点开饭？", text, True, (), (82, 40), 0.1)


def amended(regulation: Regulation, number: int, old: str, new: str) -> Regulation:
    """Return the regulation with ``old`` in one article replaced, under the same title."""
    lines = [f"{regulation.title}"]
    for chapter in regulation.chapters:
        lines.append(chapter.label)
        for entry in chapter.articles:
            text = entry.text.replace(old, new) if entry.number == number else entry.text
            lines.append(f"{entry.label} {text}")
    return parse("\n".join(lines))


def database(folder: Path) -> Path:
    return folder / "conversations" / "conversations.sqlite3"


def change(folder: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(database(folder))
    with connection:
        connection.execute(statement, values)
    connection.close()


# -- conversations ------------------------------------------------------------------------------


def test_nothing_is_written_before_the_first_question(
    store: ConversationStore, opinions: FeedbackStore, tmp_path: Path
) -> None:
    assert store.conversations(ANN) == ()
    assert store.find(ANN, "县长") == ()
    assert opinions.everything() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_turn_comes_back_whole(
    store: ConversationStore, answer: Answer, regulation: Regulation
) -> None:
    whole = replace(answer, verdict=True, computed=("2026-03-12",), calculation="到3月12日。")
    whole = replace(whole, worded=True, note="模型没有连上。")
    conversation = store.begin(ANN, title_of(ASKED))
    assert [store.add(ANN, conversation, ASKED, each) for each in (whole, refusal())] == [1, 2]
    assert store.add(ANN, conversation, "？？", None, "问题里只有标点。") == 3
    first, second, third = store.turns(ANN, conversation)
    assert (first.question, first.answer, first.fault) == (ASKED, whole, "")
    assert (first.number, first.fingerprint) == (1, regulation.fingerprint)
    assert (second.answer, second.stale) == (refusal(), False)
    assert (third.answer, third.fault, third.number) == (None, "问题里只有标点。", 3)


def test_times_are_local_with_their_offset(store: ConversationStore, answer: Answer) -> None:
    conversation = store.begin(ANN, "甲")
    store.add(ANN, conversation, ASKED, answer)
    [turn], [listed] = store.turns(ANN, conversation), store.conversations(ANN)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", turn.asked)
    assert datetime.fromisoformat(turn.asked) == datetime(2026, 3, 3, 6, 5, 11, tzinfo=UTC)
    assert listed.latest == turn.asked
    assert datetime.fromisoformat(listed.begun) == datetime(2026, 3, 3, 6, 5, 10, tzinfo=UTC)


def test_the_latest_asked_in_comes_first(store: ConversationStore, answer: Answer) -> None:
    first, second, third = (store.begin(ANN, name) for name in "甲乙丙")
    assert [each.id for each in store.conversations(ANN)] == [third, second, first]
    store.add(ANN, first, ASKED, answer)
    store.add(ANN, first, ASKED, answer)
    listed = store.conversations(ANN)
    assert [each.id for each in listed] == [first, third, second]
    assert [each.count for each in listed] == [2, 0, 0]


def test_a_visitor_meets_only_what_is_theirs(
    store: ConversationStore, opinions: FeedbackStore, answer: Answer
) -> None:
    hers, gone = store.begin(ANN, "她的"), store.begin(BOB, "他的")
    store.add(ANN, hers, ASKED, answer)
    store.delete(BOB, gone)
    attempts: list[Callable[[int], object]] = [
        lambda which: store.turns(BOB, which),
        lambda which: store.add(BOB, which, ASKED, answer),
        lambda which: store.rename(BOB, which, "改名"),
        lambda which: store.delete(BOB, which),
        lambda which: opinions.give(BOB, which, 1, useful=True),
        lambda which: opinions.withdraw(BOB, which, 1),
        lambda which: opinions.of(BOB, which),
    ]
    for attempt in attempts:
        said = set()
        for which in (hers, gone, 999, -1):
            with pytest.raises(CommandError) as raised:
                attempt(which)
            said.add(str(raised.value))
        assert len(said) == 1
        assert is_one_chinese_sentence(said.pop())
    with pytest.raises(CommandError, match="恢复不了"):
        store.restore(BOB, hers)
    store.delete_all(BOB)
    assert store.find(BOB, "出差") == ()
    [listed] = store.conversations(ANN)
    assert (listed.title, listed.count) == ("她的", 1)


@pytest.mark.parametrize("visitor", ["", "A" * 32, "a" * 31, f"{'a' * 32}\n", "' OR 1=1 --"])
def test_a_visitor_without_an_id_has_nothing(store: ConversationStore, visitor: str) -> None:
    for attempt in (store.conversations, store.delete_all, lambda who: store.begin(who, "甲")):
        with pytest.raises(CommandError, match="标识"):
            attempt(visitor)


def test_another_regulation_has_conversations_of_its_own(
    store: ConversationStore, answer: Answer, tmp_path: Path
) -> None:
    conversation = store.begin(ANN, "甲")
    other = ConversationStore(tmp_path, parse("别的办法\n第一条 应当报告。"))
    assert other.conversations(ANN) == ()
    with pytest.raises(CommandError, match="没有这段对话"):
        other.add(ANN, conversation, ASKED, answer)
    other.delete_all(ANN)
    assert store.conversations(ANN) == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  出差\n报告\t怎么办　 ", "出差 报告 怎么办"),
        ("甲\x00\u202e\u200b乙", "甲乙"),
        ("字" * LONGEST_TITLE, "字" * LONGEST_TITLE),
        ("<b>甲</b>", "<b>甲</b>"),
    ],
)
def test_a_title_is_one_printable_line(store: ConversationStore, typed: str, kept: str) -> None:
    conversation = store.begin(ANN, "旧名")
    store.rename(ANN, conversation, typed)
    assert [each.title for each in store.conversations(ANN)] == [kept]


@pytest.mark.parametrize("typed", ["", " \n ", "\x00\u200b", "字" * (LONGEST_TITLE + 1), "\ud800"])
def test_a_title_that_is_none_is_told(store: ConversationStore, typed: str) -> None:
    conversation = store.begin(ANN, "旧名")
    for attempt in (
        lambda: store.rename(ANN, conversation, typed),
        lambda: store.begin(ANN, typed),
    ):
        with pytest.raises(CommandError) as raised:
            attempt()
        assert is_one_chinese_sentence(str(raised.value))
    assert [each.title for each in store.conversations(ANN)] == ["旧名"]


def test_a_first_question_names_its_conversation(store: ConversationStore) -> None:
    assert title_of(f" {ASKED}\n") == ASKED
    long = title_of("关于" * 40)
    assert (len(long), long[-1]) == (30, "…")
    assert title_of("\x00\ud800") == UNTITLED
    for question in (ASKED, "关于" * 40, "\x00"):
        store.begin(ANN, title_of(question))
    assert len(store.conversations(ANN)) == 3


def test_what_cannot_be_kept_is_told(store: ConversationStore, answer: Answer) -> None:
    conversation = store.begin(ANN, "甲")
    for question, said in ((" \n", "空的问题"), ("长" * (LONGEST + 1), "1001 个字")):
        with pytest.raises(CommandError, match=said):
            store.add(ANN, conversation, question, answer)
    assert store.add(ANN, conversation, "长" * LONGEST, answer) == 1
    assert store.add(ANN, conversation, "断\ud800字\x00", None, "编码损坏") == 2
    assert [turn.question for turn in store.turns(ANN, conversation)][1] == "断?字\x00"


def test_limits_are_told_and_nothing_makes_room(
    store: ConversationStore, answer: Answer, tmp_path: Path
) -> None:
    conversation = store.begin(ANN, "满")
    store.add(ANN, conversation, ASKED, answer)
    change(tmp_path, "UPDATE turns SET number = ?", MOST_TURNS)
    with pytest.raises(CommandError, match=f"已有 {MOST_TURNS} 个问题.*新对话"):
        store.add(ANN, conversation, ASKED, answer)
    connection = sqlite3.connect(database(tmp_path))
    with connection:
        connection.executemany(
            "INSERT INTO conversations (visitor, regulation, title, begun) VALUES (?, ?, '甲', 0)",
            [(ANN, "别的规则")] * (MOST_CONVERSATIONS - 1),
        )
    connection.close()
    with pytest.raises(CommandError, match=f"已存了 {MOST_CONVERSATIONS} 段对话"):
        store.begin(ANN, "再来")
    store.begin(BOB, "别人照旧")
    store.delete(ANN, conversation)
    store.begin(ANN, "有位置了")


def test_a_deleted_conversation_comes_back_for_a_day(
    store: ConversationStore, answer: Answer, clock: Clock
) -> None:
    conversation = store.begin(ANN, "甲")
    store.add(ANN, conversation, ASKED, answer)
    before = store.turns(ANN, conversation)
    store.delete(ANN, conversation)
    assert store.conversations(ANN) == ()
    assert store.find(ANN, "出差") == ()
    clock.now += timedelta(hours=23)
    store.restore(ANN, conversation)
    assert store.turns(ANN, conversation) == before
    with pytest.raises(CommandError, match="恢复不了"):
        store.restore(ANN, conversation)
    store.delete(ANN, conversation)
    clock.now += timedelta(hours=24)
    with pytest.raises(CommandError, match="恢复不了"):
        store.restore(ANN, conversation)


def test_what_is_erased_is_out_of_the_file(
    store: ConversationStore, answer: Answer, clock: Clock, tmp_path: Path
) -> None:
    secret, kept = "机密的一个问题", "留下的一个问题"
    for words in (secret, kept):
        store.add(ANN, store.begin(ANN, words), words, replace(answer, text=words * 400))

    def holds(words: str) -> bool:
        files = database(tmp_path).parent.iterdir()
        return any(words.encode() in path.read_bytes() for path in files)

    [old] = store.find(ANN, secret)
    store.delete(ANN, old.id)
    assert holds(secret)
    clock.now += timedelta(days=1)
    store.begin(BOB, "此后的第一次写入")
    assert not holds(secret)
    assert holds(kept)
    store.delete_all(ANN)
    assert not holds(kept)
    assert store.conversations(ANN) == ()
    [his] = store.conversations(BOB)
    assert his.id > old.id + 1  # an id is never used again


def test_find_reads_questions_answers_and_titles(store: ConversationStore, answer: Answer) -> None:
    trip, meal = store.begin(ANN, "外出报备"), store.begin(ANN, "食堂")
    store.add(ANN, trip, ASKED, answer)
    store.add(ANN, meal, "食堂ＡＢＣ几点开饭？", refusal("没有规定，100%_没有。"))
    store.add(ANN, meal, "？？", None, "出差")

    def found(words: str) -> list[int]:
        return [each.id for each in store.find(ANN, words)]

    assert found("出差") == [trip]
    assert found("市政府、县委报告。") == [trip]  # the mark [1] stands before nothing
    assert found("外出 县长　3天") == [trip]
    assert found("县长 食堂") == []
    assert found("abc") == found("没有规定") == [meal]
    assert found("%_") == [meal]
    assert found("%x") == found("[1]") == found("confidence") == found(" \n") == []
    assert found("？") == [meal, trip]
    assert store.find(ANN, "几 点")[0].count == 2
    assert found("断\ud800") == found("'; DROP TABLE turns") == []


def test_an_answer_whose_quote_is_gone_keeps_its_words_only(
    store: ConversationStore, answer: Answer, regulation: Regulation, tmp_path: Path
) -> None:
    other = told(regulation, 57, "一般由县长签发")
    conversation = store.begin(ANN, "甲")
    for each in (answer, other, refusal()):
        store.add(ANN, conversation, ASKED, each)
    changed = amended(regulation, 77, "须提前3天分别向市委", "须提前5天分别向市委")
    gone, holds, refused = ConversationStore(tmp_path, changed).turns(ANN, conversation)
    assert gone.stale
    assert gone.answer is not None
    assert gone.answer.citations == ()
    assert "[" not in gone.answer.text
    assert "须提前3天" in gone.answer.text
    assert (holds.stale, holds.answer) == (False, other)
    assert refused.stale  # the changed text may answer it
    assert {turn.fingerprint for turn in (gone, holds)} == {regulation.fingerprint}
    assert store.turns(ANN, conversation)[0].answer == answer  # nothing was written over


def test_an_answer_names_no_article_that_is_gone(
    store: ConversationStore, regulation: Regulation, tmp_path: Path
) -> None:
    conversation = store.begin(ANN, "甲")
    store.add(ANN, conversation, ASKED, told(regulation, 3, "县政府", ranked_articles=(3, 87)))
    shorter = amended(regulation, 0, "", "")
    last = shorter.chapters[-1]
    chapters = (*shorter.chapters[:-1], replace(last, articles=last.articles[:-1]))
    [turn] = ConversationStore(tmp_path, replace(shorter, chapters=chapters)).turns(
        ANN, conversation
    )
    assert turn.answer is not None
    assert (turn.answer.ranked_articles, turn.stale) == ((3,), False)


@pytest.mark.parametrize(
    "record",
    [
        "", "{", "[]", "null", "{}", '{"question": "甲"}', "[" * 100_000,
        lambda made: json.dumps({**made, "text": 5}),
        lambda made: json.dumps({**made, "refused": "no"}),
        lambda made: json.dumps({**made, "unknown": 1}),
        lambda made: json.dumps({**made, "citations": [{"article": 1}]}),
        lambda made: json.dumps({**made, "citations": [{**made["citations"][0], "start": "0"}]}),
        lambda made: json.dumps({**made, "ranked_articles": None}),
        lambda made: json.dumps({**made, "ranked_articles": ["77"]}),
        lambda made: json.dumps({**made, "computed": [1]}),
    ],
)  # fmt: skip
def test_an_unreadable_answer_is_told_and_stays(
    store: ConversationStore,
    opinions: FeedbackStore,
    answer: Answer,
    tmp_path: Path,
    record: str | Callable[[dict[str, Any]], str],
) -> None:
    damaged = record if isinstance(record, str) else record(json.loads(to_record(answer)))
    conversation = store.begin(ANN, "甲")
    for _ in range(2):
        store.add(ANN, conversation, ASKED, answer)
    change(tmp_path, "UPDATE turns SET answer = ? WHERE number = 1", damaged)
    first, second = store.turns(ANN, conversation)
    assert (first.answer, first.fault, first.number) == (None, UNREADABLE, 1)
    assert is_one_chinese_sentence(first.fault)
    assert second.answer == answer
    assert [each.id for each in store.find(ANN, "出差")] == [conversation]
    with pytest.raises(CommandError, match="读不懂"):
        opinions.give(ANN, conversation, 1, useful=True)
    connection = sqlite3.connect(database(tmp_path))
    [kept] = connection.execute("SELECT answer FROM turns WHERE number = 1").fetchone()
    connection.close()
    assert kept == damaged


def test_a_record_of_every_answer_reads_back(answer: Answer) -> None:
    for each in (answer, refusal(), replace(answer, verdict=False, confidence=1)):
        assert from_record(to_record(each)) == each


# -- feedback -----------------------------------------------------------------------------------


def asked_twice(store: ConversationStore, answer: Answer) -> int:
    """Begin Ann's conversation: a fault, an answer, another answer."""
    conversation = store.begin(ANN, "甲")
    store.add(ANN, conversation, "？？", None, "只有标点")
    store.add(ANN, conversation, ASKED, answer)
    store.add(ANN, conversation, "那副县长呢？", answer)
    return conversation


def test_feedback_holds_all_that_explains_it(
    store: ConversationStore, opinions: FeedbackStore, answer: Answer, regulation: Regulation
) -> None:
    conversation = asked_twice(store, answer)
    opinions.give(
        ANN, conversation, 3, useful=False, reason="引错条文", comment=" 应引第六款\x00。\n谢谢 "
    )
    [given] = opinions.everything()
    assert (given.visitor, given.question, given.history) == (ANN, "那副县长呢？", (ASKED,))
    assert given.answer == answer_record(answer)
    assert (given.useful, given.reason) == (False, Reason.WRONG_ARTICLE)
    assert given.comment == "应引第六款。\n谢谢"
    assert given.fingerprint == regulation.fingerprint
    assert opinions.of(ANN, conversation)[3].comment == given.comment


def test_a_second_click_changes_the_first(
    store: ConversationStore, opinions: FeedbackStore, answer: Answer
) -> None:
    conversation = asked_twice(store, answer)
    opinions.give(ANN, conversation, 2, useful=False, reason="没有答全", comment="还有")
    opinions.give(ANN, conversation, 3, useful=False)
    opinions.give(ANN, conversation, 2, useful=True)
    given = opinions.of(ANN, conversation)
    assert {number: each.useful for number, each in given.items()} == {2: True, 3: False}
    assert (given[2].reason, given[2].comment, given[3].reason) == (None, "", None)
    assert len(opinions.everything()) == 2
    opinions.withdraw(ANN, conversation, 2)
    opinions.withdraw(ANN, conversation, 2)
    assert list(opinions.of(ANN, conversation)) == [3]


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (1, {"useful": True}, "没有可以评价的答复"),
        (9, {"useful": True}, "没有可以评价的答复"),
        (2, {"useful": False, "reason": "不好看"}, "可选：答非所问、引错条文"),
        (2, {"useful": True, "reason": "其他"}, "不用选原因"),
        (2, {"useful": False, "comment": "长" * (LONGEST_COMMENT + 1)}, "501 个字"),
    ],
)
def test_feedback_that_cannot_be_given_is_told(
    store: ConversationStore,
    opinions: FeedbackStore,
    answer: Answer,
    number: int,
    words: dict[str, Any],
    said: str,
) -> None:
    conversation = asked_twice(store, answer)
    with pytest.raises(CommandError, match=said) as raised:
        opinions.give(ANN, conversation, number, **words)
    assert is_one_chinese_sentence(str(raised.value))
    assert opinions.everything() == ()


def test_feedback_outlives_its_conversation_without_the_visitor(
    store: ConversationStore,
    opinions: FeedbackStore,
    answer: Answer,
    clock: Clock,
    tmp_path: Path,
) -> None:
    first, second = asked_twice(store, answer), asked_twice(store, answer)
    opinions.give(ANN, first, 2, useful=False, reason="其他")
    opinions.give(ANN, second, 2, useful=True)
    store.delete(ANN, first)
    store.restore(ANN, first)
    assert list(opinions.of(ANN, first)) == [2]  # undone, nothing was lost
    store.delete(ANN, first)
    clock.now += timedelta(days=1)
    store.begin(BOB, "乙")
    assert [each.visitor for each in opinions.everything()] == ["", ANN]
    store.delete_all(ANN)
    assert [each.visitor for each in opinions.everything()] == ["", ""]
    assert [each.useful for each in opinions.everything()] == [False, True]
    files = database(tmp_path).parent.iterdir()
    assert not any(ANN.encode() in path.read_bytes() for path in files)


def test_unreadable_feedback_is_told(
    store: ConversationStore, opinions: FeedbackStore, answer: Answer, tmp_path: Path
) -> None:
    opinions.give(ANN, asked_twice(store, answer), 2, useful=True)
    change(tmp_path, "UPDATE feedback SET answer = '{'")
    with pytest.raises(StoreError, match="第 1 条评价读不懂") as raised:
        opinions.everything()
    assert is_one_chinese_sentence(str(raised.value))


# -- candidates for the evaluation --------------------------------------------------------------


def test_a_candidate_is_read_once_a_person_has_filled_it(
    store: ConversationStore,
    opinions: FeedbackStore,
    answer: Answer,
    regulation: Regulation,
    tmp_path: Path,
) -> None:
    conversation = asked_twice(store, answer)
    opinions.give(ANN, conversation, 2, useful=True)
    opinions.give(ANN, conversation, 3, useful=False, reason="引错条文", comment="应引\n第六款")
    lines = candidate_lines(opinions.everything(), regulation).splitlines()
    path = tmp_path / "candidates.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    empty = read_file(path, regulation)
    assert empty.items == ()
    assert [fault.line for fault in empty.faults] == [1, 2]
    records = [json.loads(line) for line in lines]
    dev = (ROOT / "eval" / "questions" / "dev.jsonl").read_text(encoding="utf-8")
    assert list(records[0]) == list(json.loads(dev.partition("\n")[0]))
    person = {"articles": [77], "paragraphs": [[77, 5]], "answers": ["提前3天"], "answerable": True}
    path.write_text("\n".join(json.dumps(each | person) for each in records), encoding="utf-8")
    filled = read_file(path, regulation)
    assert filled.faults == ()
    assert [item.split for item in filled.items] == ["candidate"] * 2
    assert filled.items[1].history == (ASKED,)
    assert filled.items[1].note == (
        "用户评价：引错条文；说明：应引 第六款；当时答：《规则》第七十七条规定："
        "须提前3天分别向市委、市政府、县委报告。[1]；当时引：第七十七条第五款"
    )
    assert ANN not in "".join(lines)


def test_a_candidate_says_that_the_text_has_changed_since(
    store: ConversationStore, opinions: FeedbackStore, answer: Answer, regulation: Regulation
) -> None:
    conversation = store.begin(ANN, "甲")
    store.add(ANN, conversation, ASKED, replace(refusal(), text="长" * 300))
    opinions.give(ANN, conversation, 1, useful=False)
    changed = amended(regulation, 77, "3天", "5天")
    [line] = candidate_lines(opinions.everything(), changed).splitlines()
    note = json.loads(line)["note"]
    assert note == f"用户评价：没用；当时答：{'长' * 200}…；当时引：无；规章在这之后改过"


def test_the_administrator_lists_and_exports(
    store: ConversationStore,
    opinions: FeedbackStore,
    answer: Answer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QA_DATA_DIR", str(tmp_path))
    target = tmp_path / "out.jsonl"

    def said(*arguments: str) -> str:
        assert main(["feedback", *arguments]) == 0
        return capsys.readouterr().out

    assert "还没有收到评价" in said("list")
    with pytest.raises(CommandError, match="没有可以导出的评价"):
        said("export", "--output", str(target))
    assert list(tmp_path.iterdir()) == []
    conversation = asked_twice(store, answer)
    opinions.give(ANN, conversation, 2, useful=True)
    opinions.give(ANN, conversation, 3, useful=False, reason="没有答全", comment="还有副县长")
    listed = said("list")
    assert "评价共 2 条：有用 1，没有答全 1。" in listed
    assert "说明：还有副县长" in listed
    assert f"前面问过：{ASKED}" in listed
    record = json.loads(said("list", "--json"))
    assert record["counts"] == {"有用": 1, "没有答全": 1}
    assert record["feedback"][1]["answer"]["citations"][0]["article"] == 77
    assert "visitor" not in record["feedback"][0]
    assert said("export", "--output", str(target)) == ""
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("arguments", [(), ("drop",), ("export",), ("list", "more")])
def test_a_misused_command_is_told(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["feedback", *arguments])
    assert left.value.code == 2
    assert is_one_chinese_sentence(capsys.readouterr().err)


def test_an_export_needs_a_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--output 后面应为文件名"):
        main(["feedback", "export", "--output", " "])
    assert list(tmp_path.iterdir()) == []


# -- export -------------------------------------------------------------------------------------

EXPORTED = datetime(2026, 3, 4, 9, 5, tzinfo=UTC)


@pytest.fixture
def turns(answer: Answer, regulation: Regulation) -> tuple[Kept, ...]:
    """An answer with a calculation and steps, a table, a refusal, a stale one, a fault."""
    steps = replace(
        answer,
        text="到3月12日（周四）。\n《规则》规定：\n1. 先报告。[1]\n2. 再出发。[1]",
        calculation="到3月12日（周四）。",
        computed=("2026-03-12",),
        understood="县长出差几天前报告？",
    )
    rows = "|  | 常务会议 | 全体会议 |\n| --- | --- | --- |\n| 规定 | 每月|\n| 甲|乙[1]|丙|丁 |\n另见[1]。"
    told_ = (steps, replace(answer, text=rows, worded=True), refusal())
    kept = [_kept(number, each) for number, each in enumerate(told_, start=1)]
    stale = replace(_kept(4, replace(answer, text="旧话。", citations=())), stale=True)
    return (*kept, stale, replace(_kept(5, None), question="？？", fault="只有标点。"))


def _kept(number: int, answer: Answer | None) -> Kept:
    return Kept(ASKED, answer, "", "2026-03-03T14:05:09+08:00", number, "f" * 64)


OFFICIAL = (
    "根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第七十七条第五款："
    "“须提前3天分别向市委、市政府、县委报告”"
)


def test_markdown_says_everything(turns: tuple[Kept, ...], regulation: Regulation) -> None:
    text = markdown("出差_报告", turns, regulation, EXPORTED)
    lines = text.splitlines()
    assert lines[:4] == [
        r"# 出差\_报告",
        "",
        "依据：《乾安县人民政府工作规则》（乾政发〔2022〕2号，2022年6月17日）  ",
        "共 5 个问题　导出时间：2026年3月4日 09:05  ",
    ]
    for expected in (
        f"## 一、{ASKED}",
        "*提问时间：2026年3月3日 14:05　理解为：县长出差几天前报告？*",
        "**到3月12日（周四）。**",
        r"1. 先报告。\[1\]",
        r"2. 再出发。\[1\]",
        rf"> \[1\] {OFFICIAL}",
        "|  | 常务会议 | 全体会议 |",
        "| --- | --- | --- |",
        "| 规定 | 每月 |  |",
        r"| 甲 | 乙\[1\] | 丙 |",
        "*语句由语言模型组织，逐句核对过原文。*",
        "*这条答复没有引用条文。*",
        f"*{STALE}*",
        "## 五、？？",
        "只有标点。",
    ):
        assert expected in lines
    assert "文中 2 处引文在导出时与《乾安县人民政府工作规则》原文逐字核对，完全一致。" in lines[-1]


def test_word_says_the_same(turns: tuple[Kept, ...], regulation: Regulation) -> None:
    data = word("出差报告", turns, regulation, EXPORTED)
    assert word("出差报告", turns, regulation, EXPORTED) == data
    document = Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for expected in (
        "出差报告",
        "共 5 个问题　导出时间：2026年3月4日 09:05",
        f"一、{ASKED}",
        "到3月12日（周四）。",
        "1.\t先报告。[1]",
        f"[1]\t{OFFICIAL}",
        STALE,
        "只有标点。",
    ):
        assert expected in lines
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "常务会议", "全体会议"],
        ["规定", "每月", ""],
        ["甲", "乙[1]", "丙"],
    ]
    raised = [run.text for each in document.paragraphs for run in each.runs if run.font.superscript]
    assert raised == ["[1]", "[1]", "[1]"]
    assert "《乾安县人民政府工作规则》问答记录" in document.sections[0].header.paragraphs[0].text


def test_a_false_quote_is_not_exported(answer: Answer, regulation: Regulation) -> None:
    false = replace(answer.citations[0], quote="须提前5天分别向市委、市政府、县委报告")
    kept = _kept(1, replace(answer, citations=(false,)))
    for export in (markdown, word):
        with pytest.raises(ProofError):
            export("甲", [kept], regulation)


def test_hostile_words_stay_words(answer: Answer, regulation: Regulation) -> None:
    typed = "<script>甲</script>\x00 | # *乙* [1](x)\n- 丙"
    kept = replace(_kept(1, answer), question=typed)
    [heading] = [line for line in markdown("甲", [kept], regulation).splitlines() if "乙" in line]
    assert heading == r"## 一、\<script\>甲\</script\> \| \# \*乙\* \[1\](x) - 丙"
    document = Document(io.BytesIO(word("甲\x00", [kept], regulation)))
    assert "一、<script>甲</script> | # *乙* [1](x) - 丙" in [p.text for p in document.paragraphs]


def test_a_conversation_without_questions_is_a_document_too(regulation: Regulation) -> None:
    assert "还没有提问" in markdown("甲", (), regulation)
    assert word("甲", (), regulation)


def test_a_kept_conversation_is_exported(
    store: ConversationStore, answer: Answer, regulation: Regulation, tmp_path: Path
) -> None:
    conversation = asked_twice(store, answer)
    changed = amended(regulation, 77, "须提前3天分别向市委", "须提前5天分别向市委")
    now = ConversationStore(tmp_path, changed).turns(ANN, conversation)
    text = markdown("甲", now, changed)
    assert "文中没有引文" in text
    assert "“" not in text
    assert OFFICIAL in markdown("甲", store.turns(ANN, conversation), regulation)


# -- several at once, and damage ----------------------------------------------------------------

_WRITER = """
import sys
from pathlib import Path
from corpus import load_regulation
from qa.userdata.conversations import ConversationStore
store = ConversationStore(Path(sys.argv[1]), load_regulation())
for number in range(20):
    store.add(sys.argv[2], int(sys.argv[3]), f"{sys.argv[4]}{number}", None, "无")
"""


def test_two_processes_write_into_one_conversation(
    store: ConversationStore, tmp_path: Path
) -> None:
    conversation = store.begin(ANN, "甲")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path), ANN, str(conversation), name], cwd=ROOT
        )
        for name in "甲乙"
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    turns = store.turns(ANN, conversation)
    assert [turn.number for turn in turns] == list(range(1, 41))
    for name in "甲乙":
        own = [turn.question for turn in turns if turn.question.startswith(name)]
        assert own == [f"{name}{number}" for number in range(20)]


_REFUSED = """
import os, resource, sys, tempfile
from pathlib import Path
from corpus import load_regulation
from corpus.errors import RegulationQAError
from qa.userdata.conversations import ConversationStore
folder, visitor = Path(tempfile.mkdtemp()), "a" * 32
store = ConversationStore(folder, load_regulation())
conversation = store.begin(visitor, "甲")
store.add(visitor, conversation, "先前的问题", None, "无")
def fill():
    size = (folder / "conversations" / "conversations.sqlite3").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
def close():
    for path in (folder / "conversations", folder):
        path.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)
{"full": fill, "closed": close}[sys.argv[1]]()
try:
    for _ in range(100):
        store.add(visitor, conversation, "长" * 1000, None, "无" * 1000)
except RegulationQAError as error:
    print(type(error).__name__, error)
if sys.argv[1] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
elif os.getuid() == 0:
    os.seteuid(0)
for path in (folder, folder / "conversations"):
    path.chmod(0o755)
first, *_ = store.turns(visitor, conversation)
print(first.question)
import shutil
shutil.rmtree(folder)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits and permissions of Unix")
@pytest.mark.parametrize("how", ["full", "closed"])
def test_a_refused_write_is_told_and_loses_nothing(how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _REFUSED, how],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    said, first = done.stdout.splitlines()
    name, _, sentence = said.partition(" ")
    assert name == DataDirectoryError.__name__
    assert is_one_chinese_sentence(sentence)
    assert {"full": "磁盘", "closed": "权限"}[how] in sentence
    assert first == "先前的问题"


@pytest.mark.parametrize("damage", ["head", "rubbish"])
def test_a_damaged_file_is_kept_aside(
    store: ConversationStore, answer: Answer, tmp_path: Path, damage: str
) -> None:
    store.add(ANN, store.begin(ANN, "甲"), ASKED, answer)
    path = database(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(b"x" * 100 + whole[100:] if damage == "head" else b"rubbish" * 50)
    damaged = path.read_bytes()
    with pytest.raises(StoreError, match="已损坏") as raised:
        store.conversations(ANN)
    assert is_one_chinese_sentence(str(raised.value))
    assert path.with_name(f"{path.name}.damaged-1").read_bytes() == damaged
    assert store.conversations(ANN) == ()
    store.begin(ANN, "重新开始")


def test_damage_in_a_large_file_is_found_where_it_is_read(
    store: ConversationStore, answer: Answer, tmp_path: Path
) -> None:
    """Above 16 MB the whole file is no longer checked before each use."""
    conversation = store.begin(ANN, "甲")
    store.add(ANN, conversation, ASKED, answer)
    change(tmp_path, "CREATE TABLE ballast AS SELECT zeroblob(17 * 1024 * 1024) AS empty")
    path = database(tmp_path)
    whole = path.read_bytes()
    page = whole.index(ASKED.encode()) // 4096 * 4096
    path.write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
    with pytest.raises(StoreError, match="已损坏"):
        store.turns(ANN, conversation)
    assert path.with_name(f"{path.name}.damaged-1").is_file()
