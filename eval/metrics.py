"""What is counted for each answer, and how counts become figures. Pure functions.

hit@k: a needed article is among the first k ranked (Manning, Raghavan and Schütze,
Introduction to Information Retrieval, 2008, chapter 8, as success@k). MRR@10: mean of
1 / rank of the first needed article, 0 beyond 10 (Voorhees, TREC-8, 1999). Citation precision
and recall follow ALCE (Gao et al., EMNLP 2023) at article level.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.dataset import Item
from qa.model import Answer


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question judged; figures that do not apply to it are None."""

    item: Item
    rank: int | None
    refused: bool
    spans: float | None
    citation_precision: float | None
    citation_recall: float | None
    seconds: float


def judge(item: Item, answer: Answer) -> Judgement:
    """Compare ``answer`` with what a perfect answer to ``item`` holds."""
    cited = {citation.article for citation in answer.citations}
    needed = set(item.articles)
    allowed = needed | set(item.also)
    return Judgement(
        item=item,
        rank=first_rank(answer.ranked_articles, item.articles) if item.answerable else None,
        refused=answer.refused,
        spans=span_recall(item.answers, [c.quote for c in answer.citations])
        if item.answers
        else None,
        citation_precision=len(cited & allowed) / len(cited) if item.answerable and cited else None,
        citation_recall=len(cited & needed) / len(needed) if item.answerable else None,
        seconds=answer.seconds,
    )


def first_rank(ranked: Sequence[int], needed: Sequence[int]) -> int | None:
    """Return the 1-based place of the first needed article, or None when none is ranked."""
    return next((place for place, article in enumerate(ranked, 1) if article in needed), None)


def hit(rank: int | None, k: int) -> float:
    """Return 1.0 where ``rank`` is within the first ``k``, else 0.0."""
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None, depth: int = 10) -> float:
    """Return 1 / rank, or 0.0 beyond ``depth``."""
    return 1 / rank if rank is not None and rank <= depth else 0.0


def span_recall(spans: Sequence[str], quotes: Sequence[str]) -> float:
    """Return the share of ``spans`` that stand in one of ``quotes``, white space aside."""
    tight = [_tight(quote) for quote in quotes]
    return sum(any(_tight(span) in quote for quote in tight) for span in spans) / len(spans)


def mean(values: Sequence[float]) -> float:
    """Return the mean, or NaN of nothing."""
    return sum(values) / len(values) if values else math.nan


def wilson(successes: float, count: int, z: float = 1.96) -> tuple[float, float]:
    """Return Wilson's 95% interval for a proportion (Wilson, JASA 22, 1927)."""
    if count == 0:
        return 0.0, 1.0
    share = successes / count
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return (middle - half) / scale, (middle + half) / scale


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)
