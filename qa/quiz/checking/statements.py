"""True or false: a right statement follows from its quote, a wrong one differs in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qa.model import Citation
from qa.proving.values import modal_spans, quantities
from qa.quiz.checking.alignment import Change, bare, changes
from qa.quiz.checking.book import Book, content, tokens
from qa.quiz.checking.forms import close, covers, form, residual, same
from qa.quiz.checking.support import standing, supporting
from qa.quiz.model import Item

_TRUTH: Final = ("对", "错")
_LONGEST: Final = 30
"""More letters in another's place, or twice as many as are left, are another sentence."""
_NEGATION: Final = re.compile(r"不|未|无|非|禁止|严禁|除|只|仅|半|副")
_NO_NUMBER: Final = re.compile("进1步")
_STRICT: Final = {"应": "必须", "须": "必须", "应当": "必须", "必须": "应当"}


def statement_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with a statement and its verdict."""
    if len(item.key) != 1 or item.key[0] not in _TRUTH:
        return ["答案有误：判断题的答案是对或错。"]
    if item.options:
        return ["选项有误：判断题没有选项。"]
    said = bare(item.stem)
    if item.key[0] == "对":
        return follows(said, item.citations, book)
    return contradicts(said, item.citations, book)


def follows(said: str, citations: Sequence[Citation], book: Book) -> list[str]:
    """Return why ``said`` (in form) does not follow from the quotes."""
    if any(said in form(citation.quote) for citation in citations):
        return []
    found = min(_against(said, citations, book), key=len)
    if found:
        change = found[0]
        return [f"判断有误：“{change.now or '（缺）'}”与原文“{change.was or '（无）'}”不一致。"]
    return _values(said, citations, book)


def contradicts(
    said: str, citations: Sequence[Citation], book: Book, anywhere: bool = False
) -> list[str]:
    """Return why ``said`` is not a clause with exactly one fact changed."""
    if said in book.whole:
        return ["判断有误：条文里就有这句话。"]
    if anywhere:
        return [] if follows(said, citations, book) else ["干扰项有误：与引文一致。"]
    found = min(_against(said, citations, book), key=len)
    if not found:
        return ["判断有误：与原文没有不同，应判对。"]
    if len(found) > 1:
        return [f"判断有误：改动不止一处（“{found[0].now}”“{found[1].now}”）。"]
    return _change(found[0], citations, book)


def _against(said: str, citations: Sequence[Citation], book: Book) -> list[tuple[Change, ...]]:
    """Return the changes from every quote, and from all of them together."""
    sources = [(form(citation.quote), citation.article) for citation in citations]
    sources.append(("".join(text for text, _ in sources), citations[0].article))
    return [changes(book, said, text, article) for text, article in sources]


def _values(said: str, citations: Sequence[Citation], book: Book) -> list[str]:
    """Return numbers and obligations of ``said`` that no quote holds."""
    quoted = "".join(form(citation.quote) for citation in citations)
    around = "".join(book.articles[citation.article] for citation in citations)
    for value in quantities(_NO_NUMBER.sub("", said)):
        if value not in quoted and not any(same(value, other) for other in quantities(quoted)):
            return [f"判断有误：引文里没有“{value}”。"]
    if wrong := _mislabelled(said, quoted):
        return [f"判断有误：“{wrong}”与引文的数字不符。"]
    for start, end in book.offices(said):
        if said[start:end] not in around and said[start:end] != _body(book):
            return [f"判断有误：引文里没有“{said[start:end]}”。"]
    return []


def _body(book: Book) -> str:
    """Return the short name of whose rules these are: it acts where a clause names nobody."""
    match = re.search("([省市县区乡镇])人民政府", book.regulation.title)
    return f"{match[1]}政府" if match else ""


def _mislabelled(said: str, quoted: str) -> str:
    """Return a number whose label has another number in the quote: 特急事项3个工作日."""
    stated = [(_head(quoted, at), value) for value, at in _numbers(quoted)]
    for value, at in _numbers(said):
        head = _head(said, at)
        best = max((_alike(head, other) for other, _ in stated), default=0.0)
        if best and not any(_alike(head, o) == best and same(v, value) for o, v in stated):
            return value
    return ""


def _numbers(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for value in quantities(text):
        at = text.index(value, at)
        found.append((value, at))
        at += len(value)
    return found


def _head(text: str, at: int) -> frozenset[str]:
    start = max(text.rfind(stop, 0, at) for stop in ",。;:、(") + 1
    return frozenset(word for word in tokens(text[start:at]) if word.isalnum())


def _alike(head: frozenset[str], other: frozenset[str]) -> float:
    return len(head & other) / max(len(head | other), 1)


def _change(change: Change, citations: Sequence[Citation], book: Book) -> list[str]:
    was, now = change.was, change.now
    if max(len(was), len(now)) > min(_LONGEST, 2 * len(change.before + change.after)):
        return ["判断有误：改动不是一处事实。"]
    if was and now and (same(was, now) or close(was, now) or _STRICT.get(was) == now):
        return [f"判断有误：“{now}”与“{was}”意思相同或相容。"]
    if was and now and (covers(was, now) or covers(now, was) or residual(was)):
        return [f"判断有误：“{now}”与“{was}”是上下位，不能判错。"]
    if not (was and now) and not _tells(was or now, book):
        return [f"判断有误：增删“{was or now}”不能判错。"]
    return _elsewhere(_named(change, book), citations, book)


def _named(change: Change, book: Book) -> Change:
    """Return the change of whole names: 县政府常务会议 for 常务."""
    said = change.before + change.now + change.after
    start, end = len(change.before), len(said) - len(change.after)
    for first, last in book.offices(said):
        if change.was and change.now and first <= start and end <= last:
            was = said[first:start] + change.was + said[end:last]
            return replace(
                change, was=was, now=said[first:last], before=said[:first], after=said[last:]
            )
    return change


def _tells(text: str, book: Book) -> bool:
    """True where putting in or leaving out ``text`` makes a sentence wrong."""
    return bool(
        _NEGATION.search(text) or quantities(text) or book.offices(text) or modal_spans(text)
    )


def _elsewhere(change: Change, citations: Sequence[Citation], book: Book) -> list[str]:
    """Return a fault where another clause says the changed sentence."""
    if not change.now or not change.was:
        return []
    stem = content(change.before) | content(change.after)
    cited = [w for c in citations for w in book.cited(c.article, c.start, c.end)]
    keys = standing(book, change.was, stem, cited)
    place = supporting(book, stem, change.now, keys, change.before + change.now + change.after)
    if place is None:
        return []
    label = book.regulation.article(place.window.article).reference(place.window.paragraph)
    return [f"判断有误：改后的“{change.now}”有{label}支持。"]
