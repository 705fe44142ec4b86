"""Lists that a regulation sets out over several sentences: behind a colon, or under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Paragraph, Regulation
from corpus.spacing import tight
from qa.facts.topics import meeting_names
from qa.quiz.making.statements import heading
from qa.quiz.making.verbs import DANGLING, UNSEEN

_LEAD: Final = re.compile(r"^(?P<lead>[^：。；]{4,60})：(?P<first>.*)$")
_LONGEST: Final = 60
"""Characters of a list's item that an option can hold; longer ones are left out of choices."""


@dataclass(frozen=True, slots=True)
class Point:
    """One item of a list with its place."""

    text: str
    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """A list: what it is of (县政府党组会议的主要议题), its items, whether a heading opens it."""

    name: str
    article: int
    paragraph: int
    points: tuple[Point, ...]
    headed: bool
    context: str = ""

    @property
    def fact(self) -> str:
        """The name of what the list states."""
        return f"{self.article}-{self.paragraph}-0"

    @property
    def short_points(self) -> tuple[Point, ...]:
        """The items that fit an option."""
        return tuple(
            point for point in self.points
            if len(point.text) <= _LONGEST and not UNSEEN.search(point.text)
        )  # fmt: skip


def groups(regulation: Regulation) -> tuple[Group, ...]:
    """Return every list of two or more items, and what stands under a heading, in order."""
    meetings = meeting_names(regulation)
    found = (
        group
        for article in regulation.articles
        for paragraph in article.paragraphs
        for group in (_behind_colon(article, paragraph, meetings, regulation),
                      _under_heading(article, paragraph))
    )  # fmt: skip
    return tuple(
        group for group in found if group and len(group.points) >= (1 if group.headed else 2)
    )


def _behind_colon(
    article: Article, paragraph: Paragraph, meetings: tuple[str, ...], regulation: Regulation
) -> Group | None:
    for at, clause in enumerate(paragraph.clauses):
        match = _LEAD.match(tight(clause.text))
        if match is None or not re.search(r"是|以下|下列|包括|为", match["lead"][-8:]):
            continue
        named = _named(match["lead"], article, meetings)
        if not named:
            return None
        points = list(_items(article, paragraph, at, match["first"]))
        context = _context(named, regulation, article)
        return Group(named, article.number, paragraph.number, tuple(points), False, context)
    return None


def _named(lead: str, article: Article, meetings: tuple[str, ...]) -> str:
    """Return what the list is of: 会议的主要任务是 -> 县政府全体会议的主要任务."""
    last = lead.rpartition("，")[2]
    meeting = next((name for name in meetings if tight(article.text).startswith(name)), "")
    joint = "" if "的" in last else "的"
    name = re.sub(r"应当?符合(?:以下|下列)|遵循(?:以下|下列)", joint, last)
    name = re.sub(r"(?:是|为|包括)$", "", name)
    name = re.sub(r"的+$", "", name).replace("的的", "的")
    if meeting and meeting not in name:
        name = meeting + "的" + re.sub(r"^会议的?", "", name)
    else:
        name = re.sub(r"会议(主要)", r"会议的\1", name)
    return "" if UNSEEN.search(name) or "，" in name else name


def _context(named: str, regulation: Regulation, article: Article) -> str:
    """Return the chapter's title for a list whose name does not say what it belongs to."""
    if not DANGLING.match(named):
        return ""
    title = next(c.title for c in regulation.chapters if c.number == article.chapter)
    return tight(title)


def _items(article: Article, paragraph: Paragraph, at: int, first: str) -> Iterator[Point]:
    """Yield the items from the colon to the full stop; commas part them where no ； does."""
    clause = paragraph.clauses[at]
    start = clause.start + clause.text.index("：") + 1
    if clause.text.rstrip().endswith("。"):
        yield from _by_commas(article, start, clause.end)
        return
    if first:
        yield _point(article, start, clause.end)
    for clause in paragraph.clauses[at + 1 :]:
        yield _point(article, clause.start, clause.end)
        if clause.text.rstrip().endswith("。"):
            return


def _by_commas(article: Article, start: int, end: int) -> Iterator[Point]:
    for match in re.finditer(r"[^，。]+", article.text[start:end]):
        yield _point(article, start + match.start(), start + match.end())


def _point(article: Article, start: int, end: int) -> Point:
    """Return the item without its number and its end mark."""
    raw = article.text[start:end]
    lead = re.match(r"\s*(?:[（(][一二三四五六七八九十]+[)）]|\d+[.、．])?\s*", raw)
    start += lead.end() if lead else 0
    while end > start and article.text[end - 1] in "。；，;, \n":
        end -= 1
    return Point(tight(article.text[start:end]), article.number, start, end)


def _under_heading(article: Article, paragraph: Paragraph) -> Group | None:
    title = heading(paragraph)
    if not title:
        return None
    points = tuple(_point(article, clause.start, clause.end) for clause in paragraph.clauses[1:])
    return Group(title, article.number, paragraph.number, points, True)
