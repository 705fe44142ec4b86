"""Practice: answers as people type them, boxes that come again, a notebook, a result by chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus import Regulation
from corpus.errors import CommandError, QuestionError, UnknownReferenceError
from qa.quiz.judging import hint, judge
from qa.quiz.model import BLANK_MARK, Item, ItemKind, Option
from qa.quiz.notebook import INTERVALS, Notebook, Progress, after, user_name
from qa.quiz.practice import Session, key_lines, plan, start
from qa.quiz.request import Request
from qa.quiz.stock import Stock, stock_of
from qa.quiz.store import Action, Change, ItemStore
from qa.quiz.terminal import converse
from tests.conftest import is_one_chinese_sentence
from tests.quiz_items import hand_made

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def items(regulation: Regulation) -> tuple[Item, ...]:
    return hand_made(regulation)


@pytest.fixture
def notebook(tmp_path: Path, regulation: Regulation) -> Notebook:
    return Notebook(tmp_path, regulation.title, "张三")


@pytest.fixture
def stock(tmp_path: Path, items: tuple[Item, ...], regulation: Regulation) -> Stock:
    return stock_of(items, regulation, ItemStore(tmp_path, regulation.title), lambda *_: ())


def of_kind(items: tuple[Item, ...], kind: ItemKind) -> Item:
    return next(item for item in items if item.kind is kind)


def session_of(
    asked: tuple[Item, ...], notebook: Notebook, regulation: Regulation, today: date = MONDAY
) -> Session:
    return Session(asked, notebook, regulation, today)


# Judging


def made(items: tuple[Item, ...], kind: ItemKind) -> Item:
    """An item of a kind with a key that the tests can read."""
    four = tuple(Option(label, f"选{label}") for label in "ABCD")
    six = (*(Option(str(n), f"左{n}") for n in (1, 2, 3)), *four)
    options, key = {
        ItemKind.SINGLE: (four, ("B",)),
        ItemKind.MULTIPLE: (four, ("A", "C")),
        ItemKind.TRUE_FALSE: ((), ("错",)),
        ItemKind.BLANK: ((), ("14 个工作日", "县长")),
        ItemKind.MATCHING: (six, ("1-C", "2-A", "3-D")),
        ItemKind.ORDERING: (four, ("C", "A", "B", "D")),
        ItemKind.SHORT: ((), ("要点一", "要点二")),
        ItemKind.CASE: ((), ("要点",)),
    }[kind]
    accept = (("十四个工作日",), ()) if kind is ItemKind.BLANK else ()
    return replace(items[0], kind=kind, options=options, key=key, accept=accept)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (ItemKind.SINGLE, ["B", "b", "Ｂ", " B。", "选B"], ["A", "选C"]),
        (ItemKind.MULTIPLE, ["AC", "ca", "A、C", "A C", "Ａ，Ｃ"], ["A", "ABC", "AD", "选A"]),
        (ItemKind.TRUE_FALSE, ["错", "×", "F", "错误", "n", "不对"], ["对", "√", "T", "正确"]),
        (
            ItemKind.BLANK,
            ["14个工作日；县长", "14 个工作日, 县长。", "１４个工作日;县长", "十四个工作日 县长"],
            ["7个工作日；县长", "县长；14个工作日", "14个工作日；副县长"],
        ),
        (
            ItemKind.MATCHING,
            [
                "1-C 2-A 3-D",
                "3D,1C,2A",
                "１－Ｃ，２－Ａ，３－Ｄ",
                "cad",
                "1:c 2:a 3:d",
                "1→C 2→A 3→D",
            ],
            ["1-A 2-C 3-D", "ACD"],
        ),
        (ItemKind.ORDERING, ["CABD", "c→a→b→d", "C A B D", "C-A-B-D", "C,A,B,D"], ["ABCD"]),
    ],
)
def test_answers_are_judged_as_people_type_them(
    items: tuple[Item, ...], kind: ItemKind, right: list[str], wrong: list[str]
) -> None:
    item = made(items, kind)
    assert {answer: judge(item, answer).right for answer in right} == dict.fromkeys(right, True)
    assert {answer: judge(item, answer).right for answer in wrong} == dict.fromkeys(wrong, False)


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (ItemKind.SINGLE, ["", "  ", "E", "AB", "随便", "x" * 2001]),
        (ItemKind.MULTIPLE, ["AE", "AA", "？"]),
        (ItemKind.TRUE_FALSE, ["也许", "AB"]),
        (ItemKind.BLANK, ["14个工作日", "一；二；三"]),
        (ItemKind.MATCHING, ["1-C", "1-C 1-A 2-B", "1-Z 2-A 3-D", "1-C 2-A 3-D 4-B", "一对三"]),
        (ItemKind.ORDERING, ["CAB", "CABB", "CABDE"]),
    ],
)
def test_an_answer_that_cannot_be_read_is_not_a_wrong_one(
    items: tuple[Item, ...], kind: ItemKind, answers: list[str]
) -> None:
    for answer in answers:
        with pytest.raises(QuestionError) as raised:
            judge(made(items, kind), answer)
        assert is_one_chinese_sentence(str(raised.value))


def test_every_key_is_right_when_typed_as_it_is_shown(items: tuple[Item, ...]) -> None:
    for item in items:
        words = "；".join(item.key) if item.kind is ItemKind.BLANK else " ".join(item.key)
        assert judge(item, words).right in {True, None}
        assert hint(item)
        assert all(key_lines(item))


def test_a_true_false_item_with_options(items: tuple[Item, ...]) -> None:
    options = (Option("A", "正确"), Option("B", "错误"))
    item = replace(made(items, ItemKind.TRUE_FALSE), options=options, key=("B",))
    assert [judge(item, answer).right for answer in ("B", "错", "A", "对")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_words_are_for_people_to_compare(items: tuple[Item, ...]) -> None:
    for kind in (ItemKind.SHORT, ItemKind.CASE):
        assert judge(made(items, kind), "我的话").right is None
    case = replace(made(items, ItemKind.SINGLE), kind=ItemKind.CASE)
    assert judge(case, "B").right is True


# Boxes


def test_boxes_come_again_after_longer_and_longer() -> None:
    today, known, waits = MONDAY, None, []
    for _ in range(6):
        known = after(known, today, right=True)
        waits.append((known.due - today).days)
        today = known.due
    assert waits == [1, 2, 4, 7, 15, 15]
    assert tuple(waits[:5]) == INTERVALS


def test_a_wrong_answer_goes_back_to_the_first_box() -> None:
    known = Progress(4, MONDAY, streak=4, rights=4, wrongs=0)
    assert after(known, MONDAY, right=False) == Progress(1, MONDAY + DAY, 0, 4, 1)


def test_a_right_answer_before_its_day_proves_no_memory() -> None:
    known = Progress(2, MONDAY + 2 * DAY, streak=1, rights=1, wrongs=1)
    assert after(known, MONDAY, right=True) == Progress(2, MONDAY + 2 * DAY, 2, 2, 1)


def test_the_notebook_holds_an_item_until_it_was_right_twice() -> None:
    known = after(None, MONDAY, right=False)
    assert known.is_wrong
    known = after(known, MONDAY, right=True)
    assert known.is_wrong
    assert not after(known, MONDAY, right=True).is_wrong
    assert not after(None, MONDAY, right=True).is_wrong


def test_the_last_day_there_is() -> None:
    assert after(None, date.max, right=False).due == date.max


# Whose notebook


@pytest.mark.parametrize(
    "name", ["张三", "O'Brien; DROP TABLE progress;--", "../../etc/passwd", "%s {0}", "😀", "a b"]
)
def test_names_are_only_data(tmp_path: Path, regulation: Regulation, name: str) -> None:
    notebook = Notebook(tmp_path, regulation.title, name)
    notebook.record("x", "A", MONDAY, right=False)
    assert notebook.user == name
    assert set(notebook.progress()) == {"x"}
    assert Notebook(tmp_path, regulation.title, "别人").progress() == {}
    assert [path.name for path in tmp_path.iterdir()] == ["quiz"]


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\x00", "\udce4", "长" * 65])
def test_names_that_nobody_can_read_are_refused(name: str) -> None:
    with pytest.raises(CommandError):
        user_name(name)


def test_a_name_is_one_name_however_it_is_composed() -> None:
    assert user_name("e\u0301tienne ") == user_name("\u00e9tienne")


def test_answers_of_two_at_once_are_all_counted(tmp_path: Path, regulation: Regulation) -> None:
    def answer(_: int) -> None:
        Notebook(tmp_path, regulation.title, "张三").record("x", "A", MONDAY, right=False)

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(answer, range(20)))
    assert Notebook(tmp_path, regulation.title, "张三").progress()["x"].wrongs == 20


def test_any_answer_can_be_kept(notebook: Notebook) -> None:
    assert notebook.record("x", "\udce4 '；--", MONDAY, right=True).rights == 1


# What is asked


def test_due_items_come_first_then_new_ones(items: tuple[Item, ...]) -> None:
    known = {
        items[3].id: Progress(1, MONDAY - 3 * DAY, 0, 0, 1),
        items[5].id: Progress(2, MONDAY, 1, 1, 0),
        items[7].id: Progress(2, MONDAY + DAY, 1, 1, 0),
    }
    asked = plan(items, known, MONDAY, 10, "张三")
    assert asked[:2] == (items[3], items[5])
    assert len(asked) == 10
    assert items[7] not in asked
    assert len({item.fact for item in asked}) == 10
    assert asked == plan(items, known, MONDAY, 10, "张三")
    assert asked != plan(items, known, MONDAY, 10, "李四")


def test_the_wrong_ones_are_asked_whatever_their_day(items: tuple[Item, ...]) -> None:
    known = {
        items[1].id: Progress(1, MONDAY + DAY, 0, 0, 1),
        items[2].id: Progress(1, MONDAY, 1, 1, 0),
    }
    assert plan(items, known, MONDAY, 10, "", wrong=True) == (items[1],)


def test_a_session_starts_from_kinds_and_places(stock: Stock, notebook: Notebook) -> None:
    request = Request(40, kinds=(ItemKind.SINGLE,), chapters=(11,))
    session = start(stock, request, notebook, MONDAY)
    wanted = {i.fact for i in stock.usable if i.kind is ItemKind.SINGLE and i.chapter == 11}
    assert session.count == len(wanted) > 0
    with pytest.raises(UnknownReferenceError):
        start(stock, Request(1, chapters=(99,)), notebook, MONDAY)


def test_what_the_prover_refuses_or_a_trainer_rejected_is_not_asked(
    items: tuple[Item, ...], notebook: Notebook, regulation: Regulation, tmp_path: Path
) -> None:
    store = ItemStore(tmp_path, regulation.title)
    store.apply([Change(Action.REJECT, items[0], "太偏")])
    stock = stock_of(
        items[:3], regulation, store, lambda item, _: ("错。",) if item == items[1] else ()
    )
    session = start(stock, Request(10), notebook, MONDAY)
    assert session.next_item() == items[2]
    assert session.count == 1


# A session


def test_a_session_from_the_first_item_to_the_result(
    items: tuple[Item, ...], notebook: Notebook, regulation: Regulation
) -> None:
    right, wrong = of_kind(items, ItemKind.SINGLE), of_kind(items, ItemKind.TRUE_FALSE)
    session = session_of((right, wrong), notebook, regulation)
    assert session.next_item() == right
    told = session.answer(right.key[0])
    assert told.right is True
    assert told.due == MONDAY + DAY
    assert told.source == regulation.cite(right.citation.article, right.citation.paragraph)
    assert told.quote == right.citation.quote
    assert session.answer("错" if wrong.key == ("对",) else "对").right is False
    assert session.next_item() is None
    result = session.result()
    assert (result.right, result.asked, result.wrong) == (1, 2, (wrong,))
    scores = {chapter.label: (chapter.right, chapter.asked) for chapter in result.chapters}
    assert sum(asked for _, asked in scores.values()) == 2
    assert set(scores) == {regulation.chapter(i.chapter).label for i in (right, wrong)}
    with pytest.raises(QuestionError):
        session.answer("A")


def test_people_mark_their_own_words(
    items: tuple[Item, ...], notebook: Notebook, regulation: Regulation
) -> None:
    short = of_kind(items, ItemKind.SHORT)
    session = session_of((short,), notebook, regulation)
    with pytest.raises(QuestionError):
        session.mark(right=True)
    told = session.answer("我记得的要点")
    assert (told.right, told.due, told.key) == (None, None, short.key)
    assert notebook.progress() == {}
    assert session.next_item() == short
    assert session.mark(right=False).right is False
    assert notebook.progress()[short.id].wrongs == 1


def test_skipping_keeps_nothing(
    items: tuple[Item, ...], notebook: Notebook, regulation: Regulation
) -> None:
    session = session_of(items[:2], notebook, regulation)
    assert session.skip().key == key_lines(items[0])
    assert notebook.progress() == {}
    assert (session.result().skipped, session.result().left, session.result().asked) == (1, 1, 0)


# The terminal


def typed(*answers: str | type[BaseException]) -> Callable[[str], str]:
    waiting: Iterator[str | type[BaseException]] = iter(answers)

    def ask(_: str) -> str:
        answer = next(waiting, EOFError)
        if isinstance(answer, str):
            return answer
        raise answer

    return ask


def talk(session: Session, *answers: str | type[BaseException]) -> str:
    told: list[str] = []
    converse(session, typed(*answers), told.append)
    return "\n".join(told)


def test_the_terminal_explains_at_once(
    items: tuple[Item, ...], notebook: Notebook, regulation: Regulation
) -> None:
    item = of_kind(items, ItemKind.SINGLE)
    other = next(o.label for o in item.options if o.label not in item.key)
    shown = talk(session_of((item,), notebook, regulation), "看不懂", other)
    assert "请写选项的字母" in shown
    assert "✗ 答错了。" in shown
    assert item.citation.quote in shown
    assert regulation.article(item.citation.article).label in shown
    assert "下次再练：2026-03-03" in shown
    assert "成绩：答对 0/1（0%）" in shown
    assert f"{regulation.chapter(item.chapter).label}：0/1（0%）" in shown


def test_the_terminal_lets_people_mark_themselves(
    items: tuple[Item, ...], notebook: Notebook, regulation: Regulation
) -> None:
    short = of_kind(items, ItemKind.SHORT)
    shown = talk(session_of((short,), notebook, regulation), "要点", "什么", "1")
    assert all(point in shown for point in short.key)
    assert "请输入 1 或 2。" in shown
    assert "成绩：答对 1/1（100%）" in shown


@pytest.mark.parametrize("leave", [EOFError, KeyboardInterrupt, "q", "退出"])
def test_leaving_keeps_what_was_answered(
    items: tuple[Item, ...],
    notebook: Notebook,
    regulation: Regulation,
    leave: str | type[BaseException],
) -> None:
    first = of_kind(items, ItemKind.SINGLE)
    short = of_kind(items, ItemKind.SHORT)
    session = session_of((first, short), notebook, regulation)
    shown = talk(session, first.key[0], "我的要点", leave)
    assert "成绩：答对 1/1（100%）" in shown
    assert "没有做到 1 题" in shown
    assert set(notebook.progress()) == {first.id}


def test_an_empty_line_skips(
    items: tuple[Item, ...], notebook: Notebook, regulation: Regulation
) -> None:
    shown = talk(session_of(items[:1], notebook, regulation), "")
    assert "答案：" in shown
    assert "还没有作答，没有成绩。" in shown


def test_a_blank_item_says_how_many_words(items: tuple[Item, ...]) -> None:
    item = made(items, ItemKind.BLANK)
    assert "2 空" in hint(item)
    assert BLANK_MARK in of_kind(items, ItemKind.BLANK).stem
