"""The deadline form: a day, how many days, which way; or one of the rules' own limits."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Final

from corpus.model import Regulation
from qa.dates.counting import Direction, Unit
from qa.dates.rules import Rule
from ui.notes import note
from ui.tables.contents import Contents, place_of

VIEW: Final = "推算期限"
WAITING: Final = note("填上天数，就推算出日子。", "也可以先选一条规则里的时限，天数随之填好。")
_UNITS: Final = {
    Unit.WORKING_DAY: "个工作日", Unit.DAY: "天（自然日）", Unit.MONTH: "个月", Unit.YEAR: "年",
}  # fmt: skip
_WAYS: Final = {Direction.AFTER: "往后数（几天之内）", Direction.BEFORE: "往前数（提前几天）"}


def form(contents: Contents) -> str:
    """Return the section with the form, and the place of its result; tables come before it."""
    hidden = " hidden" if contents.tables else ""
    units = "".join(f'<option value="{unit}">{name}</option>' for unit, name in _UNITS.items())
    ways = "".join(
        f'<label class="qa-choice"><input type="radio" name="direction" value="{way}"'
        f"{' checked' if way is Direction.AFTER else ''}><span>{name}</span></label>"
        for way, name in _WAYS.items()
    )
    return (
        f'<section class="qa-quick" data-counting aria-labelledby="qa-counting"{hidden}>'
        f'<div class="qa-quick-head"><h2 id="qa-counting">{VIEW}</h2>'
        '<p class="qa-count">工作日跳过周末和法定节假日，计入补班；起算当日不计。</p></div>'
        '<div class="qa-counting"><form class="qa-form" novalidate>'
        f"{_limit_field(contents)}"
        '<div class="qa-field"><label class="qa-label" for="qa-start">从哪天数起</label>'
        '<div class="qa-beside"><input type="text" id="qa-start" name="start" value="今天" '
        'autocomplete="off" aria-describedby="qa-start-help">'
        '<button type="button" class="qa-button" data-today>今天</button>'
        '<span class="qa-picking"><button type="button" class="qa-button" data-pick>选日期</button>'
        '<input type="date" tabindex="-1" aria-hidden="true"></span></div>'
        '<p class="qa-help" id="qa-start-help">写法如 2026-03-03、3月3日、下周三、今天。</p></div>'
        '<div class="qa-field"><label class="qa-label" for="qa-amount">数多少</label>'
        '<div class="qa-beside"><input type="text" id="qa-amount" name="amount" '
        f'inputmode="numeric" autocomplete="off"><select name="unit" aria-label="单位">{units}'
        "</select></div></div>"
        f'<fieldset><legend>往哪边数</legend><div class="qa-choices">{ways}</div></fieldset></form>'
        f'<div class="qa-counted" role="status">{WAITING}</div></div></section>'
    )


def _limit_field(contents: Contents) -> str:
    if not contents.limits:
        return ""
    groups = groupby(contents.limits.values(), key=lambda rule: _where(rule, contents.regulation))
    options = "".join(
        f'<optgroup label="{name}">{"".join(map(_option, rules))}</optgroup>'
        for name, rules in groups
    )
    return (
        '<div class="qa-field"><label class="qa-label" for="qa-limit">规则里的时限</label>'
        f'<select id="qa-limit" name="limit"><option value="">不选，自己填天数</option>{options}'
        "</select></div>"
    )


def _option(rule: Rule) -> str:
    way = Direction.BEFORE if rule.backward else Direction.AFTER
    return (
        f'<option value="{place_of(rule.fact)}" data-amount="{rule.amount}" '
        f'data-unit="{rule.unit}" data-direction="{way}">{escape(named(rule))}</option>'
    )


def named(rule: Rule) -> str:
    """Return how long a limit is and what for: 7个工作日：需县政府审批的公文（加急事项）."""
    fact = rule.fact
    condition = f"（{fact.condition}）" if fact.condition else ""
    return f"{fact.value}：{fact.subject}{condition}"


def _where(rule: Rule, regulation: Regulation) -> str:
    return regulation.article(rule.fact.article).reference(rule.fact.paragraph)
