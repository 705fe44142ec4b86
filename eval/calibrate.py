"""``python -m eval.calibrate``: fit the refusal model on the dev split and print what it does.

Writes the models of the current encoder and of words alone into ``qa/refusal.json``.
scikit-learn (which sentence-transformers brings) does the fitting;
the threshold is the point of the cross-validated dev scores at which 2 of 100 answerable
questions would be refused; with what the rules refuse that makes 3 of 100.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnknownReferenceError
from corpus.settings import read_settings
from eval.dataset import Item, read_items
from indexing.index import RegulationIndex
from indexing.library import open_index
from indexing.retriever import ArticleRetriever
from qa.compose import evidence_clauses
from qa.evidence import WORDS, Evidence, Vocabulary, family
from qa.lookup import find_lookup
from qa.retrieval import candidates
from qa.scope import outside

FALSE_REFUSALS: Final = 0.02
_FOLDS: Final = 10
_SEEDS: Final = range(5)
_WEAK_PENALTY: Final = 100.0
"""Inverse regularisation: similarities span 0.1 only, so their weights must be allowed to grow."""
_WORD_FEATURES: Final = ("vocabulary", "kind_missing")
_FEATURES: Final = ("article_similarity", "clause_similarity", *_WORD_FEATURES)
_PATH: Final = Path(__file__).resolve().parent.parent / "qa" / "refusal.json"


def main() -> int:
    """Fit, write the models, print the dev figures behind them."""
    index = open_index(read_settings())
    pairs = _evidence(index, [item for item in read_items("dev") if not item.history])
    answerable = np.array([item.answerable for item, _ in pairs])
    models = json.loads(_PATH.read_text(encoding="utf-8"))["models"] if _PATH.exists() else {}
    for name, features in ((family(index.encoder.name), _FEATURES), (WORDS, _WORD_FEATURES)):
        rows = np.array([[getattr(found, key) for key in features] for _, found in pairs])
        models[name] = _fit(name, features, rows, answerable)
    source = (
        f"eval/questions/dev.jsonl: {len(pairs)} questions ({int(answerable.sum())} answerable) "
        "without history that name no place and no other text and use a word the rules know"
    )
    written = json.dumps({"trained_on": source, "models": models}, ensure_ascii=False, indent=2)
    _PATH.write_text(written + "\n", encoding="utf-8")
    return 0


def _fit(
    name: str, features: tuple[str, ...], rows: NDArray[np.float64], answerable: NDArray[np.bool_]
) -> dict[str, object]:
    """Return one fitted model; its threshold comes from cross-validated scores."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    estimator = LogisticRegression(C=_WEAK_PENALTY, max_iter=5000)
    folds = [StratifiedKFold(_FOLDS, shuffle=True, random_state=seed) for seed in _SEEDS]
    scores = np.mean(
        [
            cross_val_predict(estimator, rows, answerable, cv=fold, method="predict_proba")[:, 1]
            for fold in folds
        ],
        axis=0,
    )
    threshold = float(np.quantile(scores[answerable], FALSE_REFUSALS))
    fitted = estimator.fit(rows, answerable)
    refused = float((scores[~answerable] < threshold).mean())
    print(
        f"{name}: {_FOLDS}-fold on dev refuses {refused:.3f} of {int((~answerable).sum())} "
        f"unanswerable and {float((scores[answerable] < threshold).mean()):.3f} of "
        f"{int(answerable.sum())} answerable questions"
    )
    weights = zip(features, fitted.coef_[0], strict=True)
    return {
        "weights": {feature: round(float(weight), 4) for feature, weight in weights},
        "intercept": round(float(fitted.intercept_[0]), 4),
        "threshold": round(threshold, 4),
    }


def _evidence(index: RegulationIndex, items: list[Item]) -> list[tuple[Item, Evidence]]:
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


if __name__ == "__main__":
    sys.exit(main())
