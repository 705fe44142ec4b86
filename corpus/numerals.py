"""Chinese and Arabic ordinals: 五十七, 五七, 57, ５７ and back. cn2an does the arithmetic."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DIGITS: Final = 4
"""No regulation has more than 9,999 articles; longer numbers are amounts or telephone numbers."""
NUMERAL: Final = (
    r"(?:[0-9０-９]{1,4}|[〇零一二三四五六七八九十百两廿卅壹贰叁肆伍陆柒捌玖拾佰]{1,9})"
)
"""Regular expression of one ordinal, for use inside larger patterns (no groups)."""

_PLAIN: Final = str.maketrans(
    {"廿": "二十", "卅": "三十", "〇": "零"}
    | dict(zip("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百", strict=True))
)


@lru_cache(maxsize=4096)
def parse_ordinal(text: str) -> int | None:
    """Return the number written as ``text`` (五十七, 五七, 57, ５７), or None if it is none."""
    plain = unicodedata.normalize("NFKC", text.strip()).translate(_PLAIN)
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= _DIGITS else None
    if re.fullmatch(r"[零一二三四五六七八九十百两]+", plain) is None:
        return None
    import cn2an  # lazily: 0.1 s that a text without Chinese numerals never pays

    try:
        number = int(cn2an.cn2an(plain, "normal"))
    except ValueError:
        return None
    return number if number < 10**_DIGITS else None


@lru_cache(maxsize=4096)
def chinese_ordinal(number: int) -> str:
    """Return ``number`` (>= 0) as legal texts write it: 57 -> 五十七."""
    if number >= 10**_DIGITS:
        return str(number)
    import cn2an

    return str(cn2an.an2cn(number))


def article_label(article: int, paragraph: int | None = None) -> str:
    """Return 第五十七条, or 第五十七条第二款 with a paragraph."""
    label = f"第{chinese_ordinal(article)}条"
    return label if paragraph is None else f"{label}第{chinese_ordinal(paragraph)}款"
