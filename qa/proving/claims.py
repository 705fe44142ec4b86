"""The last gate for the answer's own words: a sentence leaves only if its quotes say it.

Sentences, steps and table cells must be made of exact pieces of the quotes that their own marks
number, joined by the words of qa/framing_words.txt and the names of the cited places
(``qa.proving.reading`` has the rules). What is not made so is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from corpus.errors import CorpusError
from corpus.model import Regulation
from qa.model import Citation
from qa.proving import layout
from qa.proving.framing import UNANSWERED, labels, verdicts
from qa.proving.lines import Line, lines_of, whole_tables, without
from qa.proving.reading import Reader, Zone
from qa.proving.source import Source, source
from qa.proving.values import modal_spans, offices, offices_of, plain, quantities

_SAME: Final = "同条"
_STOPS: Final = "。！？；"
_VERDICT_ENDS: Final = re.compile(r"[^\w《“（]")
_PLACE: Final = re.compile(r"第\d+[条款章]")
_TOWARDS: Final = tuple("向给对与和同被把将从经报")


class Unproved(StrEnum):
    """What of a sentence no quote says."""

    MARK = "mark"
    PLACE = "place"
    ORDER = "order"
    NUMBER = "number"
    OFFICE = "office"
    OBLIGATION = "obligation"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence (or table row) that is not proved, what of it, and the words at fault."""

    sentence: str
    what: Unproved
    detail: str


def proved_text(
    text: str,
    citations: Sequence[Citation],
    regulation: Regulation,
    shown: Sequence[str] = (),
    asked: str = "",
) -> str:
    """Return ``text`` without its unproved sentences: all of it, or an empty string for none."""
    found = _Proof(citations, regulation, shown, asked).faults(text)
    if not found:
        return text
    kept: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        dropped = [fault.sentence for place, fault in found if place == number]
        left = without(line, dropped)
        if left.strip() or not line.strip():
            kept.append(left)
    shorter = "\n".join(whole_tables(kept)).strip("\n")
    return proved_text(shorter, citations, regulation, shown, asked) if shorter != text else ""


def unproved(
    text: str,
    citations: Sequence[Citation],
    regulation: Regulation,
    shown: Sequence[str] = (),
    asked: str = "",
    verdict: str | None = None,
) -> tuple[Fault, ...]:
    """Return a fault for every sentence, step or row of ``text`` that is not proved.

    ``shown`` are the texts of calculations shown beside the answer; what they hold may be said.
    A table's headings and labels may repeat the words of ``asked``, the question, but an office or
    a number in them has to be in the quotes too. ``verdict`` is the word that the judge gave (empty
    for none): no other may open the answer; None leaves that unchecked.
    """
    found = tuple(fault for _, fault in _Proof(citations, regulation, shown, asked).faults(text))
    opening = _VERDICT_ENDS.split(text, maxsplit=1)[0]
    if verdict is None or opening == verdict or plain(opening) not in verdicts():
        return found
    return Fault(f"{opening}。", Unproved.WORDS, opening), *found


