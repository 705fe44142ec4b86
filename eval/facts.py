"""Score the typed facts against the hand-checked table, by kind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from corpus.model import Regulation
from corpus.source import load_regulation
from corpus.spacing import tight
from eval.metrics import wilson
from qa.facts.duties import MUST_NOT
from qa.facts.model import Fact, FactKind
from qa.facts.reading import read_facts

_SHARE: Final = 0.6
"""Of the longer value's characters, which the shorter one must hold to be the same value."""
_ROLE: Final = FactKind.ROLE.value
KINDS: Final = ("limit", "frequency", "schedule", "date", _ROLE, "duty", "exception")
NAMES: Final = dict(
    zip(KINDS, ("时限", "频次", "例会时间", "日期", "职权", "禁止", "例外"), strict=True)
)
_DATED: Final = re.compile(r"[\d一二三四五六七八九十百]|年底|之日")
"""A limit with a number or a day; 会前 and 事先 are not in the table."""
_TIMES: Final = frozenset({"limit", "frequency", "schedule"})
"""Kinds between which 每年年底前 or 每年不得超过1次 may fall either way; compared as one."""


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One fact as written by hand."""

    kind: str
    article: int
    paragraph: int
    subject: str
    relation: str
    value: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """The table: its facts are complete for ``articles``, in the sense the file states."""

    articles: frozenset[int]
    facts: tuple[GoldFact, ...]


@dataclass(frozen=True, slots=True)
class FactScore:
    """Counts of one kind in one half. ``strict``: subjects agree as well."""

    half: str
    kind: str
    found: int
    right: int
    gold: int
    recalled: int
    strict: int

    @property
    def precision(self) -> float:
        """Right facts among those read."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Facts of the table that were read."""
        return self.recalled / self.gold if self.gold else 1.0


def load_gold() -> Gold:
    """Read the table beside the questions."""
    text = resources.files("eval").joinpath("questions", "facts_gold.jsonl").read_text("utf-8")
    first, *rest = (json.loads(line) for line in text.splitlines())
    return Gold(frozenset(first["articles"]), tuple(GoldFact(**_fields(row)) for row in rest))


def score_facts(regulation: Regulation) -> tuple[FactScore, ...]:
    """Return the counts of each kind for development (odd articles) and held-out ones (even)."""
    gold = load_gold()
    read = [
        fact for fact in read_facts(regulation) if fact.article in gold.articles and _counts(fact)
    ]
    return tuple(
        _score(half, kind, [f for f in read if f.article % 2 == odd], gold.facts, odd)
        for half, odd in (("开发", 1), ("留出", 0))
        for kind in (*KINDS, "all")
    )


def unmatched(regulation: Regulation, odd: int) -> tuple[list[Fact], list[GoldFact]]:
    """Return the facts read that the table lacks and those of the table that were not read."""
    gold = load_gold()
    facts = [g for g in gold.facts if g.article % 2 == odd]
    read = [
        fact for fact in read_facts(regulation)
        if fact.article in gold.articles and fact.article % 2 == odd and _counts(fact)
    ]  # fmt: skip
    extra = [fact for fact in read if not any(_same(fact, g) for g in facts)]
    missing = [g for g in facts if not any(_same(fact, g) for fact in read)]
    return extra, missing


def score_lines(scores: Sequence[FactScore]) -> list[str]:
    """Return the lines of the table in Chinese."""
    lines = ["范围   种类        准确率            召回率            主语也相符"]
    for score in scores:
        low, high = wilson(score.recalled, score.gold)
        lines.append(
            f"{score.half}   {NAMES.get(score.kind, '合计'):　<5}"
            f"{score.precision:6.3f} ({score.right:>3}/{score.found:<3})  "
            f"{score.recall:6.3f} ({score.recalled:>3}/{score.gold:<3})  "
            f"{score.strict:>3}/{score.gold:<3}  召回率95%区间 {low:.2f}-{high:.2f}"
        )
    return lines


def _score(
    half: str, kind: str, read: Sequence[Fact], gold: Sequence[GoldFact], odd: int
) -> FactScore:
    def chosen(name: str) -> bool:
        return kind in {"all", name}

    facts = [fact for fact in read if chosen(fact.kind)]
    every = [g for g in gold if g.article % 2 == odd]
    wanted = [g for g in every if chosen(g.kind)]
    return FactScore(
        half,
        kind,
        len(facts),
        sum(any(_same(fact, g) for g in every) for fact in facts),
        len(wanted),
        sum(any(_same(fact, g) for fact in read) for g in wanted),
        sum(any(_same(f, g) and _close(f.subject, g.subject) for f in read) for g in wanted),
    )


def _counts(fact: Fact) -> bool:
    """True for the facts that the table is complete for."""
    if fact.kind is FactKind.DUTY:
        return fact.relation == MUST_NOT
    return fact.kind is not FactKind.LIMIT or _DATED.search(fact.value) is not None


def _same(fact: Fact, gold: GoldFact) -> bool:
    kinds = {str(fact.kind), gold.kind}
    return (
        (len(kinds) == 1 or kinds <= _TIMES)
        and (fact.article, fact.paragraph) == (gold.article, gold.paragraph)
        and (gold.kind != _ROLE or fact.relation == gold.relation)
        and _close(fact.value, gold.value)
    )


def _close(one: str, other: str) -> bool:
    """True where the tight texts agree, or one holds the other and is not much longer."""
    short, long = sorted((tight(one), tight(other)), key=len)
    return short in long and len(short) >= _SHARE * len(long)


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "value": tight(row["value"])}


def main(show: Callable[[str], None] = print) -> None:
    """Print the table."""
    for line in score_lines(score_facts(load_regulation())):
        show(line)


if __name__ == "__main__":
    main()
