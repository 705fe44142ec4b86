"""What readers found: a stem that tells its key, asks too widely, or excludes no distractor."""

from __future__ import annotations

import re
from typing import Final

from corpus.numerals import parse_ordinal
from qa.proving.values import quantities
from qa.quiz.checking.alignment import Change, bare, changes, unframed
from qa.quiz.checking.book import Book
from qa.quiz.checking.forms import form, same
from qa.quiz.model import BLANK_MARK, Item, ItemKind

_OFTEN: Final = re.compile(r"每(?:半年|季度|[年月周])[^,。;第]{0,4}\d次")
_DAY: Final = re.compile(r"每月第\d")
"""How often and on which days: 每月2次 follows from 每月第1个和第3个星期四."""
_WIDE: Final = re.compile("(?:是|作了)?怎样规定|还?提出了哪些")
"""Questions that everything said of a thing would answer."""
_NOBODY: Final = re.compile(
    "(?:要|应当?|须)?(?:定期|及时|有效|严格|全面|进一步)*"
    "(?:建立|健全|完善|强化|增强|加强|坚持|实施|遵守|执行|控制|落实|推进|向)"
)
"""How a question begins that does not say who acts."""
_ONE: Final = (
    ("建立健全", "建立", "健全", "完善", "改进", "落实", "构建", "形成"),
    ("加强", "强化", "增强"),
    ("反对", "力戒", "整治", "抵制", "严防", "防止", "制止"),
)
"""Verbs of which one says with an object what another says: 健全…制度, 完善…制度."""
_RULES: Final = r"(?:(?<![\w、])|(?<=[应要须并力步真格]))"
"""Where a verb may begin; 落实 of 督查落实 is none."""
_VERB: Final = re.compile(_RULES + f"(?:{'|'.join(verb for verbs in _ONE for verb in verbs)})")
_HOLE: Final = re.compile(rf"[（(]\s*[)）]|{BLANK_MARK}")
_COUNTED: Final = re.compile(r"((?:[^、,。;:“”]+、){2,}[^、,。;:“”]+)[“”]*$")
_SAID: Final = re.compile(r"(\d+|[二两三四五六七八九十])[个大项]")
_SHORTEST: Final = 18
"""Letters around a term; 要健全（　）,提高依法治县整体水平 has 14 and excludes nothing."""
_LIMIT: Final = re.compile("超过|多于|少于|低于|高于")
_BOUND: Final = re.compile("(?:不得?)?(?:超过|多于|少于|低于|高于)|至少|最多")
_CHOOSING: Final = frozenset((ItemKind.SINGLE, ItemKind.MULTIPLE))


def hint_faults(item: Item, book: Book) -> list[str]:
    """Return what a reader would hold against the stem though its key is right."""
    if item.kind is ItemKind.SHORT:
        return _asked(item)
    if item.kind is ItemKind.TRUE_FALSE:
        return _altered(item, book) if item.key == ("错",) else []
    if item.kind is ItemKind.MATCHING:
        return _bounds(item)
    texts = {option.label: option.text for option in item.options}
    keys = [form(texts.get(label, label)) for label in item.key]
    found = _told(form(_HOLE.sub("", item.stem)), keys)
    if item.kind in _CHOOSING and len(_HOLE.findall(item.stem)) == 1:
        others = [form(text) for label, text in texts.items() if label not in item.key]
        found += _chosen(item, keys, others, book)
    return found


def _asked(item: Item) -> list[str]:
    said = unframed(form(item.stem))
    found = []
    if match := _WIDE.search(said):
        found.append(f"设问不当：“{match[0]}”问得太宽，答案不止所列。")
    if _NOBODY.match(said) and "包括哪" not in said and re.search("哪[些个]", said):
        found.append("设问不当：题干没有说由谁做。")
    return found


