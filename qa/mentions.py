"""Where the text speaks of something: 规则里有哪几处提到法律顾问, “规范裁量权”出现在哪两条."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Clause, Regulation
from indexing.words import Words, normalise

_SEVERAL: Final = r"(?:哪|几|两|二|三|多)[几些两三]?个?"
_ASKED: Final = re.compile(
    rf"{_SEVERAL}(?:处|地方)|{_SEVERAL}条(?:中|款|规定|都|[^，。？]{{0,4}}(?:提|写|说|讲|规定))|"
    r"(?:出现|提到|写|散见|规定)[^，。？]{0,4}在?哪[几些两三]?[个]?(?:条|处|地方|条款)|"
    r"哪些(?:条款?|条文|地方|章节)[^，。？]{0,4}(?:提|写|说|讲|涉及|规定)|(?:提到|涉及)[^，。？]{1,16}的(?:条款?|条文|地方)|"
    r"(?:写着|写了|提到)[“\"][^”\"]+[”\"]的"
)
"""Asks for the places where something stands, not for one rule about it."""
_QUOTED: Final = re.compile(r"[“\"「]([^”\"」]{2,30})[”\"」]")
_SHORTEST: Final = 4
"""Characters of a term that is not put in quotation marks; shorter ones are everywhere."""
_MOST: Final = 12
_PUNCTUATION: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that holds the term; offsets of the term into its text."""

    article: Article
    clause: Clause
    start: int
    end: int


def mentions(question: str, regulation: Regulation, words: Words) -> tuple[Mention, ...]:
    """Return where the text has the term whose places ``question`` asks for, in order.

    Nothing where it asks for none, names no term of the text, one that stands in a single clause
    (the usual answer is better), or one that is everywhere.
    """
    if not _ASKED.search(question):
        return ()
    for term in _terms(question, regulation, words):
        found = tuple(_places(term, regulation))
        if found:
            return found if 1 < len(found) <= _MOST else ()
    return ()


def _terms(question: str, regulation: Regulation, words: Words) -> Iterator[str]:
    """Yield what is put in quotation marks, then runs of words of the question, longest first."""
    yield from _QUOTED.findall(question)
    rest = _ASKED.sub("，", question).replace(regulation.title, "，")
    runs = [words.whole(part) for part in _PUNCTUATION.split(normalise(rest)) if part]
    found = {
        "".join(run[first:last])
        for run in runs
        for first in range(len(run))
        for last in range(first + 1, len(run) + 1)
        if words.content(run[first]) and words.content(run[last - 1])
    }
    yield from sorted((t for t in found if len(t) >= _SHORTEST), key=lambda t: (-len(t), t))


def _places(term: str, regulation: Regulation) -> Iterator[Mention]:
    loose = re.compile(r"\s*".join(map(re.escape, term.replace(" ", ""))))
    for article in regulation.articles:
        for clause in article.clauses:
            match = loose.search(clause.text)
            if match:
                yield Mention(article, clause, match.start(), match.end())
