"""The text of an answer as HTML: verdict, calculation, sentences, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape
from itertools import groupby
from typing import Final

from qa.model import Answer
from qa.proving import layout
from ui.chat.cards import card_id

_MARK: Final = re.compile(r"\[(\d+)\]")
_MARKED: Final = re.compile(r"[^\[\]]?(?:\[\d+\])+")
"""Marks and the character before them, from which no line break parts them."""
_PIECE: Final = re.compile(r"^\|[^\n]*\n?|(?:\[\d+\]|[^\[\n]){1,4}\n?|\[|\n", re.MULTILINE)
"""What an answer grows by: a row of a table, or a few characters of one line."""
_STEPS: Final = 8
"""Into which an answer grows, at most: one takes the page and the server some 15 ms."""
_MORE: Final = '<span class="qa-more"></span>'
"""The cursor behind what is not finished."""
_END: Final = re.compile(r"(?:</(?:p|li|ol|th|td|tr|thead|tbody|table|div)>)*\Z")
_LONGEST_VERDICT: Final = 4
"""Characters; the longest of ``qa.verdict.saying`` has three."""


class Kind(Enum):
    """What a line of an answer is."""

    CALCULATION = "calculation"
    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer, as much of it as is shown."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Linker:
    """Turns text with marks into HTML; marks link to the cards of turn ``turn``."""

    turn: int
    citations: int

    def html(self, text: str) -> str:
        """Return ``text`` escaped, its marks as links; a mark without a card stays text."""
        pieces, at = [], 0
        for found in _MARKED.finditer(text):
            held = _MARK.sub(self._link, escape(found[0]))
            pieces += [escape(text[at : found.start()]), f'<span class="qa-held">{held}</span>']
            at = found.end()
        return "".join([*pieces, escape(text[at:])])

    def _link(self, mark: re.Match[str]) -> str:
        if not 1 <= int(mark[1]) <= self.citations:
            return mark[0]
        return f'<a class="qa-ref" href="#{card_id(self.turn, int(mark[1]))}">{mark[0]}</a>'


def pieces(text: str) -> Iterator[str]:
    """Yield the beginnings of ``text``, each a few words or a table row longer, to its end."""
    told, shown, step = 0, "", len(text) / _STEPS
    for piece in _PIECE.findall(text):
        shown += piece
        if len(shown) - told >= step or len(shown) == len(text):
            told = len(shown)
            yield shown


def with_cursor(html: str) -> str:
    """Return ``html`` with a cursor behind its last character."""
    return _END.sub(lambda end: _MORE + end[0], html, count=1)


def body(answer: Answer, text: str, turn: int) -> str:
    """Return ``text``, a beginning of the answer's, as HTML for turn ``turn``."""
    lead, linker = _verdict(answer), Linker(turn, len(answer.citations))
    shown = _lines(answer, answer.text[len(lead) :], text[len(lead) :])
    blocks = (_block(kind, [*run], answer, linker) for kind, run in groupby(shown, _run))
    return _lead_html(lead, text) + "".join(blocks)


def _verdict(answer: Answer) -> str:
    """Return the verdict that the answer opens with (可以。), or an empty string."""
    opening, stop, _ = answer.text.partition("。")
    leads = answer.verdict is not None and len(opening) <= _LONGEST_VERDICT
    return opening + stop if leads else ""


def _lead_html(lead: str, text: str) -> str:
    shown = text[: len(lead)]
    return f'<p class="qa-verdict"><strong>{escape(shown)}</strong></p>' if shown else ""


def _lines(answer: Answer, whole: str, shown: str) -> list[Line]:
    """Return the lines of ``shown``, each of the kind that it has once it is ``whole``."""
    lines = whole.split("\n")
    kinds = [_kind(line) for line in lines]
    if answer.calculation and lines[0] == answer.calculation:
        kinds[0] = Kind.CALCULATION
    parts = shown.split("\n") if shown else []
    return [Line(kind, part) for kind, part in zip(kinds, parts, strict=False)]


def _kind(line: str) -> Kind:
    if layout.is_row(line):
        return Kind.RULE if layout.is_rule(line) else Kind.ROW
    return Kind.ITEM if layout.step(line) else Kind.SENTENCE


def _run(line: Line) -> Kind:
    return Kind.ROW if line.kind is Kind.RULE else line.kind


def _block(kind: Kind, lines: Sequence[Line], answer: Answer, linker: Linker) -> str:
    if kind is Kind.ROW:
        return _table([line.text for line in lines if line.kind is Kind.ROW], linker)
    texts = [line.text for line in lines]
    if kind is Kind.ITEM:
        return f"<ol>{''.join(_item(text, linker) for text in texts)}</ol>"
    if kind is Kind.CALCULATION:
        return f'<p class="qa-sum">{_days_out(escape(texts[0]), answer.computed)}</p>'
    return "".join(f"<p>{linker.html(text)}</p>" for text in texts)


def _item(text: str, linker: Linker) -> str:
    step = layout.step(text)
    if step is None:  # as much as its number is shown
        return "<li></li>"
    value = "" if step.ordinal is None else f' value="{step.ordinal}"'
    return f"<li{value}>{linker.html(step.body)}</li>"


def _table(rows: Sequence[str], linker: Linker) -> str:
    """Return a table whose first row and column are headings, in a box that scrolls.

    The box gets its name from page.js: gradio takes an aria-label out of a message.
    """
    heading, *others = ([linker.html(cell) for cell in layout.cells(row)] for row in rows)
    width = len(heading)
    head = "".join(f'<th scope="col">{cell}</th>' if cell else "<td></td>" for cell in heading)
    below = "".join(f"<tr>{_cells([*row, *[''] * width][:width])}</tr>" for row in others)
    return (
        '<div class="qa-table" tabindex="0" role="region"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{below}</tbody></table></div>"
    )


def _cells(row: Sequence[str]) -> str:
    others = "".join(f"<td>{cell}</td>" for cell in row[1:])
    return f'<th scope="row">{row[0]}</th>{others}'


def _days_out(html: str, computed: Iterable[str]) -> str:
    """Return the calculation with the days that it gives (3月12日（周四）) standing out."""
    for day in computed:
        year, month, number = (int(part) for part in day.split("-"))
        written = rf"(?<!\d)(?:{year}年)?(?<!\d){month}月{number}日（[^）]*）"
        html = re.sub(written, r"<b>\g<0></b>", html)
    return html
