"""``python -m eval.calibrate``: fit the refusal model on the dev split and print what it does.

Writes ``qa/refusal.json``. scikit-learn (which sentence-transformers brings) does the fitting;
the threshold is the point of the cross-validated dev scores at which 3 of 100 answerable
questions would be refused.
"""

from __future__ import annotations

import json
import sys
from dataclasses import astuple, fields
from pathlib import Path
from typing import Final

import numpy as np

from corpus.errors import UnknownReferenceError
from corpus.settings import read_settings
from eval.dataset import Item, read_items
from indexing.library import open_index
from qa.evidence import Evidence, Vocabulary
from qa.lookup import find_lookup
from qa.scope import outside

FALSE_REFUSALS: Final = 0.03
_CLAUSES: Final = 3
_FOLDS: Final = 10
_SEEDS: Final = range(5)


def main() -> int:
    """Fit, write the model, print the dev figures behind it."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    pairs = _evidence([item for item in read_items("dev") if not item.history])
    features = np.array([astuple(evidence) for _, evidence in pairs])
    answerable = np.array([item.answerable for item, _ in pairs])
    scores = np.mean(
        [
            cross_val_predict(
                LogisticRegression(C=100.0, max_iter=5000),
                features,
                answerable,
                cv=StratifiedKFold(_FOLDS, shuffle=True, random_state=seed),
                method="predict_proba",
            )[:, 1]
            for seed in _SEEDS
        ],
        axis=0,
    )
    threshold = float(np.quantile(scores[answerable], FALSE_REFUSALS))
    fitted = LogisticRegression(C=100.0, max_iter=5000).fit(features, answerable)
    names = [field.name for field in fields(Evidence)]
    model = {
        "trained_on": f"eval/questions/dev.jsonl: {len(pairs)} questions that name no place and "
        "ask for no other text, "
        f"{int(answerable.sum())} of them answerable",
        "weights": {n: round(float(w), 4) for n, w in zip(names, fitted.coef_[0], strict=True)},
        "intercept": round(float(fitted.intercept_[0]), 4),
        "threshold": round(threshold, 4),
    }
    path = Path(__file__).resolve().parent.parent / "qa" / "refusal.json"
    path.write_text(json.dumps(model, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    refused = float((scores[~answerable] < threshold).mean())
    print(json.dumps(model, indent=2))
    print(f"dev, {_FOLDS}-fold: refused {refused:.3f} of {int((~answerable).sum())} unanswerable")
    return 0


def _evidence(items: list[Item]) -> list[tuple[Item, Evidence]]:
    index = open_index(read_settings())
    regulation, words = index.regulation, index.words
    vocabulary = Vocabulary(regulation, words)
    pairs = []
    for item in items:
        try:
            named = find_lookup(item.question, regulation, words)
        except UnknownReferenceError:
            continue
        if named is not None or outside(item.question, regulation, words):
            continue
        match = index.search(item.question, 1)[0]
        article = regulation.article(match.article)
        by_start = {clause.start: clause for clause in article.clauses}
        clauses = [by_start[found.start] for found in match.clauses[:_CLAUSES]]
        similarity = (match.article_similarity, match.clause_similarity)
        pairs.append(
            (item, vocabulary.evidence(item.question, clauses, similarity))
        )
    return pairs


if __name__ == "__main__":
    sys.exit(main())
