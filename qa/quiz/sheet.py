"""The sheet that trainers edit: the general Excel layout, with each item's state beside it."""

from __future__ import annotations

import hashlib
import re
from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.errors import CommandError
from corpus.spacing import tight
from qa.quiz.formats.tables import GENERAL, Layout, Row
from qa.quiz.formats.wording import chosen, explained
from qa.quiz.model import (
    DIFFICULTY_NAMES,
    KIND_NAMES,
    RIGHT,
    WRONG,
    Difficulty,
    Item,
    ItemKind,
    Option,
)
from qa.quiz.options import named
from qa.quiz.stock import PoolItem

NORMAL: Final = "正常"
LOCKED: Final = "锁定"
REJECTED: Final = "驳回"
_ID, _STATE, _REASON, _CHECK, _VERSION = "编号", "状态", "原因", "检查", "版本"
_NEEDED: Final = (_ID, "题干", "正确答案")
_OPTION: Final = re.compile(r"选项([A-Z])")
_LEFT: Final = re.compile(r"(\d{1,2})\s*[.．、:：]?\s*(.+)")
_LABELS: Final = re.compile(r"[A-Z](?:[\s,，、;；→>-]*[A-Z])*")
_PAIR: Final = re.compile(r"(\d{1,2})\s*[-–—:：]?\s*([A-Z])")
_BLANKS: Final = " \t\r\u3000\u00a0"
"""Around a cell; line breaks stay, because they count the lines of 可接受答案."""
LONGEST_CELL: Final = 5000
"""Characters. The longest article has some hundreds; Excel itself ends at 32,767."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as the trainer left it; ``state`` is empty where the sheet does not say.

    ``exported`` is the version of the entry when the sheet was written, empty in older sheets.
    """

    number: int
    item: Item
    state: str
    reason: str
    exported: str

    @property
    def touched(self) -> bool:
        """The trainer changed something in this row."""
        return _version(self.item, self.state, self.reason) != self.exported


def layout(entries: Mapping[str, PoolItem]) -> Layout:
    """Return the columns of the review sheet: the general ones, then what is known of an item."""

    def state(row: Row) -> str:
        return state_of(entries[row.item.id])

    def reason(row: Row) -> str:
        return entries[row.item.id].reason

    def check(row: Row) -> str:
        return "；".join(check_words(entries[row.item.id]))

    def version(row: Row) -> str:
        return version_of(entries[row.item.id])

    own = tuple(column for column in GENERAL.columns if column[0] != "分值")
    known = ((_VERSION, version), (_STATE, state), (_REASON, reason), (_CHECK, check))
    return Layout("审题", (*own, *known))


def version_of(entry: PoolItem) -> str:
    """Return what tells this text and state of an item from any other of its own."""
    return _version(entry.item, state_of(entry), entry.reason)


def state_of(entry: PoolItem) -> str:
    """Return 驳回, 锁定 or 正常: the word that stands in the sheet."""
    return REJECTED if entry.reason else LOCKED if entry.locked else NORMAL


def check_words(entry: PoolItem) -> tuple[str, ...]:
    """Return what keeps an item out of papers besides a rejection."""
    unproved = [f"未证实：{fault}" for fault in entry.faults]
    return tuple(unproved + ([f"过期：{entry.stale}"] if entry.stale else []))


def read_sheet(
    rows: Sequence[Sequence[str]], entries: Mapping[str, PoolItem]
) -> tuple[SheetRow, ...]:
    """Return the filled rows; raise CommandError naming the row and column that are damaged."""
    heads = _headings(rows)
    read, faults, seen = [], [], set[str]()
    for number, row in enumerate(rows[1:], start=2):
        cells = {head: row[at].strip(_BLANKS) for head, at in heads.items() if at < len(row)}
        if not any(map(str.strip, cells.values())):
            continue
        try:
            read.append(_row(number, cells, entries, seen))
        except _DamagedCellError as damage:
            faults.append(f"第 {number} 行“{damage.column}”列：{damage.cause}")
    if faults:
        more = f"（另有 {len(faults) - 1} 处）" if len(faults) > 1 else ""
        raise CommandError(f"表格{faults[0].rstrip('。')}{more}。什么也没有导入。")
    return tuple(read)


