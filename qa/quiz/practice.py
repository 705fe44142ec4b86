"""A practice session: what to ask next, how an answer was judged, the result by chapter.

The terminal and the app drive it alike: ``next_item()`` until it is None, for each ``answer()``
(and ``mark()`` where people compare their own words with the points) or ``skip()``; ``result()``
at any time. Every judged answer is kept at once, so leaving loses nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.errors import QuestionError
from corpus.model import Regulation
from qa.quiz.judging import judge
from qa.quiz.model import Item, ItemKind
from qa.quiz.notebook import Notebook, Progress
from qa.quiz.papers import check, eligible
from qa.quiz.proved import settled
from qa.quiz.request import Request
from qa.quiz.stock import Stock


@dataclass(frozen=True, slots=True)
class Feedback:
    """How an answer was judged: ``right`` None until people have marked themselves.

    ``key`` is the key in words, a line each; ``source`` names the article and ``quote`` is its
    text; ``due`` is the day from which the item comes again, None while nothing was kept.
    """

    item: Item
    given: tuple[str, ...]
    right: bool | None
    key: tuple[str, ...]
    explanation: str
    source: str
    quote: str
    due: date | None


@dataclass(frozen=True, slots=True)
class ChapterScore:
    """The judged answers to the items of one chapter; ``label`` may be empty."""

    label: str
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Result:
    """The session so far: scores by chapter in order, what was wrong, what was left."""

    chapters: tuple[ChapterScore, ...]
    wrong: tuple[Item, ...]
    skipped: int
    left: int

    @property
    def right(self) -> int:
        """How many were right."""
        return sum(chapter.right for chapter in self.chapters)

    @property
    def asked(self) -> int:
        """How many were judged."""
        return sum(chapter.asked for chapter in self.chapters)


def plan(
    items: Sequence[Item],
    known: Mapping[str, Progress],
    today: date,
    count: int,
    seed: str,
    *,
    wrong: bool = False,
) -> tuple[Item, ...]:
    """Return what to ask: what is due, the longest due first, then new items by ``seed``.

    ``wrong``: the items of the wrong-answer notebook instead, due or not. New items never test
    a fact that the session already asks for.
    """
    met = sorted(
        (item for item in items if item.id in known),
        key=lambda item: (known[item.id].due, known[item.id].box, item.id),
    )
    if wrong:
        return tuple([item for item in met if known[item.id].is_wrong][:count])
    asked = [item for item in met if known[item.id].due <= today][:count]
    facts = {item.fact for item in asked}
    new = [item for item in items if item.id not in known]
    for item in random.Random(seed).sample(new, len(new)):  # noqa: S311 - no secret
        if len(asked) < count and item.fact not in facts:
            facts.add(item.fact)
            asked.append(item)
    return tuple(asked)


def start(
    stock: Stock, request: Request, notebook: Notebook, today: date, *, wrong: bool = False
) -> Session:
    """Begin a session: at most ``request.count`` proved items of its kinds and places.

    Raise UnknownReferenceError for a chapter or article that the regulation lacks.
    """
    check(request, stock.regulation)
    known, seed = notebook.progress(), f"{notebook.user}/{today.isoformat()}"

    def choose(items: Sequence[Item]) -> tuple[Item, ...]:
        return plan(eligible(items, request), known, today, request.count, seed, wrong=wrong)

    return Session(settled(stock, choose, tuple), notebook, stock.regulation, today)


class Session:
    """One sitting of one user over ``asked``, in order."""

    def __init__(
        self, asked: Sequence[Item], notebook: Notebook, regulation: Regulation, today: date
    ) -> None:
        self._asked = tuple(asked)
        self._notebook = notebook
        self._regulation = regulation
        self._today = today
        self._place = 0
        self._open: tuple[str, ...] | None = None
        self._judged: list[tuple[Item, bool]] = []
        self._skipped = 0

    @property
    def count(self) -> int:
        """How many items the session has."""
        return len(self._asked)

    @property
    def number(self) -> int:
        """The number of the item to answer, from 1."""
        return self._place + 1

    @property
    def left(self) -> tuple[Item, ...]:
        """The items that are still to be answered."""
        return self._asked[self._place :]

    def next_item(self) -> Item | None:
        """Return the item to answer now, None at the end; the same one until it is answered."""
        return self._asked[self._place] if self._place < len(self._asked) else None

    def answer(self, text: str) -> Feedback:
        """Judge ``text``; raise QuestionError where it cannot be read (the item stays open).

        ``right`` None asks for ``mark()``: nothing is kept before.
        """
        item = self._current()
        judged = judge(item, text)
        if judged.right is None:
            self._open = judged.given
            return self._feedback(item, judged.given, None, None)
        return self._keep(item, judged.given, text, right=judged.right)

    def mark(self, *, right: bool) -> Feedback:
        """Keep how people judged their own answer to the open item."""
        if self._open is None:
            raise QuestionError("这道题还没有作答，或不需要自评。")
        return self._keep(self._current(), self._open, "\n".join(self._open), right=right)

    def skip(self) -> Feedback:
        """Go on without an answer; nothing is kept, the key is shown."""
        item = self._current()
        self._skipped += 1
        self._advance()
        return self._feedback(item, (), None, None)

    def result(self) -> Result:
        """Return the scores of what has been answered so far."""
        asked = Counter(item.chapter for item, _ in self._judged)
        right = Counter(item.chapter for item, correct in self._judged if correct)
        labels = {chapter.number: chapter.label for chapter in self._regulation.chapters}
        return Result(
            tuple(
                ChapterScore(labels.get(number, ""), right[number], asked[number])
                for number in sorted(asked)
            ),
            tuple(item for item, correct in self._judged if not correct),
            self._skipped,
            len(self._asked) - self._place,
        )

    def _current(self) -> Item:
        item = self.next_item()
        if item is None:
            raise QuestionError("这一轮练习已经做完。")
        return item

    def _keep(self, item: Item, given: tuple[str, ...], answer: str, *, right: bool) -> Feedback:
        now = self._notebook.record(item.id, answer, self._today, right=right)
        self._judged.append((item, right))
        self._advance()
        return self._feedback(item, given, right, now.due)

    def _advance(self) -> None:
        self._place += 1
        self._open = None

    def _feedback(
        self, item: Item, given: tuple[str, ...], right: bool | None, due: date | None
    ) -> Feedback:
        citation = item.citation
        source = self._regulation.cite(citation.article, citation.paragraph)
        key, told = key_lines(item), item.explanation
        return Feedback(item, given, right, key, told, source, citation.quote, due)


def key_lines(item: Item) -> tuple[str, ...]:
    """Return the key in words: A. 三天, for matching 1-C 会议 — 每月, else as it is."""
    texts = {option.label: option.text for option in item.options}
    if item.kind is ItemKind.MATCHING:
        pairs = [(entry, *entry.split("-", 1)) for entry in item.key]
        return tuple(f"{entry} {texts[left]} — {texts[right]}" for entry, left, right in pairs)
    return tuple(f"{entry}. {texts[entry]}" if entry in texts else entry for entry in item.key)
