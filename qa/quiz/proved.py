"""Papers from a stock: every item of every paper has passed the prover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from corpus.errors import RegulationQAError
from qa.quiz.model import Item, Paper
from qa.quiz.papers import bank, check, draw, eligible, parallel
from qa.quiz.request import Request
from qa.quiz.stock import Stock
from qa.quiz.versions import shuffled

PAPERS: Final = ("A", "B", "AB")
"""Paper A, the parallel one without a shared item, or both."""
Chosen = TypeVar("Chosen")


def proved_papers(stock: Stock, request: Request, papers: str = "A") -> tuple[Paper, ...]:
    """Draw one of PAPERS; raise RegulationQAError, with the reason, where one has no item."""
    first = settled(stock, lambda items: draw(items, request, stock.regulation), _asked)
    made = {"A": first}
    if "B" in papers:
        made["B"] = settled(stock, lambda items: parallel(first, items, request), _asked)
    wanted = tuple(made[name] for name in papers)
    for paper in wanted:
        if not paper.items:
            raise RegulationQAError("".join(paper.notes) or "没有可证明的题，没有出卷。")
    return wanted


def proved_bank(stock: Stock, request: Request) -> Paper:
    """Return every proved item that the request's kinds, places and difficulties allow."""
    check(request, stock.regulation)
    items = [item for item in eligible(stock.usable, request) if stock.proved(item)]
    if not items:
        raise RegulationQAError("所选范围、题型和难度中没有可证明的题，没有出卷。")
    return replace(bank(items, stock.regulation, request.marks), seed=request.seed)


def shuffles(papers: Iterable[Paper], count: int, seed: int) -> tuple[Paper, ...]:
    """Return ``count`` shuffled versions of each paper: A1, A2 …, each with its own key."""
    return tuple(
        shuffled(paper, f"{paper.version}{number}", seed)
        for paper in papers
        for number in range(1, count + 1)
    )


def version_names(papers: str, count: int | None) -> list[str]:
    """Return what the papers are called: A, B, or A1, A2 … where there are versions."""
    if count is None:
        return list(papers)
    return [f"{paper}{number}" for paper in papers for number in range(1, count + 1)]


def settled(
    stock: Stock,
    choose: Callable[[Sequence[Item]], Chosen],
    asked: Callable[[Chosen], Iterable[Item]],
) -> Chosen:
    """Choose from the usable items; choose again without those that the prover refuses."""
    refused: set[str] = set()
    while True:
        items = [item for item in stock.usable if item.id not in refused]
        chosen = choose(items)
        wrong = {item.id for item in asked(chosen) if not stock.proved(item)}
        if not wrong:
            return chosen
        refused |= wrong


def _asked(paper: Paper) -> tuple[Item, ...]:
    return paper.items
