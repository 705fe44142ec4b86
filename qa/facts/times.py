"""The times a regulation states: limits, frequencies, schedules and dates, as typed facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.model import Article, Clause, Paragraph, Regulation
from corpus.spacing import tight
from qa.facts.model import Fact, FactKind
from qa.subjects import subject as office_of

_N: Final = r"(?:\d+|[一二两三四五六七八九十百千]+)"
_UNIT: Final = r"(?:个?工作日|日|天|个?月|年|周|个?星期|小时)"
_AMOUNT: Final = rf"{_N}{_UNIT}"
_BOUND: Final = r"(?:不得少于|不少于|不低于|至少|不得超过|不超过|最多|最长)"
_PERIOD: Final = rf"每(?:半年|半个月|季度|{_N}(?:年|个月|周)|年度?|个?月|个?季|周|日|天|届)"
_ORDINAL: Final = rf"第{_N}个?(?:[和、与及]第{_N}个?)*(?:星期|周)[一二三四五六日天]"
_DAY: Final = rf"{_N}月(?:{_N}日)?(?:底|末)?(?:以前|之前|前)?"
_CALENDAR: Final = r"(?:\d{4}|[一二][〇零○一二三四五六七八九]{3})年" + rf"{_N}月(?:{_N}日)?"
_NUMERAL: Final = r"[\d一二三四五六七八九十百千第年]"
_EVENT: Final = r"(?:结束|届满|期满|闭会|收到|发生|作出|印发|生效)"
_AFTER: Final = (
    r"(?:自[^，。；：、]{1,40}?(?:之日|之时|次日|日)起的?|"
    rf"[^，。；：、须应在于的得起由]{{0,12}}{_EVENT}[^，。；、]{{0,4}}后的?)?"
)
"""What a limit runs from: 自收到申请之日起, 会议结束后."""
_TIMES: Final = r"(?:次|回|天|日|个(?!月|工作)|件|篇|场|期)"
_GAP: Final = r"[^，。；：、每\d月（]"
_BEFOREHAND: Final = r"(?:会前|会后|事前|事先)"

_KINDS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (FactKind.DATE, _CALENDAR),
        (FactKind.DATE, r"自?(?:发布|公布|印发|通过)之日(?=起(?:施行|实施|执行|生效))"),
        (FactKind.SCHEDULE, rf"每(?:个?月|季度)的?(?:{_ORDINAL}|{_N}日(?:以前|之前|前)?)"),
        (FactKind.SCHEDULE, rf"每年(?:{_DAY}|年[底初末](?:以前|之前|前)?)"),
        (FactKind.SCHEDULE, r"每周[一二三四五六日]"),
        (
            FactKind.FREQUENCY,
            rf"{_PERIOD}(?:每[人名个家])?{_GAP}{{0,10}}?{_BOUND}?{_GAP}{{0,6}}?"
            rf"{_N}{_TIMES}(?:以上|以下|以内)?",
        ),
        (FactKind.LIMIT, rf"(?:每届[^，。；]{{0,6}}?)?任期为?{_AMOUNT}"),
        (FactKind.LIMIT, rf"(?:提前|提早){_BOUND}?{_AMOUNT}(?:以上)?"),
        (FactKind.LIMIT, rf"{_AFTER}{_BOUND}{_AMOUNT}"),
        (
            FactKind.LIMIT,
            rf"{_AFTER}(?<!超过)(?<!不足)(?<!不满)(?<!已满)(?<!最近)(?<!{_NUMERAL}){_AMOUNT}"
            r"(?:以?内|之内|以?前|之前|届满前)",
        ),
        (FactKind.LIMIT, rf"(?<=[于在需须应，。；、的]){_BEFOREHAND}|^{_BEFOREHAND}"),
        (FactKind.LIMIT, rf"(?<!{_NUMERAL})(?<![超过不足满近提前]){_N}个工作日"),
    )
)
"""(kind, how it is written without blanks); an earlier row takes the characters it matches."""

_MODAL: Final = re.compile(
    r"须|应|必须|原则上|一般(?!事项|公文|情况|文件|件)|不得|不要|可以|实行|实施|每|只允许|严格|同时|"
    r"(?<![主重必需首次])要(?![求点领员闻素])|需(?!要?(?:报请|县|经)?[^，]{0,12}的)|由(?!于)|"
    r"(?<![方导定走去取一])向|(?<![关由对属位至])于|起施行|起实施|自(?=发布|公布|[\d一二])"
)
"""Verbs of obligation and what else ends the words for whom or what a clause is about."""
_GRADE: Final = re.compile(
    r"((?:一般|普通|紧急|加急|特急|特别紧急|重要|重大|简单|复杂|特殊|其他){1,3}"
    r"(?:事项|情况|公文|文件|案件|件))"
)
_GENERIC: Final = ("时间", "次数", "期限", "议题", "文件", "纪要", "材料")
"""Nouns that name a part of what the paragraph is about: 县政府常务会议的议题和文件."""
_ASIDE: Final = re.compile(r"^(?:除|因|如|遇|根据|按照|经|对|为|以及|并)|(?:外|时|中|后|前)$")
_BRACKETS: Final = re.compile(r"（[^）]*）")
_LEAD: Final = re.compile(
    r"^[（(]?[一二三四五六七八九十]{1,3}[)）.、]|^(?:其中|同时|此外|并且|并|但|也)"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause without blanks; ``places`` are the offsets of its characters in the article."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, clause: Clause) -> _Clause:
        kept = [(character, clause.start + at) for at, character in enumerate(clause.text)
                if not character.isspace()]  # fmt: skip
        return cls("".join(c for c, _ in kept), tuple(place for _, place in kept))


def read_times(regulation: Regulation) -> tuple[Fact, ...]:
    """Return every time that ``regulation`` states, in the order of its text."""
    return tuple(
        fact
        for article in regulation.articles
        for paragraph in article.paragraphs
        for fact in _paragraph(article, paragraph)
    )


def _paragraph(article: Article, paragraph: Paragraph) -> list[Fact]:
    facts: list[Fact] = []
    topic = _opening(tight(paragraph.text))
    latest = topic
    for clause in paragraph.clauses:
        whole = _Clause.of(clause)
        for kind, start, end in _spans(whole.text):
            subject, condition = _resolved(whole.text, start, end, latest, topic)
            facts.append(
                Fact(
                    kind=kind,
                    article=article.number,
                    paragraph=paragraph.number,
                    start=whole.places[start],
                    end=whole.places[end - 1] + 1,
                    subject=subject,
                    relation=_relation(kind, whole.text, start, end, subject),
                    value=whole.text[start:end],
                    condition=condition,
                )
            )
        latest = _opening(whole.text) or latest
    return facts


def _spans(text: str) -> list[tuple[FactKind, int, int]]:
    """Where the times stand in a clause, none overlapping another."""
    found: list[tuple[FactKind, int, int]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            free = all(end <= first or last <= start for _, first, last in found)
            if free and start < end and not _in_title(text, start):
                found.append((kind, start, end))
    return sorted(found, key=lambda span: span[1])


def _in_title(text: str, start: int) -> bool:
    """True inside 《…》, a name that happens to hold a date."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


