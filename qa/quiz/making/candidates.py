"""What could fill a gap: words of the same kind from elsewhere, those most like the key first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from corpus.numerals import chinese_ordinal, parse_ordinal
from qa.facts.model import FactKind
from qa.quiz.making.building import digest
from qa.quiz.making.elements import elements
from qa.quiz.making.material import Gap, Material
from qa.quiz.making.offices import (
    CHAIR,
    RELATIVE,
    is_office,
    kin,
    overlap,
    parts,
    same_shape,
)
from qa.quiz.making.slots import SlotKind
from qa.quiz.making.terms import NUMBER, closeness, meaning

_SHORTEST_RULE: Final = 6
"""Characters that a sentence must say of its meeting."""
_PERIODS: Final = ("每年", "每半年", "每季度", "每月", "每周")
_NUMBERS: Final = (1, 2, 3, 5, 7, 10, 14, 15, 20, 30)
"""Numbers that regulations use for times: what else a number of the text is varied to."""
_COUNTED: Final = "一二两三四五六七八九十"
_MAKES: Final = (rf"[{_COUNTED}].[{_COUNTED}].$", r".+、.+$", r".+[+＋].+$")
"""How quoted names are made: 三重一大, 谁起草、谁解读, 互联网+政务服务; else plain."""
_NUMBERED: Final = re.compile(rf"[{_COUNTED}][个大项]")
"""五大工程, 五个必须: each counts and names what it stands for, no two go with one verb."""
_APART: Final = 2
"""Characters by which two plain quoted names may differ in length."""


def candidates(gap: Gap, material: Material) -> Iterator[str]:
    """Yield words of the kind of the gap's own, the nearest first; they may still be true there."""
    makers = {
        SlotKind.TIME: _times, SlotKind.OFFICE: _offices, SlotKind.NAME: _names,
        SlotKind.MEETING: _meetings, SlotKind.COMPLEMENT: _complements,
        SlotKind.ELEMENT: _elements, SlotKind.OBJECT: _objects,
    }  # fmt: skip
    return makers[gap.slot.kind](gap, material)


def _near(gap: Gap, words: Iterable[str]) -> list[str]:
    """Return distinct ``words``, those most like the key first; equals in a fixed mixed order."""
    key = gap.slot.text
    return sorted(
        dict.fromkeys(words),
        key=lambda each: (
            abs(len(each) - len(key)) > 1, -round(closeness(key, (each,)), 1), digest(each, key)
        ),
    )  # fmt: skip


def _times(gap: Gap, material: Material) -> Iterator[str]:
    """Yield times of the same wording elsewhere, then the same wording with other numbers."""
    slot = gap.slot
    same = [other.slot.text for other in material.of_kind(SlotKind.TIME)
            if other.slot.group == slot.group]  # fmt: skip
    held = slot.text.startswith("每") and "召开" in slot.text
    periods = [
        other.slot.text
        for other in material.of_kind(SlotKind.TIME)
        if held and "召开" in other.slot.text
    ]
    yield from sorted(dict.fromkeys((*same, *periods)), key=lambda each: digest(each, slot.text))
    yield from _varied(slot.text)


def _varied(text: str) -> Iterator[str]:
    match = re.search(r"第(\d+)个星期", text)
    if match and "和" not in text:
        yield from (text.replace(match.group(), f"第{n}个星期") for n in (1, 2, 4))
        return
    if match:
        yield from (text.replace("第1个和第3个", pair) for pair in
                    ("第2个和第4个", "第1个和第2个", "第3个和第4个"))  # fmt: skip
        return
    if re.search(r"\d{4}年", text):
        years = re.search(r"\d{4}", text)
        yield from (text.replace(years.group(), str(int(years.group()) + n), 1)
                    for n in (-1, 1, 2)) if years else ()  # fmt: skip
        return
    period = next((each for each in _PERIODS if text.startswith(each)), "")
    number = NUMBER.search(text, len(period))
    if period and "届" not in text:
        others = [each for each in _PERIODS if each != period]
        yield from (each + text[len(period) :] for each in others[:3])
    if number is not None:
        yield from (text[: number.start()] + each + text[number.end() :]
                    for each in _other_numbers(number.group()))  # fmt: skip


