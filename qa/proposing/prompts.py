"""What the model is asked: templates beside this module, filled with one article as data."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Final

from corpus.model import Article, Regulation
from qa.llm.prompts import blunted, parts
from qa.proposing.model import Kind

_TEMPLATES: Final = {Kind.QUESTION: "questions", Kind.ITEM: "items"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """The instruction and the message of one request."""

    system: str
    user: str


def prompt_for(kind: Kind, regulation: Regulation, article: Article, count: int) -> Prompt:
    """Return the request for ``count`` entries of ``kind`` on ``article``."""
    system, user = parts(_TEMPLATES[kind], "qa.proposing")
    paragraphs = (f"【第{each.number}款】{each.text}" for each in article.paragraphs)
    filled = Template(user).substitute(
        title=blunted(regulation.title),
        label=article.label,
        chapter=blunted(" ".join(article.headings) or "不分章"),
        paragraphs=len(article.paragraphs),
        text=blunted("\n".join(paragraphs)),
        count=count,
    )
    return Prompt(system, filled)
