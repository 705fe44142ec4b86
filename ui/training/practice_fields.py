"""What an open item is answered with: one way for each kind."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from qa.quiz.formats.wording import choices, left_options
from qa.quiz.judging import LARGEST_ANSWER
from qa.quiz.model import BLANK_MARK, RIGHT, WRONG, Item, ItemKind, Option

BETWEEN_BLANKS: Final = "；"
"""Parts the words for several blanks, as people type them in the terminal."""
_CHOOSE: Final = "按字母键选择，回车提交"
_WRITE: Final = "回车提交，Shift + 回车换行"
KEYS: Final = {
    ItemKind.SINGLE: _CHOOSE,
    ItemKind.MULTIPLE: "按字母键选择，可以多选，回车提交",
    ItemKind.TRUE_FALSE: "按 1 选“对”，按 2 选“错”，回车提交",
    ItemKind.BLANK: "回车提交",
    ItemKind.MATCHING: "依次按字母键，一行一个，回车提交",
    ItemKind.ORDERING: "用箭头排好先后；选中箭头后也可以按上下方向键",
    ItemKind.SHORT: _WRITE,
    ItemKind.CASE: _WRITE,
}
"""How each kind is answered with the keyboard alone."""
TRUTHS: Final = (Option(RIGHT, RIGHT), Option(WRONG, WRONG))
_STEM: Final = "qa-practice-stem"
_UP: Final = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 10l5-5 5 5"/></svg>'
_DOWN: Final = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 6l5 5 5-5"/></svg>'


def is_written(item: Item) -> bool:
    """Tell whether the answer is a text that people compare with the points themselves."""
    return item.kind in {ItemKind.SHORT, ItemKind.CASE} and not item.options


def fields(item: Item, typed: str = "") -> str:
    """Return the stem and the controls, filled with what was ``typed`` before."""
    if item.kind is ItemKind.BLANK:
        return _stem(_with_boxes(item, typed))
    stem = _stem(escape(item.stem))
    if item.kind is ItemKind.MATCHING:
        return stem + _pairs(item, typed)
    if item.kind is ItemKind.ORDERING:
        return stem + _order(item, typed)
    if is_written(item):
        return stem + _text(typed)
    return stem + _choices(item, typed)


def rows_in_order(item: Item, typed: str) -> tuple[Option, ...]:
    """Return the options in the order that was given, at first as they are printed."""
    options = {option.label: option for option in item.options}
    given = re.sub(r"[^A-Z]", "", typed)
    return tuple(options[label] for label in given) if set(given) == set(options) else item.options


def pairs_given(typed: str) -> dict[str, str]:
    """Return the letters that were chosen, by their numbers: 1-C 2-A."""
    return dict(re.findall(r"(\d+)-([A-Z])", typed))


def missing(item: Item, typed: str) -> str:
    """Say what is still empty, nothing where every control is filled."""
    if item.kind is ItemKind.MATCHING:
        given = pairs_given(typed)
        empty = [left.label for left in left_options(item) if left.label not in given]
        return f"第 {'、'.join(empty)} 行还没有配对。" if empty else ""
    if item.kind is ItemKind.BLANK and len(item.key) > 1:
        words = typed.split(BETWEEN_BLANKS)
        empty = [str(place) for place, word in enumerate(words, start=1) if not word.strip()]
        return f"第 {'、'.join(empty)} 空还没有填。" if empty else ""
    return ""


def _stem(html: str) -> str:
    return f'<p class="qa-practice-stem" id="{_STEM}">{html}</p>'


def _with_boxes(item: Item, typed: str) -> str:
    """Return the stem with a box for each blank, wide enough for its words and no telling."""
    parts = item.stem.split(BLANK_MARK)
    words = [*typed.split(BETWEEN_BLANKS), *[""] * len(parts)]
    html = escape(parts[0])
    for number, part in enumerate(parts[1:], start=1):
        html += (
            f'<input type="text" class="qa-practice-blank" aria-label="第 {number} 空" '
            f'aria-describedby="{_STEM}" maxlength="{LARGEST_ANSWER}" enterkeyhint="send" '
            f'autocapitalize="off" spellcheck="false" value="{escape(words[number - 1])}" data-box>'
            f"{escape(part)}"
        )
    return html


def _choices(item: Item, typed: str) -> str:
    several = item.kind is ItemKind.MULTIPLE
    options = item.options or TRUTHS
    rows = "".join(
        f'<label class="qa-practice-option"><input type="{"checkbox" if several else "radio"}" '
        f'name="qa-practice-choice" value="{escape(option.label)}"'
        f"{' checked' if option.label in typed else ''}>{option_words(option)}</label>"
        for option in options
    )
    role = "group" if several else "radiogroup"
    return f'<div class="qa-practice-options" role="{role}" aria-labelledby="{_STEM}">{rows}</div>'


def option_words(option: Option) -> str:
    """Return an option's letter and text; 对 and 错 have no letter."""
    letter = "" if option.label == option.text else f"<b>{escape(option.label)}</b>"
    return f"{letter}<span>{escape(option.text)}</span>"


def _pairs(item: Item, typed: str) -> str:
    given, right = pairs_given(typed), choices(item)
    listed = "".join(f"<li>{option_words(option)}</li>" for option in right)
    rows = "".join(_pair(left, right, given.get(left.label, "")) for left in left_options(item))
    return (
        f'<div class="qa-practice-pairs"><ul class="qa-practice-right">{listed}</ul>'
        f"<div>{rows}</div></div>"
    )


def _pair(left: Option, right: tuple[Option, ...], given: str) -> str:
    letters = "".join(
        f'<label><input type="radio" name="qa-practice-pair-{escape(left.label)}" '
        f'value="{escape(option.label)}" aria-label="{escape(f"{option.label} {option.text}")}"'
        f"{' checked' if option.label == given else ''}><span>{escape(option.label)}</span></label>"
        for option in right
    )
    return (
        f'<fieldset data-left="{escape(left.label)}"><legend><b>{escape(left.label)}</b>'
        f"{escape(left.text)}</legend><div>{letters}</div></fieldset>"
    )


def _order(item: Item, typed: str) -> str:
    rows = "".join(
        f'<li data-label="{escape(option.label)}"><span>{escape(option.text)}</span>'
        f"{_step(-1, f'上移：{option.text}', _UP)}{_step(1, f'下移：{option.text}', _DOWN)}</li>"
        for option in rows_in_order(item, typed)
    )
    return (
        f'<ol class="qa-practice-order" aria-labelledby="{_STEM}">{rows}</ol>'
        '<p class="qa-off-screen" role="status"></p>'
    )


def _step(step: int, name: str, arrow: str) -> str:
    return f'<button type="button" data-step="{step}" aria-label="{escape(name)}">{arrow}</button>'


def _text(typed: str) -> str:
    return (
        f'<textarea class="qa-practice-text" rows="5" aria-label="作答" '
        f'aria-describedby="{_STEM}" maxlength="{LARGEST_ANSWER}" '
        f'placeholder="写出要点，交卷后对照" data-box>{escape(typed)}</textarea>'
    )
