"""Signals of questions about other regulations: what search is worth without a question bank.

The texts are public regulations kept beside the checkout (``../shared/laws``), not in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.source import load_regulation
from eval.dataset import QUESTIONS
from indexing.building import build_index
from indexing.encoder import Encoder
from indexing.ranking import scaled

FOLDER: Final = Path(__file__).resolve().parents[2] / "shared" / "laws" / "行政法规"
_NO_ARTICLE: Final = -50.0
"""The signal of a place beyond a regulation's last article: no share of the chance."""


@dataclass(frozen=True, slots=True)
class LawQuestions:
    """``signals``, shape (questions, len(NAMES), most articles), padded with _NO_ARTICLE;
    ``needed``, shape (questions, most articles); the regulation of each question by number."""

    signals: NDArray[np.float64]
    needed: NDArray[np.bool_]
    regulations: NDArray[np.int64]


def law_questions(encoder: Encoder, on_law: Callable[[int, int], None]) -> LawQuestions | None:
    """Measure every question of ``laws.jsonl``, or return None where the texts are not there.

    Each regulation is indexed on the way (some minutes); ``on_law`` is called with (done, total).
    """
    if not FOLDER.is_dir():
        return None
    asked = defaultdict(list)
    for line in (QUESTIONS / "laws.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        asked[entry["regulation"]].append(entry)
    rows, needed, regulations = [], [], []
    for done, (name, entries) in enumerate(asked.items(), start=1):
        index = build_index(load_regulation(FOLDER / f"{name}.md"), encoder)
        for entry in entries:
            rows.append(scaled(index.measure(entry["question"]).signals))
            needed.append(entry["articles"])
            regulations.append(done)
        on_law(done, len(asked))
    most = max(row.shape[1] for row in rows)
    signals = np.full((len(rows), rows[0].shape[0], most), _NO_ARTICLE)
    right = np.zeros((len(rows), most), dtype=bool)
    for place, (row, articles) in enumerate(zip(rows, needed, strict=True)):
        signals[place, :, : row.shape[1]] = row
        right[place, [number - 1 for number in articles]] = True
    return LawQuestions(signals, right, np.array(regulations))
