"""Text with marked stretches as HTML: slice, escape every slice, wrap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from corpus.spacing import spaced

Span = tuple[int, int]
"""(start, end): code points into the text that is shown."""


def marked(text: str, spans: Iterable[Span]) -> str:
    """Return ``text`` as HTML with ``spans`` in <mark>, touching and overlapping ones merged."""
    pieces: list[str] = []
    at = 0
    for start, end in merged(spans):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def underlined(text: str, spans: Sequence[Span], nearest: Span) -> str:
    """Return ``text`` as HTML with ``spans`` marked and the stretch ``nearest`` underlined."""
    start, end = nearest
    before, inside, after = (
        marked(text[left:right], within(spans, left, right))
        for left, right in ((0, start), (start, end), (end, len(text)))
    )
    return f'{before}<span class="qa-nearest">{inside}</span>{after}'


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return non-empty ``spans`` in order, overlapping and touching ones joined."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """Return the parts of ``spans`` inside [start, end), as offsets from ``start``."""
    return [
        (max(left, start) - start, min(right, end) - start)
        for left, right in spans
        if left < end and right > start
    ]


def word_spans(text: str, words: Sequence[str]) -> list[Span]:
    """Return where ``words`` stand in ``text``; blanks inside a word (14 个) do not part it.

    Single characters are left out unless there is nothing longer: they would speckle the page.
    """
    telling = [word for word in words if len(word) > 1 or word.isdigit()] or list(words)
    return merged(
        match.span()
        for word in telling
        for match in re.finditer(_pattern(word), text, flags=re.IGNORECASE)
    )


def _pattern(word: str) -> str:
    pattern = spaced(word)
    return rf"(?<!\d){pattern}(?!\d)" if word.isdigit() else pattern
