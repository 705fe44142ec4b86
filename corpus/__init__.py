"""Regulation text -> chapters, articles, paragraphs, clauses; files, numerals, settings, errors.

The lowest package of the house: it imports nothing of the project, and everything imports it.
"""

from corpus.errors import RegulationQAError
from corpus.model import Article, Chapter, Clause, Paragraph, Regulation
from corpus.parser import parse
from corpus.settings import Settings, read_settings
from corpus.source import load_regulation

__all__ = [
    "Article",
    "Chapter",
    "Clause",
    "Paragraph",
    "Regulation",
    "RegulationQAError",
    "Settings",
    "load_regulation",
    "parse",
    "read_settings",
]
