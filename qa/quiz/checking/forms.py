"""When two pieces of text say the same: width, blanks, numerals, units, rates and short names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from qa.proving.values import plain

_QUOTATION: Final = re.compile("[“”‘’\"']")
_SPAN: Final = re.compile(
    r"(半|\d+)个?(工作日|自然日|日|天|周|星期|月|季度|年|小时)(?!常|期|程|用|底|初|末|会|度)"
)
_RATE: Final = re.compile(
    r"每(半)?(\d*)个?(年度|年|季度|季|月|周|星期|日|天)(?:[^,。;、\d过少多至]{0,6}?)(\d+)(次|回|天|篇|个)"
)
_EVERY: Final = re.compile(r"(?<!每)(\d+)个?(年|季度|月|周|星期)(?:召开|举行|开)?1(次|回)")
_PERIODS: Final = {"年度": 12.0, "年": 12.0, "季度": 3.0, "季": 3.0, "月": 1.0,
                   "周": 7.0, "星期": 7.0, "日": 1.0, "天": 1.0}  # fmt: skip
_BY_DAY: Final = frozenset(("周", "星期", "日", "天"))
_UNITS: Final = {"工作日": ("w", 1.0), "自然日": ("d", 1.0), "日": ("d", 1.0), "天": ("d", 1.0),
                 "周": ("d", 7.0), "星期": ("d", 7.0), "小时": ("d", 1 / 24), "月": ("m", 1.0),
                 "季度": ("m", 3.0), "年": ("m", 12.0)}  # fmt: skip
"""A working day is no day and a month no thirty days: only the same measure is compared."""
_FILLERS: Final = re.compile(
    r"一般|原则上|应当|必须|应该|(?<![回响反适对效供])应|须|(?:以|之)?内|召开|举行|分别|[的于在向由经,。;:!?]"
)
_BOUNDS: Final = re.compile(
    r"(?:不得|不)(?:少于|超过|低于|高于|多于)|至少|最多|最少|以[上下]|(?:以|之)?前|提前|左右"
)
_MODALS: Final = {"应当": "应", "应该": "应", "必须": "应", "务必": "应", "须": "应", "应": "应",
                  "要": "应", "需": "应", "不得": "不得", "不准": "不得", "不许": "不得",
                  "禁止": "不得", "严禁": "不得", "不能": "不得", "不可": "不得", "可以": "可",
                  "可": "可", "能": "可"}  # fmt: skip
_IDIOM: Final = 4
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_OWN: Final = re.compile(r"^(?:本)?(?:[省市县区乡镇]?(?:人民)?政府)(?=.{2})|^(?:有关|相关|各)")
_LEADER: Final = re.compile(r"^(?:分管|主要|有关|常务|牵头)*副?[省市县区乡镇州]长$")
_GENERAL: Final = re.compile(
    r"^(?:[省市县区乡镇州]?(?:人民)?政府)?(?:有关|主要|分管|牵头)?(?:领导|领导同志|负责人)$"
)
_STAFF: Final = "领导班子成员"
_BODY: Final = 3
"""The last letters of a body's name that its members' titles repeat: 办公室主任."""
_CHIEFS: Final = frozenset(("主要领导", "分管领导"))
_AND: Final = re.compile(r"[、,]|以及|及|或者|或|(?<![共总饱温])和(?![谐平])|并")


@lru_cache(maxsize=65536)
def form(text: str) -> str:
    """Return ``text`` for comparing: no blanks or quotation marks, 七个工作日 as 7个工作日."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _QUOTATION.sub("", plain(folded))


@lru_cache(maxsize=65536)
def meaning(text: str) -> str:
    """Return what ``text`` says, short names and rates folded: 每年2次 and 每半年一次 are one."""
    said = form(text).strip(",。;:、")
    if said in _MODALS:
        return _MODALS[said]
    said = _RATE.sub(_rate, said)
    said = _EVERY.sub(lambda m: _times(_PERIODS[m[2]] * int(m[1]), m[2], m[3]), said)
    said = _SPAN.sub(_span, said)
    said = _OWN.sub("", said)
    return _FILLERS.sub("", said) or said


def same(text: str, other: str) -> bool:
    """Tell whether the two pieces mean the same."""
    ours, theirs = meaning(text), meaning(other)
    return ours == theirs or _turned(ours, theirs)


def _turned(text: str, other: str) -> bool:
    """True for 执法严明 and 严明执法, 职责明确 and 责任明确."""
    if not (len(text) == len(other) == _IDIOM and _HAN.fullmatch(text + other)):
        return False
    return text[2:] + text[:2] == other or (
        text.replace("职责", "责任") == other.replace("职责", "责任")
    )


def close(text: str, other: str) -> bool:
    """Tell whether one differs from the other by a bound only: 14个工作日, 不少于14个工作日."""
    ours, theirs = (_BOUNDS.sub("", meaning(piece)) for piece in (text, other))
    return bool(ours) and ours == theirs


def covers(general: str, special: str) -> bool:
    """Tell whether ``general`` names the kind that ``special`` is of: 县政府领导, 县长."""
    wide, narrow = form(general), form(special)
    if wide.endswith(_STAFF):
        return _on_staff(wide, narrow)
    chief = narrow.replace("负责人", "领导")
    if wide.replace("负责人", "领导") in _CHIEFS and chief.endswith(tuple(_CHIEFS)):
        return chief != wide and chief.endswith(wide.replace("负责人", "领导"))
    if wide == narrow or not _GENERAL.search(wide):
        return False
    if wide.endswith("负责人"):
        return narrow.endswith(wide)
    if "分管" in wide or "主要" in wide:
        vice = "(?:分管)?副" if "分管" in wide else ""
        return bool(re.fullmatch(f"{vice}[省市县区乡镇州]长", narrow))
    return bool(_LEADER.search(narrow) or _GENERAL.search(narrow)) and "负责人" not in narrow


def _on_staff(staff: str, office: str) -> bool:
    body = staff.removesuffix(_STAFF)[-_BODY:]
    return body in office and office.endswith(("主任", "长"))


def residual(text: str) -> bool:
    """Tell whether ``text`` names all others (其他党组成员): nobody is surely outside it."""
    return form(text).startswith(("其他", "其它", "其余"))


def parts(text: str) -> tuple[str, ...]:
    """Return the members of a list of names: 县长、副县长 -> 县长 and 副县长."""
    return tuple(meaning(part) for part in _AND.split(form(text)) if part)


def _span(match: re.Match[str]) -> str:
    kind, size = _UNITS[match[2]]
    count = 0.5 if match[1] == "半" else float(match[1])
    return f"<{kind}{count * size:g}>"


def _rate(match: re.Match[str]) -> str:
    length = _PERIODS[match[3]] * (0.5 if match[1] else 1.0) * int(match[2] or 1)
    return _times(length / max(int(match[4]), 1), match[3], match[5])


def _times(length: float, unit: str, what: str) -> str:
    return f"<{'r' if unit in _BY_DAY else 'R'}{length:g}{what}>"


def differ(options: Iterable[str]) -> tuple[str, str] | None:
    """Return two of ``options`` that mean the same, or None."""
    seen: list[str] = []
    for option in options:
        for other in seen:
            if same(option, other):
                return other, option
        seen.append(option)
    return None
