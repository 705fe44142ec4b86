"""How well the best article supports an answer: features, and a calibrated probability."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import Final

from corpus.model import Clause, Regulation
from indexing.units import lexical_texts, tokens
from indexing.words import Words, normalise

_NUMBER: Final = r"(?:\d+|[一二三四五六七八九十百两半几]+)"
_TIME: Final = (
    rf"{_NUMBER}个?(?:工作日|日|天|月|年|周|星期|小时)|每(?:年|月|周|季度|半年|届)|年底|会前|事先|事前"
)
_EXPECTED: Final = (
    (re.compile(r"几点|几个小时|多少(?:个)?小时|几小时"), re.compile(rf"{_NUMBER}个?(?:小时|点|时)")),
    (re.compile(r"多少钱|多少元|金额|多少块|几块钱|(?:补贴|工资|津贴|奖金|罚款)\S{0,4}(?:多少|几)|罚多少"), re.compile(r"\d+元|元")),
    (re.compile(r"多少人|几个人|几人|人数"), re.compile(rf"{_NUMBER}(?:人|名)")),
    (re.compile(r"百分之几|比例|几成"), re.compile(r"%|百分之|比例")),
    (re.compile(r"几次|多少次|多久一次|频率|频次|隔多久"), re.compile(rf"{_NUMBER}次|每(?:年|月|周|半年|季度)|定期")),
    (
        re.compile(r"[几多][少]?个?(?:工作)?[天日]|多久|多长时间|期限|时限|最晚|最迟|几号|哪一?天|几个?月|几年|多少个?工作日"),
        re.compile(_TIME),
    ),
)
"""(what the question asks for, what its answer must hold): the expected kind of answer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of (question, best article); each is 0 to 1, ``kind_missing`` is 0 or 1.

    ``vocabulary`` is the share of the question's content words, weighted by rarity, that the
    regulation uses anywhere.
    """

    article_similarity: float
    clause_similarity: float
    vocabulary: float
    kind_missing: float


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression fitted by ``python -m eval.calibrate`` on the dev split."""

    weights: dict[str, float]
    intercept: float
    threshold: float


class Vocabulary:
    """The regulation's words and how rare each is, counted once."""

    def __init__(self, regulation: Regulation, words: Words) -> None:
        self._words = words
        self._size = len(regulation.articles)
        self._counts: Counter[str] = Counter()
        for text in lexical_texts(regulation):
            self._counts.update(frozenset(tokens(words, text)))

    def evidence(
        self, question: str, clauses: Sequence[Clause], similarity: tuple[float, float]
    ) -> Evidence:
        """Return the features of ``question`` against the best clauses of its best article.

        ``similarity``: cosines of the question with the article and with its nearest clause.
        """
        asked = frozenset(self._words.content(question))
        return Evidence(
            article_similarity=similarity[0],
            clause_similarity=similarity[1],
            vocabulary=self._share(asked),
            kind_missing=float(kind_missing(question, [clause.text for clause in clauses])),
        )

    def _share(self, asked: frozenset[str]) -> float:
        total = sum(map(self._rarity, asked))
        known = sum(self._rarity(token) for token in asked if token in self._counts)
        return known / total if total else 0.0

    def _rarity(self, token: str) -> float:
        """Inverse document frequency, as Robertson and Sparck Jones smooth it."""
        return math.log((self._size + 1) / (self._counts.get(token, 0) + 0.5))


def kind_missing(question: str, texts: Sequence[str]) -> bool:
    """True where the question asks for a number, date or sum and none of ``texts`` holds one."""
    text = normalise(question)
    for asked, expected in _EXPECTED:
        if asked.search(text) is not None:
            return not any(expected.search(normalise(candidate)) for candidate in texts)
    return False


def probability(evidence: Evidence, model: Model) -> float:
    """Return the estimated probability that the regulation answers, in (0, 1)."""
    total = model.intercept
    for field, value in zip(fields(evidence), astuple(evidence), strict=True):
        total += model.weights[field.name] * value
    return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Return the fitted model that ships in ``qa/refusal.json``."""
    raw = json.loads(resources.files("qa").joinpath("refusal.json").read_text(encoding="utf-8"))
    return Model(raw["weights"], raw["intercept"], raw["threshold"])
