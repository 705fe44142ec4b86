"""What a round of practice needs: the items, whose notebook it is, which day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.model import Regulation
from qa.quiz.notebook import Notebook, Progress, after
from qa.quiz.stock import Stock


@dataclass(frozen=True, slots=True)
class Desk:
    """One visitor's place to practise; ``kept`` says whether the notebook lasts."""

    stock: Stock
    notebook: Notebook
    today: date
    kept: bool

    @property
    def regulation(self) -> Regulation:
        """The rules that are practised."""
        return self.stock.regulation


def desk_of(stock: Stock, data_dir: Path, visitor: str | None, today: date) -> Desk:
    """Return the visitor's desk; without a visitor's id nothing is kept."""
    title = stock.regulation.title
    if visitor is None:
        return Desk(stock, _Forgetful(title), today, kept=False)
    return Desk(stock, Notebook(data_dir, title, visitor), today, kept=True)


class _Forgetful(Notebook):
    """A notebook without a file, for a browser that sends no cookie."""

    def __init__(self, regulation: str) -> None:
        super().__init__(Path(), regulation)

    def progress(self) -> dict[str, Progress]:
        """Return nothing: nothing was kept."""
        return {}

    def record(self, item: str, answer: str, today: date, *, right: bool) -> Progress:  # noqa: ARG002
        """Return where an item stands that is met for the first time."""
        return after(None, today, right=right)
