"""What is counted for each answer, and how counts become figures. Pure functions.

Each formula names its source; ``tests/test_metrics.py`` shows its arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.model import Regulation
from corpus.spacing import tight
from eval.dataset import Item
from qa.model import Answer, Citation

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question judged; figures that do not apply to it are None.

    ``rank`` is the place of the first needed article among those ranked; ``confidence`` is the
    answer's; the counts of characters are of the answer's own words and of its quotes.
    """

    item: Item
    rank: int | None
    gain: float | None
    refused: bool
    confidence: float
    spans: float | None
    misattributed: float | None
    citation_precision: float | None
    citation_recall: float | None
    paragraph_precision: float | None
    paragraph_recall: float | None
    verbatim: float | None
    verdict: float | None
    computed: float | None
    own_characters: int
    quoted_characters: int
    seconds: float


def judge(item: Item, answer: Answer, regulation: Regulation) -> Judgement:
    """Compare ``answer`` with what a perfect answer to ``item`` holds."""
    asked = item.answerable
    articles = [citation.article for citation in answer.citations]
    places = [(citation.article, citation.paragraph) for citation in answer.citations]
    allowed = set(item.articles) | set(item.also)
    right_places = {place for place in places if place[0] in item.also} | set(item.paragraphs)
    quotes = [citation.quote for citation in answer.citations]
    right_quotes = [c.quote for c in answer.citations if c.article in allowed]
    by_places = asked and bool(item.paragraphs)
    return Judgement(
        item=item,
        rank=first_rank(answer.ranked_articles, item.articles) if asked else None,
        gain=ndcg(answer.ranked_articles, item.articles) if asked else None,
        refused=answer.refused,
        confidence=answer.confidence,
        spans=span_recall(item.answers, right_quotes) if item.answers else None,
        misattributed=misattribution(item, answer.citations, regulation) if quotes else None,
        citation_precision=precision(articles, allowed) if asked and articles else None,
        citation_recall=recall(articles, item.articles) if asked else None,
        paragraph_precision=precision(places, right_places) if by_places and places else None,
        paragraph_recall=recall(places, item.paragraphs) if by_places else None,
        verbatim=verbatim_share(answer.citations, regulation) if quotes else None,
        verdict=None if item.verdict is None else float(answer.verdict is item.verdict),
        computed=float(answer.computed == item.computed) if item.computed else None,
        own_characters=len(tight(answer.text)),
        quoted_characters=sum(len(tight(quote)) for quote in quotes),
        seconds=answer.seconds,
    )


def first_rank(ranked: Sequence[int], needed: Sequence[int]) -> int | None:
    """Return the 1-based place of the first needed article, or None when none is ranked."""
    return next((place for place, article in enumerate(ranked, 1) if article in needed), None)


def hit(rank: int | None, k: int) -> float:
    """Return 1.0 where ``rank`` is within the first ``k``, else 0.0.

    Success at k: Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, 8.
    """
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None, depth: int = 10) -> float:
    """Return 1 / rank, or 0.0 beyond ``depth`` (Voorhees, TREC-8, 1999)."""
    return 1 / rank if rank is not None and rank <= depth else 0.0


def ndcg(ranked: Sequence[int], needed: Sequence[int], depth: int = 10) -> float:
    """Return DCG / ideal DCG with gain 1 for each needed article, discount log2(place + 1).

    Järvelin and Kekäläinen, ACM TOIS 20(4), 2002.
    """
    gained = sum(
        1 / math.log2(place + 1)
        for place, article in enumerate(ranked[:depth], 1)
        if article in needed
    )
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(len(needed), depth) + 1))
    return gained / ideal


def precision(cited: Sequence[T], right: set[T]) -> float:
    """Return the share of distinct places cited that are right (ALCE, Gao et al., EMNLP 2023)."""
    distinct = set(cited)
    return len(distinct & right) / len(distinct)


def recall(cited: Sequence[T], needed: Sequence[T]) -> float:
    """Return the share of needed places that are cited (ALCE, Gao et al., EMNLP 2023)."""
    return len(set(cited) & set(needed)) / len(set(needed))


def span_recall(spans: Sequence[str], quotes: Sequence[str]) -> float:
    """Return the share of ``spans`` that stand in one of ``quotes``, white space aside.

    Recall of short answers, as ALCE's string exact match counts it (Gao et al., EMNLP 2023).
    ``judge`` gives it the quotes of right articles only: 7个工作日 from another rule is no answer.
    """
    held = [tight(quote) for quote in quotes]
    return sum(any(tight(span) in quote for quote in held) for span in spans) / len(spans)


def misattribution(item: Item, citations: Sequence[Citation], regulation: Regulation) -> float:
    """Return 1.0 where a citation lends one article the words of another, else 0.0.

    Either the quote stands in another article and not in the one cited, or a needed span is
    given from an article that the question is not about (true there, false here) and from no
    right one. White space aside. After Bohnet et al., Attributed Question Answering, 2022: an
    attribution must support the very statement.
    """
    texts = {article.number: tight(article.text) for article in regulation.articles}
    right = set(item.articles) | set(item.also)
    for citation in citations:
        quote = tight(citation.quote)
        if quote not in texts.get(citation.article, "") and any(quote in t for t in texts.values()):
            return 1.0
    for span in map(tight, item.answers):
        givers = {c.article for c in citations if span in tight(c.quote)}
        if givers and not givers & right:
            return 1.0
    return 0.0


def verbatim_share(citations: Sequence[Citation], regulation: Regulation) -> float:
    """Return the share of citations whose quote is the article's text at its offsets."""
    texts = {article.number: article.text for article in regulation.articles}
    exact = [
        bool(c.quote) and texts.get(c.article, "")[c.start : c.end] == c.quote for c in citations
    ]
    return sum(exact) / len(exact)


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
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of ``values`` lie, nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


Figure = Callable[[Judgement], float | None]
FIGURES: Mapping[str, Figure] = {
    "hit@1": lambda j: hit(j.rank, 1) if j.item.answerable else None,
    "hit@3": lambda j: hit(j.rank, 3) if j.item.answerable else None,
    "hit@5": lambda j: hit(j.rank, 5) if j.item.answerable else None,
    "mrr@10": lambda j: reciprocal_rank(j.rank) if j.item.answerable else None,
    "ndcg@10": lambda j: j.gain,
    "span recall": lambda j: j.spans,
    "cite P": lambda j: j.citation_precision,
    "cite R": lambda j: j.citation_recall,
    "para P": lambda j: j.paragraph_precision,
    "para R": lambda j: j.paragraph_recall,
    "verbatim": lambda j: j.verbatim,
    "misattributed": lambda j: j.misattributed,
    "verdict": lambda j: j.verdict,
    "dates": lambda j: j.computed,
    "false refusal": lambda j: float(j.refused) if j.item.answerable else None,
    "refusal": lambda j: None if j.item.answerable else float(j.refused),
}
"""Name of each figure and how one judgement counts in it (None: not at all)."""
