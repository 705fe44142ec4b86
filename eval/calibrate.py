"""``python -m eval.calibrate``: fit the ranking and the refusal models, print what they do.

Reads the dev questions and those written for training, never the test ones. Writes
``indexing/ranking.json`` (weights with the question bank and without one) and ``qa/refusal.json``
(models of the current encoder and of words alone). The refusal threshold is the point of the
cross-validated scores at which FALSE_REFUSALS of the answerable dev questions would be refused.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnknownReferenceError
from corpus.settings import read_settings
from eval.ablations import without_bank
from eval.compare import comparable
from eval.dataset import QUESTIONS, Item, read_items
from eval.fitting import cross_validated_hits, fit_refusal, fit_weights
from eval.laws import law_questions
from eval.noise import mistyped
from indexing.encoder import Encoder
from indexing.index import RegulationIndex
from indexing.library import open_index
from indexing.progress import ProgressBar
from indexing.ranking import Signals, load_weights, scaled
from indexing.retriever import ArticleRetriever
from indexing.vectors import VectorIndex
from qa.asks import asks
from qa.evidence import WORDS, Evidence, Vocabulary, model_name
from qa.lookup import find_lookup
from qa.retrieval import candidates
from qa.scope import outside
from qa.selection import evidence_clauses

FALSE_REFUSALS: Final = 0.045
_SEED: Final = 2026
_FOLDS: Final = 10
_WORD_FEATURES: Final = ("vocabulary", "kind_missing")
_BARE_FEATURES: Final = ("article_similarity", "clause_similarity", "share", *_WORD_FEATURES)
_FEATURES: Final = (
    "question_similarity", "answered_similarity", "unanswerable_similarity", "clause_similarity",
    "share", "coverage", "clause_coverage", "kind_missing", "kind_beside",
)  # fmt: skip
_TRAINING: Final = ("several", "silent", "verdicts", "fresh", "judged")
_ROOT: Final = Path(__file__).resolve().parent.parent
_RANKING, _REFUSAL = _ROOT / "indexing" / "ranking.json", _ROOT / "qa" / "refusal.json"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whether the rules answer it, and the set it comes from."""

    question: str
    answerable: bool
    part: str


def main(arguments: list[str]) -> int:
    """Fit and write the weights, then, with them, the refusal models.

    ``--refusal`` keeps the weights, whose fitting takes most of the time.
    """
    keep = arguments == ["--refusal"]
    index = open_index(read_settings())
    items = [item for split in ("dev", "train") for item in read_items(split)]
    alone = [item for item in items if not item.history and item.kind != "lookup"]
    answerable = comparable(items)
    variants = {"with_bank": index, "without_bank": without_bank(index)}
    if keep:
        weights = {name: load_weights(with_bank=name == "with_bank") for name in variants}
    else:
        weights = _weigh_both(index, answerable)
    asked = [Asked(item.question, item.answerable, item.split) for item in alone]
    asked += [entry for part in _TRAINING for entry in _training(part)]
    models: dict[str, object] = {}
    for name, variant in variants.items():
        weighed = replace(variant, weights=weights[name])
        models |= _refuse(weighed, asked, index.unanswerable)
    source = (
        f"{len(asked)} questions of dev, train, {', '.join(_TRAINING)} without history and the "
        f"{len(index.unanswerable)} of the unanswerable bank (each left out of the bank when it is "
        "asked), less those that name a place or another text or use no word of the rules"
    )
    _write(_REFUSAL, {"trained_on": source, "models": models})
    return 0


def _weigh_both(index: RegulationIndex, answerable: Sequence[Item]) -> dict[str, Signals]:
    """Fit and write the weights with the bank and without one."""
    weights = {"with_bank": _weigh(index, answerable), "without_bank": _weigh_laws(index.encoder)}
    source = (
        f"with_bank: {len(answerable)} questions of dev and train, and a mistyped copy of each; "
        "without_bank: eval/questions/laws.jsonl, 360 questions on 24 other regulations"
    )
    _write(_RANKING, {"trained_on": source, **{name: asdict(w) for name, w in weights.items()}})
    return weights


