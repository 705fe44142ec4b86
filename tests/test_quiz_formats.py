"""Every format, read back by a reader that shares no code with its writer."""

from __future__ import annotations

import csv
import importlib
import json
import re
import sqlite3
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import genanki
import openpyxl
import pytest
from docx import Document

from corpus import Regulation
from corpus.errors import CommandError
from qa.documents.excel import read_rows
from qa.quiz.formats import FORMATS, find_format
from qa.quiz.formats.record import schema
from qa.quiz.formats.tables import LAYOUTS
from qa.quiz.model import BLANK_MARK, HOLE, Item, ItemKind, Paper
from qa.quiz.papers import bank
from tests.quiz_items import awkward, hand_made

AWKWARD = "甲&乙<丙>“丁”'戊'~=#{}:\\ | * _x_ ]]> -> 己"
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


@pytest.fixture(scope="module")
def paper(regulation: Regulation) -> Paper:
    return bank(hand_made(regulation), regulation)


@pytest.fixture(scope="module")
def odd(regulation: Regulation) -> Paper:
    """A paper with every character that some format uses for itself."""
    return bank([awkward(item, AWKWARD) for item in hand_made(regulation)], regulation)


@pytest.fixture(params=["paper", "odd"])
def either(request: pytest.FixtureRequest) -> Paper:
    chosen: Paper = request.getfixturevalue(request.param)
    return chosen


def written(name: str, paper: Paper, regulation: Regulation, folder: Path) -> Path:
    target = folder / f"out{FORMATS[name].suffix}"
    FORMATS[name].write(paper, regulation, target)
    return target


def of(paper: Paper, *kinds: ItemKind) -> list[Item]:
    return [item for item in paper.items if item.kind in kinds]


def texts(item: Item) -> dict[str, str]:
    return {option.label: option.text for option in item.options}


def has_choices(item: Item) -> bool:
    return bool(item.options) and item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.CASE)


