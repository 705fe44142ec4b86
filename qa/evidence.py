"""How well the best article supports an answer: features, and a fitted probability.

``python -m eval.calibrate`` fits the models in ``refusal.json`` on the dev split.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from corpus.bank import BankQuestion
from corpus.model import Clause, Regulation
from indexing.units import lexical_texts, tokens
from indexing.words import Words, normalise

_NUMBER: Final = r"(?:\d+|[一二三四五六七八九十百两半]+)"
_SPAN: Final = rf"{_NUMBER}个?(?:工作日|日|天|月|年|周|星期|小时)"
_DATE: Final = (
    rf"{_SPAN}|第{_NUMBER}个|星期[一二三四五六日天]|每(?:年|月|周|季度|半年|届)|年底|发布之日"
)
_SUM: Final = r"(?:补贴|工资|津贴|奖金|罚款|经费|费用|保证金)\S{0,4}(?:多少|几)|罚多少|报多少"
_EXPECTED: Final = (
    (r"几点|几个小时|多少(?:个)?小时|几小时", rf"{_NUMBER}个?(?:小时|点|时)"),
    (rf"多少钱|多少元|金额|多少块|几块钱|{_SUM}", r"元"),
    (r"多少[人位名]|几个人|几人|人数|几[位名](?:[？?，]|$)", rf"{_NUMBER}(?:人|名|位)"),
    (r"百分之几|比例|几成", r"%|百分之|比例"),
    (r"平方米|面积|多大", r"平方米|面积"),
    (r"多少分|几分", rf"{_NUMBER}分"),
    (r"几页|第几页", r"页"),
    (r"几届|连任", rf"{_NUMBER}届|连任"),
    (r"几次|多少次|多久一次|频率|频次|隔多久", rf"{_NUMBER}次|每(?:年|月|周|半年|季度)|定期"),
    (r"(?:(?<!十)几|多少)个?(?:工作日|工作天|天|日|周|年|星期)|几个?月", _SPAN),
    (r"几号|哪一?天|哪几天|几月几", _DATE),
    (r"多久|多长时间|期限|时限|最晚|最迟", rf"{_DATE}|会前|会后|事先|事前"),
    (r"多少", rf"{_NUMBER}"),
)
"""(what the question asks for, what its answer must hold): the expected kind of answer."""


EVIDENCE_CLAUSES: Final = 3
"""Best clauses of the best article in which the expected kind of value is looked for."""
WORDS: Final = "words"
"""Name of the model that needs no similarities."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """Cosines of a question with its best article, that article's best clause and nearest bank
    questions, with the nearest of the whole bank and the nearest known to have no answer; the
    article's share of the chance to be meant, the encoder the cosines come from, and whether there
    is a question bank."""

    article: float
    clause: float
    questions: float
    answered: float
    unanswerable: float
    share: float
    encoder: str
    bank: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of (question, best article), each 0 to 1.

    ``vocabulary`` is the share of the question's content words, weighted by rarity, that the
    regulation uses anywhere, ``coverage`` that its best article or the bank questions about it
    use, ``clause_coverage`` that the deciding clause, what opens its paragraph, the headings or the
    bank questions about that clause use; where the question asks for a kind of value, ``kind_held``
    or ``kind_missing`` is 1 as the best clauses hold it or not, ``kind_beside`` where only a clause
    beside the deciding one does; the similarities are 0 where there are none.
    """

    article_similarity: float
    clause_similarity: float
    question_similarity: float
    answered_similarity: float
    unanswerable_similarity: float
    share: float
    vocabulary: float
    coverage: float
    clause_coverage: float
    kind_missing: float
    kind_held: float
    kind_beside: float

    @property
    def familiar(self) -> bool:
        """True where a word of the question is known, or the kind of value it asks for is there."""
        return max(self.vocabulary, self.coverage) > 0 or bool(self.kind_held)


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over some features; ``threshold`` is the operating point."""

    weights: dict[str, float]
    intercept: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Support:
    """The estimated probability that the regulation answers, and whether that is enough."""

    probability: float
    enough: bool


class Vocabulary:
    """The words of a regulation and its bank, by article, and how rare each is, counted once."""

    def __init__(
        self, regulation: Regulation, words: Words, bank: Sequence[BankQuestion] = ()
    ) -> None:
        self._words = words
        self._regulation = regulation
        texts = [frozenset(tokens(words, text)) for text in lexical_texts(regulation)]
        asked = [frozenset(words.content(entry.question)) for entry in bank]
        self._own = frozenset[str]().union(*texts)
        self._used = [set(text) for text in texts]
        self._about: dict[tuple[int, int], set[str]] = defaultdict(set)
        for entry, found in zip(bank, asked, strict=True):
            self._used[entry.article - 1] |= found
            for clause in regulation.article(entry.article).clauses:
                if clause.start < entry.end and entry.start < clause.end:
                    self._about[entry.article, clause.start] |= found
        self._counts = Counter(word for text in (*texts, *asked) for word in text)
        self._size = len(texts) + len(asked)

    def evidence(
        self,
        question: str,
        article: int,
        clauses: Sequence[Clause],
        similarity: Similarity | None,
    ) -> Evidence:
        """Return the features of ``question`` against its best article and that one's clauses.

        The first of ``clauses`` is the deciding one.
        """
        asked = frozenset(self._words.content(question))
        texts = [clause.text for clause in clauses]
        missing = kind_missing(question, texts)
        beside = not missing and kind_missing(question, texts[:1])
        return Evidence(
            article_similarity=similarity.article if similarity else 0.0,
            clause_similarity=similarity.clause if similarity else 0.0,
            question_similarity=similarity.questions if similarity else 0.0,
            answered_similarity=similarity.answered if similarity else 0.0,
            unanswerable_similarity=similarity.unanswerable if similarity else 0.0,
            share=similarity.share if similarity else 0.0,
            vocabulary=self._share(asked, self._own),
            coverage=self._share(asked, self._used[article - 1]),
            clause_coverage=self.clause_share(question, article, clauses[0]),
            kind_missing=float(missing),
            kind_held=float(expected_kind(question) is not None and not missing),
            kind_beside=float(beside),
        )

    def clause_share(self, question: str, article: int, clause: Clause) -> float:
        """Return the share of the question's words that ``clause`` or the bank about it uses."""
        asked = frozenset(self._words.content(question))
        return self._share(asked, self._of_clause(asked, article, clause))

    def _of_clause(self, asked: frozenset[str], number: int, clause: Clause) -> set[str]:
        """Return the words that ``clause``, what leads to it or the bank about it uses."""
        article = self._regulation.article(number)
        opening = article.paragraph(clause.paragraph).clauses[0].text
        text = normalise(" ".join((clause.text, opening, *article.headings)))
        return {word for word in asked if word in text} | self._about.get(
            (number, clause.start), set()
        )

    def _share(self, asked: frozenset[str], known: Collection[str]) -> float:
        total = sum(map(self._rarity, asked))
        return sum(self._rarity(word) for word in asked if word in known) / total if total else 0.0

    def _rarity(self, word: str) -> float:
        """Inverse document frequency, as Robertson and Sparck Jones smooth it."""
        return math.log((self._size + 1) / (self._counts.get(word, 0) + 0.5))


