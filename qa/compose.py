"""Turn what was found into an answer: sentences with marks, and the quotes behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Article, Clause, Regulation
from indexing.words import Words
from qa.asks import Ask
from qa.dates.result import Calculation
from qa.finding import Finding
from qa.kinds import Kind, kind_of
from qa.lists import SHORTEST, enumeration, forbidding, lead_in, listed
from qa.mentions import Mention
from qa.model import Draft
from qa.quotes import Quotes
from qa.verdict.saying import verdict_word
from qa.wording import piece

_NEAREST: Final = 3
_ENDS: Final = "；;。：:，, "
_LEAD: Final = 30
"""Characters up to which what leads into an enumeration is given whole, else its last part."""


def answer_from_findings(
    regulation: Regulation,
    findings: Sequence[Finding],
    question: str,
    words: Words,
    calculation: Calculation | None = None,
    *,
    named: bool = True,
    verdict: bool | None = None,
) -> Draft:
    """Answer each thing asked with the best words of its deciding clause, the quotes behind them.

    One thing gets a sentence, ordered steps or a list, several get a line each, the same asked of
    several things a table (its columns headed as the question names them where ``named``). The
    verdict, or what was worked out, goes before the rule it rests on.
    """
    findings = _distinct(findings, question)
    quotes = Quotes(regulation, _picked(findings))
    if len(findings) == 1:
        text = _single(quotes, findings[0], question, words)
    elif all(finding.ask.thing for finding in findings):
        text = _table(quotes, findings, words) if named else _places(quotes, findings, words)
    else:
        lines = [_sentence(quotes, finding, words) for finding in findings]
        text = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    more = quotes.further(text)
    joint = "" if not more else "\n" if "\n" in text else " "
    return _led(Draft(f"{text}{joint}{more}", quotes.citations), question, calculation, verdict)


def plain_answer(
    regulation: Regulation,
    findings: Sequence[Finding],
    question: str,
    calculation: Calculation | None = None,
    verdict: bool | None = None,
) -> Draft:
    """Return the deciding clauses as they stand, a line each: what is always proved."""
    findings = _distinct(findings, question)
    quotes = Quotes(regulation, [(f.candidate.article, f.clauses[0]) for f in findings])
    lines = []
    for finding in findings:
        article, best = finding.candidate.article, finding.clauses[0]
        where = _where(quotes, article, best)
        lines.append(f"{where}规定：{best.text.rstrip(_ENDS)}。{quotes.mark(article, best)}")
    return _led(Draft("\n".join(lines), quotes.citations), question, calculation, verdict)


def _led(
    draft: Draft, question: str, calculation: Calculation | None, verdict: bool | None
) -> Draft:
    """Put the verdict, or what was worked out, before the rule it rests on."""
    if calculation is not None:
        said = f"{calculation.text}\n{draft.text}"
        return Draft(said, draft.citations, (calculation.text,))
    if verdict is None:
        return draft
    return Draft(f"{verdict_word(question, value=verdict)}。{draft.text}", draft.citations)


def _distinct(findings: Sequence[Finding], question: str) -> tuple[Finding, ...]:
    """Return one finding for each deciding clause; where all share one, that of the question."""
    by_clause: dict[tuple[int, int], Finding] = {}
    for finding in findings:
        place = (finding.candidate.article.number, finding.clauses[0].start)
        by_clause.setdefault(place, finding)
    if len(by_clause) > 1 or len(findings) == 1:
        return tuple(by_clause.values())
    return tuple(replace(finding, ask=Ask(question)) for finding in by_clause.values())


def _picked(findings: Sequence[Finding]) -> list[tuple[Article, Clause]]:
    """Return what is quoted, the deciding clauses first."""
    first = [(finding.candidate.article, finding.clauses[0]) for finding in findings]
    return [*first, *((f.candidate.article, clause) for f in findings for clause in f.clauses[1:])]


def _single(quotes: Quotes, finding: Finding, question: str, words: Words) -> str:
    kind = kind_of(question)
    article, clauses = finding.candidate.article, finding.clauses
    items = (listed if kind is Kind.LIST else enumeration)(article, clauses[0])
    whole = len(items) >= SHORTEST and set(items) <= set(clauses)
    if kind is not Kind.FACT and whole:
        return _list(quotes, article, items)
    several = len(clauses) > 1 and set(forbidding(article, question)) == set(clauses)
    if several or (kind is Kind.STEPS and len(clauses) > 1):
        return _steps(quotes, finding)
    return _sentence(quotes, finding, words)


def _sentence(quotes: Quotes, finding: Finding, words: Words) -> str:
    """Return 《规则》第七十七条第五款规定：… with its mark."""
    said, bracket, mark = _words(quotes, finding, words).rpartition("[")
    return f"{_place(quotes, finding)}规定：{said}。{bracket}{mark}"


def _opening(article: Article, clause: Clause) -> str:
    """Return what leads into the enumeration that ``clause`` is an item of (主要议题是：)."""
    items = enumeration(article, clause)
    leading = lead_in(article, items)
    if leading is None or clause is items[0]:
        return ""
    return leading.text.rpartition("，")[2] if len(leading.text) > _LEAD else leading.text


def _list(quotes: Quotes, article: Article, items: Sequence[Clause]) -> str:
    """Return a list as lines, one an element, each with its mark."""
    leading = lead_in(article, items)
    apart = leading is not None and leading.end <= items[0].start
    announced = leading if leading and apart else items[0]
    skip = len(leading.text) if leading and not apart else 0
    head = f"，{leading.text.rstrip(_ENDS)}" if leading else ""
    texts = [items[0].text[skip:], *(item.text for item in items[1:])]
    lines = [
        f"{n}. {text.rstrip(_ENDS)}{quotes.mark(article, item)}"
        for n, (text, item) in enumerate(zip(texts, items, strict=True), 1)
    ]
    opening = f"{_where(quotes, article, announced)}规定{head}"
    return "\n".join([f"{opening}{quotes.mark(article, announced)}：", *lines])


def _steps(quotes: Quotes, finding: Finding) -> str:
    article = finding.candidate.article
    ordered = sorted(finding.clauses, key=lambda clause: clause.start)
    where = _where(quotes, article, ordered[0])
    lines = [
        f"{n}. {clause.text.rstrip(_ENDS)}。{quotes.mark(article, clause)}"
        for n, clause in enumerate(ordered, 1)
    ]
    return "\n".join([f"{where}规定：", *lines])


def _table(quotes: Quotes, findings: Sequence[Finding], words: Words) -> str:
    """Return the same asked of several things: a column each, with the rule and its place."""
    rows = (
        ["", *(finding.ask.thing for finding in findings)],
        ["规定", *(_words(quotes, finding, words) for finding in findings)],
        ["出处", *(_place(quotes, finding) for finding in findings)],
    )
    return markdown(rows)


def _places(quotes: Quotes, findings: Sequence[Finding], words: Words) -> str:
    """Return the same with a row each, where no quote bears the names that the question uses."""
    rows = [[_place(quotes, finding), _words(quotes, finding, words)] for finding in findings]
    return markdown([["出处", "规定"], *rows])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return ``rows``, the first of them the head, as a Markdown table."""
    lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _where(quotes: Quotes, article: Article, clause: Clause) -> str:
    return quotes.regulation.cite(article.number, clause.paragraph, full=False)


