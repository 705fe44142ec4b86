"""The table of contents: chapters, or the articles by the twenty where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from corpus.model import Article, Regulation

_BATCH: Final = 20
"""Articles that one entry holds where no chapter does."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``key`` is the place it opens, ``above`` the 编 it begins, if it does."""

    key: str
    label: str
    articles: tuple[Article, ...]
    above: str = ""


def entries(regulation: Regulation) -> tuple[Entry, ...]:
    """Return the entries in order; every article stands in one."""
    found: list[Entry] = []
    part = ""
    for position, chapter in enumerate(regulation.chapters, 1):
        if not chapter.number:
            found.extend(_batches(chapter.articles))
            continue
        over = _above(chapter.articles[0], chapter.label)
        found.append(
            Entry(f"ch{position}", chapter.label, chapter.articles, over if over != part else "")
        )
        part = over
    return tuple(found)


def outline_html(regulation: Regulation) -> str:
    """Return the table of contents as nested lists of links; the script opens where one reads."""
    items = "".join(_item(entry) for entry in entries(regulation))
    return (
        '<nav class="qa-law-outline" id="qa-law-outline" aria-label="目录">'
        f'<ol class="qa-law-entries">{items}</ol></nav>'
    )


def _batches(articles: Sequence[Article]) -> Iterator[Entry]:
    for start in range(0, len(articles), _BATCH):
        batch = tuple(articles[start : start + _BATCH])
        last = f"—{batch[-1].label}" if len(batch) > 1 else ""
        yield Entry(f"a{batch[0].number}", f"{batch[0].label}{last}", batch)


def _above(article: Article, label: str) -> str:
    """Return the heading over the chapter ``label``: its 编, or nothing."""
    place = article.headings.index(label) if label in article.headings else 0
    return article.headings[place - 1] if place else ""


def _item(entry: Entry) -> str:
    above = f'<p class="qa-law-part">{escape(entry.above)}</p>' if entry.above else ""
    first, last = entry.articles[0].number, entry.articles[-1].number
    size = "" if entry.key.startswith("a") else f"{first}–{last}" if last > first else f"{first}"
    told = f'<span class="qa-law-range" aria-hidden="true">{size}</span>' if size else ""
    sections = groupby(entry.articles, key=lambda article: _section(article, entry))
    numbers = "".join(_numbers(section, tuple(articles)) for section, articles in sections)
    return (
        f'<li data-from="{first}" data-to="{last}">{above}'
        f'<a class="qa-law-entry" href="#{entry.key}">{escape(entry.label)}{told}</a>{numbers}</li>'
    )


def _section(article: Article, entry: Entry) -> str:
    """Return what stands between the chapter and ``article``: its 节, or nothing."""
    place = article.headings.index(entry.label) + 1 if entry.label in article.headings else 0
    return " ".join(article.headings[place:])


def _numbers(section: str, articles: Sequence[Article]) -> str:
    caption = f'<p class="qa-law-section">{escape(section)}</p>' if section else ""
    links = "".join(
        f'<li><a href="#a{article.number}" aria-label="{article.label}">{article.number}</a></li>'
        for article in articles
    )
    return f'<div class="qa-law-numbers">{caption}<ol>{links}</ol></div>'
