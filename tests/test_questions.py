"""The evaluation questions are well formed: spans stand where they say, splits are balanced."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from corpus import Regulation
from eval.dataset import QUESTIONS, Item, read_file, read_items

KINDS = {
    "fact", "procedure", "colloquial", "scenario", "multi", "comparison", "negation", "keyword",
    "follow_up", "statement", "compute", "noisy", "lookup", "unanswerable",
}  # fmt: skip
ITEMS = [*read_items("dev"), *read_items("test")]
TRAIN = read_items("train")


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


def grams(question: str) -> set[str]:
    text = tight(question)
    return {text[start : start + 2] for start in range(len(text) - 1)}


@pytest.mark.parametrize("split", ["dev", "test", "train"])
def test_no_line_of_a_file_is_left_out(split: str, regulation: Regulation) -> None:
    """read_items passes over a line with a fault: there must be none."""
    assert read_file(QUESTIONS / f"{split}.jsonl", regulation).faults == ()


def test_training_questions_agree_with_the_text(regulation: Regulation) -> None:
    assert {(item.split, item.regulation) for item in TRAIN} == {("train", regulation.title)}
    for item in TRAIN:
        assert item.answerable == (item.kind != "unanswerable"), item.id
        assert bool(item.answers) == bool(item.paragraphs) == item.answerable, item.id
        assert not item.history, item.id


def test_training_asks_enough_and_of_most_articles() -> None:
    assert sum(item.answerable for item in TRAIN) >= 350
    assert len({article for item in TRAIN for article in item.articles}) >= 80


def test_ids_are_unique_across_the_files() -> None:
    counts = Counter(item.id for item in [*ITEMS, *TRAIN])
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_training_question_is_near_identical_to_a_held_out_one() -> None:
    """Character bigrams, Jaccard above 0.6, questions with history too."""
    held_out = [(item.id, grams(item.question)) for item in ITEMS]
    pairs = [
        (item.id, other)
        for item, own in ((item, grams(item.question)) for item in TRAIN)
        for other, theirs in held_out
        if len(own & theirs) > 0.6 * max(1, len(own | theirs))
    ]
    assert pairs == []
