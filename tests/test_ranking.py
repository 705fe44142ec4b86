"""What the signals of a search are and how they are weighed, with hand numbers; a small index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from math import exp, log
from pathlib import Path

import numpy as np
import pytest

from corpus import parse
from corpus.bank import BankQuestion, sample_questions
from indexing.building import build_index
from indexing.centring import centre_of, centred, passage_centre, sample_centre
from indexing.encoder import Vectors
from indexing.fusion import mean_of_best_by_owner
from indexing.index import RegulationIndex
from indexing.ranking import NAMES, Signals, load_weights, scaled, shares, weighted
from indexing.script import simplified
from indexing.sounds import sounds, spelled
from indexing.units import bigrams, tokens
from indexing.words import normalise
from tests.fakes import HashEncoder


def rows(*values: Sequence[float]) -> Vectors:
    return np.array(values, dtype=np.float32)


# Centring


def test_the_centre_is_the_mean() -> None:
    assert centre_of(rows((1, 2), (3, 6))).tolist() == [[(1 + 3) / 2, (2 + 6) / 2]]


def test_centred_vectors_have_unit_length_and_the_centre_stays_zero() -> None:
    """(4, 5) - (1, 1) = (3, 4), of length 5."""
    moved = centred(rows((4, 5), (1, 1), (1, -1)), rows((1, 1)))
    assert moved.tolist() == pytest.approx(np.array([[3 / 5, 4 / 5], [0, 0], [0, -1]]))
    assert moved.dtype == np.float32


def test_centring_pulls_apart_what_shares_a_direction() -> None:
    """Cosine before: (9 x 9 - 1 x 1) / (81 + 1) = 0.98; after, about (9, 0), it is -1."""
    pair = rows((9, 1), (9, -1)) / np.sqrt(82)
    assert pair[0] @ pair[1] == pytest.approx(80 / 82)
    first, second = centred(pair, centre_of(pair))
    assert first @ second == pytest.approx(-1)


def counting(texts: Sequence[str]) -> Vectors:
    """One row a text: the number it is written as, and 1."""
    return rows(*((float(text), 1) for text in texts))


@pytest.mark.parametrize(
    ("count", "mean"),
    [
        (3, (0 + 1 + 2) / 3),
        (256, (0 + 255) / 2),
        (300, (0 + 299) / 2),  # both ends and evenly between, to within one place
        (512, (0 + 511) / 2),
        (1024, (0 + 1023) / 2),
    ],
)
def test_a_sample_is_256_texts_evenly_spaced(count: int, mean: float) -> None:
    centre = sample_centre(counting, [str(number) for number in range(count)])
    assert centre.tolist() == [[pytest.approx(mean, abs=0.6), 1]]


def test_the_sample_is_read_as_a_question_is() -> None:
    assert sample_centre(counting, ["１", "３"]).tolist() == [[(1 + 3) / 2, 1]]


@pytest.mark.parametrize(("count", "own"), [(1, False), (31, False), (32, True), (40, True)])
def test_few_passages_are_centred_on_the_sample(count: int, own: bool) -> None:
    encoder, texts = HashEncoder(), ["会议由谁召集", "公文由谁审核"]
    vectors = encoder.encode_passages([f"第{number}款" for number in range(count)])
    expected = vectors if own else encoder.encode_passages(texts)
    centre = passage_centre(vectors, encoder, texts)
    assert centre.tolist() == pytest.approx(expected.mean(axis=0, keepdims=True))


# Weighing


def signals(**given: Sequence[float]) -> Vectors:
    """Shape (len(NAMES), articles): the rows that are named, zeros for the others."""
    articles = len(next(iter(given.values())))
    return rows(*(given.get(name, (0.0,) * articles) for name in NAMES))


def test_each_signal_is_scaled_by_itself() -> None:
    found = scaled(signals(article=(0.2, 0.4, 0.3), words=(10, 0, 5), sounds=(7, 7, 7)))
    expected = signals(article=(0, 1, 0.5), words=(1, 0, 0.5), sounds=(0, 0, 0))
    assert found.tolist() == pytest.approx(expected)
    assert found.shape == (len(NAMES), 3)


def weights(**given: float) -> Signals:
    """The weights that are named, zeros for the others."""
    return Signals(**{name: given.get(name, 0.0) for name in NAMES})


def share_of(found: Vectors, by: Signals) -> Vectors:
    return shares(weighted(found, by))


def test_what_a_signal_contributes_is_scaled_times_its_weight() -> None:
    found = weighted(
        signals(article=(0.2, 0.4, 0.3), words=(10, 0, 5)), weights(article=2, words=8)
    )
    expected = signals(article=(0 * 2, 1 * 2, 0.5 * 2), words=(1 * 8, 0 * 8, 0.5 * 8))
    assert found.tolist() == pytest.approx(expected)


def test_shares_are_the_softmax_of_the_sums() -> None:
    """Sums ln 1, ln 2 and ln 5, each of two rows: 1 : 2 : 5."""
    rest = (0.25, -0.5, 1.0)
    found = shares(rows(rest, [log(x) - r for x, r in zip((1, 2, 5), rest, strict=True)]))
    assert found.tolist() == pytest.approx([1 / 8, 2 / 8, 5 / 8])


def test_the_share_of_two_articles_by_hand() -> None:
    """Scaled, the first leads by 1: e^(ln 3) to e^0 is 3 : 1."""
    found = share_of(signals(words=(20, 10)), weights(words=log(3)))
    assert found.tolist() == pytest.approx([3 / 4, 1 / 4])


def test_signals_against_each_other_by_hand() -> None:
    """e^(ln 6) for the first, e^(ln 2) for the second: 6 : 2."""
    given = signals(clause=(0.9, 0.1), questions=(0.1, 0.2))
    found = share_of(given, weights(clause=log(6), questions=log(2)))
    assert found.tolist() == pytest.approx([6 / 8, 2 / 8])


def test_shares_sum_to_one_and_nothing_told_is_shared_evenly() -> None:
    drawn = np.random.default_rng(1).random((len(NAMES), 87)).astype(np.float32)
    assert float(share_of(drawn, load_weights(with_bank=True)).sum()) == pytest.approx(1)
    assert share_of(drawn[:, :4], weights()).tolist() == pytest.approx([1 / 4] * 4)
    flat = np.ones((len(NAMES), 5), dtype=np.float32)
    assert share_of(flat, load_weights(with_bank=True)).tolist() == pytest.approx([1 / 5] * 5)


def test_large_weights_do_not_overflow() -> None:
    assert share_of(signals(words=(1, 0)), weights(words=10_000)).tolist() == [1, 0]


def test_the_fitted_weights_are_read_for_both_kinds() -> None:
    with_bank, without = load_weights(with_bank=True), load_weights(with_bank=False)
    assert min(*astuple(with_bank), *astuple(without)) >= 0
    assert with_bank.questions > 0 == without.questions  # nothing to weigh without a bank


def test_the_mean_of_the_best_of_each_owner() -> None:
    """Owner 0: the two best of three; owner 1: the one it has; 2: none, so the lowest of all."""
    scores, owners = rows((0.1, 0.9, 0.4, 0.5, -0.2))[0], np.array([0, 0, 1, 0, 3])
    found = mean_of_best_by_owner(scores, owners, 4, best=2)
    assert found.tolist() == pytest.approx([(0.9 + 0.5) / 2, 0.4, -0.2, -0.2])


def test_the_mean_of_one_is_the_best_and_of_many_the_mean() -> None:
    scores, owners = rows((0.3, 0.6, 0.9))[0], np.array([1, 0, 1])
    assert mean_of_best_by_owner(scores, owners, 2, best=1).tolist() == pytest.approx([0.6, 0.9])
    assert mean_of_best_by_owner(scores, owners, 2, best=9).tolist() == pytest.approx(
        [0.6, (0.3 + 0.9) / 2]
    )


# Sounds, script, tokens


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("公作归则", "工作规则"),
        ("回议记要", "会议纪要"),
        ("gui范性", "规范性"),
        ("规fan性", "规范性"),
        ("GUI范性", "规范性"),
        ("ｇｕｉ范性", "规范性"),
        ("资道", "知道"),  # z, zh
        ("词饭", "吃饭"),  # c, ch
        ("四否", "是否"),  # s, sh
        ("反案", "方案"),  # an, ang
        ("陈果", "成果"),  # en, eng
        ("音语", "英语"),  # in, ing
        ("会 议", "会议"),
    ],
)
def test_what_sounds_alike_is_the_same(typed: str, meant: str) -> None:
    assert sounds(typed) == sounds(meant) != ()


def test_what_sounds_otherwise_is_told_apart() -> None:
    assert sounds("会议") != sounds("公文")
    assert sounds("路线") != sounds("怒线")  # l and n are two


def test_one_reading_a_character() -> None:
    """长 is read zhang wherever it stands, folded to zan; 常 is chang, folded to can."""
    assert sounds("常务会") == ("can wu", "wu hui")
    assert sounds("长务会") == ("zan wu", "wu hui")
    assert set(sounds("常务会")) & set(sounds("长务会")) == {
        "wu hui"
    }  # so it is found all the same


def test_pairs_do_not_reach_across_marks_and_numbers() -> None:
    assert sounds("会议，纪要") == ("hui yi", "ji yao")
    assert sounds("第57条") == ()


@pytest.mark.parametrize("text", ["", "会", "？", "12", "会。"])
def test_less_than_two_syllables_make_no_pair(text: str) -> None:
    assert sounds(text) == ()


def test_a_character_is_spelled_without_tone() -> None:
    assert [spelled(character) for character in "乾安县"] == ["qian", "an", "xian"]


def test_traditional_characters_are_simplified() -> None:
    assert simplified("縣長召集會議", frozenset()) == "县长召集会议"
    assert simplified("Abc 12 縣？", frozenset()) == "Abc 12 县？"
    assert simplified("", frozenset()) == ""


def test_a_character_of_the_regulation_is_kept() -> None:
    """乾 is a traditional 干, but the county writes itself with it."""
    assert simplified("乾安縣", frozenset()) == "干安县"
    assert simplified("乾安縣", frozenset("乾安县")) == "乾安县"
    assert simplified("乾安縣", frozenset("縣")) == "干安縣"


def test_bigrams_stay_inside_a_run() -> None:
    assert bigrams("会议由县长") == ("会议", "议由", "由县", "县长")
    assert bigrams("会议，纪要 3 份") == ("会议", "纪要", "份")
    assert bigrams("") == bigrams("abc 12") == ()


# A small index with a bank

LAW = parse(
    "某县工作条例\n"
    "第一条 会议由县长召集。会议纪要由主持人签发。\n"
    "第二条 公文由办公室审核。急件应当在当日办结。\n"
    "第三条 干部外出应当事先请假。返回后应当及时销假。\n"
    "第四条 印章由专人保管。"
)


def asked(question: str, article: int, answer: str) -> BankQuestion:
    start = LAW.article(article).text.index(answer)
    return BankQuestion(question, article, 1, start, start + len(answer))


BANK = (
    asked("领导出远门要跟上头打招呼吗？", 3, "应当事先请假"),
    asked("人回来了还用不用吱一声？", 3, "应当及时销假"),
    asked("十万火急的东西哪天弄完？", 2, "应当在当日办结"),
    asked("谁来把稿子过一遍？", 2, "由办公室审核"),
    asked("碰头开会归哪个张罗？", 1, "由县长召集"),
    asked("讨论的记录最后归谁画押？", 1, "由主持人签发"),
)
UNANSWERABLE = ("食堂几点开门？", "停车要交多少钱？", "厕所在哪一层？", "班车从哪里发车？")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def bare(cache: Path) -> RegulationIndex:
    return build_index(LAW, HashEncoder(64), cache)


@pytest.fixture(scope="module")
def banked(cache: Path) -> RegulationIndex:
    return build_index(LAW, HashEncoder(64), cache, bank=BANK, unanswerable=UNANSWERABLE)


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("出远门打不打招呼", 0),
        ("人要是回来了，吱不吱一声", 1),
        ("火急的东西几天弄完", 2),
        ("稿子谁过一遍", 3),
        ("开会是哪个张罗的", 4),
        ("记录归哪个画押", 5),
    ],
)
def test_other_words_lead_to_the_article_through_the_bank(
    banked: RegulationIndex, query: str, nearest: int
) -> None:
    """The query has no two neighbouring characters in common with the article itself."""
    meant = BANK[nearest]
    article = LAW.article(meant.article)
    assert not set(bigrams(query)) & set(bigrams(article.text))
    best = banked.search(query)[0]
    assert (best.article, best.question) == (meant.article, meant)
    first = best.clauses[0]
    assert first.start <= meant.start < meant.end <= first.end
    assert len(best.clauses) == len(article.clauses)


def test_a_match_names_the_nearest_question_of_its_own_article(banked: RegulationIndex) -> None:
    """Asked in its own words a question has cosine 1; article 4 has no question."""
    for row, entry in enumerate(BANK):
        found = banked.measure(entry.question).questions
        assert found is not None
        assert (int(found.argmax()), float(found.max())) == (row, pytest.approx(1, abs=1e-5))
        for match in banked.search(entry.question):
            own = [place for place, other in enumerate(BANK) if other.article == match.article]
            expected = BANK[max(own, key=lambda place: found[place])] if own else None
            assert match.question == expected
            assert (match.question is None) == (match.article == 4)


def test_what_is_measured_has_a_number_for_each(
    bare: RegulationIndex, banked: RegulationIndex
) -> None:
    """Four articles of 2 + 2 + 2 + 1 clauses, six bank questions."""
    found, without = banked.measure("谁召集会议"), bare.measure("谁召集会议")
    assert found.signals.shape == without.signals.shape == (len(NAMES), 4)
    assert found.clauses.shape == found.clause_words.shape == without.clauses.shape == (7,)
    assert found.questions is not None
    assert found.questions.shape == (6,)
    assert without.questions is None
    assert without.signals[NAMES.index("questions")].tolist() == [0, 0, 0, 0]


def test_the_signals_are_the_best_of_what_was_measured(banked: RegulationIndex) -> None:
    """Clauses 0 and 1 are article 1's; its two bank questions, 4 and 5, are averaged."""
    found = banked.measure("开会是哪个张罗的")
    of_first = {name: float(found.signals[row, 0]) for row, name in enumerate(NAMES)}
    assert of_first["clause"] == pytest.approx(max(found.clauses[:2].tolist()))
    assert of_first["clause_words"] == pytest.approx(max(found.clause_words[:2].tolist()))
    assert found.questions is not None
    assert of_first["questions"] == pytest.approx(found.questions[4:6].mean())
    assert found.signals[NAMES.index("questions"), 3] == pytest.approx(found.questions.min())


