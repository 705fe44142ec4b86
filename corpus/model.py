"""The shape of a regulation: Regulation > Chapter > Article > Paragraph > Clause.

Offsets are code points into ``Article.text``, the article's clean text: its paragraphs
joined by one newline, without the article's own mark, inner spaces as printed. For every
paragraph and clause ``article.text[start:end] == text`` holds.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from corpus.errors import UnknownReferenceError
from corpus.numerals import article_label, chinese_ordinal

_KINDS: Final = re.compile(
    r"(规则|条例|规定|办法|细则|决定|准则|章程|制度|法)(?:（[^）]*）|\([^)]*\))?$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of a paragraph (long enumerations are cut at each ；)."""

    text: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款: a natural paragraph of an article, numbered from 1."""

    number: int
    text: str
    start: int
    end: int
    line: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """条: ``line`` is where its mark stands in the source file, counted from 1."""

    number: int
    chapter: int
    headings: tuple[str, ...]
    text: str
    line: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def label(self) -> str:
        """第五十七条."""
        return article_label(self.number)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every paragraph, in order."""
        return tuple(clause for paragraph in self.paragraphs for clause in paragraph.clauses)

    def paragraph(self, number: int) -> Paragraph:
        """Return one paragraph; raise UnknownReferenceError when there is none."""
        if not 1 <= number <= len(self.paragraphs):
            raise UnknownReferenceError(
                f"{self.label}只有 {len(self.paragraphs)} 款，没有第{chinese_ordinal(number)}款。"
            )
        return self.paragraphs[number - 1]

    def reference(self, paragraph: int) -> str:
        """Return 第五十七条第二款, or 第十二条 where the article has one paragraph only."""
        return article_label(self.number, paragraph if len(self.paragraphs) > 1 else None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """章: number 0 holds the articles of a text that has no chapters."""

    number: int
    title: str
    articles: tuple[Article, ...]

    @property
    def label(self) -> str:
        """第十章 会议制度, or an empty string for a text without chapters."""
        return f"第{chinese_ordinal(self.number)}章 {self.title}".strip() if self.number else ""


@dataclass(frozen=True)
class Regulation:
    """A whole regulation. Dates are as printed (2022年6月17日)."""

    title: str
    document_number: str
    date: str
    chapters: tuple[Chapter, ...]

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """All articles in order; article n stands at index n - 1."""
        return tuple(article for chapter in self.chapters for article in chapter.articles)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that the title and the articles are written with."""
        return frozenset(self.title).union(*(article.text for article in self.articles))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over title, number, date, chapter titles and every article's text."""
        digest = hashlib.sha256()
        parts = [self.title, self.document_number, self.date]
        for chapter in self.chapters:
            parts.append(f"{chapter.number} {chapter.title}")
            parts.extend(f"{article.number} {article.text}" for article in chapter.articles)
        digest.update("\0".join(parts).encode("utf-8"))
        return digest.hexdigest()

    @property
    def short_title(self) -> str:
        """《规则》, 《条例》 …: the kind of text, or the whole title where that is unclear."""
        match = _KINDS.search(self.title)
        return f"《{match.group(1) if match else self.title}》"

    def article(self, number: int) -> Article:
        """Return one article; raise UnknownReferenceError when there is none."""
        if not 1 <= number <= len(self.articles):
            raise UnknownReferenceError(
                f"《{self.title}》共 {len(self.articles)} 条，没有{article_label(number)}。"
            )
        return self.articles[number - 1]

    def chapter(self, number: int) -> Chapter:
        """Return one chapter; raise UnknownReferenceError when there is none."""
        for chapter in self.chapters:
            if chapter.number == number and number > 0:
                return chapter
        count = sum(1 for chapter in self.chapters if chapter.number)
        if not count:
            raise UnknownReferenceError(f"《{self.title}》没有分章。")
        raise UnknownReferenceError(
            f"《{self.title}》共 {count} 章，没有第{chinese_ordinal(number)}章。"
        )

    def cite(self, article: int, paragraph: int, *, full: bool = True) -> str:
        """Return 《乾安县人民政府工作规则》第五十七条第二款 (or 《规则》… when not ``full``)."""
        title = f"《{self.title}》" if full else self.short_title
        return title + self.article(article).reference(paragraph)
