"""A quiz item from what a model wrote: the same record as every item of the stock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.errors import ProofError
from corpus.model import Article, Clause, Regulation
from corpus.spacing import spaced, tight
from qa.proof import cite
from qa.proposing.model import ProposedItem
from qa.quiz.making.building import build, grade, labelled, shuffled
from qa.quiz.making.singles import specific_text
from qa.quiz.making.terms import closeness
from qa.quiz.model import Item, ItemKind, Option

_SHOWN: Final = 40
"""Characters of a wrong quote that a message repeats."""
_CHOICES: Final = (ItemKind.SINGLE, ItemKind.MULTIPLE)


def build_item(
    candidate: ProposedItem, article: Article, regulation: Regulation, identifier: str = ""
) -> Item:
    """Return the item; raise CorpusError or ProofError where its quote does not stand there.

    It cites the whole clauses that the quote lies in, so that no condition is cut off; its
    explanation is the rule's own words. The options stand in an order of their own: models like
    to put the right one first.
    """
    clauses = _clauses(candidate, article)
    citation = cite(regulation, article, clauses[0].start, clauses[-1].end)
    options, key = _ordered(candidate)
    item = build(
        regulation,
        candidate.kind,
        candidate.stem,
        key,
        (citation,),
        _fact(clauses[0], article),
        options=options,
        accept=[()] * len(key) if candidate.kind is ItemKind.BLANK else (),
        difficulty=grade(_nearness(candidate), specific_text(citation.quote), candidate.kind),
    )
    return replace(item, id=identifier) if identifier else item


def _clauses(candidate: ProposedItem, article: Article) -> Sequence[Clause]:
    """Return the clauses of the paragraph that the quote meets."""
    paragraph = article.paragraph(candidate.paragraph)
    characters = tight(candidate.quote)
    found = re.search(spaced(characters), paragraph.text) if characters else None
    if found is None:
        label = article.reference(candidate.paragraph)
        raise ProofError(f"引文有误：{label}里没有“{characters[:_SHOWN]}”。")
    start, end = paragraph.start + found.start(), paragraph.start + found.end()
    return [each for each in paragraph.clauses if each.start < end and start < each.end]


def _fact(clause: Clause, article: Article) -> str:
    """Return the name that generated items have for what the clause states."""
    own = article.paragraph(clause.paragraph).clauses
    return f"{article.number}-{clause.paragraph}-{own.index(clause) + 1}"


def _ordered(candidate: ProposedItem) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    """Return the options in an order that depends on their words alone, and the key in it."""
    if candidate.kind not in _CHOICES:
        return labelled(candidate.options), candidate.key
    written = labelled(candidate.options)
    words = {option.label: option.text for option in written}
    right = [words.get(label, label) for label in candidate.key]
    options = labelled(shuffled(candidate.options, candidate.stem))
    labels = {option.text: option.label for option in options}
    return options, tuple(sorted(labels.get(word, word) for word in right))


def _nearness(candidate: ProposedItem) -> float:
    """Return how like the wrong options are to the right ones; 0 where there are none."""
    words = dict(
        zip((o.label for o in labelled(candidate.options)), candidate.options, strict=False)
    )
    right = [text for label, text in words.items() if label in candidate.key]
    wrong = [text for label, text in words.items() if label not in candidate.key]
    return sum(closeness(text, wrong) for text in right) / len(right) if right else 0.0