def _training(part: str) -> list[Asked]:
    """Return the questions of eval/questions/``part``.jsonl that the refusal is trained on."""
    lines = (QUESTIONS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [
        Asked(record["question"], _answerable(record), part)
        for record in records
        if record.get("kind") != "outline"
    ]


def _answerable(record: dict[str, object]) -> bool:
    """True unless a record says that it has no answer, or (a verdict) that the text is silent."""
    return record.get("kind") != "silent" and record.get("answerable") is not False


def _weigh(index: RegulationIndex, items: Sequence[Item]) -> Signals:
    questions = [item.question for item in items]
    asked = [*questions, *mistyped(questions, _SEED)]
    rows = [scaled(index.measure(question).signals) for question in asked]
    signals = np.stack(rows).astype(np.float64)
    needed = np.zeros((len(asked), len(index.regulation.articles)), dtype=bool)
    for row, item in enumerate([*items, *items]):
        needed[row, [number - 1 for number in item.articles]] = True
    groups = np.tile(np.random.default_rng(_SEED).permutation(len(items)), 2)
    hits = cross_validated_hits(signals, needed, groups)
    parts = {"dev": [i.split == "dev" for i in items], "train": [i.split != "dev" for i in items]}
    for part, chosen in parts.items():
        plain, slips = hits[: len(items)][chosen], hits[len(items) :][chosen]
        print(
            f"bank, {part}: hit@1 {plain.mean():.3f}, mistyped {slips.mean():.3f} of {len(plain)}"
        )
    return fit_weights(signals, needed)


def _weigh_laws(encoder: Encoder) -> Signals:
    """Return the weights for a regulation without a bank; the saved ones without the texts."""
    with ProgressBar("其他规章") as bar:
        found = law_questions(encoder, lambda done, of: bar.update("规章", done, of))
    if found is None:
        print("no bank: the texts of the other regulations are not here, the weights are kept")
        return load_weights(with_bank=False)
    hits = cross_validated_hits(found.signals, found.needed, found.regulations)
    print(f"no bank, by regulation: hit@1 {hits.mean():.3f} of {len(hits)}")
    return fit_weights(found.signals, found.needed)


def _refuse(
    index: RegulationIndex, asked: Sequence[Asked], unanswerable: Sequence[str]
) -> dict[str, object]:
    """Return the models of ``index``'s encoder, and of words alone where it has no bank."""
    vocabulary = Vocabulary(index.regulation, index.words, index.bank)
    pairs = _evidence(index, vocabulary, asked)
    for fold in range(_FOLDS):
        held = [Asked(question, False, "bank") for question in unanswerable[fold::_FOLDS]]
        pairs += _evidence(_warned_without(index, fold), vocabulary, held)
    answerable = np.array([asked.answerable for asked, _ in pairs])
    bank = bool(index.bank)
    models: dict[str, object] = {}
    wanted = {model_name(index.encoder.name, bank=bank): _FEATURES if bank else _BARE_FEATURES}
    for key, features in (wanted if bank else {**wanted, WORDS: _WORD_FEATURES}).items():
        rows = np.array([[getattr(found, feature) for feature in features] for _, found in pairs])
        fitted = fit_refusal(features, rows, answerable)
        dev = np.array([entry.answerable and entry.part == "dev" for entry, _ in pairs])
        threshold = float(np.quantile(fitted.scores[dev], FALSE_REFUSALS))
        models[key] = {
            "weights": fitted.weights,
            "intercept": fitted.intercept,
            "threshold": round(threshold, 4),
        }
        _tell(key, fitted.scores < threshold, [asked for asked, _ in pairs])
    return models


def _warned_without(index: RegulationIndex, fold: int) -> RegulationIndex:
    """Return ``index`` without the unanswerable questions of ``fold``."""
    if index.unanswerable_vectors is None:
        return index
    kept = np.arange(len(index.unanswerable)) % _FOLDS != fold
    vectors = VectorIndex.build(index.unanswerable_vectors.vectors[kept])
    return replace(index, unanswerable_vectors=vectors)


def _tell(name: str, refused: NDArray[np.bool_], asked: Sequence[Asked]) -> None:
    """Print the cross-validated shares refused, by set."""
    for part in dict.fromkeys(entry.part for entry in asked):
        for answerable in (True, False):
            chosen = [e.part == part and e.answerable == answerable for e in asked]
            if any(chosen):
                told = "answerable" if answerable else "unanswerable"
                print(
                    f"{name}, {part}: refuses {refused[chosen].mean():.3f} of {sum(chosen)} {told}"
                )


def _evidence(
    index: RegulationIndex, vocabulary: Vocabulary, asked: Sequence[Asked]
) -> list[tuple[Asked, Evidence]]:
    regulation, words = index.regulation, index.words
    retriever = ArticleRetriever(index=index, limit=1)
    pairs = []
    for entry in asked:
        try:
            named = find_lookup(entry.question, regulation, words)
        except UnknownReferenceError:
            continue
        several = len(asks(entry.question, words)) > 1  # judged part by part when it is answered
        if named is not None or several or outside(entry.question, regulation, words):
            continue
        best = candidates(retriever, regulation, words, entry.question)[0]
        clauses = evidence_clauses(entry.question, best)
        number = best.article.number
        found = vocabulary.evidence(entry.question, number, clauses, best.similarity)
        if found.familiar:
            pairs.append((entry, found))
    return pairs


def _write(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
