"""Chinese and Arabic ordinals, 1 to 9999: 五十七, 五七, 57, ５７ and back."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DIGITS: Final = 4
"""No regulation has more than 9,999 articles; longer numbers are amounts or telephone numbers."""
NUMERAL: Final = (
    r"(?:[0-9０-９]{1,4}|[〇零一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰仟]{1,9})"
)
"""Regular expression of one ordinal, for use inside larger patterns (no groups)."""

_ORDER: Final = "零一二三四五六七八九"
_PLAIN: Final = str.maketrans(
    {"廿": "二十", "卅": "三十", "〇": "零", "两": "二"}
    | dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
)
_ONE: Final = "([一二三四五六七八九])"
_WITH_UNITS: Final = re.compile(rf"(?:{_ONE}千)?零?(?:{_ONE}百)?零?(?:{_ONE}?十)?零?{_ONE}?")


@lru_cache(maxsize=4096)
def parse_ordinal(text: str) -> int | None:
    """Return the number written as ``text`` (五十七, 五七, 57, ５７), or None if it is none."""
    plain = unicodedata.normalize("NFKC", text.strip()).translate(_PLAIN)
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= _DIGITS else None
    if plain and set(plain) <= set(_ORDER):
        digits = "".join(str(_ORDER.index(digit)) for digit in plain)
        return int(digits) if len(digits) <= _DIGITS else None
    match = _WITH_UNITS.fullmatch(plain) if plain else None
    if match is None:
        return None
    thousands, hundreds, tens, ones = (_ORDER.index(digit or "零") for digit in match.groups())
    ten = tens or int("十" in plain)  # 十五 leaves out its 一
    return 1000 * thousands + 100 * hundreds + 10 * ten + ones


@lru_cache(maxsize=4096)
def chinese_ordinal(number: int) -> str:
    """Return ``number`` (>= 0) as legal texts write it: 57 -> 五十七, 101 -> 一百零一."""
    if number >= 10**_DIGITS:
        return str(number)
    if number < 10:
        return _ORDER[number]
    written, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            written += ("零" if gap and written else "") + _ORDER[digit] + unit
        gap = not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


def article_label(article: int, paragraph: int | None = None) -> str:
    """Return 第五十七条, or 第五十七条第二款 with a paragraph."""
    label = f"第{chinese_ordinal(article)}条"
    return label if paragraph is None else f"{label}第{chinese_ordinal(paragraph)}款"
