"""Papers: what was asked for, or a note that says why not; no fact twice; the same for a seed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from corpus import Regulation, load_regulation
from corpus.errors import CommandError, RegulationQAError
from qa.facts.reading import read_facts
from qa.facts.tables import tables
from qa.quiz.coverage import coverage, coverage_lines
from qa.quiz.making import make_items
from qa.quiz.model import Difficulty, Item, ItemKind, Paper
from qa.quiz.papers import MARKS, bank, draw, parallel
from qa.quiz.request import Request
from qa.quiz.versions import shuffled
from tests.quiz_items import hand_made


@pytest.fixture(scope="module")
def items(regulation: Regulation) -> tuple[Item, ...]:
    return hand_made(regulation)


@pytest.fixture(scope="module")
def many(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Four times the hand-made items, with facts and spans of their own."""
    return tuple(elsewhere(item, turn) for turn in range(4) for item in items)


def elsewhere(item: Item, turn: int) -> Item:
    """Return a copy that tests another fact, at another place of the same articles."""
    shift = 10_000 * turn  # no article of the regulation is so long
    citations = tuple(
        replace(citation, start=citation.start + shift, end=citation.end + shift)
        for citation in item.citations
    )
    fact = f"{item.fact}-{turn}"
    return replace(item, id=f"{item.id}-{turn}", fact=fact, citations=citations)


def ids(paper: Paper) -> list[str]:
    return [item.id for item in paper.items]


