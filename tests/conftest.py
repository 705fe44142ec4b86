"""Every test runs on data directories of its own, offline, with the project's settings unset."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Regulation, Settings, load_regulation
from indexing.index import RegulationIndex
from indexing.library import open_index
from qa import Assistant
from tests.tiny_model import make_tiny_model

pytest_plugins = ["tests.browsing"]
ROOT = Path(__file__).resolve().parent.parent
LAWS = ROOT.parent / "shared" / "laws" / "行政法规"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser and tests that hold a server to its time share their cores with others.

    One that fails is tried once more. Both tries are told (RERUN); what fails twice fails.
    """
    timed = {"test_llm.py", "test_llm_hostile.py", "test_app_llm.py"}
    for item in items:
        if item.get_closest_marker("browser") or item.path.name in timed:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a built index of the built-in regulation; treat it as read-only.

    ``TEST_DATA_DIR=.qa`` spares the two minutes that building it takes.
    """
    prebuilt = os.environ.get("TEST_DATA_DIR")
    directory = Path(prebuilt).absolute() if prebuilt else tmp_path_factory.mktemp("data")
    open_index(Settings(directory))
    return directory


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for key in [key for key in os.environ if key.startswith("QA_") and key != "QA_REQUIRE_BROWSER"]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("QA_DATA_DIR", str(tmp_path / "unused"))


@pytest.fixture(scope="session")
def regulation() -> Regulation:
    return load_regulation()


@pytest.fixture(scope="session")
def index(data_dir: Path) -> RegulationIndex:
    return open_index(Settings(data_dir))


@pytest.fixture(scope="session")
def assistant(index: RegulationIndex) -> Assistant:
    return Assistant.of(index)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small sentence-transformers model with random weights."""
    return make_tiny_model(tmp_path_factory.mktemp("model") / "tiny")


Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def command(data_dir: Path) -> Iterator[Command]:
    """Run ``python -m …`` from the project's root with ``data_dir``; keywords set the environment."""

    def run(
        *arguments: str | bytes, stdin: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("QA_")}
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=clean | {"QA_DATA_DIR": str(data_dir)} | environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=240,
            check=False,
        )

    yield run


def is_one_chinese_sentence(text: str) -> bool:
    """True for one short line of Chinese and no traceback."""
    lines = [line for line in text.splitlines() if line.strip()]
    chinese = any("\u4e00" <= character <= "\u9fff" for character in text)
    return len(lines) == 1 and chinese and "Traceback" not in text and len(text) < 500
