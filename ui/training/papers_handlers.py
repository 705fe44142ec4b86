"""What happens in 出卷: drawing with its progress, changing, downloading."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from qa.documents.writing import pack
from qa.quiz.formats import Format, find_format
from qa.quiz.formats.writing import printable
from qa.quiz.model import Item, Paper
from qa.quiz.papers import eligible
from qa.quiz.stock import Stock
from ui.holder import Holder
from ui.training.fields import read_fields
from ui.training.papers_blueprint import LONGEST, blueprint_of, places_of, supply
from ui.training.papers_drawn import Drawn, draw, drawn_of, record_of, with_another, with_less
from ui.training.papers_sheet import preview
from ui.waiting import guarded, preparing

Reply = dict[str, Any]
"""What the page's script gets: what it asked for, or ``error`` with a sentence."""
_PACE: Final = 0.3
"""Seconds between two reports of progress."""
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What Windows does not take in a file's name."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a drawing has come: ``told`` says it; ``drawn`` is there at the end."""

    told: str
    drawn: Reply | None = None
    busy: bool = True


def drawing(holder: Holder[Stock], sent: object) -> Iterator[Step]:
    """Yield how far the drawing is, at last the paper or the sentence that says why not."""
    steps = _steps(holder, sent)
    while True:
        step = guarded(lambda: next(steps, None), lambda why: Step(why, busy=False))
        if step is None:
            return
        yield step


def shown(holder: Holder[Stock], record: object, version: object) -> Reply:
    """Return the preview of a paper that the page keeps, with the items as they are now."""

    def work() -> Reply:
        stock = _now(holder)
        return _reply(drawn_of(record, stock), str(version), stock)

    return guarded(work, _error)


def changed(
    holder: Holder[Stock], record: object, version: object, action: object, identifier: object
) -> Reply:
    """Exchange or remove one item of a paper that the page keeps."""

    def work() -> Reply:
        stock, name = _now(holder), str(identifier)
        drawn = drawn_of(record, stock)
        if action == "exchange":
            return _reply(with_another(drawn, name, stock), str(version), stock, "换好了。")
        return _reply(with_less(drawn, name), str(version), stock, "已删去一题，可以撤销。")

    return guarded(work, _error)


def counted(holder: Holder[Stock], sent: object) -> Reply:
    """Return how many items the form's kinds, chapters and difficulties leave."""

    def work() -> Reply:
        found = supply(_now(holder).usable, places_of(read_fields(sent, LONGEST)))
        told = f"可用 {found.items} 题，考 {found.facts} 个知识点；同一知识点在一份卷中只考一次。"
        if not found.items:
            told = "所选的题型、章节和难度里没有题，请放宽一些。"
        kinds = {kind.value: count for kind, count in found.kinds.items()}
        chapters = {str(number): count for number, count in found.chapters.items()}
        return {"told": told, "kinds": kinds, "chapters": chapters}

    return guarded(work, _error)


def written(holder: Holder[Stock], record: object, name: object) -> Reply:
    """Return the file to download: several versions come as one zip archive."""

    def work() -> Reply:
        stock, wanted = _now(holder), find_format(str(name))
        papers = drawn_of(record, stock).versions
        files = {_file_name(paper, wanted): _rendered(paper, wanted, stock) for paper in papers}
        if len(files) > 1:
            files = {_clean_name(f"{papers[0].title}.zip"): pack(files)}
        [(file, data)] = files.items()
        return {"name": file, "data": base64.b64encode(data).decode("ascii")}

    return guarded(work, _error)


def _steps(holder: Holder[Stock], sent: object) -> Iterator[Step]:
    attempt = holder.start()
    for sentence in preparing(holder, attempt):
        yield Step(sentence)
    fields, stock = read_fields(sent, LONGEST), attempt.result().current()
    blueprint = blueprint_of(fields)
    yield Step("正在抽题，逐题核对答案……")
    if blueprint.whole:
        yield from _proving(stock, eligible(stock.usable, blueprint.request))
    drawn = draw(fields, stock)
    yield Step("", _reply(drawn, "", stock), busy=False)


def _proving(stock: Stock, items: list[Item]) -> Iterator[Step]:
    """Prove every item beforehand, telling now and then how many are done."""
    told = time.monotonic()
    for number, item in enumerate(items):
        stock.proved(item)
        if time.monotonic() - told > _PACE:
            told = time.monotonic()
            yield Step(f"正在逐题核对答案：{number + 1} / {len(items)}")


def _reply(drawn: Drawn, version: str, stock: Stock, said: str = "") -> Reply:
    return {
        "html": preview(drawn, version, stock.regulation),
        "said": said,
        "record": record_of(drawn),
        "version": version or drawn.blueprint.names[0],
    }


def _rendered(paper: Paper, wanted: Format, stock: Stock) -> bytes:
    return wanted.render(printable(paper), stock.regulation)


def _file_name(paper: Paper, wanted: Format) -> str:
    return _clean_name(f"{paper.title}-{paper.version}{wanted.suffix}")


def _clean_name(name: str) -> str:
    return _NOT_IN_NAMES.sub(" ", name)


def _now(holder: Holder[Stock]) -> Stock:
    """Return the stock with what trainers have changed by now."""
    return holder.get().current()


def _error(sentence: str) -> Reply:
    return {"error": sentence}
