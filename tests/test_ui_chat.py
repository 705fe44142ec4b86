"""The chat: what stands below an answer, what is kept of it, what comes back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.model import Regulation
from corpus.parser import parse
from corpus.source import BUILT_IN
from qa import Assistant
from qa.official import official_text
from qa.userdata.conversations import Conversation
from ui.chat.conversation import Turn, messages, reply
from ui.chat.foot import LIKELY, UNSURE, confidence_words, foot
from ui.chat.handlers import answer_question, kept_view
from ui.chat.history import bar, rows
from ui.chat.keeping import Keeper, conversation_of
from ui.holder import Holder

QUESTION = "县长出差要提前几天报告？"
ONE, OTHER = "a" * 32, "b" * 32


def holding(assistant: Assistant) -> Holder[Assistant]:
    holder: Holder[Assistant] = Holder(lambda _: assistant)
    holder.get()
    return holder


def test_one_citation_is_written_as_official_documents_do(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert official_text(assistant.regulation, answer) == (
        "根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）第七十七条第五款："
        f"“{answer.citations[0].quote}”"
    )


def test_several_citations_are_a_list_and_the_calculation_no_part_of_it(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("常务会议和党组会议的纪要分别由谁签发？")
    title, *lines = official_text(assistant.regulation, answer).split("\n")
    assert title == "根据《乾安县人民政府工作规则》（乾政发〔2022〕2号）："
    assert [line[:3] for line in lines] == ["（一）", "（二）", "（三）", "（四）"][: len(lines)]
    assert len(lines) == len(answer.citations) > 1
    dated = assistant.ask("我们局2026年3月3日报上去一份加急文件，最晚哪天该批完？")
    assert official_text(assistant.regulation, dated).split("\n")[-1] == (
        f"据此推算：{dated.calculation}"
    )


def test_confidence_is_told_in_words(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert confidence_words(replace(answer, confidence=0.93)) == LIKELY
    assert confidence_words(replace(answer, confidence=0.49)) == UNSURE
    assert confidence_words(assistant.ask("食堂几点开门？")) == ""


def test_the_foot_escapes_everything(assistant: Assistant) -> None:
    html = foot(assistant.regulation, assistant.ask(QUESTION), (3, 1), ["<img src=x>？"])
    assert "<img" not in html
    assert "&lt;img src=x&gt;？" in html
    assert '<span class="qa-place" hidden>3 1</span>' in html


def test_an_answer_that_is_not_kept_has_no_opinion_to_give(assistant: Assistant) -> None:
    assert "qa-opinion" not in foot(assistant.regulation, assistant.ask(QUESTION))


def test_related_questions_lead_on(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    found = assistant.related(answer)
    assert 1 <= len(found) <= 3
    assert QUESTION not in found
    cited = {citation.article for citation in answer.citations}
    first = assistant.ask(found[0])
    assert cited & {citation.article for citation in first.citations}
    assert not set(found) & set(assistant.related(answer, found))


def test_a_turn_is_kept_and_comes_back_for_its_visitor_alone(
    assistant: Assistant, tmp_path: Path
) -> None:
    mine = Keeper(tmp_path, assistant.regulation, ONE)
    *_, first = answer_question(holding(assistant), QUESTION, (), mine)
    *_, second = answer_question(holding(assistant), "那副县长呢？", first.turns, mine)
    kept = conversation_of(second.turns)
    assert [turn.place for turn in second.turns] == [(kept, 1), (kept, 2)]
    again = kept_view(assistant.regulation, mine, kept)
    assert [turn.question for turn in again.turns] == [QUESTION, "那副县长呢？"]
    assert again.turns[0].answer == replace(
        first.turns[0].answer, seconds=again.turns[0].answer.seconds
    )
    assert again.panel == second.panel
    assert mine.title(kept) == QUESTION
    with pytest.raises(Exception, match="对话"):
        kept_view(assistant.regulation, Keeper(tmp_path, assistant.regulation, OTHER), kept)
    assert Keeper(tmp_path, assistant.regulation, OTHER).title(kept) == ""


def test_without_a_cookie_an_answer_comes_and_nothing_is_kept(
    assistant: Assistant, tmp_path: Path
) -> None:
    *_, view = answer_question(
        holding(assistant), QUESTION, (), Keeper(tmp_path, assistant.regulation, None)
    )
    assert view.turns[0].answer is not None
    assert conversation_of(view.turns) == 0
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_kept_the_answer_says_so(assistant: Assistant, tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where the directory should be", encoding="utf-8")
    *_, view = answer_question(
        holding(assistant), QUESTION, (), Keeper(blocked, assistant.regulation, ONE)
    )
    shown = view.messages[-1]["content"][0]["text"]
    assert "第七十七条第五款" in shown
    assert "没有存入对话记录" in shown


def test_an_answer_under_an_older_text_shows_no_quotes(
    assistant: Assistant, tmp_path: Path
) -> None:
    mine = Keeper(tmp_path, assistant.regulation, ONE)
    *_, view = answer_question(holding(assistant), QUESTION, (), mine)
    amended = _without_quote(assistant.regulation)
    again = kept_view(amended, Keeper(tmp_path, amended, ONE), conversation_of(view.turns))
    assert "qa-ref" not in reply(again.turns[0], 1)
    assert "规则的文本在这次回答之后有改动" in reply(again.turns[0], 1)
    assert "qa-card" not in again.panel


def _without_quote(regulation: Regulation) -> Regulation:
    text = (Path(__file__).parent.parent / "corpus" / "data" / BUILT_IN).read_text(encoding="utf-8")
    amended = parse(re.sub(r"须提前\s*3\s*天分别", "须提前5天分别", text))
    assert amended.fingerprint != regulation.fingerprint
    return amended


def test_a_refusal_names_the_nearest_articles_with_links(
    assistant: Assistant, tmp_path: Path
) -> None:
    *_, view = answer_question(
        holding(assistant), "食堂几点开门？", (), Keeper(tmp_path, assistant.regulation, None)
    )
    near = view.turns[0].answer.ranked_articles[:3]
    for number in near:
        assert f'href="#a{number}"' in view.panel


def test_the_list_tells_titles_as_text_and_days_as_people_do() -> None:
    today = date(2026, 11, 23)
    listed = [
        Conversation(7, "<b>粗</b>", "", "2026-11-23T09:05:00+08:00", 2),
        Conversation(6, "昨天的", "", "2026-11-22T23:59:00+08:00", 1),
        Conversation(5, "去年的", "", "2025-12-31T10:00:00+08:00", 1),
    ]
    html = rows(listed, today)
    assert "&lt;b&gt;粗&lt;/b&gt;" in html
    assert "今天 09:05 · 2 问" in html
    assert "昨天 23:59" in html
    assert "2025年12月31日" in html
    assert "没有找到" in rows([], today, found=True)
    assert "还没有对话记录" in rows([], today)


def test_a_new_conversation_can_neither_be_renamed_nor_exported() -> None:
    assert "qa-rename" not in bar(0, "")
    assert "qa-rename" in bar(4, "请假")


def test_only_the_conversation_of_the_turns_is_gone_on_with() -> None:
    turns = (Turn("甲", conversation=3, number=1), Turn(" ", fault="空"))
    assert conversation_of(turns) == 3
    assert len(messages(turns)) == 3
