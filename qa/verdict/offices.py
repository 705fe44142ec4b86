"""Offices in a question and in a clause, and what each of them does there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_PLAIN: Final = (
    (r"县府办|政府办(?!公)|政办|府办(?!公)|大院办公室", "县政府办公室"),
    (r"县委办(?!公)", "县委办公室"),
    (r"司法局", "司法行政部门"),
    (r"法制[股科]|法规科|局里法制", "部门法制机构"),
    (r"常务副县长|二把手", "负责常务工作的副县长"),
    (r"副职|分管副职", "副县长"),
    (r"(?<!副)局长|部门一把手|部门正职|(?<!副)乡长|(?<!副)镇长|部门负责人", "部门主要负责人"),
    (r"(?<!副)县长本人|一把手县长", "县长"),
    (r"周([一二三四五六日])(?![次回岁])", r"星期\1"),
    (r"常务会(?!议)", "常务会议"),
    (r"党组会(?!议)", "党组会议"),
    (r"专题会(?!议)", "专题会议"),
    (r"全体会(?!议)|全会", "全体会议"),
    (r"办公会(?!议)", "办公会议"),
    (r"领导小组(?!办)|专班|指挥部|委员会", "议事协调机构"),
    (r"组长|挂帅", "主要负责人"),
    (r"分管副县长|分管的副县长|分管县领导", "县政府分管领导"),
    (r"分管的?副局长|授权的副局长", "分管负责人"),
    (r"正副主任", "主任、副主任"),
    (r"企业家|老板|老总", "企业"),
    (r"乡镇|各乡|街道", "各地"),
    (r"市委市政府", "市委、市政府"),
    (r"县委县政府", "县委、县政府"),
    (r"红头文件|红头", "文件"),
    (r"县领导|县政府领导同志", "县政府领导"),
    (r"配合(?:部门|单位)", "相关部门"),
    (r"(?:临时)?(?:再)?加(?:开|演)?(?:个会|[一个]+[场次回趟])", "临时召开"),
    (r"有必要的话|有必要时|实在需要(?:的话)?|确有必要|确实需要(?:的话)?", "必要时"),
    (r"(?<!协调)机构办公室|(?:领导)?小组办公室|小组办(?!公)", "议事协调机构办公室"),
    (r"县人大常委会", "县人民代表大会及其常务委员会"),
)
"""Everyday names of offices and meetings, and the rule's own."""
_OFFICES: Final = re.compile(
    r"负责常务工作的副县长|分管副县长|补位的副县长|副县长|县政府分管领导|分管领导|县政府主要领导|主要领导|(?<!的)县政府领导|县长(?!办公会)"
    r"|党组书记|党组副书记|副书记|县委书记|书记|党组成员"
    r"|(?:县政府)?办公室分管副主任|(?:县政府)?办公室副主任|分管副主任|副主任|(?:县政府)?办公室主任|主任"
    r"|议事协调机构办公室|县委办公室|县人大办公室|县政府办公室|办公室"
    r"|司法行政部门|部门法制机构|审计部门|牵头部门|协办部门|主办部门|议题汇报部门|起草部门|制发部门|联合发文部门|综合部门|分管部门|业务部门|主管部门|职能部门|宣传部门?|相关部门|组稿单位"
    r"|会议主持人|主持人|召集人|主持会议|分管负责人|主要负责人|分管副局长|副局长|秘书|科长|股长|科员"
    r"|县?(?:审计|财政|教育|公安|民政|卫健|住建|发改|统计|信访|人社|应急|水利|文旅|城管|司法)局"
    r"|(?:(?<=由)|(?<=、)|(?<=或)|(?<=经))(?:县政府|县长)?(?:常务|全体|党组|专题|办公)会议"
    r"|(?:(?<=属于)|(?<=由)|(?<=向)|(?<=报)|(?<=归))县政府(?!办公|领导|分管|各|相关|部门|工作部门|司法|政务|常务|党组|全体|专题|主要)"
    r"|编办|纪委|人大常委会|县人民代表大会及其常务委员会|人大|政协|市委|县委|市政府|省政府"
)
_ACTIONS: Final = (
    ("签发", r"签(?:发|署|字|批|名)?|落款|画圈"),
    ("审批", r"审批|批准|审定|批(?!评)|点头|拍板|同意|核批|敲定|敲板"),
    ("确定", r"确定|定(?!期|制)|决定"),
    ("主持", r"主持|召集|牵头开|张罗|掌全盘"),
    ("负责", r"负责|负总责|管|归|担责|把关|承办|回应主体|做好|第一责任人|主导|统一安排|来排|安排"),
    ("审查", r"审查|审核|审(?!定|批|议)|把关"),
    ("起草", r"起草|写|执笔"),
    ("解读", r"解读|讲清"),
    ("请假", r"请假|告假|补假"),
    ("报告", r"报告|汇报|请示|通报|报送|报(?!文|纸|社)"),
    ("解释", r"解释"),
    ("备案", r"备案"),
    ("清理", r"清理"),
    ("调整", r"调整|换人|自行发文|发文"),
    ("担任", r"担任|(?<![主责])任(?!务|免|何|期)|(?<!应)当(?!前|地|年|面|场|天|众|事)"),
    ("参加", r"参加|列席|旁听|参会"),
    ("领导", r"领导(?=全面|县政府|$)"),
    ("代理", r"代为处理|代管|代办|顶"),
    ("提出", r"提出|申请"),
    ("意见", r"征求|听取|意见"),
    ("协助", r"协助|配合"),
)
_TOWARDS: Final = re.compile(
    r"(?:向|报|跟|找|对|给|请示|经|征求|通过|送|由|归|让|请|是|委托)\s*(?:乾安)?(?:县政府)?(?:的)?$"
)


