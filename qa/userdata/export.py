"""A conversation as a file that an office keeps: Markdown or Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from corpus.model import Regulation
from qa.documents.markdown import escaped
from qa.documents.word_type import WIDTH, Align, Type
from qa.userdata.conversations import Kept
from qa.userdata.records import local_now
from qa.userdata.transcript import Block, BlockKind, Section, transcript

if TYPE_CHECKING:
    from qa.documents.word import Pages

SOURCES: Final = "引文"
_NARROW: Final = 2.6
"""Centimetres for a table's first column where it holds a word or two."""
_SHORT: Final = 5
"""Characters of 12 pt that such a column has room for."""


def markdown(
    title: str, turns: Sequence[Kept], regulation: Regulation, at: datetime | None = None
) -> str:
    """Return the conversation as Markdown, exported ``at`` (now by default)."""
    document = transcript(title, turns, regulation, at or local_now())
    lines = [f"# {escaped(document.title)}", ""]
    lines += [*(f"{escaped(line)}  " for line in document.about), ""]
    for section in document.sections:
        lines += _markdown_section(section)
    return "\n".join([*lines, "---", "", escaped(document.closing), ""])


def word(
    title: str, turns: Sequence[Kept], regulation: Regulation, at: datetime | None = None
) -> bytes:
    """Return the conversation as a Word document, exported ``at`` (now by default)."""
    from qa.documents.word import Pages

    document = transcript(title, turns, regulation, at or local_now())
    pages = Pages(document.title, f"《{regulation.title}》问答记录")
    pages.line(document.title, Type.TITLE, Align.CENTRE, before=6, after=8)
    for line in document.about:
        pages.line(line, Type.NOTE, Align.CENTRE)
    for section in document.sections:
        _write_section(pages, section)
    pages.line(document.closing, Type.NOTE, Align.BOTH, before=18)
    return pages.save()


def _markdown_section(section: Section) -> Iterator[str]:
    yield from (f"## {escaped(section.heading)}", "", f"*{escaped(section.about)}*", "")
    for block in section.blocks:
        yield from (*_markdown_block(block), "")
    if section.sources:
        yield from (f"**{SOURCES}**", "")
    for mark, source in enumerate(section.sources, start=1):
        yield from (f"> {escaped(f'[{mark}] {source}')}", "")
    for note in section.notes:
        yield from (f"*{escaped(note)}*", "")


def _markdown_block(block: Block) -> Iterator[str]:
    if block.kind is BlockKind.STEPS:
        yield from (f"{number.replace('·', '-')} {escaped(words)}" for number, words in block.rows)
    elif block.kind is BlockKind.TABLE:
        heading, *others = (f"| {' | '.join(map(escaped, row))} |" for row in block.rows)
        yield from (heading, f"|{' --- |' * len(block.rows[0])}", *others)
    else:
        text = escaped(block.rows[0][0])
        yield f"**{text}**" if block.kind is BlockKind.CALCULATION else text


def _write_section(pages: Pages, section: Section) -> None:
    pages.line(section.heading, Type.HEADING, before=16)
    pages.line(section.about, Type.NOTE, after=4, keeps=True)
    followed = bool(section.sources or section.notes)
    for block in section.blocks:
        _write_block(pages, block, keeps=followed and block is section.blocks[-1])
    if section.sources:
        pages.line(SOURCES, Type.BOLD, before=4, keeps=True)
    for mark, source in enumerate(section.sources, start=1):
        pages.line(f"[{mark}]\t{source}", Type.NOTE, Align.BOTH, hanging=2)
    for note in section.notes:
        pages.line(note, Type.NOTE, before=2)


def _write_block(pages: Pages, block: Block, *, keeps: bool) -> None:
    """Write a block; the last one ``keeps`` to the page of what follows the answer."""
    if block.kind is BlockKind.TABLE:
        _write_table(pages, block.rows)
    elif block.kind is BlockKind.STEPS:
        for row in block.rows:
            last = keeps and row is block.rows[-1]
            words = "\t".join(row)
            pages.line(words, align=Align.BOTH, indent=1, hanging=1.5, keeps=last, marks=True)
    else:
        kind = Type.BOLD if block.kind is BlockKind.CALCULATION else Type.BODY
        pages.line(block.rows[0][0], kind, Align.BOTH, first=2, keeps=keeps, marks=True)


def _write_table(pages: Pages, rows: Sequence[Sequence[str]]) -> None:
    columns = len(rows[0])
    narrow = columns > 1 and max(len(row[0]) for row in rows) <= _SHORT
    first = _NARROW if narrow else WIDTH / columns
    widths = [first, *[(WIDTH - first) / (columns - 1)] * (columns - 1)] if columns > 1 else [WIDTH]
    pages.table(rows, widths, align=Align.LEFT, is_headed=True)
