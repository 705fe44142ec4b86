"""What the deadline form gives: a day, how it was counted, the rule behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from corpus.model import Regulation
from corpus.numerals import parse_ordinal
from qa.dates.calendar import (
    WEEKDAYS,
    holiday_name,
    is_make_up_day,
    is_working_day,
    published,
    working_days,
)
from qa.dates.counting import LARGEST, Deadline, Direction, Unit, deadline
from qa.dates.expressions import read_day
from qa.dates.rules import Rule
from qa.dates.wording import full
from ui.tables.contents import Contents
from ui.tables.form import WAITING, named
from ui.tables.months import months
from ui.tables.quote import marked_paragraph

_EVERY_YEAR: Final = 0
"""Days are written with their year where it is not this one: always."""
_LONGEST: Final = 40
"""Characters of a date as people write it: 2026年3月3日（星期二）下午 and a good deal more."""


@dataclass(frozen=True, slots=True)
class Request:
    """The form as it was filled in; ``limit`` is the place of the chosen rule, or empty."""

    start: str
    amount: str
    unit: str
    direction: str
    limit: str = ""


def counted(request: Request, contents: Contents, today: date) -> str:
    """Return the day that the form asks for, a sentence where it cannot be read, or what to do."""
    if not request.amount.strip():
        return WAITING
    start = _start(request.start, today)
    if start is None:
        shown = request.start.strip()[:_LONGEST]
        return _wrong(
            "start",
            f"读不懂日期“{shown}”，或没有这一天。请写成 2026-03-03、2026年3月3日、3月3日或今天。",
        )
    amount = parse_ordinal(request.amount)
    if amount is None or not 1 <= amount <= LARGEST:
        shown = request.amount.strip()[:_LONGEST]
        return _wrong("amount", f"“数多少”应填 1 至 {LARGEST} 的整数，读到的是“{shown}”。")
    try:
        unit, way = Unit(request.unit), Direction(request.direction)
        found = deadline(start, amount, unit, way, _EVERY_YEAR)
        return _result(found, unit, contents.limits.get(request.limit), contents, today)
    except ValueError:
        return _wrong("amount", "没有这种数法。页面可能是旧的，请刷新后再试。")
    except OverflowError:
        return _wrong("start", "数到了日历的尽头。请换一个日期，或少数几天。")


def _start(written: str, today: date) -> date | None:
    if len(written) > _LONGEST:
        return None
    return read_day(written.strip() or "今天", today)


def _wrong(field: str, sentence: str) -> str:
    return f'<p class="qa-wrong" data-field="{field}">{escape(sentence)}</p>'


def _result(
    found: Deadline, unit: Unit, limit: Rule | None, contents: Contents, today: date
) -> str:
    how, _, warning = found.text.partition("。")
    end = found.end
    rule = "" if limit is None else _rule(limit, contents.regulation)
    copying = _copying(found, limit, contents.regulation)
    doubt = f'<p class="qa-doubt">{escape(warning)}。</p>' if warning else ""
    return (
        f'<p class="qa-day"><time datetime="{end.isoformat()}">{end.year}年{end.month}月{end.day}日'
        f"</time> <span>{_weekday(end)}</span></p>"
        f"<p>{escape(how)}。</p>{doubt}"
        f'<p class="qa-told">{_apart(end, today)}{_resting(end, unit)}</p>'
        f'<p class="qa-words-acts">{copying}</p>{months(found, unit)}{rule}'
    )


def _weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


def _apart(day: date, today: date) -> str:
    days = (day - today).days
    if not days:
        return "就是今天。"
    return f"离今天还有 {days} 天。" if days > 0 else f"已经过去 {-days} 天。"


def _resting(day: date, unit: Unit) -> str:
    """Say what a count of natural days may end on, and the working days beside it."""
    if is_make_up_day(day):
        return "这天补班。"
    if unit is Unit.WORKING_DAY or is_working_day(day) or not published(day.year):
        return ""
    name = holiday_name(day)
    before, after = working_days(day, -1)[0], working_days(day, 1)[0]
    return (
        f"这天{f'{name}放假' if name else '休息'}：前一个工作日是{full(before, day.year)}，"
        f"后一个是{full(after, day.year)}。"
    )


def _copying(found: Deadline, limit: Rule | None, regulation: Regulation) -> str:
    text = f"{full(found.end, _EVERY_YEAR)}：{found.text}。"
    if limit is not None:
        place = regulation.cite(limit.fact.article, limit.fact.paragraph)
        text += f"依据{place}：“{_words(limit, regulation)}”"
    return f'<button type="button" class="qa-button" data-copy="{escape(text)}">复制结果</button>'


def _words(limit: Rule, regulation: Regulation) -> str:
    return regulation.article(limit.fact.article).text[limit.clause.start : limit.clause.end]


def _rule(limit: Rule, regulation: Regulation) -> str:
    fact = limit.fact
    paragraph = regulation.article(fact.article).paragraph(fact.paragraph)
    name = escape(regulation.cite(fact.article, fact.paragraph, full=False))
    text = marked_paragraph(paragraph, fact.start, fact.end)
    return (
        f'<div class="qa-words-shown"><p class="qa-words-from">'
        f'<span>按<a href="#a{fact.article}-{fact.paragraph}">{name}</a></span>'
        f'<span class="qa-chapter">{escape(named(limit))}</span></p>'
        f'<div class="qa-text"><p>{text}</p></div></div>'
    )