def test_counts_kinds_and_order(many: tuple[Item, ...], regulation: Regulation) -> None:
    paper = draw(many, Request(16, seed=3), regulation)
    assert [section.kind for section in paper.sections] == list(ItemKind)
    assert [len(section.items) for section in paper.sections] == [16 // len(ItemKind)] * 8
    assert paper.notes == ()
    assert paper.marks == sum(2 * MARKS[kind] for kind in ItemKind)


def test_quotas_decide_how_many_of_each_kind(
    many: tuple[Item, ...], regulation: Regulation
) -> None:
    quotas = {ItemKind.TRUE_FALSE: 2, ItemKind.SINGLE: 1}
    paper = draw(many, Request(50, quotas=quotas), regulation)
    assert {section.kind: len(section.items) for section in paper.sections} == quotas
    assert paper.notes == ()
    beside = parallel(paper, many, Request(50, quotas=quotas))
    assert not set(ids(paper)) & set(ids(beside))
    short = draw(many, Request(1, quotas={ItemKind.SINGLE: 1, ItemKind.CASE: 900}), regulation)
    assert len(short.items) > 1
    assert any(said.startswith("案例题：要 900 题，只出了") for said in short.notes)
    with pytest.raises(CommandError, match="单选题的题数须是大于零的整数"):
        draw(many, Request(5, quotas={ItemKind.SINGLE: 0}), regulation)


def test_a_scarce_kind_leaves_half_for_a_parallel_paper(
    many: tuple[Item, ...], regulation: Regulation
) -> None:
    """Eight ordering items, 24 or more of the frequent kinds: 64 / 8 would take all eight."""
    wanted = Request(64)
    first = draw(many, wanted, regulation)
    assert sum(item.kind is ItemKind.ORDERING for item in first.items) == 8 // 2
    assert len(first.items) == 64
    named = draw(many, replace(wanted, kinds=tuple(ItemKind)), regulation)
    assert sum(item.kind is ItemKind.ORDERING for item in named.items) == 8


def test_marks_can_be_set(many: tuple[Item, ...], regulation: Regulation) -> None:
    wanted = Request(5, kinds=(ItemKind.SINGLE,), marks={ItemKind.SINGLE: 1.5})
    assert draw(many, wanted, regulation).marks == 5 * 1.5


def test_same_seed_same_paper_whatever_the_order_of_the_items(
    many: tuple[Item, ...], regulation: Regulation
) -> None:
    first = draw(many, Request(20, seed=7), regulation)
    assert draw(tuple(reversed(many)), Request(20, seed=7), regulation) == first
    assert ids(draw(many, Request(20, seed=8), regulation)) != ids(first)


def test_one_fact_once(items: tuple[Item, ...], regulation: Regulation) -> None:
    """single-001 and true_false-006 test the same limit: 34 items beside matching, 33 facts."""
    kinds = tuple(kind for kind in ItemKind if kind is not ItemKind.MATCHING)
    fitting = [item for item in items if item.kind in kinds]
    assert len(fitting) - len({item.fact for item in fitting}) == 1
    paper = draw(items, Request(34, kinds=kinds), regulation)
    assert len(paper.items) == len({item.fact for item in paper.items}) == 33
    assert "要 34 题，只出了 33 题" in paper.notes[0]
    assert "34 道" in paper.notes[0]
    assert "33 个知识点" in paper.notes[0]


def test_nothing_else_is_asked_of_what_a_matching_item_asks(
    items: tuple[Item, ...], regulation: Regulation
) -> None:
    """The matching item of limits cites the clause that single-001 asks about."""
    limits = next(item for item in items if item.fact == "审批时限")
    kinds = (ItemKind.SINGLE, ItemKind.MATCHING)
    paper = draw(items, Request(11, kinds=kinds, articles=(64,)), regulation)
    assert limits in paper.items
    clauses = [item.citation for item in paper.items if item.kind is ItemKind.SINGLE]
    assert len(clauses) == 1  # of the two singles of article 64
    assert clauses[0] != limits.citation


def test_places_add_up(items: tuple[Item, ...], regulation: Regulation) -> None:
    wanted = Request(30, chapters=(10,), articles=(87,))
    places = {
        (item.chapter, item.citation.article) for item in draw(items, wanted, regulation).items
    }
    assert {chapter for chapter, _ in places} == {10, 15}
    assert {article for chapter, article in places if chapter == 15} == {87}


def test_articles_come_in_turn(many: tuple[Item, ...], regulation: Regulation) -> None:
    """The singles have items over five articles: five singles take one of each."""
    singles = [item for item in many if item.kind is ItemKind.SINGLE]
    articles = {item.citation.article for item in singles}
    paper = draw(many, Request(len(articles), kinds=(ItemKind.SINGLE,)), regulation)
    assert {item.citation.article for item in paper.items} == articles


def test_difficulty_mix(many: tuple[Item, ...], regulation: Regulation) -> None:
    mix = {Difficulty.EASY: 1, Difficulty.HARD: 1}
    wanted = Request(8, kinds=(ItemKind.SINGLE, ItemKind.BLANK), mix=mix)
    levels = Counter(item.difficulty for item in draw(many, wanted, regulation).items)
    assert levels == {Difficulty.EASY: 4, Difficulty.HARD: 4}


def test_a_mix_that_cannot_be_met_is_told(items: tuple[Item, ...], regulation: Regulation) -> None:
    """The eight singles hold one hard item."""
    mix = {Difficulty.EASY: 0.5, Difficulty.HARD: 0.5}
    paper = draw(items, Request(4, kinds=(ItemKind.SINGLE,), mix=mix), regulation)
    assert "难度“难”：按配比应有 2 题，实有 1 题。" in paper.notes
    assert len(paper.items) == 4


def test_a_scarce_kind_is_told(items: tuple[Item, ...], regulation: Regulation) -> None:
    kinds = (ItemKind.SINGLE, ItemKind.ORDERING)
    paper = draw(items, Request(8, kinds=kinds), regulation)
    assert [len(section.items) for section in paper.sections] == [6, 2]
    assert len(paper.notes) == 1
    assert paper.notes[0].startswith("排序题：可用的题少（2 道")
    assert "出了 2 道" in paper.notes[0]
    absent = draw(items, Request(1, kinds=kinds, chapters=(1,)), regulation)
    assert absent.items == ()
    assert absent.notes[0].startswith("要 1 题，一题也没有出")


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (Request(0), "大于零"),
        (Request(-3), "-3"),
        (Request(5, chapters=(16,)), "没有第十六章"),
        (Request(5, articles=(88,)), "没有第八十八条"),
        (Request(5, marks={ItemKind.CASE: 0}), "案例题的分值"),
        (Request(5, marks={ItemKind.CASE: float("nan")}), "分值"),
        (Request(5, mix={Difficulty.EASY: 0}), "难度配比"),
        (Request(5, mix={Difficulty.EASY: 2, Difficulty.HARD: -1}), "难度配比"),
    ],
)
def test_what_means_nothing_is_refused(
    items: tuple[Item, ...], regulation: Regulation, request_: Request, says: str
) -> None:
    with pytest.raises(RegulationQAError, match=says):
        draw(items, request_, regulation)


def test_paper_b_shares_nothing(many: tuple[Item, ...], regulation: Regulation) -> None:
    wanted = Request(24, seed=5)
    first = draw(many, wanted, regulation)
    second = parallel(first, many, wanted)
    assert second.version == "B"
    assert second.notes == ()
    assert not set(ids(first)) & set(ids(second))
    assert not {item.fact for item in first.items} & {item.fact for item in second.items}
    for one, other in zip(first.sections, second.sections, strict=True):
        assert (one.kind, one.mark, len(one.items)) == (other.kind, other.mark, len(other.items))


