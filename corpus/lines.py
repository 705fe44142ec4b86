"""Tell what each line of a regulation's file is: heading, article mark, tail or text.

Marks count only at the start of a line: an in-text cross-reference (依照本规则第三十条的规定)
is never a mark, and a mark at a line start still has to carry the next number in order
before the parser believes it. A chapter title that lost its number in the source gets it back
where the numbers around it leave no doubt (restore_chapters).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from corpus.errors import RegulationFormatError
from corpus.numerals import NUMERAL, chinese_ordinal, parse_ordinal

Style = Literal["条", "条紧", "、"]
"""How articles are numbered at a line start: 第五十七条 with a blank, without one, or 五十七、."""

LONGEST_TITLE: Final = 30
"""Characters. The longest chapter title of 661 State Council regulations has 26."""

_HEADING: Final = re.compile(rf"第\s*({NUMERAL})\s*([编章节])(?:\s+(.*)|([^，。；：、]{{0,30}}))$")
_ARTICLE: Final[dict[Style, re.Pattern[str]]] = {
    "条": re.compile(rf"第\s*({NUMERAL})\s*条(?:\s+(.*))?$"),
    "条紧": re.compile(rf"第\s*({NUMERAL})\s*条(?![的所之第规中款和及与至到、，,；。])(.*)$"),
    "、": re.compile(r"([〇零一二三四五六七八九十百]{1,7})、(.*)$"),
}
_ITEM: Final = re.compile(rf"(?:[（(]\s*{NUMERAL}\s*[)）]|\d{{1,2}}[.．、])")
_NUMBERED_ITEM: Final = re.compile(r"[一二三四五六七八九十]{1,3}、")
_TAIL: Final = re.compile(
    r"(?:抄送|抄报|分送|主题词)[：:]|附(?:件|录|图|表)(?:\s*[一二三四五六七八九十\d]+)?(?:[：:]|$)|附[：:]"
    r"|.{0,30}?\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$"
)
_CLOSED: Final = re.compile(r"[。！？：!?:…][”’」』）)]*$")
_NOISE: Final = re.compile(r"<!--.*?-->|[\ufeff\u200b\u200e\u200f]|\*\*")
_PAGE_NUMBER: Final = re.compile(r"[-—－–]+\s*\d{1,3}\s*[-—－–]+")
_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_HAN: Final = r"[\u4e00-\u9fff]"
_TITLE: Final = re.compile(rf"{_HAN}(?:{_HAN}|[、《》（）“”\s])+")
_GLUED: Final = re.compile(
    rf"(?:^|(?<=[。！？]))\s*第\s*({NUMERAL})\s*章\s*((?:{_HAN}|[、\s]){{2,{LONGEST_TITLE}}})$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that holds something: its number from 1 and its trimmed text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """第X编, 第X章 or 第X节 with its title."""

    level: str
    number: int
    title: str

    @property
    def label(self) -> str:
        """第十章 会议制度."""
        return f"第{chinese_ordinal(self.number)}{self.level} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """An article's mark: its number, how it is printed, and the text that follows it."""

    number: int
    printed: str
    rest: str


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines that hold something; comments, bold marks and page numbers are taken off.

    Raise RegulationFormatError for a character that nobody can see.
    """
    found = []
    for number, raw in enumerate(text.splitlines(), start=1):
        hidden = _UNPRINTABLE.search(raw)
        if hidden is not None:
            raise RegulationFormatError(
                number, f"有看不见的控制字符（U+{ord(hidden.group()):04X}）。请删去后重试。"
            )
        cleaned = _NOISE.sub("", raw).strip()
        if cleaned and _PAGE_NUMBER.fullmatch(cleaned) is None:
            found.append(Line(number, cleaned))
    return tuple(found)


def without_hashes(text: str) -> str:
    """Take off Markdown heading marks."""
    return re.sub(r"^#+\s*", "", text)


def heading(text: str) -> Heading | None:
    """Return the heading that ``text`` is, or None."""
    match = _HEADING.match(without_hashes(text))
    number = parse_ordinal(match.group(1)) if match else None
    if match is None or number is None:
        return None
    title = match.group(3) or match.group(4) or ""
    if title.endswith(("。", "；", "，")):
        return None
    return Heading(match.group(2), number, _tight(title))


def article_mark(text: str, style: Style) -> Mark | None:
    """Return the article mark at the start of ``text``, or None."""
    match = _ARTICLE[style].match(text)
    number = parse_ordinal(match.group(1)) if match else None
    if match is None or number is None:
        return None
    rest = (match.group(2) or "").strip()
    return Mark(number, text[: len(text) - len(rest)].strip(), rest)


def article_style(lines: Iterable[Line]) -> Style | None:
    """Return the numbering of the first article 1 at a line start, or None."""
    styles: tuple[Style, ...] = ("条", "条紧", "、")
    for line in lines:
        for style in styles:
            mark = article_mark(line.text, style)
            if mark is not None and mark.number == 1:
                return style
    return None


def is_item(text: str, style: Style) -> bool:
    """True for a line that begins an item, （一）, 1. or (under 第一条) 一、.

    Items belong to their paragraph.
    """
    numbered = style != "、" and _NUMBERED_ITEM.match(text) is not None
    return numbered or _ITEM.match(text) is not None


def is_tail(text: str) -> bool:
    """True for a line after the last article: 抄送：, 附件, a signature's date."""
    return _TAIL.match(text) is not None


