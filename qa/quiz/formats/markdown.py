"""Markdown: the paper, then the key with explanations."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import Regulation
from qa.documents.markdown import escaped
from qa.quiz.formats import wording
from qa.quiz.model import Item, ItemKind, Paper


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as Markdown."""
    lines = [f"# {escaped(paper.title)}（{escaped(paper.version)}卷）", ""]
    lines += [f"满分 {wording.mark_words(paper.marks)} 分，共 {len(paper.items)} 题。", ""]
    lines += [f"> {escaped(note)}" for note in paper.notes]
    lines += [""] if paper.notes else []
    for order, section, entries in wording.numbered(paper):
        lines += [f"## {wording.section_heading(order, section)}", "", wording.ORDERS[section.kind]]
        lines += [""]
        for number, item in entries:
            lines += [*_question(number, item), ""]
    lines += ["---", "", "# 参考答案与解析", ""]
    for order, section, entries in wording.numbered(paper):
        lines += [f"## {wording.section_heading(order, section)}", ""]
        for number, item in entries:
            lines += [*_answer(number, item, regulation), ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _question(number: int, item: Item) -> Iterator[str]:
    yield f"**{number}．** {escaped(item.stem)}"
    if item.options:
        yield ""
    if item.kind is ItemKind.MATCHING:
        yield from _columns(item)
        return
    for option in item.options:
        yield f"- {option.label}．{escaped(option.text)}"


def _columns(item: Item) -> Iterator[str]:
    """Yield the two columns of a matching item as a table."""
    left, right = wording.left_options(item), wording.choices(item)
    yield "| 左列 | 右列 |"
    yield "| --- | --- |"
    for index in range(max(len(left), len(right))):
        cells = [
            f"{side[index].label}．{escaped(side[index].text)}" if index < len(side) else ""
            for side in (left, right)
        ]
        yield f"| {' | '.join(cells)} |".replace("\n", "<br>")


def _answer(number: int, item: Item, regulation: Regulation) -> Iterator[str]:
    yield f"**{number}．** {escaped(wording.key_words(item))}"
    yield ""
    more = wording.also(item)
    if more:
        yield f"- 也可写作：{escaped(more)}"
    yield f"- 出处：{wording.places(item, regulation)}"
    yield f"- 解析：{escaped(wording.explained(item))}"
