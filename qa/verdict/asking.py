"""Tell whether a question asks for a verdict: a statement, or a question answered yes or no."""

from __future__ import annotations

import re
from typing import Final

from indexing.words import normalise

_ENDS: Final = "。.!！?？ ;；,，…"
_ALL_OR_NONE: Final = re.compile(
    r"(?:不管|无论|不论|随便|任凭)(?:是)?(?:谁|哪|什么|啥|怎么|多少|几)\S?"
    r"|(?:谁|啥|什么|哪)[^,，。？]{0,4}?[都也]|没(?:有)?(?:什么|啥)|(?:什么|啥)的|几个(?=部门|单位|局|人)"
    r"|(?<=[一二两三四五六七八九十])几|什么人都|好几|这么多|几[位个](?=县?领导|部门|单位|局|人|省)"
    r"|想(?P<any>几|多少|怎么|哪|多|叫多少).{1,6}就?.{0,3}(?P=any)|想(?:几天|哪天|多高|怎么|多少)[^,，]{1,6}就?"
)
"""Question words that mean all or none: 不管谁召集的, 谁都不行, 没什么, 想几天弄就几天弄."""
_OPEN: Final = re.compile(
    r"谁|哪|什么|啥|为何|何时|何种|多少|多久|多长|多大|多远|怎么|怎样|咋|如何|几[个天次种号点名届位家类项条年月日周成分票级页道步样]"
    r"|_{2,}|(?:几|多)(?:工作日|时)|区别|异同|对比|vs"
)
_EMBEDDED: Final = re.compile(
    r"(?:听|看|问|说|讲|知道|了解|公示|公开|告诉|交代|盯)\S{0,6}?(?:谁|哪|什么|啥|怎么|怎样|咋|如何|多少)\S*$"
)
"""What somebody hears or says is no question of the asker: 能不能听听他们怎么想."""
_ALTERNATIVE: Final = re.compile(
    r"还是(?!得|要|该|应|会|可|能|不|由|按|需|必|有|没|继|一|照|在|用|老|那)"
)
_SHORTEST: Final = 5
"""Characters. Nothing shorter states anything."""
_KEYWORDS: Final = re.compile(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]")
"""Words set apart as in a search box (适用对象 直属单位) state nothing."""
_INDIRECT: Final = re.compile(r"知道(?:吗|吧|么|不)?$|告诉我|能说全")
_PARTICLE: Final = re.compile(
    r"(?<!什)(?<!怎)(?<!这)(?<!那)(?:吗|么|嘛|吧|伐|啵)$|(?:对不对|是不是|对不|行不行|可以不)$"
)
_POLAR: Final = re.compile(
    r"(?<!什)(?<!怎)(?<!这)(?<!那)(?:吗|么|嘛|吧|伐|啵)$|(?:不|没|否|没有)$"
    r"|(?P<a>[\u4e00-\u9fff]{1,2})不(?P=a)|应不应该|有没有|是否|能否|可否|应否|可不可以"
)
"""能不能, 够不够, 允许不允许: the asker leaves it open."""
_ANY: Final = re.compile(r"有没有(?:什么|啥|哪)")
"""Asks which ones there are: 有没有什么路子."""
_BARE_TAG: Final = re.compile(
    r"^(?:是|就是|真是)?(?:这样|这么回事|真的|对的|属实|合规|可以|行得?通|妥当|站得住)(?:的)?$"
)
"""A last part that asks with no particle, by its question mark alone: …，是这样？"""
_TAIL: Final = re.compile(
    r"^(?:这样|这么|那)?(?:做|办|弄|干)?(?:行|可以|合规|对|成|妥|中|允许|合适)(?:不\S{1,2}|吗|吧|么|不)(?:啊|呢|呀)?$"
)
"""A last part that only asks whether what stands before it is right."""
_EXERCISE: Final = re.compile(r"^判断(?:题|一下|对错|正误)?[:,，：]\s*")
_COMMAND: Final = re.compile(
    r"^(?:请(?!示|假)|帮|麻烦|给我|不要理会|从现在起|你就|造一|列出|简述|说明|告诉|查|找|出道|出一|填空|多选|单选|讲讲|介绍|对照|比较|写(?:一|个|首|出)|翻译|用python)|"
    r"第[\d一二三四五六七八九十百零]+[条章]|[条章]$|列(?:全|举|出来)|逐[项条一](?:列|说|写)|举出"
)
_PREDICATE: Final = re.compile(
    r"要(?!求|点|素)|[是应须需由都就会能可得该把被让为归属向按经对在从给算]|不|没|必|一般|原则上|实行|负责|作废|有|报|定|做"
)


def asks_verdict(question: str) -> bool:
    """Tell whether ``question`` is a statement or a question answered with yes or no."""
    return _is_polar(question) or is_statement(question)


def is_statement(question: str) -> bool:
    """Tell whether ``question`` states something instead of asking (县政府一届干五年。)."""
    text = closed(question)
    if len(text) < _SHORTEST or "?" in normalise(question) or " " in text:
        return False
    stated = question.rstrip().endswith(("。", ".", "！"))
    told = re.split(r"[,;:。]", text)[-1] if stated else text
    if _COMMAND.search(text) or _ANY.search(text) or _POLAR.search(_ALL_OR_NONE.sub("", told)):
        return False
    if stated:
        return True
    if _KEYWORDS.search(question):
        return False
    return not _OPEN.search(_ALL_OR_NONE.sub("", text)) and _PREDICATE.search(text) is not None


def _is_polar(question: str) -> bool:
    """Tell whether yes or no answers it: 吗 makes it so whatever stands before it."""
    last = _asked(question)
    tail = re.split(r"[,;:]", last)[-1]
    if _TAIL.search(tail):
        return True
    if _INDIRECT.search(last) or _ALTERNATIVE.search(tail):
        return False
    if _PARTICLE.search(tail) or ("?" in normalise(question) and _BARE_TAG.search(tail)):
        return True
    return _is_left_open(tail if _POLAR.search(tail) else last)


def _is_left_open(text: str) -> bool:
    """Tell whether ``text`` asks 能不能 or 是否, and no open question follows it."""
    found = list(_POLAR.finditer(text))
    if not found:
        return False
    behind = _EMBEDDED.sub("", text[found[-1].end() :])
    return not _OPEN.search(_ALL_OR_NONE.sub("", behind))


def _asked(question: str) -> str:
    """Return the sentence that asks: the last with a question mark, else the last."""
    text = _EXERCISE.sub("", normalise(question)).strip(" “”\"'")
    sentences = re.findall(r"[^。?!]+[。?!]?", text)
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    return closed((asking or sentences or [""])[-1])


def closed(question: str) -> str:
    """Return ``question`` normalised, without 判断： in front and marks around it."""
    return _EXERCISE.sub("", normalise(question)).strip(_ENDS + "“”\"' ")
