"""Fitting finds what was planted; mistyped copies are made as they say."""

from __future__ import annotations

import os
import subprocess
import sys
from math import exp, log

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.fitting import Floats, cross_validated_hits, fit_refusal, fit_weights
from eval.noise import mistyped
from indexing.ranking import NAMES, Signals
from indexing.sounds import spelled
from tests.conftest import ROOT

Bools = NDArray[np.bool_]


def row(name: str) -> int:
    return NAMES.index(name)


def values(weights: Signals) -> dict[str, float]:
    return {name: getattr(weights, name) for name in NAMES}


def planted(
    name: str, lead: float, questions: int = 300, articles: int = 10
) -> tuple[Floats, Bools]:
    """Signals of noise in [0, 1], but ``name``'s is ``lead`` higher for the needed article."""
    draw = np.random.default_rng(7)
    signals = draw.random((questions, len(NAMES), articles))
    right = draw.integers(0, articles, questions)
    needed = np.arange(articles) == right[:, None]
    signals[:, row(name)] += lead * needed
    return signals, needed


# The weights of the ranking


def test_a_weight_by_hand() -> None:
    """Right in three of four questions: the share that fits is 3/4, e^w / (e^w + 1), so w = ln 3."""
    signals = np.zeros((4, len(NAMES), 2))
    signals[:, row("words")] = [[1, 0], [1, 0], [1, 0], [0, 1]]
    needed = np.tile([True, False], (4, 1))
    weight = fit_weights(signals, needed).words
    assert weight == pytest.approx(log(3), abs=0.01)  # the penalty takes a little
    assert exp(weight) / (exp(weight) + 1) == pytest.approx(3 / 4, abs=0.01)


