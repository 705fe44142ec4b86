"""Blanks: filled in, the stem is the clause; a blank is a whole word, and no function word."""

from __future__ import annotations

import re
from typing import Final

from qa.quiz.checking.alignment import bare
from qa.quiz.checking.book import Book, Window, content, shorter_words, tokens
from qa.quiz.checking.forms import form, same
from qa.quiz.checking.statements import follows
from qa.quiz.checking.stems import leaks
from qa.quiz.model import BLANK_MARK, Item

_LETTERS: Final = "的了和及与或并且由应须要在于对向把将被从以为是等可按经后前时中其所"
_FUNCTION: Final = frozenset(_LETTERS) | {
    "应当", "必须", "可以", "以及", "或者", "并且", "根据", "按照", "通过", "对于", "关于", "一般",
    "原则上", "同时", "其中",
}  # fmt: skip
_TOGETHER: Final = re.compile(rf"{BLANK_MARK}[，。；：\s]*{BLANK_MARK}|_{{7,}}")
_LONGEST: Final = 24
"""Letters of the longest key: nobody fills in a longer one word by word."""
_LEFT: Final = 1.2
"""The weight of the words that must be left in a stem for it to ask anything: two rare words."""
_MARK: Final = "□"
_UNITS: Final = frozenset("年月日天周")
_BEFORE: Final = frozenset("向由经在按为与和对从以将")
"""Prepositions that the dictionary may take for the first letter of a word: 向上|一级."""
_ENDS: Final = frozenset(("内", "前", "后", "时", "起", "中", "上"))
"""Letters that the dictionary writes together with the word before: 工作日内."""


def blank_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with the blanks, their keys and what is accepted for them."""
    marks = item.stem.count(BLANK_MARK)
    if item.options:
        return ["选项有误：填空题没有选项。"]
    if not marks or marks != len(item.key):
        return [f"空格有误：{marks}个空，{len(item.key)}个答案。"]
    if _TOGETHER.search(item.stem):
        return ["空格有误：两个空连在一起。"]
    found = [fault for key in item.key for fault in _key(key, item) + _overhang(key, book)]
    found += _accepted(item) + _edges(item)
    found += leaks(book, item.stem, item.key)
    rest = content(bare(item.stem.replace(BLANK_MARK, "，")))
    if sum(map(book.weight, rest)) < _LEFT:
        found.append("空格有误：题干所剩无几，无从作答。")
    filled = bare(_filled(item))
    return found + _rewording(filled, item, book) + _ambiguous(item, book)


def _filled(item: Item) -> str:
    pieces = item.stem.split(BLANK_MARK)
    return "".join(a + b for a, b in zip(pieces, (*item.key, ""), strict=True))


def _key(key: str, item: Item) -> list[str]:
    if not any(key in citation.quote for citation in item.citations):
        return [f"答案无据：引文里没有“{key}”。"]
    if form(key) in _FUNCTION:
        return [f"空格有误：“{key}”是虚词。"]
    quoted = re.search(f"[《“]{re.escape(key)}[》”]", item.citation.quote)
    if not quoted and {tokens(form(key))[0], tokens(form(key))[-1]} & _FUNCTION:
        return [f"空格有误：“{key}”带着虚词。"]
    if len(key) > _LONGEST:
        return [f"空格有误：“{key}”太长。"]
    if re.search(r"^[，。；：、]|[，。；：、]$", key):
        return [f"空格有误：“{key}”带着标点。"]
    return []


def _overhang(key: str, book: Book) -> list[str]:
    """Return a fault where one letter of the next word sticks to a name: 办公室分管副主任核."""
    said = form(key)
    whole = any(span == (0, len(said) - 1) for span in book.offices(said))
    return [f"空格有误：“{key}”多带了一个字。"] if whole else []


def _accepted(item: Item) -> list[str]:
    if item.accept and len(item.accept) != len(item.key):
        return ["可接受答案有误：组数与空数不同。"]
    return [
        f"可接受答案有误：“{variant}”与“{key}”意思不同。"
        for key, variants in zip(item.key, item.accept, strict=False)
        for variant in variants
        if not same(variant, key)
    ]


def _edges(item: Item) -> list[str]:
    """Return a fault for every key that begins or ends inside a word or a number."""
    pieces, found = item.stem.split(BLANK_MARK), []
    filled = ""
    for piece, key in zip(pieces, item.key, strict=False):
        filled = form(filled + piece)
        start, end = len(filled), len(filled) + len(form(key))
        whole = form(_filled(item))
        if not (_edge(whole, start) and _edge(whole, end)):
            found.append(f"空格有误：“{key}”切断了词语或数字。")
        filled += form(key)
    return found


def _edge(text: str, at: int) -> bool:
    """True where a word may begin or end in ``text``."""
    if not 0 < at < len(text):
        return True
    if text[at - 1].isdigit() and text[at].isdigit():
        return False
    place = 0
    for word in tokens(text):
        if place < at < place + len(word):
            inside = at - place
            left, right = word[:inside], word[inside:]
            if left in _BEFORE or (left in _UNITS and right in _ENDS):
                return True
            return left in shorter_words(word) and (right in shorter_words(word) or right in _ENDS)
        place += len(word)
    return True


def _rewording(filled: str, item: Item, book: Book) -> list[str]:
    if any(filled in book.articles[c.article] for c in item.citations):
        return []
    return [
        fault.replace("判断有误", "填空有误") for fault in follows(filled, item.citations, book)
    ]


def _ambiguous(item: Item, book: Book) -> list[str]:
    """Return a fault where another clause fits the stem and fills it with other words."""
    said = bare(item.stem.replace(BLANK_MARK, _MARK))
    pieces = said.split(_MARK)
    pattern = re.compile(r"([^,。;:]{1,24}?)".join(map(re.escape, pieces)))
    words = content(said)
    for window in book.windows:
        for match in pattern.finditer(f"{window.text}"):
            filled = [part.strip("、") for part in match.groups()]
            other = any(not same(a, b) for a, b in zip(filled, item.key, strict=True))
            if other and _stands(window, match, pieces) and words:
                return [f"空格有误：也可以填“{'、'.join(filled)}”。"]
    return []


def _stands(window: Window, match: re.Match[str], pieces: list[str]) -> bool:
    """True where what is filled in ends at a stop or before words of the stem."""
    begins = bool(pieces[0]) or match.start() == 0 or window.text[match.start() - 1] in ",。;:"
    ends = (
        bool(pieces[-1]) or match.end() == len(window.text) or window.text[match.end()] in ",。;:"
    )
    return begins and ends
