"""An item from its parts: id, explanation, citations and difficulty by one rule."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Regulation
from qa.model import Citation
from qa.proof import cite
from qa.quiz.making.statements import Statement
from qa.quiz.making.verbs import NO_DOER
from qa.quiz.model import Difficulty, Item, ItemKind, Option, article_hash

_PREFIXES: Final = {
    ItemKind.SINGLE: "sc", ItemKind.MULTIPLE: "mc", ItemKind.TRUE_FALSE: "tf",
    ItemKind.BLANK: "bl", ItemKind.MATCHING: "ma", ItemKind.ORDERING: "or",
    ItemKind.SHORT: "sa", ItemKind.CASE: "ca",
}  # fmt: skip
LABELS: Final = "ABCDEFGHIJ"
_URGED: Final = re.compile(r"[要应须可不未]|必须|严禁|禁止|一律|发布|任何")
"""How a sentence begins that needs no 要 in front: it says must, may or must not itself."""
_RULED: Final = re.compile(r"[，；](?:应当|应|须|必须|不予|不得|可以|由|均)")


def digest(*parts: str) -> str:
    """Return a stable number (hex) for ``parts``: it orders and names without any seed."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def shuffled(words: Sequence[str], *salt: str) -> tuple[str, ...]:
    """Return ``words`` in an order that depends on them and ``salt`` alone."""
    return tuple(sorted(words, key=lambda each: digest(each, *salt)))


def labelled(words: Sequence[str]) -> tuple[Option, ...]:
    """Return ``words`` as options A, B, C …"""
    return tuple(Option(label, text) for label, text in zip(LABELS, words, strict=False))


def opening(regulation: Regulation, statement: Statement) -> str:
    """Return how a stem begins: 根据《…》， with what the sentence hangs on, if it does."""
    title = f"《{regulation.title}》"
    urged = _URGED.match(statement.text) or _RULED.search(statement.text)
    aim = "要" if statement.aim and not urged else ""
    if NO_DOER.match(statement.text):
        aim = f"{working(regulation)}应当"
    if statement.topic:
        return f"根据{title}关于{statement.topic}的规定，{aim}"
    if statement.text.startswith(("根据", "按照", "依照", "依据")):
        return f"{title}规定，"
    return f"根据{title}，{aim}"


def asking(regulation: Regulation, statement: Statement) -> str:
    """Return how a question begins: an aim is asked for in its chapter, for want of a subject."""
    title = f"《{regulation.title}》"
    if statement.aim and not statement.topic:
        number = regulation.article(statement.article).chapter
        chapter = next(
            ("".join(c.title.split()) for c in regulation.chapters if c.number == number), ""
        )
        named = f"“{chapter}”一章" if chapter and chapter not in {"总则", "附则"} else ""
        if named:
            return f"根据{title}{named}的规定，"
    return re.sub(r"，(?:要|[^，]?(?:政府)?应当)$", "，", opening(regulation, statement))


def working(regulation: Regulation) -> str:
    """Return who acts where the rules leave it out (县政府): by the title, or nothing."""
    body = re.search("([省市县区乡镇])人民政府", regulation.title)
    return f"{body.group(1)}政府" if body else ""


def citation(regulation: Regulation, statement: Statement) -> Citation:
    """Return the exact place of ``statement``."""
    return cite(regulation, regulation.article(statement.article), *statement.span)


def grade(closeness: float, specific: bool, kind: ItemKind) -> Difficulty:
    """Return the difficulty: a point each for near distractors, a conditioned rule, free recall.

    ``closeness`` is the mean likeness (0 to 1) of distractors and key, half of it counting as
    near; ``specific``: the rule holds under a condition or names several offices or numbers.
    """
    recall = kind in {ItemKind.BLANK, ItemKind.SHORT, ItemKind.CASE, ItemKind.ORDERING}
    points = (closeness >= 0.5) + specific + recall
    return (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)[min(points, 2)]


def build(
    regulation: Regulation,
    kind: ItemKind,
    stem: str,
    key: Sequence[str],
    citations: Sequence[Citation],
    fact: str,
    *,
    options: Sequence[Option] = (),
    accept: Sequence[tuple[str, ...]] = (),
    remark: str = "",
    difficulty: Difficulty = Difficulty.MEDIUM,
) -> Item:
    """Return the item; its first citation decides, its id comes from kind, fact and key."""
    deciding = citations[0]
    article = regulation.article(deciding.article)
    means = {option.label: option.text for option in options}
    named = [means.get(each, each) for each in key]
    name = digest(kind.value, fact, stem, *named)[:6]
    return Item(
        id=f"{_PREFIXES[kind]}-{article.number:03d}-{name}",
        kind=kind,
        stem=stem,
        options=tuple(options),
        key=tuple(key),
        accept=tuple(accept),
        explanation=_explanation(regulation, citations) + remark,
        citations=tuple(citations),
        chapter=article.chapter,
        difficulty=difficulty,
        fact=fact,
        article_hash=article_hash(article),
    )


def _explanation(regulation: Regulation, citations: Sequence[Citation]) -> str:
    return "".join(
        f"{regulation.cite(each.article, each.paragraph)}规定：“{each.quote}”。"
        for each in citations
    )