_BROAD: Final = "领导"
"""县政府领导 without its prefix: any leader of the county."""
_SOME_DEPARTMENT: Final = re.compile(r"^(?:主办|牵头|协办|起草|制发|相关|业务|职能|联合发文)?部门$")
"""Departments that no name tells apart: any bureau may be one."""
_LEADERS: Final = frozenset(
    {"县长", "副县长", "分管领导", "主要领导", "分管副县长", "负责常务工作的副县长"}
)
_CONDITION: Final = re.compile(r"(?:的|时|时候|的话|期间|后|了)$")
"""Ends of a segment that says when, not what."""
_OPENS: Final = re.compile(r"^(?:其中，|如果|要是|请问|我们?|咱们?|各地、|各部门)+")
_HELPED: Final = re.compile(r"(?:协助|配合|领导|监督|代替|替|代表)$")
"""In front of an office to which something is done: 协助县长工作."""
_NAME_ONLY: Final = re.compile(r"(?:[、和]?县(?:政府|委))?(?:的)?名义")
_MODIFIES: Final = re.compile(r"的|之?前|以?后")
"""Behind an office something goes to: 报县政府的公文, 报县政府前."""
_ELSEWHERE: Final = -0.3
"""An office that takes another part in the clause contradicts it less than a strange one."""


@dataclass(frozen=True, slots=True)
class Part:
    """``office`` takes part in ``action``: as its agent, or addressed by it (``towards``)."""

    office: str
    action: str
    towards: str


@lru_cache(maxsize=8192)
def plain_names(text: str) -> str:
    """Return ``text`` with everyday names of offices and meetings put into the rule's words."""
    for pattern, name in _PLAIN:
        text = re.sub(pattern, name, text)
    return text


def offices(text: str) -> tuple[str, ...]:
    """Return the offices that ``text`` names, in order."""
    return tuple(match.group() for match in _OFFICES.finditer(text))


def without(text: str) -> str:
    """Return ``text`` with a comma for each office."""
    return _OFFICES.sub("，", text)


@lru_cache(maxsize=8192)
def parts(text: str) -> tuple[Part, ...]:
    """Return what each office of ``text`` does: the nearest action behind it in its segment.

    Offices of a condition (副县长外出的，…) do nothing where something else follows.
    """
    segments = [part for part in re.split(r"[,，;；。]", text) if part.strip()]
    told = [part for part in segments[:-1] if not _CONDITION.search(part)] + segments[-1:]
    return tuple(part for segment in told for part in _parts(segment))


def _parts(segment: str) -> Iterator[Part]:
    for match in _OFFICES.finditer(segment):
        before = _TOWARDS.search(segment[: match.start()])
        towards = before.group() if before else ""
        behind = segment[match.end() :]
        if _NAME_ONLY.match(behind) or (towards and _MODIFIES.match(behind)):
            continue
        action = act_of(behind)
        if not action and _HELPED.search(segment[: match.start()]):
            continue
        action = action or _last_act(segment[: match.start()])
        yield Part(match.group(), action, towards)


def act_of(text: str) -> str:
    """Return the first act that ``text`` speaks of (报送 is 报告), or nothing."""
    nearest = min(
        (
            (match.start(), name)
            for name, pattern in _ACTIONS
            if (match := re.search(pattern, text))
        ),
        default=(0, ""),
    )
    return nearest[1]


def _last_act(text: str) -> str:
    """Return the act named last in ``text``; of words that start together the longer one."""
    last = max(
        (
            (match.start(), match.end(), name)
            for name, pattern in _ACTIONS
            for match in re.finditer(pattern, text)
        ),
        default=(0, 0, ""),
    )
    return last[2]


def agreement(claim: str, clause: str) -> tuple[float, float]:
    """Return (of offices with the same action, of all offices): 1 named, -1 another, 0 none."""
    asked, stated = plain_names(claim), plain_names(clause)
    theirs = parts(stated)
    votes, named = [], []
    for part in parts(asked):
        known = any(alike(part.office, other.office) for other in theirs)
        same = [other for other in theirs if other.action == part.action and part.action]
        named.append(known)
        if same:
            fits = any(alike(part.office, other.office) for other in same)
            votes.append(1.0 if fits else (_ELSEWHERE if known else -1.0))
        elif part.towards and not known and any(other.towards for other in theirs):
            votes.append(-1.0)
    first = 0.0 if not votes else min(votes)
    second = 0.0 if not named or not theirs else (1.0 if all(named) else -1.0)
    return first, second


def subjects(claim: str, clause: str) -> float:
    """Return 1 where one office opens both, -1 where different ones do (县长, 副县长)."""
    asked, stated = (_OPENS.sub("", plain_names(text)) for text in (claim, clause))
    ours, theirs = _OFFICES.match(asked), _OFFICES.match(stated)
    if not ours or not theirs:
        return 0.0
    return 1.0 if alike(ours.group(), theirs.group()) else -1.0


def _is_bureau(office: str) -> bool:
    return office.endswith("局")


def alike(office: str, other: str) -> bool:
    """Tell whether two names may mean one office: 主任 and 办公室主任, not 主任 and 副主任."""
    if office == other:
        return True
    office, other = office.removeprefix("县政府"), other.removeprefix("县政府")
    if not office or not other:
        return False
    if office == other or (_BROAD in (office, other) and _LEADERS & {office, other}):
        return True
    if {_is_bureau(office), _is_bureau(other)} == {True, False}:
        return bool(_SOME_DEPARTMENT.search(office) or _SOME_DEPARTMENT.search(other))
    longer, shorter = sorted((office, other), key=len, reverse=True)
    return (
        longer.endswith(shorter)
        and not longer.endswith("副" + shorter)
        and shorter not in ("办公室",)
    )
