"""The things a question names: meetings, people, bodies, papers, matters, degrees of urgency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from indexing.words import STOP_WORDS, Words

_HEADS: Final = {
    "meeting": r"会议|(?<=[务题公组体谈证席例个场种该此哪])会(?![议签后前同务员计])",
    "person": r"县长|省长|市长|区长|乡长|镇长|局长|部长|院长|"
    r"主任|书记|领导(?!小组|班子)(?:同志|干部)?|"
    r"负责人|主持人|召集人|人员|成员|委员|主席|代表|群众|专家|干部",
    "body": r"人民政府|政府|办公室|部门|机构|单位|党组|中心|小组|"
    r"局(?!长)|县委|市委|省委|政协|人大|企业|法院",
    "paper": r"文件|公文|纪要|规章|法规|命令|议案|方案|草案|请示|来信|提案|材料|协议|"
    r"文稿|发文|讲话|报告(?=$|呢|的|里)|规则|条例|办法|"
    r"文章|著作|议题|件(?!事)",
    "matter": r"事项|事务|工作|决策|决定|项目|问题",
    "urgency": r"特急重要|特急|加急|特别紧急|紧急|一般(?=事|公|文|件|的|呢|$)",
}
"""What the names of each kind end in; the kinds in which one thing stands in for another."""
_ALIKE: Final = {"person": "body", "body": "person", "paper": "matter", "matter": "paper"}
_PARTS: Final = frozenset(
    (
        "纪要",
        "议题",
        "草案",
        "方案",
        "文件",
        "任期",
        "规格",
        "时限",
        "期限",
        "程序",
        "材料",
        "内容",
        "次数",
        "时间",
        "地点",
        "人员",
        "成员",
        "名单",
        "组成",
        "主持人",
        "召集人",
        "结果",
        "责任",
        "经费",
        "费用",
        "目录",
        "标准",
        "计划",
        "参加人员",
        "列席人员",
        "组成人员",
        "主持",
        "参加",
        "列席",
        "签发",
        "日期",
        "频率",
        "周期",
        "规模",
        "职责",
        "任务",
        "主要任务",
        "范围",
        "条件",
        "后果",
        "形式",
        "原则",
        "依据",
        "回复",
        "期间",
        "负责人",
        "部门",
        "单位",
    )
)
"""Names of a part or a side of something: 纪要由谁签发 says nothing until it is known of what."""
_VAGUE: Final = re.compile(
    r"(?:其他|其它|别的|相关|有关|哪个|哪些|哪种|什么|这|那|该|此|几个|各)(?:个|类|种|些)?$"
)
_WIDEST: Final = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """A name in a text: where it stands, its kind, and where its last word (会议) begins."""

    start: int
    head: int
    end: int
    kind: str


def things(text: str, words: Words) -> tuple[Thing, ...]:
    """Return what ``text`` names, in order; each with what stands before it in the name."""
    found: list[Thing] = []
    for kind, heads in _HEADS.items():
        for match in re.finditer(heads, text):
            start = (
                match.start()
                if kind == "urgency"
                else _widened(text, match.start(), match.end(), words)
            )
            found.append(Thing(start, match.start(), match.end(), kind))
    kept = [one for one in found if not any(_inside(one, other) for other in found)]
    return tuple(sorted(kept, key=lambda thing: (thing.start, thing.end)))


def kind_of(text: str, words: Words) -> str | None:
    """Return the kind of the thing that ``text`` ends in, or None."""
    ending = [thing for thing in things(text, words) if thing.end == len(text)]
    return ending[-1].kind if ending else None


def is_part(text: str) -> bool:
    """True for 纪要, 次数, 任期: it is always of something."""
    return text in _PARTS


def alike(kind: str | None, other: str) -> bool:
    """True where a thing of ``kind`` can stand in the place of one of kind ``other``."""
    return kind is not None and (kind == other or _ALIKE.get(kind) == other)


def begins_with_part(text: str) -> bool:
    """True for 纪要由谁签发: the question begins with a part of something unnamed."""
    return any(text.startswith(part) for part in _PARTS)


def leads_nowhere(word: str) -> bool:
    """True for a verb or an adverb that a question begins with when its subject is left out."""
    return word in _PARTS or _BREAKS.search(word) is not None


def is_named(text: str, thing: Thing) -> bool:
    """True where ``thing`` has a name of its own: 专题会议, 县政府; not 文件, 其他部门, 哪个会."""
    if text[thing.start : thing.end] in _PARTS:
        return False
    vague = _VAGUE.search(text[: thing.start]) or _VAGUE.match(text[thing.start : thing.head])
    return thing.start < thing.head and vague is None


def _inside(one: Thing, other: Thing) -> bool:
    smaller = one.end - one.start < other.end - other.start
    return smaller and other.start <= one.start and one.end <= other.end and one.kind != "urgency"


def _widened(text: str, head: int, end: int, words: Words) -> int:
    """Return where the name begins whose last word is ``text[head:end]``."""
    known = [
        start
        for start in range(max(0, head - 8), head)
        if any(text[start:end] in term or _shortened(text[start:end], term) for term in words.terms)
    ]
    start = min(known, default=head)
    pieces = words.whole(text[:start])
    for piece in reversed(pieces[-_WIDEST:]):
        plain = text[:start].endswith(piece) and piece not in STOP_WORDS and len(piece) < 4
        if not plain or _breaks(piece, text[head:end]) or end - start + len(piece) > 8:
            break
        start -= len(piece)
    return start


TAKING_PART: Final = frozenset(("列席", "参加", "组成", "参会", "出席", "与会"))


def _breaks(piece: str, head: str) -> bool:
    """True where a name that ends in ``head`` cannot reach over ``piece``."""
    if piece in TAKING_PART and head in {"人员", "成员"}:
        return False
    return _BREAKS.search(piece) is not None or (head == "领导" and piece[-1:] in "长任记")


_BREAKS: Final = re.compile(
    r"^(?:谁|列席|参加|主持|召开|召集|提交|提请|报送|报给|报|签发|签署|签|起草|审定|审批|审议|讨论|研究|"
    r"制定|印发|发布|发表|公开|以|在|跟|由|归|该|各|每|哪个|哪些|哪|其他|通过|领导|涉及|负责|接到|收到|"
    r"代表|提出|清理|设置|转发|办理|找|报告|同|是|用|一般|要|新|下|经|经过|出席|回应|解读|向|开|定|批|"
    r"外出|离开|发现|解决|处理|汇报|存在|出现|做|有|主要|具体|最后|特殊|对|关于|还|都|也|就|换|自己|多|几|抓|定期|临时|去|管|属|作为|属于|没|列入|不|一个月|一年|\d.*)$"
)
"""Words that end a name on its left."""


def _shortened(name: str, term: str) -> bool:
    """True for 常务会, short for 常务会议."""
    return len(name) > 2 and name.endswith("会") and f"{name}议" in term
