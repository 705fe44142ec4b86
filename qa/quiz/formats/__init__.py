"""The file formats that a paper can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

from corpus import Regulation
from corpus.errors import CommandError
from qa.documents.writing import write_whole
from qa.quiz.formats.writing import printable
from qa.quiz.model import Paper

Render = Callable[[Paper, Regulation], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: ``title`` is its Chinese name, ``render`` gives a paper's bytes."""

    name: str
    suffix: str
    title: str
    render: Render

    def write(self, paper: Paper, regulation: Regulation, path: Path) -> None:
        """Write the whole file or nothing; raise CommandError where it cannot be written."""
        write_whole(path, self.render(printable(paper), regulation))


def _load(module: str, function: str = "render") -> Render:
    """Import a format's module, with its library, only when the format is written."""

    def render(paper: Paper, regulation: Regulation) -> bytes:
        chosen: Render = getattr(import_module(f"qa.quiz.formats.{module}"), function)
        return chosen(paper, regulation)

    return render


_ALL: Final = (
    Format("docx", ".docx", "Word 试卷、答题纸和答案", _load("word")),
    Format("docx-paper", ".docx", "Word 试卷和答题纸（不含答案）", _load("word", "render_paper")),
    Format("docx-key", ".docx", "Word 参考答案与解析", _load("word", "render_key")),
    Format("xlsx", ".xlsx", "Excel 题库", _load("excel")),
    Format("xlsx-wenjuanxing", ".xlsx", "Excel，问卷星式", _load("excel", "render_wenjuanxing")),
    Format("xlsx-xuexitong", ".xlsx", "Excel，学习通式", _load("excel", "render_xuexitong")),
    Format("csv", ".csv", "CSV 题库", _load("comma")),
    Format("csv-wenjuanxing", ".csv", "CSV，问卷星式", _load("comma", "render_wenjuanxing")),
    Format("csv-xuexitong", ".csv", "CSV，学习通式", _load("comma", "render_xuexitong")),
    Format("gift", ".gift", "Moodle GIFT", _load("gift")),
    Format("moodle-xml", ".xml", "Moodle XML", _load("moodle")),
    Format("qti", ".zip", "QTI 2.1 题包", _load("qti")),
    Format("anki", ".apkg", "Anki 卡片", _load("anki")),
    Format("json", ".json", "JSON", _load("record")),
    Format("markdown", ".md", "Markdown", _load("markdown")),
)
FORMATS: Final[Mapping[str, Format]] = MappingProxyType({entry.name: entry for entry in _ALL})
"""Every format by its name on the command line."""
ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "word": "docx",
        "excel": "xlsx",
        "moodle": "moodle-xml",
        "moodlexml": "moodle-xml",
        "apkg": "anki",
        "md": "markdown",
        "问卷星": "xlsx-wenjuanxing",
        "学习通": "xlsx-xuexitong",
    }
)
"""Other names that people type."""


def find_format(name: str) -> Format:
    """Return a format by name; raise CommandError, listing the names, when there is none."""
    wanted = name.strip().lower()
    try:
        return FORMATS[ALIASES.get(wanted, wanted)]
    except KeyError:
        known = "、".join(FORMATS)
        raise CommandError(f"不认识的格式“{name}”。可用的格式：{known}。") from None
