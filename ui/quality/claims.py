"""What the assistant does well and what it does not, each said with its measured figure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from corpus.model import Regulation
from qa.evaluation import Evaluation, Figure
from ui.quality.numbers import bar, interval_of, percent

_WEAK: Final = 0.05
"""What falls short more often than once in twenty stands under what is not done well enough."""
_ENOUGH: Final = 10
"""Questions of a kind below which its figure is not singled out."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure in plain words.

    ``says`` may hold {count}, {misses} and {value}; ``advice`` is what the reader should do;
    ``by_kind`` names the kind of question that falls shortest.
    """

    name: str
    title: str
    says: str
    advice: str
    by_kind: bool = False


_CLAIMS: Final = (
    Claim(
        "hit@1",
        "找到该看的条文",
        "{count} 题里有 {misses} 题，该引的条没有排在第一。",
        "第一条不像，就到“检索”里往下看几条。",
        by_kind=True,
    ),
    Claim(
        "verbatim",
        "引文逐字一致",
        "引文与原文一字不差：程序逐字核对，对不上的引文出不来。",
        "引文和条号可以照抄。",
    ),
    Claim(
        "misattributed",
        "张冠李戴",
        "{count} 题里有 {misses} 题把别条的话安到了这一条上。",
        "点开条号看全条，上下文才完整。",
    ),
    Claim(
        "cite P",
        "引的条都该引",
        "引用的条里，平均 {value} 是该引的。",
        "引了几条时，逐条看是不是您问的那件事。",
    ),
    Claim(
        "false refusal",
        "有规定，却说没有",
        "{count} 道规则有规定的题里，{misses} 道被说成没有规定。",
        "换个说法再问，或到“检索”里查关键词。",
    ),
    Claim(
        "refusal",
        "没有规定的，如实说没有",
        "{count} 道规则没有规定的题里，{misses} 道仍然作了答。",
        "看引文说的是不是您问的那件事；不是，就当作规则没有规定。",
    ),
    Claim(
        "verdict",
        "判断对错、可不可以",
        "{count} 道要下判断的题里，{misses} 道没有判对。",
        "不要只看“对”“错”“可以”，以引文为准自己下结论。",
    ),
    Claim(
        "dates",
        "推算日期",
        "{count} 道推算日期的题里，{misses} 道没有算对。",
        "照回答写出的算法，把起算日和天数复核一遍。",
    ),
    Claim(
        "span recall",
        "把要点说全",
        "必须说到的原文，平均说到 {value}。",
        "点开条号看全条：没说到的，可能在同一条的别的款，也可能在别的条。",
        by_kind=True,
    ),
    Claim(
        "cite R",
        "把该引的条引全",
        "该引的条，平均引到 {value}。",
        "一件事涉及好几条时，用“检索”或“速查”再查一遍。",
        by_kind=True,
    ),
)


def claims_html(found: Evaluation) -> str:
    """Return two lists: what is done well, and what is not, the worst first."""
    measured = [
        (claim, figure) for claim in _CLAIMS if (figure := found.figure(claim.name)) is not None
    ]
    good = [pair for pair in measured if pair[1].shortfall <= _WEAK]
    weak = [pair for pair in measured if pair[1].shortfall > _WEAK]
    weak.sort(key=lambda pair: -pair[1].shortfall)
    return (
        '<div class="qa-quality-pair">'
        f"{_list('做得好的', good, found)}{_list('做得不够好的', weak, found)}</div>"
        '<p class="qa-quality-fine">按测出的数字分：每二十次里出错（或漏掉）超过一次的，'
        "列在“做得不够好的”，差的在前。</p>"
    )


def limits_html(regulation: Regulation) -> str:
    """Return what no figure measures: what the assistant does not know and does not do."""
    version = "，".join(filter(None, (regulation.document_number, regulation.date)))
    points = (
        f"只回答《{regulation.title}》这一部。上级文件、法律法规、别的单位怎么规定，它都不知道。",
        f"只认这一版文字{f'（{version}）' if version else ''}。"
        "规章修订以后，要换上新的原文、重建索引，再重新评测。",
        "不是法律意见。它只摘引原文，不解释、不裁量；怎么办，以原文和有权解释的机关为准。",
        "不知道您的单位、职务和手头的事情，也不会替您查系统、走流程。",
        "推算期限用已经公布的放假安排；还没有公布的年份只按周一至周五算，回答里会注明。",
        "数字是用这一部规章的题测的：换一部规章、换一个模型，就要重新测。",
    )
    items = "".join(f"<li>{escape(point)}</li>" for point in points)
    return f'<section><h3>它不管的事</h3><ul class="qa-limits">{items}</ul></section>'


def _list(title: str, claims: list[tuple[Claim, Figure]], found: Evaluation) -> str:
    items = "".join(_claim(claim, figure, found) for claim, figure in claims)
    body = f'<ul class="qa-claims">{items}</ul>' if items else "<p>没有。</p>"
    return f"<section><h3>{title}</h3>{body}</section>"


def _claim(claim: Claim, figure: Figure, found: Evaluation) -> str:
    share = figure.share
    says = claim.says.format(
        count=share.count,
        misses=round(share.count * figure.shortfall),
        value=percent(share.value),
    )
    weakest = _weakest(claim, figure, found) if claim.by_kind else ""
    return (
        f'<li><div class="qa-measure"><strong>{percent(share.value)}</strong>{bar(share)}'
        f"<span>{'越低越好，' if figure.less_is_better else ''}{share.count} 题</span>"
        f"<span>区间 {interval_of(share)}</span></div>"
        f'<div class="qa-claim"><h4>{claim.title}</h4><p>{says}{weakest}</p>'
        f'<p class="qa-advice">{claim.advice}</p></div></li>'
    )


def _weakest(claim: Claim, figure: Figure, found: Evaluation) -> str:
    """Name the kind of question whose figure is lowest, if it is below that of all."""
    shares = [
        (share, kind.label)
        for kind in found.kinds
        if (share := kind.share(claim.name)) is not None and share.count >= _ENOUGH
    ]
    if not shares:
        return ""
    share, label = min(shares, key=lambda pair: pair[0].value)
    if share.value >= figure.share.value:
        return ""
    return f"最弱的是“{escape(label)}”：{percent(share.value)}（{share.count} 题）。"
