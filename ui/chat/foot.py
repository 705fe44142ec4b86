"""What stands below an answer: how sure it is, copying, what the visitor says of it, what next.

Gradio takes data attributes out of a message, so what the script needs stands in hidden elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from corpus.model import Regulation
from qa.model import Answer
from qa.official import official_text
from qa.userdata.feedback import LONGEST_COMMENT, TOLD_ON_GIVING, Reason

SURE: Final = 0.5
"""Of the dev answers at or above it 249 of 258 cite nothing but right articles, below it 23 of 29
(docs/experiments.md)."""
LIKELY: Final = "把握较大"
UNSURE: Final = "把握一般，请核对原文"


def confidence_words(answer: Answer) -> str:
    """Return how sure the answer is, in words; nothing for a refusal, which says so itself."""
    if answer.refused:
        return ""
    return LIKELY if answer.confidence >= SURE else UNSURE


def foot(
    regulation: Regulation,
    answer: Answer,
    place: tuple[int, int] | None = None,
    related: Sequence[str] = (),
) -> str:
    """Return the foot of an answer; ``place`` is (conversation, turn) where it is kept."""
    parts = (
        _confidence(answer),
        _official(regulation, answer),
        _opinion(place),
        _quotes(regulation, answer),
    )
    row = "".join(parts)
    return (f'<div class="qa-foot">{row}</div>' if row else "") + _related(answer, related)


def reasons() -> str:
    """Return the form that asks why an answer was of no use; scripts/feedback.js copies it."""
    choices = "".join(
        f'<label><input type="radio" name="reason" value="{reason.value}">{reason.value}</label>'
        for reason in Reason
    )
    return (
        '<template id="qa-why-form"><form class="qa-why-form"><fieldset><legend>哪里不对</legend>'
        f"{choices}</fieldset>"
        f'<label>说明（可不填）<textarea name="comment" rows="2" maxlength="{LONGEST_COMMENT}">'
        f"</textarea></label><p>{TOLD_ON_GIVING}</p>"
        '<div><button class="qa-button">提交</button>'
        '<button type="button" class="qa-button qa-cancel">取消</button></div></form></template>'
    )


def _confidence(answer: Answer) -> str:
    words = confidence_words(answer)
    kind = "qa-sure qa-unsure" if words == UNSURE else "qa-sure"
    return f'<span class="{kind}">{words}</span>' if words else ""


def _official(regulation: Regulation, answer: Answer) -> str:
    if not answer.citations:
        return ""
    text = escape(official_text(regulation, answer))
    return (
        '<button type="button" class="qa-button qa-official">复制为公文</button>'
        f'<span class="qa-official-text" hidden>{text}</span>'
    )


def _opinion(place: tuple[int, int] | None) -> str:
    if place is None:
        return ""
    return (
        '<span class="qa-opinion"><button type="button" class="qa-button qa-useful">有用</button>'
        '<button type="button" class="qa-button qa-useless">没用</button>'
        f'<span class="qa-place" hidden>{place[0]} {place[1]}</span></span>'
    )


def _quotes(regulation: Regulation, answer: Answer) -> str:
    items = "".join(
        f"<li><b>{escape(regulation.cite(each.article, each.paragraph, full=False))}</b>"
        f"<span>{escape(each.quote)}</span></li>"
        for each in answer.citations
    )
    return f'<ul class="qa-quotes" hidden>{items}</ul>' if items else ""


def _related(answer: Answer, related: Sequence[str]) -> str:
    if not related:
        return ""
    lead = "规则里有规定的" if answer.refused else "接着问"
    buttons = "".join(
        f'<button type="button" class="qa-next">{escape(question)}</button>' for question in related
    )
    return f'<div class="qa-related"><span>{lead}</span>{buttons}</div>'
