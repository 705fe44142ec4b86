"""``python -m eval.calibrate``: fit the ranking and the refusal models, print what they do.

Reads the dev and train questions, never the test ones. Writes ``indexing/ranking.json`` (weights
with the question bank and without one) and ``qa/refusal.json`` (models of the current encoder and
of words alone). The refusal threshold is the point of the cross-validated scores at which 2 of
100 answerable questions would be refused; with what the rules refuse that makes 3 of 100.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

import numpy as np

from corpus.errors import UnknownReferenceError
from corpus.settings import read_settings
from eval.ablations import without_bank
from eval.dataset import Item, read_items
from eval.fitting import Floats, cross_validated_hits, fit_refusal, fit_weights
from eval.noise import mistyped
from indexing.index import RegulationIndex
from indexing.library import open_index
from indexing.ranking import Signals, scaled
from indexing.retriever import ArticleRetriever
from qa.compose import evidence_clauses
from qa.evidence import WORDS, Evidence, Vocabulary, model_name
from qa.lookup import find_lookup
from qa.retrieval import candidates
from qa.scope import outside

FALSE_REFUSALS: Final = 0.02
_SEED: Final = 2026
_WORD_FEATURES: Final = ("vocabulary", "kind_missing")
_BARE_FEATURES: Final = ("article_similarity", "clause_similarity", "share", *_WORD_FEATURES)
_FEATURES: Final = (*_BARE_FEATURES, "question_similarity")
_ROOT: Final = Path(__file__).resolve().parent.parent
_RANKING, _REFUSAL = _ROOT / "indexing" / "ranking.json", _ROOT / "qa" / "refusal.json"


def main() -> int:
    """Fit and write the weights, then, with them, the refusal models."""
    index = open_index(read_settings())
    items = [item for split in ("dev", "train") for item in read_items(split)]
    alone = [item for item in items if not item.history and item.kind != "lookup"]
    answerable = [item for item in alone if item.answerable]
    variants = {"with_bank": index, "without_bank": without_bank(index)}
    weights = {name: _weigh(name, variant, answerable) for name, variant in variants.items()}
    source = f"{len(answerable)} questions of dev and train, and a mistyped copy of each"
    _write(_RANKING, {"trained_on": source, **{name: asdict(w) for name, w in weights.items()}})
    models: dict[str, object] = {}
    for name, variant in variants.items():
        models |= _refuse(replace(variant, weights=weights[name]), alone)
    source = (
        f"the {len(alone)} questions of dev and train without history, less those that name a "
        "place or another text or use no word of the rules"
    )
    _write(_REFUSAL, {"trained_on": source, "models": models})
    return 0


def _weigh(name: str, index: RegulationIndex, items: Sequence[Item]) -> Signals:
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
            f"{name}, {part}: hit@1 {plain.mean():.3f}, mistyped {slips.mean():.3f} of {len(plain)}"
        )
    weights = fit_weights(signals, needed)
    print(f"{name}: {weights}")
    return weights


def _refuse(index: RegulationIndex, items: Sequence[Item]) -> dict[str, object]:
    """Return the models of ``index``'s encoder, and of words alone where it has no bank."""
    pairs = _evidence(index, items)
    answerable = np.array([item.answerable for item, _ in pairs])
    name, bank = index.encoder.name, bool(index.bank)
    wanted = {model_name(name, bank=bank): _FEATURES if bank else _BARE_FEATURES}
    models: dict[str, object] = {}
    for key, features in (wanted if bank else {**wanted, WORDS: _WORD_FEATURES}).items():
        rows = np.array([[getattr(found, feature) for feature in features] for _, found in pairs])
        fitted = fit_refusal(features, rows, answerable)
        threshold = float(np.quantile(fitted.scores[answerable], FALSE_REFUSALS))
        models[key] = {
            "weights": fitted.weights,
            "intercept": fitted.intercept,
            "threshold": round(threshold, 4),
        }
        for split in ("dev", "train"):
            _tell(f"{key}, {split}", fitted.scores, threshold, pairs, split)
    return models


def _tell(
    name: str,
    scores: Floats,
    threshold: float,
    pairs: Sequence[tuple[Item, Evidence]],
    split: str,
) -> None:
    chosen = np.array([item.split == split for item, _ in pairs])
    answerable = np.array([item.answerable for item, _ in pairs])
    refused = scores < threshold
    print(
        f"{name}: cross-validated, refuses {refused[chosen & ~answerable].mean():.3f} of "
        f"{int((chosen & ~answerable).sum())} unanswerable and "
        f"{refused[chosen & answerable].mean():.3f} of "
        f"{int((chosen & answerable).sum())} answerable"
    )


def _evidence(index: RegulationIndex, items: Sequence[Item]) -> list[tuple[Item, Evidence]]:
    regulation, words = index.regulation, index.words
    vocabulary = Vocabulary(regulation, words)
    retriever = ArticleRetriever(index=index, limit=1)
    pairs = []
    for item in items:
        try:
            named = find_lookup(item.question, regulation, words)
        except UnknownReferenceError:
            continue
        if named is not None or outside(item.question, regulation, words):
            continue
        best = candidates(retriever, regulation, words, item.question)[0]
        clauses = evidence_clauses(item.question, best)
        found = vocabulary.evidence(item.question, clauses, best.similarity)
        if found.vocabulary > 0 or found.kind_held:
            pairs.append((item, found))
    return pairs


def _write(path: Path, content: dict[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
