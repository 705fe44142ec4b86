"""What an endpoint can do wrong: scripts for ``eval.scripted``, each with what must come of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from eval.scripted import Exchange, Script, faithful_text
from qa.llm.failures import Failure
from qa.llm.prompts import parts

_SILENCE: Final = 60.0
_DRIP: Final = 0.05
_KILOBYTE: Final = 1024


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """A script and the failure it is known by; None where the proof alone has to stop it."""

    script: Script
    failure: Failure | None


def cut_before(exchange: Exchange) -> None:
    """Begin, and break off before a word."""
    exchange.begin()


def cut_midway(exchange: Exchange) -> None:
    """Break off in the middle of a sentence."""
    exchange.begin()
    text = faithful_text(exchange.asked)
    exchange.say(text[: len(text) // 2])


def wrong_json(exchange: Exchange) -> None:
    """Send chunks that are no JSON."""
    exchange.begin()
    exchange.send('data: {"choices": [{"delta": {"content": "县长\n\n')
    exchange.end()


def web_page(exchange: Exchange) -> None:
    """Send the page of a gateway instead of a stream."""
    exchange.begin(Content_Type="text/html")
    exchange.send("<html><body><h1>请先登录</h1></body></html>")


def whole_reply(exchange: Exchange) -> None:
    """Send one whole reply although a stream was asked for."""
    exchange.begin(Content_Type="application/json")
    message = {"role": "assistant", "content": faithful_text(exchange.asked)}
    exchange.send(json.dumps({"choices": [{"index": 0, "message": message}]}))


def error_inside(exchange: Exchange) -> None:
    """Tell an error inside the stream, with the key in it."""
    exchange.begin()
    said = f"bad key {exchange.asked.headers.get('authorization', '')}"
    exchange.send(f"data: {json.dumps({'error': {'message': said}})}\n\n")


def odd_chunks(exchange: Exchange) -> None:
    """Send chunks without choices, without a delta, and with content that is no text."""
    exchange.begin()
    for choices in ([], [{"index": 0, "delta": None}], [{"index": 0, "delta": {"content": 7}}]):
        exchange.send(f"data: {json.dumps({'choices': choices})}\n\n")
    exchange.end()


def broken_characters(exchange: Exchange) -> None:
    """Send bytes that are no UTF-8."""
    exchange.begin()
    exchange.send_bytes(b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n')
    exchange.end()


def invented_citation(exchange: Exchange) -> None:
    """Cite clauses that were never given."""
    exchange.reply(faithful_text(exchange.asked).replace("]", "9]"))


def altered_number(exchange: Exchange) -> None:
    """Change every digit."""
    text = faithful_text(exchange.asked)
    digits = str.maketrans("123456789一二三四五六七八九", "234567891二三四五六七八九一")
    head, bracket, mark = text.rpartition("[")
    exchange.reply(head.translate(digits) + bracket + mark)


def prompt_leak(exchange: Exchange) -> None:
    """Tell the instruction instead of an answer."""
    exchange.reply(parts("answer")[0].replace("\n", "[1]。\n"))


def own_opinion(exchange: Exchange) -> None:
    """Say what no text says."""
    exchange.reply("可以，按照惯例领导同意即可，不需要任何手续[1]。建议先口头请示[1]。")


def markup(exchange: Exchange) -> None:
    """Send a script for the page."""
    exchange.reply("<script>alert(1)</script>[1]。<img src=x onerror=alert(1)>[1]。")


def thoughts_only(exchange: Exchange) -> None:
    """Think aloud and never answer."""
    exchange.reply("<think>县长出差要提前几天呢？可能是十天。")


def endless(exchange: Exchange) -> None:
    """Never stop writing."""
    exchange.begin()
    while True:
        exchange.say(faithful_text(exchange.asked) or "县政府。")


def endless_line(exchange: Exchange) -> None:
    """Send one chunk that never ends."""
    exchange.begin()
    exchange.send('data: {"choices": [{"index": 0, "delta": {"content": "')
    while True:
        exchange.send("县" * _KILOBYTE)


def endless_empty(exchange: Exchange) -> None:
    """Send empty chunks for ever."""
    exchange.begin()
    while True:
        exchange.chunk({"content": ""})
        exchange.wait(_DRIP)


def drip(exchange: Exchange) -> None:
    """Send comments that keep the connection alive, and nothing else."""
    exchange.begin()
    while True:
        exchange.send(": still here\n\n")
        exchange.wait(_DRIP)


def silence(exchange: Exchange) -> None:
    """Say nothing for 60 seconds, not even a status."""
    exchange.wait(_SILENCE)


def silence_after_headers(exchange: Exchange) -> None:
    """Begin, and say nothing for 60 seconds."""
    exchange.begin()
    exchange.wait(_SILENCE)


def silence_midway(exchange: Exchange) -> None:
    """Fall silent in the middle of a sentence for 60 seconds."""
    exchange.begin()
    text = faithful_text(exchange.asked)
    exchange.say(text[: len(text) // 2])
    exchange.wait(_SILENCE)


def compressed(exchange: Exchange) -> None:
    """Send what claims to be compressed."""
    exchange.begin(Content_Encoding="gzip")
    exchange.send("not compressed")


def redirect(exchange: Exchange) -> None:
    """Send the question elsewhere: to another path, where it would be answered."""
    exchange.begin(307, Location="/v2/chat/completions")


def refusal(status: int, **headers: str) -> Script:
    """Return a script that answers with an HTTP error and echoes the key."""

    def script(exchange: Exchange) -> None:
        exchange.begin(status, Content_Type="application/json", **headers)
        key = exchange.asked.headers.get("authorization", "")
        error: Mapping[str, Any] = {"error": {"message": f"no: {key}", "code": status}}
        exchange.send(json.dumps(error))

    return script


MISBEHAVIOURS: Final[Mapping[str, Misbehaviour]] = {
    "断在开头": Misbehaviour(cut_before, Failure.MALFORMED),
    "断在中途": Misbehaviour(cut_midway, Failure.CUT),
    "错误的 JSON": Misbehaviour(wrong_json, Failure.MALFORMED),
    "网页": Misbehaviour(web_page, Failure.MALFORMED),
    "不是流": Misbehaviour(whole_reply, Failure.MALFORMED),
    "流里报错": Misbehaviour(error_inside, Failure.BROKEN),
    "残缺的数据块": Misbehaviour(odd_chunks, Failure.MALFORMED),
    "乱码": Misbehaviour(broken_characters, Failure.MALFORMED),
    "编造出处": Misbehaviour(invented_citation, None),
    "改动数字": Misbehaviour(altered_number, None),
    "泄露提示词": Misbehaviour(prompt_leak, None),
    "自说自话": Misbehaviour(own_opinion, None),
    "网页代码": Misbehaviour(markup, None),
    "只想不答": Misbehaviour(thoughts_only, Failure.EMPTY),
    "没完没了": Misbehaviour(endless, Failure.LONG),
    "一块数据没有尽头": Misbehaviour(endless_line, Failure.MALFORMED),
    "空数据块不断": Misbehaviour(endless_empty, Failure.SLOW),
    "只发心跳": Misbehaviour(drip, Failure.SLOW),
    "沉默 60 秒": Misbehaviour(silence, Failure.SLOW),
    "开头后沉默 60 秒": Misbehaviour(silence_after_headers, Failure.SLOW),
    "中途沉默 60 秒": Misbehaviour(silence_midway, Failure.STALLED),
    "压缩的回应": Misbehaviour(compressed, Failure.MALFORMED),
    "转到别处": Misbehaviour(redirect, Failure.REJECTED),
    "400": Misbehaviour(refusal(400), Failure.REJECTED),
    "401": Misbehaviour(refusal(401), Failure.KEY),
    "403": Misbehaviour(refusal(403), Failure.KEY),
    "404": Misbehaviour(refusal(404), Failure.ABSENT),
    "429": Misbehaviour(refusal(429), Failure.BUSY),
    "429，一小时后再来": Misbehaviour(refusal(429, Retry_After="3600"), Failure.BUSY),
    "500": Misbehaviour(refusal(500), Failure.BROKEN),
    "503": Misbehaviour(refusal(503), Failure.BROKEN),
}
"""By what they are called in the printed table."""
