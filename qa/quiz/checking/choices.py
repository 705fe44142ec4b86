"""Single and multiple choice: the keys are supported, nothing else is, and no two say the same."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from qa.quiz.checking.alignment import bare, topic, unframed
from qa.quiz.checking.book import Book, Window, content
from qa.quiz.checking.forms import close, covers, differ, form, parts, residual, same
from qa.quiz.checking.places import Place, places
from qa.quiz.checking.statements import contradicts, follows
from qa.quiz.checking.stems import leaks
from qa.quiz.checking.support import standing, supporting, told
from qa.quiz.model import BLANK_MARK, Item, ItemKind

_SLOT: Final = re.compile(rf"{BLANK_MARK}|[（(]\s*[)）]|＿+|_{{3,}}")
_QUESTION: Final = re.compile(
    r"(?:_{3,}|\(\)|谁|哪[些个一位](?:人员|部门|机关|机构|单位|领导|会议)?|什么|多长时间内?|多久|何时|几[个天年次]?(?:工作日)?内?)([^,。;?]*)"
)
_ABOUT: Final = re.compile(r"说法|表述|陈述|哪项正确|哪一项正确|正确的是|符合规定的是")
_ASKED_FALSE: Final = re.compile(
    r"(?:不正确|错误|(?:不符合|不属于|不包括|不是)[^，。（）]{0,20})的?(?:是|有|为)"
)
_NAME: Final = re.compile(
    "(?:会议|[省市县乡镇区州局部厅处科院校](?<!有所)长|[省市县]委|局|厅|院|人员|成员|部门|机构|机关|单位|团体|组织|企业|代表|专家|媒体|干部|群众|公众|个人|中心|企业家|党组|书记|人)$"
)
_TOWARDS: Final = re.compile("^.*?[向报由](?=.)|(?:请假|报告|确定|审定|批准)$")
_SEVERAL: Final = 2
_JOINT: Final = re.compile("、|和|及|与|或|以及")
_SHORT: Final = 2
"""Letters of a name that may be a chance run: 所长 of 才有所长."""
_STATEMENT: Final = 12
"""Options of more letters, in a stem that asks for what is right, are statements."""


def choice_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with the options and the key of a choice."""
    texts = {option.label: option.text for option in item.options}
    found = _shape(item, texts)
    if found:
        return found
    keys = [texts[label] for label in item.key]
    others = [text for label, text in texts.items() if label not in item.key]
    if pair := differ(texts.values()):
        found.append(f"选项有误：“{pair[0]}”与“{pair[1]}”意思相同。")
    found += leaks(book, item.stem, keys)
    if _ASKED_FALSE.search(item.stem):
        return [*found, "题干有误：反向设问不能证明。"]
    if _ABOUT.search(item.stem) and min(map(len, texts.values())) >= _STATEMENT:
        return found + _statements(item, keys, others, book)
    return found + _slots(item, keys, others, book)


def _shape(item: Item, texts: dict[str, str]) -> list[str]:
    missing = [label for label in item.key if label not in texts]
    if missing:
        return [f"答案有误：没有选项{missing[0]}。"]
    if len(set(item.key)) != len(item.key):
        return ["答案有误：标号重复。"]
    several = item.kind is ItemKind.MULTIPLE
    if several and len(item.key) < _SEVERAL:
        return ["答案有误：多选题至少有两个答案。"]
    if several and list(item.key) != sorted(item.key):
        return ["答案有误：多选题的标号没有按序。"]
    if not several and len(item.key) != 1:
        return ["答案有误：单选题只能有一个答案。"]
    return [] if len(texts) > 1 + several else ["选项有误：选项太少。"]


def _statements(item: Item, keys: list[str], others: list[str], book: Book) -> list[str]:
    found = []
    for key in keys:
        found += follows(bare(key), item.citations, book)
    for other in others:
        found += contradicts(bare(other), item.citations, book, anywhere=True)
    return found


def _slots(item: Item, keys: list[str], others: list[str], book: Book) -> list[str]:
    stem = content(unframed(form(_SLOT.sub("，", item.stem)))) | named(item.stem)
    cited = tuple(
        window for c in item.citations for window in book.cited(c.article, c.start, c.end)
    )
    asked = _asked(item.stem)
    found: list[str] = []
    stands: list[Place] = []
    for key in keys:
        fitting = within(standing(book, key, stem | asked, cited), item)
        stands += fitting
        found += [] if fitting else [f"答案无据：引文里没有“{key}”。"]
    if stands and item.kind is not ItemKind.CASE:
        found += off_topic(stem, stands, book)
    if stands and asked and not any(asked & content(place.window.text) for place in stands):
        found.append(f"答案无据：引文里没有题干所问的“{'、'.join(sorted(asked))}”。")
    for other in others:
        found += distractor_faults(other, keys, tuple(stands), stem, item, book)
    return found


def _asked(stem: str) -> frozenset[str]:
    """Return the words right behind the slot: 请假 of 应向谁请假."""
    found = list(_QUESTION.finditer(form(stem)))
    return content(found[-1][1]) if found else frozenset()


def within(found: tuple[Place, ...], item: Item) -> tuple[Place, ...]:
    """Return the places that lie inside the item's quotes."""
    quotes = [form(citation.quote) for citation in item.citations]
    return tuple(
        place for place in found
        if any(place.window.text[place.start : place.end] in quote for quote in quotes)
    )  # fmt: skip


