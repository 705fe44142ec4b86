"""Everyday words find the official ones that a regulation has for them."""

from __future__ import annotations

from indexing.everyday import everyday_lexicon, expanded, used_in

TEXT = "公众可以通过互联网提出意见。主要负责人签发文件。"


def test_only_words_that_the_text_has_are_added() -> None:
    lexicon = used_in(TEXT)
    assert all(word in TEXT for official in lexicon.values() for word in official)
    assert lexicon["老百姓"] == ("公众",)


def test_a_question_gains_the_official_words_and_not_its_own() -> None:
    lexicon = used_in(TEXT)
    assert expanded("老百姓怎么提意见", ("老百姓", "提", "意见"), lexicon)[0] == ("公众",)
    assert not any("公众" in group for group in expanded("老百姓和公众", ("公众",), lexicon))


def test_the_longest_everyday_word_counts() -> None:
    """大家 is in the list and is no part of 老百姓; 百姓 inside 老百姓 is not counted again."""
    lexicon = used_in(TEXT)
    assert expanded("老百姓", ("老百姓",), lexicon) == (("公众",),)


def test_a_text_without_official_words_adds_nothing() -> None:
    assert expanded("老百姓怎么提意见", ("老百姓",), used_in("甲乙丙丁。")) == ()


def test_every_line_has_an_everyday_word_and_an_official_one() -> None:
    assert all(word and official for word, official in everyday_lexicon().items())
    assert len(everyday_lexicon()) > 1_000
