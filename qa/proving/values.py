"""What a sentence may not get wrong: quantities, offices, obligations, negation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from corpus.model import Regulation
from corpus.numerals import parse_ordinal
from corpus.spacing import tight

_DIGITS: Final = str.maketrans("０１２３４５６７８９％", "0123456789%")
_UNIT: Final = (
    r"(?:个工作日|个自然日|个月|个星期|小时|分钟"
    r"|[个天日年月周次步条款章项%人名元倍届级种类份季岁家万亿号])"
)
_WRITTEN: Final = r"[〇零一二三四五六七八九十百千两廿卅]{1,9}"
_NUMERAL: Final = re.compile(rf"({_WRITTEN})(?={_UNIT})")
_PERCENT: Final = re.compile(rf"百分之({_WRITTEN}|\d+)")
_BOUND: Final = (
    r"(?:不得超过|不得少于|不得多于|不少于|不超过|不低于|不高于|不多于"
    r"|超过|至少|最多|少于|多于|低于|高于)"
)
_DATE: Final = r"(?:\d+年)?\d+月(?:\d+日)?|\d+年"
_AMOUNT: Final = rf"\d[\d.]*(?:[万亿])?{_UNIT}?(?:以上|以下|以外|左右)?"
_DAY: Final = r"(?:星期|周)[一二三四五六日天]"
QUANTITY: Final = re.compile(
    rf"{_BOUND}?(?:{_DATE})|(?:每[年月周季]度?)?第\d+个(?:和第\d+个)*{_DAY}"
    rf"|每(?:半年|\d*个?[年月周日天季]度?)(?:[^，。；、\d]{{0,5}}\d+[次天个])?|{_DAY}"
    rf"|第?{_BOUND}?{_AMOUNT}"
)
"""A number with its unit and bound, a date, a frequency, a day of the week."""

OBLIGATION: Final = re.compile(
    r"不得|不准|不许|不能|不可|不要|不应|不予|不再|不宜|严禁|禁止|应当|必须|务必|可以"
    r"|(?<![回响反适相对效供])应(?![急对收用届邀])|须|(?<![许认])可(?![追操持控靠能行])"
    r"|(?<![主重需必紧])要(?![求素点闻事件])|需(?![要求])"
)
_NOT_NEGATION: Final = re.compile(
    r"不(?:同|断|仅|良|动产)|未(?:来|成年)|无(?:党派|论)|非(?:法|常|公)|(?<!开|扣|消|解|删)除(?:了|夕)"
)
_NEGATION: Final = re.compile(r"不|未|没有|无|非|勿|禁止|严禁|严防|除|至少|最多|反对|防止|避免")
_FORBIDDING: Final = re.compile(r"不得|不准|不许|不能|不可|不要|不应|禁止|严禁|严防|反对|防止")
_AFTER_NEGATION: Final = re.compile(r"不(?![同断仅良])|未(?![来])|没有|勿")

_MORPHEMES: Final = (
    r"党中央|中央|国务院|全国|人民代表大会|人大|常务委员会|常委会|委员会|政协|[国省市县区州乡镇](?:级)?"
    r"(?:人民政府|政府|委|政协|纪检委|纪委|人大)|人民政府|政府|人民法院|法院|人民检察院|检察院|公安机关"
    r"|[省市县区州乡镇局部厅处科院校所站会行组队庭]长|秘书长|检察长|审计长|总理|主任|书记|主席|委员|干事"
    r"|党组|办公室|办公厅|部门|机关|机构|主管|行政|工作|直属|组成"
    r"|领导班子|班子|领导|同志|负责人|责任人|主持人|召集人|法律顾问|成员|人员"
    r"|副|分管|常务|主要|牵头|主办|协办|有关|相关|专题|全体|办公|会议"
)
_HEADS: Final = re.compile(
    r"中央|国务院|人大|人民代表大会|委员|政协|政府|委|法院|检察院|机关|长|总理|主任|书记|主席|干事"
    r"|党组|办公|部门|机构|领导|负责人|责任人|主持人|召集人|顾问|会议"
)
_RUN: Final = re.compile(rf"(?:{_MORPHEMES})+")
_NAMED_BODY: Final = re.compile(
    r"(?:^|[，。；、：\n由向报经和或及与])((?:(?![由向报经和或及与应])[\u4e00-\u9fff]){2,10}?"
    r"(?:部门|机关|机构|局|委员会|法院|检察院|办公室))"
)
_TWICE: Final = 2
"""A name read off the text counts as an office when the regulation uses it at least twice."""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return ``text`` without blanks, its counted numerals as digits (七个工作日 → 7个工作日)."""
    folded = tight(text).translate(_DIGITS)
    folded = _PERCENT.sub(lambda match: f"{_number(match[1])}%", folded)
    return _NUMERAL.sub(lambda match: _number(match[1]), folded)


_MAKE_UP: Final = "组成"
"""由县长、副县长组成: the verb is no part of the office before it."""


def quantities(text: str) -> tuple[str, ...]:
    """Return every quantity of plain ``text``, each with its unit."""
    return tuple(match.group() for match in QUANTITY.finditer(text))


def offices(text: str, known: frozenset[str] = frozenset()) -> tuple[tuple[int, int], ...]:
    """Return the spans of offices, bodies and meetings in plain ``text``, each whole.

    县政府办公室分管副主任 is one office: neither 副主任 nor 主任 nor 县政府 stands in it.
    """
    runs = [match for match in _RUN.finditer(text) if _HEADS.search(match.group())]
    spans = [(m.start(), m.start() + len(m.group().removesuffix(_MAKE_UP))) for m in runs]
    for name in known:
        spans += [match.span() for match in re.finditer(re.escape(name), text)]
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not whole or end > whole[-1][1]:
            whole.append((start, end))
    return tuple(whole)


@lru_cache(maxsize=16)
def offices_of(regulation: Regulation) -> frozenset[str]:
    """Return the offices, bodies and meetings that ``regulation`` itself names."""
    texts = [plain(article.text) for article in regulation.articles]
    whole = "\n".join(texts)
    bodies = {name for text in texts for name in _NAMED_BODY.findall(text)}
    named = {name for name in bodies if whole.count(name) >= _TWICE}
    return frozenset(named | {text[start:end] for text in texts for start, end in offices(text)})


def modal_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of obligation and negation words in plain ``text``."""
    found = (*OBLIGATION.finditer(text), *_AFTER_NEGATION.finditer(text))
    return tuple(match.span() for match in found)


def negates(text: str) -> bool:
    """True where ``text`` holds a negation, an exception or a bound (至少) that has to be kept."""
    return _NEGATION.search(_NOT_NEGATION.sub("", text)) is not None


def forbids(text: str) -> bool:
    """True where ``text`` holds a prohibition, which reaches over 、 to the end of its list."""
    return _FORBIDDING.search(text) is not None


def _number(written: str) -> str:
    value = parse_ordinal(written)
    return written if value is None else str(value)
