"""Items made from the built-in regulation, a small one, and one without facts."""

from __future__ import annotations

import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus import load_regulation
from corpus.model import Regulation
from corpus.spacing import tight
from qa.facts.reading import read_facts
from qa.facts.tables import tables
from qa.proof import prove
from qa.quiz.making import make_items
from qa.quiz.making.building import grade
from qa.quiz.making.lists import listings
from qa.quiz.making.offices import overlap, same_shape
from qa.quiz.making.statements import statements
from qa.quiz.making.terms import carries, meaning, near_same, series
from qa.quiz.making.verbs import led_alike
from qa.quiz.model import BLANK_MARK, Difficulty, Item, ItemKind

SMALL = """测试县政府工作规则

第一章 总则

第一条 县政府全体会议由县长、副县长组成，由县长召集和主持。会议一般每月召开1次。

第二条 各单位报送县政府的公文由办公室主任签发。加急公文应当在3个工作日内办结。

第三条 印章的启用，由使用部门提出申请，办公室审核后，报县长审批。
"""
PLAIN = """测试倡议规定

第一条 天空很蓝。

第二条 大地很宽。
"""

LEAD = re.compile(r"^(?:根据)?《[^》]+》.*?，(?:要|县政府应当(?=定期向))?|^《[^》]+》规定，")
"""How stems begin before the words of the rules; 县政府应当 names who reports."""


def made(regulation: Regulation) -> tuple[Item, ...]:
    facts = read_facts(regulation)
    return make_items(regulation, facts, tables(regulation, facts))


@cache
def built_in() -> tuple[Regulation, tuple[Item, ...]]:
    regulation = load_regulation()
    return regulation, made(regulation)


def of_kind(kind: ItemKind) -> list[Item]:
    return [item for item in built_in()[1] if item.kind is kind]


def text_of(item: Item) -> str:
    return tight(built_in()[0].article(item.citation.article).text)


def written(tmp_path: Path, text: str) -> Regulation:
    path = tmp_path / "规则.txt"
    path.write_text(text, encoding="utf-8")
    return load_regulation(path)


def test_enough_items_of_every_kind_over_the_articles_in_time() -> None:
    regulation = load_regulation()
    begun = time.perf_counter()
    items = made(regulation)
    assert time.perf_counter() - begun < 20
    assert len(items) >= 600
    assert len({item.citation.article for item in items}) >= 80
    counts = Counter(item.kind for item in items)
    for kind in ("single", "multiple", "true_false", "blank", "short"):
        assert counts[ItemKind(kind)] >= 40, kind
    for kind in ("matching", "ordering", "case"):
        assert counts[ItemKind(kind)] >= 12, kind


def test_ids_are_stable_and_stems_unique_within_a_kind() -> None:
    regulation, items = built_in()
    assert made(regulation) == items
    assert len({item.id for item in items}) == len(items)
    assert len({(item.kind, item.stem) for item in items}) == len(items)
    assert all(re.fullmatch(r"[a-z]{2}-\d{3}-[0-9a-f]{6}", item.id) for item in items)


def test_every_citation_is_exact_and_named_in_the_explanation() -> None:
    regulation, items = built_in()
    for item in items:
        assert prove(item.citations, regulation) == item.citations
        reference = regulation.cite(item.citation.article, item.citation.paragraph)
        assert f"{reference}规定：“{item.citation.quote}”" in item.explanation
        assert regulation.article(item.citation.article).chapter == item.chapter


def test_a_single_choice_filled_in_stands_in_the_article_and_no_other_option_does() -> None:
    for item in of_kind(ItemKind.SINGLE):
        texts = {option.label: option.text for option in item.options}
        assert len({meaning(text) for text in texts.values()}) == 4
        said = LEAD.sub("", item.stem[:-1], count=1)
        for label, text in texts.items():
            filled = said.replace("（　　）", text)
            assert (filled in text_of(item)) == (label in item.key), (item.stem, text)


def test_false_sentences_are_absent_and_true_ones_present() -> None:
    for item in of_kind(ItemKind.TRUE_FALSE):
        said = LEAD.sub("", item.stem[:-1], count=1)
        assert (said in text_of(item)) == (item.key == ("对",)), item.stem


def test_both_verdicts_are_common() -> None:
    verdicts = Counter(item.key for item in of_kind(ItemKind.TRUE_FALSE))
    assert min(verdicts.values()) / sum(verdicts.values()) > 1 / 3


def test_a_blank_takes_the_verbatim_words_and_other_figures() -> None:
    for item in of_kind(ItemKind.BLANK):
        assert item.stem.count(BLANK_MARK) == len(item.key) == len(item.accept) == 1
        assert item.key[0] in item.citation.quote
        assert tight(item.key[0]) not in item.stem
    accepted = {item.key[0]: item.accept[0] for item in of_kind(ItemKind.BLANK)}
    assert accepted["14 个工作日"] == ("14个工作日", "十四个工作日")
    assert accepted["五个必须"] == ()