def named(stem: str) -> frozenset[str]:
    """Return the phrases that a stem puts in quotation marks or names as its topic, whole."""
    phrases = [*re.findall("“([^“”]{2,20})”", stem), topic(stem)]
    return frozenset(
        form(phrase) for phrase in phrases if len(phrase) > 3 and not _SLOT.search(phrase)
    )


def named_around(item: Item, book: Book) -> str:
    """Return the cited paragraph and the headings above it, in form."""
    article = book.regulation.article(item.citation.article)
    return form("。".join((*article.headings, article.paragraph(item.citation.paragraph).text)))


def off_topic(stem: frozenset[str], stands: list[Place], book: Book) -> list[str]:
    """Return a fault where the key's clause is about something else than the stem."""
    held = max(_share(stem, place.window, book) for place in stands)
    if held >= _TOPIC:
        return []
    return ["答案无据：引文说的不是题干所问。"]


_TOPIC: Final = 0.6
"""The share of a stem's weight that its deciding clause holds, with what stands around it."""


def _share(stem: frozenset[str], window: Window, book: Book) -> float:
    around = book.context(window.article)
    held = told(stem, replace(window, around=around))
    whole = sum(map(book.weight, stem))
    return sum(map(book.weight, held)) / whole if whole else 1.0


def distractor_faults(
    other: str,
    keys: list[str],
    stands: tuple[Place, ...],
    stem: frozenset[str],
    item: Item,
    book: Book,
) -> list[str]:
    """Return why ``other`` is right too, or unfit beside the keys; nothing where it is neither."""
    if all(_names(book, key) for key in keys) and not _names(book, other):
        return [f"干扰项有误：“{other}”与答案不是一类。"]
    for key in keys:
        if near := _near(other, key, item, stands):
            return [f"干扰项有误：“{other}”与答案“{key}”{near}。"]
    several = item.kind is ItemKind.MULTIPLE
    if several and (_listed(other, stands, book) or _under(other, item, book)):
        return [f"干扰项有误：“{other}”与答案同在一个列举里。"]
    if any(_chairs(other, key, item, book) for key in keys):
        return [f"干扰项有误：“{other}”就可能是答案所说的人。"]
    about: frozenset[str] = frozenset()
    if item.kind is ItemKind.CASE:
        about = stem & content("".join(form(citation.quote) for citation in item.citations))
    place = supporting(book, stem, other, stands, form(item.stem), about)
    if place is None:
        return []
    label = book.regulation.article(place.window.article).reference(place.window.paragraph)
    return [f"干扰项有误：“{other}”也有{label}支持。"]


def _near(other: str, key: str, item: Item, stands: tuple[Place, ...]) -> str:
    """Return how near ``other`` comes to the key, too near to be wrong; else an empty string."""
    if not same(key, other) and close(key, other):
        return "只差限定词"
    if covers(other, key) or covers(key, other):
        return "是上下位"
    single = item.kind is not ItemKind.MULTIPLE
    if single and residual(key) and not residual(other):
        return "可能重合"
    return "互相包含" if single and _part(other, key, stands) else ""


def _listed(other: str, stands: tuple[Place, ...], book: Book) -> bool:
    """True where ``other`` is a member of a list that a key is a member of."""
    for stand in stands:
        for place in places(book, other, [stand.window]):
            first, last = sorted((place, stand), key=lambda p: p.start)
            between = stand.window.text[first.end : last.start]
            if _JOINT.match(between) and not re.search("[,。;:]", between):
                return True
    return False


def _chairs(other: str, key: str, item: Item, book: Book) -> bool:
    """True where the key is 会议主持人 and ``other`` chairs a meeting that the stem names."""
    if not _TOWARDS.sub("", form(key)).endswith(("主持人", "召集人")):
        return False
    stem = form(item.stem)
    meetings = [stem[slice(*span)] for span in book.offices(stem)]
    own = [name for name in meetings if name.endswith("会议")]
    bare = _TOWARDS.sub("", form(other))
    return any(
        "主持" in window.text and bare in window.text and any(name in window.text for name in own)
        for window in book.windows
    )


def _under(other: str, item: Item, book: Book) -> bool:
    """True where the stem asks what is under a phrase and ``other`` stands under it too."""
    around = named_around(item, book)
    under = any(phrase in around for phrase in named(item.stem))
    return under and len(other) >= _STATEMENT and form(other).strip("。;") in around


def _names(book: Book, text: str) -> bool:
    """True for the name of an office, a body or a meeting."""
    said = form(text)
    spans = [(start, end) for start, end in book.offices(said) if end == len(said)]
    named = any(start == 0 or end - start > _SHORT for start, end in spans)
    return named or _NAME.search(said) is not None


def _part(other: str, key: str, stands: tuple[Place, ...]) -> bool:
    """True where one is a member of the other and the rule holds for each member alone."""
    ours, theirs = set(parts(other)), set(parts(key))
    if "或" in form(key) or "或" in form(other):
        return ours < theirs or (theirs < ours)
    exact = any(place.verb in ("组成", "构成") for place in stands)
    return ours < theirs and not exact
