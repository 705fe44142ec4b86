"""When two offices are the same, or one of the other, so that they cannot stand side by side."""

from __future__ import annotations

import re
from typing import Final

from qa.facts.offices import HEAD

_JOINT: Final = re.compile(r"[、和或及与]|以及|委托")
_PERSON: Final = re.compile(
    r"(?:长|书记|主任|负责人|领导|领导同志|主持人|成员|人员|人|代表|委员|干部|专家|企业家|媒体)$"
)
GENERIC: Final = re.compile(
    r"^(?:县政府|市政府|省政府|政府)?(?:及)?(?:各|有关|相关|其他|本|县政府相关)*"
    r"(?:部门|单位|机关|机构|人员|领导|方面|企业|个人|组织)$|^各地(?:、各部门)?$|"
    r"^(?:县政府|政府)?其他领导(?:同志)?$|^(?:起草|制发|牵头|协办)部门或|^有关.{0,4}$|^(?:主要领导|办公室|主任)$"
)
"""Names that say no office: 各部门, 有关人员."""
RELATIVE: Final = re.compile(
    r"^(?:其他|有关|相关|本|各|所在|上级|下级|同级|主要领导)|的|(?:主持人|召集人)$|^(?:办公室|主任|成员|办公会|书记|议事协调机构)$"
)
"""Names that mean somebody only where they stand: no distractors."""
_LONGEST: Final = 24
"""Characters of offices in a row that an option can hold."""
_OUTSIDE: Final = re.compile(r"公众|群众|专家|企业|媒体|老干部|政协委员|人大代表")
"""Who is heard or informed, and holds no office: never beside those who do."""
CHAIR: Final = re.compile(r"(?:主持人|召集人)$")
"""Whoever chairs a meeting: any office may be meant, so it has no distractors and is none."""
_GROUP: Final = re.compile(r"(?:成员|人员|代表)$")
_CHIEF: Final = re.compile(r"^(?!部门).*(?:(?<!副)[省市县区州]长|主要领导|政府党组书记|^党组书记)$")
"""The head of a government and the secretary of its party group are often one person."""
_STAFF: Final = "领导班子成员"
_LEADER: Final = re.compile(r"领导|(?<!副)县长|副县长|(?<!副)市长|副市长")


def is_office(words: str) -> bool:
    """Return whether ``words`` name an office: they end like one and hold no verb."""
    if not 1 < len(words) <= _LONGEST or GENERIC.match(words):
        return False
    ends = re.search(rf"(?:{HEAD}|代表|委员|干部|媒体|专家)$", words)
    return bool(ends) and not re.search(r"应当|可以|是否|之日|自收到|公布|^[否所被]", words)


def parts(office: str) -> tuple[str, ...]:
    """Return the offices that ``office`` joins (县长、副县长)."""
    return tuple(part for part in _JOINT.split(office) if part)


_CLASSES: Final = (
    "签发|签署|签批|审批|审定|批准|审核|审查|核报|决定|确定|备案|同意",
    "报告|请示|请假|通报|报送|会签|征求意见",
    "组成|参加|列席",
    "召集和主持|主持|召集",
)


def kin(one: str, other: str) -> bool:
    """Return whether two relations are of a kind: who signs and who approves."""
    return one == other or any(
        one in each.split("|") and other in each.split("|") for each in _CLASSES
    )


def same_shape(one: str, other: str) -> bool:
    """Return whether both are persons or both bodies, and both one or both several."""
    if one.endswith("会议") != other.endswith("会议"):
        return False
    for like in (_GROUP, _OUTSIDE):
        if bool(like.search(one)) != bool(like.search(other)):
            return False
    return bool(_PERSON.search(one)) == bool(_PERSON.search(other)) and (
        (len(parts(one)) > 1) == (len(parts(other)) > 1)
    )


def overlap(one: str, other: str) -> bool:
    """Return whether an office of ``one`` may be one of ``other``."""
    if any(GENERIC.match(each) for each in (one, other)):
        return True
    return any(_one_of(a, b) for a in parts(one) for b in parts(other))


def _one_of(one: str, other: str) -> bool:
    if one == other or one.startswith(other) or other.startswith(one):
        return True
    if _CHIEF.match(one) and _CHIEF.match(other):
        return True
    if _STAFF in one + other:
        return _on_staff(one, other) or _on_staff(other, one)
    if "副" in one.partition("副")[1] and ("副" in one) != ("副" in other):
        return False
    ends = one.endswith(other) or other.endswith(one)
    vice = ("副" in one) != ("副" in other)
    if ends and not vice:
        return True
    broad = "领导" in one or "领导" in other
    return (
        broad
        and bool(_LEADER.search(one))
        and bool(_LEADER.search(other))
        and not _apart(one, other)
    )


def _on_staff(staff: str, member: str) -> bool:
    """县政府办公室领导班子成员 are the 办公室主任 and its 副主任."""
    body = staff.removesuffix(_STAFF)[-3:]
    return staff.endswith(_STAFF) and body in member and bool(re.search("主任|长$", member))


def _apart(one: str, other: str) -> bool:
    """分管领导 is not 县长: the one who is in charge of a field is a deputy."""
    pair = (one, other) if "分管" in one else (other, one)
    return "分管" in pair[0] and pair[1] == "县长"
