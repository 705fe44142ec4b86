"""A page's measures and kinds of type: fonts, sizes and what stands in for a font."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final


class Type(Enum):
    """Kinds of type on a page."""

    TITLE = auto()
    HEADING = auto()
    BODY = auto()
    BOLD = auto()
    NOTE = auto()
    SMALL = auto()


class Align(Enum):
    """How a paragraph stands between the margins."""

    LEFT = auto()
    CENTRE = auto()
    BOTH = auto()


FONTS: Final = {
    Type.TITLE: ("方正小标宋简体", 22),
    Type.HEADING: ("黑体", 14),
    Type.BODY: ("仿宋", 12),
    Type.BOLD: ("仿宋", 12),
    Type.NOTE: ("楷体", 10.5),
    Type.SMALL: ("宋体", 9),
}
"""Font and size in points of each kind of type."""
_FALLBACKS: Final = {
    "方正小标宋简体": ("宋体", "roman"),
    "黑体": ("SimHei", "swiss"),
    "仿宋": ("仿宋_GB2312", "roman"),
    "楷体": ("楷体_GB2312", "roman"),
    "宋体": ("SimSun", "roman"),
}
"""What a machine without a font uses in its place, and the family it belongs to."""
LATIN: Final = "Times New Roman"
MARGINS: Final = {"top": 3.0, "bottom": 2.5, "left": 2.8, "right": 2.6}
"""Centimetres; left and right as GB/T 9704-2012 has them, top and bottom less, for the paper's
header and footer stand there."""
WIDTH: Final = 21.0 - MARGINS["left"] - MARGINS["right"]
"""What is left for text, in centimetres."""
LEADING: Final = 1.65
"""Line pitch to size: a fixed pitch, as GB/T 9704-2012 has it (22 lines of 16 pt on 225 mm: 1.8),
a little closer here."""


def font_table() -> bytes:
    """Return the table that names each font's family and what may stand in for it."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (other, family) in _FALLBACKS.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()
