"""Ask every question, judge every answer, and name the stage that lost each miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.dataset import Item
from eval.metrics import Judgement, judge
from qa.assistant import Assistant
from qa.model import Answer
from qa.scope import outside

STAGES = {
    "followed": "追问还原",
    "looked_up": "按条号查",
    "retrieval": "检索：前十条里没有",
    "ranking": "排序：在前十条里，没排第一",
    "scope": "范围规则：误拒",
    "refusal": "拒答判断：该答而拒",
    "answered": "拒答判断：该拒而答",
    "further": "多条作答：漏了别的条",
    "selection": "选句：条对，句不全",
    "verdict": "判断对错",
    "computed": "日期计算",
    "attribution": "引文张冠李戴",
}
"""Stages of an answer by key, as the report calls them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item, the answer to it, how it was judged and, for a miss, the STAGES key that lost it."""

    item: Item
    answer: Answer
    judgement: Judgement
    stage: str | None


def score(
    items: Sequence[Item], assistant: Assistant, on_item: Callable[[int, int], None]
) -> tuple[Outcome, ...]:
    """Ask ``assistant`` every item; ``on_item`` is called with (done, total) after each."""
    outcomes = []
    for done, item in enumerate(items, start=1):
        answer = assistant.ask(item.question, item.history)
        judgement = judge(item, answer, assistant.regulation)
        outcomes.append(
            Outcome(item, answer, judgement, _stage(item, answer, judgement, assistant))
        )
        on_item(done, len(items))
    return tuple(outcomes)


def confused(outcomes: Sequence[Outcome]) -> tuple[tuple[int, int, int], ...]:
    """Return (needed article, article ranked first instead, how often), most frequent first."""
    pairs = Counter(
        (outcome.item.articles[0], outcome.answer.ranked_articles[0])
        for outcome in outcomes
        if outcome.item.answerable
        and outcome.judgement.rank != 1
        and outcome.answer.ranked_articles
    )
    return tuple(
        (*pair, count) for pair, count in sorted(pairs.items(), key=lambda e: (-e[1], e[0]))
    )


def _stage(item: Item, answer: Answer, judgement: Judgement, assistant: Assistant) -> str | None:
    """Return the first stage at which the answer went wrong, or None for a good one."""
    if not item.answerable:
        return None if answer.refused else "answered"
    if judgement.rank != 1:
        return _lost(item, judgement)
    if answer.refused:
        cause = outside(answer.understood, assistant.regulation, assistant.words)
        return "scope" if cause else "refusal"
    wrong = {
        "attribution": bool(judgement.misattributed) or judgement.verbatim != 1,
        "further": judgement.citation_recall != 1,
        "selection": judgement.spans is not None and judgement.spans < 1,
        "verdict": judgement.verdict == 0,
        "computed": judgement.computed == 0,
    }
    return next((stage for stage, is_wrong in wrong.items() if is_wrong), None)


def _lost(item: Item, judgement: Judgement) -> str:
    if item.kind == "lookup":
        return "looked_up"
    if item.history:
        return "followed"
    return "retrieval" if judgement.rank is None else "ranking"