def test_multiple_choices_have_two_right_options_or_more_and_a_wrong_one() -> None:
    for item in of_kind(ItemKind.MULTIPLE):
        assert 2 <= len(item.key) < len(item.options)
        quotes = tight("".join(citation.quote for citation in item.citations))
        for option in item.options:
            assert (option.text in quotes) == (option.label in item.key), (item.stem, option.text)


def test_steps_stand_in_the_order_of_the_text_and_are_shown_in_another() -> None:
    for item in of_kind(ItemKind.ORDERING):
        quote = tight(item.citation.quote)
        steps = {option.label: option.text for option in item.options}
        places = [quote.index(steps[label]) for label in item.key]
        assert places == sorted(places)
        assert list(item.key) != [option.label for option in item.options]


def test_pairs_are_one_to_one_and_each_has_its_citation() -> None:
    for item in of_kind(ItemKind.MATCHING):
        lefts = [option for option in item.options if option.label.isdigit()]
        rights = {o.label: o.text for o in item.options if not o.label.isdigit()}
        assert 3 <= len(lefts) == len(rights) == len(item.key) == len(item.citations) <= 6
        for pair, citation in zip(item.key, item.citations, strict=True):
            right = rights[pair.partition("-")[2]]
            assert right in tight(citation.quote), (item.id, right)


def test_a_case_never_shows_its_key_before_the_options() -> None:
    for item in of_kind(ItemKind.CASE):
        texts = {option.label: option.text for option in item.options}
        for key in item.key:
            assert texts.get(key, key) not in item.stem
            assert texts.get(key, key) in tight(item.citation.quote)


def test_points_of_short_answers_are_pieces_of_the_quotes() -> None:
    for item in of_kind(ItemKind.SHORT):
        quotes = tight("".join(citation.quote for citation in item.citations))
        assert item.stem.endswith("？")
        for point in item.key:
            assert point in quotes
            assert point not in item.stem


def test_no_stem_points_at_a_sentence_that_is_not_shown() -> None:
    for item in built_in()[1]:
        assert not re.search(r"该|上述|前款|他们|(?<!其)他(?!人|方)(?<!其他)", item.stem), item.stem


def test_the_same_fact_has_one_name_in_all_kinds() -> None:
    signing = {
        item.kind: item.fact for item in built_in()[1]
        if "县政府党组会议纪要" in item.stem and item.kind is not ItemKind.MATCHING
    }  # fmt: skip
    assert len(signing) >= 3
    assert set(signing.values()) == {"56-3-2"}


def test_a_small_regulation_gives_few_items_and_right_ones(tmp_path: Path) -> None:
    regulation = written(tmp_path, SMALL)
    items = made(regulation)
    prove([citation for item in items for citation in item.citations], regulation)
    ordering = next(item for item in items if item.kind is ItemKind.ORDERING)
    steps = {option.label: option.text for option in ordering.options}
    assert [steps[label] for label in ordering.key] == [
        "使用部门提出申请",
        "办公室审核",
        "报县长审批",
    ]
    blanks = {item.key[0] for item in items if item.kind is ItemKind.BLANK}
    assert {"3个工作日", "办公室主任"} <= blanks


def test_a_text_without_facts_yields_no_wrong_item(tmp_path: Path) -> None:
    items = made(written(tmp_path, PLAIN))
    assert {item.kind for item in items} <= {ItemKind.TRUE_FALSE}


def test_a_leader_may_be_the_mayor_but_a_deputy_is_not() -> None:
    assert overlap("县长", "县政府主要领导")
    assert overlap("县长或县长委托副县长", "县长")
    assert not overlap("县长", "副县长")
    assert not overlap("县政府司法行政部门", "部门法制机构")
    assert overlap("县政府党组书记", "县长")  # often one person
    assert overlap("县政府办公室领导班子成员", "办公室主任")


def test_those_who_hold_no_office_do_not_stand_beside_those_who_do() -> None:
    assert not same_shape("公众代表、专家、企业家、媒体", "县长、副县长")
    assert same_shape("县长、副县长", "党组书记、副书记")


def test_whoever_chairs_is_no_key_of_a_choice() -> None:
    choosing = (*of_kind(ItemKind.SINGLE), *of_kind(ItemKind.CASE))
    assert not any("会议主持人" in option.text for item in choosing for option in item.options)


def test_a_quoted_name_has_distractors_of_its_make_or_none() -> None:
    keys = {
        next(o.text for o in item.options if o.label == item.key[0]): item
        for item in of_kind(ItemKind.SINGLE)
    }
    assert {option.text for option in keys["三严三实"].options} == {
        "三严三实",
        "三重一大",
        "一事一议",
        "一主六双",
    }
    assert "互联网+政务服务" not in keys  # no other name in quotation marks is made like it


