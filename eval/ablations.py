"""The project with one part switched off at a time, to show what each part is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from eval.metrics import Judgement
from eval.outcomes import Outcome, score
from indexing.building import lexical_indexes
from indexing.index import RegulationIndex
from indexing.ranking import NAMES, Signals, load_weights
from indexing.units import Tokens, bigrams, content_words, tokens
from indexing.words import Words
from qa.assistant import Assistant
from qa.parts import Parts

WHOLE = "everything on"
_EQUAL = Signals(*(4.0 for _ in NAMES))


@dataclass(frozen=True, slots=True)
class Ablation:
    """The judgements of all items with one part switched off, named after the part."""

    name: str
    judged: tuple[Judgement, ...]


def ablate(
    index: RegulationIndex, whole: Sequence[Outcome], on_answer: Callable[[int, int], None]
) -> tuple[Ablation, ...]:
    """Ask the items of ``whole``, the outcomes with everything on, of every variant.

    ``on_answer`` is called with (done, total) after each answer.
    """
    items = [outcome.item for outcome in whole]
    variants = _variants(index)
    found = [_ablation(WHOLE, whole)]
    for place, (name, assistant) in enumerate(variants.items()):
        report = partial(_report, on_answer, place * len(items), len(variants) * len(items))
        found.append(_ablation(name, score(items, assistant, report)))
    return tuple(found)


def _report(
    on_answer: Callable[[int, int], None], before: int, total: int, done: int, _: int
) -> None:
    on_answer(before + done, total)


def _ablation(name: str, outcomes: Sequence[Outcome]) -> Ablation:
    return Ablation(name, tuple(outcome.judgement for outcome in outcomes))


def _variants(index: RegulationIndex) -> dict[str, Assistant]:
    weights = index.weights
    indexes = {
        "no article vectors": replace(index, weights=replace(weights, article=0.0)),
        "no clause vectors": replace(index, weights=replace(weights, clause=0.0)),
        "no bank vectors": replace(index, weights=replace(weights, questions=0.0)),
        "no BM25 on articles": replace(index, weights=replace(weights, words=0.0)),
        "no BM25 on clauses": replace(index, weights=replace(weights, clause_words=0.0)),
        "no syllables": replace(index, weights=replace(weights, sounds=0.0)),
        "equal weights": replace(index, weights=_EQUAL),
        "no question bank": without_bank(index),
        "no character bigrams": _recounted(index, index.words, content_words),
        "no jieba words": _recounted(index, index.words, _bigrams_alone),
        "stop words kept": _recounted(index, index.words, _all_words),
        "no domain dictionary": _recounted(index, Words(()), tokens),
    }
    parts = {
        "no look-ups": Parts(look_ups=False),
        "no follow-ups": Parts(follow_ups=False),
        "no scope rules": Parts(scope=False),
        "no refusal model": Parts(evidence=False),
        "no kinds of value": Parts(kinds=False),
        "no office agreement": Parts(offices=False),
        "one clause only": Parts(further=False),
    }
    return {name: Assistant.of(variant) for name, variant in indexes.items()} | {
        name: Assistant.of(index, chosen) for name, chosen in parts.items()
    }


def without_bank(index: RegulationIndex) -> RegulationIndex:
    """Return ``index`` as it would be for a regulation that nobody has written questions for."""
    lexical = lexical_indexes(index.regulation, (), index.words, index.tokens)
    return replace(
        index,
        bank=(),
        question_vectors=None,
        unanswerable=(),
        unanswerable_vectors=None,
        weights=load_weights(with_bank=False),
        article_words=lexical.article_words,
        clause_words=lexical.clause_words,
        article_sounds=lexical.article_sounds,
    )


def _recounted(index: RegulationIndex, words: Words, count: Tokens) -> RegulationIndex:
    """Return ``index`` with its BM25 over words built from other tokens."""
    lexical = lexical_indexes(index.regulation, index.bank, words, count)
    return replace(
        index,
        words=words,
        tokens=count,
        article_words=lexical.article_words,
        clause_words=lexical.clause_words,
    )


def _bigrams_alone(words: Words, text: str) -> tuple[str, ...]:
    del words
    return bigrams(text)


def _all_words(words: Words, text: str) -> tuple[str, ...]:
    return words.cut(text) + bigrams(text)
