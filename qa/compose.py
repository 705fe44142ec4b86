"""Turn what was found into an answer: sentences with marks, and the quotes behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.model import Article, Chapter, Clause, Regulation
from corpus.numerals import chinese_ordinal
from indexing.words import Words
from qa.asks import Ask
from qa.dates.result import Calculation
from qa.finding import Finding
from qa.kinds import Kind, kind_of
from qa.lookup import Place
from qa.model import Citation
from qa.proof import cite
from qa.selection import enumeration, lead_in
from qa.wording import piece

_NEAREST: Final = 3
_ENDS: Final = "；;。：:，, "


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an answer with its marks, and the citations they number."""

    text: str
    citations: tuple[Citation, ...]
    shown: tuple[str, ...] = ()
    """Calculations in the text; their days and numbers stand in no quote."""


class Quotes:
    """The citations of an answer: the clauses of its findings, neighbours quoted as one."""

    def __init__(self, regulation: Regulation, findings: Sequence[Finding]) -> None:
        self.regulation = regulation
        chosen: dict[int, list[Clause]] = {}
        for finding in findings:
            chosen.setdefault(finding.candidate.article.number, []).extend(finding.clauses)
        spans = {
            number: _joined(regulation.article(number), clauses)
            for number, clauses in chosen.items()
        }
        first = [self._place(spans, f.candidate.article, f.clauses[0]) for f in findings]
        others = [(number, span) for number, found in spans.items() for span in found]
        self._order = list(dict.fromkeys((*first, *others)))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in the order of their marks."""
        return tuple(
            cite(self.regulation, self.regulation.article(number), *span)
            for number, span in self._order
        )

    def mark(self, article: Article, clause: Clause) -> str:
        """Return the mark [n] of the citation that holds ``clause``."""
        for at, (number, (start, end)) in enumerate(self._order, start=1):
            if number == article.number and start <= clause.start and clause.end <= end:
                return f"[{at}]"
        raise ValueError(f"{article.label}: clause at {clause.start} was not quoted")

    def further(self, finding: Finding) -> str:
        """Return the marks of ``finding``'s citations beside its deciding one."""
        article, clauses = finding.candidate.article, finding.clauses
        marks = dict.fromkeys(self.mark(article, clause) for clause in clauses)
        marks.pop(self.mark(article, clauses[0]))
        return "".join(marks)

    @staticmethod
    def _place(
        spans: dict[int, tuple[tuple[int, int], ...]], article: Article, clause: Clause
    ) -> tuple[int, tuple[int, int]]:
        held = (span for span in spans[article.number] if span[0] <= clause.start < span[1])
        return article.number, next(held)


def answer_from_findings(
    regulation: Regulation,
    findings: Sequence[Finding],
    question: str,
    words: Words,
    calculation: Calculation | None = None,
    *,
    named: bool = True,
) -> Draft:
    """Answer each thing asked with the best words of its deciding clause, the quotes behind them.

    One thing gets a sentence, ordered steps or a list, several get a line each, the same asked of
    several things a table (its columns headed as the question names them where ``named``). What was
    worked out goes before the rule it rests on.
    """
    findings = _distinct(findings, question)
    quotes = Quotes(regulation, findings)
    if len(findings) == 1:
        text = _single(quotes, findings[0], question, words)
    elif all(finding.ask.thing for finding in findings):
        text = _table(quotes, findings, words) if named else _places(quotes, findings, words)
    else:
        lines = [_sentence(quotes, finding, words) for finding in findings]
        text = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    return _worked_out(Draft(text, quotes.citations), calculation)


def plain_answer(
    regulation: Regulation, findings: Sequence[Finding], calculation: Calculation | None = None
) -> Draft:
    """Return the deciding clauses as they stand, a line each: what is always proved."""
    findings = _distinct(findings, "")
    quotes = Quotes(regulation, findings)
    lines = []
    for finding in findings:
        article, best = finding.candidate.article, finding.clauses[0]
        where = regulation.cite(article.number, best.paragraph, full=False)
        lines.append(f"{where}规定：{best.text.rstrip(_ENDS)}。{quotes.mark(article, best)}")
    return _worked_out(Draft("\n".join(lines), quotes.citations), calculation)