class _Proof:
    """The sources of one answer, and the reading of its text against them."""

    def __init__(
        self,
        citations: Sequence[Citation],
        regulation: Regulation,
        shown: Sequence[str],
        asked: str,
    ) -> None:
        self.citations = citations
        self.asked = plain(asked)
        self.regulation = regulation
        self.known = offices_of(regulation)
        quotes = [self._source(citation) for citation in citations]
        self.sources = (*quotes, *(source(text, self.known, shown=True) for text in shown))
        self.shown = tuple(range(len(quotes), len(self.sources)))

    def faults(self, text: str) -> list[tuple[int, Fault]]:
        """Return every fault with the number of its line."""
        found: list[tuple[int, Fault]] = []
        lines = text.split("\n")
        table: list[tuple[str, ...]] = []
        earlier: tuple[int, ...] = ()
        for line in lines_of(lines):
            if layout.is_row(line.text):
                below = lines[line.number + 1] if line.number + 1 < len(lines) else ""
                if layout.is_rule(below):
                    table = [layout.cells(row) for row in (line.text, *line.block)]
                    faults = self._heading(line, table[0])
                elif layout.is_rule(line.text):
                    faults = []
                else:
                    faults = self._row(line, table or [()])
            else:
                table = []
                faults = [] if line.text == UNANSWERED else self._prose(line, earlier)
            earlier = layout.marks(line.text) or earlier
            found += [(line.number, fault) for fault in faults]
        return found

    def _prose(self, line: Line, earlier: tuple[int, ...]) -> list[Fault]:
        step = layout.step(line.text)
        body = step.body if step else line.text
        inline = layout.inline_steps(body)
        wrong = step is not None and step.ordinal not in (None, line.ordinal)
        wrong |= inline not in ((), tuple(range(1, len(inline) + 1)))
        if wrong:
            return [Fault(line.text, Unproved.ORDER, step.lead if step else body)]
        found = []
        for number, sentence in enumerate(layout.sentences(body)):
            opening = line.number == 0 and number == 0 and step is None
            fault = self._sentence(sentence, line, opening, line.items or len(inline), earlier)
            found += [fault] if fault else []
            earlier = layout.marks(sentence) or earlier
        return found

    def _sentence(
        self, sentence: str, line: Line, opening: bool, steps: int, earlier: tuple[int, ...]
    ) -> Fault | None:
        own = layout.marks(sentence)
        missing = [mark for mark in own if not 1 <= mark <= len(self.citations)]
        if missing:
            return Fault(sentence, Unproved.MARK, f"[{missing[0]}]")
        parts = layout.parts(sentence)
        if any(len(set(part.marks)) < len(part.marks) for part in parts):
            return Fault(sentence, Unproved.MARK, "".join(f"[{mark}]" for mark in own))
        zones = tuple(self._zone(part) for part in parts)
        if not own and line.ahead and sentence.rstrip().endswith(("：", ":")):
            zones = (self._lead(zones[0], line.ahead),)
        elsewhere = self._elsewhere(sentence, zones, earlier)
        if elsewhere is not None:
            return Fault(sentence, Unproved.PLACE, elsewhere)
        left = Reader(zones, self.sources, opening, steps).unread()
        return None if left is None else self._fault(sentence, zones, left)

    def _heading(self, line: Line, heading: tuple[str, ...]) -> list[Fault]:
        """A heading is proved with the cells under it; without any it proves nothing."""
        corner = heading[0]
        if any(map(layout.marks, heading[1:])) and not (_is_label(corner) or layout.marks(corner)):
            return [Fault(line.text, Unproved.MARK, corner)]
        held = "".join(cell for cell in heading if not _is_label(cell))
        return [Fault(line.text, Unproved.MARK, held)] if held and not line.ahead else []

    def _row(self, line: Line, table: list[tuple[str, ...]]) -> list[Fault]:
        heading, row = table[0], layout.cells(line.text)
        lead = "" if layout.marks(row[0]) or _is_label(row[0]) else row[0]
        for column, cell in enumerate(row):
            if _is_label(cell) or (column == 0 and lead):
                continue
            head = heading[column] if column < len(heading) else ""
            above = [name for name in (head, lead) if not _is_label(name)]
            under = tuple(
                mark
                for other in table[1:]
                if column < len(other)
                for mark in layout.marks(other[column])
            )
            fault = self._cell(cell, above, under, line)
            if fault is not None:
                return [replace(fault, sentence=line.text)]
        bare = lead and not layout.marks(line.text)
        return [Fault(line.text, Unproved.MARK, lead)] if bare else []

    def _cell(
        self, cell: str, above: list[str], under: tuple[int, ...], line: Line
    ) -> Fault | None:
        """Prove ``cell`` alone, then that each heading and label over it is what it speaks of.

        A cell without marks may only name the places that its column cites (``under``).
        """
        marks = layout.marks(cell)
        if not marks:
            zone = self._named(Zone(plain(cell), ()), under)
            left = Reader((zone,), self.sources).unread()
            return None if left is None else Fault(cell, Unproved.MARK, left)
        fault = self._sentence(cell, line, opening=False, steps=0, earlier=())
        if fault is not None:
            return fault
        said = "".join(part.text for part in layout.parts(cell))
        for name in above:
            subject = "".join(part.text for part in layout.parts(name))
            own = layout.marks(name)
            proved = (
                self._heads(subject, own, marks) if own else self._speaks_of(subject, said, marks)
            )
            if not proved:
                what = Unproved.OFFICE if offices(plain(subject), self.known) else Unproved.WORDS
                return Fault(cell, what, subject)
        return None

    def _speaks_of(self, subject: str, said: str, marks: tuple[int, ...]) -> bool:
        """True where ``subject`` governs ``said`` in the quote, or repeats the question's words.

        In the question's words every office must be who ``said`` is about, every number quoted.
        """
        if self._governs(subject, said, marks):
            return True
        text = plain(subject)
        if not _is_subsequence(text, self.asked):
            return False
        quoted = "\n".join(self.sources[mark - 1].quote for mark in marks if self._exists(mark))
        if any(value not in quantities(quoted) for value in quantities(text)):
            return False
        named = [text[start:end] for start, end in offices(text, self.known)]
        acting = _acting_office(plain(said), self.known)
        return all(
            _same_office(office, acting) or self._governs(office, said, marks) for office in named
        )

    def _heads(self, subject: str, own: tuple[int, ...], marks: tuple[int, ...]) -> bool:
        """True where a heading's own quote names it and what stands under it is of that article."""
        if not all(map(self._exists, (*own, *marks))):
            return False
        held = any(self._opens(plain(subject), self.sources[mark - 1].quote) for mark in own)
        articles = {self.citations[mark - 1].article for mark in own}
        return held and {self.citations[mark - 1].article for mark in marks} <= articles

    def _opens(self, name: str, quote: str) -> bool:
        """True where ``quote`` opens with ``name``, whole: 县政府党组 is not 县政府党组会议."""
        return (0, len(name)) in offices(quote, self.known) and quote.startswith(name)

    def _governs(self, subject: str, said: str, marks: tuple[int, ...]) -> bool:
        zone = self._zone(layout.Part(f"{subject}：{said}", marks))
        return Reader((zone,), self.sources, governing=True).unread() is None

    def _zone(self, part: layout.Part) -> Zone:
        """Return what ``part`` may say under its marks; marks out of range say nothing."""
        cited = [mark - 1 for mark in part.marks if 1 <= mark <= len(self.citations)]
        text = plain(part.text)
        zone = self._named(Zone(text, (*cited, *self._leads(cited), *self.shown)), part.marks)
        tells = any(character not in _STOPS for character in text)
        speaks = Reader((replace(zone, sources=()),), self.sources).unread() is not None
        return replace(zone, required=tuple(cited)) if tells and speaks else zone

    def _leads(self, cited: list[int]) -> tuple[int, ...]:
        """Return the quotes that lead in an enumeration (主要议题是：) of ``cited`` items."""
        places = {(self.citations[n].article, self.citations[n].paragraph) for n in cited}
        last = max((self.citations[number].start for number in cited), default=0)
        return tuple(
            number
            for number, citation in enumerate(self.citations)
            if number not in cited
            and (citation.article, citation.paragraph) in places
            and citation.end <= last
            and citation.quote.rstrip().endswith("：")
        )

    def _lead(self, zone: Zone, ahead: tuple[int, ...]) -> Zone:
        """Let a line that leads in steps or a table name the places these cite."""
        return self._named(zone, ahead)

    def _named(self, zone: Zone, marks: tuple[int, ...]) -> Zone:
        cited = [self.citations[mark - 1] for mark in marks if 1 <= mark <= len(self.citations)]
        names = {self.regulation.short_title, f"《{self.regulation.title}》"}
        counts: set[tuple[int, str]] = set()
        for citation in cited:
            article = self.regulation.article(citation.article)
            chapter = next(c for c in self.regulation.chapters if c.number == article.chapter)
            names |= {*article.headings, " ".join(article.headings), chapter.label}
            counts |= {(len(article.paragraphs), "款"), (len(chapter.articles), "条")}
        return replace(
            zone,
            places=tuple((citation.article, citation.paragraph) for citation in cited),
            names=tuple(sorted({plain(name) for name in names if name}, key=len, reverse=True)),
            counts=tuple(counts),
        )

    def _elsewhere(
        self, sentence: str, zones: tuple[Zone, ...], earlier: tuple[int, ...]
    ) -> str | None:
        """Return the place name that a mark behind it does not belong to, or None."""
        for zone in zones:
            named = _articles_named(zone)
            for article, _ in zone.places:
                if named and article not in named:
                    return zone.text
        before = [self.citations[mark - 1].article for mark in earlier if self._exists(mark)]
        articles = {article for zone in zones for article, _ in zone.places}
        if _SAME in sentence and before and articles - {before[-1]}:
            return _SAME
        return None

    def _exists(self, mark: int) -> bool:
        return 1 <= mark <= len(self.citations)

    def _fault(self, sentence: str, zones: tuple[Zone, ...], left: str) -> Fault:
        """Name what is wrong: the first value of the sentence that its sources do not hold."""
        numbers = {number for zone in zones for number in zone.sources}
        if not any(zone.places for zone in zones):
            return Fault(sentence, Unproved.MARK, left)
        held = "\n".join(self.sources[number].text for number in numbers)
        text = "".join(zone.text for zone in zones)
        kinds = (
            (Unproved.NUMBER, quantities(text)),
            (Unproved.OFFICE, [text[a:b] for a, b in offices(text, self.known)]),
            (Unproved.OBLIGATION, [text[a:b] for a, b in modal_spans(text)]),
        )
        for what, values in kinds:
            for value in values:
                if value not in held and value in left:
                    place = _PLACE.fullmatch(value) is not None
                    return Fault(sentence, Unproved.PLACE if place else what, value)
        return Fault(sentence, Unproved.WORDS, left)

    def _source(self, citation: Citation) -> Source:
        """Return the quote in its paragraph, so that nothing is read that the cut made up."""
        try:
            article = self.regulation.article(citation.article)
            paragraph = article.paragraph(citation.paragraph)
        except CorpusError:
            return source("", self.known)
        before = article.text[paragraph.start : citation.start]
        after = article.text[citation.end : paragraph.end]
        return source(citation.quote, self.known, before, after)


def _articles_named(zone: Zone) -> set[int]:
    """Return the articles named before anything is quoted: 《规则》第五十七条第二款规定：…"""
    found = re.match(r"(?:《[^》]*》)?第(\d+)条", zone.text)
    return {int(found[1])} if found else set()


def _is_subsequence(text: str, whole: str) -> bool:
    """True where the characters of ``text`` stand in ``whole`` in this order."""
    rest = iter(whole)
    return bool(whole) and all(character in rest for character in text)


def _acting_office(said: str, known: frozenset[str]) -> str:
    """Return the first office in plain ``said`` that is not one something is sent or told to."""
    for start, end in offices(said, known):
        if not said[:start].endswith(_TOWARDS):
            return said[start:end]
    return ""


def _same_office(office: str, own: str) -> bool:
    """True for the same office, also where the seat is left out (常务会议 for 县政府常务会议)."""
    return own == office or own.rpartition("政府")[2] == office


def _is_label(cell: str) -> bool:
    text = plain(cell)
    return not text or text in labels() or all(c in "—-－/" for c in text)
