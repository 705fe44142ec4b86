"""What was answered, beside the key: right and wrong in words, not by colour alone."""

from __future__ import annotations

from html import escape

from qa.quiz.formats.wording import choices, left_options
from qa.quiz.model import BLANK_MARK, Item, ItemKind, Option
from ui.training.practice_fields import (
    BETWEEN_BLANKS,
    TRUTHS,
    is_written,
    option_words,
    pairs_given,
    rows_in_order,
)
from ui.training.practice_sitting import Phase, View


def stem_judged(view: View) -> str:
    """Return the stem; blanks hold what was given."""
    parts = [escape(part) for part in view.item.stem.split(BLANK_MARK)]
    words = [*view.typed.split(BETWEEN_BLANKS), *[""] * len(parts)]
    html = parts[0]
    for number, part in enumerate(parts[1:]):
        given = escape(words[number].strip()) if view.phase is not Phase.SKIPPED else ""
        html += f'<span class="qa-practice-given">{given or "　　"}</span>{part}'
    return f'<p class="qa-practice-stem">{html}</p>'


def judged(view: View) -> str:
    """Return the answer beside the key, as suits the kind."""
    item = view.item
    typed = "" if view.phase is Phase.SKIPPED else view.typed
    if item.kind is ItemKind.MATCHING:
        return _pairs(item, typed)
    if item.kind is ItemKind.ORDERING:
        return _order(item, typed)
    if is_written(item):
        return _text(typed)
    return "" if item.kind is ItemKind.BLANK else _choices(view)


def _choices(view: View) -> str:
    given = view.feedback.given if view.feedback else ()
    rows = "".join(
        _choice(view.item, option, chosen=option.label in given, answered=bool(given))
        for option in (view.item.options or TRUTHS)
    )
    return f'<ul class="qa-practice-options">{rows}</ul>'


def _choice(item: Item, option: Option, *, chosen: bool, answered: bool) -> str:
    fits = option.label in item.key
    missed = fits and answered and not chosen and item.kind is ItemKind.MULTIPLE
    tag = {
        (True, True): "选对了",
        (True, False): "选错了",
        (False, True): "漏选了" if missed else "正确答案",
        (False, False): "",
    }[chosen, fits]
    state = "right" if fits else "wrong" if chosen else "plain"
    told = f"<em>{tag}</em>" if tag else ""
    return f'<li class="qa-practice-option" data-state="{state}">{option_words(option)}{told}</li>'


def _pairs(item: Item, typed: str) -> str:
    given, key = pairs_given(typed), pairs_given(" ".join(item.key))
    texts = {option.label: option.text for option in choices(item)}
    rows = "".join(
        _pair(left, given.get(left.label, ""), key[left.label], texts)
        for left in left_options(item)
    )
    return f'<ol class="qa-practice-compared">{rows}</ol>'


def _pair(left: Option, given: str, key: str, texts: dict[str, str]) -> str:
    words = {letter: f"{letter} {escape(text)}" for letter, text in texts.items()}
    fits = given == key
    wrong = f"你配的是 {words[given]}，应为 " if given in words and not fits else ""
    tag = f"<em>{'配对了' if fits else '配错了'}</em>" if given else ""
    return (
        f'<li data-state="{"right" if fits else "wrong"}"><b>{escape(left.text)}</b>{tag}'
        f"<p>{wrong}{words[key]}</p></li>"
    )


def _order(item: Item, typed: str) -> str:
    texts = {option.label: option.text for option in item.options}
    given = [option.label for option in rows_in_order(item, typed)] if typed else []
    rows = ""
    for place, label in enumerate(item.key):
        at = given.index(label) if given else place
        told = "" if not given else "排对了" if at == place else f"你排在第 {at + 1} 步"
        state = "right" if at == place else "wrong"
        tag = f"<em>{told}</em>" if told else ""
        rows += f'<li data-state="{state}"><span>{escape(texts[label])}</span>{tag}</li>'
    return (
        f'<p class="qa-practice-label">正确的顺序</p><ol class="qa-practice-compared">{rows}</ol>'
    )


def _text(typed: str) -> str:
    if not typed.strip():
        return ""
    return (
        '<p class="qa-practice-label">你的作答</p>'
        f'<p class="qa-practice-written">{escape(typed.strip())}</p>'
    )
