"""Moodle GIFT.

How the kinds map: single, and a case with options: multiple choice; multiple: multiple choice
with percents; true_false: TRUE or FALSE; blank: short answer with every accepted form (several
blanks: one answer, joined by ；, because GIFT knows one answer a question); matching: matching,
further right-hand options with an empty left side; ordering: matching of 第1步 … with the steps;
short and case: essay, the answer's points in the general feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from corpus import Regulation
from corpus.numerals import chinese_ordinal
from qa.quiz.formats import wording
from qa.quiz.model import Item, ItemKind, Paper

_SPECIAL: Final = re.compile(r"([\\~=#{}:])")
_MOST_FORMS: Final = 60
"""Accepted forms of one answer that are written at most; only several blanks can have so many."""
JOINED_BLANKS: Final = "（依次填写，用“；”隔开）"
"""Stands after a stem with several blanks."""


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as GIFT."""
    blocks = [f"// {paper.title}（{paper.version}卷）".replace("\n", " ")]
    for section in paper.sections:
        name = f"{paper.title}{paper.version}卷/{wording.SECTION_NAMES[section.kind]}"
        blocks.append(f"$CATEGORY: $course$/{name}".replace("\n", " "))
        blocks += [_question(item, regulation) for item in section.items]
    return ("\n\n".join(blocks) + "\n").encode()


def escaped(text: str) -> str:
    """Return ``text`` with GIFT's control characters escaped, on one line."""
    return _SPECIAL.sub(r"\\\1", text.strip()).replace("\n", "\\n")


def percents(item: Item) -> dict[str, str]:
    """Return what each option of a multiple choice is worth: one wrong choice undoes all."""
    share = f"{100 / len(item.key):.5f}".rstrip("0").rstrip(".")
    return {o.label: share if o.label in item.key else "-100" for o in wording.choices(item)}


def steps(item: Item) -> tuple[tuple[str, str], ...]:
    """Return 第一步 … with the text of the step that stands there."""
    texts = {option.label: option.text for option in item.options}
    return tuple(
        (f"第{chinese_ordinal(number)}步", texts.get(label, label))
        for number, label in enumerate(item.key, start=1)
    )


def feedback(item: Item, regulation: Regulation) -> str:
    """Return what is shown after answering: the points of a written answer, place, explanation."""
    written = item.kind in (ItemKind.SHORT, ItemKind.CASE) and not wording.chosen(item)
    answer = [f"参考答案：{'；'.join(wording.points(item))}"] if written else []
    return "\n".join([*answer, f"{wording.places(item, regulation)}：{wording.explained(item)}"])


def _question(item: Item, regulation: Regulation) -> str:
    stem = item.stem
    if item.kind is ItemKind.BLANK and len(item.key) > 1:
        stem += JOINED_BLANKS
    answer = "\n".join(_answers(item))
    body = f"{answer}\n####{escaped(feedback(item, regulation))}".lstrip("\n")
    return f"::{escaped(item.id)}::[plain]{escaped(stem)} {{{body}\n}}"


def _answers(item: Item) -> Iterator[str]:
    if item.kind is ItemKind.TRUE_FALSE:
        yield "TRUE" if wording.is_true(item) else "FALSE"
    elif item.kind is ItemKind.BLANK:
        forms = product(*wording.variants(item))
        yield from (f"={escaped('；'.join(form))}" for form in islice(forms, _MOST_FORMS))
    elif item.kind in (ItemKind.MATCHING, ItemKind.ORDERING):
        yield from _pairs(item)
    elif len(wording.chosen(item)) == 1 and item.kind is not ItemKind.MULTIPLE:
        for option in wording.choices(item):
            yield ("=" if option.label in item.key else "~") + escaped(option.text)
    elif wording.chosen(item):
        worth = percents(item)
        for option in wording.choices(item):
            yield f"~%{worth[option.label]}%{escaped(option.text)}"


def _pairs(item: Item) -> Iterator[str]:
    if item.kind is ItemKind.ORDERING:
        yield from (f"={_side(left)} -> {_side(right)}" for left, right in steps(item))
        return
    joined = wording.pairs(item)
    yield from (f"={_side(left.text)} -> {_side(right.text)}" for left, right in joined)
    used = {right.text for _, right in joined}
    for option in wording.choices(item):
        if option.text not in used:
            yield f"= -> {_side(option.text)}"


def _side(text: str) -> str:
    """Return one side of a pair: an arrow inside it would divide it."""
    return escaped(text.replace("->", "→"))
