"""Answers as an official document writes them: 根据《…》（文号）第X条第X款：“……”."""

from __future__ import annotations

from corpus.model import Regulation
from corpus.numerals import chinese_ordinal
from qa.model import Answer, Citation


def copy_text(regulation: Regulation, citation: Citation) -> str:
    """Return one citation: 根据《…》（文号）第X条第X款：“……”.

    The quote stays verbatim, inner quotation marks included, so that it can be found again.
    """
    return f"根据{_named(regulation)}{_quoted(regulation, citation)}"


def official_text(regulation: Regulation, answer: Answer) -> str:
    """Return what rests on the citations of ``answer``: one as a sentence, several as a list.

    A calculation follows on a line of its own; it is no part of the rule.
    """
    if len(answer.citations) == 1:
        lines = [copy_text(regulation, answer.citations[0])]
    else:
        lines = [f"根据{_named(regulation)}："] + [
            f"（{chinese_ordinal(number)}）{_quoted(regulation, citation)}"
            for number, citation in enumerate(answer.citations, start=1)
        ]
    if answer.calculation:
        lines.append(f"据此推算：{answer.calculation}")
    return "\n".join(lines)


def _named(regulation: Regulation) -> str:
    number = f"（{regulation.document_number}）" if regulation.document_number else ""
    return f"《{regulation.title}》{number}"


def _quoted(regulation: Regulation, citation: Citation) -> str:
    place = regulation.article(citation.article).reference(citation.paragraph)
    return f"{place}：“{citation.quote}”"
