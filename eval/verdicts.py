"""Fit and score the verdicts: ``python -m eval.verdicts`` prints them, ``--fit`` writes the model.

Figures on ``questions/verdicts.jsonl`` and ``questions/judged.jsonl`` are out of fold: no question
is scored by a model that saw another question on the same article. ``--questions FILE`` asks the
whole assistant the questions of a file of one's own.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from corpus.commands import Parser
from corpus.model import Clause
from eval.dataset import QUESTIONS
from eval.fitting import fit_logistic
from qa import Assistant
from qa.retrieval import clauses_of
from qa.verdict.claims import asks_verdict, read_claim
from qa.verdict.features import OWN, Features
from qa.verdict.judging import Judge, Model, load_model

_MODEL: Final = Path(__file__).parents[1] / "qa" / "verdict" / "model.json"
_FOLDS: Final = 5
_ARTICLES: Final = 2
_STRENGTH: Final = 0.1
"""Inverse regularisation; 0.1 and 0.2 score within one point of each other out of fold."""
_COUNTS: Final = {"bank": 1.0}
_WRITTEN: Final = 3.0
"""Weight of a question written for this purpose; those of the bank are far more colloquial."""
_KNOWN: Final = 4
"""Questions that must use a pair of characters before it gets a weight."""
_LEAST: Final = 0.12
"""Weights of pairs nearer to 0 are left out: 343 of 1,446 pairs score the same out of fold."""
_HELD: Final = "held"
"""The half of a file whose questions nobody reads."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question, its verdict (None: it has none), the article that decides it, its source."""

    question: str
    verdict: bool | None
    article: int
    source: str
    form: str = ""
    half: str = ""
    history: tuple[str, ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, and fit with ``--fit``."""
    options = _parser().parse_args(arguments)
    assistant = Assistant.load()
    if options.questions:
        _print_asked(read_rows(options.questions), assistant, errors=options.errors)
        return 0
    rows = training_rows()
    judged = [row for row in rows if row.verdict is not None]
    values = [_features(row, assistant) for row in judged]
    _print_folds(judged, _out_of_fold(judged, values), errors=options.errors)
    if options.fit:
        _write(fit(judged, values))
    load_model.cache_clear()
    _print_open("verdicts.jsonl", [row for row in rows if row.verdict is None])
    _print_asked(read_rows(QUESTIONS / "dev.jsonl"), assistant, errors=options.errors)
    return 0


def _parser() -> Parser:
    parser = Parser(prog="python -m eval.verdicts", description="核对与训练判断（对错、可否）")
    parser.add_argument("--fit", action="store_true", help="重新训练并写入 qa/verdict/model.json")
    parser.add_argument(
        "--questions", type=Path, metavar="FILE", help="用整个问答核对这个文件里的题"
    )
    parser.add_argument("--errors", action="store_true", help="列出判错的题（留出的一半除外）")
    return parser


def training_rows() -> list[Row]:
    """Return the questions that the verdicts are fitted on."""
    return read_rows(QUESTIONS / "verdicts.jsonl") + read_rows(QUESTIONS / "judged.jsonl")


def read_rows(path: Path) -> list[Row]:
    """Read questions with their verdicts, in the format of verdicts, judged or dev.jsonl."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_row(json.loads(line)) for line in lines if line.strip()]


def _row(raw: dict[str, Any]) -> Row:
    history = tuple(raw.get("history") or ())
    kind = raw.get("kind", "written")
    source = "follow_up" if history else kind if raw["verdict"] is None else raw.get("source", kind)
    half = raw.get("half", "")
    return Row(
        question=raw["question"],
        verdict=raw["verdict"],
        article=raw.get("article") or next(iter(raw.get("articles", ())), 0),
        source="judged" if half else source,
        form=raw.get("form", ""),
        half=half,
        history=history,
    )


def found_clauses(assistant: Assistant, question: str) -> list[tuple[int, Clause]]:
    """Return the clauses of the best articles as retrieval orders them."""
    return clauses_of(assistant.finder.candidates(question)[:_ARTICLES])


def fit(rows: Sequence[Row], values: Sequence[Features]) -> Model:
    """Fit a logistic regression; the same rows give the same weights."""
    uses = Counter(name for value in values for name in value)
    names = sorted(name for name in uses if not name.startswith(OWN) or uses[name] >= _KNOWN)
    table = np.array([[value.get(name, 0.0) for name in names] for value in values])
    wanted = np.array([bool(row.verdict) for row in rows])
    fitted = fit_logistic(names, table, wanted, _STRENGTH, _balanced(rows, values))
    least = {name: _LEAST if name.startswith(OWN) else 5e-5 for name in names}
    kept = {name: value for name, value in fitted.weights.items() if abs(value) >= least[name]}
    return Model(kept, fitted.intercept)


def _balanced(rows: Sequence[Row], values: Sequence[Features]) -> NDArray[np.float64]:
    """Weigh true and false alike within each source and form: how often a bank's authors wrote
    what is false says nothing about the next question."""
    groups = [(row.source, "mode:stated" in value) for row, value in zip(rows, values, strict=True)]
    cells = Counter((group, row.verdict) for group, row in zip(groups, rows, strict=True))
    sizes = Counter(groups)
    return np.array(
        [
            _COUNTS.get(row.source, _WRITTEN) * sizes[group] / (2 * cells[group, row.verdict])
            for group, row in zip(groups, rows, strict=True)
        ]
    )


def _features(row: Row, assistant: Assistant) -> Features:
    judge: Judge = assistant.finder.judge
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


def _print_folds(rows: Sequence[Row], chances: NDArray[np.float64], *, errors: bool) -> None:
    values = chances.tolist()
    right = [(c >= 0.5) is bool(row.verdict) for row, c in zip(rows, values, strict=True)]
    for source in sorted({row.source for row in rows}):
        fine = [ok for row, ok in zip(rows, right, strict=True) if row.source == source]
        print(f"折外 {source}：{sum(fine)}/{len(fine)} = {sum(fine) / len(fine):.3f}")
    for row, chance, ok in zip(rows, values, right, strict=True):
        if errors and not ok and row.source != "bank":
            print(f"  {chance:.2f} {row.verdict} {row.question}")


def outcome(row: Row, assistant: Assistant) -> str:
    """Ask the whole assistant; say whether its verdict is right, wrong, withheld or refused."""
    answer = assistant.ask(row.question, row.history)
    if answer.refused:
        return "拒答"
    if answer.verdict is None:
        return "未判"
    return "对" if answer.verdict is row.verdict else "错"


def _print_asked(rows: Sequence[Row], assistant: Assistant, *, errors: bool) -> None:
    """Print the outcomes by half and form; questions of a held half are never shown."""
    judged = [row for row in rows if row.verdict is not None]
    outcomes = [outcome(row, assistant) for row in judged]
    counts = Counter[tuple[str, str, str]]()
    for row, got in zip(judged, outcomes, strict=True):
        counts.update({(row.half, "合计", got): 1})
        if row.form:
            counts.update({(row.half, row.form, got): 1})
        if errors and got != "对" and row.half != _HELD:
            print(f"  {got} {row.verdict} {row.question}")
    for half, form in sorted({key[:2] for key in counts}):
        found = {name: counts[half, form, name] for name in ("对", "错", "未判", "拒答")}
        shown = "，".join(f"{name} {number}" for name, number in found.items())
        print(f"{half or '全部'} {form}：{shown}，准确率 {found['对'] / sum(found.values()):.3f}")
    _print_open("其余", [row for row in rows if row.verdict is None])


def _print_open(name: str, rows: Sequence[Row]) -> None:
    for kind in sorted({row.source for row in rows}):
        asked = [row for row in rows if row.source == kind]
        taken = sum(asks_verdict(row.question) for row in asked)
        print(f"{name} {kind}，没有对错：{taken}/{len(asked)} 题会被判断")


def _write(model: Model) -> None:
    raw = {"intercept": model.intercept, "weights": model.weights}
    _MODEL.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
