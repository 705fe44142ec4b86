"""The page with a language model: what is shown while it talks, after it failed, and never."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from gradio_client import Client

from corpus.endpoint import Endpoint
from eval.misbehaving import altered_number, markup, refusal
from eval.scripted import Exchange, Script, ScriptedEndpoint, faithful, faithful_text
from indexing.index import RegulationIndex
from qa.assistant import Assistant
from qa.llm.model import ChatModel
from qa.record import answer_record
from tests.conftest import ROOT, is_one_chinese_sentence
from tests.fakes import nobody
from ui.background import served
from ui.chat.conversation import Turn, asked, messages, reply
from ui.chat.floor import Floor
from ui.chat.handlers import View, answer_next, answer_question
from ui.holder import Holder

QUESTION = "县长出差要提前几天报告？"
TWO_QUOTES = "常务会议纪要由谁签发？"
KEY = "sk-geheim-9876543210"
WORDED = "语句由语言模型组织，逐句核对过原文。"
BROKEN_OFF = "没有答完，先答了后面的问题。"

Talking = Callable[[Script], Holder[Assistant]]


@pytest.fixture
def talking(index: RegulationIndex) -> Iterator[Talking]:
    """Return a holder of an assistant whose endpoint follows the script given."""
    with ExitStack() as opened:

        def start(script: Script) -> Holder[Assistant]:
            endpoint = opened.enter_context(ScriptedEndpoint(script))
            model = ChatModel(Endpoint(endpoint.base_url, "scripted", KEY, first_token=5.0))
            assistant = Assistant.of(index, model=model)
            holder = Holder(lambda _: assistant)
            holder.get()
            return holder

        yield start


def halting(gate: threading.Event) -> Script:
    """Write the first sentence, nothing but line ends until ``gate``, then the others."""

    def script(exchange: Exchange) -> None:
        first, *others = faithful_text(exchange.asked).split("按照")[1:]
        exchange.begin()
        exchange.say(f"按照{first}\n")
        while not gate.is_set():
            exchange.say("\n")
            gate.wait(0.1)
        exchange.say("".join(f"按照{other}" for other in others))
        exchange.end()

    return script


def said(view: View) -> str:
    """The HTML of the reply, without what stands below it."""
    html = str(view.messages[-1]["content"][0]["text"])
    return re.split('<div class="qa-(?:foot|related)">', html)[0]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def first_sentence(views: Iterator[View]) -> View:
    return next(view for view in views if "qa-ref" in said(view))


# --- an answer in the telling -----------------------------------------------------------------


def test_each_sentence_is_shown_as_it_comes_beside_its_own_cards(talking: Talking) -> None:
    holder = talking(faithful)
    waiting: list[View] = []
    spoken: list[View] = []
    for view in answer_question(holder, TWO_QUOTES, (), nobody()):
        (spoken if "qa-ref" in said(view) else waiting).append(view)
    assert [plain(said(view)) for view in waiting] == ["正在查找依据……", "正在组织语句……"]
    records = list(holder.get().stream(TWO_QUOTES))
    assert [plain(said(view)).removesuffix(WORDED) for view in spoken] == [
        record.text for record in (*records, records[-1])
    ]
    for view in spoken:
        marks = set(re.findall(r'href="#(card-[\d-]+)"', said(view)))
        assert marks == set(re.findall(r'id="(card-[\d-]+)"', view.panel))
    assert spoken[0].panel.count("qa-card") < spoken[-1].panel.count("qa-card")
    assert ["qa-more" in said(view) for view in spoken] == [True] * len(records) + [False]
    assert [WORDED in said(view) for view in spoken] == [False] * len(records) + [True]
    [turn] = spoken[-1].turns
    assert turn == Turn(TWO_QUOTES, turn.answer, foot=turn.foot)


@pytest.mark.parametrize(
    "script", [altered_number, markup, refusal(401)], ids=["altered", "markup", "key"]
)
def test_without_the_models_words_there_is_the_extract_and_a_note(
    talking: Talking, assistant: Assistant, script: Script
) -> None:
    found = assistant.ask(QUESTION).text
    *told, last = answer_question(talking(script), QUESTION, (), nobody())
    assert plain(said(told[-1])) == found
    answer = last.turns[-1].answer
    assert answer is not None and answer.note.startswith("语言模型")
    assert plain(said(last)) == found + answer.note
    assert all(name not in said(view) for view in (*told, last) for name in ("<script", "<img"))
    grows = sum("qa-ref" not in said(view) for view in told) > 5
    assert grows == (script not in (altered_number, markup))  # else it comes while the model talks


def test_what_the_model_is_not_asked_for_grows_as_without_one(talking: Talking) -> None:
    for question in ("食堂几点开门？", "常务会议多久开一次？会签文件几天内要回复？"):
        views = list(answer_question(talking(faithful), question, (), nobody()))
        assert len(views) > 8
        assert "qa-note" not in said(views[-1])


def test_notes_are_text(assistant: Assistant) -> None:
    told = replace(assistant.ask(QUESTION), text="<b>甲</b>", note="<img src=x>", worded=True)
    html = reply(Turn(QUESTION, told), 1)
    assert re.findall(r'<p class="qa-note">(.*?)</p>', html) == [WORDED, "&lt;img src=x&gt;"]
    assert "<b>" not in html


# --- another question, a new chat, a closed page ------------------------------------------------


def test_another_question_silences_the_one_before_and_keeps_what_it_said(talking: Talking) -> None:
    gate = threading.Event()
    holder, floor = talking(halting(gate)), Floor()
    views = (view for view in answer_next(holder, floor, TWO_QUOTES, (), nobody()) if view)
    partial = first_sentence(views)
    assert asked(partial.turns) == (TWO_QUOTES,)
    kept = messages(partial.turns)[-1]["content"][0]["text"]
    assert plain(kept) == plain(said(partial)) + BROKEN_OFF
    second = answer_next(holder, floor, "食堂几点开门？", partial.turns, nobody())
    assert next(second) is not None
    gate.set()
    assert list(views) == []
    last = [view for view in second if view][-1]
    assert [turn.question for turn in last.turns] == [TWO_QUOTES, "食堂几点开门？"]
    assert BROKEN_OFF in last.messages[1]["content"][0]["text"]
    assert BROKEN_OFF not in said(last)


def test_a_second_press_of_the_key_is_no_question(talking: Talking) -> None:
    holder, floor = talking(faithful), Floor()
    views = answer_next(holder, floor, TWO_QUOTES, (), nobody())
    next(views)
    for pressed in ("", " ", TWO_QUOTES, f"{TWO_QUOTES}\n"):
        assert list(answer_next(holder, floor, pressed, (), nobody())) == [None]
    assert WORDED in said([view for view in views if view][-1])
    again = [view for view in answer_next(holder, floor, TWO_QUOTES, (), nobody()) if view]
    assert WORDED in said(again[-1])


def test_a_new_chat_silences_the_answer(talking: Talking) -> None:
    gate = threading.Event()
    holder, floor = talking(halting(gate)), Floor()
    views = answer_next(holder, floor, TWO_QUOTES, (), nobody())
    assert first_sentence(view for view in views if view)
    floor.leave()
    gate.set()
    assert list(views) == [None]


def test_a_page_that_is_closed_ends_the_models_stream(talking: Talking) -> None:
    ended = threading.Event()

    def endless(exchange: Exchange) -> None:
        exchange.begin()
        try:
            exchange.say(faithful_text(exchange.asked) + "\n")
            for _ in range(200):
                exchange.say("\n")
                exchange.wait(0.05)
        except OSError:
            ended.set()
            raise

    views = answer_next(talking(endless), Floor(), QUESTION, (), nobody())
    first_sentence(view for view in views if view)
    views.close()  # type: ignore[attr-defined]
    assert ended.wait(5)


# --- the command line and the API ---------------------------------------------------------------


def app(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("QA_")}
    return subprocess.run(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_model_that_is_not_set_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    for arguments, environment in ((("--llm",), {}), ((), {"QA_LLM": "on"})):
        done = app(*arguments, QA_DATA_DIR=str(tmp_path / "new"), **environment)
        assert done.returncode == 1
        assert is_one_chinese_sentence(done.stderr)
        assert "QA_LLM_BASE_URL" in done.stderr
        assert not (tmp_path / "new").exists()


def test_the_option_wins_over_the_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        done = app("--no-llm", "--port", str(taken.getsockname()[1]), QA_LLM="on")
    assert "已被占用" in done.stderr
    both = app("--llm", "--no-llm")
    assert both.returncode == 2
    assert is_one_chinese_sentence(both.stderr)


def test_the_api_words_its_answers_and_keeps_the_key(
    data_dir: Path, tmp_path: Path, assistant: Assistant
) -> None:
    log = tmp_path / "log.txt"
    with ExitStack() as opened:
        endpoint = opened.enter_context(ScriptedEndpoint(faithful))
        settings = {"QA_LLM_BASE_URL": endpoint.base_url, "QA_LLM_MODEL": "scripted"}
        running = opened.enter_context(
            served(data_dir, log, QA_LLM="on", QA_LLM_API_KEY=KEY, **settings)
        )
        client = Client(running.url, verbose=False)
        opened.callback(client.close)
        record = client.predict(QUESTION, [], api_name="/ask")
        assert record["answer"].startswith("按照")
        assert set(record) == set(answer_record(assistant.ask(QUESTION)))
        assert endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(record) + log.read_text(encoding="utf-8")
