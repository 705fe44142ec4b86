"""The form to find items of the bank with; it is drawn at start-up, before there is a stock."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from corpus.model import Regulation
from qa.quiz.model import KIND_NAMES

STATE_NAMES: Final[Mapping[str, str]] = {
    "usable": "正常",
    "edited": "改过",
    "locked": "锁定",
    "rejected": "驳回",
    "unproved": "未证实",
    "stale": "过期",
}
"""What the states of an item are called; an item may be in several."""


def finder(regulation: Regulation) -> str:
    """Return the form to find items."""
    kinds = _choices("kind", "题型", {kind.value: name for kind, name in KIND_NAMES.items()})
    numbered = {str(chapter.number): chapter.label for chapter in regulation.chapters}
    chapters = _choices("chapter", "章", numbered) if len(numbered) > 1 else ""
    states = _choices("state", "状态", STATE_NAMES)
    return (
        '<form id="qa-bank-finder" class="qa-form" role="search" novalidate>'
        '<input type="search" name="words" aria-label="题目里的词语"'
        ' placeholder="词语、条号或编号，如：请假">'
        f"{kinds}{chapters}{states}</form>"
    )


def _choices(name: str, label: str, values: Mapping[str, str]) -> str:
    options = "".join(
        f'<option value="{escape(value)}">{escape(words)}</option>'
        for value, words in values.items()
    )
    return (
        f'<select name="{name}" aria-label="{label}"><option value="">全部{label}</option>'
        f"{options}</select>"
    )