def test_paper_b_says_what_it_lacks(items: tuple[Item, ...], regulation: Regulation) -> None:
    """Three matching items: A takes two, one is left."""
    wanted = Request(2, kinds=(ItemKind.MATCHING,))
    second = parallel(draw(items, wanted, regulation), items, wanted)
    assert len(second.items) == 3 - 2
    assert "平行卷要 2 题，只出了 1 题" in second.notes[0]


def answer(item: Item) -> object:
    """What an item's key means, in words: the same in every version."""
    texts = {option.label: option.text for option in item.options}
    words = [tuple(texts.get(part, part) for part in entry.split("-")) for entry in item.key]
    return words if item.kind in (ItemKind.ORDERING, ItemKind.BLANK) else sorted(words)


def test_a_shuffled_version_keeps_its_answers(
    items: tuple[Item, ...], regulation: Regulation
) -> None:
    paper = draw(items, Request(36), regulation)
    version = shuffled(paper, "A1", seed=4)
    assert version == shuffled(paper, "A1", seed=4)
    assert version != shuffled(paper, "A1", seed=5)
    assert ids(version) != ids(paper)
    before = {item.id: item for item in paper.items}
    for item in version.items:
        assert answer(item) == answer(before[item.id])
        assert sorted(o.text for o in item.options) == sorted(
            o.text for o in before[item.id].options
        )
    moved = [item for item in version.items if item.options != before[item.id].options]
    assert {item.kind for item in moved} >= {ItemKind.SINGLE, ItemKind.MATCHING, ItemKind.ORDERING}


def test_a_shuffled_order_is_never_solved(items: tuple[Item, ...], regulation: Regulation) -> None:
    paper = draw(items, Request(2, kinds=(ItemKind.ORDERING,)), regulation)
    for seed in range(30):
        for item in shuffled(paper, "A1", seed).items:
            assert list(item.key) != sorted(item.key)


def test_coverage(items: tuple[Item, ...], regulation: Regulation) -> None:
    covered = coverage(items, regulation)
    assert [entry.article for entry in covered] == list(range(1, 88))
    assert sum(len(entry.items) for entry in covered) == len(items)
    asked = {item.citation.article for item in items}
    assert {entry.article for entry in covered if entry.items} == asked
    lines = coverage_lines(covered, regulation)
    assert lines[0] == f"覆盖 {len(asked)}/87 条，共 {len(items)} 题。"
    assert len(lines) == 1 + len(regulation.chapters)
    assert coverage(bank(items, regulation), regulation) != ()


@pytest.mark.parametrize("count", [20, 50, 80])
def test_paper_b_is_as_long_as_paper_a_where_the_bank_allows_it(count: int) -> None:
    text = load_regulation()
    facts = read_facts(text)
    made = make_items(text, facts, tables(text, facts))
    request = Request(count, seed=7)
    first = draw(made, request, text)
    second = parallel(first, made, request)
    lengths = [[(s.kind, len(s.items)) for s in paper.sections] for paper in (first, second)]
    assert lengths[0] == lengths[1]
    assert (len(first.items), second.notes) == (count, ())


def test_the_bank_holds_every_item(items: tuple[Item, ...], regulation: Regulation) -> None:
    assert sorted(ids(bank(items, regulation))) == sorted(item.id for item in items)


@pytest.mark.timeout(60)
def test_a_thousand_random_requests(many: tuple[Item, ...], regulation: Regulation) -> None:
    chance = random.Random(2026)
    for _ in range(1000):
        wanted = Request(
            count=chance.randint(-2, 60),
            seed=chance.randint(-5, 5),
            kinds=tuple(chance.sample(list(ItemKind), chance.randint(0, 8))),
            chapters=tuple(chance.sample(range(0, 17), chance.randint(0, 3))),
            articles=tuple(chance.sample(range(1, 90), chance.randint(0, 3))),
            marks={kind: chance.choice([0, 1, 2.5]) for kind in chance.sample(list(ItemKind), 1)},
            mix={
                level: chance.choice([-1, 0, 1, 3]) for level in Difficulty if chance.random() < 0.3
            },
        )
        try:
            first = draw(many, wanted, regulation)
        except RegulationQAError as error:
            assert str(error).endswith("。")
            continue
        second = parallel(first, many, wanted)
        facts = [item.fact for paper in (first, second) for item in paper.items]
        assert len(facts) == len(set(facts))
        assert len(first.items) <= wanted.count
        assert len(first.items) == wanted.count or first.notes
        assert len(second.items) == len(first.items) or second.notes
        assert len(shuffled(first, "A1", 1).items) == len(first.items)
