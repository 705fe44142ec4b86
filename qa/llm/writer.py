"""Word an answer by a language model: an LCEL chain over the project's retriever, under proof."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.model import Regulation
from qa.finding import Finder
from qa.llm.failures import EndpointError, Failure
from qa.llm.grounds import Grounds, grounds
from qa.llm.model import ChatModel
from qa.llm.prompts import prompt
from qa.llm.rewriting import Rewriter
from qa.llm.sentences import sentences
from qa.llm.told import Told
from qa.model import Answer
from qa.proving import layout

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

_READ = 40
"""Sentences that are read of a reply; each is proved, which takes milliseconds."""
_INSTEAD = "回答直接摘引原文。"


@dataclass(frozen=True, slots=True)
class Writer:
    """Words the answers that ``finder`` and its rules have found; never finds one itself."""

    model: ChatModel
    finder: Finder

    def write(self, found: Answer) -> Iterator[Answer]:
        """Yield ``found`` worded anew, sentence by sentence; the last one is the whole answer.

        A refusal, a list and a table are yielded as they are. So is every answer that the model
        fails at, with a note that says why.
        """
        if not is_worded(found):
            yield found
            return
        given = self._grounds(found)
        told = Told(found, given, self._regulation)
        note = ""
        try:
            with closing(self.model.stream(self._prompt(), given)) as pieces:
                for number, sentence in enumerate(sentences(pieces)):
                    if number == _READ:
                        raise EndpointError(Failure.LONG)
                    if told.take(sentence):
                        yield told.answer
        except EndpointError as error:
            note = error.failure.sentence
        except (ArithmeticError, LookupError, RecursionError, ValueError):
            logging.getLogger(__name__).exception("a reply could not be read")
            yield replace(found, note=f"{Failure.MALFORMED.sentence}，{_INSTEAD}")
            return
        yield _noted(told, note)

    def read(
        self,
        asked: str,
        earlier: Sequence[str],
        answered: Callable[[str], Answer],
        found: Answer,
    ) -> Answer:
        """Return the answer to ``asked`` as the model reads it, if that finds more than ``found``.

        A reading in other words than the user's is not followed, nor one whose answer is less well
        supported. Where the model fails, ``found`` comes back with a note.
        """
        try:
            made = Rewriter(self.model, self.finder.words).rewrite(asked, earlier)
        except EndpointError as error:
            return replace(found, note=f"{error.failure.sentence}，{_INSTEAD}")
        if made is None or made == found.understood:
            return found
        other = answered(made)
        better = not other.refused and (found.refused or other.confidence > found.confidence)
        return other if better else found

    def _grounds(self, found: Answer) -> Grounds:
        ranked = self.finder.candidates(found.understood)
        return grounds(found, ranked, self._regulation, self.model.endpoint.context)

    def _prompt(self) -> Runnable[Any, Any]:
        from langchain_core.runnables import RunnableLambda

        def values(given: Grounds) -> dict[str, str]:
            return given.values(self._regulation)

        return RunnableLambda(values) | prompt("answer")

    @property
    def _regulation(self) -> Regulation:
        return self.finder.regulation


def is_worded(found: Answer) -> bool:
    """Say whether words can be put differently: in sentences, not in a refusal, list or table."""
    laid_out = any(layout.is_row(line) or layout.step(line) for line in found.text.split("\n"))
    return bool(found.citations) and not found.refused and not laid_out


def _noted(told: Told, failure: str) -> Answer:
    """Return the whole answer with what the user is told about the model, if anything."""
    answer = told.close()
    if failure:
        kept = "已核对的语句保留，其余直接摘引原文。" if answer.worded else _INSTEAD
        return replace(answer, note=f"{failure}，{kept}")
    if told.held_back:
        dropped = f"语言模型写的 {told.held_back} 句话没有通过原文核对，没有采用。"
        return replace(answer, note=dropped)
    return answer