def _worked_out(draft: Draft, calculation: Calculation | None) -> Draft:
    """Put what was worked out before the rule it rests on."""
    if calculation is None:
        return draft
    said = f"{calculation.text}\n{draft.text}"
    return Draft(said, draft.citations, (calculation.text,))


def _distinct(findings: Sequence[Finding], question: str) -> tuple[Finding, ...]:
    """Return one finding for each deciding clause; where all share one, that of the question."""
    by_clause: dict[tuple[int, int], Finding] = {}
    for finding in findings:
        place = (finding.candidate.article.number, finding.clauses[0].start)
        by_clause.setdefault(place, finding)
    if len(by_clause) > 1 or len(findings) == 1:
        return tuple(by_clause.values())
    return tuple(replace(finding, ask=Ask(question)) for finding in by_clause.values())


def _single(quotes: Quotes, finding: Finding, question: str, words: Words) -> str:
    kind = kind_of(question)
    article, clauses = finding.candidate.article, finding.clauses
    items = enumeration(article, clauses[0])
    whole = len(items) > 1 and set(items) <= set(clauses)
    if kind is not Kind.FACT and whole:
        return _list(quotes, article, items)
    if kind is Kind.STEPS and len(clauses) > 1:
        return _steps(quotes, finding)
    more = quotes.further(finding)
    sentence = _sentence(quotes, finding, words)
    return f"{sentence} 同条另见{more}。" if more else sentence


def _sentence(quotes: Quotes, finding: Finding, words: Words) -> str:
    """Return 《规则》第七十七条第五款规定：… with its mark."""
    said, bracket, mark = _words(quotes, finding, words).rpartition("[")
    return f"{_where(quotes, finding)}规定：{said}。{bracket}{mark}"


def _opening(article: Article, clause: Clause) -> str:
    """Return what leads into the enumeration that ``clause`` is an item of (主要议题是：)."""
    items = enumeration(article, clause)
    leading = lead_in(article, items)
    if leading is None or clause is items[0]:
        return ""
    return leading.text.rpartition("，")[2] if len(leading.text) > 30 else leading.text


def _list(quotes: Quotes, article: Article, items: Sequence[Clause]) -> str:
    """Return an enumeration as lines, one an element, each with its mark."""
    where = quotes.regulation.cite(article.number, items[0].paragraph, full=False)
    leading = lead_in(article, items)
    skip = len(leading.text) if leading else 0
    head = leading.text.rstrip(_ENDS) if leading else ""
    texts = [items[0].text[skip:], *(item.text for item in items[1:])]
    lines = [
        f"{n}. {text.rstrip(_ENDS)}{quotes.mark(article, item)}"
        for n, (text, item) in enumerate(zip(texts, items, strict=True), 1)
    ]
    opening = f"{where}规定，{head}" if head else f"{where}规定"
    return "\n".join([f"{opening}{quotes.mark(article, items[0])}：", *lines])


def _steps(quotes: Quotes, finding: Finding) -> str:
    article = finding.candidate.article
    ordered = sorted(finding.clauses, key=lambda clause: clause.start)
    where = quotes.regulation.cite(article.number, ordered[0].paragraph, full=False)
    lines = [
        f"{n}. {clause.text.rstrip(_ENDS)}。{quotes.mark(article, clause)}"
        for n, clause in enumerate(ordered, 1)
    ]
    return "\n".join([f"{where}规定，依次：", *lines])


def _table(quotes: Quotes, findings: Sequence[Finding], words: Words) -> str:
    """Return the same asked of several things: a column each, with the rule and its place."""
    rows = (
        ["", *(finding.ask.thing for finding in findings)],
        ["规定", *(_words(quotes, finding, words) for finding in findings)],
        ["出处", *(_where(quotes, finding) for finding in findings)],
    )
    return _markdown(rows)


