"""Sentences of the rules that read alone: a clause, what it hangs on, and its way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from corpus.model import Article, Clause, Paragraph, Regulation
from corpus.spacing import tight
from qa.facts.topics import meeting_names
from qa.quiz.making.verbs import ACTING, DANGLING, FOLLOWS, FORBIDDING, LINK, NO_DOER, UNSEEN

LONGEST: Final = 140
"""Characters of a sentence that a stem can hold; six of the 357 clauses are longer."""
_WINDOW: Final = 64
"""Characters of a long sentence of aims that a stem shows around what it asks."""
_HEADING: Final = 15
"""A paragraph's first sentence up to this length, followed by others, is its heading."""
_ENUMERATED: Final = re.compile(r"^[（(][一二三四五六七八九十]+[)）]|^\d+[.、．]")
_ENDS: Final = "。；！？!?;："


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence without blanks; ``places[i]`` is where its i-th character stands in the article.

    ``topic`` is what the sentence is about where it does not say so itself. ``clause`` counts the
    clauses of the paragraph from 1. ``aim``: it begins with a verb (坚持…, 不得…). The clause
    itself begins at ``text[own]``; what stands before it is the clause it hangs on.
    """

    article: int
    paragraph: int
    clause: int
    text: str
    places: tuple[int, ...]
    topic: str = ""
    aim: bool = False
    own: int = 0

    @property
    def fact(self) -> str:
        """The name of what the sentence states: the same for every item made of it."""
        return f"{self.article}-{self.paragraph}-{self.clause}"

    @property
    def span(self) -> tuple[int, int]:
        """Where the sentence stands in the article's text."""
        return self.places[0], self.places[-1] + 1

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the article's span ``start``-``end`` stands in ``text``, or None."""
        inside = [at for at, place in enumerate(self.places) if start <= place < end]
        if not inside or not self.places[0] <= start < end <= self.places[-1] + 1:
            return None
        return inside[0], inside[-1] + 1

    def cut(self, start: int, end: int) -> Statement:
        """Return the part ``text[start:end]`` as a statement of its own."""
        return replace(self, text=self.text[start:end], places=self.places[start:end])

    def segments(self) -> tuple[tuple[int, int], ...]:
        """Return the spans between commas; marks in brackets and quotation marks do not cut."""
        return segments(self.text)


def window(statement: Statement, start: int, end: int) -> Statement | None:
    """Return the part of a long sentence that reads alone around ``text[start:end]``, or None.

    A sentence that fits a stem stays whole. Of a longer one whole segments are kept; the first
    of them must begin with a verb of its own.
    """
    text = statement.text
    if len(text) <= (_WINDOW + 20 if statement.aim else LONGEST):
        return statement
    cuts = statement.segments()
    first = last = next((i for i, (a, b) in enumerate(cuts) if a <= start and end <= b), -1)
    if first < 0:
        return None
    while first > 0 and (
        not ACTING.match(text[cuts[first][0] :]) or cuts[last][1] - cuts[first][0] < _WINDOW // 2
    ):
        first -= 1
    while last + 1 < len(cuts) and cuts[last + 1][1] - cuts[first][0] <= _WINDOW:
        last += 1
    kept = statement.cut(cuts[first][0], cuts[last][1])
    reads = ACTING.match(kept.text) and len(kept.text) <= LONGEST
    return replace(kept, aim=True) if reads else None