def read_item(before: Item, cells: Mapping[str, str]) -> Item:
    """Return ``before`` with the words of ``cells``, by the sheet's headings.

    Raise CommandError naming the cell that is damaged.
    """
    try:
        return _edited(before, {head: text.strip(_BLANKS) for head, text in cells.items()})
    except _DamagedCellError as damage:
        raise CommandError(f"“{damage.column}”{damage.cause}。") from damage


def same(item: Item, other: Item) -> bool:
    """Tell whether two readings ask the same, in whatever order their choices stand."""
    return _content(item) == _content(other)


class _DamagedCellError(Exception):
    def __init__(self, column: str, cause: str) -> None:
        super().__init__(cause)
        self.column, self.cause = column, cause


def _headings(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    heads = [tight(head) for head in rows[0]] if rows else []
    for needed in _NEEDED:
        if needed not in heads:
            raise CommandError(
                f"表格第 1 行缺少“{needed}”列。请在导出的审题表里修改，第 1 行的标题不要动。"
            )
    for head in heads:
        if head and heads.count(head) > 1:
            raise CommandError(f"表格第 1 行有两个“{head}”列，请删去一个。")
    return {head: at for at, head in enumerate(heads) if head}


def _row(
    number: int, cells: Mapping[str, str], entries: Mapping[str, PoolItem], seen: set[str]
) -> SheetRow:
    identifier = cells.get(_ID, "").strip()
    if identifier not in entries:
        said = f"题库里没有编号 {identifier[:40]!r}" if identifier else "没有编号"
        raise _DamagedCellError(_ID, said)
    if identifier in seen:
        raise _DamagedCellError(_ID, f"编号 {identifier} 出现了两次")
    seen.add(identifier)
    before = entries[identifier].item
    state, reason = cells.get(_STATE, "").strip(), cells.get(_REASON, "").strip()
    if state not in {"", NORMAL, LOCKED, REJECTED}:
        raise _DamagedCellError(
            _STATE, f"应为 {NORMAL}、{LOCKED} 或 {REJECTED}，读到的是 {state!r}"
        )
    if state == REJECTED and not reason:
        raise _DamagedCellError(_REASON, "驳回要写明原因")
    exported = cells.get(_VERSION, "").strip()
    return SheetRow(number, _edited(before, cells), state, reason, exported)


def _edited(before: Item, cells: Mapping[str, str]) -> Item:
    """Return the item with the sheet's words; what the sheet does not hold stays."""
    for column, text in cells.items():
        if len(text) > LONGEST_CELL:
            raise _DamagedCellError(column, f"有 {len(text)} 字，最多 {LONGEST_CELL} 字")
    if (cells.get("题型", "").strip() or KIND_NAMES[before.kind]) != KIND_NAMES[before.kind]:
        raise _DamagedCellError("题型", f"不能改，应为 {KIND_NAMES[before.kind]}")
    stem = cells.get("题干", "").strip()
    if not stem:
        raise _DamagedCellError("题干", "是空的")
    options = _options(before, cells)
    key = _key(before, options, cells.get("正确答案", "").strip())
    told = cells.get("解析", "").strip()
    return replace(
        before,
        stem=stem,
        options=options,
        key=key,
        accept=_accepted(before, key, cells),
        explanation=before.explanation if told in {"", explained(before).strip()} else told,
        difficulty=_difficulty(before, cells),
    )


def _options(before: Item, cells: Mapping[str, str]) -> tuple[Option, ...]:
    found = {
        match.group(1): text for head, text in cells.items() if (match := _OPTION.fullmatch(head))
    }
    filled = [Option(label, text.strip()) for label, text in sorted(found.items()) if text.strip()]
    if not found:
        return before.options
    for place, option in enumerate(filled):
        if option.label != chr(ord("A") + place):
            raise _DamagedCellError(f"选项{chr(ord('A') + place)}", "是空的，后面的选项却有内容")
    if bool(filled) != any(not option.label.isdigit() for option in before.options):
        raise _DamagedCellError("选项A", "是空的" if not filled else "这道题没有选项，应为空")
    return (*_left(before, cells), *filled)


def _left(before: Item, cells: Mapping[str, str]) -> tuple[Option, ...]:
    own = tuple(option for option in before.options if option.label.isdigit())
    if "左列" not in cells or not (own or cells["左列"]):
        return own
    lines = [line.strip() for line in cells["左列"].splitlines() if line.strip()]
    matches = [_LEFT.fullmatch(line) for line in lines]
    left = tuple(Option(m.group(1), m.group(2)) for m in matches if m)
    if len(left) < len(lines) or [o.label for o in left] != [o.label for o in own]:
        wanted = "、".join(option.label for option in own) or "空"
        raise _DamagedCellError("左列", f"每行应为“编号. 内容”，编号为 {wanted}")
    return left


def _key(before: Item, options: Sequence[Option], text: str) -> tuple[str, ...]:
    if not text:
        raise _DamagedCellError("正确答案", "是空的")
    labels = {option.label for option in options}
    if before.kind is ItemKind.MATCHING:
        key = tuple(f"{a}-{b}" for a, b in _PAIR.findall(text.upper()))
        if not key or not {part for entry in key for part in entry.split("-")} <= labels:
            raise _DamagedCellError("正确答案", f"应为 1-C 这样的配对，每行一个，读到的是 {text!r}")
        return key
    if chosen(before):
        key = tuple(re.findall(r"[A-Z]", text.upper()))
        if (
            not _LABELS.fullmatch(text.upper())
            or not set(key) <= labels
            or len(set(key)) < len(key)
        ):
            raise _DamagedCellError("正确答案", f"应为选项的字母，读到的是 {text[:40]!r}")
        return key
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if before.kind is ItemKind.TRUE_FALSE and lines not in {(RIGHT,), (WRONG,)}:
        raise _DamagedCellError("正确答案", f"应为 对 或 错，读到的是 {text[:40]!r}")
    return lines


def _accepted(
    before: Item, key: Sequence[str], cells: Mapping[str, str]
) -> tuple[tuple[str, ...], ...]:
    if "可接受答案" not in cells or before.kind is not ItemKind.BLANK:
        return before.accept
    lines = cells["可接受答案"].rstrip().split("\n")
    if len(lines) > len(key):
        raise _DamagedCellError("可接受答案", f"有 {len(lines)} 行，答案只有 {len(key)} 空")
    read = [tuple(w.strip() for w in re.split("[|｜]", line) if w.strip()) for line in lines]
    return (*read, *[()] * (len(key) - len(read)))


def _difficulty(before: Item, cells: Mapping[str, str]) -> Difficulty:
    text = cells.get("难度", "").strip()
    try:
        return named(text, DIFFICULTY_NAMES, "难度") if text else before.difficulty
    except ArgumentTypeError as error:
        raise _DamagedCellError("难度", str(error)) from error


def _version(item: Item, state: str, reason: str) -> str:
    told = repr((_content(item), state, reason))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:10]


def _content(item: Item) -> tuple[object, ...]:
    texts = {option.label: option.text for option in item.options}
    key = ["-".join(texts.get(part, part) for part in entry.split("-")) for entry in item.key]
    if item.kind in {ItemKind.MULTIPLE, ItemKind.MATCHING}:
        key.sort()
    accept = item.accept if any(item.accept) else ()
    options = sorted(texts.values())
    return item.stem, options, key, accept, item.explanation, item.difficulty
