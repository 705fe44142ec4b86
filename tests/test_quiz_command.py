"""``python -m qa quiz`` and ``practice``: papers, the trainer's loop, and every bad input."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from corpus import Regulation, Settings
from corpus.errors import CommandError, RegulationQAError
from qa.quiz import options
from qa.quiz.command import run_quiz
from qa.quiz.model import Difficulty, Item, ItemKind
from qa.quiz.stock import open_stock, stock_of
from qa.quiz.store import Action, Change, ItemStore
from qa.quiz.terminal import run_practice
from qa.quiz.trainer import status_lines
from tests.conftest import is_one_chinese_sentence
from tests.quiz_items import hand_made


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    out: str
    err: str


Quiz = Callable[..., Done]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory, regulation: Regulation) -> Path:
    """A short regulation of two chapters, so that its items are made in a moment."""
    lines = ["某县工作规则"]
    number = 0
    for chapter in regulation.chapters[9:11]:
        lines.append(f"第{'一二'[regulation.chapters.index(chapter) - 9]}章 {chapter.title}")
        for article in chapter.articles:
            number += 1
            lines.append(f"第{number}条 {article.text}")
    path = tmp_path_factory.mktemp("rules") / "rules.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def quiz(
    rules: Path,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Quiz:
    """Run the quiz command on the short regulation; an expected error is its one sentence."""
    monkeypatch.setenv("QA_CORPUS", str(rules))
    monkeypatch.setenv("QA_DATA_DIR", str(data))

    def run(*arguments: str) -> Done:
        try:
            status = run_quiz(list(arguments))
        except RegulationQAError as error:
            sys.stderr.write(f"{error}\n")
            status = 2 if isinstance(error, CommandError) else 1
        except SystemExit as leave:
            status = int(leave.code or 0)
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return run


def items_of(done: Done) -> list[dict[str, object]]:
    return list(json.loads(done.out)["items"])


def ids(done: Done) -> list[object]:
    return [item["id"] for item in items_of(done)]


# Papers


def test_the_same_request_gives_the_same_paper(quiz: Quiz) -> None:
    request = ("--count", "12", "--seed", "7", "--format", "json")
    first = quiz(*request)
    assert first.status == 0
    assert len(ids(first)) == 12
    assert quiz(*request).out == first.out
    assert ids(quiz("--count", "12", "--seed", "8", "--format", "json")) != ids(first)


def test_markdown_is_printed_by_default(quiz: Quiz) -> None:
    done = quiz("--count", "4", "--title", "每月一考")
    assert done.out.startswith("# 每月一考（A卷）")
    assert "# 参考答案与解析" in done.out


def test_kinds_chapters_and_articles_are_kept_to(quiz: Quiz) -> None:
    done = quiz("--all", "--kinds", "单选,true_false", "--chapters", "二", "--format", "json")
    assert done.status == 0
    assert {item["kind"] for item in items_of(done)} <= {"single", "true_false"}
    assert {item["chapter"] for item in items_of(done)} == {2}
    one = items_of(quiz("--all", "--articles", "第一条", "--format", "json"))
    assert {item["citation"]["article"] for item in one} == {1}  # type: ignore[index]


def test_difficulty_and_marks(quiz: Quiz) -> None:
    done = quiz(
        "--count", "5", "--kinds", "判断题", "--difficulty", "易:1,难:0", "--marks", "判断题=2.5",
        "--format", "json",
    )  # fmt: skip
    assert {item["difficulty"] for item in items_of(done)} <= {"easy"}
    assert {section["mark"] for section in json.loads(done.out)["sections"]} == {2.5}


def test_paper_b_shares_nothing_with_paper_a(quiz: Quiz, tmp_path: Path) -> None:
    request = ("--count", "6", "--seed", "3", "--format", "json")
    first, second = quiz(*request), quiz(*request, "--paper", "B")
    assert json.loads(second.out)["version"] == "B"
    assert not set(ids(first)) & set(ids(second))
    both = quiz(*request, "--paper", "AB", "--output", str(tmp_path / "卷.json"))
    assert both.out == ""
    assert (tmp_path / "卷-A.json").read_text(encoding="utf-8") == first.out
    assert (tmp_path / "卷-B.json").read_text(encoding="utf-8") == second.out


def test_versions_have_the_same_items(quiz: Quiz, tmp_path: Path) -> None:
    done = quiz(
        "--count", "6", "--versions", "3", "--format", "json", "--output", str(tmp_path / "p.json")
    )
    assert done.status == 0
    assert sorted(path.name for path in tmp_path.glob("*.json")) == [
        "p-A1.json", "p-A2.json", "p-A3.json",
    ]  # fmt: skip
    written = [json.loads(path.read_text("utf-8")) for path in tmp_path.glob("*.json")]
    assert len({frozenset(item["id"] for item in paper["items"]) for paper in written}) == 1


def test_more_than_there_is_gives_what_there_is_and_says_why(quiz: Quiz) -> None:
    done = quiz("--count", "9999", "--kinds", "判断题", "--format", "json")
    got = len(ids(done))
    assert done.status == 0
    assert 0 < got < 9999
    assert f"要 9999 题，只出了 {got} 题：" in done.err


def test_nothing_at_all_is_no_paper(quiz: Quiz, tmp_path: Path, rules: Path) -> None:
    bare = tmp_path / "bare.txt"
    bare.write_text("某办法\n第一条 略。\n第二条 从略。", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("QA_CORPUS", str(bare))
        for size in (["--count", "5"], ["--all"]):
            done = quiz(*size, "--output", str(tmp_path / "p.md"))
            assert (done.status, done.out) == (1, "")
            assert is_one_chinese_sentence(done.err)
    assert not (tmp_path / "p.md").exists()


def test_coverage_is_printed(quiz: Quiz, tmp_path: Path) -> None:
    done = quiz("--count", "5", "--coverage", "--format", "docx")
    assert done.out.startswith("覆盖 ")
    assert "共 5 题" in done.out
    target = tmp_path / "p.md"
    assert quiz("--count", "5", "--coverage", "--output", str(target)).out == done.out
    assert target.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "请用 --count 或 --quotas 给出题数"),
        (["--count", "0"], "--count：应为 1 至"),
        (["--count", "-3"], "--count：应为 1 至"),
        (["--count", "三"], "--count：应为 1 至"),
        (["--count", "1e3"], "--count：应为 1 至"),
        (["--count", "9" * 5000], "--count：应为 1 至"),
        (["--count", "5", "--all"], "不能与"),
        (["--count", "5", "--seed", "x"], "--seed：应为"),
        (["--count", "5", "--kinds", "名词解释"], "没有题型 '名词解释'，可选：单选题"),
        (["--count", "5", "--kinds", ","], "--kinds：后面没有内容"),
        (["--count", "5", "--chapters", "9"], "共 2 章，没有第九章"),
        (["--count", "5", "--chapters", "最后"], "读不懂编号 '最后'"),
        (["--count", "5", "--articles", "0"], "没有第零条"),
        (["--count", "5", "--articles", "9-3"], "颠倒"),
        (["--count", "5", "--articles", "1-9999"], "没有第"),
        (["--all", "--chapters", "9"], "没有第九章"),
        (["--count", "5", "--difficulty", "易:0"], "至少有一项"),
        (["--count", "5", "--difficulty", "极难:1"], "没有难度"),
        (["--count", "5", "--difficulty", "易:nan"], "应为不小于零的数"),
        (["--count", "5", "--difficulty", "易:1,易:2"], "写了两次"),
        (["--count", "5", "--marks", "单选题=-2"], "应为不小于零的数"),
        (["--count", "5", "--marks", "单选题=0"], "分值应大于零"),
        (["--count", "5", "--marks", "单选题=1001"], "最大为 1000"),
        (["--count", "5", "--marks", "2"], "请写成 单选题=2"),
        (["--count", "5", "--format", "pdf"], "不认识的格式“pdf”"),
        (["--count", "5", "--format", "docx"], "不能打印，请用 --output"),
        (["--count", "5", "--format", "json", "--versions", "2"], "不能打印在一起"),
        (["--count", "5", "--versions", "0"], "--versions：应为 1 至 26"),
        (["--count", "5", "--paper", "C"], "--paper 不能取"),
        (["--all", "--paper", "B"], "没有不重题的平行卷"),
        (["--count", "5", "--title", "\n"], "标题应为"),
        (["--count", "5", "--output", ""], "--output 后面应为文件名"),
        (["--count", "5", "--bogus"], "不认识的参数 --bogus"),
    ],
)
def test_bad_requests_get_one_sentence(quiz: Quiz, arguments: list[str], said: str) -> None:
    done = quiz(*arguments)
    assert done.status in {1, 2}
    assert done.out == ""
    assert said in done.err
    assert is_one_chinese_sentence(done.err)


def test_files_that_cannot_be_written(quiz: Quiz, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("旧的", encoding="utf-8")
    (tmp_path / "p-A2.md").mkdir()
    for name in ("missing/p.md", "file/p.md", ".", "长" * 300 + ".md"):
        done = quiz("--count", "3", "--output", str(tmp_path / name))
        assert (done.status, done.out) == (2, "")
        assert is_one_chinese_sentence(done.err)
    assert quiz("--count", "3", "--versions", "2", "--output", str(tmp_path / "p.md")).status == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "p-A2.md"]


# The trainer's loop


def test_a_rejected_item_does_not_come_back(quiz: Quiz) -> None:
    request = ("--count", "10", "--seed", "7", "--format", "json")
    first = str(ids(quiz(*request))[0])
    assert quiz("reject", first, "--reason", "太偏").status == 0
    assert first not in ids(quiz(*request))
    assert first not in ids(quiz("--all", "--format", "json"))
    shown = quiz("status").out
    assert "驳回 1" in shown
    assert f"{first}  驳回：太偏" in shown
    assert quiz("restore", first).status == 0
    assert first in ids(quiz(*request))
    assert quiz("restore", first).status == 1


def test_locking_and_unlocking(quiz: Quiz) -> None:
    first, second = map(str, ids(quiz("--count", "2", "--format", "json")))
    assert quiz("lock", first, second).err == "已锁定 2 题。\n"
    assert "锁定 2" in quiz("status").out
    assert quiz("unlock", first).status == 0
    again = quiz("unlock", first, second)
    assert again.status == 1
    assert f"{first} 没有改动：它没有锁定。" in again.err
    assert "锁定 0" in quiz("status").out


def test_an_excel_file_goes_out_and_comes_back(quiz: Quiz, tmp_path: Path) -> None:
    sheet = tmp_path / "审题.xlsx"
    assert quiz("review", "--export", str(sheet), "--kinds", "单选题").status == 0
    untouched = quiz("review", "--import", str(sheet))
    assert untouched.status == 0
    assert "改了文字 0" in untouched.err
    book = load_workbook(sheet)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    stem, key, name = (heads.index(head) + 1 for head in ("题干", "正确答案", "编号"))
    first, second = (str(page.cell(row, name).value) for row in (2, 3))
    page.cell(2, stem).value = str(page.cell(2, stem).value).replace("根据《", "按照《", 1)
    page.cell(3, key).value = "B" if page.cell(3, key).value != "B" else "C"
    book.save(sheet)
    done = quiz("review", "--import", str(sheet))
    assert done.status == 1
    assert f"第 3 行 {second}：未证实：" in done.err
    assert "改了文字 2" in done.err
    kept = {
        str(item["id"]): str(item["stem"]) for item in items_of(quiz("--all", "--format", "json"))
    }
    assert "按照《" in kept[first]
    assert second not in kept
    assert "未证实 1" in quiz("status").out
    assert "未证实 1 题" in quiz("--count", "3").err
    assert quiz("restore", second).status == 0
    assert second in ids(quiz("--all", "--format", "json"))


def test_a_damaged_excel_file_changes_nothing(quiz: Quiz, tmp_path: Path, data: Path) -> None:
    sheet = tmp_path / "审题.xlsx"
    quiz("review", "--export", str(sheet))
    whole = sheet.read_bytes()
    for name, content in {
        "rubbish": b"PK rubbish", "empty": b"", "half": whole[: len(whole) // 2],
        "flipped": whole[:3000] + bytes(200) + whole[3200:],
    }.items():  # fmt: skip
        broken = tmp_path / f"{name}.xlsx"
        broken.write_bytes(content)
        done = quiz("review", "--import", str(broken))
        assert done.status == 2, name
        assert is_one_chinese_sentence(done.err)
    book = load_workbook(io.BytesIO(whole))
    book.worksheets[0].cell(2, 2).value = None
    book.save(sheet)
    done = quiz("review", "--import", str(sheet))
    assert "第 2 行“题干”列：是空的" in done.err
    assert not (data / "quiz").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review"], "请给出 --export"),
        (["review", "--import", "/nowhere/x.xlsx"], "读不了文件"),
        (["review", "--export", "/nowhere/x.xlsx"], "写不了文件"),
        (["review", "--export", "x.xlsx", "--chapters", "9"], "没有第九章"),
        (["reject", "nobody", "--reason", "太偏"], "没有编号 'nobody'"),
        (["reject", "nobody"], "缺少 --reason"),
        (["reject", "nobody", "--reason", " "], "请写明驳回的原因"),
        (["lock"], "缺少 编号"),
        (["unlock", "nobody"], "没有编号"),
        (["restore", "nobody"], "没有编号"),
        (["status", "more"], "不认识的参数"),
    ],
)
def test_bad_input_to_the_loop(quiz: Quiz, arguments: list[str], said: str) -> None:
    done = quiz(*arguments)
    assert done.status in {1, 2}
    assert said in done.err
    assert is_one_chinese_sentence(done.err)


def test_one_unknown_id_changes_nothing(quiz: Quiz) -> None:
    first = str(ids(quiz("--count", "1", "--format", "json"))[0])
    assert quiz("reject", first, "nobody", "--reason", "太偏").status == 2
    assert "驳回 0" in quiz("status").out


def test_the_status_names_stale_items(regulation: Regulation, tmp_path: Path) -> None:
    items: tuple[Item, ...] = hand_made(regulation)
    store = ItemStore(tmp_path, regulation.title)
    store.apply([Change(Action.LOCK, items[0])])
    shorter = Regulation(regulation.title, "", "", regulation.chapters[:1])
    lines = status_lines(stock_of((), shorter, store, lambda *_: ()))
    assert "可用 0，已改 0，锁定 1，驳回 0，未证实 0，过期 1。" in lines
    assert f"{items[0].id}  过期：规章已没有第 64 条" in lines[-1]


# Practice


def test_practice_in_the_terminal(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--user", "张三", "--count", "2", "--kinds", "判断题", "--today"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("对\n错\n"))
    assert run_practice([*arguments, "2026-03-02"]) == 0
    shown = capsys.readouterr().out
    assert "【1/2】判断题" in shown
    assert "成绩：答对 " in shown
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run_practice([*arguments, "2026-03-03"]) == 0
    again = capsys.readouterr().out
    asked = [line for line in shown.splitlines() if line.startswith("根据") or "关于" in line]
    assert any(line in again for line in asked)


def test_an_empty_notebook_says_so(quiz: Quiz) -> None:
    with pytest.raises(RegulationQAError, match="错题本里没有题"):
        run_practice(["--wrong"])
    with pytest.raises(CommandError, match="用户名应为"):
        run_practice(["--user", ""])


# Options


def test_numbers_are_read_as_people_write_them() -> None:
    assert options.numbers("十,十一") == (10, 11)
    assert options.numbers("第五十七条、58；60-62 ５７") == (57, 58, 60, 61, 62)
    assert options.kinds("单选题，判断 short") == (
        ItemKind.SINGLE, ItemKind.TRUE_FALSE, ItemKind.SHORT,
    )  # fmt: skip
    assert options.mix("易:3，中：5,hard=2") == {
        Difficulty.EASY: 3, Difficulty.MEDIUM: 5, Difficulty.HARD: 2,
    }  # fmt: skip


def test_every_usable_item_of_the_stock_is_there_once(rules: Path, data: Path) -> None:
    stock = open_stock(Settings(data, rules))
    assert len({item.id for item in stock.usable}) == len(stock.usable) > 20
