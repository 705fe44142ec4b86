"""What must, must not and may be done: 应当, 不得, 可以."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.model import Regulation
from qa.facts.model import Fact, FactKind
from qa.facts.sentence import Sentence
from qa.facts.topics import condition, holder, sentences, topic

MUST: Final = "应当"
MUST_NOT: Final = "不得"
MAY: Final = "可以"

_SOFT: Final = "(?:一般|原则上|一律|坚决|绝|均)"
_MODAL: Final = rf"(?:{_SOFT}?(?:不得|不准|不许|不允许|严禁|禁止|不予|不再|不能|不可|不要|不应|不))"
_FORBIDS: Final = re.compile(
    rf"(?:{_SOFT}?(?:不得|不准|不许|不允许|严禁|禁止|(?<!、)不予|不再)|{_SOFT}不|"
    r"(?:^|(?<=，)|(?<=个人|事项))不(?:能|可|要|应)?)(?P<what>[^，。；：！]+)"
)
_NOT_FORBIDDING: Final = re.compile(
    r"(?:少于|超过|低于|高于|足|同|服|一致|影响|明|含|适用|属于|是|受|忘|断|动摇|仅|但|论|管|懈|符合|存在|承担)"
)
"""Words after a bare 不 that make it a number, a condition or an idiom."""
_OBLIGES: Final = re.compile(
    r"(?:应当|应该|必须(?!”)|(?<!必)须|(?<![适相响对反供理回])应(?!当|该|对|急|用|诉|邀|聘|进必)|"
    r"(?<![需重主只纪摘概必紧简])要(?!求|么|素|闻|点|件|事|务|道|是))(?P<what>[^，。；：！]+)"
)
_PERMITS: Final = re.compile(
    r"(?<![许认不])可(?:以)?(?!能|行|靠|持|操|追|控|观|信|见|是|谓|再|核)(?P<what>[^，。；：！]+)"
)
_NAMED_BY: Final = re.compile(r"的[^，的]{1,8}$|^(?:方案|议题|纪要|文件|公文|材料|报告|请示)$")
"""What follows an office where the whole names a thing (各部门报送县政府的请示)."""
_ATTRIBUTE: Final = re.compile(r"由[^，]*的其他|[^，]{2,14}的(?:事项$|会议)")
"""可直接进行工作部署的事项: the modal belongs to an attribute."""
_MANNER: Final = re.compile(r"(?:按照|依照|根据|结合实际|采取|通过[^，]*形式$)")
_ACTING: Final = re.compile(r"收到|接到|代表|研究|发布|作出|发现|对")
"""A verb behind the office: the words that follow say what it does, not what it is."""
_SHORTEST: Final = 2
"""Characters; a shorter rest is a piece of a word."""


def read_duties(regulation: Regulation) -> tuple[Fact, ...]:
    """Return every obligation, prohibition and permission of ``regulation`` in order."""
    found = [fact for sentence in sentences(regulation) for fact in _duties(sentence)]
    return tuple(sorted(found, key=lambda fact: (fact.article, fact.start, fact.end)))


def _duties(sentence: Sentence) -> Iterator[Fact]:
    forbidden = [m for m in _FORBIDS.finditer(sentence.text) if _forbids(m)]
    taken = [match.span() for match in forbidden]
    for match in forbidden:
        end = _further(sentence.text, match.end())
        yield _fact(sentence, MUST_NOT, match, end)
    for relation, pattern in ((MUST, _OBLIGES), (MAY, _PERMITS)):
        for match in pattern.finditer(sentence.text):
            inside = any(
                a <= match.start() < b or match.start() < a < match.end() for a, b in taken
            )
            if not inside and _plain(match):
                yield _fact(sentence, relation, match, _predicate_end(sentence.text, match))


def _fact(sentence: Sentence, relation: str, match: re.Match[str], end: int) -> Fact:
    subject, when = _bound(sentence, match.start())
    return sentence.fact(FactKind.DUTY, (match.start("what"), end), subject, relation, when)


def _bound(sentence: Sentence, before: int) -> tuple[str, str]:
    """Return who or what is bound and under which condition."""
    start = sentence.segments[sentence.segment(before)][0]
    unless = re.search(r"未经[^，。；]*?(?:批准|同意|许可)", sentence.text[:before])
    when = unless.group() if unless else condition(sentence, before)
    if when and sentence.text[: len(when)] == when and holder(sentence, before) == when:
        when = ""
    who = holder(sentence, before)
    about = topic(sentence, before)
    if not who or about == who or not about.startswith(who):
        own = about and sentence.text[start:before].startswith(about)
        return (about, when) if own or not who else (who, when or about.removeprefix(who))
    rest = about.removeprefix(who)
    if _NAMED_BY.search(rest) and not _ACTING.match(rest):
        return about, when
    every = re.match(r"每[年月周季日]度?$", sentence.text[start:before])
    rest = f"{rest}，{every.group()}" if every and rest else rest
    return who, when or ("" if rest.startswith("不") else rest)


def modal_start(text: str, value: int) -> int:
    """Return where the words begin that forbid the act at ``value`` (一般不予, 严禁)."""
    match = re.search(rf"{_MODAL}$", text[:value])
    return match.start() if match else value


def _forbids(match: re.Match[str]) -> bool:
    what = match.group("what")
    modal = match.group()[: -len(what)]
    if what.startswith("的") or what.endswith("的"):
        return False
    if modal in {"不", "不再"} or modal.endswith("不"):
        return not _NOT_FORBIDDING.match(what) and not what.endswith(("时", "的"))
    return modal != "不要" or not what.startswith("求")


def _plain(match: re.Match[str]) -> bool:
    what = match.group("what")
    attribute = what.startswith("的") or what.endswith("的") or _ATTRIBUTE.match(what)
    return len(what) >= _SHORTEST and not attribute


def _predicate_end(text: str, match: re.Match[str]) -> int:
    """Return the end of what is to be done: behind 按照…， the act itself follows."""
    further = re.compile("，[^，。；：！]+").match(text, match.end())
    return further.end() if further and _MANNER.match(match.group("what")) else match.end()


def _further(text: str, end: int) -> int:
    """Return ``end`` moved over a list that goes on (…活动，以及…等活动)."""
    match = re.compile(r"，(?:以及|或者(?!由))[^，。；：！]+").match(text, end)
    return match.end() if match else end
