"""Whose duty a clause states: 副县长's rule must not answer a question about 县长."""

from __future__ import annotations

import re
from typing import Final

_OFFICE: Final = re.compile(
    r"分管副主任|副主任|办公室主任|主任|党组副书记|副书记|党组书记|书记|副县长|县长|"
    r"副(?:省|市|州|区|乡|镇)长|(?:省|市|州|区|乡|镇)长|主要负责人|分管负责人|部长|局长|主席"
)
_OPENING: Final = re.compile(r"^(?:县政府|各地、各部门|各部门|部门|党组|由|如|凡){0,3}")


_HEADS: Final = dict.fromkeys(("局长", "部长", "乡长", "镇长"), "主要负责人")
"""What the heads of 各地、各部门 are called in everyday words."""


def offices(text: str) -> frozenset[str]:
    """Return the offices that ``text`` names; 副县长 is not also 县长, 局长 is 主要负责人."""
    return frozenset(_HEADS.get(office, office) for office in _OFFICE.findall(text))


def subject(clause: str) -> str | None:
    """Return the office a clause begins with, its subject, or None."""
    start = _OPENING.match(clause)
    match = _OFFICE.match(clause, start.end() if start else 0)
    return match.group() if match else None


def speaks_of_another(question: str, clause: str) -> bool:
    """True where ``question`` names offices and ``clause`` states the duty of a different one."""
    asked, about = offices(question), subject(clause)
    return bool(asked) and about is not None and about not in asked
