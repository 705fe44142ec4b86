"""QTI 2.1: a package of one XML file an item, a test that orders them, and the manifest."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from xml.etree import ElementTree as ET

from corpus import Regulation
from qa.documents.writing import pack
from qa.quiz.formats import wording
from qa.quiz.formats.markup import child, document
from qa.quiz.formats.qti_item import QTI, SCHEMA_INSTANCE, assessment_item
from qa.quiz.model import Item, Paper

_PACKAGE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TEST: Final = "assessment.xml"


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as a QTI 2.1 content package (zip)."""
    names = {item.id: f"items/item-{n:04d}.xml" for n, item in enumerate(paper.items, start=1)}
    members = {"imsmanifest.xml": _manifest(paper, names), _TEST: _test(paper, names)}
    for item in paper.items:
        tree = assessment_item(item, identifier(item), regulation)
        members[names[item.id]] = document(tree, is_indented=False)
    return pack(members)


def identifier(item: Item) -> str:
    """Return the item's id as an XML name; one that had to be changed carries its hash."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", item.id)
    digest = hashlib.sha256(item.id.encode()).hexdigest()[:8]
    return f"Q-{plain}" if plain == item.id else f"Q-{plain}-{digest}"


def _manifest(paper: Paper, names: dict[str, str]) -> bytes:
    root = ET.Element(
        "manifest",
        {"xmlns": _PACKAGE, "xmlns:xsi": SCHEMA_INSTANCE, "identifier": "QUIZ-MANIFEST"},
    )
    metadata = child(root, "metadata")
    child(metadata, "schema", "QTIv2.1 Package")
    child(metadata, "schemaversion", "1.0.0")
    child(root, "organizations")
    resources = child(root, "resources")
    test = child(resources, "resource", identifier="TEST", type="imsqti_test_xmlv2p1", href=_TEST)
    child(test, "file", href=_TEST)
    for item in paper.items:
        child(test, "dependency", identifierref=identifier(item))
    for item in paper.items:
        href = names[item.id]
        resource = child(
            resources,
            "resource",
            identifier=identifier(item),
            type="imsqti_item_xmlv2p1",
            href=href,
        )
        child(resource, "file", href=href)
    return document(root)


def _test(paper: Paper, names: dict[str, str]) -> bytes:
    root = ET.Element(
        "assessmentTest",
        {
            "xmlns": QTI,
            "identifier": "TEST",
            "title": f"{paper.title}（{paper.version}卷）",
        },
    )
    child(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    part = child(
        root,
        "testPart",
        identifier="PART",
        navigationMode="nonlinear",
        submissionMode="simultaneous",
    )
    for order, section in enumerate(paper.sections, start=1):
        heading = wording.section_heading(order, section)
        group = child(
            part, "assessmentSection", identifier=f"S{order}", title=heading, visible="true"
        )
        for item in section.items:
            reference = child(
                group, "assessmentItemRef", identifier=identifier(item), href=names[item.id]
            )
            child(reference, "weight", identifier="MARK", value=wording.mark_words(section.mark))
    return document(root)