def is_closed(text: str) -> bool:
    """True where a paragraph may end; an open one was cut by a page break."""
    return _CLOSED.search(text) is not None


def is_title(text: str) -> bool:
    """True for what may be a title without its number: Chinese words and no sentence's end."""
    fits = len(text) <= LONGEST_TITLE and not text.endswith("、")
    return fits and _TITLE.fullmatch(text) is not None


def restore_chapters(lines: tuple[Line, ...], style: Style) -> tuple[Line, ...]:
    """Return ``lines`` with the chapter numbers that titles lost in the source.

    Where the chapter numbers leave a gap and exactly as many loose titles stand in it, each right
    before an article or a 第一节, those titles are the missing chapters. Any other gap stays, for
    the builder to refuse: a guess would put articles into a wrong chapter.
    """
    lines = _cut_off_headings(lines, style)
    bodies = [end for end, line in enumerate(lines) if _opens_body(line, style)]
    starts = {start: end for end in bodies if (start := _loose_title(lines, end, style)) >= 0}
    chapters = [(-1, 0)]
    for place, line in enumerate(lines):
        found = heading(line.text)
        if found is not None and found.level == "章":
            chapters.append((place, found.number))
    numbers: dict[int, int] = {}
    for (after, last), (before, number) in pairwise(chapters):
        loose = [start for start in starts if after < start < before]
        lost = range(last + 1, number)
        if len(loose) == len(lost):
            numbers.update(zip(loose, lost, strict=True))
    restored = list(lines)
    for start in sorted(numbers, reverse=True):
        found = Heading("章", numbers[start], _joined(lines[start : starts[start]]))
        restored[start : starts[start]] = [Line(lines[start].number, found.label)]
    return tuple(restored)


def _cut_off_headings(lines: tuple[Line, ...], style: Style) -> tuple[Line, ...]:
    """Give a line of its own to the next chapter's heading where it ends the paragraph before."""
    found: list[Line] = []
    last = 0
    for line, following in pairwise((*lines, Line(0, ""))):
        own, text = heading(line.text), without_hashes(line.text)
        glued = _GLUED.search(text) if own is None and _opens_body(following, style) else None
        if own is not None and own.level == "章":
            last = own.number
        if glued is None or parse_ordinal(glued.group(1)) != last + 1:
            found.append(line)
            continue
        last += 1
        if glued.start():
            found.append(Line(line.number, text[: glued.start()]))
        found.append(Line(line.number, Heading("章", last, _tight(glued.group(2))).label))
    return tuple(found)


def _loose_title(lines: tuple[Line, ...], end: int, style: Style) -> int:
    """Return where the title without a number begins that stops before ``end``, or -1.

    It begins after a closed paragraph, after a 编, with Markdown's ## or is 总则. A line that
    a colon announces is no title but what the paragraph lists.
    """
    start = end
    while start > 0 and _is_loose(lines[start - 1], style):
        start -= 1
        if _stands_out(lines[start]):
            break
    if not is_title(_joined(lines[start:end])):
        return -1
    before = lines[start - 1].text if start else ""
    above = heading(before)
    closed = is_closed(before) and re.search(r"[：:][”’」』）)]*$", before) is None
    follows = closed or (above is not None and above.level == "编")
    return start if follows or _stands_out(lines[start]) else -1


def _is_loose(line: Line, style: Style) -> bool:
    text = without_hashes(line.text)
    other = heading(text) or article_mark(text, style) or is_item(text, style) or is_tail(text)
    return not other and not line.text.startswith("# ") and _TITLE.fullmatch(text) is not None


def _stands_out(line: Line) -> bool:
    return line.text.startswith("##") or _tight(line.text) == "总则"


def _opens_body(line: Line, style: Style) -> bool:
    found = heading(line.text)
    section = found is not None and (found.level, found.number) == ("节", 1)
    return section or article_mark(line.text, style) is not None


def _joined(lines: Iterable[Line]) -> str:
    return _tight("".join(without_hashes(line.text) for line in lines))


def _tight(title: str) -> str:
    """总 则 -> 总则: blanks between Chinese characters are print spacing."""
    return re.sub(rf"(?<={_HAN})\s+(?={_HAN})", "", title.strip())
