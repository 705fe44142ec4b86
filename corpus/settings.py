"""The one settings reader: environment variables, then an optional TOML file, then defaults.

The file is ``qa.toml`` in the working directory, or the one ``QA_SETTINGS_FILE`` names; its
keys are the variables' names, in capitals or not, with or without ``QA_``
(``encoder = "bundled"``).
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from corpus.endpoint import ENDPOINT_KEYS, Endpoint, read_endpoint, switched_on
from corpus.errors import SettingsError, reason

BUNDLED: Final = "bundled"
_KEYS: Final = ("data_dir", "corpus", "bank", "encoder", *ENDPOINT_KEYS)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are: ``corpus`` None means the built-in regulation, ``bank`` None its own.

    ``endpoint`` is the language model that is set, or None; ``llm`` says whether it is to be used
    where nothing else is said (QA_LLM=on).
    """

    data_dir: Path
    corpus: Path | None = None
    encoder: str = BUNDLED
    bank: Path | None = None
    endpoint: Endpoint | None = None
    llm: bool = False

    @property
    def index_dir(self) -> Path:
        """The index lives in a folder of its own below the data directory."""
        return self.data_dir / "index"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; raise SettingsError naming the key that cannot be used."""
    values = _from_file(environment) | _from_environment(environment)
    corpus, bank = values.get("corpus", ""), values.get("bank", "")
    return Settings(
        data_dir=_path("data_dir", values["data_dir"]) if values.get("data_dir") else default_dir(),
        corpus=_path("corpus", corpus) if corpus else None,
        encoder=values.get("encoder") or BUNDLED,
        bank=_path("bank", bank) if bank else None,
        endpoint=read_endpoint(values),
        llm=switched_on(values),
    )


def default_dir() -> Path:
    """Return ``.qa`` in a source checkout, else the user's data directory of the platform."""
    root = Path(__file__).resolve().parent.parent
    if (root / "pyproject.toml").is_file():
        return root / ".qa"
    return user_data_path("regulation-qa", appauthor=False)


def _path(key: str, value: str) -> Path:
    try:
        return Path(value).expanduser().absolute()
    except (RuntimeError, ValueError) as error:
        raise SettingsError(f"设置 QA_{key.upper()} 的路径 {value!r} 无法使用。") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        key: environment[f"QA_{key.upper()}"].strip()
        for key in _KEYS
        if environment.get(f"QA_{key.upper()}", "").strip()
    }


def _from_file(environment: Mapping[str, str]) -> dict[str, str]:
    named = environment.get("QA_SETTINGS_FILE", "").strip()
    path = Path(named or "qa.toml")
    if not named and not path.is_file():
        return {}
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"设置文件 {path} 无法读取：{reason(error)}。") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        place = f"第 {line.group(1)} 行" if line else "内容"
        raise SettingsError(
            f'设置文件 {path} 的{place}不是合法的 TOML。每行应为：encoder = "bundled"'
        ) from error
    return dict(_checked(path, key, value) for key, value in raw.items())


def _checked(path: Path, key: str, value: object) -> tuple[str, str]:
    name = key.lower().removeprefix("qa_")
    if name not in _KEYS:
        known = "、".join(f"QA_{known.upper()}" for known in _KEYS)
        raise SettingsError(f"设置文件 {path} 里的 {key!r} 不是已知的设置。可用的有：{known}。")
    if name in ENDPOINT_KEYS and not isinstance(value, str):
        return name, _written(path, key, value)
    if not isinstance(value, str):
        raise SettingsError(f"设置文件 {path} 里的 {key} 应为带引号的文字，读到的是 {value!r}。")
    return name, value.strip()


def _written(path: Path, key: str, value: object) -> str:
    """Return a number, a switch or a table of the language model's as its variable is written."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool | int | float):
        return str(value).lower()
    raise SettingsError(f"设置文件 {path} 里的 {key} 应为带引号的文字。")
