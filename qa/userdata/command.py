"""``python -m qa feedback list | export``: what visitors said, for the administrator."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Final

from corpus.commands import Parser
from corpus.errors import CommandError
from corpus.model import Regulation
from corpus.settings import read_settings
from corpus.source import load_regulation
from qa.documents.writing import write_whole
from qa.quiz.options import note
from qa.record import Record, to_json
from qa.userdata.candidates import USEFUL, USELESS, candidate_lines, kind_of
from qa.userdata.feedback import Feedback, FeedbackStore, Reason

_NONE: Final = "还没有收到评价。用户在问答页给答复点“有用”或“没用”，就记在这里。"
_KINDS: Final = (USEFUL, *Reason, USELESS)
"""In the order in which they are counted."""
_DESCRIPTION: Final = (
    "用户对答复的评价。查看：python -m qa feedback list；"
    "写成待补全的评测题：python -m qa feedback export --output FILE.jsonl"
)


def run_feedback(arguments: list[str]) -> int:
    """Run one of the administrator's commands."""
    if arguments[:1] and arguments[0] in _COMMANDS:
        return _COMMANDS[arguments[0]](arguments[1:])
    parser = Parser("python -m qa feedback", _DESCRIPTION)
    parser.add_argument("command", choices=tuple(_COMMANDS), metavar="list|export", help="做什么")
    return _COMMANDS[parser.parse_args(arguments).command]([])


def run_list(arguments: list[str]) -> int:
    """Print what was said, with counts by reason."""
    parser = Parser("python -m qa feedback list", "列出用户的评价，按原因计数")
    parser.add_argument("--json", action="store_true", help="输出 JSON（含当时的整条答复）")
    chosen = parser.parse_args(arguments)
    regulation, given = _received()
    counts = Counter(map(kind_of, given))
    counted = {kind: counts[kind] for kind in _KINDS if counts[kind]}
    if chosen.json:
        records = [_record(each) for each in given]
        lines = [to_json({"count": len(given), "counts": counted, "feedback": records})]
    elif given:
        told = "，".join(f"{kind} {number}" for kind, number in counted.items())
        lines = [f"《{regulation.title}》的评价共 {len(given)} 条：{told}。"]
        lines += [line for each in given for line in _lines(each)]
    else:
        lines = [_NONE]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def run_export(arguments: list[str]) -> int:
    """Write what was said as candidates for the evaluation."""
    parser = Parser("python -m qa feedback export", "把评价写成评测题的草稿，由人补全")
    parser.add_argument("--output", required=True, metavar="FILE.jsonl", help="写到哪个文件")
    chosen = parser.parse_args(arguments)
    if not chosen.output.strip():
        raise CommandError("--output 后面应为文件名。")
    regulation, given = _received()
    if not given:
        raise CommandError(f"没有可以导出的评价。{_NONE}")
    write_whole(Path(chosen.output), candidate_lines(given, regulation).encode())
    note(
        f"已写出 {len(given)} 条到 {chosen.output}。请补全写着 null 的 articles、paragraphs、"
        "answers、answerable（verdict 可以留 null），再用 python -m eval --questions 评测。"
    )
    return 0


_COMMANDS: Final[Mapping[str, Callable[[list[str]], int]]] = MappingProxyType(
    {"list": run_list, "export": run_export}
)


def _received() -> tuple[Regulation, Sequence[Feedback]]:
    settings = read_settings()
    regulation = load_regulation(settings.corpus)
    return regulation, FeedbackStore(settings.data_dir, regulation).everything()


def _record(given: Feedback) -> Record:
    """Return the record of one piece of feedback; who gave it is nobody's business here."""
    return {name: value for name, value in asdict(given).items() if name != "visitor"}


def _lines(given: Feedback) -> list[str]:
    when = given.at[:16].replace("T", " ")
    lines = [f"{given.id:>4}  {when}  {kind_of(given)}  {given.question}"]
    lines += [f"      前面问过：{' / '.join(given.history)}"] if given.history else []
    lines += [f"      答：{' '.join(str(given.answer.get('answer', '')).split())}"]
    lines += [f"      说明：{' '.join(given.comment.split())}"] if given.comment else []
    return lines
