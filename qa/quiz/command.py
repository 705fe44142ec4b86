"""``python -m qa quiz --count 50 --format docx --output 试卷.docx``: papers for trainers."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from corpus.commands import Parser
from corpus.errors import CommandError
from corpus.settings import read_settings
from qa.documents.writing import write_whole
from qa.quiz import options
from qa.quiz.coverage import coverage, coverage_lines
from qa.quiz.formats import FORMATS, Format, find_format
from qa.quiz.formats.writing import printable
from qa.quiz.model import Paper
from qa.quiz.options import add_places, note
from qa.quiz.proved import PAPERS, proved_bank, proved_papers, shuffles, version_names
from qa.quiz.request import Request
from qa.quiz.stock import Stock, open_stock
from qa.quiz.trainer import COMMANDS

_BINARY: Final = (".docx", ".xlsx", ".zip", ".apkg")
_EPILOG: Final = "出试卷、习题和答案，每道题都能由条文证明。另有：" + "、".join(
    f"python -m qa quiz {name}" for name in COMMANDS
)


def run_quiz(arguments: list[str]) -> int:
    """Make papers, or run one of the trainer's commands."""
    if arguments[:1] and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
    chosen = _parser().parse_args(arguments)
    wanted = find_format(chosen.format)
    targets = _targets(chosen, wanted)
    stock = open_stock(read_settings())
    papers = _papers(stock, chosen)
    rendered = [wanted.render(printable(paper), stock.regulation) for paper in papers]
    _say(papers, stock)
    if chosen.output is not None:
        for target, data in zip(targets, rendered, strict=True):
            write_whole(target, data)
    if chosen.coverage:
        for paper in papers:
            lines = coverage_lines(coverage(paper, stock.regulation), stock.regulation)
            sys.stdout.write("\n".join(lines) + "\n")
    elif chosen.output is None:
        sys.stdout.write("\n".join(data.decode("utf-8") for data in rendered))
    else:
        note("已写好：" + "、".join(map(str, targets)))
    return 0


def _parser() -> Parser:
    parser = Parser("python -m qa quiz", _EPILOG)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--count", type=options.item_count, metavar="题数", help="要几道题")
    size.add_argument(
        "--quotas",
        type=options.quotas,
        default={},
        metavar="题数",
        help="各题型几道，如 单选题=20,判断题=10",
    )
    size.add_argument("--all", action="store_true", help="全部题目（题库）")
    parser.add_argument(
        "--seed", type=options.seed, default=0, metavar="数", help="同一个数抽出同样的题（默认 0）"
    )
    add_places(parser)
    parser.add_argument(
        "--difficulty", type=options.mix, default={}, metavar="配比", help="如 易:3,中:5,难:2"
    )
    parser.add_argument(
        "--marks", type=options.marks, default={}, metavar="分值", help="如 单选题=2,判断题=1"
    )
    known = "、".join(FORMATS)
    parser.add_argument(
        "--format", default="markdown", metavar="格式", help=f"默认 markdown；可选 {known}"
    )
    parser.add_argument("--output", metavar="FILE", help="写到哪个文件（默认打印出来）")
    parser.add_argument(
        "--paper", choices=PAPERS, default="A", help="B 是不重题的平行卷，AB 两份都要"
    )
    parser.add_argument(
        "--versions",
        type=options.version_count,
        metavar="份数",
        help="同样的题打乱成几份，各有答案",
    )
    parser.add_argument("--title", type=options.title, metavar="标题", help="试卷的标题")
    parser.add_argument(
        "--coverage", action="store_true", help="打印各条的覆盖情况（试卷只写进 --output）"
    )
    return parser


def _targets(chosen: Namespace, wanted: Format) -> tuple[Path, ...]:
    """Return the files to write; raise CommandError before any work for what cannot be."""
    if not chosen.all and chosen.count is None and not chosen.quotas:
        raise CommandError("请用 --count 或 --quotas 给出题数，或用 --all 要全部题目。")
    if chosen.quotas and chosen.kinds:
        raise CommandError("--quotas 已指明题型，请去掉 --kinds。")
    if chosen.all and chosen.paper != "A":
        raise CommandError(
            "--all 已含全部题目，没有不重题的平行卷，请去掉 --paper 或改用 --count。"
        )
    names = version_names(chosen.paper, chosen.versions)
    if chosen.output is None:
        printed = len(names) if not chosen.coverage else 1
        if wanted.suffix in _BINARY and not chosen.coverage:
            raise CommandError(f"{wanted.title}不能打印，请用 --output 给出文件。")
        if wanted.suffix != FORMATS["markdown"].suffix and printed > 1:
            raise CommandError("多份试卷不能打印在一起，请用 --output 给出文件。")
        return ()
    if not chosen.output.strip():
        raise CommandError("--output 后面应为文件名。")
    path = Path(chosen.output)
    if len(names) == 1 or path.is_dir():
        names = [""]
    targets = tuple(path.with_stem(f"{path.stem}-{name}") if name else path for name in names)
    for target in targets:
        _check_writable(target)
    return targets


def _check_writable(target: Path) -> None:
    """Refuse what is clearly in the way, so that of several files none is written alone."""
    try:
        folder = target.parent
        if target.is_dir():
            raise CommandError(f"写不了文件“{target}”：它是一个文件夹。")
        if not folder.is_dir():
            raise CommandError(f"写不了文件“{target}”：没有文件夹“{folder}”，请先建好。")
        if not os.access(target if target.exists() else folder, os.W_OK):
            raise CommandError(f"写不了文件“{target}”：没有权限。")
    except (OSError, ValueError) as error:
        raise CommandError(f"写不了文件 {str(target)[:80]!r}：文件名不能用。") from error


def _papers(stock: Stock, chosen: Namespace) -> tuple[Paper, ...]:
    request = Request(
        count=chosen.count or 1,
        seed=chosen.seed,
        kinds=chosen.kinds,
        chapters=chosen.chapters,
        articles=chosen.articles,
        marks=chosen.marks,
        mix=chosen.difficulty,
        quotas=chosen.quotas,
    )
    papers = (
        (proved_bank(stock, request),)
        if chosen.all
        else proved_papers(stock, request, chosen.paper)
    )
    if chosen.title:
        papers = tuple(replace(paper, title=chosen.title) for paper in papers)
    return papers if chosen.versions is None else shuffles(papers, chosen.versions, chosen.seed)


def _say(papers: Sequence[Paper], stock: Stock) -> None:
    """Tell on stderr what the papers could not give, and what trainers' items were left out."""
    for said in dict.fromkeys(said for paper in papers for said in paper.notes):
        note(said)
    unproved = sum(bool(entry.faults) for entry in stock.entries)
    stale = sum(bool(entry.stale) for entry in stock.entries)
    if unproved or stale:
        note(f"未证实 {unproved} 题、过期 {stale} 题没有用；详见 python -m qa quiz status。")
