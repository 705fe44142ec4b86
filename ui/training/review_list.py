"""A page of the item bank as HTML."""

from __future__ import annotations

from html import escape

from corpus.model import Regulation
from qa.quiz.formats import wording
from qa.quiz.model import DIFFICULTY_NAMES, KIND_NAMES
from qa.quiz.stock import PoolItem
from ui.notes import note
from ui.training.review_finding import PAGE, Found, state_names


def page(found: Found, regulation: Regulation) -> str:
    """Return one page of what was found, with the way to the others."""
    if not found.entries:
        return note("没有找到题目。", "请换个词语，或放宽题型、章和状态。")
    start = (found.page - 1) * PAGE
    rows = "".join(_row(entry, regulation) for entry in found.entries)
    range_ = f"第 {start + 1}–{start + len(found.entries)} 题" if found.pages > 1 else ""
    return (
        f'<p class="qa-bank-count">共 {found.total} 题<span>{range_}</span></p>'
        f'<ol class="qa-bank-rows">{rows}</ol>{_pager(found)}'
    )


def _row(entry: PoolItem, regulation: Regulation) -> str:
    item = entry.item
    stem = " ".join(item.stem.split()).removeprefix(f"根据《{regulation.title}》，")
    about = (wording.place(item.citation, regulation), DIFFICULTY_NAMES[item.difficulty])
    states = "".join(f'<b class="qa-state">{name}</b>' for name in state_names(entry))
    return (
        f'<li><a href="#q-{escape(item.id)}" data-id="{escape(item.id)}">'
        f"<span>{KIND_NAMES[item.kind]}　{escape('　'.join(about))}{states}</span>"
        f"<span>{escape(stem)}</span></a></li>"
    )


def _pager(found: Found) -> str:
    if found.pages < 2:
        return ""
    before, after = found.page - 1, found.page + 1
    return (
        '<nav class="qa-bank-pager" aria-label="翻页">'
        f'<button type="button" class="qa-button" data-page="{before}"'
        f"{'' if before else ' disabled'}>上一页</button>"
        f"<span>{found.page} / {found.pages}</span>"
        f'<button type="button" class="qa-button" data-page="{after}"'
        f"{'' if after <= found.pages else ' disabled'}>下一页</button></nav>"
    )
