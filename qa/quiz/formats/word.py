"""Word: the paper, the sheet to answer on, the key with explanations."""

from __future__ import annotations

from corpus import Regulation
from qa.documents.word import Pages
from qa.quiz.formats import word_paper
from qa.quiz.model import HOLE, Paper


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper, its answer sheet and, from a new page on, the key with explanations."""
    pages = _pages(paper)
    word_paper.write_paper(pages, paper)
    pages.new_part()
    word_paper.write_sheet(pages, paper)
    pages.new_part()
    word_paper.write_key(pages, paper, regulation)
    return pages.save()


def render_paper(paper: Paper, regulation: Regulation) -> bytes:  # noqa: ARG001 - one shape for all
    """Return the paper and its answer sheet, to be handed out."""
    pages = _pages(paper)
    word_paper.write_paper(pages, paper)
    pages.new_part()
    word_paper.write_sheet(pages, paper)
    return pages.save()


def render_key(paper: Paper, regulation: Regulation) -> bytes:
    """Return the key with explanations alone."""
    pages = _pages(paper)
    word_paper.write_key(pages, paper, regulation)
    return pages.save()


def _pages(paper: Paper) -> Pages:
    return Pages(paper.title, f"{paper.title}　{paper.version}卷", hole=HOLE)
