"""The wrong-answer notebook as a Word file."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from corpus.errors import CommandError
from qa.quiz.formats import find_format
from qa.quiz.formats.writing import printable
from qa.quiz.papers import bank
from ui.training.practice_desk import Desk
from ui.training.practice_overview import overview


def exported(desk: Desk) -> tuple[str, str]:
    """Return the file's name and its bytes in base64; raise CommandError for an empty notebook."""
    wrong = overview(desk, desk.notebook.progress()).wrong
    if not wrong:
        raise CommandError("错题本是空的，没有可导出的题。")
    title = f"《{desk.regulation.title}》错题本"
    paper = replace(bank((entry.item for entry in wrong), desk.regulation), title=title)
    word = find_format("docx")
    data = word.render(printable(paper), desk.regulation)
    return f"错题本-{desk.today.isoformat()}{word.suffix}", b64encode(data).decode("ascii")
