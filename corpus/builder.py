"""Put lines in order into chapters and articles, refusing numbers that do not add up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.errors import RegulationFormatError
from corpus.lines import (
    LONGEST_TITLE,
    Heading,
    Line,
    Mark,
    Style,
    article_mark,
    heading,
    is_closed,
    is_item,
    is_tail,
    is_title,
    without_hashes,
)
from corpus.numerals import article_label, chinese_ordinal


@dataclass(slots=True)
class ArticleDraft:
    """An article in the making; ``paragraphs`` are (source line, text) pairs.

    ``printed`` is its mark as it stands in the text.
    """

    number: int
    line: int
    printed: str
    headings: tuple[str, ...]
    paragraphs: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Say whether the last paragraph was cut in mid-sentence."""
        return bool(self.paragraphs) and not is_closed(self.paragraphs[-1][1])

    def add(self, line: Line, text: str, *, is_item: bool = False) -> None:
        """Append a line: to the open paragraph, to the one its item belongs to, or as a new one."""
        if self.paragraphs and (self.is_open or is_item):
            start, so_far = self.paragraphs[-1]
            self.paragraphs[-1] = (start, so_far + text)
        elif text:
            self.paragraphs.append((line.number, text))


@dataclass(slots=True)
class ChapterDraft:
    """A chapter in the making."""

    number: int
    title: str
    line: int
    articles: list[ArticleDraft] = field(default_factory=list)


class Builder:
    """Feed lines in order, then take the chapters."""

    def __init__(self, style: Style) -> None:
        self.chapters: list[ChapterDraft] = []
        self._style = style
        self._count = 0
        self._path: dict[str, str] = {}
        self._heading: Heading | None = None
        self._tail: Line | None = None

    @property
    def _article(self) -> ArticleDraft | None:
        return (
            self.chapters[-1].articles[-1] if self._count and self.chapters[-1].articles else None
        )

    def feed(self, line: Line) -> None:
        """Take the next line; raise RegulationFormatError where it cannot follow the last."""
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
            inside = self._line_inside(expected)
            raise RegulationFormatError(line.number, _out_of_order(mark, expected, inside))
        if not self.chapters:
            self.chapters.append(ChapterDraft(0, "", line.number))
        self._take_loose_heading()
        draft = ArticleDraft(mark.number, line.number, mark.printed, tuple(self._path.values()))
        draft.add(line, mark.rest)
        self.chapters[-1].articles.append(draft)
        self._count, self._heading = expected, None

    def _take_loose_heading(self) -> None:
        """Take a short unfinished line right before an article for a heading without a number."""
        last = self._article
        if last is None or len(last.paragraphs) < 2 or not last.is_open:
            return
        text = without_hashes(last.paragraphs[-1][1])
        announced = last.paragraphs[-2][1].endswith(("：", ":"))
        if is_title(text) and "、" not in text and not announced:
            last.paragraphs.pop()
            self._path["节"] = re.sub(r"\s+", "", text)

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
        if found is None or is_closed(line.text) or len(line.text) > LONGEST_TITLE:
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
        self.chapters.append(ChapterDraft(found.number, found.title, line.number))

    def _line_inside(self, number: int) -> int | None:
        """Return the line of the last article's paragraph that holds 第X条 amid its text."""
        mark = re.compile(rf"[。！？]\s*{article_label(number)}\s")
        for article in [draft for chapter in self.chapters for draft in chapter.articles][-1:]:
            for line, text in article.paragraphs:
                if mark.search(text):
                    return line
        return None


def _out_of_order(mark: Mark, expected: int, inside: int | None) -> str:
    if mark.number < expected:
        return (
            f"{article_label(mark.number)}重复：读到“{mark.printed}”，"
            f"按顺序应为{article_label(expected)}。请删去重复的条文或更正编号。"
        )
    if inside is not None:
        return (
            f"条文编号有缺口：读到“{mark.printed}”，行首缺少{article_label(expected)}，"
            f"它写在第 {inside} 行起的一段文字中间。请让每一条另起一行。"
        )
    return (
        f"条文编号有缺口：读到“{mark.printed}”，缺少{article_label(expected)}。"
        "请补上缺失的条文或更正编号。"
    )
