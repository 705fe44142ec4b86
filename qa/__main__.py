"""``python -m qa "问题"``, ``--batch IN --out OUT``, ``search "词语"``: see DESIGN.md section 5."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from corpus.commands import FAILED, Parser, add_model_option, count, run, while_loading
from corpus.errors import CommandError
from corpus.model import Regulation
from corpus.settings import read_settings
from indexing.progress import ProgressBar
from qa.assistant import Assistant
from qa.batch import answer_batch, read_batch, written_whole
from qa.dates.command import day, run_deadline
from qa.facts.command import run_tables
from qa.llm import with_choice
from qa.model import Answer, Hit
from qa.question import clean_question
from qa.record import answer_record, hit_record, reasons, to_json

_EPILOG = (
    "检索词语：python -m qa search 词语 [-k 10] [--explain] [--json]。"
    "推算期限：python -m qa deadline --from 2026-03-03 --days 7。速查表：python -m qa tables。"
    "出卷：python -m qa quiz --count 50。练习：python -m qa practice。"
    "为新规章拟题库：python -m qa propose。自检：python -m qa check"
)


def main(arguments: list[str]) -> int:
    """Answer one question, a file of questions, or search."""
    if arguments and arguments[0] in _COMMANDS:
        return _COMMANDS[arguments[0]](arguments[1:])
    parser = Parser("python -m qa", "就规章提问，得到带出处的回答，或如实说明没有规定。" + _EPILOG)
    parser.add_argument(
        "question", nargs="*", metavar="问题", help="例如：县长出差要提前几天报告？"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON 记录")
    parser.add_argument(
        "--batch", metavar="IN.jsonl", help='每行一个 {"id", "question", "history"}'
    )
    parser.add_argument("--out", metavar="OUT.jsonl", help="批量结果写到哪里（- 为标准输出）")
    parser.add_argument(
        "--today", type=day, metavar="日期", help="推算日期时把这一天当作今天（默认是今天）"
    )
    add_model_option(parser)
    chosen = parser.parse_args(arguments)
    if bool(chosen.batch) == bool(chosen.question):
        raise CommandError("请给出一个问题，或用 --batch 给出问题文件（二者取一）。")
    if bool(chosen.batch) != bool(chosen.out):
        raise CommandError("--batch 和 --out 要一起给出。")
    if chosen.batch:
        return _batch(Path(chosen.batch), chosen.out, chosen.today, chosen.llm)
    return _ask(" ".join(chosen.question), chosen.today, chosen.llm, as_json=chosen.json)


def load_assistant(llm: bool | None = False) -> Assistant:
    """Open the assistant, showing progress on stderr while a missing index is built.

    ``llm`` says whether a language model words the answers; None leaves that to the settings.
    """
    settings = with_choice(read_settings(), llm)
    with while_loading(), ProgressBar("首次使用，建立索引") as bar:
        return Assistant.load(settings, bar.update)


def _ask(question: str, today: date | None, llm: bool | None, *, as_json: bool) -> int:
    clean_question(question)
    assistant = load_assistant(llm)
    answer = assistant.ask(question, today=today)
    if answer.note:
        print(answer.note, file=sys.stderr)
    if as_json:
        print(to_json(answer_record(answer)))
    else:
        print("\n".join(_lines(answer, assistant.regulation)))
    return 0


def _lines(answer: Answer, regulation: Regulation) -> list[str]:
    lines = [answer.text]
    for mark, citation in enumerate(answer.citations, start=1):
        lines += ["", f"[{mark}] {regulation.cite(citation.article, citation.paragraph)}"]
        lines += [f"    “{citation.quote}”"]
    return lines


def _batch(source: Path, target: str, today: date | None, llm: bool | None) -> int:
    lines = read_batch(source)
    assistant = load_assistant(llm)
    with written_whole(target) as out, ProgressBar("批量作答") as bar:
        done = answer_batch(
            assistant, lines, out, lambda at, total: bar.update("问题", at, total), today
        )
    for line in done.skipped:
        print(f"第 {line.number} 行已跳过：{line.fault}。", file=sys.stderr)
    for note, times in Counter(done.notes).most_common():
        print(f"{times} 题：{note}", file=sys.stderr)
    print(f"共 {len(lines)} 行，答了 {len(lines) - len(done.skipped)} 行。", file=sys.stderr)
    return FAILED if done.skipped else 0


def _search(arguments: list[str]) -> int:
    parser = Parser("python -m qa search", "按词语或句子检索条文")
    parser.add_argument("query", nargs="+", metavar="词语")
    parser.add_argument("-k", type=count, default=10, metavar="条数", help="最多几条（默认 10）")
    parser.add_argument("--explain", action="store_true", help="说明每一条为什么排在这里")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    chosen = parser.parse_args(arguments)
    query = " ".join(chosen.query)
    clean_question(query)
    hits = load_assistant().search(query, chosen.k)
    if chosen.json:
        records = [hit_record(hit, explain=chosen.explain) for hit in hits]
        print(to_json({"query": query, "hits": records}))
        return 0
    for rank, hit in enumerate(hits, 1):
        print("\n".join([*_hit(rank, hit), *(_reasons(hit) if chosen.explain else [])]))
    return 0


def _hit(rank: int, hit: Hit) -> list[str]:
    where = f"（{hit.chapter}）" if hit.chapter else ""
    return [f"{rank:>2}. {hit.label}{where} {hit.score:.3f}", f"    {hit.citation.quote}"]


def _reasons(hit: Hit) -> list[str]:
    return [f"    · {what}：{value}" for what, value in reasons(hit)]


def _quiz(arguments: list[str]) -> int:
    from qa.quiz.command import run_quiz

    return run_quiz(arguments)


def _practice(arguments: list[str]) -> int:
    from qa.quiz.terminal import run_practice

    return run_practice(arguments)


def _propose(arguments: list[str]) -> int:
    from qa.proposing.command import run_propose

    return run_propose(arguments)


def _feedback(arguments: list[str]) -> int:
    from qa.userdata.command import run_feedback

    return run_feedback(arguments)


def _check(arguments: list[str]) -> int:
    from qa.checks.command import run_check

    return run_check(arguments)


_COMMANDS: Final[dict[str, Callable[[list[str]], int]]] = {
    "search": _search,
    "deadline": run_deadline,
    "tables": run_tables,
    "quiz": _quiz,
    "practice": _practice,
    "propose": _propose,
    "feedback": _feedback,
    "check": _check,
}


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