def _places(quotes: Quotes, findings: Sequence[Finding], words: Words) -> str:
    """Return the same with a row each, where no quote bears the names that the question uses."""
    rows = [[_where(quotes, finding), _words(quotes, finding, words)] for finding in findings]
    return _markdown([["出处", "规定"], *rows])


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _where(quotes: Quotes, finding: Finding) -> str:
    article, best = finding.candidate.article, finding.clauses[0]
    return quotes.regulation.cite(article.number, best.paragraph, full=False)


def _words(quotes: Quotes, finding: Finding, words: Words) -> str:
    """Return what the deciding clause says, cut to what answers, with its mark."""
    article, best = finding.candidate.article, finding.clauses[0]
    hint = finding.hint
    inside = hint is not None and best.start <= hint[0] and hint[1] <= best.end
    place = (hint[0] - best.start, hint[1] - best.start) if hint and inside else None
    start, end = piece(best.text, finding.ask.text, words.content(finding.ask.text), place)
    return f"{_opening(article, best)}{best.text[start:end]}{quotes.mark(article, best)}"


def answer_from_places(regulation: Regulation, places: Sequence[Place]) -> Draft:
    """Answer a look-up with the whole of each article or paragraph named."""
    citations: list[Citation] = []
    lines = []
    for place in places:
        article = regulation.article(place.article)
        first = len(citations) + 1
        citations += _whole(regulation, article, place.paragraph)
        marks = "".join(f"[{mark}]" for mark in range(first, len(citations) + 1))
        lines.append(_place_sentence(regulation, article, place, marks))
    return Draft("\n".join(lines), tuple(citations))


def answer_from_chapters(regulation: Regulation, chapters: Sequence[Chapter]) -> Draft:
    """Answer a chapter look-up with an outline: the first sentence of each of its articles."""
    citations: list[Citation] = []
    lines = []
    for chapter in chapters:
        listed = []
        for article in chapter.articles:
            first = article.clauses[0]
            citations.append(cite(regulation, article, first.start, first.end))
            listed.append(f"{article.label}[{len(citations)}]")
        count = len(chapter.articles)
        lines.append(f"{regulation.short_title}{chapter.label}共 {count} 条：{'、'.join(listed)}。")
    return Draft("\n".join(lines) + "各条首句见引文。", tuple(citations))


def refusal(regulation: Regulation, nearest: Iterable[int], cause: str | None = None) -> str:
    """Return the sentence of an honest refusal, with where to look instead."""
    labels = "、".join(regulation.article(number).label for number in list(nearest)[:_NEAREST])
    because = cause or f"《{regulation.title}》没有找到能回答这个问题的规定。"
    return (
        f"{because}内容最接近的是{labels}，但不足以作答。" if labels and cause is None else because
    )


def _joined(article: Article, clauses: Sequence[Clause]) -> tuple[tuple[int, int], ...]:
    """Return the spans of ``clauses`` in text order, neighbours of one paragraph joined."""
    spans: list[tuple[int, int]] = []
    for clause in sorted(clauses, key=lambda clause: clause.start):
        touches = spans and not article.text[spans[-1][1] : clause.start].strip(" ")
        if touches:
            spans[-1] = (spans[-1][0], clause.end)
        else:
            spans.append((clause.start, clause.end))
    return tuple(spans)


def _whole(regulation: Regulation, article: Article, paragraph: int | None) -> list[Citation]:
    shown = (article.paragraph(paragraph),) if paragraph is not None else article.paragraphs
    return [cite(regulation, article, part.start, part.end) for part in shown]


def _place_sentence(regulation: Regulation, article: Article, place: Place, marks: str) -> str:
    chapter = " ".join(article.headings)
    where = f"（{chapter}）" if chapter else ""
    if place.paragraph is not None:
        ordinal = chinese_ordinal(place.paragraph)
        return f"{regulation.short_title}{article.label}第{ordinal}款{where}全文见引文。{marks}"
    count = len(article.paragraphs)
    return f"{regulation.short_title}{article.label}{where}共 {count} 款，全文见引文。{marks}"
