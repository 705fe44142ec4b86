"""Numerals and references in the spellings people use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import article_label, chinese_ordinal, parse_ordinal
from corpus.references import find_references


@given(st.integers(1, 999))
def test_numerals_round_trip(number: int) -> None:
    assert parse_ordinal(chinese_ordinal(number)) == number
    assert parse_ordinal(str(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("五七", 57),
        ("５７", 57),
        ("廿一", 21),
        ("一百零三", 103),
        ("伍拾柒", 57),
        ("〇", 0),
        ("两", 2),
    ],
)
def test_other_spellings(written: str, number: int) -> None:
    assert parse_ordinal(written) == number


@pytest.mark.parametrize("written", ["", "条", "abc", "五条", "-3", "3.5"])
def test_what_is_no_number(written: str) -> None:
    assert parse_ordinal(written) is None


def test_labels() -> None:
    assert article_label(57, 2) == "第五十七条第二款"
    assert article_label(10) == "第十条"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第57条", [("article", 57, None)]),
        ("五十七条第二款", [("article", 57, 2)]),
        ("第五十七条的第2款讲什么", [("article", 57, 2)]),
        ("第57至59条", [("article", 57, None), ("article", 58, None), ("article", 59, None)]),
        (
            "第57、63条和第64条",
            [("article", 57, None), ("article", 63, None), ("article", 64, None)],
        ),
        ("第十章", [("chapter", 10, None)]),
        ("最后一条", [("article", -1, None)]),
        ("第五十七條", [("article", 57, None)]),
        ("没有编号", []),
    ],
)
def test_references(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    assert [(r.unit, r.number, r.paragraph) for r in find_references(text)] == expected
