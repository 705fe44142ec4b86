"""The form in which a trainer edits an item, as it fits the item's kind."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.quiz.formats import wording
from qa.quiz.model import DIFFICULTY_NAMES, RIGHT, WRONG, Item, ItemKind


def item_form(item: Item, seen: int, *, locked: bool, save: str) -> str:
    """Return the form; ``seen`` is the latest change of the item, ``save`` what the button says."""
    shut = " disabled" if locked else ""
    return (
        f'<form id="qa-item-form" class="qa-form" data-id="{escape(item.id)}" data-seen="{seen}"'
        f' novalidate><fieldset{shut}><legend class="qa-paper-hidden">题目</legend>'
        f"{_area('题干', item.stem, 3)}{_answers(item)}"
        f"{_area('解析', wording.explained(item), 3)}{_levels(item)}"
        f'<p class="qa-item-save"><button type="submit" class="qa-submit">{save}</button>'
        '<button type="button" class="qa-button" data-do="discard" hidden>放弃没有保存的修改'
        "</button></p></fieldset></form>"
    )


def _answers(item: Item) -> str:
    match item.kind:
        case ItemKind.TRUE_FALSE:
            return _true_false(item)
        case ItemKind.BLANK:
            return _blanks(item)
        case ItemKind.MATCHING:
            return _matching(item)
        case ItemKind.ORDERING:
            return _ordering(item)
        case _ if wording.choices(item):
            return _choices(item)
        case _:
            return _points(item)


def _true_false(item: Item) -> str:
    marks = "".join(
        f'<label class="qa-choice"><input type="radio" name="答案" value="{word}"'
        f"{' checked' if item.key == (word,) else ''}>{word}</label>"
        for word in (RIGHT, WRONG)
    )
    return _group("答案", f'<div class="qa-choices">{marks}</div>')


def _choices(item: Item) -> str:
    several = item.kind is ItemKind.MULTIPLE or len(item.key) > 1
    sort = "checkbox" if several else "radio"
    rows = "".join(
        f'<li><input type="{sort}" name="答案" value="√" aria-label="{option.label} 是正确答案"'
        f"{' checked' if option.label in item.key else ''}><b>{option.label}</b>"
        f"{_line('选项', option.text, f'选项 {option.label}')}"
        f"{_remove(f'选项 {option.label}')}</li>"
        for option in wording.choices(item)
    )
    told = "选项（勾选正确的）" if several else "选项（选中正确的）"
    return _group(told, _rows(rows, "添加选项"))


def _blanks(item: Item) -> str:
    accepted = (*item.accept, *((),) * len(item.key))
    rows = "".join(
        f"<li><b>{number}</b>{_line('空', words, f'第 {number} 空')}"
        f"{_line('也可', '|'.join(also), f'第 {number} 空也可写作', '也可写作，用 | 隔开')}"
        f"{_remove(f'第 {number} 空')}</li>"
        for number, (words, also) in enumerate(zip(item.key, accepted, strict=False), start=1)
    )
    return _group("各空的答案（条文的原词）", _rows(rows, "添加一空"))


def _matching(item: Item) -> str:
    letters = [option.label for option in wording.choices(item)]
    partners = {left.label: right.label for left, right in wording.pairs(item)}
    left = "".join(
        f"<li><b>{option.label}</b>{_line('左', option.text, f'左列 {option.label}')}"
        f"{_select('配', letters, partners.get(option.label, ''), f'{option.label} 配哪一项')}</li>"
        for option in wording.left_options(item)
    )
    right = "".join(
        f"<li><b>{option.label}</b>{_line('选项', option.text, f'右列 {option.label}')}</li>"
        for option in wording.choices(item)
    )
    return _group("左列与它配的一项", _rows(left)) + _group("右列", _rows(right))


def _ordering(item: Item) -> str:
    steps = [str(step) for step in range(1, len(item.key) + 1)]
    places = {label: str(step) for step, label in enumerate(item.key, start=1)}
    rows = "".join(
        f"<li><b>{option.label}</b>{_line('选项', option.text, f'选项 {option.label}')}"
        f"{_select('步', steps, places.get(option.label, ''), f'{option.label} 是第几步')}</li>"
        for option in wording.choices(item)
    )
    return _group("选项与它是第几步", _rows(rows))


def _points(item: Item) -> str:
    rows = "".join(
        f"<li><b>{number}</b>{_line('要点', point, f'要点 {number}')}"
        f"{_remove(f'要点 {number}')}</li>"
        for number, point in enumerate(item.key, start=1)
    )
    return _group("答案要点", _rows(rows, "添加要点"))


def _levels(item: Item) -> str:
    marks = "".join(
        f'<label class="qa-choice"><input type="radio" name="难度" value="{name}"'
        f"{' checked' if item.difficulty is level else ''}>{name}</label>"
        for level, name in DIFFICULTY_NAMES.items()
    )
    return _group("难度", f'<div class="qa-choices">{marks}</div>')


def _area(name: str, text: str, rows: int) -> str:
    return (
        f'<label class="qa-item-area"><span class="qa-label">{name}</span>'
        f'<textarea name="{name}" rows="{rows}">\n{escape(text)}</textarea></label>'
    )


def _group(legend: str, content: str) -> str:
    return f"<fieldset><legend>{legend}</legend>{content}</fieldset>"


def _rows(rows: str, add: str = "") -> str:
    button = f'<button type="button" class="qa-button" data-row="add">{add}</button>' if add else ""
    return f'<ul class="qa-item-rows">{rows}</ul>{button}'


def _line(name: str, text: str, label: str, hint: str = "") -> str:
    shown = f' placeholder="{hint}"' if hint else ""
    return (
        f'<textarea name="{name}" rows="1" aria-label="{label}"{shown}>\n{escape(text)}</textarea>'
    )


def _select(name: str, values: Sequence[str], chosen: str, label: str) -> str:
    options = "".join(
        f"<option{' selected' if value == chosen else ''}>{escape(value)}</option>"
        for value in values
    )
    return f'<select name="{name}" aria-label="{label}">{options}</select>'


def _remove(what: str) -> str:
    return (
        f'<button type="button" class="qa-paper-link" data-row="remove" aria-label="删去{what}">'
        "删去</button>"
    )
