"""Take an edited sheet back: each changed row is proved again, and everything is kept at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Regulation
from qa.quiz.formats.excel import workbook
from qa.quiz.model import KIND_NAMES, Item, ItemKind, Paper, Section
from qa.quiz.sheet import (
    LOCKED,
    NORMAL,
    REJECTED,
    SheetRow,
    layout,
    read_sheet,
    same,
    state_of,
    version_of,
)
from qa.quiz.stock import PoolItem, Prover, Stock, renewed
from qa.quiz.store import Action, Change

_LATE: Final = "导出以后这道题又改过，现在以表中的文字为准；原来的文字在改动记录里。"


@dataclass(frozen=True, slots=True)
class RowReport:
    """What an import did with one row: the first ``number`` is 2, under the headings.

    ``messages`` say what failed: nothing was changed, or the item is kept out of papers;
    ``note`` what else is to be known.
    """

    number: int
    id: str
    actions: tuple[Action, ...]
    messages: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many rows and of each action; ``reports`` on rows that matter."""

    rows: int
    actions: dict[Action, int]
    reports: tuple[RowReport, ...]

    @property
    def failed(self) -> tuple[RowReport, ...]:
        """The rows that did not pass."""
        return tuple(report for report in self.reports if report.messages)


def review_workbook(entries: Sequence[PoolItem], regulation: Regulation) -> bytes:
    """Return the Excel file in which trainers edit ``entries``."""
    sections = tuple(
        Section(kind, 1, tuple(entry.item for entry in entries if entry.item.kind is kind))
        for kind in ItemKind
    )
    paper = Paper(f"《{regulation.title}》审题表", "A", 0, sections)
    return workbook(paper, regulation, layout({entry.item.id: entry for entry in entries}))


def import_sheet(rows: Sequence[Sequence[str]], stock: Stock) -> Imported:
    """Keep what trainers changed; a row that fails is kept unproved, a locked one as it was.

    A row that the trainer left alone never undoes what others did since the export. Raise
    CommandError, with nothing kept, where a row or column cannot be read.
    """
    read = read_sheet(rows, stock.by_id)
    wanted = [(row, tuple(_changes(row, stock))) for row in read]
    undone = frozenset(stock.store.apply(change for _, changes in wanted for change in changes))
    every = (_report(row, changes, undone, late=_is_late(row, stock)) for row, changes in wanted)
    reports = tuple(report for report in every if report.actions or report.messages)
    done = Counter(action for report in reports for action in report.actions)
    return Imported(len(read), dict(done), reports)


def proved_edit(item: Item, regulation: Regulation, prover: Prover) -> Change:
    """Return the edit to ``item``, its quotes found again and its faults beside it."""
    current = renewed(item, regulation)
    return Change(Action.EDIT, current, faults=prover(current, regulation))


def _changes(row: SheetRow, stock: Stock) -> Iterator[Change]:
    """Yield what turns the known entry into the row: open it, edit it, close it again."""
    entry = stock.by_id[row.item.id]
    if _is_late(row, stock) and not row.touched:
        return
    before, after = state_of(entry), row.state or state_of(entry)
    if after != REJECTED and entry.reason:
        yield Change(Action.RESTORE, entry.item)
    if after == NORMAL and entry.locked:
        yield Change(Action.UNLOCK, entry.item)
    if not same(row.item, entry.item) or (entry.stale and after != REJECTED):
        yield proved_edit(row.item, stock.regulation, stock.prover)
    if after == LOCKED and not entry.locked:
        yield Change(Action.LOCK, row.item)
    if after == REJECTED and (before != REJECTED or row.reason not in {"", entry.reason}):
        yield Change(Action.REJECT, row.item, row.reason)


def _is_late(row: SheetRow, stock: Stock) -> bool:
    """Tell whether the entry is no longer what the sheet was written from."""
    return bool(row.exported) and version_of(stock.by_id[row.item.id]) != row.exported


def _report(
    row: SheetRow, changes: Sequence[Change], undone: Container[Change], *, late: bool
) -> RowReport:
    made = [change for change in changes if change not in undone]
    said = [f"未证实：{fault}" for change in made for fault in change.faults]
    if any(change.action is Action.EDIT and change in undone for change in changes):
        name = KIND_NAMES[row.item.kind]
        said.append(f"{name}已锁定，文字没有改动；请先解锁（状态写 {NORMAL}）。")
    actions = tuple(change.action for change in made)
    note = _LATE if late and Action.EDIT in actions else ""
    return RowReport(row.number, row.item.id, actions, tuple(said), note)
