"""What is told after an answer: right or wrong, the key, why, the rule, when it comes again."""

from __future__ import annotations

from html import escape
from typing import Final

from corpus.model import Regulation
from qa.quiz.formats.wording import also
from qa.quiz.model import Item, ItemKind
from qa.quiz.practice import Feedback
from ui.training.practice_desk import Desk
from ui.training.practice_fields import is_written
from ui.training.practice_sitting import Phase, View
from ui.training.practice_wording import day_words, rule_html

_VERDICTS: Final = {
    Phase.RIGHT: "答对了",
    Phase.WRONG: "答错了",
    Phase.SKIPPED: "跳过了",
    Phase.MARKING: "对照要点，自己评一评",
}


def feedback_html(desk: Desk, view: View) -> str:
    """Return everything that is told about the item on the page."""
    feedback = view.feedback
    if feedback is None:
        return ""
    told = explained(view.item, desk.regulation)
    rows = (
        ("要点" if is_written(view.item) else "答案", _key(view.item, feedback)),
        ("解析", f"<p>{escape(told)}</p>" if told else ""),
        ("依据", _rules(desk.regulation, view.item)),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{html}</dd>" for name, html in rows if html)
    return (
        f'<section class="qa-practice-verdict" data-state="{view.phase}">'
        f'<h3 tabindex="-1" data-focus>{_VERDICTS[view.phase]}</h3>'
        f"<p>{_again(desk, view.phase, feedback)}</p></section>"
        f'<dl class="qa-practice-told">{listed}</dl>'
    )


def explained(item: Item, regulation: Regulation) -> str:
    """Return the explanation without the cited words, which stand below it in their rule."""
    told = item.explanation
    for citation in item.citations:
        place = regulation.cite(citation.article, citation.paragraph)
        for ending in ("”。", "”"):
            told = told.replace(f"{place}规定：“{citation.quote}{ending}", "")
    return told.strip()


def _again(desk: Desk, phase: Phase, feedback: Feedback) -> str:
    if phase is Phase.MARKING:
        return "意思答到了就算对，不必一字不差。"
    if phase is Phase.SKIPPED:
        return "没有计分，也没有记入错题本。"
    if not desk.kept or feedback.due is None:
        return "没有 Cookie，这次没有记下。"
    kept = "已记入错题本。" if phase is Phase.WRONG else ""
    return f"{kept}下次再练：{day_words(feedback.due, desk.today)}"


def _key(item: Item, feedback: Feedback) -> str:
    """Return the key in words; pairs and steps stand in what is shown of the answer."""
    if item.kind in {ItemKind.MATCHING, ItemKind.ORDERING}:
        return ""
    if item.kind is ItemKind.MULTIPLE:
        return f"<p>{escape('、'.join(item.key))}</p>"
    if is_written(item) and len(feedback.key) > 1:
        return f"<ol>{''.join(f'<li>{escape(point)}</li>' for point in feedback.key)}</ol>"
    other = also(item)
    more = f'<p class="qa-told">也可写作：{escape(other)}</p>' if other else ""
    return f"<p>{escape('；'.join(feedback.key))}</p>{more}"


def _rules(regulation: Regulation, item: Item) -> str:
    first, *others = (rule_html(regulation, citation) for citation in item.citations)
    if not others:
        return first
    return (
        f"{first}<details><summary>另外 {len(others)} 处依据</summary>{''.join(others)}</details>"
    )
