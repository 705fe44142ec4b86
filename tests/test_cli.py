"""The command line keeps its contract, and bad input gets one Chinese sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import load_regulation
from qa import Citation
from qa.proof import prove
from tests.conftest import ROOT, Command, is_one_chinese_sentence

QUESTION = "县长出差要提前几天报告？"


def test_one_question_as_text(command: Command) -> None:
    done = command("qa", QUESTION)
    assert done.returncode == 0
    assert "《乾安县人民政府工作规则》第七十七条第五款" in done.stdout
    assert "须提前3天分别向市委、市政府、县委报告" in done.stdout
    assert done.stderr == ""


def test_one_question_as_json(command: Command) -> None:
    done = command("qa", QUESTION, "--json")
    record = json.loads(done.stdout)
    assert record["question"] == QUESTION
    assert record["refused"] is False
    assert record["citations"][0]["article"] == 77
    prove([Citation(**c) for c in record["citations"]], load_regulation())


def test_a_refusal_is_a_result(command: Command) -> None:
    done = command("qa", "今晚吃什么好？", "--json", "--no-llm")
    assert done.returncode == 0
    assert json.loads(done.stdout)["refused"] is True


def test_search(command: Command) -> None:
    done = command("qa", "search", "党组会议", "纪要", "-k", "3", "--json")
    found = json.loads(done.stdout)
    assert found["query"] == "党组会议 纪要"
    assert found["hits"][0]["article"] == 56
    assert len(found["hits"]) == 3
    assert "第五十六条" in command("qa", "search", "党组会议纪要").stdout


def test_search_explains_why_a_hit_ranks_where_it_does(command: Command) -> None:
    shown = command("qa", "search", "党组会议纪要", "-k", "1", "--explain").stdout
    for told in ("· 匹配的词：", "· 最相近的提问：", "· 得分构成：", "题库提问 "):
        assert told in shown
    assert "·" not in command("qa", "search", "党组会议纪要", "-k", "1").stdout
    assert "按条号查到" in command("qa", "search", "第57条", "-k", "1", "--explain").stdout


def test_search_explains_as_json_only_on_request(command: Command) -> None:
    arguments = ("qa", "search", "党组会议纪要", "-k", "1", "--json")
    [plain] = json.loads(command(*arguments).stdout)["hits"]
    [explained] = json.loads(command(*arguments, "--explain").stdout)["hits"]
    why = explained.pop("why")
    assert explained == plain
    assert set(why) == {"words", "question", "contributions"}
    assert "纪要" in why["words"]
    assert isinstance(why["question"], str)
    values = list(why["contributions"].values())
    assert values == sorted(values, reverse=True)
    assert {"article", "clause", "words", "clause_words", "sounds", "questions"} == set(
        why["contributions"]
    )


def test_a_missing_index_is_built_on_the_way(command: Command, tmp_path: Path) -> None:
    law = tmp_path / "law.txt"
    law.write_text(
        "某县工作规则\n第一条 出差须提前2天报告。\n第二条 会议由县长召集。", encoding="utf-8"
    )
    done = command(
        "qa", "出差提前几天报告", "--json", QA_CORPUS=str(law), QA_DATA_DIR=str(tmp_path / "d")
    )
    assert json.loads(done.stdout)["citations"][0]["quote"] == "出差须提前2天报告。"
    assert "建立索引" in done.stderr


def test_corpus_list_and_show(command: Command) -> None:
    listed = command("corpus", "list").stdout
    assert "共 15 章 87 条" in listed
    for expected in (
        "第三条（9 款）",
        "第五十七条（3 款）",
        "第六十三条（5 款）",
        "第七十七条（5 款）",
    ):
        assert expected in listed
    shown = command("corpus", "show", "57").stdout
    assert shown == command("corpus", "show", "第五十七条").stdout
    assert shown.count("【第") == 3
    assert command("corpus", "show", "第77条第5款").stdout.count("【第") == 1
    assert "第五十四条" in command("corpus", "show", "第十章").stdout


def test_indexing_info(command: Command) -> None:
    assert "索引完好" in command("indexing", "info").stdout
    manifest = json.loads(command("indexing", "info", "--json").stdout)
    assert (manifest["articles"], manifest["format_version"]) == (87, 3)


def test_help_is_chinese(command: Command) -> None:
    for arguments in (["qa"], ["qa", "search"], ["corpus"], ["indexing"]):
        shown = command(*arguments, "--help").stdout
        assert "用法：" in shown
        assert "usage" not in shown
        assert "optional" not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["qa", ""],
        ["qa", "   "],
        ["qa", "？？！"],
        ["qa", "😀"],
        ["qa", "县" * 40_000],
        ["qa", "县长\x07出差"],
        ["qa", b"\xe5\x8e\xbf\xff"],
        ["qa"],
        ["qa", "问题", "--llm"],
        ["qa", "--nonsense", "问题"],
        ["qa", "--batch", "in.jsonl"],
        ["qa", "--batch", "/none/in.jsonl", "--out", "-"],
        ["qa", "search", ""],
        ["qa", "search", "会议", "-k", "0"],
        ["qa", "search", "会议", "-k", "x"],
        ["corpus", "show", "99"],
        ["corpus", "show", "乱写"],
        ["corpus"],
        ["corpus", "nonsense"],
        ["indexing"],
    ],
)
def test_bad_command_lines(command: Command, arguments: list[str | bytes]) -> None:
    done = command(*arguments)
    assert done.returncode != 0
    assert done.stdout == ""
    assert is_one_chinese_sentence(done.stderr), done.stderr[:400]


@pytest.mark.parametrize(
    "environment",
    [
        {"QA_CORPUS": "/none/law.txt"},
        {"QA_CORPUS": "/"},
        {"QA_ENCODER": "/none/model"},
        {"QA_DATA_DIR": "/dev/null/x"},
        {"QA_SETTINGS_FILE": "/none/qa.toml"},
    ],
)
def test_bad_settings(command: Command, environment: dict[str, str]) -> None:
    done = command("qa", QUESTION, **environment)
    assert done.returncode != 0
    assert is_one_chinese_sentence(done.stderr), done.stderr[:400]


def test_a_foreign_index_is_refused_and_rebuilt_on_request(
    command: Command, tmp_path: Path
) -> None:
    law = tmp_path / "law.txt"
    law.write_text("某县工作规则\n第一条 出差须提前2天报告。", encoding="utf-8")
    place = {"QA_CORPUS": str(law), "QA_DATA_DIR": str(tmp_path / "d")}
    assert command("indexing", "build", **place).returncode == 0
    manifest = tmp_path / "d" / "index" / "manifest.json"
    raw = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(raw | {"format_version": 7}), encoding="utf-8")
    done = command("qa", "出差提前几天报告", **place)
    assert done.returncode != 0
    assert is_one_chinese_sentence(done.stderr)
    assert "格式版本是 7" in done.stderr
    assert command("indexing", "build", **place).returncode == 0
    assert command("qa", "出差提前几天报告", **place).returncode == 0


def batch(
    command: Command, tmp_path: Path, data: bytes
) -> tuple[int, list[dict[str, object]], str]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(data)
    done = command("qa", "--batch", str(source), "--out", str(target))
    assert done.stdout == ""
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    return done.returncode, records, done.stderr


def test_batch_answers_in_order_with_history(command: Command, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "question": QUESTION},
        {"id": 2, "question": "那党组会议呢？", "history": ["县政府常务会议每月开几次？"]},
        {"id": "c", "question": "今晚吃什么好？", "history": []},
    ]
    data = "\ufeff" + "\r\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    status, records, _ = batch(command, tmp_path, data.encode("utf-8"))
    assert status == 0
    assert [record["id"] for record in records] == ["a", 2, "c"]
    assert records[1]["ranked_articles"][0] == 56  # type: ignore[index]
    assert records[2]["refused"] is True


def test_bad_batch_lines_are_named_and_left_out(command: Command, tmp_path: Path) -> None:
    bad = [
        b"{broken",
        b"[]",
        b'{"id": "x"}',
        '{"question": "没有编号"}'.encode(),
        '{"id": true, "question": "编号不对"}'.encode(),
        b'{"id": "y", "question": 5}',
        b'{"id": "z", "question": ""}',
        b'{"id": "s", "question": "\\ud800"}',
        '{"id": "h", "question": "会议", "history": "不是列表"}'.encode(),
        b"\xff\xfe",
        b"[" * 5000,
    ]
    good = json.dumps({"id": "good", "question": QUESTION}).encode()
    status, records, errors = batch(command, tmp_path, b"\n".join([good, b"", *bad, good]))
    assert status == 1
    assert [record["id"] for record in records] == ["good", "good"]
    named = [line for line in errors.splitlines() if "已跳过" in line]
    assert [line.split("：")[0] for line in named] == [
        f"第 {number} 行已跳过" for number in range(3, 3 + len(bad))
    ]
    assert "Traceback" not in errors


def test_an_unwritable_result_keeps_what_was_there(command: Command, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": 1, "question": QUESTION}), encoding="utf-8")
    done = command("qa", "--batch", str(source), "--out", str(tmp_path))
    assert done.returncode != 0
    assert "写不了结果文件" in done.stderr
    done = command("qa", "--batch", str(source), "--out", str(tmp_path / "none" / "out.jsonl"))
    assert done.returncode != 0
    assert "写不了结果文件" in done.stderr
    assert command("qa", "--batch", str(source), "--out", str(source)).returncode == 0
    assert json.loads(source.read_text(encoding="utf-8"))["id"] == 1


def test_five_hundred_lines_without_an_error(command: Command, tmp_path: Path) -> None:
    """500 of the evaluation questions and number look-ups, each quote verified."""
    lines = []
    for split in ("dev", "test"):
        text = (ROOT / "eval" / "questions" / f"{split}.jsonl").read_text(encoding="utf-8")
        lines += [json.loads(line) for line in text.splitlines()]
    lines += [{"id": f"n{n}", "question": f"第{n}条", "history": []} for n in range(1, 88)]
    lines = lines[-500:]
    asked = [{key: line[key] for key in ("id", "question", "history")} for line in lines]
    assert len(asked) == 500
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in asked).encode("utf-8")
    status, records, _ = batch(command, tmp_path, data)
    assert (status, len(records)) == (0, 500)
    regulation = load_regulation()
    for record in records:
        prove([Citation(**c) for c in record["citations"]], regulation)  # type: ignore[attr-defined]


def test_importing_the_packages_is_light() -> None:
    """The first page and the first answer wait for no heavy library they do not need."""
    heavy = (
        "{'torch', 'sentence_transformers', 'transformers', 'gradio', 'langchain_core', 'faiss'}"
    )
    code = f"import sys, corpus, indexing, qa; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
