"""A hostile endpoint, by someone who read the code: each test failed once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from corpus.endpoint import Endpoint
from eval.scripted import Exchange, ScriptedEndpoint
from indexing.index import RegulationIndex
from qa import Assistant
from qa.llm.failures import EndpointError
from qa.llm.model import ChatModel
from qa.llm.prompts import prompt
from qa.llm.rewriting import is_faithful
from qa.llm.runs import told_whole
from qa.llm.sentences import tidied
from qa.model import Answer
from qa.proof import cite

TODAY = date(2026, 5, 11)
DAYS = "县长出差要提前几天报告？"
RULE = (
    "县长出差（参加省、市或全国性重要会议活动除外）、出访，离开本县休假、学习，"
    "须提前3天分别向市委、市政府、县委报告"
)
GIVEN = {"question": "问", "clauses": "甲", "nearest": "[1]"}


def told(
    index: RegulationIndex, question: str, text: str, *, one_chunk: bool = False, **limits: float
) -> list[Answer]:
    """Every state of the answer that a model words by replying ``text``."""

    def script(exchange: Exchange) -> None:
        exchange.begin()
        if one_chunk:
            exchange.chunk({"content": text})
        else:
            exchange.say(text)
        exchange.end()

    with ScriptedEndpoint(script) as endpoint:
        given = {"first_token": 5.0} | limits
        model = ChatModel(Endpoint(endpoint.base_url, "m", **given))  # type: ignore[arg-type]
        return list(Assistant.of(index, model=model).stream(question, (), TODAY))


@pytest.mark.parametrize(
    "reply",
    [
        f"不需要，{RULE}[1]。",
        f"不对，{RULE}[1]。",
        f"不允许：{RULE}[1]。",
        f"不需要：\n1. {RULE}[1]。\n2. 严格执行请示报告制度[13]。",
    ],
)
def test_no_verdict_is_smuggled_in(index: RegulationIndex, reply: str) -> None:
    for shown in told(index, DAYS, reply):
        assert not shown.text.startswith(("不需要", "不对", "不允许"))


@pytest.mark.parametrize("word", ["是", "需要", "即需要", "最早从当天起算"])
def test_framing_alone_is_no_sentence(index: RegulationIndex, word: str) -> None:
    shown = told(index, "副县长出差可以不报告吗？", f"{word}[1]。")
    assert all(f"{word}。" not in each.text.replace("不是。", "") for each in shown)


def test_a_row_does_not_say_the_words_of_the_question(index: RegulationIndex) -> None:
    row = "| 副县长出差可以不报告 | 由县政府办公室通报县政府其他领导同志[1] |"
    shown = told(index, "副县长出差可以不报告吗？", row)
    assert all("可以不报告" not in each.text for each in shown)


@pytest.mark.parametrize(
    "reply",
    [
        f"[{'9' * 5000}]。甲[1]。乙。",
        f"共{'9' * 5000}条[1]。乙。",
        f"第{'9' * 5000}条规定[1]。乙。",
    ],
    ids=["mark", "count", "article"],
)
def test_a_huge_number_is_no_crash(index: RegulationIndex, reply: str) -> None:
    assert told(index, DAYS, reply, one_chunk=True)[-1].citations


def test_blanks_are_read_in_no_time(index: RegulationIndex) -> None:
    spent, started = time.process_time(), time.perf_counter()
    tidied(" " * 400 + "[" + " " * 400 + "x。")
    assert time.process_time() - spent < 0.1
    told(index, DAYS, " " * 700 + "[" + " " * 700 + "x。", total=3.0)
    assert time.perf_counter() - started < 6.0


def test_one_chunk_is_bounded_like_many(index: RegulationIndex) -> None:
    started = time.perf_counter()
    told(index, DAYS, "啊[1]。" * 20_000, one_chunk=True, first_token=2.0, total=4.0)
    assert time.perf_counter() - started < 8.0


class Raw:
    """A server below HTTP: what it sends is the script's own."""

    def __init__(self, script: Callable[[socket.socket], None]) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.script = script
        self.open = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.open += 1
        try:
            connection.recv(65536)
            self.script(connection)
        except OSError:
            pass
        finally:
            self.open -= 1
            connection.close()


def drip(first: bytes, again: bytes) -> Callable[[socket.socket], None]:
    def script(connection: socket.socket) -> None:
        connection.sendall(first)
        end = time.monotonic() + 15
        while time.monotonic() < end:
            connection.sendall(again)
            time.sleep(0.1)

    return script


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (HEAD + b"5;", b"a"),
    ],
    ids=["headers", "100 Continue", "chunk extension"],
)
def test_a_drip_before_the_body_ends_with_the_total(first: bytes, again: bytes) -> None:
    raw = Raw(drip(first, again))
    model = ChatModel(Endpoint(raw.base_url, "m", first_token=1.0, total=2.0))
    with pytest.raises(EndpointError):
        list(model.stream(prompt("answer"), GIVEN))
    until = time.monotonic() + 6.0
    while raw.open and time.monotonic() < until:
        time.sleep(0.1)
    raw.listener.close()
    assert raw.open == 0


