"""Where a rule does not hold or yields: 除…外, …除外, 特殊情况…的, 必要时, 遇有…情况."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.model import Regulation
from qa.facts.model import Fact, FactKind
from qa.facts.sentence import Sentence
from qa.facts.topics import sentences

EXCEPTION: Final = "例外"
_REPEATED: Final = re.compile(r"每.*(?:次|召开)")
_RULE: Final = re.compile(r"一般|原则上|应|须|不|均|可")
_GENERAL: Final = re.compile(r"一般|原则上|应|须|不得")
_PATTERNS: Final = tuple(
    re.compile(expression)
    for expression in (
        r"(?P<what>(?<![解消排扣免去废删])除(?!了|名|草|险|尘|冰)[^。；（）]{1,60}?(?<![对涉])(?:以外|之外|外))(?=[，。；）])",
        r"(?:^|(?<=[，。；]))(?P<what>除(?!了|名|草|险|尘|冰)[^，。；外]+)(?=，)(?![^。；（）]{0,50}外，)",
        r"(?:^|(?<=[，。；（(]))(?:但是?，?)?(?P<what>[^，。；（）(]*?(?<!开)除外)",
        r"(?P<what>(?:法律|法规|国家|[^，。；]{2,12})[^，。；]{0,12}另有规定的)",
        r"(?P<what>遇(?:有|到)?(?:特殊|紧急|重要|重大|突发)?(?:的)?情况(?:[^，。；]*?的(?=，))?)",
        r"(?:^|(?<=[，。；]))(?P<what>(?:有|因)?特殊(?:情况|情形|原因)[^，。；]*的)(?=，)",
        r"(?<![，。；]确有)(?P<what>必要时)",
        r"(?P<what>确(?:需|有必要)[^，。；]*的)(?=，)",
        r"(?P<what>(?:如有需要|根据需要))(?=，?可以?(?:临时|随时))",
        r"(?:^|(?<=[，。；]))(?P<what>[^，。；]*需(?:要)?临时[^，。；]*的[^，。；]*)(?=，)",
        r"(?:^|(?<=[，。；]))(?P<what>[^，。；]*可以?不[^，。；]+的)(?=，)",
    )
)


def read_exceptions(regulation: Regulation) -> tuple[Fact, ...]:
    """Return every exception that ``regulation`` states, in order and without overlaps."""
    found: list[Fact] = []
    earlier: Sentence | None = None
    for sentence in sentences(regulation):
        same = earlier is not None and earlier.article == sentence.article
        found.extend(_exceptions(sentence, earlier if same else None))
        earlier = sentence
    return tuple(sorted(found, key=lambda fact: (fact.article, fact.start, fact.end)))


def _exceptions(sentence: Sentence, earlier: Sentence | None) -> Iterator[Fact]:
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence.text):
            start, end = match.span("what")
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                rule = _rule(sentence, earlier, start, end)
                yield sentence.fact(FactKind.EXCEPTION, (start, end), rule, EXCEPTION)


def _rule(sentence: Sentence, earlier: Sentence | None, start: int, end: int) -> str:
    """Return the words that the exception limits.

    除…外 limits what follows it; in brackets, the words in front; the others the segment in
    front of them, or the clause before where they open theirs.
    """
    index = sentence.segment(start)
    if sentence.text[start] == "除":
        after = sentence.text[end:].lstrip("，）").rstrip("。；")
        parts = after.split("，")
        return next((part for part in parts if _RULE.search(part)), parts[0])
    if sentence.text[start - 1 : start] in {"（", "("}:
        return sentence.text[: start - 1]
    before = [sentence.words(i) for i in range(index)]
    if not before and earlier:
        before = [earlier.words(i) for i in range(len(earlier.segments))]
    if not before:
        return ""
    wanted = _REPEATED if re.match(r"，?可以?(?:临时|随时)", sentence.text[end:]) else _GENERAL
    named = [words for words in before if wanted.search(words)]
    return named[-1] if named else before[0]
