"""The lines of an answer with what hangs on them: the steps or table rows below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.proving import layout


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer: ``items`` steps or rows follow it, ``ahead`` are their marks."""

    text: str
    number: int
    items: int
    ahead: tuple[int, ...]
    block: tuple[str, ...]
    ordinal: int
    """The line's own place among the steps around it, from 1."""


def lines_of(lines: list[str]) -> Iterator[Line]:
    """Yield every line with the steps or rows that follow it."""
    ordinal = 0
    for number, text in enumerate(lines):
        ordinal = ordinal + 1 if layout.step(text) else 0
        block = _block(lines, number)
        ahead = tuple(mark for line in block for mark in layout.marks(line))
        rows = [line for line in block if layout.is_row(line)]
        items = len(rows) - 2 if rows and not layout.is_row(text) else len(block)
        yield Line(text, number, items, ahead, tuple(block), ordinal)


def _block(lines: list[str], number: int) -> list[str]:
    """Return the steps or the table rows right below line ``number``."""
    below = lines[number + 1 :]
    while below and not below[0].strip():
        below = below[1:]
    if below and layout.is_row(below[0]):
        kind = layout.is_row
    else:

        def kind(line: str) -> bool:
            return layout.step(line) is not None

    block = []
    for line in below:
        if not kind(line):
            break
        block.append(line)
    return block


def without(line: str, dropped: list[str]) -> str:
    """Return ``line`` without the sentences ``dropped``; nothing where nothing is left to say."""
    if not dropped:
        return line
    if layout.is_row(line) or line in dropped:
        return ""
    for sentence in dropped:
        line = line.replace(sentence, "", 1)
    step = layout.step(line + "。")
    empty = step is not None and not step.body.strip("。")
    line = line.rstrip()
    return "" if empty else f"{line[:-1]}。" if line.endswith("；") else line


def whole_tables(lines: list[str]) -> list[str]:
    """Drop what is left of a table without heading or without rows."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else ""
        below = lines[number + 1] if number + 1 < len(lines) else ""
        after = lines[number + 2] if number + 2 < len(lines) else ""
        rule = layout.is_rule(line) and layout.is_row(line)
        if rule and (not layout.is_row(above) or not layout.is_row(below)):
            continue
        if layout.is_row(line) and layout.is_rule(below) and not layout.is_row(after):
            continue
        kept.append(line)
    return kept
