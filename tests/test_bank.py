"""The question bank: the built-in one is sound, a file of one's own is read or refused by line."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Regulation, Settings, load_regulation, parse, read_settings
from corpus.bank import (
    BankQuestion,
    bank_fingerprint,
    load_bank,
    load_unanswerable,
    sample_questions,
)
from corpus.errors import BankError, IndexMismatchError
from corpus.references import find_references
from corpus.source import BUILT_IN
from corpus.spacing import tight
from eval.dataset import read_items
from indexing.building import build_index
from indexing.library import open_index
from indexing.store import load_index, read_manifest, save_index
from indexing.units import answering_clauses, clause_units
from qa.naming import of_another_document
from tests.conftest import ROOT, is_one_chinese_sentence
from tests.fakes import HashEncoder

DATA = ROOT / "corpus" / "data"
LINES = [
    json.loads(line)
    for line in (DATA / "question_bank.jsonl").read_text(encoding="utf-8").splitlines()
]
LAW = parse(
    "某县工作条例\n"
    "第一条 会议由县长召集。会议纪要由主持人签发。\n"
    "第二条 公文由办公室审核。\n"
    "急件应当在 3 日内办结。"
)
GOOD = {"question": "谁叫大家来开会？", "article": 1, "paragraph": 1, "answer": "由县长召集"}


@pytest.fixture(scope="module")
def bank(regulation: Regulation) -> tuple[BankQuestion, ...]:
    return load_bank(regulation)


def span(regulation: Regulation, entry: BankQuestion) -> str:
    return regulation.article(entry.article).text[entry.start : entry.end]


# The built-in bank


def test_every_article_has_a_dozen_questions(bank: tuple[BankQuestion, ...]) -> None:
    counts = Counter(entry.article for entry in bank)
    assert set(counts) == set(range(1, 87 + 1))
    assert min(counts.values()) >= 12
    assert len(bank) >= 1200


def test_every_answer_stands_in_its_paragraph(
    bank: tuple[BankQuestion, ...], regulation: Regulation
) -> None:
    assert len(bank) == len(LINES)  # no line was left out
    for entry, line in zip(bank, LINES, strict=True):
        paragraph = regulation.article(entry.article).paragraph(entry.paragraph)
        assert (entry.question, entry.article) == (line["question"], line["article"])
        assert tight(span(regulation, entry)) == tight(line["answer"]), entry
        assert paragraph.start <= entry.start < entry.end <= paragraph.end, entry


def test_no_question_is_asked_twice(regulation: Regulation) -> None:
    """Not in the bank, not among those without an answer, not in both."""
    every = (*sample_questions(), *load_unanswerable(regulation))
    counts = Counter(tight(question) for question in every)
    assert [question for question, count in counts.items() if count > 1] == []


def test_every_paragraph_is_asked_about(
    bank: tuple[BankQuestion, ...], regulation: Regulation
) -> None:
    """A mere announcement (以下准则：) need not be; what it announces must."""
    asked = {(entry.article, entry.paragraph) for entry in bank}
    unasked = [
        (article.number, paragraph.number, paragraph.text)
        for article in regulation.articles
        for paragraph in article.paragraphs
        if (article.number, paragraph.number) not in asked
        and not paragraph.text.rstrip().endswith("：")
    ]
    assert unasked == []


def test_no_question_names_an_article() -> None:
    """第九条 of some other paper is none of ours; 八条准则 and 三条建议 count things."""
    naming = [
        question
        for question in sample_questions()
        if re.search(r"\d\s*条", question)
        or any(
            reference.explicit and not of_another_document(question, reference)
            for reference in find_references(question)
        )
    ]
    assert naming == []


def grams(question: str) -> set[str]:
    text = tight(question)
    return {text[start : start + 2] for start in range(len(text) - 1)}


@pytest.mark.parametrize("split", ["dev", "test", "train"])
@pytest.mark.parametrize("kind", ["answered", "unanswerable"])
def test_no_question_resembles_one_of_the_evaluation(
    kind: str, split: str, regulation: Regulation
) -> None:
    """Character bigrams, Jaccard below 0.5: |a & b| / (|a| + |b| - |a & b|)."""
    items = read_items(split)
    questions = sample_questions() if kind == "answered" else load_unanswerable(regulation)
    sets = [grams(item.question) for item in items]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, found in enumerate(sets):
        for gram in found:
            holders[gram].append(row)
    alike = []
    for question in questions:
        own = grams(question)
        shared = Counter(row for gram in own for row in holders.get(gram, ()))
        alike += [
            f"{question} {items[row].id} {items[row].question}"
            for row, count in shared.items()
            if count >= 0.5 * (len(own) + len(sets[row]) - count)
        ]
    assert not alike, "\n".join(alike)


# Which bank belongs to a text


def test_another_regulation_has_no_bank() -> None:
    assert load_bank(LAW) == ()


def amended(old: str, new: str) -> Regulation:
    text = (DATA / BUILT_IN).read_text(encoding="utf-8-sig")
    assert text.count(old) == 1
    return parse(text.replace(old, new))


def test_an_amended_text_loses_the_entries_whose_words_are_gone(
    bank: tuple[BankQuestion, ...], regulation: Regulation
) -> None:
    """5 for 3 moves nothing, so what is left stands where it stood."""
    changed = amended("须提前3天分别向市委", "须提前5天分别向市委")
    left = load_bank(changed)
    lost = set(bank) - set(left)
    assert left == tuple(entry for entry in bank if span(changed, entry) == span(regulation, entry))
    assert {entry.article for entry in lost} == {77}
    assert 0 < len(lost) < sum(entry.article == 77 for entry in bank)
    assert all("3天" in span(regulation, entry) for entry in lost)


def test_an_insertion_moves_the_entries_behind_it(
    bank: tuple[BankQuestion, ...], regulation: Regulation
) -> None:
    """从严管理。 is five characters; every answer of the paragraph stands five further on."""
    changed = amended("严格执行请销假制度。", "从严管理。严格执行请销假制度。")
    left = load_bank(changed)
    moved = [(old, new) for old, new in zip(bank, left, strict=True) if old != new]
    assert len(moved) >= 12
    assert {new.start - old.start for old, new in moved} == {len("从严管理。")}
    assert {old.article for old, _ in moved} == {77}
    assert all(span(changed, new) == span(regulation, old) for old, new in moved)


def test_a_repealed_article_takes_its_questions_along(bank: tuple[BankQuestion, ...]) -> None:
    text = (DATA / BUILT_IN).read_text(encoding="utf-8-sig")
    shorter = parse(text[: text.index("八十七、")])
    assert len(shorter.articles) == 86
    assert load_bank(shorter) == tuple(entry for entry in bank if entry.article < 87)


def test_unanswerable_questions_hold_for_the_very_text_only(regulation: Regulation) -> None:
    """An amendment may answer them."""
    assert len(load_unanswerable(regulation)) >= 300
    assert load_unanswerable(LAW) == ()
    assert load_unanswerable(amended("须提前3天分别向市委", "须提前5天分别向市委")) == ()


def test_the_samples_do_not_depend_on_the_regulation(bank: tuple[BankQuestion, ...]) -> None:
    assert sample_questions() == tuple(entry.question for entry in bank)
    assert load_regulation().title == "乾安县人民政府工作规则"


# A bank of one's own


def write(path: Path, *lines: object) -> Path:
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(written), encoding="utf-8")
    return path


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    """会议由县长召集: the answer starts after two characters; white space aside, 在 3 日 is 在3日."""
    path = write(
        tmp_path / "题库.jsonl",
        GOOD,
        "",
        {"question": " 急的几天办完？ ", "article": 2, "paragraph": 2, "answer": "在3日内办结"},
    )
    settings = read_settings({"QA_BANK": str(path), "QA_DATA_DIR": str(tmp_path)})
    assert settings.bank == path
    first, second = load_bank(LAW, settings.bank)
    assert first == BankQuestion("谁叫大家来开会？", 1, 1, 2, 2 + len("由县长召集"))
    assert span(LAW, first) == "由县长召集"
    assert (second.question, span(LAW, second)) == ("急的几天办完？", "在 3 日内办结")


def test_a_settings_file_may_name_it(tmp_path: Path) -> None:
    (tmp_path / "qa.toml").write_text(f"bank = '{tmp_path / 'b.jsonl'}'", encoding="utf-8")
    settings = read_settings({"QA_SETTINGS_FILE": str(tmp_path / "qa.toml")})
    assert settings.bank == tmp_path / "b.jsonl"
    assert read_settings({}).bank is None


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_marks_and_newlines_of_other_systems_are_read(
    tmp_path: Path, mark: str, newline: str
) -> None:
    path = tmp_path / "bank.jsonl"
    path.write_bytes((mark + newline.join([json.dumps(GOOD)] * 2) + newline).encode())
    assert [entry.start for entry in load_bank(LAW, path)] == [2, 2]


def test_an_empty_file_is_an_empty_bank(tmp_path: Path) -> None:
    assert load_bank(LAW, write(tmp_path / "empty.jsonl", "", " ")) == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "不是 JSON"),
        ("谁叫大家来开会？", "不是 JSON"),
        ("[" * 100_000, "不是 JSON"),
        (json.dumps(GOOD) * 2, "不是 JSON"),
        ([], "应为"),
        ("null", "应为"),
        ({}, "应为"),
        ({"question": "谁叫大家来开会？", "article": 1, "answer": "由县长召集"}, "应为"),
        (GOOD | {"note": ""}, "应为"),
        (GOOD | {"question": None}, "应为"),
        (GOOD | {"answer": ["由县长召集"]}, "应为"),
        (GOOD | {"article": "1"}, "应为"),
        (GOOD | {"article": 1.0}, "应为"),
        (GOOD | {"article": True}, "应为"),
        (GOOD | {"paragraph": True}, "应为"),
        (GOOD | {"article": 3}, "共 2 条，没有第三条"),
        (GOOD | {"article": 0}, "共 2 条"),
        (GOOD | {"article": -1}, "共 2 条"),
        (GOOD | {"paragraph": 2}, "第一条只有 1 款，没有第二款"),
        (GOOD | {"paragraph": 0}, "第一条只有 1 款"),
        (GOOD | {"answer": "由副县长召集"}, "没有“由副县长召集”"),
        (GOOD | {"answer": "公文由办公室审核"}, "没有“公文由办公室审核”"),
        (GOOD | {"answer": ".*"}, "没有“.*”"),
        (GOOD | {"article": 2, "answer": "急件应当在 3 日内办结"}, "没有“急件"),  # paragraph 2
        (GOOD | {"answer": " "}, "没有“”"),
        (GOOD | {"question": ""}, "问题是空的"),
        (GOOD | {"question": " \t"}, "问题是空的"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, says: str) -> None:
    path = write(tmp_path / "bank.jsonl", GOOD, "", line, GOOD)
    with pytest.raises(BankError) as caught:
        load_bank(LAW, path)
    assert is_one_chinese_sentence(str(caught.value))
    assert str(caught.value).startswith(f"题库文件 {path} 第 3 行：")
    assert says in str(caught.value)


@pytest.mark.parametrize("content", [None, "folder", json.dumps(GOOD).encode("utf-16"), b"\xce"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str | bytes | None) -> None:
    path = tmp_path / "bank.jsonl"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(BankError, match="QA_BANK") as caught:
        load_bank(LAW, path)
    assert is_one_chinese_sentence(str(caught.value))
    assert str(path) in str(caught.value)


def test_opening_an_index_reads_the_bank_of_the_settings(tmp_path: Path) -> None:
    law = tmp_path / "law.txt"
    law.write_text("某县条例\n第一条 会议由县长召集。", encoding="utf-8")
    path = write(tmp_path / "bank.jsonl", GOOD | {"article": 2})
    with pytest.raises(BankError, match="第 1 行：《某县条例》共 1 条，没有第二条"):
        open_index(Settings(tmp_path / "data", law, bank=path))


# Which clauses answer, and which index belongs to a bank

BANK = (
    BankQuestion("谁叫大家来开会？", 1, 1, 2, 7),
    BankQuestion("稿子谁过一遍？", 2, 1, 2, 8),
)


def test_the_answering_clauses_are_those_the_span_touches() -> None:
    """Clauses: 0 会议由县长召集。(0-8), 1 会议纪要由主持人签发。(8-19), 2 and 3 of article 2."""
    assert [(unit.clause.start, unit.clause.end) for unit in clause_units(LAW)[:2]] == [
        (0, 8),
        (8, 19),
    ]
    asked = (
        replace(BANK[0], start=0, end=8),
        replace(BANK[0], start=8, end=9),
        replace(BANK[0], start=7, end=9),
        replace(BANK[1], start=0, end=len(LAW.article(2).text)),
    )
    assert answering_clauses(LAW, asked) == ((0,), (1,), (0, 1), (2, 3))
    assert answering_clauses(LAW, ()) == ()


@pytest.mark.parametrize(
    "other",
    [
        (),
        BANK[:1],
        BANK[::-1],
        (*BANK, BANK[0]),
        (replace(BANK[0], question="谁叫大伙来开会？"), BANK[1]),
        (replace(BANK[0], article=2), BANK[1]),
        (replace(BANK[0], start=3), BANK[1]),
        (replace(BANK[0], end=8), BANK[1]),
    ],
)
def test_any_change_has_another_fingerprint(other: tuple[BankQuestion, ...]) -> None:
    assert bank_fingerprint(tuple(replace(entry) for entry in BANK)) == bank_fingerprint(BANK)
    assert re.fullmatch("[0-9a-f]{64}", bank_fingerprint(other))
    assert bank_fingerprint(other) != bank_fingerprint(BANK)


def test_the_unanswerable_questions_are_part_of_the_fingerprint() -> None:
    """Wherever one question ends and the next begins."""
    given = [
        bank_fingerprint(BANK),
        bank_fingerprint(BANK, ("食堂几点开门？",)),
        bank_fingerprint(BANK, ("食堂几点关门？",)),
        bank_fingerprint(BANK, ("食堂几点开门？", "食堂几点关门？")),
        bank_fingerprint(BANK, ("食堂几点关门？", "食堂几点开门？")),
        bank_fingerprint(BANK, ("食堂几点开门？谁叫",)),
        bank_fingerprint(
            (replace(BANK[0], question="大家来开会？"), BANK[1]), ("食堂几点开门？谁叫",)
        ),
    ]
    assert [given.index(one) for one in given] == list(range(len(given)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index built with ``BANK``; treat it as read-only."""
    directory = tmp_path_factory.mktemp("bank")
    index = build_index(LAW, HashEncoder(), directory / "cache", bank=BANK)
    save_index(index, directory / "index")
    return directory / "index"


def test_an_index_keeps_its_bank(folder: Path) -> None:
    assert read_manifest(folder).questions == 2
    assert read_manifest(folder).bank_hash == bank_fingerprint(BANK)
    best = load_index(folder, LAW, HashEncoder(), BANK).search("稿子谁过一遍？")[0]
    assert (best.article, best.question) == (2, BANK[1])


@pytest.mark.parametrize(
    ("other", "count"),
    [((), 0), (BANK[:1], 1), ((replace(BANK[0], question="谁召集？"), BANK[1]), 2)],
)
def test_an_index_is_refused_with_another_bank(
    folder: Path, other: tuple[BankQuestion, ...], count: int
) -> None:
    with pytest.raises(
        IndexMismatchError, match=f"另一份题库（2 题）建的，现在的题库有 {count} 题"
    ) as caught:
        load_index(folder, LAW, HashEncoder(), other)
    assert is_one_chinese_sentence(str(caught.value))
    assert "python -m indexing build" in str(caught.value)
