"""What the model is asked: templates beside this module, filled with one article as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template
from typing import Final

from corpus.model import Article, Regulation
from qa.proposing.model import Kind

_FILES: Final = {Kind.QUESTION: "questions.txt", Kind.ITEM: "items.txt"}
_BORDER: Final = "\n=====\n"
"""Between the instruction and the message of a template."""
_FOLDED: Final = str.maketrans("<>", "＜＞")
"""Data holds no < and >, so that it can neither close nor open a delimiter."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The instruction and the message of one request."""

    system: str
    user: str


def prompt_for(kind: Kind, regulation: Regulation, article: Article, count: int) -> Prompt:
    """Return the request for ``count`` entries of ``kind`` on ``article``."""
    system, _, user = _template(_FILES[kind]).partition(_BORDER)
    paragraphs = (f"【第{each.number}款】{each.text}" for each in article.paragraphs)
    filled = Template(user).substitute(
        title=regulation.title.translate(_FOLDED),
        label=article.label,
        chapter=(" ".join(article.headings) or "不分章").translate(_FOLDED),
        paragraphs=len(article.paragraphs),
        text="\n".join(paragraphs).translate(_FOLDED),
        count=count,
    )
    return Prompt(system.strip(), filled.strip())


@cache
def _template(name: str) -> str:
    return resources.files("qa.proposing").joinpath(name).read_text(encoding="utf-8")
