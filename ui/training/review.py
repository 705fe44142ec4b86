"""The item bank: find, edit, reject, lock; the Excel sheet out and back in."""

from __future__ import annotations

from typing import Any, Final

from gradio.events import api

from ui.components import html
from ui.notes import note
from ui.services import Services
from ui.training.review_finder import finder

_NONE: Final = note(
    "从左边选一道题。", "可以修改、驳回或锁定；每次保存都会重新核对，答案不能由条文证明的不进试卷。"
)


def add_review(services: Services) -> None:
    """Add the section to the Blocks that is open."""
    html(_frame(finder(services.regulation)), "qa-review")
    _add_reading(services)
    _add_changing(services)


def _frame(form: str) -> str:
    """Return the places that the section's script fills."""
    return (
        '<div class="qa-review"><header><h2>题库</h2><div class="qa-review-excel">'
        '<button type="button" class="qa-button" data-excel="export">导出审题表</button>'
        '<button type="button" class="qa-button" data-excel="import">导入审题表</button>'
        '<input type="file" id="qa-review-file" accept=".xlsx" hidden></div></header>'
        f'<div id="qa-review-report" tabindex="-1"></div>{form}'
        '<div class="qa-review-two"><div id="qa-bank"></div>'
        f'<div id="qa-item">{_NONE}</div></div>'
        '<p class="qa-training-said" id="qa-review-said" role="status"></p></div>'
    )


def _add_reading(services: Services) -> None:
    """Add what the section's script reads."""
    stock = services.stock

    def bank_find(fields: list[list[str]], page: int) -> dict[str, Any]:
        from ui.training.review_handlers import listed

        return listed(stock, fields, page)

    def item_open(item: str) -> dict[str, Any]:
        from ui.training.review_handlers import opened

        return opened(stock, item)

    def bank_export(fields: list[list[str]]) -> dict[str, Any]:
        from ui.training.review_handlers import exported

        return exported(stock, fields)

    for endpoint in (bank_find, item_open, bank_export):
        api(endpoint, api_name=endpoint.__name__, api_visibility="private", queue=False)


def _add_changing(services: Services) -> None:
    """Add what changes the bank."""
    stock = services.stock

    def item_save(item: str, seen: int, fields: list[list[str]]) -> dict[str, Any]:
        from ui.training.review_handlers import saved

        return saved(stock, item, seen, fields)

    def item_decide(item: str, seen: int, action: str, told: Any) -> dict[str, Any]:
        from ui.training.review_handlers import decided

        return decided(stock, item, seen, action, told)

    def bank_import(name: str, data: str) -> dict[str, Any]:
        from ui.training.review_handlers import imported

        return imported(stock, name, data)

    for endpoint in (item_save, item_decide, bank_import):
        api(endpoint, api_name=endpoint.__name__, api_visibility="private", queue=False)
