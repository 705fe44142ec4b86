"""The built-in regulation's items, generated once for all tests that need a whole bank."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.settings import Settings
from qa.quiz.stock import Stock, open_stock, stock_of
from qa.quiz.store import ItemStore
from ui.holder import Holder


@cache
def _generated() -> Stock:
    return open_stock(Settings(Path("/nonexistent")))


def bank(data_dir: Path) -> Stock:
    """Return all items, with trainers' changes kept in ``data_dir``."""
    made = _generated()
    return stock_of(made.made, made.regulation, ItemStore(data_dir, made.regulation.title))


def holding(stock: Stock) -> Holder[Stock]:
    """Return a holder that is ready with ``stock``."""
    holder = Holder(lambda _: stock)
    holder.start().result()
    return holder


def unfinished() -> Holder[Stock]:
    """Return a holder whose stock cannot be opened."""

    def fail(_: object) -> Stock:
        raise OSError("disk")

    return Holder(fail)
