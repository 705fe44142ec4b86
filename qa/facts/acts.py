"""How regulations word who does what: the verbs of each relation and the patterns around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from qa.facts.offices import CHAIN, HEAD, WHO
from qa.facts.topics import MODALS

_RELATIONS: Final = (
    ("召集和主持", "召集和主持|召集并主持|召集、主持"),
    ("主持", "主持召开|主持"),
    ("召集", "召集"),
    ("组成", "组成(?!部门|人员|单位|成员)"),
    ("列席", "列席"),
    ("参加", "参加|出席"),
    ("签发", "签发"),
    ("签署", "签署"),
    ("签批", "签批"),
    ("决定", "讨论和决定|讨论并决定|讨论决定|研究决定|决定"),
    ("讨论", "讨论"),
    ("审批", "审批|核批|履行相关审议或审批程序"),
    ("审定", "审定"),
    ("批准", "批准|同意"),
    ("审核", "审核把关|严格把关|综合把关|(?:公文)?审核(?!后提出)"),
    ("审查", "(?:进行)?(?:严格)?(?:合法性)?审查"),
    ("核报", "核报"),
    ("确定", "确定"),
    ("提出", "提出"),
    ("解读", "(?:做好)?(?:政策)?解读"),
    ("起草", "组织起草|起草"),
    ("备案", "备案"),
    ("督促", "督促|督导"),
    ("担任", "担任"),
    ("发文", "发文|行文"),
    ("制定", "制定"),
    ("安排", "安排"),
    ("撤销", "改变、撤销|改变或者撤销|撤销"),
    ("承办", "承办"),
    ("办理", "办理"),
    ("代为处理", "代为处理"),
    ("领导", "(?<![府门位])领导(?!同志|班子|小组|机构)"),
    ("协助", "协助"),
    ("配合", "配合"),
    ("负责", "负总责|负责(?!做好|任|人)"),
)
"""Relation and the words that state it; longer words first."""
_ADDRESSED: Final = (
    ("请示", "请示报告|请示汇报|请示"),
    ("报告", "报告|汇报|阅知"),
    ("通报", "通报"),
    ("请假", "请假"),
    ("报送", "报送"),
)
"""What is done towards somebody: the value is to whom."""
_DONE_BY_SUBJECT: Final = (
    "召集和主持", "主持", "领导", "协助", "配合", "解读", "审核", "负责", "参加", "列席",
    "签批", "督促",
)  # fmt: skip
"""Relations that are also stated without 由, by a subject that opens its segment."""
_DECIDED_BY_RECEIVER: Final = (
    "决定", "讨论", "审批", "审定", "批准", "审核", "确定", "签发", "备案",
)  # fmt: skip
"""Relations of whom a paper goes to (报县长审定, 经县政府批准)."""
_NAMES: Final = dict(_RELATIONS)
ADVERBS: Final = (
    rf"(?:{MODALS}|协调审核后|审核后|自行|联合|综合|予以|集体|具体|等形式|等方式|进行|"
    r"向[^，。；]*?(?=提出)|牵头会同[^，。；]*?(?=起草|办理|制定)|会同[^，。；]*?(?=起草|办理|制定))*?"
)


_WORDS: Final = {
    name: re.sub(r"\(\?<?[!=][^)]*\)", "", words) for name, words in (*_RELATIONS, *_ADDRESSED)
}
GIVER: Final = rf"(?:(?!报请|核报|报经|呈报|转请|后报|[，。；：由向]).)*?{HEAD}"
"""Who acts: words that end with an office, in front of the office it goes on to."""
_TAKER: Final = rf"(?:(?!(?<!汇)报|[，。；：由]).)*?{HEAD}"
"""Who it goes to: 报县长审定, but not 经分管副县长报县长审定 as a whole."""


def verbs(*names: str) -> str:
    """Return an expression for the words of the relations ``names``."""
    return "|".join(_NAMES[name] for name in names)


def any_verb(*left_out: str) -> str:
    """Return an expression for the words of every relation but those ``left_out``."""
    return "|".join(words for name, words in _RELATIONS if name not in left_out)


def relation_of(verb: str) -> str:
    """Return the relation that ``verb`` states."""
    return next(name for name, words in _WORDS.items() if re.fullmatch(words, verb))


def act_span(relation: str, text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return where ``text`` names the act: right in front of ``span``, else behind it."""
    start, end = span
    words = _WORDS[relation]
    front = re.search(rf"(?:{words})$", text[:start])
    match = front or re.compile(words).search(text, end)
    return match.span() if match else None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to state a role: groups ``who`` (the value) and, mostly, ``verb``.

    ``addressed``: the value is to whom, the subject who does it. ``leading``: it opens a segment.
    """

    expression: re.Pattern[str]
    relation: str = ""
    addressed: bool = False
    leading: bool = False


def _pattern(
    text: str, relation: str = "", *, addressed: bool = False, leading: bool = False
) -> Pattern:
    return Pattern(re.compile(text), relation, addressed, leading)


PATTERNS: Final = (
    _pattern(rf"由(?!于)(?P<who>{GIVER})(?P<adv>{ADVERBS})(?P<verb>{any_verb('领导')})"),
    _pattern(
        rf"(?:报请|核报|报经|呈报|上报|转请|分送|未经|一经|(?<!已)经|报|提请)(?!授权)(?P<who>{_TAKER}){ADVERBS}"
        rf"(?P<verb>{verbs(*_DECIDED_BY_RECEIVER)})"
    ),
    _pattern(
        r"(?:安排|指定|(?<!不)邀请|建立健全|可请)(?P<who>[^，。；：]+?)等?"
        rf"(?P<verb>{verbs('列席', '参加')})"
    ),
    _pattern(rf"委托(?P<who>{WHO})(?P<verb>{verbs('召集和主持', '主持')})"),
    _pattern(
        rf"(?P<who>{CHAIN.pattern})(?P<adv>{ADVERBS})"
        rf"(?P<verb>{verbs(*_DONE_BY_SUBJECT)})",
        leading=True,
    ),
    _pattern(rf"(?P<who>{CHAIN.pattern})只?就(?P<matter>[^，。；]+?)(?P<verb>发文)", leading=True),
    _pattern(rf"在(?P<who>{WHO})(?P<verb>领导)下"),
    _pattern(
        rf"(?P<who>{CHAIN.pattern})是(?P<matter>[^，。；]*?)的?(?:第一责任人|责任主体|主体)",
        "负责",
        leading=True,
    ),
    _pattern(
        r"向(?P<who>(?:(?!提交|提出|作出)[^，。；：向]){1,30}?)(?:书面|如实)?"
        r"(?P<verb>请示报告|请示汇报|请示|报告|汇报|通报|请假|报送)",
        addressed=True,
    ),
    _pattern(rf"请示(?P<who>{CHAIN.pattern})", "请示", addressed=True),
    _pattern(rf"(?:先行|及时)报告(?P<who>{CHAIN.pattern})", "报告", addressed=True),
    _pattern(rf"通报(?P<who>{CHAIN.pattern})", "通报", addressed=True),
    _pattern(rf"报(?P<who>{WHO})阅知", "报告", addressed=True),
    _pattern(r"(?:征求|听取)(?P<who>[^，。；：]{1,20}?)的?意见", "征求意见"),
    _pattern(rf"与(?P<who>{WHO})会签", "会签"),
    _pattern(rf"解释权属于(?P<who>{HEAD}+)", "解释"),
)