def _told(stem: str, keys: list[str]) -> list[str]:
    """Return a fault where the stem tells how often what is held on the days asked, or when."""
    often, day = _OFTEN.search(stem), _DAY.search(stem)
    if any((_OFTEN.search(key) and day) or (_DAY.search(key) and often) for key in keys):
        return ["答案泄露：频次和日期，由一个可以推出另一个。"]
    return []


def _altered(item: Item, book: Book) -> list[str]:
    """Return faults of a wrong statement: told by itself, or a limit turned to a permission."""
    said = bare(item.stem)
    citation = item.citation
    quoted = form(citation.quote)
    dates = [match[0] for pattern in (_OFTEN, _DAY) for match in pattern.finditer(said)]
    if _OFTEN.search(said) and _DAY.search(said) and any(date not in quoted for date in dates):
        return ["答案泄露：频次和日期，由一个可以推出另一个。"]
    found = changes(book, said, quoted, citation.article)
    return _of_change(found[0], book) if len(found) == 1 else []


def _of_change(change: Change, book: Book) -> list[str]:
    if change.now.startswith("可") and _LIMIT.match(change.after or change.now[2:]):
        return [f"判断有误：“{change.now}”是把限度改成许可，不能判错。"]
    alike = _alike(change.before, _whole(change), book) if change.was and change.now else ""
    return [f"判断有误：改后的“{change.now}”别处写作“{alike}”。"] if alike else []


def _whole(change: Change) -> str:
    """Return the member of a list, or the object, that was changed: 民主公开 for 民主."""
    segment = re.split("[,。;:]", change.before)[-1]
    verbs = [match.end() for match in _VERB.finditer(segment)]
    head = re.split("[、和与及对]", segment[max(verbs, default=0) :])[-1]
    tail = re.match("[^、,。;:和与及等的]*", change.after)
    return head + change.now + (tail[0] if tail else "")


def _chosen(item: Item, keys: list[str], others: list[str], book: Book) -> list[str]:
    before, after = (unframed(form(part)) for part in _HOLE.split(item.stem, maxsplit=1))
    found = [
        f"干扰项有误：“{other}”别处写作“{alike}”，动词相近。"
        for other in others
        if (alike := _alike(before, other, book))
    ]
    left = len(re.sub(r"\W", "", before + after))
    term = not quantities(keys[0]) and not book.offices(keys[0])
    brief = left < _SHORTEST and _VERB.search(before[-5:])
    if item.kind is ItemKind.SINGLE and brief and term:
        found.append("题干有误：空格前后的话太短，排除不了别的选项。")
    return found + _counted(before, keys, others)


def _counted(before: str, keys: list[str], others: list[str]) -> list[str]:
    """Return a fault where a list before the hole has as many members as only the key says."""
    listed = _COUNTED.search(before)
    said = _SAID.match(keys[0])
    if not listed or not said or parse_ordinal(said[1]) != listed[1].count("、") + 1:
        return []
    same = [other for other in others if other.startswith(said[1])]
    return [] if len(same) == len(others) else ["干扰项有误：数一数前面列举的项数，就能排除。"]


def _alike(before: str, words: str, book: Book) -> str:
    """Return how the text says ``words`` behind a verb that means what the one before means."""
    verbs = _VERB.findall(re.split("[,。;:]", before)[-1])
    group = next((verbs_ for verbs_ in _ONE if verbs and verbs[-1] in verbs_), ())
    pattern = rf"{_RULES}(?:{'|'.join(group)})[^,。;:]*{re.escape(words)}"
    match = re.search(pattern, book.whole) if group else None
    return match[0] if match else ""


def _bounds(item: Item) -> list[str]:
    rights = [option.text for option in item.options if not option.label.isdigit()]
    return [
        f"选项有误：“{one}”与“{other}”只差限定词。"
        for at, one in enumerate(rights)
        for other in rights[at + 1 :]
        if same(_BOUND.sub("", form(one)), _BOUND.sub("", form(other)))
    ]
