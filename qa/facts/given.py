"""What it means that a property is given for some things and not for another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Regulation
from qa.facts.model import Fact

Given = tuple[str, int, int]
"""A thing that has the property, with the article and paragraph that say so."""


@dataclass(frozen=True, slots=True)
class Silence:
    """``property`` of ``thing`` is not ruled; ``given_for`` says where it is ruled for others."""

    thing: str
    property: str
    given_for: tuple[Given, ...]
    text: str


def silence(thing: str, name: str, given: Iterable[Given], regulation: Regulation) -> Silence:
    """Return the silence about ``name`` of ``thing`` where it is ruled for those ``given``."""
    places = tuple(dict.fromkeys(given))
    whom = "、".join(dict.fromkeys(each for each, _, _ in places))
    text = f"{regulation.short_title}只对{whom}规定了{name}，没有规定{thing}的。"
    return Silence(thing, name, places, text)


def place(thing: str, fact: Fact) -> Given:
    """Return where ``fact`` rules ``thing``."""
    return thing, fact.article, fact.paragraph
