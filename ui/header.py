"""The head of the page and the first words of an empty chat."""

from __future__ import annotations

from html import escape

from corpus.model import Regulation


def header(regulation: Regulation) -> str:
    """Return the regulation's title over the red rule, with number, date and size."""
    chapters = sum(1 for chapter in regulation.chapters if chapter.number)
    size = f"{chapters} 章 {len(regulation.articles)} 条" if chapters else ""
    facts = (regulation.document_number, regulation.date, size or f"{len(regulation.articles)} 条")
    shown = "".join(f"<li>{escape(fact)}</li>" for fact in facts if fact)
    return f'<h1>{escape(regulation.title)}</h1><ul class="qa-facts">{shown}</ul>'


def invitation() -> str:
    """Return what an empty chat says: what it does and what it will not do."""
    return (
        '<span class="qa-invite">问一个办事问题</span>'
        '<span class="qa-invite-more">回答摘引条文原话，注明第几条第几款；要算日子的，写明怎么算；'
        "规则里没有的，会如实说没有。</span>"
    )