# -- all of them ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_paper_gives_the_same_bytes(
    name: str, either: Paper, regulation: Regulation, tmp_path: Path
) -> None:
    first = written(name, either, regulation, tmp_path).read_bytes()
    assert first
    assert written(name, either, regulation, tmp_path).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == [f"out{FORMATS[name].suffix}"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_empty_paper_is_a_file_too(name: str, regulation: Regulation, tmp_path: Path) -> None:
    empty = Paper("空卷", "A", 1, (), ("一题也没有出。",))
    assert written(name, empty, regulation, tmp_path).stat().st_size > 0


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_control_character_breaks_nothing(
    name: str, paper: Paper, regulation: Regulation, tmp_path: Path
) -> None:
    damaged = bank([awkward(item, "\x00\x0b\x1f\ud800\ufffe") for item in paper.items], regulation)
    clean = written(name, paper, regulation, tmp_path).read_bytes()
    assert written(name, damaged, regulation, tmp_path).read_bytes() == clean


def test_nothing_half_written(paper: Paper, regulation: Regulation, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for target in ("folder", "file/below.json", "absent/paper.json", "nul\0.json", "长" * 200):
        with pytest.raises(CommandError, match="写不了文件.*。"):
            FORMATS["json"].write(paper, regulation, tmp_path / target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_full_disk_is_told(paper: Paper, regulation: Regulation) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    with pytest.raises(CommandError, match="磁盘已满"):
        FORMATS["csv"].write(paper, regulation, full)
    assert not full.is_file()


def test_formats_by_name() -> None:
    assert find_format(" Word ") is FORMATS["docx"]
    with pytest.raises(CommandError, match="不认识的格式“pptx”。可用的格式：docx、"):
        find_format("pptx")


# -- Word -------------------------------------------------------------------------------------


def lines(path: Path) -> list[str]:
    """Every paragraph and table row of a document, in order; brackets set apart as stems have them."""
    found: list[str] = []
    for block in Document(str(path)).iter_inner_content():
        if hasattr(block, "rows"):
            found.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            found.append(block.text)
    return [text.replace("（）", HOLE) for text in found]


def test_word_holds_everything_and_the_key_comes_last(
    either: Paper, regulation: Regulation, tmp_path: Path
) -> None:
    found = lines(written("docx", either, regulation, tmp_path))
    sheet, key = found.index("答题纸"), found.index("参考答案与解析")
    assert sheet < key
    asked, answered = "\n".join(found[:sheet]), "\n".join(found[key:])
    for number, item in enumerate(either.items, start=1):
        assert f"{number}．{item.stem}" in asked
        assert all(f"{option.label}．{option.text}" in asked for option in item.options)
        assert item.explanation in answered
    assert "【答案】" not in "\n".join(found[:key])


def test_word_headings_and_answers(paper: Paper, regulation: Regulation, tmp_path: Path) -> None:
    found = lines(written("docx", paper, regulation, tmp_path))
    assert found.count("一、单项选择题（每题2分，共16分）") == 3  # 8 items of 2 marks
    assert "五、连线题（每题5分，共15分）" in found
    assert "1．县政府全体会议\tA．一般每月召开1次" in found
    key = found[found.index("参考答案与解析") :]
    glance = [line.rstrip("\t").split("\t") for line in key]
    assert ["题号", *map(str, range(1, 9))] in glance
    assert ["答案", *(item.key[0] for item in of(paper, ItemKind.SINGLE))] in glance


def test_word_page(paper: Paper, regulation: Regulation, tmp_path: Path) -> None:
    document = Document(str(written("docx", paper, regulation, tmp_path)))
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert len(document.sections) == 3
    footer = page.footer._element.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert "知识" in page.header.paragraphs[0].text or "题库" in page.header.paragraphs[0].text
    body = document.element.body.xml
    assert set(re.findall(r'w:eastAsia="([^"]+)"', body)) == {
        "方正小标宋简体",
        "黑体",
        "仿宋",
        "楷体",
    }


def test_word_without_the_key(paper: Paper, regulation: Regulation, tmp_path: Path) -> None:
    handed_out = "\n".join(lines(written("docx-paper", paper, regulation, tmp_path)))
    assert "答案】" not in handed_out
    assert paper.items[0].explanation not in handed_out
    assert "参考答案与解析" in lines(written("docx-key", paper, regulation, tmp_path))


# -- Excel and CSV ----------------------------------------------------------------------------


def test_excel(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written("xlsx", either, regulation, tmp_path)).worksheets[0]
    head, *body = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert len(body) == len(either.items)
    for row, item in zip(body, either.items, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert (cells["题干"], cells["编号"], cells["解析"]) == (
            item.stem,
            item.id,
            item.explanation,
        )
        for label, text in texts(item).items():
            assert cells[f"选项{label}"] == text if label.isalpha() else text in cells["左列"]
        assert re.sub(r"\n", "", cells["正确答案"]) == "".join(item.key)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@A1", "\t=1"])
def test_no_cell_is_a_formula(
    start: str, paper: Paper, regulation: Regulation, tmp_path: Path
) -> None:
    risky = bank([awkward(item, start) for item in paper.items], regulation)
    sheet = openpyxl.load_workbook(written("xlsx", risky, regulation, tmp_path)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sum(cell.value.startswith(start) for cell in cells) >= len(paper.items)
    with written("csv", risky, regulation, tmp_path).open(encoding="utf-8-sig", newline="") as file:
        every = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in every if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert sum(cell.startswith(f"'{start}") for cell in every) >= len(paper.items)


def test_excel_rows_come_back(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    head, *body = read_rows(written("xlsx", either, regulation, tmp_path))
    assert [row[head.index("题干")] for row in body] == [item.stem for item in either.items]
    damaged = tmp_path / "damaged.xlsx"
    whole = (tmp_path / "out.xlsx").read_bytes()
    for data in (b"", b"not a workbook", whole[: len(whole) // 2]):
        damaged.write_bytes(data)
        with pytest.raises(CommandError, match="不是能读的 Excel 工作簿"):
            read_rows(damaged)
    with pytest.raises(CommandError, match="读不了文件"):
        read_rows(tmp_path / "absent.xlsx")


def test_csv(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    path = written("csv", either, regulation, tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["题干"] for row in rows] == [item.stem for item in either.items]
    assert [row["编号"] for row in rows] == [item.id for item in either.items]
    assert [row["解析"] for row in rows] == [item.explanation for item in either.items]
    for row, item in zip(rows, either.items, strict=True):
        assert {k[-1]: v for k, v in row.items() if k.startswith("选项") and v} == {
            label: text for label, text in texts(item).items() if label.isalpha()
        }


def test_layouts_of_platforms(paper: Paper, regulation: Regulation, tmp_path: Path) -> None:
    assert set(LAYOUTS) == {"通用", "问卷星", "学习通"}
    head, *body = read_rows(written("xlsx-xuexitong", paper, regulation, tmp_path))
    assert head[:8] == (
        "目录",
        "题型",
        "题干",
        "正确答案",
        "答案解析",
        "难易度",
        "知识点",
        "选项数",
    )
    assert head[8:12] == ("A", "B", "C", "D")
    judged = [row[3] for row in body if row[1] == "判断题"]
    assert judged == [
        "正确" if item.key == ("对",) else "错误" for item in of(paper, ItemKind.TRUE_FALSE)
    ]
    head, *body = read_rows(written("xlsx-wenjuanxing", paper, regulation, tmp_path))
    blank = next(row for row in body if row[head.index("编号")] == "blank-003")
    assert blank[head.index("正确答案")] == "县政府分管领导|县长委托副县长"


# -- Moodle -----------------------------------------------------------------------------------


@pytest.fixture
def gift(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The reader; its old Markdown imports pkg_resources, which newer setuptools do not have."""
    monkeypatch.setitem(sys.modules, "pkg_resources", ModuleType("pkg_resources"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it writes its patterns as plain strings
        return importlib.import_module("pygiftparser.parser")


def plain(text: str) -> str:
    """Undo GIFT's escapes (the reader leaves them in)."""
    return re.sub(r"\\([\\~=#{}:])", r"\1", text.strip())


def test_gift(gift: Any, paper: Paper, regulation: Regulation, tmp_path: Path) -> None:
    with written("gift", paper, regulation, tmp_path).open(encoding="utf-8") as file:
        questions = gift.parseFile(file)
    assert [plain(question.title) for question in questions] == [item.id for item in paper.items]
    for question, item in zip(questions, paper.items, strict=True):
        assert question.valid, item.id
        assert plain(question.text).startswith(item.stem)
        assert item.explanation in plain(question.generalFeedback)
        assert_gift_answers(question.answers, item)


def assert_gift_answers(answers: Any, item: Item) -> None:
    kind = type(answers).__name__
    given = [(plain(a.answer), a.fraction) for a in getattr(answers, "answers", [])]
    if has_choices(item):
        assert kind == ("MultipleChoicesSet" if item.kind is ItemKind.MULTIPLE else "SelectSet")
        assert [text for text, _ in given] == [option.text for option in item.options]
        right = [text for text, fraction in given if fraction > 0]
        assert right == [texts(item)[label] for label in item.key]
        assert sum(fraction for _, fraction in given if fraction > 0) == pytest.approx(
            100, abs=0.01
        )
    elif item.kind is ItemKind.TRUE_FALSE:
        assert (kind, answers.answer) == ("TrueFalseSet", item.key == ("对",))
    elif item.kind is ItemKind.BLANK:
        assert kind == "ShortSet"
        assert given[0][0] == "；".join(item.key)
        if len(item.key) == 1:
            assert [text for text, _ in given] == [item.key[0], *item.accept[0]]
    elif item.kind in (ItemKind.MATCHING, ItemKind.ORDERING):
        assert kind == "MatchingSet"
        assert [(plain(a.question), plain(a.answer)) for a in answers.answers] == pairs(item)
    else:
        assert kind == "Essay"


def pairs(item: Item) -> list[tuple[str, str]]:
    """What is to be joined; last the right-hand options that belong to nothing."""
    if item.kind is ItemKind.ORDERING:
        steps = [f"第{digit}步" for digit in "一二三四五六七八"]
        return [(step, texts(item)[label]) for step, label in zip(steps, item.key, strict=False)]
    found = [tuple(texts(item)[part] for part in entry.split("-")) for entry in item.key]
    used = {right for _, right in found}
    spare = [o.text for o in item.options if o.label.isalpha() and o.text not in used]
    return [*((left, right) for left, right in found), *(("", text) for text in spare)]


def test_gift_escapes(odd: Paper, regulation: Regulation, tmp_path: Path) -> None:
    """No control character of GIFT stands unescaped in a text."""
    text = written("gift", odd, regulation, tmp_path).read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if block.startswith("::")]
    assert len(blocks) == len(odd.items)
    for block, item in zip(blocks, odd.items, strict=True):
        assert block.startswith(f"::{item.id}::[plain]")
        rest = block.removeprefix(f"::{item.id}::[plain]")
        stem, brace, _ = re.split(r"(?<!\\)(?:\\\\)*(\{)", rest, maxsplit=1)
        assert brace == "{"
        assert plain(stem).startswith(item.stem)
        assert len(re.findall(r"(?<!\\)(?:\\\\)*[{}]", rest)) == 2


def test_moodle_xml(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    root = ET.parse(written("moodle-xml", either, regulation, tmp_path)).getroot()
    questions = [q for q in root.iter("question") if q.get("type") != "category"]
    assert [q.findtext("idnumber") for q in questions] == [item.id for item in either.items]
    for question, item in zip(questions, either.items, strict=True):
        assert_moodle(question, item)
        assert item.explanation in shown(question.findtext("generalfeedback/text"))


def shown(text: str | None) -> str:
    """What a browser shows of a fragment of HTML."""
    fragment = ET.fromstring(f"<p>{text or ''}</p>")
    return "".join(fragment.itertext())


def assert_moodle(question: ET.Element, item: Item) -> None:
    kind = question.get("type")
    stem = shown(question.findtext("questiontext/text"))
    answers = [
        (a.findtext("text"), float(a.get("fraction", 0)))
        for a in question.iter("answer")
        if a.get("fraction")
    ]
    if kind == "cloze":
        assert item.kind is ItemKind.BLANK
        assert len(re.findall(r"\{1:SHORTANSWER:=", stem)) == len(item.key)
        assert re.sub(r"\{1:SHORTANSWER:=(?:[^}\\]|\\.)*\}", BLANK_MARK, stem) == item.stem
        return
    assert stem == item.stem
    if has_choices(item):
        assert kind == "multichoice"
        assert question.findtext("single") == (
            "false" if item.kind is ItemKind.MULTIPLE else "true"
        )
        assert [shown(text) for text, _ in answers] == [option.text for option in item.options]
        right = [shown(text) for text, worth in answers if worth > 0]
        assert right == [texts(item)[label] for label in item.key]
    elif item.kind is ItemKind.TRUE_FALSE:
        verdict = "true" if item.key == ("对",) else "false"
        assert [text for text, worth in answers if worth == 100] == [verdict]
    elif item.kind is ItemKind.BLANK:
        assert kind == "shortanswer"
        assert [text for text, _ in answers] == [item.key[0], *item.accept[0]]
    elif kind == "matching":
        joined = [
            (shown(part.findtext("text")), part.findtext("answer/text") or "")
            for part in question.iter("subquestion")
        ]
        assert joined == pairs(item)
    else:
        assert kind == "essay"
        assert all(point in shown(question.findtext("graderinfo/text")) for point in item.key)


# -- QTI --------------------------------------------------------------------------------------


def test_qti_package(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    with zipfile.ZipFile(written("qti", either, regulation, tmp_path)) as package:
        assert package.testzip() is None
        names = package.namelist()
        trees = {name: ET.fromstring(package.read(name)) for name in names}
    manifest = trees["imsmanifest.xml"]
    resources = list(manifest.iter(f"{CP}resource"))
    files = [file.get("href", "") for file in manifest.iter(f"{CP}file")]
    assert sorted(files) == sorted(name for name in names if name != "imsmanifest.xml")
    known = {resource.get("identifier") for resource in resources}
    assert {d.get("identifierref") for d in manifest.iter(f"{CP}dependency")} <= known
    assert len(known) == len(resources) == len(either.items) + 1
    test = trees["assessment.xml"]
    order = [reference.get("href") for reference in test.iter(f"{QTI}assessmentItemRef")]
    for href, item in zip(order, either.items, strict=True):
        assert_qti(trees[str(href)], item)


def assert_qti(tree: ET.Element, item: Item) -> None:
    assert tree.get("title") == item.id
    body = tree.find(f"{QTI}itemBody")
    assert body is not None
    shown_text = "".join(body.itertext())
    assert item.explanation in shown_text
    for part in item.stem.split(BLANK_MARK):
        assert part in shown_text
    declared = list(tree.iter(f"{QTI}responseDeclaration"))
    right = [[v.text for v in d.iter(f"{QTI}value")] for d in declared]
    names = {d.get("identifier") for d in declared}
    interactions = [e for e in body.iter() if e.tag.endswith("Interaction")]
    assert {e.get("responseIdentifier") for e in interactions} == names
    template = next(iter(tree.iter(f"{QTI}responseProcessing")), None)
    shapes = {d.get("cardinality") for d in declared}
    if item.kind is ItemKind.BLANK:
        assert [values[0] for values in right] == list(item.key)
        mapped = [[m.get("mapKey") for m in d.iter(f"{QTI}mapEntry")] for d in declared]
        assert mapped == [[key, *more] for key, more in zip(item.key, item.accept, strict=True)]
        assert template is not None
        return
    if item.kind is ItemKind.TRUE_FALSE:
        assert right == [["T" if item.key == ("对",) else "F"]]
    elif item.kind is ItemKind.MATCHING:
        assert right == [["L" + entry.replace("-", " ") for entry in item.key]]
    elif item.options:
        assert right == [list(item.key)]
        choices = {c.get("identifier"): c.text for c in body.iter(f"{QTI}simpleChoice")}
        assert choices == texts(item)
    else:
        assert right == [[]]
        assert template is None
        return
    several = {
        ItemKind.MULTIPLE: "multiple",
        ItemKind.MATCHING: "multiple",
        ItemKind.ORDERING: "ordered",
    }
    assert shapes == {several.get(item.kind, "single")}
    assert template is not None
    assert str(template.get("template")).endswith("/match_correct")


# -- Anki -------------------------------------------------------------------------------------


def anki_notes(path: Path, folder: Path) -> Iterator[tuple[str, list[str]]]:
    with zipfile.ZipFile(path) as package:
        assert json.loads(package.read("media")) == {}
        (folder / "collection.anki2").write_bytes(package.read("collection.anki2"))
    with closing(sqlite3.connect(folder / "collection.anki2")) as connection:
        assert (
            connection.execute("select count(*) from cards").fetchone()
            == connection.execute("select count(*) from notes").fetchone()
        )
        for guid, fields in connection.execute("select guid, flds from notes order by id"):
            yield guid, [shown(field.replace("<br>", "<br/>")) for field in fields.split("\x1f")]


def test_anki(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    notes = list(anki_notes(written("anki", either, regulation, tmp_path), tmp_path))
    assert [guid for guid, _ in notes] == [genanki.guid_for(item.id) for item in either.items]
    for (_, fields), item in zip(notes, either.items, strict=True):
        stem, options, answer, explanation, place, _, name = fields
        assert (stem, explanation, name) == (item.stem, item.explanation, item.id)
        assert all(option.text in options for option in item.options)
        assert place.startswith(f"《{regulation.title}》第")
        for entry in item.key:
            assert all(texts(item).get(part, part) in answer for part in entry.split("-"))


# -- JSON and Markdown ------------------------------------------------------------------------


def faults(value: Any, rule: dict[str, Any], root: dict[str, Any], at: str = "$") -> Iterator[str]:
    """The part of JSON Schema that schema.json uses."""
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].rpartition("/")[2]]
    if "enum" in rule and value not in rule["enum"]:
        yield f"{at}: {value!r} is none of {rule['enum']}"
    types: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
    }
    if "type" in rule and not isinstance(value, types[rule["type"]]):
        yield f"{at}: no {rule['type']}"
        return
    if len(value) < rule.get("minLength", 0) if isinstance(value, str) else False:
        yield f"{at}: too short"
    if isinstance(value, (int, float)) and value < rule.get("minimum", value):
        yield f"{at}: too small"
    if isinstance(value, list):
        if len(value) < rule.get("minItems", 0):
            yield f"{at}: too few"
        for index, entry in enumerate(value):
            yield from faults(entry, rule["items"], root, f"{at}[{index}]")
    if isinstance(value, dict):
        yield from (f"{at}: lacks {name}" for name in rule["required"] if name not in value)
        yield from (f"{at}: {name}?" for name in value if name not in rule["properties"])
        for name, entry in value.items():
            if name in rule["properties"]:
                yield from faults(entry, rule["properties"][name], root, f"{at}.{name}")


def test_json_keeps_its_schema(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    record = json.loads(written("json", either, regulation, tmp_path).read_text(encoding="utf-8"))
    rules = json.loads(schema())
    assert list(faults(record, rules, rules)) == []
    del record["items"][0]["stem"]
    record["items"][1]["kind"] = "essay"
    assert len(list(faults(record, rules, rules))) == 2


def test_json_holds_everything(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    record = json.loads(written("json", either, regulation, tmp_path).read_text(encoding="utf-8"))
    assert [section["kind"] for section in record["sections"]] == [s.kind for s in either.sections]
    assert (
        sum(section["mark"] * len(section["items"]) for section in record["sections"])
        == either.marks
    )
    for entry, item in zip(record["items"], either.items, strict=True):
        assert (entry["id"], entry["stem"], entry["key"]) == (item.id, item.stem, list(item.key))
        assert [(o["label"], o["text"]) for o in entry["options"]] == [
            (o.label, o.text) for o in item.options
        ]
        assert [tuple(forms) for forms in entry["accept"]] == list(item.accept)
        place = entry["citation"]
        text = regulation.article(place["article"]).text
        assert text[place["start"] : place["end"]] == place["quote"] == item.citation.quote
        assert len(entry["citations"]) == len(item.citations) - 1


def test_markdown(either: Paper, regulation: Regulation, tmp_path: Path) -> None:
    text = written("markdown", either, regulation, tmp_path).read_text(encoding="utf-8")
    bare = re.sub(r"\\([\\`*_\[\]<>#|~&.)+-])", r"\1", text)
    asked, _, answered = bare.partition("# 参考答案与解析")
    for number, item in enumerate(either.items, start=1):
        assert f"**{number}．** {item.stem}" in asked
        assert all(f"{option.label}．{option.text}" in asked for option in item.options)
        assert item.explanation in answered
    assert not re.search(r"(?<!\\)[*_]x", text)
