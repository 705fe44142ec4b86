"""Text to Regulation, refusing what does not add up.

A page break that cuts a sentence is joined (the paragraph before it is still open); a true
paragraph break stays. Article numbers must run 1, 2, 3 … without a gap or a repeat, because
a mark that is taken for text, or text for a mark, would make every later citation wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from corpus.clauses import clause_spans
from corpus.errors import RegulationFormatError
from corpus.lines import (
    Heading,
    Line,
    Mark,
    Style,
    article_mark,
    article_style,
    heading,
    is_closed,
    is_item,
    is_tail,
    read_lines,
    without_hashes,
)
from corpus.model import Article, Chapter, Clause, Paragraph, Regulation
from corpus.numerals import article_label, chinese_ordinal

LONGEST_ARTICLE: Final = 3_000
"""Characters. The longest of 25,680 articles in 655 State Council regulations has 1,151 and the
longest of the built-in text 867, so a longer one has swallowed its neighbours or an annex."""

_LONGEST_TITLE: Final = 30
_NUMBER: Final = re.compile(r"[^\s，。；：（）]{1,12}〔\d{4}〕\s*\d+\s*号|国务院令\s*第\s*\d+\s*号")
_DATE: Final = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


@dataclass(slots=True)
class _ArticleDraft:
    number: int
    line: int
    printed: str
    headings: tuple[str, ...]
    paragraphs: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return bool(self.paragraphs) and not is_closed(self.paragraphs[-1][1])

    def add(self, line: Line, text: str, *, is_item: bool = False) -> None:
        """Append a line: to the open paragraph, to the one its item belongs to, or as a new one."""
        if self.paragraphs and (self.is_open or is_item):
            start, so_far = self.paragraphs[-1]
            self.paragraphs[-1] = (start, so_far + text)
        elif text:
            self.paragraphs.append((line.number, text))


@dataclass(slots=True)
class _ChapterDraft:
    number: int
    title: str
    line: int
    articles: list[_ArticleDraft] = field(default_factory=list)


class _Builder:
    """Feed lines in order, then take the chapters."""

    def __init__(self, style: Style) -> None:
        self.chapters: list[_ChapterDraft] = []
        self._style = style
        self._count = 0
        self._path: dict[str, str] = {}
        self._heading: Heading | None = None
        self._tail: Line | None = None

    @property
    def _article(self) -> _ArticleDraft | None:
        return (
            self.chapters[-1].articles[-1] if self._count and self.chapters[-1].articles else None
        )

    def feed(self, line: Line) -> None:
        mark = article_mark(line.text, self._style)
        found = heading(line.text)
        is_open = self._article is not None and self._article.is_open
        if mark is not None and (mark.number >= max(1, self._count) or not is_open):
            self._start_article(line, mark)
        elif found is not None and (not is_open or self._follows(found)):
            self._start_heading(line, found)
        elif self._tail is None and self._count and is_tail(line.text) and not is_open:
            self._tail = line
        elif self._heading is not None:
            self._join_heading(line)
        elif self._tail is None and self._article is not None:
            self._article.add(line, line.text, is_item=is_item(line.text, self._style))

    def _follows(self, found: Heading) -> bool:
        last = self.chapters[-1].number if self.chapters else 0
        return found.level != "章" or found.number == last + 1

    def _start_article(self, line: Line, mark: Mark) -> None:
        expected = self._count + 1
        if self._tail is not None:
            raise RegulationFormatError(
                line.number,
                f"“{mark.printed}”出现在版记或附件（第 {self._tail.number} 行）之后，"
                "无法确认它是不是正文。请删去版记之后的内容，或把条文移到版记之前。",
            )
        if mark.number != expected:
            raise RegulationFormatError(line.number, _out_of_order(mark, expected))
        if not self.chapters:
            self.chapters.append(_ChapterDraft(0, "", line.number))
        self._take_loose_heading()
        draft = _ArticleDraft(mark.number, line.number, mark.printed, tuple(self._path.values()))
        draft.add(line, mark.rest)
        self.chapters[-1].articles.append(draft)
        self._count, self._heading = expected, None

    def _take_loose_heading(self) -> None:
        """Take a short unfinished line right before an article for a heading without a number."""
        last = self._article
        if last is None or len(last.paragraphs) < 2 or not last.is_open:
            return
        text = last.paragraphs[-1][1]
        if len(text) <= _LONGEST_TITLE and not re.search(r"[，；、]", text):
            last.paragraphs.pop()
            self._path["节"] = re.sub(r"\s+", "", without_hashes(text))

    def _start_heading(self, line: Line, found: Heading) -> None:
        levels = "编章节"
        self._path = {
            level: text
            for level, text in self._path.items()
            if levels.index(level) < levels.index(found.level)
        }
        self._heading = found
        self._path[found.level] = found.label
        if found.level == "章":
            self._start_chapter(line, found)

    def _join_heading(self, line: Line) -> None:
        """Join a title that a page break cut; whole sentences between heading and article are lost
        text, which is refused."""
        found = self._heading
        if found is None or is_closed(line.text) or len(line.text) > _LONGEST_TITLE:
            raise RegulationFormatError(
                line.number,
                "章、节的标题和第一条之间有一段不属于任何一条的文字。请补上条号或删去它。",
            )
        joined = Heading(found.level, found.number, found.title + line.text)
        self._heading = joined
        self._path[joined.level] = joined.label
        if joined.level == "章":
            self.chapters[-1].title = joined.title

    def _start_chapter(self, line: Line, found: Heading) -> None:
        if not self._count and found.number == 1:
            self.chapters.clear()  # what stood before was a table of contents
        expected = self.chapters[-1].number + 1 if self.chapters else 1
        restarts = found.number == 1 and "编" in self._path
        if found.number != expected and not restarts:
            raise RegulationFormatError(
                line.number,
                f"章的编号不连续：读到第{chinese_ordinal(found.number)}章，"
                f"按顺序应为第{chinese_ordinal(expected)}章。请补上缺失的章或更正编号。",
            )
        self.chapters.append(_ChapterDraft(found.number, found.title, line.number))


def parse(text: str, fallback_title: str = "") -> Regulation:
    """Return the regulation written in ``text``.

    ``fallback_title`` serves a file that names no title. Raise RegulationFormatError, naming
    line and cause, for a gap or a repeat in the numbering, an empty article or chapter, an
    article of more than LONGEST_ARTICLE characters, or a text without articles.
    """
    lines = read_lines(text)
    style = article_style(lines[_first_chapter(lines) :])
    if style is None:
        raise RegulationFormatError(
            1, "全文没有找到行首的“第一条”或“一、”，无法按条切分。请确认这是规章制度的正文。"
        )
    start = _body_start(lines, style)
    builder = _Builder(style)
    for line in lines[start:]:
        builder.feed(line)
    header = [without_hashes(line.text) for line in lines[:start]]
    return Regulation(
        title=_title(lines[:start], fallback_title),
        document_number=_first(_NUMBER, header),
        date=_last(_DATE, header),
        chapters=tuple(_chapter(draft) for draft in builder.chapters),
    )


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


def _out_of_order(mark: Mark, expected: int) -> str:
    if mark.number < expected:
        return (
            f"{article_label(mark.number)}重复：读到“{mark.printed}”，"
            f"按顺序应为{article_label(expected)}。请删去重复的条文或更正编号。"
        )
    return (
        f"条文编号有缺口：读到“{mark.printed}”，缺少{article_label(expected)}。"
        "请补上缺失的条文或更正编号。"
    )


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


def _chapter(draft: _ChapterDraft) -> Chapter:
    if not draft.articles:
        raise RegulationFormatError(
            draft.line, f"第{chinese_ordinal(draft.number)}章没有任何条文。请补上条文或删去这一章。"
        )
    articles = tuple(_article(article, draft.number) for article in draft.articles)
    return Chapter(draft.number, draft.title, articles)


def _article(draft: _ArticleDraft, chapter: int) -> Article:
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


def _paragraphs(draft: _ArticleDraft) -> tuple[Paragraph, ...]:
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
