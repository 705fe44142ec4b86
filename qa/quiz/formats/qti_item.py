"""One item as a QTI 2.1 assessmentItem: what is answered, how it is scored, what is shown.

The standard templates score a choice, an order, a match (all right or nothing) and one blank
(any accepted form); several blanks are worth an equal share each; written answers are scored
by a person, with the points in a block that only scorers see. The mark stands in the test.
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from corpus import Regulation
from qa.quiz.formats import wording
from qa.quiz.formats.markup import child
from qa.quiz.model import BLANK_MARK, RIGHT, WRONG, Item, ItemKind, Option

QTI: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
_TEMPLATES: Final = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
_TRUE_FALSE: Final = (Option("T", RIGHT), Option("F", WRONG))
_LINES: Final = 8
"""Height of a written answer's box, in lines."""


def assessment_item(item: Item, identifier: str, regulation: Regulation) -> ET.Element:
    """Return the item's whole document."""
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": QTI,
            "identifier": identifier,
            "title": item.id,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    _responses(root, item)
    score = child(
        root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
    )
    child(child(score, "defaultValue"), "value", "0")
    body = child(root, "itemBody")
    _interaction(body, item)
    _rubric(body, item, regulation)
    _processing(root, item)
    return root


def _responses(root: ET.Element, item: Item) -> None:
    """Declare the response variables with their right values."""
    if item.kind is ItemKind.BLANK:
        for name, forms in zip(_blank_names(item), wording.variants(item), strict=True):
            _blank(root, name, forms, 1 / len(item.key))
        return
    if not _is_closed(item):
        _declare(root, "single", "string", ())
    elif item.kind is ItemKind.MATCHING:
        _declare(
            root, "multiple", "directedPair", [entry.replace("-", " ") for entry in _key(item)]
        )
    elif item.kind is ItemKind.ORDERING:
        _declare(root, "ordered", "identifier", _key(item))
    elif item.kind is ItemKind.MULTIPLE or len(item.key) > 1:
        _declare(root, "multiple", "identifier", _key(item))
    else:
        _declare(root, "single", "identifier", _key(item))


def _declare(
    root: ET.Element, cardinality: str, base: str, values: list[str] | tuple[str, ...]
) -> None:
    declared = child(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
    )
    if not values:
        return
    correct = child(declared, "correctResponse")
    for value in values:
        child(correct, "value", value)


def _blank(root: ET.Element, name: str, forms: tuple[str, ...], share: float) -> None:
    declared = child(
        root, "responseDeclaration", identifier=name, cardinality="single", baseType="string"
    )
    child(child(declared, "correctResponse"), "value", forms[0])
    mapping = child(declared, "mapping", defaultValue="0")
    for form in forms:
        child(mapping, "mapEntry", mapKey=form, mappedValue=f"{share:g}", caseSensitive="false")


def _key(item: Item) -> list[str]:
    """Return the key as identifiers: labels, or T and F; a matching pair is 1-C."""
    if item.kind is ItemKind.TRUE_FALSE:
        return ["T" if wording.is_true(item) else "F"]
    return [_named_pair(entry) for entry in item.key]


def _named_pair(entry: str) -> str:
    left, dash, right = entry.partition("-")
    return f"L{left}-{right}" if dash else entry


def _is_closed(item: Item) -> bool:
    """Tell whether a machine can score it by labels."""
    closed = (ItemKind.TRUE_FALSE, ItemKind.MATCHING, ItemKind.ORDERING)
    return item.kind in closed or bool(wording.chosen(item))


def _blank_names(item: Item) -> list[str]:
    if len(item.key) == 1:
        return ["RESPONSE"]
    return [f"RESPONSE{number}" for number in range(1, len(item.key) + 1)]


def _interaction(body: ET.Element, item: Item) -> None:
    if item.kind is ItemKind.BLANK:
        _text_entries(body, item)
    elif not _is_closed(item):
        box = child(
            body,
            "extendedTextInteraction",
            responseIdentifier="RESPONSE",
            expectedLines=str(_LINES),
        )
        child(box, "prompt", item.stem)
    elif item.kind is ItemKind.MATCHING:
        _match(body, item)
    elif item.kind is ItemKind.ORDERING:
        order = child(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="false")
        _choices(order, item.stem, item.options)
    else:
        is_true_false = item.kind is ItemKind.TRUE_FALSE
        is_several = item.kind is ItemKind.MULTIPLE or len(item.key) > 1
        choice = child(
            body,
            "choiceInteraction",
            responseIdentifier="RESPONSE",
            shuffle="false",
            maxChoices="0" if is_several else "1",
        )
        _choices(choice, item.stem, _TRUE_FALSE if is_true_false else wording.choices(item))


def _choices(parent: ET.Element, stem: str, options: tuple[Option, ...]) -> None:
    child(parent, "prompt", stem)
    for option in options:
        child(parent, "simpleChoice", option.text, identifier=option.label)


def _match(body: ET.Element, item: Item) -> None:
    left, right = wording.left_options(item), wording.choices(item)
    match = child(
        body,
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxAssociations=str(len(left)),
    )
    child(match, "prompt", item.stem)
    for options, prefix, most in ((left, "L", "1"), (right, "", "0")):
        group = child(match, "simpleMatchSet")
        for option in options:
            child(
                group,
                "simpleAssociableChoice",
                option.text,
                identifier=f"{prefix}{option.label}",
                matchMax=most,
            )


def _text_entries(body: ET.Element, item: Item) -> None:
    """Put an entry into each empty place (after the stem, where the places do not fit the key)."""
    parts = item.stem.split(BLANK_MARK)
    if len(parts) != len(item.key) + 1:
        parts = [item.stem, *[""] * len(item.key)]
    paragraph = child(body, "p", parts[0])
    for name, part in zip(_blank_names(item), parts[1:], strict=True):
        child(paragraph, "textEntryInteraction", responseIdentifier=name).tail = part or None


def _rubric(body: ET.Element, item: Item, regulation: Regulation) -> None:
    """Add what scorers and tutors see: key, place and explanation."""
    block = child(body, "rubricBlock", view="scorer tutor")
    child(block, "p", f"答案：{wording.key_words(item)}")
    child(block, "p", f"出处：{wording.places(item, regulation)}")
    child(block, "p", f"解析：{wording.explained(item)}")


def _processing(root: ET.Element, item: Item) -> None:
    if item.kind is ItemKind.BLANK and len(item.key) > 1:
        processing = child(root, "responseProcessing")
        total = child(child(processing, "setOutcomeValue", identifier="SCORE"), "sum")
        for name in _blank_names(item):
            child(total, "mapResponse", identifier=name)
    elif item.kind is ItemKind.BLANK:
        child(root, "responseProcessing", template=f"{_TEMPLATES}map_response")
    elif _is_closed(item):
        child(root, "responseProcessing", template=f"{_TEMPLATES}match_correct")
