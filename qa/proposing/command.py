"""``python -m qa propose``: ask the model, prove, store, report; then a person decides."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from corpus.bank import load_bank
from corpus.commands import FAILED, Parser, count, while_loading
from corpus.errors import ModelError
from corpus.model import Article, Regulation
from corpus.settings import Settings, read_settings
from corpus.source import load_regulation
from indexing.progress import ProgressBar
from qa.proposing.deciding import COMMANDS
from qa.proposing.model import Completer, Kind, Searcher
from qa.proposing.proposer import Proposer, Report, Task, known_already, tasks_for
from qa.proposing.reporting import report_lines
from qa.proposing.store import ProposalStore
from qa.quiz.options import note, numbers
from qa.quiz.stock import open_stock

_EVERY: Final = "全部"
_MOST: Final = 20
"""Entries for one article and kind; more than that repeat one another."""
_TOKENS: Final = 400
"""Tokens that one quiz item may take: stem, options and quote have some 300 Chinese characters."""
_PATIENCE: Final = 600.0
"""Seconds for one reply: nobody waits at the screen, and a model on a CPU writes slowly."""
_DESCRIPTION: Final = (
    "请语言模型为新的规章提建议：问题库的问题、题库的题目。每一条先由程序证明，再等人审，采纳了才生效。"
    "审阅：python -m qa propose list | approve | reject | export"
)


def run_propose(arguments: list[str], model: Completer | None = None) -> int:
    """Propose, or run one of the commands with which a person decides.

    ``model`` is asked instead of the endpoint that the settings name.
    """
    if arguments[:1] and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
    chosen = _parser().parse_args(arguments)
    settings = read_settings()
    regulation = load_regulation(settings.corpus)
    asked = model or _open_model(settings, chosen.count)
    store = ProposalStore(settings.data_dir, regulation.title)
    kinds = tuple(Kind) if chosen.kind == _EVERY else (Kind(chosen.kind),)
    tasks = _tasks(regulation, store, kinds, chosen)
    if not tasks:
        note("所选的条文都问过了，没有再问。要再问一遍，请加 --again。")
        return 0
    proposer = Proposer(
        regulation,
        asked,
        store,
        chosen.count,
        _known(settings, regulation, store, kinds),
        None if chosen.no_search else _searcher(settings, tasks),
    )
    return _propose(proposer, tasks)


def _parser() -> Parser:
    parser = Parser("python -m qa propose", _DESCRIPTION)
    parser.add_argument(
        "--articles", type=numbers, default=(), metavar="条", help="如 3,5-7（默认全部条文）"
    )
    parser.add_argument(
        "--kind", choices=(*Kind, _EVERY), default=_EVERY, help="提什么（默认 全部）"
    )
    parser.add_argument(
        "--count",
        type=_few,
        default=4,
        metavar="个",
        help=f"每条每种要几个，最多 {_MOST}（默认 4）",
    )
    parser.add_argument("--limit", type=count, metavar="条数", help="这一次最多问几条条文")
    parser.add_argument("--again", action="store_true", help="问过的条文也再问一遍")
    parser.add_argument(
        "--no-search", action="store_true", help="不检查问题能不能检索到它的条文（不建索引）"
    )
    return parser


def _few(text: str) -> int:
    if (number := count(text)) > _MOST:
        raise ArgumentTypeError(f"最多 {_MOST} 个，读到的是 {number}")
    return number


def _open_model(settings: Settings, entries: int) -> Completer:
    """Open the model of the settings, with room and time for ``entries`` quiz items."""
    from qa.llm import open_model

    if (own := settings.endpoint) is not None:
        endpoint = replace(
            own,
            max_tokens=max(own.max_tokens, entries * _TOKENS),
            first_token=max(own.first_token, _PATIENCE / 2),
            total=max(own.total, _PATIENCE),
        )
        settings = replace(settings, endpoint=endpoint)
    return open_model(settings)


def _tasks(
    regulation: Regulation, store: ProposalStore, kinds: Sequence[Kind], chosen: Namespace
) -> tuple[Task, ...]:
    articles: Sequence[Article] = [regulation.article(number) for number in chosen.articles]
    asked = frozenset[tuple[str, Kind]]() if chosen.again else store.asked()
    tasks = tasks_for(articles or regulation.articles, kinds, asked)
    first = list(dict.fromkeys(task.article.number for task in tasks))[: chosen.limit]
    return tuple(task for task in tasks if task.article.number in first)


def _known(
    settings: Settings, regulation: Regulation, store: ProposalStore, kinds: Sequence[Kind]
) -> set[tuple[Kind, str]]:
    bank = load_bank(regulation, settings.bank) if Kind.QUESTION in kinds else ()
    entries = open_stock(settings).entries if Kind.ITEM in kinds else ()
    items = [entry.item for entry in entries]
    return known_already(bank, items, store.proposals(), regulation)


def _searcher(settings: Settings, tasks: Sequence[Task]) -> Searcher | None:
    """Open the assistant, building a missing index, where questions are asked for."""
    if not any(task.kind is Kind.QUESTION for task in tasks):
        return None
    from qa.assistant import Assistant

    with while_loading(), ProgressBar("首次使用，建立索引") as bar:
        return Assistant.load(replace(settings, llm=False), bar.update)


def _propose(proposer: Proposer, tasks: Sequence[Task]) -> int:
    """Ask task by task; whatever ends it, report what is kept."""
    reports: list[Report] = []
    with _told(proposer.regulation, reports):
        try:
            with ProgressBar("请语言模型提建议") as bar:
                bar.update("条文", 0, len(tasks))
                for report in proposer.run(tasks):
                    reports.append(report)
                    bar.update("条文", len(reports), len(tasks))
        except ModelError as error:
            note(_failure(tasks[len(reports)], len(reports), error))
            return FAILED
        except KeyboardInterrupt:
            note("已停下。前面的建议已经存好，再运行同一命令会接着问。")
            raise
    return 0


@contextmanager
def _told(regulation: Regulation, reports: Sequence[Report]) -> Iterator[None]:
    """Print the report of what was done, however the work ends."""
    try:
        yield
    finally:
        if reports:
            sys.stdout.write("\n".join(report_lines(reports, regulation)) + "\n")


def _failure(task: Task, done: int, error: ModelError) -> str:
    kept = f"前面 {done} 次提问的建议已经存好。" if done else "还没有存下建议。"
    return (
        f"问{task.article.label}的{task.kind.value}时停下了：{str(error).rstrip('。')}。{kept}"
        "排除原因后再运行同一命令，会从这里接着问；总停在这一条时，"
        "请用 --count 少要几个，或用 --articles 跳过它。"
    )
