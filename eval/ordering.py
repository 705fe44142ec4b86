"""``python -m eval.ordering``: put the most different questions of the built-in bank first.

The index embeds the first KEYS questions of each article and the first WARNINGS unanswerable ones
(corpus/bank.py). These are the medoids of a k-means clustering (scikit-learn, fixed seed) of the
questions' vectors: on the training questions they find as much as all of them together.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from corpus.bank import KEYS, WARNINGS
from corpus.settings import read_settings
from indexing.building import embed
from indexing.centring import centre_of, centred
from indexing.encoder import Encoder, Vectors, load_encoder
from indexing.progress import ProgressBar
from indexing.words import normalise

_DATA: Final = Path(__file__).resolve().parent.parent / "corpus" / "data"
_SEED: Final = 2026


def main() -> int:
    """Rewrite both files of the bank, every line kept, in the new order."""
    encoder = load_encoder(read_settings().encoder)
    bank = _DATA / "question_bank.jsonl"
    lines = bank.read_text(encoding="utf-8").splitlines()
    vectors = _embedded(encoder, lines)
    by_article: dict[int, list[int]] = defaultdict(list)
    for row, line in enumerate(lines):
        by_article[json.loads(line)["article"]].append(row)
    order = [
        rows[place]
        for _, rows in sorted(by_article.items())
        for place in medoids_first(vectors[rows], KEYS)
    ]
    _write(bank, [lines[row] for row in order])
    unanswerable = _DATA / "unanswerable.jsonl"
    first, *lines = unanswerable.read_text(encoding="utf-8").splitlines()
    vectors = _embedded(encoder, lines)
    _write(unanswerable, [first, *(lines[row] for row in medoids_first(vectors, WARNINGS))])
    return 0


def medoids_first(vectors: Vectors, count: int) -> list[int]:
    """Return the rows of ``vectors``, first those nearest to the ``count`` cluster centres."""
    from sklearn.cluster import KMeans

    if len(vectors) <= count:
        return list(range(len(vectors)))
    clusters = KMeans(count, n_init=2, random_state=_SEED).fit(vectors).cluster_centers_
    chosen = {int(np.argmax(vectors @ centre)) for centre in clusters}
    return [*sorted(chosen), *(row for row in range(len(vectors)) if row not in chosen)]


def _embedded(encoder: Encoder, lines: Sequence[str]) -> Vectors:
    texts = [normalise(json.loads(line)["question"]) for line in lines]
    with ProgressBar("题库排序") as bar:
        vectors = embed(encoder.encode_queries, texts, "向量", bar.update)
    return centred(vectors, centre_of(vectors))


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
