"""Fit and score the verdicts: ``python -m eval.verdicts`` prints them, ``--fit`` writes the model.

Figures on ``questions/verdicts.jsonl`` are out of fold: no question is scored by a model that
saw another question on the same article. ``--questions FILE`` scores a file of one's own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from corpus.model import Clause
from eval.dataset import QUESTIONS
from qa import Assistant
from qa.retrieval import clauses_of
from qa.verdict.claims import asks_verdict, read_claim
from qa.verdict.comparison import Features
from qa.verdict.judging import Judge, Model, load_model

_MODEL: Final = Path(__file__).parents[1] / "qa" / "verdict" / "model.json"
_FOLDS: Final = 5
_ARTICLES: Final = 2
_STRENGTH: Final = 0.1
"""Inverse regularisation; 0.03 to 0.3 score within one point of each other out of fold."""
_WRITTEN: Final = 8.0
"""Weight of a question written for this purpose; those of the bank are far more colloquial."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question, its verdict (None: it has none), the article that decides it, its source."""

    question: str
    verdict: bool | None
    article: int
    source: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, and fit with ``--fit``."""
    parser = argparse.ArgumentParser(prog="python -m eval.verdicts", description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    assistant = Assistant.load()
    judge = assistant.finder.judge
    if options.questions:
        rows = read_rows(options.questions)
        _score("questions", rows, assistant, judge, load_model(), errors=options.errors)
        return 0
    rows = read_rows(QUESTIONS / "verdicts.jsonl")
    judged = [row for row in rows if row.verdict is not None]
    values = [_features(row, assistant, judge) for row in judged]
    _report(judged, _out_of_fold(judged, values), errors=options.errors)
    if options.fit:
        _write(fit(judged, values))
    load_model.cache_clear()
    silent = [row for row in rows if row.verdict is None]
    _print_open("verdicts.jsonl", silent)
    dev = read_rows(QUESTIONS / "dev.jsonl")
    _score("dev", dev, assistant, judge, load_model(), errors=options.errors)
    return 0


def read_rows(path: Path) -> list[Row]:
    """Read questions with their verdicts, in this file's format or that of dev.jsonl."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_row(json.loads(line)) for line in lines if line.strip()]


def _row(raw: dict[str, Any]) -> Row:
    article = raw.get("article") or next(iter(raw.get("articles", ())), 0)
    history = raw.get("history")
    kind = raw.get("kind", "written")
    source = "follow_up" if history else kind if raw["verdict"] is None else raw.get("source", kind)
    return Row(raw["question"], raw["verdict"], article, source)


def found_clauses(assistant: Assistant, question: str) -> list[tuple[int, Clause]]:
    """Return the clauses of the best articles as retrieval orders them."""
    return clauses_of(assistant.finder.candidates(question)[:_ARTICLES])


def fit(rows: Sequence[Row], values: Sequence[Features]) -> Model:
    """Fit a logistic regression with scikit-learn; the same rows give the same weights."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for value in values for name in value})
    table = np.array([[value.get(name, 0.0) for name in names] for value in values])
    wanted = np.array([bool(row.verdict) for row in rows])
    weights = _balanced(rows, values)
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(table, wanted, weights)
    learned = zip(names, model.coef_[0], strict=True)
    return Model(
        {name: round(float(weight), 4) for name, weight in learned if abs(weight) >= 5e-5},
        round(float(model.intercept_[0]), 4),
    )


def _balanced(rows: Sequence[Row], values: Sequence[Features]) -> NDArray[np.float64]:
    """Weigh true and false alike within each source and form: how often a bank's authors wrote
    what is false says nothing about the next question."""
    groups = [(row.source, "mode:stated" in value) for row, value in zip(rows, values, strict=True)]
    cells = Counter((group, row.verdict) for group, row in zip(groups, rows, strict=True))
    sizes = Counter(groups)
    return np.array(
        [
            (_WRITTEN if row.source == "written" else 1.0)
            * sizes[group]
            / (2 * cells[group, row.verdict])
            for group, row in zip(groups, rows, strict=True)
        ]
    )


def _features(row: Row, assistant: Assistant, judge: Judge) -> Features:
    claim = read_claim(row.question)
    deciding = judge.deciding(claim, found_clauses(assistant, row.question))
    return judge.features(claim, deciding) if deciding else {}


def _out_of_fold(rows: Sequence[Row], values: Sequence[Features]) -> NDArray[np.float64]:
    folds = np.array([row.article % _FOLDS for row in rows])
    chances = np.zeros(len(rows))
    for fold in range(_FOLDS):
        kept = [index for index in range(len(rows)) if folds[index] != fold]
        model = fit([rows[index] for index in kept], [values[index] for index in kept])
        for index in np.flatnonzero(folds == fold).tolist():
            chances[index] = model.probability(values[index])
    return chances


def _report(rows: Sequence[Row], chances: NDArray[np.float64], *, errors: bool) -> None:
    right = np.array(
        [
            (chance >= 0.5) is bool(row.verdict)
            for row, chance in zip(rows, chances.tolist(), strict=True)
        ]
    )
    for source in sorted({row.source for row in rows}):
        chosen = np.array([row.source == source for row in rows])
        print(
            f"out of fold, {source}: {right[chosen].sum()}/{chosen.sum()}"
            f" = {right[chosen].mean():.3f}"
        )
    for row, chance, fine in zip(rows, chances, right, strict=True):
        if errors and not fine and row.source == "written":
            print(f"  {chance:.2f} {row.verdict} {row.question}")


def _score(
    name: str,
    rows: Sequence[Row],
    assistant: Assistant,
    judge: Judge,
    model: Model,
    *,
    errors: bool,
) -> None:
    judged = [row for row in rows if row.verdict is not None]
    right = 0
    for row in judged:
        verdict = judge.judge(row.question, found_clauses(assistant, row.question), model)
        fine = verdict is not None and verdict.value is row.verdict
        right += fine
        if errors and not fine:
            seen = (
                f"{verdict.confidence:.2f} {verdict.article} {verdict.clause.text[:50]}"
                f" {verdict.reason}"
                if verdict
                else "none"
            )
            print(f"  {row.verdict} {row.question} | {seen}")
    print(f"{name}: {right}/{len(judged)} = {right / max(1, len(judged)):.3f}")
    _print_open(name, [row for row in rows if row.verdict is None])


def _print_open(name: str, rows: Sequence[Row]) -> None:
    for kind in sorted({row.source for row in rows}):
        asked = [row for row in rows if row.source == kind]
        taken = sum(asks_verdict(row.question) for row in asked)
        print(f"{name}, without verdict ({kind}): {taken}/{len(asked)} would be judged")


def _write(model: Model) -> None:
    raw = {"intercept": model.intercept, "weights": model.weights}
    _MODEL.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