def test_a_question_needs_any_of_its_articles() -> None:
    """Of three articles two are needed; the signal is at one of them in three questions, at the
    third article in one. With x = e^w the shares of the needed are (x + 1) / (x + 2) and
    2 / (x + 2); 3 ln(x + 1) - 4 ln(x + 2) is largest where 3 / (x + 1) = 4 / (x + 2): x = 2.
    """
    signals = np.zeros((4, len(NAMES), 3))
    signals[:, row("words")] = [[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]]
    needed = np.tile([True, True, False], (4, 1))
    assert fit_weights(signals, needed).words == pytest.approx(log(2), abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_the_signal_that_carries_the_answer_is_found(name: str) -> None:
    weights = values(fit_weights(*planted(name, lead=0.5)))
    others = [weight for other, weight in weights.items() if other != name]
    assert weights[name] > 4
    assert max(others) < 1 / 10 * weights[name]


def test_a_signal_that_says_nothing_or_the_opposite_weighs_nothing() -> None:
    """Constant, it moves no share; turned round, its best weight would be negative."""
    signals, needed = planted("clause", lead=0.5)
    signals[:, row("questions")] = 0
    signals[:, row("article")] = 1 - signals[:, row("clause")]
    weights = fit_weights(signals, needed)
    assert (weights.questions, weights.article) == (0, 0)
    assert weights.clause > 4


@pytest.mark.parametrize("lead", [-2.0, -0.5, 0.0, 0.5, 2.0])
def test_weights_are_never_negative(lead: float) -> None:
    assert min(values(fit_weights(*planted("sounds", lead))).values()) >= 0


def test_separable_questions_are_all_hits() -> None:
    signals, needed = planted("words", lead=1.01, questions=100)
    hits = cross_validated_hits(signals, needed, np.arange(100))
    assert hits.shape == (100,)
    assert hits.all()


def test_noise_is_hit_by_chance_only() -> None:
    """One of ten articles: about 30 of 300."""
    signals, needed = planted("words", lead=0.0)
    assert 15 <= cross_validated_hits(signals, needed, np.arange(300)).sum() <= 60


def test_a_question_is_judged_by_the_others_alone() -> None:
    """Group 0 is answered by words and misled by sounds, group 1 the other way round: whichever
    is held out meets the weights of the other and misses. All in the fit, half would be right."""
    signals = np.zeros((6, len(NAMES), 2))
    groups = np.array([0, 1, 0, 1, 0, 1])
    for question, group in enumerate(groups):
        signals[question, row("words"), group] = 1
        signals[question, row("sounds"), 1 - group] = 1
    needed = np.tile([True, False], (6, 1))
    assert cross_validated_hits(signals, needed, groups).tolist() == [False] * 6


# The refusal


def test_refusal_separates_what_is_apart() -> None:
    draw = np.random.default_rng(3)
    answerable = np.arange(100) < 60
    similarity = np.where(answerable, draw.uniform(0.6, 0.9, 100), draw.uniform(0.1, 0.4, 100))
    rows = np.column_stack([similarity, draw.random(100)])
    fit = fit_refusal(("similarity", "noise"), rows, answerable)
    assert list(fit.weights) == ["similarity", "noise"]
    assert fit.weights["similarity"] > 5 * abs(fit.weights["noise"])
    assert fit.scores.shape == (100,)
    assert fit.scores[answerable].min() > 0.5 > fit.scores[~answerable].max()
    logits = rows @ list(fit.weights.values()) + fit.intercept
    assert ((logits > 0) == answerable).all()


def test_refusal_by_noise_knows_no_more_than_the_share() -> None:
    draw = np.random.default_rng(4)
    answerable = np.arange(200) < 150
    fit = fit_refusal(("noise",), draw.random((200, 1)), answerable)
    assert fit.scores.mean() == pytest.approx(150 / 200, abs=0.02)
    assert fit.scores.std() < 0.1


def test_the_same_questions_give_the_same_fit() -> None:
    draw = np.random.default_rng(5)
    rows, answerable = draw.random((60, 2)), np.arange(60) % 3 > 0
    first, second = (fit_refusal(("a", "b"), rows, answerable) for _ in range(2))
    assert (first.weights, first.intercept) == (second.weights, second.intercept)
    assert first.scores.tolist() == second.scores.tolist()


# Mistyped copies

QUESTIONS = (
    "县长出差要提前几天报告？",
    "会议纪要由谁签发",
    "党组会议的例会日子通常落在每个月的哪一天？",
)


def test_the_same_seed_gives_the_same_copies() -> None:
    copies = mistyped(QUESTIONS, 1)
    assert copies == mistyped(QUESTIONS, 1)
    assert len(copies) == len(QUESTIONS)
    assert all(copy != question for copy, question in zip(copies, QUESTIONS, strict=True))
    assert len({mistyped(QUESTIONS, seed) for seed in range(20)}) > 15


ALIKE = ("是事市十时实使始式示",) * 10
"""Ten characters of one sound."""


def test_copies_do_not_depend_on_the_hash_seed() -> None:
    """Homophones are gathered in sets of strings, whose order changes with every process."""
    code = f"from eval.noise import mistyped; print(ascii(mistyped({ALIKE!r}, 1)))"
    printed = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert printed == [ascii(mistyped(ALIKE, 1))] * 2


ALONE = "县长出差要提前报告几天呢"
"""Twelve characters without a homophone among them: a slip is pinyin or a gap."""


@pytest.mark.parametrize("length", range(1, len(ALONE) + 1))
def test_one_slip_in_a_short_question_two_in_a_long_one(length: int) -> None:
    question = ALONE[:length]
    assert len({spelled(character) for character in ALONE}) == len(ALONE) == 12
    for seed in range(20):
        (copy,) = mistyped([question], seed)
        kept = [character for character in copy if character in question]
        assert len(kept) == length - (2 if length == 12 else 1)
        letters = "".join(character for character in copy if character.isascii())
        slipped = [spelled(character) for character in question if character not in kept]
        assert letters in ("", *slipped, "".join(slipped))


def test_a_slip_is_a_homophone_a_syllable_or_a_gap() -> None:
    copies = {mistyped(["会", "汇"], seed)[0] for seed in range(60)}
    assert copies == {"汇", "hui", ""}


@pytest.mark.parametrize("text", ["", "PPT 12", "12:30?", "……"])
def test_what_is_not_chinese_is_left_alone(text: str) -> None:
    assert mistyped([text], 1) == (text,)
    for seed in range(10):
        before, after = mistyped([f"{text}会{text}"], seed)[0], (text, text)
        assert before.startswith(after[0])
        assert before.endswith(after[1])
        assert before in {f"{text}hui{text}", f"{text}{text}"}


def test_no_questions_give_no_copies() -> None:
    assert mistyped([], 1) == ()