def segments(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of ``text`` between commas, semicolons and full stops."""
    cuts: list[tuple[int, int]] = []
    start = depth = 0
    for at, character in enumerate(text):
        depth += (character in "（(“《") - (character in "）)”》")
        if depth <= 0 and character in "，；。：":
            cuts.append((start, at))
            start = at + 1
    return tuple((a, b) for a, b in (*cuts, (start, len(text))) if a < b)


def statements(regulation: Regulation) -> tuple[Statement, ...]:
    """Return every sentence of ``regulation`` that can be read alone, in order."""
    meetings = meeting_names(regulation)
    return tuple(
        statement
        for article in regulation.articles
        for paragraph in article.paragraphs
        for statement in _of_paragraph(article, paragraph, meetings)
    )


def heading(paragraph: Paragraph) -> str:
    """Return the short sentence that heads a paragraph (严明政治纪律), or nothing."""
    first = tight(paragraph.clauses[0].text) if paragraph.clauses else ""
    short = first.endswith("。") and len(first) <= _HEADING and "，" not in first
    return first[:-1] if short and len(paragraph.clauses) > 1 and ACTING.match(first) else ""


def _of_paragraph(
    article: Article, paragraph: Paragraph, meetings: tuple[str, ...]
) -> Iterator[Statement]:
    title = heading(paragraph)
    meeting = _meeting_of(article, paragraph, meetings)
    before: Statement | None = None
    listing = False
    for number, clause in enumerate(paragraph.clauses, start=1):
        plain = _plain(article, clause, number)
        listed = listing or bool(_ENUMERATED.match(plain.text))
        listing = (listing or "：" in plain.text) and clause.text.rstrip().endswith("；")
        if listed or "：" in plain.text or (title and number == 1):
            before = None
            continue
        read = _readable(plain, before, title, meeting, article)
        before = plain if _independent(plain) else None
        if read is not None and not UNSEEN.search(read.text):
            yield read


def procedures(regulation: Regulation) -> tuple[Statement, ...]:
    """Return the sentences of ``regulation``, those that go on with a procedure joined to one."""
    found: list[Statement] = []
    for article in regulation.articles:
        for paragraph in article.paragraphs:
            own: list[Statement] = []
            for number, clause in enumerate(paragraph.clauses, start=1):
                plain = replace(_plain(article, clause, number), topic=heading(paragraph))
                if own and FOLLOWS.match(plain.text):
                    own[-1] = replace(_joined(own[-1], plain, article), clause=own[-1].clause)
                else:
                    own.append(plain)
            found.extend(
                each for each in own
                if not UNSEEN.search(each.text) and not _ENUMERATED.match(each.text)
            )  # fmt: skip
    return tuple(found)


def _plain(article: Article, clause: Clause, number: int) -> Statement:
    kept = [
        clause.start + at for at, character in enumerate(clause.text) if not character.isspace()
    ]
    text = "".join(article.text[place] for place in kept)
    while text and text[-1] in _ENDS:
        text, kept = text[:-1], kept[:-1]
    aim = bool(ACTING.match(text) or FORBIDDING.match(text) or NO_DOER.match(text))
    return Statement(article.number, clause.paragraph, number, text, tuple(kept), aim=aim)


def _independent(plain: Statement) -> bool:
    return not LINK.match(plain.text) and not DANGLING.match(plain.text)


def _readable(
    plain: Statement, before: Statement | None, title: str, meeting: str, article: Article
) -> Statement | None:
    """Return ``plain`` with what it needs to be read alone, or None where that is not at hand."""
    if len(plain.text) < 8:
        return None
    named = meeting and meeting in plain.text
    if meeting and not named and not LINK.match(plain.text.removeprefix("如")):
        return replace(plain, topic=meeting)
    if _independent(plain):
        return replace(plain, topic=title)
    if before is not None and len(before.text) + len(plain.text) < LONGEST:
        return _joined(before, plain, article)
    return None


def _joined(before: Statement, plain: Statement, article: Article) -> Statement:
    """Return the sentence before and ``plain`` as one, with the marks between them."""
    gap = range(before.places[-1] + 1, plain.places[0])
    between = [place for place in gap if not article.text[place].isspace()]
    text = before.text + "".join(article.text[place] for place in between) + plain.text
    places = (*before.places, *between, *plain.places)
    return replace(plain, text=text, places=places, topic=before.topic,
                   aim=before.aim, own=len(text) - len(plain.text))  # fmt: skip


def _meeting_of(article: Article, paragraph: Paragraph, meetings: tuple[str, ...]) -> str:
    """Return the meeting that the whole article is about: its text begins with it."""
    text = tight(article.text)
    return next((name for name in meetings if text.startswith(name)
                 and tight(paragraph.text).startswith((name, f"提请{name}"))
                 and re.match(rf"{re.escape(name)}由", text)), "")  # fmt: skip
