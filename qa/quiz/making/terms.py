"""How a term is made, so that only like stands beside like, and when two terms say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from corpus.numerals import parse_ordinal
from qa.quiz.making.verbs import VERB

NUMBER: Final = re.compile(r"\d+|[一二两三四五六七八九十]+(?=个|次|天|日|年)")
"""A number in figures or words in front of what it counts."""

_DOING: Final = re.compile(
    r"(?:评估|论证|审查|讨论|指导|管理|协调|表达|监管|服务|调控|治理|处置|督查|评审|表彰|分配|通报|推广|核验|报告|"
    r"调研|公开|决策|放权|落实|建设|防治|攻坚|惠民|保障|检查|调查|监督|培训|训练|锻炼|历练|淬炼|咨询|学习|直达|结合|改革|变革|"
    r"使用|采购|投资|转让|推进|布局|谋划|思考|加工|康养|物流|调节|考察|研判|回应|安排|任免|奖励|创新|督办|支持|整改|"
    r"对接|交流|把关|出件|审批|受理)$"
)
"""How the name of a doing ends (风险评估)."""
_THINGS: Final = {
    "body": r"人员|代表|团体|企业|媒体|部门|群众|学者|公众|机构|"
    r"党派|委员|干部|人士|单位|组织|个人|家属|顾问",
    "event": r"会议|活动|发布会|论坛|庆典|仪式",
    "paper": r"文件|公文|政策|规划|草案|规章|法规|法律|公报|材料|"
    r"报告书|证书|证明|资料|预案|方案|批文",
    "quality": r"[性化力感]|意识|自信|理念|观念|信念|作风",
    "good": r"利益|权益|秩序|安全|荣誉|稳定|公德|美德|良俗|关切",
    "rule": r"标准|程序|依据|条件|时限|结果|渠道|主体|要求|"
    r"原则|范围|内容|任务|举措|差异|数量|规格|篇幅|事项",
    "system": r"体系|机制|制度|体制|职能|本领|纪律|导向|方略|理论|路线",
    "evil": r"主义|文化|势力|奢靡|享乐|趣味|之风",
    "land": r"湿地|黑土地|蓝天|碧水|草原|耕地|林地|海域|建筑物|构筑物",
    "money": r"资金|预算|费用?|用房|经费|资产|用车|配备",
}
"""Kinds of things and how their names end."""
_SAME: Final = 0.7
"""Share of characters, in any order, from which two short terms may mean the same (执法严明)."""


def make(words: str) -> str:
    """Return how a term is made: an act (verb and object), a doing, a kind of thing, or a state."""
    match = VERB.match(words)
    if match and match.end() < len(words):
        return "act"
    if _DOING.search(words):
        return "doing"
    return next(
        (kind for kind, ends in _THINGS.items() if re.search(rf"(?:{ends})$", words)), "state"
    )


def near_same(one: str, other: str) -> bool:
    """Return whether two terms differ too little to stand side by side (集中讨论, 集体讨论)."""
    shared = sum((Counter(one) & Counter(other)).values())
    return len(one) <= 6 and shared / max(len(one), len(other)) >= _SAME


def series(words: Sequence[str]) -> frozenset[tuple[int, str]]:
    """Return the characters that all ``words`` have at one place, from the front or the end."""
    ends = [word[::-1] for word in words]
    front = enumerate(zip(*words, strict=False))
    back = enumerate(zip(*ends, strict=False), start=1)
    return frozenset(
        (place, letters[0])
        for place, letters in (*front, *((-at, letters) for at, letters in back))
        if len(set(letters)) == 1
    )


def carries(word: str, shared: Iterable[tuple[int, str]]) -> bool:
    """Return whether ``word`` has the characters that a series shares, at their places."""
    return all(-len(word) <= at < len(word) and word[at] == letter for at, letter in shared)


def meaning(words: str) -> str:
    """Return ``words`` with numbers in figures: 七个工作日 and 7个工作日 are one."""
    return NUMBER.sub(
        lambda match: str(parse_ordinal(match.group().replace("两", "二")) or match.group()), words
    )


def within(one: str, other: str) -> bool:
    """Return whether a term without a number is a part of another, or holds it."""
    return not NUMBER.search(one) and (one in other or other in one)


def closeness(key: str, others: Iterable[str]) -> float:
    """Return the mean share of characters that ``others`` have in common with ``key``."""
    shares = [len(set(key) & set(each)) / len(set(key) | set(each)) for each in others]
    return sum(shares) / len(shares) if shares else 0.0


def likeness(one: str, other: str) -> float:
    """Return the share of two-character pieces of the shorter that the longer has too."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(a & b) / max(1, min(len(a), len(b)))