def _other_numbers(number: str) -> list[str]:
    value = parse_ordinal(number) or 1
    near = sorted((n for n in _NUMBERS if n != value), key=lambda n: (abs(n - value), n))
    return [str(n) if number.isdigit() else chinese_ordinal(n) for n in near[:4]]


def _offices(gap: Gap, material: Material) -> Iterator[str]:
    """Yield offices of the same shape that no sentence of the paragraph names."""
    statement, key = gap.statement, gap.slot.text
    article = material.regulation.article(statement.article)
    paragraph = article.paragraph(statement.paragraph).text
    if key.startswith("其他") or CHAIR.search(key):
        return
    pool = [
        fact
        for fact in material.facts
        if fact.kind is FactKind.ROLE and is_office(fact.value) and not RELATIVE.search(fact.value)
    ]
    near = [fact.value for fact in pool if kin(fact.relation, gap.slot.group)]
    far = [fact.value for fact in pool if not kin(fact.relation, gap.slot.group)]
    for values in (_near(gap, near), _near(gap, far) if len(parts(key)) == 1 else []):
        for words in values:
            fits = same_shape(words, key) and not overlap(words, key)
            if fits and words not in paragraph:
                yield words


def _names(gap: Gap, material: Material) -> Iterator[str]:
    """Yield names in quotation marks or titles of other articles; quoted ones of the same make."""
    key = gap.slot.text
    if _NUMBERED.match(key):
        return
    yield from _near(gap, (
        other.slot.text for other in material.of_kind(SlotKind.NAME)
        if other.slot.group == gap.slot.group
        and other.statement.article != gap.statement.article
        and (gap.slot.group != "quoted" or _of_one_make(other.slot.text, key))
    ))  # fmt: skip


def _of_one_make(name: str, key: str) -> bool:
    if _NUMBERED.match(name):
        return False
    one, other = (
        next((at for at, made in enumerate(_MAKES) if re.match(made, each)), -1)
        for each in (name, key)
    )
    if one != other:
        return False
    halves, wanted = (tuple(map(len, each.split("、"))) for each in (name, key))
    if len(wanted) > 1:
        return halves == wanted
    return one >= 0 or abs(len(name) - len(key)) <= _APART


def _meetings(gap: Gap, material: Material) -> Iterator[str]:
    """Yield the meetings of which the text does not say the same."""
    predicate = meaning(gap.after).replace("一般", "")
    said = meaning(material.text).replace("一般", "")
    first = predicate.partition("，")[0]
    for name in material.meetings:
        told = name + first in said or _also(gap, name, material)
        if name != gap.slot.text and not told and len(gap.after) > _SHORTEST_RULE:
            yield name


def _also(gap: Gap, meeting: str, material: Material) -> bool:
    """Return whether an office that the sentence names may do the same for ``meeting``."""
    roles = [fact for fact in material.facts if fact.kind is FactKind.ROLE]
    here = [fact for fact in roles if fact.article == gap.statement.article
            and gap.statement.within(fact.start, fact.end)]  # fmt: skip
    there = [fact for fact in roles if fact.subject.startswith(meeting)]
    return any(
        one.relation == other.relation
        and (overlap(one.value, other.value) or "领导" in one.value + other.value)
        for one in here
        for other in there
    )


def _complements(gap: Gap, material: Material) -> Iterator[str]:
    yield from _near(gap, (other.slot.text for other in material.of_kind(SlotKind.COMPLEMENT)
                           if other.slot.group == gap.slot.group
                           and other.statement.article != gap.statement.article))  # fmt: skip


def _elements(gap: Gap, material: Material) -> Iterator[str]:
    yield from _near(gap, elements(gap, material))


def _objects(gap: Gap, material: Material) -> Iterator[str]:
    """Yield terms with the same ending (…机制) that other articles use."""
    here = material.articles[gap.statement.article]
    yield from _near(gap, (
        other.slot.text for other in material.of_kind(SlotKind.OBJECT)
        if other.slot.group == gap.slot.group and other.slot.text not in here
    ))  # fmt: skip
