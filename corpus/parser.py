"""Text to Regulation, refusing what does not add up.

A page break that cuts a sentence is joined (the paragraph before it is still open); a true
paragraph break stays. Article numbers must run 1, 2, 3 … without a gap or a repeat, because
a mark that is taken for text, or text for a mark, would make every later citation wrong.
"""

from __future__ import annotations

import re
from typing import Final

from corpus.builder import ArticleDraft, Builder, ChapterDraft
from corpus.clauses import clause_spans
from corpus.errors import RegulationFormatError
from corpus.lines import (
    Line,
    Style,
    article_mark,
    article_style,
    heading,
    read_lines,
    restore_chapters,
    without_hashes,
)
from corpus.model import Article, Chapter, Clause, Paragraph, Regulation
from corpus.numerals import article_label, chinese_ordinal

LONGEST_ARTICLE: Final = 3_000
"""Characters. The longest of 25,897 articles in 661 State Council regulations has 1,151 and the
longest of the built-in text 867, so a longer one has swallowed its neighbours or an annex."""

_NUMBER: Final = re.compile(r"[^\s，。；：（）]{1,12}〔\d{4}〕\s*\d+\s*号|国务院令\s*第\s*\d+\s*号")
_DATE: Final = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


def parse(text: str, fallback_title: str = "") -> Regulation:
    """Return the regulation written in ``text``.

    ``fallback_title`` serves a file that names no title. Raise RegulationFormatError, naming
    line and cause, for a gap or a repeat in the numbering, an empty article or chapter, an
    article of more than LONGEST_ARTICLE characters, or a text without articles.
    """
    lines = _restored(read_lines(text))
    style = article_style(lines[_first_chapter(lines) :])
    if style is None:
        raise RegulationFormatError(
            1, "全文没有找到行首的“第一条”或“一、”，无法按条切分。请确认这是规章制度的正文。"
        )
    start = _body_start(lines, style)
    builder = Builder(style)
    for line in lines[start:]:
        builder.feed(line)
    header = [without_hashes(line.text) for line in lines[:start]]
    return Regulation(
        title=_title(lines[:start], fallback_title),
        document_number=_first(_NUMBER, header),
        date=_last(_DATE, header),
        chapters=tuple(_chapter(draft) for draft in builder.chapters),
    )


def _restored(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    style = article_style(lines[_first_chapter(lines) :]) or article_style(lines)
    return lines if style is None else restore_chapters(lines, style)


def _first_chapter(lines: tuple[Line, ...]) -> int:
    """Return where the first 编 or 章 heading stands, or 0: a notice before it may hold lists."""
    for index, line in enumerate(lines):
        if heading(line.text) is not None:
            return index
    return 0


def _body_start(lines: tuple[Line, ...], style: Style) -> int:
    first = _first_chapter(lines)
    if first:
        return first
    for index, line in enumerate(lines):
        mark = article_mark(line.text, style)
        if heading(line.text) is not None or (mark is not None and mark.number == 1):
            return index
    return len(lines)


def _title(header: tuple[Line, ...], fallback: str) -> str:
    for line in header:
        if line.text.startswith("# "):
            return re.sub(r"\s+", "", without_hashes(line.text))
    for line in reversed(header):
        if not line.text.startswith(("（", "(", "目录", "目 录")) and not _DATE.match(line.text):
            return re.sub(r"\s+", "", line.text)
    return fallback or "未命名规章"


def _first(pattern: re.Pattern[str], header: list[str]) -> str:
    matches = [match.group() for text in header for match in pattern.finditer(text)]
    return re.sub(r"\s+", "", matches[0]) if matches else ""


def _last(pattern: re.Pattern[str], header: list[str]) -> str:
    matches = [match.group() for text in header for match in pattern.finditer(text)]
    return re.sub(r"\s+", "", matches[-1]) if matches else ""


def _chapter(draft: ChapterDraft) -> Chapter:
    if not draft.articles:
        raise RegulationFormatError(
            draft.line, f"第{chinese_ordinal(draft.number)}章没有任何条文。请补上条文或删去这一章。"
        )
    articles = tuple(_article(article, draft.number) for article in draft.articles)
    return Chapter(draft.number, draft.title, articles)


def _article(draft: ArticleDraft, chapter: int) -> Article:
    text = "\n".join(text for _, text in draft.paragraphs)
    if re.search(r"[\w\u4e00-\u9fff]", text) is None:
        raise RegulationFormatError(
            draft.line, f"{article_label(draft.number)}没有内容。请补上条文或更正编号。"
        )
    if len(text) > LONGEST_ARTICLE:
        raise RegulationFormatError(
            draft.line,
            f"{article_label(draft.number)}有 {len(text)} 个字，超过 {LONGEST_ARTICLE} 字，"
            "很可能吞掉了后面的条文或附件。请检查后面各条的编号是否在行首。",
        )
    return Article(
        number=draft.number,
        chapter=chapter,
        headings=draft.headings,
        text=text,
        line=draft.line,
        paragraphs=_paragraphs(draft),
    )


def _paragraphs(draft: ArticleDraft) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    start = 0
    for number, (line, text) in enumerate(draft.paragraphs, start=1):
        clauses = tuple(
            Clause(text[first:last], number, start + first, start + last)
            for first, last in clause_spans(text)
        )
        found.append(Paragraph(number, text, start, start + len(text), line, clauses))
        start += len(text) + 1
    return tuple(found)
