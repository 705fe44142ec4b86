"""Meeting days, how often a meeting is held in some months, and the end of a term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from corpus.model import Clause
from corpus.numerals import parse_ordinal
from corpus.spacing import tight
from qa.dates.asked import Asked
from qa.dates.calendar import holiday_name, unpublished
from qa.dates.counting import Unit
from qa.dates.meetings import Sitting, asks_together, in_common, sitting
from qa.dates.result import Calculation, calculation, supplied
from qa.dates.rules import Rule, meetings_named, meetings_of, rules, schedules
from qa.dates.wording import listed, plain, unknown_years
from qa.facts.model import Fact
from qa.subjects import offices

_OTHER_MATTERS: Final = re.compile(
    r"印|请假|报(?!名)|送达|材料|纪要|签|议题|外出|出差|答复|回复|批|文件|谁|推迟|顺延(?!，)|人数|通过|决定|"
    r"得到|拿到|递|交(?!流)|最[晚迟]|通知"
)
"""Words that show that a question naming a meeting is not about the meeting's own day."""
_MENTION: Final = re.compile(r"例会|[一-龥]{2}会(?![签计员审商]|议?[室题])|[上下]一?[次场回]")
_SEGMENT: Final = re.compile(r"[，。；？！,;?!]")
_ONLY: Final = re.compile(
    r"[只仅单有][^，。]{0,5}?([一-龥]{2})(?:例?会)[^，。]{0,6}?[不没无][^，。]{0,4}?([一-龥]{2})(?:例?会)"
)
"""只开常务会不开党组会的那天."""
_FESTIVE: Final = re.compile(r"[春国元]节?|清明|端午|中秋|五一|国庆|元旦|放假|假期")
_MEETING_DAY: Final = re.compile(
    r"哪|几号|日期|日子|时间|例会|什么时候|何[日时]|啥时|下一?次|上一?次|是不是|开"
)
_HOW_OFTEN: Final = re.compile(r"(?<!开了)(?<!开过)(?:多少|几)[次回场]")
_TERM: Final = re.compile(r"哪一?年|几几年|何年|任期|届(?!满)")
_POSTPONED: Final = re.compile(r"[^，。；]*顺延[^。；]*?(?=[。；]|$)")


def meeting_days(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    """Return the days on which the meeting that is asked about is held."""
    if not _about_its_day(asked):
        return None
    named = meetings_named(asked.text, clauses, facts)
    held = [one for one in schedules(clauses, facts) if named & meetings_of(one.fact)]
    found = [(one, sitting(one.fact, asked)) for one in held]
    sittings = [(one, where) for one, where in found if where is not None and where.days]
    together = asks_together(asked.text) and not (len(held) < 2 and _FESTIVE.search(asked.text))
    if not sittings or (together and len(sittings) < 2):
        return None
    dates = _days_meant(asked, sittings)
    year = asked.today.year
    steps = [*(_held(one, where, year) for one, where in sittings)]
    if together:
        steps.append(f"同一天的是{listed(dates, year)}" if dates else "没有同一天的")
    elif _ONLY.search(asked.text):
        steps.append(f"所问的是{listed(dates, year)}" if dates else "没有这样的例会日")
    steps += [_postponement(sittings[0][0], dates, year)]
    steps += [_whether(asked, dates)] if asked.days and asked.judges else []
    steps += supplied(asked)
    known = not unpublished(dates)
    return calculation(dates, sittings[0][0].fact, steps, None, certain=known)


def _about_its_day(asked: Asked) -> bool:
    """True where the question's last words about a meeting ask for the meeting's own day."""
    text = asked.text
    if not _MEETING_DAY.search(text) or not asked.names_asking:
        return False
    mentions = list(_MENTION.finditer(text))
    if not mentions:
        return False
    breaks = [match.end() for match in _SEGMENT.finditer(text, 0, mentions[-1].start())]
    return _OTHER_MATTERS.search(text, breaks[-1] if breaks else 0) is None


def _days_meant(asked: Asked, sittings: Sequence[tuple[Rule, Sitting]]) -> tuple[date, ...]:
    """The days of all meetings named, those shared, or those of one without the other."""
    only = _ONLY.search(asked.text)
    if only is None or len(sittings) < 2:
        return in_common([where for _, where in sittings], asked.text)
    wanted, other = (
        {day for one, where in sittings if name in meetings_of(one.fact) for day in where.days}
        for name in only.groups()
    )
    return tuple(sorted(wanted - other))


def number_of_meetings(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    """3月至6月开几次: months times 每月召开2次, a number and no date."""
    if not _HOW_OFTEN.search(asked.text) or len(asked.months) != 1 or asked.names_asking:
        return None
    named = meetings_named(asked.text, clauses, facts)
    for rule in rules(clauses, facts):
        times = re.fullmatch(r"每个?月[^\d]*?(\d+|[一二两三四五六七八九十]+)次", rule.fact.value)
        if times is None or not named & meetings_of(rule.fact):
            continue
        month = asked.months[0]
        months = (
            (month.last.year - month.first.year) * 12 + month.last.month - month.first.month + 1
        )
        each = parse_ordinal(times.group(1)) or 0
        step = f"{rule.fact.value}，{months}个月共{months}×{each}＝{months * each}次"
        return calculation((), rule.fact, [step, *supplied(asked)], None, certain=True)
    return None


def end_of_term(
    asked: Asked, clauses: Sequence[tuple[int, Clause]], facts: Sequence[Fact]
) -> Calculation | None:
    """2026年开始任职，到哪一年届满: a year and no date."""
    years = [moment for moment in asked.moments if moment.first.year != 0]
    if not years or offices(asked.text) or not _TERM.search(asked.text):
        return None
    for rule in rules(clauses, facts):
        if "任期" not in rule.fact.value or rule.unit is not Unit.YEAR:
            continue
        if not re.search(r"届(?!满)|任期|任职|换届|到任|上任", asked.text):
            return None
        back = re.search(r"(?:哪一?年|何年)(?:开始|上任|任职|产生)", asked.text) is not None
        first = years[0].first.year
        other = first - rule.amount if back else first + rule.amount
        step = f"{rule.fact.value}：{first}{'－' if back else '＋'}{rule.amount}＝{other}年"
        return calculation((), rule.fact, [step], None, certain=True)
    return None


def _held(rule: Rule, where: Sitting, year: int) -> str:
    return f"{rule.fact.subject}{where.where}例会（{rule.fact.value}）：{listed(where.days, year)}"


def _postponement(rule: Rule, dates: Sequence[date], year: int) -> str:
    """What the rule says about days that cannot be kept, where one falls on a holiday."""
    off = [day for day in dates if holiday_name(day)]
    doubtful = [day for day in dates if unpublished([day])]
    match = _POSTPONED.search(tight(rule.clause.text))
    if doubtful:
        return f"{unknown_years(dates)[:-1]}"
    if not off:
        return ""
    days = "、".join(f"{plain(day, year)}逢{holiday_name(day)}放假" for day in off)
    said = f"，规则规定“{match.group()}”" if match else ""
    return f"{days}{said}"


def _whether(asked: Asked, dates: Sequence[date]) -> str:
    day = asked.days[0].first
    return f"{plain(day, asked.today.year)}{'是' if day in dates else '不是'}例会日"
