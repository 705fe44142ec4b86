"""The domain dictionary comes from the text, and every key term stays findable."""

from __future__ import annotations

import pytest

from indexing.index import RegulationIndex
from indexing.terms import derive_terms
from indexing.units import tokens
from indexing.words import Words, normalise


@pytest.mark.parametrize(
    "term",
    [
        "县政府常务会议",
        "县政府党组会议",
        "议事协调机构",
        "规范性文件",
        "主要负责人",
        "合法性审查",
        "县政府办公室",
    ],
)
def test_domain_terms_are_one_word(index: RegulationIndex, term: str) -> None:
    assert term in index.words.cut(f"请问{term}是什么")


def test_search_mode_keeps_the_words_inside(index: RegulationIndex) -> None:
    assert {"县政府常务会议", "常务", "会议"} <= set(index.words.cut("县政府常务会议"))


def test_terms_recur_stick_together_and_stand_free() -> None:
    """Weakest seam: log2(3 x 48 / (3 x 4)) = 3.6 bits, above the 3 asked for."""
    others = [(chr(0x4E00 + 7 * number) * 2,) for number in range(31)]
    sentences = [
        *others,
        ("由", "议事", "协调", "机构", "发文"),
        ("各", "议事", "协调", "机构", "报送"),
        ("对", "议事", "协调", "机构", "督导"),
        ("机构", "改革"),
    ]
    assert derive_terms(sentences) == ("议事协调机构",)


def test_a_run_seen_twice_is_no_term() -> None:
    assert derive_terms([("甲乙", "丙丁", "x"), ("y", "甲乙", "丙丁")]) == ()


def test_width_case_and_print_spacing_are_folded() -> None:
    assert normalise("１４ 个工作日 ＡＢ") == "14个工作日 ab"


def test_a_text_of_stop_words_keeps_its_words() -> None:
    assert "规定" in tokens(Words(()), "规定")


def test_bigrams_catch_what_words_miss() -> None:
    assert {"议事", "事协", "协调"} <= set(tokens(Words(()), "议事协调"))


def test_every_article_is_found_by_its_own_first_words(index: RegulationIndex) -> None:
    """Full text in, article out: 87 of 87, so no key term is lost on the way."""
    missed = [
        article.number
        for article in index.regulation.articles
        if index.search(article.clauses[-1].text, 1)[0].article != article.number
    ]
    assert missed == []