def test_meetings_that_the_mayor_chairs_give_no_multiple_choice() -> None:
    assert not any("召集和主持（　　）" in item.stem for item in of_kind(ItemKind.MULTIPLE))


def test_a_series_is_told_by_the_characters_its_members_share() -> None:
    shared = series(("学有所上", "知有所新", "才有所长"))
    assert shared == {(1, "有"), (2, "所"), (-3, "有"), (-2, "所")}
    assert carries("老有所养", shared)
    assert not carries("竞争有序", shared)


def test_no_blank_asks_what_an_office_without_a_matter_is() -> None:
    assert not any("牵头部门是______" in item.stem for item in of_kind(ItemKind.BLANK))


def test_no_question_is_wider_than_its_key_or_without_an_actor() -> None:
    for item in of_kind(ItemKind.SHORT):
        assert not re.search("怎样规定|还提出了", item.stem)
        assert not re.search(
            "(?:》|规定)，(?:建立|健全|坚持|增强|定期向|严格遵守)[^，]*哪", item.stem
        ), item.stem


def test_how_often_and_on_which_days_are_not_asked_together() -> None:
    days = [
        item for kind in (ItemKind.SINGLE, ItemKind.BLANK) for item in of_kind(kind)
        if item.fact in {"56-2-1", "57-2-1"}
    ]  # fmt: skip
    texts = [{o.label: o.text for o in item.options}.get(item.key[0], item.key[0]) for item in days]
    assert sum("星期" in text for text in texts) == 2 * 2  # two meetings, single and blank
    for item, text in zip(days, texts, strict=True):
        assert not ("星期" in text and re.search(r"每月召开 ?\d", item.stem))
        assert not (re.search(r"每月召开", text) and "星期" in item.stem)


def test_a_limit_is_falsified_by_its_number() -> None:
    assert not any(
        re.search("可以(?:超过|擅自|有任何)", i.stem) for i in of_kind(ItemKind.TRUE_FALSE)
    )


def test_a_name_that_counts_a_list_is_no_choice() -> None:
    keys = {
        o.text for item in of_kind(ItemKind.SINGLE) for o in item.options if o.label in item.key
    }
    assert not keys & {"五大工程", "五大主导产业", "五个乾安", "五个必须", "七个有之"}


def test_verbs_that_say_the_same_count_as_one() -> None:
    assert led_alike("要完善", "长效机制", "并建立长效机制")
    assert led_alike("健全", "督查督办", "建立政府工作信息学习、督查督办等五项机制")
    assert not led_alike("加强", "长效机制", "并建立长效机制")
    assert not led_alike("建设", "守法诚信", "建立守法诚信的环境")


def test_two_steps_of_one_act_are_one_step() -> None:
    steps = [option.text for item in of_kind(ItemKind.ORDERING) for option in item.options]
    assert "县政府司法行政部门列明各方理据，提出倾向性意见" in steps
    assert not {"提出倾向性意见", "提出办理建议", "提出具体意见"} & set(steps)


def test_pairs_do_not_differ_by_a_bound_alone() -> None:
    for item in of_kind(ItemKind.MATCHING):
        rights = {option.text for option in item.options}
        assert not {"每年召开1次", "每年不得超过1次"} <= rights


def test_terms_that_mean_the_same_do_not_stand_side_by_side() -> None:
    assert near_same("执法严明", "严明执法")
    assert not near_same("第三方评估", "合法性审查")
    assert meaning("七个工作日") == meaning("7个工作日")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "健全公共安全体系、应急管理体系、社区治理体系",
            ["公共安全体系", "应急管理体系", "社区治理体系"],
        ),
        ("坚持目标导向、问题导向、结果导向", ["目标导向", "问题导向", "结果导向"]),
    ],
)
def test_lists_are_cut_at_their_elements(text: str, expected: list[str]) -> None:
    (listing,) = listings(text)
    assert [text[a:b] for a, b in listing.elements] == expected


def test_a_clause_about_a_meeting_carries_the_meeting() -> None:
    found = {each.fact: each for each in statements(load_regulation())}
    assert found["57-2-11"].text == "议题和文件于会前送达与会人员"
    assert found["57-2-11"].topic == "县政府常务会议"


def test_difficulty_counts_near_distractors_conditions_and_recall() -> None:
    assert grade(0.0, False, ItemKind.SINGLE) is Difficulty.EASY
    assert grade(0.6, False, ItemKind.SINGLE) is Difficulty.MEDIUM
    assert grade(0.6, True, ItemKind.SINGLE) is Difficulty.HARD
    assert grade(0.0, False, ItemKind.BLANK) is Difficulty.MEDIUM