@pytest.mark.parametrize(
    ("question", "reply", "kept"),
    [
        (
            "属于县政府分管领导职责范围的文件由谁签发？",
            "属于县政府分管领导工作职责范围的[1]。",
            "由县政府分管领导签发",
        ),
        (
            "副县长外出期间工作由谁代为处理？",
            "副县长外出期间，可按照县长安排[1]。",
            "由补位的副县长代为处理",
        ),
    ],
)
def test_no_found_rule_is_lost(
    index: RegulationIndex, assistant: Assistant, question: str, reply: str, kept: str
) -> None:
    assert kept in assistant.ask(question, today=TODAY).text
    assert kept in told(index, question, reply)[-1].text


def test_a_calculation_links_no_two_quotes(index: RegulationIndex) -> None:
    false = (
        "副县长出差、出访，须提前3天：从6月10日（周三）往前数3个自然日，"
        "到6月7日（周日），向县政府领导报告"
    )
    reply = "".join(f"{false}[{i}][{j}]。" for i in range(1, 4) for j in range(1, 4) if i != j)
    shown = told(index, "县长6月10日出差，最晚哪天报告？", reply)
    assert all(false not in each.text for each in shown)


@pytest.mark.parametrize(
    "reply",
    [
        f"按照第七十七条第二款规定[13]，{RULE}[1]。",
        f"{RULE}？[1]",
        f"！[1]。{RULE.replace('须', '须' + chr(0x2028) * 9)}[1]。",
    ],
)
def test_nothing_of_the_models_own_is_shown(index: RegulationIndex, reply: str) -> None:
    for shown in told(index, DAYS, reply):
        assert "第二款规定" not in shown.text
        assert not set("？！\u2028") & set(shown.text)


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        ("县政府常务会议纪要一般由县长签发。[1]", True),
        ("同时，按照《规则》第五十七条第二款规定，县政府常务会议纪要一般由县长签发。[1]", True),
        (
            "县政府常务会议纪要一般由县长签发[1]，常务会议方案一经县长审定不再临时增加议题。[2]",
            True,
        ),
        ("县政府常务会议纪要由县长签发。[1]", False),  # 一般
        ("一般由县长签发。[1]", False),  # of what
        ("按照第五十八条规定，县政府常务会议纪要一般由县长签发。[1]", False),
        ("县政府常务会议纪要一般由县长签发。[2]", False),
        ("县政府常务会议纪要一般由县长签发。[1][2]", False),
        ("然后县政府常务会议纪要一般由县长签发。[1]", False),
        ("县政府常务会议实行例会制，一般每月召开2次。[3]", True),
        ("县政府常务会议实行例会制。[3]", False),  # breaks off before it rules anything
        ("遇有特殊情况需要顺延的，由县政府主要领导审定后，确定具体开会时间。[3]", False),
    ],
)
def test_a_told_sentence_is_a_clause_from_its_beginning(
    body: str, holds: bool, index: RegulationIndex
) -> None:
    article = index.regulation.article(57)
    grounds = []
    for opening in ("县政府常务会议纪要一般", "常务会议方案一经", "县政府常务会议实行例会制"):
        clause = next(each for each in article.clauses if each.text.startswith(opening))
        grounds.append(cite(index.regulation, article, clause.start, clause.end))
    assert told_whole(body, grounds, index.regulation) is holds


@pytest.mark.parametrize(
    ("made", "question", "before"),
    [
        ("逾期回复视为同意吗", "逾期的呢", "不回复视为同意吗"),
        ("县长出差不用报告吗？", "那报告呢？", "县长出差要报告吗？"),
        ("县长出差要提前几天向副县长报告？", "那副县长呢？", "县长出差要提前几天向市委报告？"),
        ("有座谈内容的会议可以用视频形式吗", "没有呢", "有座谈内容的会议可以用视频形式吗"),
    ],
)
def test_a_reading_keeps_negation_and_roles(
    made: str, question: str, before: str, index: RegulationIndex
) -> None:
    assert not is_faithful(made, question, [before], index.words)


def test_after_a_rest_one_question_tries_again() -> None:
    def down(exchange: Exchange) -> None:
        exchange.wait(0.3)
        exchange.begin(503)

    with ScriptedEndpoint(down) as endpoint:
        model = ChatModel(Endpoint(endpoint.base_url, "m", first_token=0.5), rest=1.0)

        def ask(_: int) -> None:
            with pytest.raises(EndpointError):
                list(model.stream(prompt("answer"), GIVEN))

        for each in range(3):
            ask(each)
        before = len(endpoint.requests)
        time.sleep(1.1)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(ask, range(8)))
        assert len(endpoint.requests) - before <= 3  # the tries of one question