def _resolved(text: str, start: int, end: int, latest: str, topic: str) -> tuple[str, str]:
    """Whose time it is, and the condition it holds under."""
    before = text[:start]
    grades = _GRADE.findall(re.split(r"[，。；、]", before)[-1])
    condition = grades[-1] if grades else ""
    named = "" if re.match(r"每[^，。；]*每[人名]", text) else _subject(before, condition)
    if not before.strip("，、") and not text.startswith("每", 2):
        named = _following(text[end:])
    named = named or latest or topic or re.split(r"[，。；：]", text)[0]
    if named.startswith(_GENERIC) and topic and not topic.startswith(_GENERIC):
        named = f"{topic}{named}"
    return _split_office(text, start, named, condition)


def _subject(before: str, condition: str) -> str:
    """The nearest segment of a clause that names somebody or something before its verb."""
    segments = re.split(r"[，；：]", before)
    if condition and _GRADE.match(segments[-1]):
        del segments[-1]
    for at, segment in enumerate(reversed(segments)):
        name = _opening(segment)
        if not name or (condition and condition in name) or name.startswith(("时间", "期限")):
            continue
        whole = at == len(segments) - 1
        if (whole and not name.startswith("如")) or (
            not _ASIDE.search(name) and len(name) > 3 and at == 0
        ):
            return name
    return ""


def _following(text: str) -> str:
    """Whom or what a time at the head of a clause is about."""
    title = re.match(r"[^，。；《]{0,12}(《[^》]+》)", text)
    return title.group(1) if title else _opening(text.lstrip("，、"))


def _opening(text: str) -> str:
    """The words before the first verb of obligation: 县政府全体会议 of 县政府全体会议一般每半年."""
    first = _LEAD.sub("", re.split(r"[，。；：]", _BRACKETS.sub("", text))[0])
    match = _MODAL.search(first)
    name = first[: match.start()] if match and not first.startswith("由") else first
    name = re.sub(r"(?:时|在|的|于|自|可)$", "", name.removeprefix("由"))
    return name if 1 < len(name) <= 40 else ""


def _split_office(text: str, start: int, named: str, condition: str) -> tuple[str, str]:
    """县长 and 出差、出访，离开本县休假、学习 of 县长出差…须提前3天."""
    prevented = re.match(r"((?!因故|如).{2,}?)((?:因故|不能).+)", named)
    if prevented and not condition:
        return prevented.group(1), prevented.group(2)
    office = None if condition else office_of(text[:start])
    if (
        office is None
        or office not in named
        or re.match("办公|主持|召", named.partition(office)[2])
    ):
        return named, condition
    cut = named.index(office) + len(office)
    rest = _BRACKETS.sub("", text[:start]).partition(office)[2]
    rest = re.split(r"，?(?:须|应|需|必须)", rest)[0].strip("，、")
    return named[:cut], rest if len(rest) <= 60 else ""


def _relation(kind: FactKind, text: str, start: int, end: int, subject: str) -> str:
    if kind is FactKind.FREQUENCY:
        return "频次"
    if kind is FactKind.SCHEDULE:
        return "例会时间" if "会" in subject and "例会" in text else "时间"
    if kind is FactKind.DATE:
        return "施行日期" if re.match(r"起?(?:施行|实施|执行|生效)", text[end:]) else "日期"
    return "任期" if "任期" in text[start:end] else "时限"