def test_a_share_is_the_softmax_of_the_contributions(banked: RegulationIndex) -> None:
    matches = banked.search("谁召集会议")
    powers = [exp(sum(astuple(match.contributions))) for match in matches]
    expected = [power / sum(powers) for power in powers]
    assert [match.score for match in matches] == pytest.approx(expected, abs=1e-5)
    for match in matches:
        for part, weight in zip(astuple(match.contributions), astuple(banked.weights), strict=True):
            assert 0 <= part <= weight + 1e-6


def test_how_near_a_question_is_to_the_unanswerable_ones(
    bare: RegulationIndex, banked: RegulationIndex
) -> None:
    """The mean of up to ten, here all four; asked in its own words, the nearest has cosine 1."""
    found = banked.measure("停车要交多少钱？").unanswerable
    assert found is not None
    assert found.shape == (4,)
    assert found[1] == pytest.approx(1, abs=1e-5)
    for match in banked.search("停车要交多少钱？"):
        assert match.unanswerable == pytest.approx(found.sum() / 4)
    assert bare.measure("停车要交多少钱？").unanswerable is None
    assert {match.unanswerable for match in bare.search("停车要交多少钱？")} == {0}


def test_the_shares_of_all_articles_sum_to_one(
    bare: RegulationIndex, banked: RegulationIndex
) -> None:
    for index in (bare, banked):
        matches = index.search("急件哪天办结")
        assert sum(match.score for match in matches) == pytest.approx(1)
        assert sorted(match.article for match in matches) == [1, 2, 3, 4]
        assert [match.score for match in matches] == sorted(
            (match.score for match in matches), reverse=True
        )
        assert len(index.search("急件哪天办结", limit=2)) == 2


