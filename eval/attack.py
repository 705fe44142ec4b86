"""Ask a model that alters its answers, and look for that in everything a user would see."""

from __future__ import annotations

import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.endpoint import Endpoint
from eval.adversary import Adversary
from eval.scripted import ScriptedEndpoint
from indexing.index import RegulationIndex
from qa.assistant import Assistant
from qa.batch import BatchLine, answer_batch
from qa.llm.model import ChatModel
from qa.model import Answer, Citation
from qa.proof import prove
from qa.proving.claims import Fault, unproved
from qa.proving.values import plain
from qa.record import BatchQuestion

_SEED: Final = 2026


@dataclass(frozen=True, slots=True)
class Attacked:
    """What came of altered answers: how many there were, by kind, and what was shown of them."""

    altered: Counter[str]
    survivors: tuple[str, ...]


def assistant_at(index: RegulationIndex, base_url: str) -> Assistant:
    """Return an assistant that words its answers by the endpoint at ``base_url``."""
    return Assistant.of(index, model=ChatModel(Endpoint(base_url, "scripted")))


def attack(
    index: RegulationIndex,
    questions: Sequence[str],
    answers: int,
    *,
    streaming: bool,
    done: Callable[[int, int], None] = lambda _at, _of: None,
) -> Attacked:
    """Ask ``questions`` of a model that alters each answer, until ``answers`` are altered.

    A survivor is an altered sentence that is shown, a shown text with an unproved sentence, or a
    citation that is not verbatim: at any moment of the stream, or in the batch file.
    """
    adversary = Adversary(random.Random(_SEED))  # noqa: S311 - a seed, no secret
    survivors: list[str] = []
    extractive = Assistant.of(index)
    with ScriptedEndpoint(adversary) as endpoint:
        assistant = assistant_at(index, endpoint.base_url)
        for question in questions:
            adversary.planted.clear()
            if streaming:
                shown = list(assistant.stream(question))
            else:
                shown = [_batched(assistant, question, extractive.ask(question).calculation)]
            survivors += _survivors(assistant, shown, adversary.planted)
            done(adversary.altered.total(), answers)
            if adversary.altered.total() >= answers:
                break
    return Attacked(adversary.altered, tuple(survivors))


def _survivors(
    assistant: Assistant, shown: Iterable[Answer], planted: Sequence[str]
) -> Iterator[str]:
    for answer in shown:
        said = plain(answer.text)
        yield from (f"{false} 见于 {answer.text}" for false in planted if plain(false) in said)
        prove(answer.citations, assistant.regulation)
        yield from (f"{fault.sentence}（{fault.what}）" for fault in _faults(assistant, answer))


def _faults(assistant: Assistant, answer: Answer) -> tuple[Fault, ...]:
    if answer.refused:
        return ()
    shown = (answer.calculation,) if answer.calculation else ()
    asked = answer.understood
    return unproved(answer.text, answer.citations, assistant.regulation, shown, asked)


def _batched(assistant: Assistant, question: str, calculation: str) -> Answer:
    """Return the answer that the line of a batch file holds; ``calculation`` is not in it."""
    out = io.StringIO()
    line = BatchLine(1, BatchQuestion(1, question, ()), "")
    answer_batch(assistant, (line,), out, lambda _at, _of: None)
    record = json.loads(out.getvalue())
    return Answer(
        question=question,
        understood=question,
        text=record["answer"],
        refused=record["refused"],
        citations=tuple(Citation(**citation) for citation in record["citations"]),
        ranked_articles=tuple(record["ranked_articles"]),
        confidence=1.0,
        calculation=calculation,
    )
