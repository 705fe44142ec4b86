"""Files in the encodings offices use are read; damaged ones are refused with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import load_regulation
from corpus.errors import RegulationFileError, RegulationFormatError, SettingsError
from corpus.settings import Settings, read_settings

LAW = "某县工作条例\n第一条 为了规范工作，制定本条例。\n第二条 自发布之日起施行。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_office_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "某县工作条例.txt"
    path.write_bytes(LAW.encode(encoding))
    assert [article.text for article in load_regulation(path).articles] == [
        "为了规范工作，制定本条例。",
        "自发布之日起施行。",
    ]


def test_a_broken_byte_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    data = LAW.encode("utf-8")
    place = data.index("自发布".encode())
    path.write_bytes(data[:place] + b"\xff" + data[place:])
    with pytest.raises(RegulationFileError, match="第 3 行有无法解码的字节"):
        load_regulation(path)


def test_binary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(bytes(range(128, 256)) * 20)
    with pytest.raises((RegulationFileError, RegulationFormatError)):
        load_regulation(path)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RegulationFileError, match="路径不存在"):
        load_regulation(tmp_path / "none.txt")
    with pytest.raises(RegulationFileError, match="不是普通文件"):
        load_regulation(tmp_path)


def test_a_format_fault_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "缺条.txt"
    path.write_text(LAW.replace("第二条", "第三条"), encoding="utf-8")
    with pytest.raises(RegulationFormatError, match="第 3 行：.*缺少第二条.*缺条.txt"):
        load_regulation(path)


def test_settings_come_from_the_environment_then_the_file(tmp_path: Path) -> None:
    file = tmp_path / "qa.toml"
    file.write_text('data_dir = "/from/file"\nQA_ENCODER = "some/model"\n', encoding="utf-8")
    environment = {"QA_SETTINGS_FILE": str(file), "QA_DATA_DIR": "/from/env"}
    assert read_settings(environment) == Settings(Path("/from/env"), None, "some/model")


@pytest.mark.parametrize("text", ['unknown = "x"', "encoder = 3", "encoder = ["])
def test_a_bad_settings_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "qa.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="设置文件"):
        read_settings({"QA_SETTINGS_FILE": str(file)})
