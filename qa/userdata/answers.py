"""An answer as it is kept, and what of it may still be shown once the regulation has changed."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from corpus.errors import ProofError
from corpus.model import Regulation
from qa.model import Answer, Citation
from qa.proof import prove

_MARKS: Final = re.compile(r"[ \t]*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer in the light of the present text; ``stale`` says that it no longer holds."""

    answer: Answer
    stale: bool


def to_record(answer: Answer) -> str:
    """Return the whole answer as JSON."""
    return json.dumps(asdict(answer), ensure_ascii=False)


def from_record(record: str) -> Answer:
    """Return the answer of a JSON record; raise ValueError for what is none."""
    try:
        given = json.loads(record)
        citations = tuple(Citation(**each) for each in given["citations"])
        lists = {name: tuple(given[name]) for name in ("ranked_articles", "computed")}
        answer = Answer(**given | lists | {"citations": citations})
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("not an answer") from error
    sound = _is_sound(answer, _ANSWER) and all(_is_sound(each, _CITATION) for each in citations)
    numbers, days = answer.ranked_articles, answer.computed
    if not (sound and _all(numbers, int) and _all(days, str)):
        raise ValueError("not an answer")
    return answer


def standing(answer: Answer, fingerprint: str, regulation: Regulation) -> Standing:
    """Return what may be shown of an answer given under the text of ``fingerprint``.

    Where every citation still stands word for word, all of it. Where one does not, the words of
    the answer stay, so that people find what they were told, but without citations and marks: a
    quote that is not in the text is never shown. An answer without citations (a refusal, mostly)
    cannot be proved, so it is stale as soon as anything in the text has changed.
    """
    changed = fingerprint != regulation.fingerprint
    try:
        prove(answer.citations, regulation)
    except ProofError:
        shown = replace(answer, text=without_marks(answer.text), citations=())
        return Standing(_within(shown, regulation), stale=True)
    return Standing(_within(answer, regulation), stale=changed and not answer.citations)


def without_marks(text: str) -> str:
    """Return ``text`` without [1], [2] …"""
    return _MARKS.sub("", text)


def _within(answer: Answer, regulation: Regulation) -> Answer:
    """Return ``answer`` naming only articles that the present text has."""
    count = len(regulation.articles)
    known = tuple(number for number in answer.ranked_articles if 1 <= number <= count)
    return replace(answer, ranked_articles=known)


def _types(shape: type[Any]) -> dict[str, tuple[type, ...]]:
    """Return the types that the simple fields of ``shape`` may have, by their annotations."""
    simple = {
        "str": (str,),
        "bool": (bool,),
        "int": (int,),
        "float": (int, float),
        "bool | None": (bool, type(None)),
    }
    return {each.name: simple[str(each.type)] for each in fields(shape) if each.type in simple}


def _is_sound(value: Answer | Citation, types: dict[str, tuple[type, ...]]) -> bool:
    return all(isinstance(getattr(value, name), allowed) for name, allowed in types.items())


def _all(values: tuple[object, ...], wanted: type) -> bool:
    return all(isinstance(value, wanted) for value in values)


_ANSWER: Final = _types(Answer)
_CITATION: Final = _types(Citation)
