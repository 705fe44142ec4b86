"""The evaluation questions are well formed: spans stand where they say, splits are balanced."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from corpus import Regulation
from eval.dataset import Item, read_items

KINDS = {
    "fact", "procedure", "colloquial", "scenario", "multi", "comparison", "negation", "keyword",
    "follow_up", "statement", "compute", "noisy", "lookup", "unanswerable",
}  # fmt: skip
ITEMS = [*read_items("dev"), *read_items("test")]


def tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_there_are_enough_of_every_kind() -> None:
    counts = Counter(item.kind for item in ITEMS)
    assert set(counts) == KINDS
    assert len(ITEMS) >= 600
    assert min(counts.values()) >= 40
    assert counts["unanswerable"] >= 130


def test_the_halves_are_balanced_by_kind() -> None:
    for split in ("dev", "test"):
        assert {item.split for item in read_items(split)} == {split}
    for kind in KINDS:
        halves = Counter(item.split for item in ITEMS if item.kind == kind)
        assert abs(halves["dev"] - halves["test"]) <= 1, kind


def test_ids_are_unique_and_users_known() -> None:
    assert len({item.id for item in ITEMS}) == len(ITEMS)
    assert {item.user for item in ITEMS} == {"newcomer", "staff", "trainer"}


def test_most_articles_are_covered() -> None:
    asked = {article for item in ITEMS if item.kind != "lookup" for article in item.articles}
    assert len(asked) >= 80


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_agrees_with_the_text(item: Item, regulation: Regulation) -> None:
    assert item.regulation == regulation.title
    assert item.answerable == bool(item.articles)
    assert item.answerable == (item.kind != "unanswerable")
    assert bool(item.answers) == (item.answerable and item.kind != "lookup")
    for span in item.answers:
        assert any(
            tight(span) in tight(regulation.article(article).paragraph(paragraph).text)
            for article, paragraph in item.paragraphs
        ), span
    assert {article for article, _ in item.paragraphs} <= set(item.articles)
    for computed in item.computed:
        date.fromisoformat(computed)
    assert (item.kind == "statement") <= (item.verdict is not None)
    assert (item.kind == "follow_up") <= bool(item.history)


def test_no_two_questions_are_near_identical() -> None:
    """Character bigrams, Jaccard above 0.6, questions without history."""
    pairs = []
    alone = [item for item in ITEMS if not item.history]
    grams = [
        {tight(item.question)[i : i + 2] for i in range(len(tight(item.question)) - 1)}
        for item in alone
    ]
    for second in range(len(alone)):
        for first in range(second):
            a, b = grams[first], grams[second]
            if a and b and len(a & b) > 0.6 * len(a | b):
                pairs.append((alone[first].id, alone[second].id))
    assert pairs == []
