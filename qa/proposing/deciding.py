"""``python -m qa propose list | approve | reject | export``: where a person decides."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from corpus.bank import load_bank
from corpus.commands import FAILED, Parser
from corpus.errors import CommandError
from corpus.model import Regulation
from corpus.settings import Settings, read_settings
from corpus.source import load_regulation
from qa.documents.writing import write_whole
from qa.proposing.approval import approve, approved_entries, bank_file, reject
from qa.proposing.model import Kind, Proposal, State
from qa.proposing.reporting import proposal_lines, proposal_record
from qa.proposing.store import ProposalStore
from qa.quiz.options import note, written_reason
from qa.quiz.store import ItemStore
from qa.record import to_json


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a person decides about: one regulation's proposals, and where decisions go."""

    settings: Settings
    regulation: Regulation
    store: ProposalStore
    stock: ItemStore
    proposals: tuple[Proposal, ...]

    def named(self, identifiers: Sequence[str]) -> list[Proposal]:
        """Return the proposals with these ids; raise CommandError for the first unknown one."""
        known = {each.id: each for each in self.proposals}
        found = []
        for identifier in dict.fromkeys(map(str.strip, identifiers)):
            if identifier not in known:
                raise CommandError(
                    f"没有编号 {identifier[:40]!r} 的建议。编号见 python -m qa propose list。"
                )
            found.append(known[identifier])
        return found


def run_list(arguments: list[str]) -> int:
    """Print the proposals."""
    parser = Parser("python -m qa propose list", "列出建议")
    parser.add_argument("--state", choices=tuple(State), help="只看这一种（默认全部）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    chosen = parser.parse_args(arguments)
    desk = _open_desk()
    shown = [each for each in desk.proposals if chosen.state in (None, each.state)]
    if chosen.json:
        records = [proposal_record(each, desk.regulation) for each in shown]
        sys.stdout.write(to_json({"proposals": records}) + "\n")
        return 0
    states = Counter(each.state for each in desk.proposals)
    counts = "，".join(f"{state.value} {states[state]}" for state in State)
    lines = [f"《{desk.regulation.title}》的建议共 {len(desk.proposals)} 条：{counts}。"]
    for each in shown:
        lines += proposal_lines(each, desk.regulation)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def run_approve(arguments: list[str]) -> int:
    """Approve proposals; what no longer holds is told and stays."""
    parser = Parser("python -m qa propose approve", "采纳建议：题目进题库，问题等着导出")
    parser.add_argument("ids", nargs="*", metavar="编号")
    parser.add_argument(
        "--all-proved", action="store_true", help="采纳全部待审的（带备注的除外，要逐条写编号）"
    )
    chosen = parser.parse_args(arguments)
    if bool(chosen.ids) == chosen.all_proved:
        raise CommandError("请写出要采纳的编号，或用 --all-proved（二者取一）。")
    desk = _open_desk()
    waiting = [each for each in desk.proposals if each.state is State.WAITING]
    wanted = desk.named(chosen.ids) if chosen.ids else [e for e in waiting if not e.remark]
    decided = approve(wanted, desk.regulation, desk.store, desk.stock)
    for each, faults in decided.refused:
        note(f"{each.id} 没有采纳：{'；'.join(faults)}")
    kinds = Counter(each.kind for each in decided.done)
    note(f"已采纳 {len(decided.done)} 条：提问 {kinds[Kind.QUESTION]}，题目 {kinds[Kind.ITEM]}。")
    remarked = len([each for each in waiting if each.remark]) if chosen.all_proved else 0
    if remarked:
        note(f"另有 {remarked} 条带备注，没有采纳：看过以后请写编号采纳或退回。")
    return FAILED if decided.refused else 0


def run_reject(arguments: list[str]) -> int:
    """Reject proposals: they are not proposed again."""
    parser = Parser("python -m qa propose reject", "退回建议，以后不再提；已进题库的题目一并驳回")
    parser.add_argument("ids", nargs="+", metavar="编号")
    parser.add_argument("--reason", required=True, metavar="原因", help="为什么退回")
    chosen = parser.parse_args(arguments)
    reason = written_reason(chosen.reason, "退回")
    desk = _open_desk()
    wanted = desk.named(chosen.ids)
    reject(wanted, reason, desk.store, desk.stock)
    note(f"已退回 {len(wanted)} 条。")
    return 0


def run_export(arguments: list[str]) -> int:
    """Write the approved questions as a question bank."""
    parser = Parser("python -m qa propose export", "把采纳的问题写成问题库文件，供 QA_BANK 使用")
    parser.add_argument("--output", required=True, metavar="FILE.jsonl", help="写到哪个文件")
    parser.add_argument(
        "--with-bank", action="store_true", help="连同现在使用的问题库（在前）一起写出"
    )
    chosen = parser.parse_args(arguments)
    if not chosen.output.strip():
        raise CommandError("--output 后面应为文件名。")
    desk = _open_desk()
    entries, lost = approved_entries(desk.proposals, desk.regulation)
    if lost:
        note(f"{lost} 条采纳过的问题，条文已变，没有写出；请重新提建议。")
    if not entries:
        raise CommandError("没有可以导出的问题：请先用 python -m qa propose approve 采纳。")
    bank = load_bank(desk.regulation, desk.settings.bank) if chosen.with_bank else ()
    asked = {entry.question for entry in bank}
    new = tuple(entry for entry in entries if entry.question not in asked)
    write_whole(Path(chosen.output), bank_file((*bank, *new), desk.regulation))
    note(f"已写出 {len(bank) + len(new)} 个问题到 {chosen.output}。用法：设 QA_BANK 为这个文件。")
    return 0


COMMANDS: Final[Mapping[str, Callable[[list[str]], int]]] = MappingProxyType(
    {"list": run_list, "approve": run_approve, "reject": run_reject, "export": run_export}
)
"""The commands of the person who decides, by name."""


def _open_desk() -> _Desk:
    settings = read_settings()
    regulation = load_regulation(settings.corpus)
    store = ProposalStore(settings.data_dir, regulation.title)
    stock = ItemStore(settings.data_dir, regulation.title)
    return _Desk(settings, regulation, store, stock, store.proposals())
