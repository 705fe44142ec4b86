"""Moodle XML. Kinds map as in GIFT, but several blanks become one cloze question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from corpus import Regulation
from qa.quiz.formats import wording
from qa.quiz.formats.gift import feedback, percents, steps
from qa.quiz.formats.markup import as_html, child, document
from qa.quiz.model import BLANK_MARK, DIFFICULTY_NAMES, KIND_NAMES, Item, ItemKind, Paper, Section

_CLOZE_SPECIAL: Final = re.compile(r"([\\~=#{}/*\"])")
_ESSAY_LINES: Final = 10
"""Height of an essay's answer box, in lines."""


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as Moodle XML."""
    quiz = ET.Element("quiz")
    for section in paper.sections:
        _category(quiz, f"{paper.title}{paper.version}卷", wording.SECTION_NAMES[section.kind])
        for item in section.items:
            _question(quiz, item, section, regulation)
    return document(quiz)


def _category(quiz: ET.Element, *names: str) -> None:
    question = child(quiz, "question", type="category")
    path = "/".join(name.replace("/", "//") for name in names)
    _text(question, "category", f"$course$/top/{path}")


def _question(quiz: ET.Element, item: Item, section: Section, regulation: Regulation) -> None:
    kind = _moodle_kind(item)
    question = child(quiz, "question", type=kind)
    _text(question, "name", item.id)
    stem = _cloze(item) if kind == "cloze" else as_html(item.stem)
    _html(question, "questiontext", stem)
    _html(question, "generalfeedback", as_html(feedback(item, regulation)))
    if kind != "cloze":  # a cloze question is worth what its blanks are
        child(question, "defaultgrade", wording.mark_words(section.mark))
    child(question, "penalty", "0")
    child(question, "hidden", "0")
    child(question, "idnumber", item.id)
    _BODIES[kind](question, item)
    tags = child(question, "tags")
    for tag in (KIND_NAMES[item.kind], DIFFICULTY_NAMES[item.difficulty]):
        _text(tags, "tag", tag)


def _moodle_kind(item: Item) -> str:
    if item.kind is ItemKind.BLANK:
        return "shortanswer" if len(item.key) == 1 else "cloze"
    if item.kind is ItemKind.TRUE_FALSE:
        return "truefalse"
    if item.kind in (ItemKind.MATCHING, ItemKind.ORDERING):
        return "matching"
    return "multichoice" if wording.chosen(item) else "essay"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    child(child(parent, tag), "text", text)


def _html(parent: ET.Element, tag: str, text: str) -> None:
    child(child(parent, tag, format="html"), "text", text)


def _answer(question: ET.Element, fraction: str, text: str, form: str) -> None:
    child(child(question, "answer", fraction=fraction, format=form), "text", text)


def _choice(question: ET.Element, item: Item) -> None:
    is_single = item.kind is not ItemKind.MULTIPLE and len(item.key) == 1
    child(question, "single", "true" if is_single else "false")
    child(question, "shuffleanswers", "true")
    child(question, "answernumbering", "ABCD")
    worth = percents(item)
    for option in wording.choices(item):
        fraction = worth[option.label] if option.label in item.key or not is_single else "0"
        _answer(question, fraction, as_html(option.text), "html")


def _true_false(question: ET.Element, item: Item) -> None:
    is_true = wording.is_true(item)
    _answer(question, "100" if is_true else "0", "true", "moodle_auto_format")
    _answer(question, "0" if is_true else "100", "false", "moodle_auto_format")


def _short_answer(question: ET.Element, item: Item) -> None:
    child(question, "usecase", "0")
    for form in wording.variants(item)[0]:
        _answer(question, "100", form.replace("*", "\\*"), "moodle_auto_format")


def _matching(question: ET.Element, item: Item) -> None:
    child(question, "shuffleanswers", "true")
    joined = (
        list(steps(item))
        if item.kind is ItemKind.ORDERING
        else [(left.text, right.text) for left, right in wording.pairs(item)]
    )
    used = {right for _, right in joined}
    spare = [] if item.kind is ItemKind.ORDERING else wording.choices(item)
    joined += [("", option.text) for option in spare if option.text not in used]
    for left, right in joined:
        part = child(question, "subquestion", format="html")
        child(part, "text", as_html(left))
        _text(part, "answer", right)


def _essay(question: ET.Element, item: Item) -> None:
    child(question, "responseformat", "plain")
    child(question, "responserequired", "1")
    child(question, "responsefieldlines", str(_ESSAY_LINES))
    child(question, "attachments", "0")
    _html(question, "graderinfo", as_html("\n".join(wording.points(item))))


def _cloze(item: Item) -> str:
    """Return the stem with {1:SHORTANSWER:=…~=…} in each empty place."""
    parts = as_html(item.stem).split(BLANK_MARK)
    fields = [
        "{1:SHORTANSWER:" + "~".join(f"={_cloze_text(form)}" for form in forms) + "}"
        for forms in wording.variants(item)
    ]
    gaps = len(parts) - 1
    if gaps != len(fields):  # never lose an answer's place
        return as_html(item.stem) + " " + " ".join(fields)
    return parts[0] + "".join(field + part for field, part in zip(fields, parts[1:], strict=True))


def _cloze_text(text: str) -> str:
    return _CLOZE_SPECIAL.sub(r"\\\1", as_html(text))


_BODIES: Final[Mapping[str, Callable[[ET.Element, Item], None]]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "cloze": lambda *_: None,
    "matching": _matching,
    "essay": _essay,
}
