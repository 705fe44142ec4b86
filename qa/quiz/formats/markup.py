"""XML trees, built and written so that no text can break them."""

from __future__ import annotations

import html
from xml.etree import ElementTree as ET


def child(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Append an element with its text; a trailing _ of an attribute's name is dropped."""
    named = {name.rstrip("_"): value for name, value in attributes.items()}
    added = ET.SubElement(parent, tag, named)
    if text:
        added.text = text
    return added


def document(root: ET.Element, *, is_indented: bool = True) -> bytes:
    """Return the tree as UTF-8 with its declaration."""
    if is_indented:
        ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def as_html(text: str) -> str:
    """Return plain text as HTML: escaped, with line breaks."""
    return html.escape(text, quote=False).replace("\n", "<br/>")
