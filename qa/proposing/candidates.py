"""Objects of a reply as candidates: fields as models write them, folded to one shape."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpus.numerals import NUMERAL, parse_ordinal
from qa.proposing.model import Candidate, Kind, ProposedItem, ProposedQuestion
from qa.proposing.reading import Object, Unread, read_reply
from qa.quiz.model import BLANK_MARK, HOLE, KIND_NAMES, RIGHT, WRONG, ItemKind

PROPOSABLE: Final = (
    ItemKind.SINGLE,
    ItemKind.MULTIPLE,
    ItemKind.TRUE_FALSE,
    ItemKind.BLANK,
    ItemKind.SHORT,
)
"""The kinds that a model is asked for."""
LABELS: Final = "ABCDEFGH"
_LONGEST: Final = 2_000
"""Characters of any one field; the longest paragraph of the built-in regulation has 700."""
_MOST_PARAGRAPHS: Final = 999
_PARAGRAPH: Final = re.compile(rf"第?({NUMERAL})款?")
_LABELLED: Final = re.compile(r"\s*[(（]?([A-H])[)）.．、:：\s]\s*(?=\S)")
_LETTERS: Final = re.compile(r"[(（]?[A-H][)）]?(?:[\s,，、;；和]*[A-H])*[.。]?")
_HOLES: Final = re.compile(r"_{2,}|＿{2,}|[（(]\s*[）)]")
_TRUE: Final = ("对", "正确", "true", "√", "是", "t")
_FALSE: Final = ("错", "错误", "false", "×", "否", "f", "不正确")
_BY_LABEL: Final = (ItemKind.SINGLE, ItemKind.MULTIPLE)


@dataclass(frozen=True, slots=True)
class Read:
    """The candidates of a reply in order, and how often what could not be read."""

    candidates: tuple[Candidate, ...]
    unread: Counter[Unread]


class _UnreadError(Exception):
    def __init__(self, why: Unread) -> None:
        super().__init__(why)
        self.why = why


def read_candidates(kind: Kind, text: str, most: int) -> Read:
    """Return at most ``most`` candidates of ``kind`` that stand in the reply ``text``."""
    reply = read_reply(text)
    unread = Counter(reply.unread)
    if (more := len(reply.objects) - most) > 0:
        unread[Unread.MORE] += more
    candidates = []
    for each in reply.objects[:most]:
        try:
            candidates.append(candidate(kind, each))
        except _UnreadError as error:
            unread[error.why] += 1
    return Read(tuple(candidates), unread)


def candidate(kind: Kind, given: Object) -> Candidate:
    """Return one candidate of the fields of an object."""
    if kind is Kind.QUESTION:
        return ProposedQuestion(_text(given, "question"), _paragraph(given), _text(given, "answer"))
    return _item(given)


def _item(given: Object) -> ProposedItem:
    kind = _kind(_text(given, "kind"))
    written = _options(given.get("options"))
    key = _key(kind, written, given.get("key"))
    shown = () if kind is ItemKind.TRUE_FALSE else written
    stem = _stem(kind, _text(given, "stem"))
    return ProposedItem(kind, stem, shown, key, _paragraph(given), _text(given, "quote"))


def _text(given: Object, name: str) -> str:
    return _sound(given.get(name))


def _sound(value: Any) -> str:
    """Return a text of visible characters; refuse what is none."""
    if not isinstance(value, str):
        raise _UnreadError(Unread.FIELDS)
    text = re.sub(r"\s+", " ", value).strip()
    if any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co") for each in text):
        raise _UnreadError(Unread.UNPRINTABLE)
    if not 0 < len(text) <= _LONGEST:
        raise _UnreadError(Unread.LENGTH)
    return text


def _paragraph(given: Object) -> int:
    value = given.get("paragraph")
    match = _PARAGRAPH.fullmatch(value.strip()) if isinstance(value, str) else None
    number = parse_ordinal(match[1]) if match else value
    if type(number) is not int or not 0 < number <= _MOST_PARAGRAPHS:
        raise _UnreadError(Unread.FIELDS)
    return number


def _kind(text: str) -> ItemKind:
    wanted = text.lower()
    for kind in PROPOSABLE:
        if wanted in (kind.value, KIND_NAMES[kind], KIND_NAMES[kind].removesuffix("题")):
            return kind
    raise _UnreadError(Unread.KIND)


def _options(value: Any) -> tuple[str, ...]:
    """Return the options' texts: of a list, of {"A": …}, of {"label", "text"}, labels taken off."""
    if value is None:
        return ()
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        raise _UnreadError(Unread.FIELDS)
    if len(value) > len(LABELS):
        raise _UnreadError(Unread.LENGTH)
    texts = [_sound(each.get("text") if isinstance(each, dict) else each) for each in value]
    labels = [match[1] if (match := _LABELLED.match(text)) else "" for text in texts]
    if texts and labels == list(LABELS[: len(texts)]):
        texts = [_LABELLED.sub("", text, count=1).strip() for text in texts]
    return tuple(texts)


def _key(kind: ItemKind, options: Sequence[str], value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (RIGHT if value else WRONG,)
    values = value if isinstance(value, list) else [value]
    if not values or len(values) > _LONGEST:
        raise _UnreadError(Unread.KEY)
    if kind is ItemKind.TRUE_FALSE:
        return (_truth(values, options),)
    texts = tuple(_sound(each) for each in values)
    return _labels(texts, options) if kind in _BY_LABEL else texts


def _truth(values: Sequence[Any], options: Sequence[str]) -> str:
    """Return 对 or 错; a letter means the option that it labels."""
    said = values[0] if len(values) == 1 else None
    if isinstance(said, bool):
        return RIGHT if said else WRONG
    word = _sound(said).lower()
    named = dict(zip(LABELS.lower(), options, strict=False))
    word = _LABELLED.sub("", named.get(word, word)).strip().lower()
    if word not in (*_TRUE, *_FALSE):
        raise _UnreadError(Unread.KEY)
    return RIGHT if word in _TRUE else WRONG


def _labels(texts: Iterable[str], options: Sequence[str]) -> tuple[str, ...]:
    """Return labels in order: of letters (A, AC, A、C), of an option's own words, of both."""
    found: list[str] = []
    for text in texts:
        bare = _LABELLED.sub("", text, count=1).strip()
        if text in options:
            found.append(LABELS[options.index(text)])
        elif _LETTERS.fullmatch(text.upper()):
            found += re.findall("[A-H]", text.upper())
        elif bare in options:
            found.append(LABELS[options.index(bare)])
        else:
            raise _UnreadError(Unread.KEY)
    return tuple(sorted(dict.fromkeys(found)))


def _stem(kind: ItemKind, stem: str) -> str:
    """Return the stem with the project's own marks for what is to be filled in."""
    stem = re.sub(r"[；;，,]$", "。", stem)
    if kind is ItemKind.BLANK:
        return _HOLES.sub(BLANK_MARK, stem)
    if kind in _BY_LABEL:
        return _HOLES.sub(HOLE, stem)
    return re.sub(r"[（(]\s*[）)]\s*[。.]?\s*$", "", stem).strip()
