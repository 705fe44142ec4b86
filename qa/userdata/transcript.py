"""A conversation as a document says it, whatever the file format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import groupby
from typing import Final

from corpus.model import Regulation
from corpus.numerals import chinese_ordinal
from qa.documents.writing import clean
from qa.model import Answer
from qa.official import copy_text
from qa.proof import prove
from qa.proving import layout
from qa.question import clean_question
from qa.userdata.conversations import Kept

STALE: Final = "规章后来改过，这条答复依据的原文已对不上，引文不再列出。请重新提问。"
_UNSOURCED: Final = "这条答复没有引用条文。"
_WORDED: Final = "语句由语言模型组织，逐句核对过原文。"
_EMPTY: Final = "这段对话里还没有提问。"


class BlockKind(Enum):
    """What a stretch of an answer is."""

    SENTENCE = auto()
    CALCULATION = auto()
    STEPS = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A line, steps or a table; ``rows`` holds one cell, (number, words) a step, or the cells."""

    kind: BlockKind
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One question: its heading, what stands below it, the answer, the sources, the notes.

    Mark [n] of the answer is ``sources[n - 1]``.
    """

    heading: str
    about: str
    blocks: tuple[Block, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation: its title, what it rests on, its sections and how it was made."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str


def transcript(
    title: str, turns: Sequence[Kept], regulation: Regulation, at: datetime
) -> Transcript:
    """Return the document's words; raise ProofError for a quote that the text does not have."""
    number = "，".join(filter(None, (regulation.document_number, regulation.date)))
    basis = f"依据：《{regulation.title}》" + (f"（{number}）" if number else "")
    made = f"共 {len(turns)} 个问题　导出时间：{_minute(at)}"
    sections = tuple(_section(order, turn, regulation) for order, turn in enumerate(turns, 1))
    return Transcript(clean(title), (basis, made), sections, _closing(sections, regulation))


def _section(order: int, turn: Kept, regulation: Regulation) -> Section:
    heading = f"{chinese_ordinal(order)}、{clean(' '.join(turn.question.split()))}"
    about = f"提问时间：{_minute(datetime.fromisoformat(turn.asked))}"
    if turn.answer is None:
        fault = turn.fault or "没有答复。"
        return Section(heading, about, (_sentence(clean(fault)),), (), ())
    answer = turn.answer
    proved = prove(answer.citations, regulation)
    sources = tuple(copy_text(regulation, citation) for citation in proved)
    if answer.understood != clean_question(answer.question):
        about += f"　理解为：{clean(answer.understood)}"
    return Section(heading, about, tuple(_blocks(answer)), sources, tuple(_notes(turn, answer)))


def _notes(turn: Kept, answer: Answer) -> Iterator[str]:
    if turn.stale:
        yield STALE
    elif not answer.citations:
        yield _UNSOURCED
    if answer.worded:
        yield _WORDED
    yield from (clean(note) for note in (answer.note, turn.fault) if note)


def _blocks(answer: Answer) -> Iterator[Block]:
    lines = clean(answer.text).split("\n")
    if answer.calculation and lines[0] == answer.calculation:
        yield Block(BlockKind.CALCULATION, ((lines.pop(0),),))
    for kind, run in groupby(filter(str.strip, lines), _kind):
        if kind is BlockKind.TABLE:
            yield _table([layout.cells(line) for line in run if not layout.is_rule(line)])
        elif kind is BlockKind.STEPS:
            yield Block(kind, tuple(map(_step, run)))
        else:
            yield from (_sentence(line) for line in run)


def _kind(line: str) -> BlockKind:
    if layout.is_row(line):
        return BlockKind.TABLE
    return BlockKind.STEPS if layout.step(line) else BlockKind.SENTENCE


def _sentence(text: str) -> Block:
    return Block(BlockKind.SENTENCE, ((text,),))


def _step(line: str) -> tuple[str, str]:
    step = layout.step(line) or layout.Step(None, "", line)
    return ("·" if step.ordinal is None else f"{step.ordinal}.", step.body)


def _table(rows: Sequence[tuple[str, ...]]) -> Block:
    """Return the rows, each as wide as the heading."""
    width = len(rows[0]) if rows else 0
    return Block(BlockKind.TABLE, tuple((*row, *[""] * width)[:width] for row in rows))


def _closing(sections: Sequence[Section], regulation: Regulation) -> str:
    if not sections:
        return _EMPTY
    count = sum(len(section.sources) for section in sections)
    quotes = (
        f"文中 {count} 处引文在导出时与《{regulation.title}》原文逐字核对，完全一致。"
        if count
        else "文中没有引文。"
    )
    return f"本文由规章问答程序根据对话记录生成。{quotes}答复供参考，以规章原文为准。"


def _minute(moment: datetime) -> str:
    """Return 2026年3月3日 14:05."""
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
