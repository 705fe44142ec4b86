"""A regulation prepared for proving: every clause with what it is said of, and its words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.model import Article, Regulation
from indexing.words import STOP_WORDS, Words
from qa.proving.values import offices, offices_of
from qa.quiz.checking.forms import form

_LIGHT: Final = STOP_WORDS | {
    "根据", "按照", "依据", "有关", "相关", "进行", "一般", "原则", "原则上", "工作", "下列",
    "以下", "正确", "说法", "表述", "选项", "哪项", "哪一", "哪一项", "哪位", "几个", "几天",
    "何时", "多长时间", "时间", "期限", "频次", "属于", "包括", "负责", "情况", "方面", "主要",
    "内容", "关于", "作出", "遇有", "遇到", "分别", "其中", "事项", "每月", "每年", "召开",
}  # fmt: skip
"""Words that a stem may add or leave out without asking about anything else."""


@dataclass(frozen=True, slots=True)
class Window:
    """A clause in form, and ``around``: the words before it that say what it is about."""

    article: int
    paragraph: int
    text: str
    around: str
    start: int
    end: int


class Book:
    """The clauses of one regulation in comparable form; built once."""

    def __init__(self, regulation: Regulation) -> None:
        self.regulation = regulation
        self.known = offices_of(regulation)
        self._offices: dict[str, tuple[tuple[int, int], ...]] = {}
        self.windows = tuple(w for article in regulation.articles for w in _windows(article))
        self.articles = {a.number: form(a.text) for a in regulation.articles}
        self.whole = "\n".join(self.articles.values())
        counted = Counter(word for text in self.articles.values() for word in content(text))
        self.share = {word: count / len(self.articles) for word, count in counted.items()}

    def weight(self, word: str) -> float:
        """Return how much ``word`` tells: 1 for a rare word, near 0 for one of every article."""
        return 1.0 - min(self.share.get(word, 0.0), 0.9)

    def offices(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the spans of whole names of offices in ``text`` (in form)."""
        if text not in self._offices:
            self._offices[text] = offices(text, self.known)
        return self._offices[text]

    def cited(self, article: int, start: int, end: int) -> tuple[Window, ...]:
        """Return the windows of ``article`` that meet the span."""
        return tuple(
            w for w in self.windows if w.article == article and w.start < end and start < w.end
        )

    def context(self, article: int) -> str:
        """Return an article's text with its headings and the chapter's, in form."""
        if article not in self.articles:
            return ""
        place = self.regulation.article(article)
        return form("。".join(place.headings)) + "。" + self.articles[article]


@lru_cache(maxsize=4)
def book(regulation: Regulation) -> Book:
    """Return the prepared regulation."""
    return Book(regulation)


@lru_cache(maxsize=1)
def _words() -> Words:
    return Words(())


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` (in form) and, one by one, the characters between them."""
    found: list[str] = []
    at = 0
    for word in _words().whole(text):
        place = text.find(word, at)
        if place < 0:
            continue
        found += [*text[at:place], word]
        at = place + len(word)
    return (*found, *text[at:])


@lru_cache(maxsize=65536)
def shorter_words(text: str) -> frozenset[str]:
    """Return the words of ``text`` with the shorter words inside them."""
    return frozenset(_words().cut(text))


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """Return the words of ``text`` (in form) that carry content."""
    return frozenset(
        word for word in tokens(text)
        if word not in _LIGHT and (len(word) > 1 or word.isdigit()) and word[0].isalnum()
    )  # fmt: skip


def _windows(article: Article) -> list[Window]:
    found = []
    opening = form("。".join(article.headings)) + form(article.clauses[0].text)
    for paragraph in article.paragraphs:
        first, before, lead = form(paragraph.clauses[0].text), "", ""
        for clause in paragraph.clauses:
            text = form(clause.text)
            around = f"{opening}\n{_subject(first)}\n{before}\n{lead}"
            found.append(
                Window(article.number, paragraph.number, text, around, clause.start, clause.end)
            )
            before = text
            if ":" in text:
                lead = text.partition(":")[0]
            elif before.endswith("。"):
                lead = ""
    return found


def _subject(text: str) -> str:
    return re.split("[,。;:]", text)[0]
