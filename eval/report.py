"""The report that people read: one HTML file in Chinese, nothing outside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from corpus.model import Regulation
from eval.ablations import Ablation
from eval.compare import Comparison
from eval.curve import refusal_curve
from eval.dataset import Fault
from eval.metrics import Judgement, percentile
from eval.outcomes import STAGES, Outcome, confused
from eval.plots import latency_plot, refusal_plot, reliability_plot
from eval.reliability import Reliability
from eval.table import ABLATED, row

FIGURE_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "hit@1": ("首条命中", "排第一的就是该引的条"),
    "hit@3": ("前三命中", "前三条里有该引的条"),
    "hit@5": ("前五命中", "前五条里有该引的条"),
    "mrr@10": ("平均倒数名次", "该引的条排第几，取倒数平均"),
    "ndcg@10": ("排序增益 nDCG", "所有该引的条都排在前面为 1"),
    "span recall": ("答案句召回", "必须说到的原文，引文里有多少"),
    "cite P": ("引条准确", "引用的条里，该引的占多少"),
    "cite R": ("引条完整", "该引的条，引到了多少"),
    "para P": ("引款准确", "同上，细到款"),
    "para R": ("引款完整", "同上，细到款"),
    "verbatim": ("逐字一致", "引文与原文一字不差"),
    "misattributed": ("张冠李戴", "把别条的话安在这一条上（越低越好）"),
    "verdict": ("判断对错", "对错、可否判断正确"),
    "dates": ("日期计算", "算出的日期正确"),
    "refusal": ("该拒而拒", "规则没有规定的，如实说没有"),
    "false refusal": ("该答而拒", "规则有规定的，却说没有（越低越好）"),
}
KIND_NAMES: Final[Mapping[str, str]] = {
    "fact": "事实", "procedure": "程序", "colloquial": "口语", "scenario": "情景", "multi": "多条",
    "comparison": "比较", "negation": "否定与例外", "keyword": "关键词", "follow_up": "追问",
    "statement": "判断题", "compute": "计算", "noisy": "错字别字", "lookup": "按条号查",
    "unanswerable": "规则没有规定", "other": "未分类",
}  # fmt: skip
USER_NAMES: Final[Mapping[str, str]] = {
    "newcomer": "新任公务员",
    "staff": "机关人员",
    "trainer": "培训人员",
}
SYSTEM_NAMES: Final[Mapping[str, str]] = {
    "longest-word substring": "最长字串查找（Ctrl-F）",
    "BM25 + jieba": "BM25 + jieba 分词",
    "dense article": "整条向量",
    "LangChain recipe 1000/200": "LangChain 入门做法（1000/200 切块）",
    "LlamaIndex default": "LlamaIndex 默认做法",
    "txtai hybrid": "txtai 混合检索",
    "plain sum": "整条向量、最近一句、BM25 三者相加",
    "this project, no bank": "本项目，不用题库",
    "this project": "本项目",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Everything one evaluation produced; empty where it was not asked for."""

    name: str
    outcomes: tuple[Outcome, ...]
    faults: tuple[Fault, ...]
    comparisons: tuple[Comparison, ...]
    ablations: tuple[Ablation, ...]
    reliability: Reliability


def render(run: Run, regulation: Regulation, conditions: Mapping[str, str]) -> str:
    """Return the report as one self-contained HTML page; all text is escaped by the template."""
    from jinja2 import Environment, StrictUndefined

    judged = [outcome.judgement for outcome in run.outcomes]
    curve = refusal_curve(judged)
    milliseconds = [1000 * j.seconds for j in judged]
    template = resources.files("eval").joinpath("report.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template).render(
        run=run,
        title=regulation.title,
        conditions=conditions,
        figures=_figures(judged),
        kinds=_groups(judged, lambda j: j.item.kind, KIND_NAMES),
        users=_groups(judged, lambda j: j.item.user, USER_NAMES),
        curve=curve,
        curve_svg=refusal_plot(curve) if curve else "",
        reliability=run.reliability,
        reliability_svg=reliability_plot(run.reliability),
        latency_svg=latency_plot(milliseconds),
        latency={share: percentile(milliseconds, share / 100) for share in (50, 90, 95, 99)},
        slowest=max(milliseconds),
        pairs=_pairs(run.outcomes, regulation),
        stages=_stages(run.outcomes),
        misses=[_miss(outcome, regulation) for outcome in run.outcomes if outcome.stage],
        ablations=_ablations(run.ablations),
        system_names=SYSTEM_NAMES,
    )


def _figures(judged: Sequence[Judgement]) -> list[dict[str, Any]]:
    cells = row(judged)
    return [
        {"name": name, "label": label, "meaning": meaning, **cells[name]}
        for name, (label, meaning) in FIGURE_NAMES.items()
        if cells[name]["count"]
    ]


def _groups(
    judged: Sequence[Judgement], group: Any, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return hit@1, hit@3, hit@5 and quality for each kind or user, in the order of ``names``."""
    found = {group(j) for j in judged}
    ordered = [*(key for key in names if key in found), *sorted(found - set(names))]
    rows = []
    for key in ordered:
        members = [j for j in judged if group(j) == key]
        rows.append(
            {"label": names.get(key, key or "未注明"), "count": len(members), **row(members)}
        )
    return rows


def _pairs(outcomes: Sequence[Outcome], regulation: Regulation) -> list[dict[str, Any]]:
    return [
        {
            "needed": regulation.article(needed).label,
            "ranked": regulation.article(ranked).label,
            "needed_text": regulation.article(needed).text[:40],
            "ranked_text": regulation.article(ranked).text[:40],
            "count": count,
        }
        for needed, ranked, count in confused(outcomes)[:12]
    ]


def _stages(outcomes: Sequence[Outcome]) -> list[tuple[str, int]]:
    counts = Counter(outcome.stage for outcome in outcomes if outcome.stage)
    return [(STAGES[stage], count) for stage, count in counts.most_common()]


def _miss(outcome: Outcome, regulation: Regulation) -> dict[str, Any]:
    item, answer = outcome.item, outcome.answer
    places = item.paragraphs or tuple((number, 1) for number in item.articles)
    return {
        "id": item.id,
        "kind": KIND_NAMES.get(item.kind, item.kind),
        "question": item.question,
        "history": item.history,
        "understood": answer.understood if answer.understood != item.question else "",
        "stage": STAGES[outcome.stage or ""],
        "refused": answer.refused,
        "cited": [
            (regulation.cite(c.article, c.paragraph, full=False), c.quote) for c in answer.citations
        ],
        "ranked": "、".join(str(number) for number in answer.ranked_articles[:5]),
        "needed": [
            regulation.cite(article, paragraph, full=False) for article, paragraph in places
        ],
        "answers": item.answers,
        "note": item.note,
    }


def _ablations(ablations: Sequence[Ablation]) -> list[dict[str, Any]]:
    return [
        {"name": ablation.name, "cells": [row(ablation.judged)[f]["value"] for f in ABLATED]}
        for ablation in ablations
    ]
