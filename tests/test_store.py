"""The index on disk: round trip, atomic swap, refusal by name."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import Regulation, Settings, parse
from corpus.bank import BankQuestion
from corpus.errors import (
    DataDirectoryError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from indexing.building import build_index
from indexing.index import RegulationIndex
from indexing.library import open_index
from indexing.store import MANIFEST, load_index, read_manifest, save_index
from tests.fakes import HashEncoder

LAW = parse("某县工作条例\n第一条 会议由县长召集。\n第二条 公文由办公室审核。")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_index(build_index(LAW, HashEncoder()), tmp_path / "index")
    return tmp_path / "index"


def test_round_trip(folder: Path) -> None:
    built, loaded = build_index(LAW, HashEncoder()), load_index(folder, LAW, HashEncoder())
    assert loaded.search("谁召集会议") == built.search("谁召集会议")
    assert read_manifest(folder).articles == 2


def test_the_words_of_the_bank_come_back_as_they_are_cut(tmp_path: Path) -> None:
    bank = tuple(
        BankQuestion(asked, 1, 1, 0, 2) for asked in ("会议由谁召集？", "？", "Ａ4 纸  呢")
    )
    built = build_index(LAW, HashEncoder(), bank=bank)
    save_index(built, tmp_path)
    loaded = load_index(tmp_path, LAW, HashEncoder(), bank)
    assert [loaded.words.content(entry.question) for entry in bank] == [
        built.words.content(entry.question) for entry in bank
    ]
    assert loaded.words.content("谁召集会议？") == built.words.content("谁召集会议？")


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="python -m indexing build"):
        load_index(tmp_path / "none", LAW, HashEncoder())


def test_another_text_is_refused_by_name(folder: Path, regulation: Regulation) -> None:
    with pytest.raises(IndexMismatchError, match="《某县工作条例》.*《乾安县人民政府工作规则》"):
        load_index(folder, regulation, HashEncoder())


def test_a_changed_text_is_refused(folder: Path) -> None:
    changed = parse("某县工作条例\n第一条 会议由副县长召集。\n第二条 公文由办公室审核。")
    with pytest.raises(IndexMismatchError, match="同名，但文字不同"):
        load_index(folder, changed, HashEncoder())


def test_another_encoder_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(IndexMismatchError, match="hash-8.*hash-16"):
        load_index(folder, LAW, HashEncoder(16))


@pytest.mark.parametrize("version", [0, 1, 2, 999, "3", None])
def test_a_foreign_version_is_refused(folder: Path, version: object) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(
        json.dumps(manifest | {"format_version": version}), encoding="utf-8"
    )
    with pytest.raises(IndexMismatchError, match=f"格式版本是 {version!r}，本程序需要 3"):
        load_index(folder, LAW, HashEncoder())


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("g-*/**/*") if path.is_file())


def test_every_truncated_file_is_named(folder: Path) -> None:
    assert len(files(folder)) >= 12
    for path in files(folder):
        whole = path.read_bytes()
        if not whole:
            continue  # so small a text has no terms of its own
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(IndexDamagedError, match=path.name):
            load_index(folder, LAW, HashEncoder())
        path.write_bytes(whole)
    load_index(folder, LAW, HashEncoder())


def test_every_missing_file_is_named(folder: Path) -> None:
    for path in files(folder):
        whole = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamagedError, match=path.name):
            load_index(folder, LAW, HashEncoder())
        path.write_bytes(whole)


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '"x"', '{"format_version": 1}', "\ufffd"])
def test_a_broken_manifest_is_refused(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises((IndexDamagedError, IndexMismatchError)):
        load_index(folder, LAW, HashEncoder())


def test_a_generation_outside_the_folder_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(
        json.dumps(manifest | {"generation": "../elsewhere"}), encoding="utf-8"
    )
    with pytest.raises(IndexDamagedError):
        load_index(folder, LAW, HashEncoder())


def test_a_new_build_replaces_the_old_generation(folder: Path) -> None:
    generations = [read_manifest(folder).generation]
    for _ in range(2):
        save_index(build_index(LAW, HashEncoder()), folder)
        generations.append(read_manifest(folder).generation)
    assert len(set(generations)) == 3
    kept = {path.name for path in folder.glob("g-*")}
    assert kept == set(generations[-2:])  # the one before stays for readers that had begun


def test_readers_never_see_a_mixture_while_builds_go_on(folder: Path) -> None:
    index = build_index(LAW, HashEncoder())
    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(lambda: [save_index(index, folder) for _ in range(5)])
        while not building.done():
            assert load_index(folder, LAW, HashEncoder()).search("会议", 1)[0].article == 1


def test_a_build_that_died_midway_leaves_the_old_index(folder: Path) -> None:
    (folder / "g-dead0000").mkdir()
    (folder / "g-dead0000" / "articles.faiss").write_bytes(b"half")
    assert load_index(folder, LAW, HashEncoder()).search("会议", 1)[0].article == 1


def test_an_unwritable_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataDirectoryError, match="QA_DATA_DIR"):
        save_index(build_index(LAW, HashEncoder()), tmp_path / "file" / "index")
    with pytest.raises(DataDirectoryError, match="QA_DATA_DIR"):
        open_index(Settings(tmp_path / "file" / "below"))


def test_a_missing_index_is_built_once_and_then_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = tmp_path / "law.txt"
    law.write_text("某县条例\n第一条 会议由县长召集。", encoding="utf-8")
    stages: list[str] = []

    def note(stage: str, done: int, total: int) -> None:
        stages.append(stage)

    settings = Settings(tmp_path / "data", law)
    built = open_index(settings, note)
    assert stages
    stages.clear()
    assert open_index(settings, note).search("会议") == built.search("会议")
    assert stages == []


def test_an_index_is_read_where_nothing_can_be_written(
    data_dir: Path, tmp_path: Path, index: RegulationIndex
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(data_dir / "index", copy / "index")
    (copy / "cache").write_text("a file where the cache folder would be", encoding="utf-8")
    assert open_index(Settings(copy)).search("会议", 1) == index.search("会议", 1)
