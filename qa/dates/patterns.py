"""How dates are written in questions: the patterns and the words they are made of."""

from __future__ import annotations

import re
from typing import Final

_D: Final = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_M: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
YEAR: Final = r"(?:(?:19|20|21)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_N: Final = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
RANGE: Final = r"\s*(?:至|到|—+|-|~|～)\s*"
"""Between the two ends of 3月至6月."""
_NO_AMOUNT: Final = r"(?!\s*[\d次个天周名项件份万元％%倍点]|月)"
_DAY: Final = rf"(?:\s*(?P<day>{_D})\s*(?:[日号號](?!\s*(?:内|文|令|楼))|{_NO_AMOUNT}))"
_NTH_WEEKDAY: Final = (
    r"的?第(?P<nth>[一二三四五1-5])个?(?:星期|周|礼拜)(?P<onweekday>[一二三四五六日天])"
)
MONTHS_AWAY: Final = {
    "上上": -2,
    "上": -1,
    "前": -2,
    "本": 0,
    "这": 0,
    "当": 0,
    "": 0,
    "下": 1,
    "下下": 2,
}
YEARS_AWAY: Final = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
DAYS_AWAY: Final = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
FESTIVALS: Final = {
    "元旦": (1, 1, "元旦"), "五一": (5, 1, "劳动节"), "劳动节": (5, 1, "劳动节"),
    "国庆": (10, 1, "国庆节"), "十一": (10, 1, "国庆节"), "春节": (0, 0, "春节"),
    "清明": (0, 0, "清明"), "端午": (0, 0, "端午"), "中秋": (0, 0, "中秋"),
}  # fmt: skip
"""Everyday name -> fixed month and day (0 where the moon decides), the calendar's name."""
MOVABLE: Final = {"春节": 2, "清明": 4, "端午": 6, "中秋": 9}
"""The month about which a festival falls whose day the moon decides."""
_FESTIVAL: Final = (
    rf"(?P<vague>过完|过了|赶上|遇上|遇到|碰上|碰到|逢|撞上)?(?P<festival>{'|'.join(FESTIVALS)})节?"
    r"(?P<leave>小长假|长假|黄金周|假期|放假|假)?的?"
    r"(?P<beside>(?:之?前|之?后)(?:一天|1天|一日|一个工作日|最后一个工作日|第一个工作日|上班第一天)"
    r"|上班第一天|(?:第一天|头一天|最后一天)|当[天日])?(?P<around>[之以]?[前后]|期间)?"
)
PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:(?P<year>{YEAR})\s*年|(?P<rel>{'|'.join(YEARS_AWAY)})的?)?\s*(?<!\d)(?P<month>{_M})\s*月份?"
        rf"|(?P<this>下下|上|本|这|下)一?个?月){_NTH_WEEKDAY}",
        rf"(?:(?P<year>{YEAR})\s*年|(?P<rel>{'|'.join(YEARS_AWAY)})的?)?\s*"
        rf"(?P<part>[上下前后]半年|第?(?P<quarter>[一二三四1-4])季度)",
        rf"(?<!\d)(?P<year>{YEAR})\s*[-/.]\s*(?P<month>{_M})\s*[-/.]\s*(?P<day>{_D})(?!\d)[日号]?",
        rf"(?:(?P<year>{YEAR}|(?<!\d)\d\d)\s*年|(?P<rel>{'|'.join(YEARS_AWAY)})的?)\s*"
        rf"(?P<month>{_M})\s*月份?的?(?:{_DAY}|(?P<close>底|末|(?:的)?最后一天))?",
        rf"(?<![\d个第十])(?P<month>{_M})\s*月份?的?(?:{_DAY}|(?P<close>底|末|(?:的)?最后一天))?(?!\s*月)",
        rf"(?P<this>上上|上|本|这|当|下下|下)一?个?月份?的?(?:{_DAY}|(?P<close>底|末|(?:的)?最后一天))?",
        rf"(?:(?P<year>{YEAR})年|(?P<rel>{'|'.join(YEARS_AWAY)})的?)?{_FESTIVAL}",
        r"(?<![最之以])(?P<near>大前|前|昨|今|明|大后|后)[天日儿](?![期程]|常(?!务))",
        r"(?<!周[一二三四五六])(?<!周[一二三四五六][、和跟])(?<![每个一二两三四五六七八九十\d])(?P<week>上上|上|本|这|下下|下)?(?P<one>个)?"
        r"(?:周|星期|礼拜|週)(?P<weekday>[一二三四五六日天])(?!次|[、和跟]?(?:周|星期)[一二三四五六日天])"
        r"(?=[^，。；？]{0,3}(?P<willbe>要|想|准备|打算|拟|计划|将)"
        r"|[^，。；？]{0,3}(?P<was>散的|开的|开完|开过|刚|了)|)",
        rf"(?<![\d.])(?P<month>1[0-2]|[1-9])\.(?P<day>3[01]|[12]\d|[1-9])(?![\d.]){_NO_AMOUNT}"
        r"(?!\s*[小年米公吨])[日号]?",
        r"(?<![\d/])(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12]\d|[1-9])(?![\d/])",
        rf"(?<![提\d第哪那这])(?P<ahead>{_N})\s*(?P<span>天|日|周|个?星期|个?礼拜)\s*[之以]?(?P<way>后|前)",
        rf"(?<![\d第个〕\]月一二三四五六七八九十])(?P<day>{_D})\s*[日号號](?!\s*(?:内|文|令|楼|会议室))",
        rf"(?:(?P<year>{YEAR})\s*年(?!\s*\d+月)|(?P<rel>{'|'.join(YEARS_AWAY)}))"
        r"(?P<closing>年?底|年?末)?",
        rf"(?<!\d)(?P<year>{YEAR})(?=全年|整年|年度)",
        r"(?P<next>次日|第二天|翌日|隔天|隔日|转天)",
        r"(?:紧接着|紧跟着|接着|随后|之后|此后|会后)的?(?P<skip>下一?个?)?(?:周|星期|礼拜)(?P<onward>[一二三四五六日天])",
        rf"(?<=[、和与及])(?P<day>{_D})(?=(?:[、和与及]{_D})*[、和与及]{_D}[日号])",
        r"(?P<close>月底|月末)",
        r"(?<!赶上)(?<!临近)(?P<closing>年底|年末)",
    )
)
"""Tried in this order at each place; the earliest place wins."""
