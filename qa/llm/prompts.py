"""The template files of this package as LangChain prompts: readable text, data filled in."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate

_PART: Final = re.compile(r"^\[(system|user)\]\n", re.MULTILINE)


_BLUNT: Final = str.maketrans("<>", "＜＞")
"""Data cannot close the tags that hold it, nor open others."""


def blunted(text: str) -> str:
    """Return ``text`` with its angle brackets made wide, so that it stays inside its tags."""
    return text.translate(_BLUNT)


@cache
def parts(name: str, package: str = "qa.llm") -> tuple[str, str]:
    """Return the instruction and the message of template ``name``, their places unfilled."""
    text = resources.files(package).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    _, _, system, _, user = _PART.split(text)
    return system.strip(), user.strip()


@cache
def prompt(name: str) -> ChatPromptTemplate:
    """Return template ``name`` as a prompt of LangChain; values are never read as templates."""
    from langchain_core.prompts import ChatPromptTemplate

    system, user = parts(name)
    return ChatPromptTemplate.from_messages([("system", system), ("human", user)])