def test_an_index_weighs_by_whether_it_has_a_bank(
    bare: RegulationIndex, banked: RegulationIndex
) -> None:
    assert banked.weights == load_weights(with_bank=True)
    assert bare.weights == load_weights(with_bank=False)
    assert all(match.question is None for match in bare.search("谁召集会议"))


def test_centres_are_the_banks_own_or_the_samples(
    bare: RegulationIndex, banked: RegulationIndex
) -> None:
    encoder = HashEncoder(64)
    own = encoder.encode_queries([normalise(entry.question) for entry in BANK])
    assert banked.centre.tolist() == pytest.approx(centre_of(own))
    sample = sample_centre(encoder.encode_queries, sample_questions())
    assert bare.centre.tolist() == pytest.approx(sample)


def test_tokens_are_content_words_and_bigrams(bare: RegulationIndex) -> None:
    """谁 and 来 carry nothing; 会议 counts as a word and as a pair."""
    assert tokens(bare.words, "谁来召集会议？") == (
        *("召集", "会议"),
        *("谁来", "来召", "召集", "集会", "会议"),
    )


@pytest.mark.parametrize("index", ["bare", "banked"])
def test_traditional_questions_are_the_simplified_ones(
    index: str, request: pytest.FixtureRequest
) -> None:
    built: RegulationIndex = request.getfixturevalue(index)
    assert built.search("縣長召集會議嗎") == built.search("县长召集会议吗")


def test_a_misspelled_question_is_heard(bare: RegulationIndex) -> None:
    """回一又现章照集 shares no pair of characters with article 1, but its syllables."""
    misheard = "回一又现章照集"
    assert not set(bigrams(misheard)) & set(bigrams(LAW.article(1).text))
    found = bare.measure(misheard).signals
    assert found[NAMES.index("words")].tolist() == [0, 0, 0, 0]
    assert int(found[NAMES.index("sounds")].argmax()) == 0 < found[NAMES.index("sounds"), 0]