def _place(quotes: Quotes, finding: Finding) -> str:
    return _where(quotes, finding.candidate.article, finding.clauses[0])


def _words(quotes: Quotes, finding: Finding, words: Words) -> str:
    """Return what the deciding clause says, cut to what answers, with its mark."""
    article, best = finding.candidate.article, finding.clauses[0]
    hint = finding.hint
    inside = hint is not None and best.start <= hint[0] and hint[1] <= best.end
    place = (hint[0] - best.start, hint[1] - best.start) if hint and inside else None
    start, end = piece(best.text, finding.ask.text, words.content(finding.ask.text), place)
    return f"{_opening(article, best)}{best.text[start:end]}{quotes.mark(article, best)}"


def refusal(regulation: Regulation, nearest: Iterable[int], cause: str | None = None) -> str:
    """Return the sentence of an honest refusal, with where to look instead."""
    labels = "、".join(regulation.article(number).label for number in list(nearest)[:_NEAREST])
    because = cause or f"《{regulation.title}》没有找到能回答这个问题的规定。"
    return (
        f"{because}内容最接近的是{labels}，但不足以作答。" if labels and cause is None else because
    )


def answer_from_mentions(regulation: Regulation, found: Sequence[Mention], words: Words) -> Draft:
    """Return a table of the places that speak of one thing: where, and in which words."""
    quotes = Quotes(regulation, [(each.article, each.clause) for each in found])
    rows = []
    for each in found:
        text, term = each.clause.text, (each.start, each.end)
        start, end = piece(text, text[slice(*term)], words.content(text[slice(*term)]), term)
        mark = quotes.mark(each.article, each.clause)
        rows.append([_where(quotes, each.article, each.clause), f"{text[start:end]}{mark}"])
    return Draft(markdown([["出处", "原文"], *rows]), quotes.citations)
