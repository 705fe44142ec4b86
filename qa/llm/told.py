"""An answer that grows sentence by sentence out of what a model writes, each of them proved.

What is not proved is held back, and the rule it speaks of is quoted instead. What the answer found
says and the model leaves out is added, so that wording an answer never loses a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Regulation
from qa.llm.grounds import Grounds
from qa.llm.runs import told_whole
from qa.llm.sentences import Sentence, tidied
from qa.llm.units import Unit, opening_of, rendered, said_of, units_of
from qa.model import Answer, Citation
from qa.proving import layout
from qa.proving.claims import unproved
from qa.proving.framing import UNANSWERED
from qa.quotes import pointer

_MOST: Final = 16
"""Sentences taken from a model; the longest list of the built-in text has 9 elements."""
_LONGEST: Final = 1_000
"""Characters; no sentence of the built-in text has half as many."""
_COLONS: Final = ("：", ":")
_ENDS: Final = "；;。：:，, "


class Told:
    """One answer in the telling: what has been said, and what was found and is not said yet."""

    def __init__(self, found: Answer, grounds: Grounds, regulation: Regulation) -> None:
        self._found = found
        self._grounds = grounds
        self._regulation = regulation
        self._opening = opening_of(found)
        self._verdict = said_of(self._opening)
        self._expected = units_of(found.text[len(self._opening) :])
        self._units: list[Unit] = []
        self._taken = 0
        self.held_back = 0
        """Sentences of the model that were not proved."""

    @property
    def answer(self) -> Answer:
        """The answer as far as it is told: a whole record, every citation of it marked."""
        return self._record(self._units)

    def take(self, sentence: Sentence) -> bool:
        """Add ``sentence`` where it is proved, else the rule it speaks of; say if anything came."""
        if len(sentence.text) > _LONGEST:
            self.held_back += 1
            return False
        unit = self._read(sentence)
        if not unit.said or (not unit.marks and unit.text.endswith(_COLONS)):
            return False
        if self._taken == _MOST or unit.repeats(self._units):
            return False
        if told_whole(unit.text, self._grounds.clauses, self._regulation) and self._accept(
            [*self._decided_first(unit), unit]
        ):
            self._taken += 1
            return True
        self.held_back += 1
        return self._quote(unit)

    def close(self) -> Answer:
        """Return the whole answer with what was found and not said.

        Where nothing of the model's was taken, or the whole does not prove together, it is the
        answer found, as it was.
        """
        units = self._completed()
        if set(units) <= set(self._expected):
            return self._found
        unsaid = [n for n in range(1, self._grounds.quoted + 1) if not _marked(units, n)]
        if unsaid:
            units.append(Unit(self._further(unsaid, units)))
        if any(unit.text == UNANSWERED for unit in self._expected):
            units.append(Unit(UNANSWERED))
        told = self._record(units)
        return self._found if self._faulty(told) else replace(told, worded=True)

    def _read(self, sentence: Sentence) -> Unit:
        """Return ``sentence`` with its marks as everywhere, without the verdict that is told."""
        text = tidied(sentence.text)
        step = layout.step(text) if sentence.opens else None
        body = step.body if step else text
        if self._verdict and not self._units:
            body = body.removeprefix(self._verdict).lstrip("，。,. ") or body
        return Unit(body, step is not None, joins=not sentence.opens)

    def _decided_first(self, unit: Unit) -> list[Unit]:
        """Return the deciding rule where ``unit`` would open the answer from other clauses.

        Behind a verdict the rule it rests on comes first.
        """
        own = any(mark <= self._grounds.quoted for mark in unit.marks)
        first = self._expected[0]
        opens = unit.covers(first) if self._verdict else own
        return [] if self._units or opens else [first]

    def _accept(self, new: Sequence[Unit]) -> bool:
        if not all(self._grounds.clause(mark) for unit in new for mark in unit.marks):
            return False
        units = [*self._units, *new]
        if new[-1].repeats(units[:-1]) or self._faulty(self._record(units)):
            return False
        self._units = units
        return True

    def _quote(self, unit: Unit) -> bool:
        """Quote the rule that ``unit`` is about, if it belongs to the answer and is not said."""
        for mark in unit.marks:
            if 1 <= mark <= self._grounds.quoted and not _marked(self._units, mark):
                own = [each for each in self._expected if each.marks == (mark,)]
                return self._accept(own[:1] or [self._rule(mark, unit.step)])
        return False

    def _rule(self, mark: int, step: bool) -> Unit:
        citation = self._grounds.clauses[mark - 1]
        where = self._regulation.cite(citation.article, citation.paragraph, full=False)
        return Unit(f"{where}规定：{citation.quote.rstrip(_ENDS)}。[{mark}]", step)

    def _completed(self) -> list[Unit]:
        """Return the sentences told with those found that they do not say.

        One that says all of a told sentence and more takes its place.
        """
        told, units = Unit.all_of(self._units), list(self._units)
        for found in self._expected:
            if found.further or found.text == UNANSWERED or told.covers(found):
                continue
            held = [unit for unit in units if unit.repeats([found])]
            at = units.index(held[0]) if held else len(units)
            units.insert(at, found)
            units = [unit for unit in units if unit not in held]
        return units

    def _further(self, unsaid: Sequence[int], units: Sequence[Unit]) -> str:
        used = {mark for unit in units for mark in unit.marks} | set(unsaid)
        articles = {self._grounds.clauses[mark - 1].article for mark in used}
        return pointer(unsaid, articles)

    def _record(self, units: Sequence[Unit]) -> Answer:
        text, numbers = rendered(units)
        citations = tuple(self._grounds.clauses[number - 1] for number in numbers)
        ranked = _in_front(citations, self._found.ranked_articles)
        return replace(
            self._found, text=self._opening + text, citations=citations, ranked_articles=ranked
        )

    def _faulty(self, answer: Answer) -> bool:
        shown = (self._found.calculation,) if self._found.calculation else ()
        asked = self._found.understood
        checked = (answer.text, answer.citations, self._regulation, shown, asked, self._verdict)
        return bool(unproved(*checked))


def _marked(units: Sequence[Unit], mark: int) -> bool:
    return any(mark in unit.marks for unit in units)


def _in_front(citations: Sequence[Citation], ranked: Sequence[int]) -> tuple[int, ...]:
    """Return ``ranked`` as it is, articles that are cited and not among them behind."""
    cited = (citation.article for citation in citations)
    return tuple(dict.fromkeys((*ranked, *cited)))[: max(len(ranked), 10)]