def expected_kind(question: str) -> re.Pattern[str] | None:
    """Return what the answer must hold where the question asks for a number, date or sum."""
    text = normalise(question)
    found = next((kind for asked, kind in _EXPECTED if re.search(asked, text)), None)
    return None if found is None else re.compile(found)


def holds_kind(question: str, text: str) -> bool:
    """True where ``text`` holds the kind of value that ``question`` asks for."""
    kind = expected_kind(question)
    return kind is not None and kind.search(normalise(text)) is not None


def kind_missing(question: str, texts: Sequence[str]) -> bool:
    """True where the question asks for a kind of value and none of ``texts`` holds one."""
    return expected_kind(question) is not None and not any(
        holds_kind(question, text) for text in texts
    )


def support(evidence: Evidence, similarity: Similarity | None) -> Support:
    """Judge ``evidence`` by the model of the encoder its similarities come from.

    Cosines of another encoder mean something else (one model's 0.9 is another's 0.5), so
    without a model of its own, or without similarities, words alone are judged. A question none
    of whose content words the regulation uses anywhere is not supported, whatever the cosine
    says, unless the kind of value it asks for is there (急件几天能批下来).
    """
    if not evidence.familiar:
        return Support(0.0, enough=False)
    models = load_models()
    name = model_name(similarity.encoder, bank=similarity.bank) if similarity else WORDS
    model = models.get(name, models[WORDS])
    total = model.intercept + sum(
        weight * float(getattr(evidence, name)) for name, weight in model.weights.items()
    )
    probability = 1 / (1 + math.exp(-total))
    return Support(probability, probability >= model.threshold)


def model_name(encoder: str, *, bank: bool) -> str:
    """Return the name of the model for ``encoder`` (its version, behind the @, left out)."""
    return encoder.partition("@")[0] + (", question bank" if bank else "")


@lru_cache(maxsize=1)
def load_models() -> dict[str, Model]:
    """Return the fitted models of ``qa/refusal.json`` by encoder family; WORDS is always there."""
    raw = json.loads(resources.files("qa").joinpath("refusal.json").read_text(encoding="utf-8"))
    return {
        name: Model(model["weights"], model["intercept"], model["threshold"])
        for name, model in raw["models"].items()
    }
