"""``python -m eval.llm``: the language model option against scripted models, faithful and not.

Four tables: the evaluation with and without a faithful model, altered answers, every misbehaviour
of ``eval.misbehaving``, and the time to the first proved sentence.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.commands import FAILED, Parser, count, run, while_loading
from corpus.settings import read_settings
from eval.adversary import ALTERATIONS
from eval.attack import Attacked, assistant_at, attack
from eval.dataset import QUESTIONS, Item, read_file
from eval.metrics import FIGURES
from eval.misbehaving import MISBEHAVIOURS, Misbehaviour
from eval.outcomes import score
from eval.scripted import ScriptedEndpoint, faithful
from eval.table import row
from indexing.index import RegulationIndex
from indexing.library import open_index
from indexing.progress import ProgressBar
from qa.assistant import Assistant

_TIMED: Final = 100
"""Questions that are timed, alternately without and with the model."""
_LOADING: Final = 2
"""Questions asked before, which load what every first question loads."""
_ASKED: Final = "县长出差要提前几天报告？"
_MARGIN: Final = 0.01
"""The most that a figure may change by (issue "A language model as an option")."""
_LIMIT: Final = 10.0
"""Seconds to the first words, and between two pieces, that the default settings allow."""
_SLACK: Final = 1.0
"""Seconds that a busy machine may take beyond an endpoint's own limits."""


def main(arguments: list[str]) -> int:
    """Print the four tables; fail where anything unproved was shown or a limit was passed."""
    parser = Parser("python -m eval.llm", "用照实写的和捣乱的假模型检验语言模型选项")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="默认 dev")
    parser.add_argument("--answers", type=count, default=1_000, help="改动多少个回答（默认 1000）")
    chosen = parser.parse_args(arguments)
    with while_loading():
        index = open_index(read_settings())
    items = read_file(QUESTIONS / f"{chosen.split}.jsonl", index.regulation).items
    asked = [item.question for item in items if item.answerable and not item.history]
    parts = (
        _figures(index, items),
        _attacks(index, [*asked, *(entry.question for entry in index.bank)], chosen.answers),
        _misbehaviours(index),
        _times(index, asked[:_TIMED]),
    )
    failed = False
    for part in parts:
        for line, wrong in part:
            sys.stdout.write(f"{line}\n")
            failed |= wrong
        sys.stdout.write("\n")
    return FAILED if failed else 0


Lines = Iterator[tuple[str, bool]]
"""Lines to print, and whether each tells of a fault."""


def _figures(index: RegulationIndex, items: Sequence[Item]) -> Lines:
    """Yield the evaluation's figures side by side; more than a point apart is a fault."""
    with ProgressBar("评测") as bar:
        plain = score(items, Assistant.of(index), lambda at, of: bar.update("摘引", at, of))
        with ScriptedEndpoint(faithful) as endpoint:
            assistant = assistant_at(index, endpoint.base_url)
            told = score(items, assistant, lambda at, of: bar.update("模型", at, of))
    before, after = (row([each.judgement for each in outcomes]) for outcomes in (plain, told))
    worded = sum(each.answer.worded for each in told)
    yield f"{len(items)} 题；照实写的模型组织了其中 {worded} 题的语句", False
    yield f"  {'':<26}{'摘引':>8}{'模型':>8}", False
    for name in before:
        one, other = before[name]["value"], after[name]["value"]
        apart = name in FIGURES and abs(other - one) > _MARGIN
        yield f"  {name:<26}{one:>10.3f}{other:>10.3f}{'  相差过大' if apart else ''}", apart


def _attacks(index: RegulationIndex, questions: Sequence[str], answers: int) -> Lines:
    """Yield what came of altered answers, streamed and in batch."""
    for streaming, name in ((True, "流式"), (False, "批量")):
        with ProgressBar(name) as bar:
            found = attack(
                index,
                questions,
                answers,
                streaming=streaming,
                done=lambda at, of: bar.update("改动的回答", at, of),
            )
        yield _attack_line(name, found), bool(found.survivors)
        for survivor in found.survivors[:20]:
            yield f"    漏过：{survivor}", True


def _attack_line(name: str, found: Attacked) -> str:
    kinds = "、".join(f"{kind} {found.altered[kind]}" for kind in ALTERATIONS)
    return (
        f"{name}：改动 {found.altered.total()} 个回答（{kinds}），"
        f"到用户眼前的未证实语句 {len(found.survivors)} 句"
    )


def _misbehaviours(index: RegulationIndex) -> Lines:
    """Yield for each misbehaviour how it ended and after how many seconds, with default limits."""
    extractive = Assistant.of(index).ask(_ASKED)
    for name, case in MISBEHAVIOURS.items():
        seconds, text, note = _endured(index, case)
        wrong = seconds > _LIMIT + _SLACK or not text
        ended = "摘引的回答" if text == extractive.text else "核对过的语句"
        yield f"  {name:<20}{seconds:>7.2f} 秒  {ended}  {note}", wrong


def _endured(index: RegulationIndex, case: Misbehaviour) -> tuple[float, str, str]:
    with ScriptedEndpoint(faithful) as endpoint:
        assistant = assistant_at(index, endpoint.base_url)
        assistant.ask(_ASKED)  # loads what every first question loads
        endpoint.script = case.script
        started = time.perf_counter()
        answer = assistant.ask(_ASKED)
        cited = answer.text if answer.citations else ""
        return time.perf_counter() - started, cited, answer.note


def _times(index: RegulationIndex, questions: Sequence[str]) -> Lines:
    """Yield the median seconds to the first proved sentence and to the whole answer, both ways."""
    plain = Assistant.of(index)
    with ScriptedEndpoint(faithful) as endpoint:
        assistant = assistant_at(index, endpoint.base_url)
        timed = []
        for question in itertools.chain(questions[:_LOADING], questions):
            extracted, told = _clocked(plain, question), _clocked(assistant, question)
            timed.append((extracted[-1], told[0], told[-1]))
    names = ("摘引的回答", "模型：第一句核对过的话", "模型：全部")
    yield f"到用户眼前的时间，{len(questions)} 题的中位数（假模型不费时间，量的是本程序）：", False
    for name, seconds in zip(names, zip(*timed[_LOADING:], strict=True), strict=True):
        yield f"  {name:<16}{1000 * statistics.median(seconds):>8.1f} 毫秒", False


def _clocked(assistant: Assistant, question: str) -> list[float]:
    """Return after how many seconds each state of the answer came."""
    started = time.perf_counter()
    return [time.perf_counter() - started for _ in assistant.stream(question)]


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
