"""Take an edited sheet back: each changed row is proved again, and everything is kept at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Regulation
from qa.quiz.formats.excel import workbook
from qa.quiz.model import KIND_NAMES, Item, ItemKind, Paper, Section
from qa.quiz.sheet import LOCKED, NORMAL, REJECTED, SheetRow, layout, read_sheet, same, state_of
from qa.quiz.stock import PoolItem, Prover, Stock, renewed
from qa.quiz.store import Action, Change


@dataclass(frozen=True, slots=True)
class RowReport:
    """What an import says about one row: the first ``number`` is 2, under the headings."""

    number: int
    id: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many rows, how many of each action, which rows failed and why."""

    rows: int
    actions: dict[Action, int]
    failed: tuple[RowReport, ...]


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

    Raise CommandError, with nothing kept, where a row or column cannot be read.
    """
    read = read_sheet(rows, stock.by_id)
    wanted = [(row, tuple(_changes(row, stock))) for row in read]
    refused = stock.store.apply(change for _, changes in wanted for change in changes)
    locked = {change.item.id for change in refused if change.action is Action.EDIT}
    done = Counter(change.action for _, changes in wanted for change in changes)
    done.subtract(change.action for change in refused)
    reports = (_report(row, changes, row.item.id in locked) for row, changes in wanted)
    return Imported(len(read), +done, tuple(report for report in reports if report.messages))


def proved_edit(item: Item, regulation: Regulation, prover: Prover) -> Change:
    """Return the edit to ``item``, its quotes found again and its faults beside it."""
    current = renewed(item, regulation)
    return Change(Action.EDIT, current, faults=prover(current, regulation))


def _changes(row: SheetRow, stock: Stock) -> Iterator[Change]:
    """Yield what turns the known entry into the row: open it, edit it, close it again."""
    entry = stock.by_id[row.item.id]
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


def _report(row: SheetRow, changes: Sequence[Change], locked: bool) -> RowReport:
    if locked:
        said = f"{KIND_NAMES[row.item.kind]}已锁定，文字没有改动；请先解锁（状态写 {NORMAL}）。"
        return RowReport(row.number, row.item.id, (said,))
    faults = [fault for change in changes for fault in change.faults]
    return RowReport(row.number, row.item.id, tuple(f"未证实：{fault}" for fault in faults))
