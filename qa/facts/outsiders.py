"""Persons, bodies and places that a regulation does not speak of: who is asked about in vain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from corpus.model import Clause, Regulation
from corpus.spacing import tight
from corpus.wordlists import word_list
from qa.facts.given import Silence, silence

_MARKS: Final = ("^", "@", "~")
_OWN_OFFICES: Final = ("副县长", "县长", "县领导", "县政府领导", "主要负责人")
"""Offices that such rules name: a question that names one as well is not about an outsider."""


@dataclass(frozen=True, slots=True)
class _Duty:
    """A duty that rules give to certain offices: how it is asked and the clause that states it."""

    name: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]


def _duty(name: str, asked: str, stated: str) -> _Duty:
    return _Duty(name, re.compile(asked), re.compile(stated))


_DUTIES: Final = (
    _duty(
        "外出期间的代理",
        r"(?:外出|出差|出门|不在).{0,12}(?:代|顶|补位|谁管|归谁管|接管)",
        r"外出期间",
    ),
    _duty(
        "外出请假或报告",
        r"(?:外出|出差|出访|出国|出境|出门|出省|离县|休假|请假|病假|事假|年假)"
        r"(?!.{0,6}(?:补助|报销|住))",
        r"(?:出差|外出)(?!期间).*(?:请假|报告)",
    ),
    _duty("到基层调研", r"调研(?!科|员|组)", r"每[周月].*调研|每年每人"),
    _duty(
        "发表讲话、文章的报批",
        r"(?:发表|发|刊登|登|写).{0,4}(?:文章|讲话).*(?:谁|批|审|报|同意|打招呼)",
        r"发表讲话或文章",
    ),
    _duty(
        "向县政府报送公文", r"报文|行文|报送.{0,4}(?:公文|请示)|越级", r"向[^，]{0,6}政府报送公文"
    ),
)
"""Duties of named offices that everyday questions ask of others as well."""
_AT_MEETING: Final = re.compile(r"会议|列席|[务组题公体]会|开会|参会|上会|大会")
_SCOPE: Final = re.compile(r"范围|只管|也算|算不算|该不该管|适用|[对错]吗|[吗么]？?合规|对不对")
"""What asks whether a rule reaches somebody: the rule itself answers."""
_WIDE: Final = re.compile(r"工作人员|公务员|干部|所有人员|其他人员|各级|人人")
"""Subjects that cover everybody in the government's service."""
_HEADS: Final = re.compile(r"主要负责人|部门负责人|各地、各部门|领导干部")
_OFFICE: Final = re.compile(
    r"[^，。；]{0,8}?(?:领导同志|领导|[省市县区]长|负责人|各地、各部门(?:主要负责人)?)"
)
_THING: Final = (
    r"(?:的|自己|那边|那儿|人民|政府|办公厅|办公室|办|县|市|区|委|开)*"
    r"(?:(?:全体|常务|党组|办公|专题|常委)[会]议?|工作规则|规则|文件|公文|会议|会议纪要|纪要|"
    r"[县市区局镇]长|各局|局长|乡镇长|部门|政府全会|全会|主任|网站|[年度]*发文计划)(?!精神|部署|要求|决定)"
)
"""What rules say of an authority: its meetings, papers and heads."""
_NOT_OF_IT: Final = re.compile(
    r"(?:向|报|给|跟|送|报送|上报|接受|贯彻|落实|传达|以|学习|和|与|、|及|由|经|对|提请|请示|征求|联合|参照|"
    r"比着|提交|上|收到|接到|按照|照|下发|转发|后|将|把|受|列席|代表)$"
)
"""In front of an authority that is the receiver or the source, not the one asked about."""
_USES: Final = re.compile("参照|转发|贯彻|落实|传达|学习")
"""What is done here with another authority's text: the rule itself may say."""
_CONTENT: Final = re.compile("谁|几|多久|多少|多长|哪|什么|怎么|怎样|如何")
_WH: Final = re.compile(rf"{_CONTENT.pattern}|吗|是不是")
_NOUN: Final = re.compile("签发|审批|时限|权限|召集|主持|列席|提前")
_VERSION: Final = re.compile(
    r"(?:(?<!新)旧|老)(?:版|规则)|上一版|上一份规则|(?:20\d\d|(?<!\d)1\d)年?(?:那[一份]?|的|印发的?|老|旧|版)+(?:版|规则|通知)|"
    r"废止的?那?[一]?(?:版|份)规则|下一?次修订|明年修订"
)
_STATUS: Final = re.compile(
    r"废止|有效|能用|作废|失效|管用|算数|效力|哪[一]?[天日年]|什么时候|何时|几时|文号|叫什么|名称|衔接|取代|替代|新的|新规则|"
    r"哪[一份个]|抵触|还[用照按]|拿来|作数|并行|继续|挑|对不上|几月|几号|什么号|印出"
)
"""What the rule itself says of the text before it: that it no longer holds, its name and date."""
_TELLING: Final = re.compile("签发人|列席|召集|主持人")
"""What is asked of a meeting even where the question word stands in a later segment."""
_VISITS: Final = re.compile("来|到[我咱本乾]")
"""A head of another place who comes here is a guest, not the one asked about."""
_STOP: Final = re.compile("[，。？！；,?!;：:]")
_TOPIC: Final = ("", "里", "中", "里头", "》里", "》中")


def silent_on_person(
    question: str, regulation: Regulation, clause: Clause | None
) -> Silence | None:
    """Return the silence about a duty of somebody whom the rules for it leave out, or None."""
    person, head = _person(question)
    duty = next((each for each in _DUTIES if each.asked.search(question)), None)
    if not person or duty is None or _SCOPE.search(question) or _AT_MEETING.search(question):
        return None
    given = tuple(_holders(duty, regulation))
    reached = any(_reaches(text, person, head=head) for text, _, _, _ in given)
    elsewhere = clause is not None and not duty.stated.search(tight(clause.text))
    later = duty.asked.search(question, question.index(person))
    if not given or reached or elsewhere or not later:
        return None
    return silence(person, duty.name, (each[1:] for each in given), regulation)


def _reaches(text: str, person: str, *, head: bool) -> bool:
    """Return whether a rule that reads ``text`` covers ``person``."""
    return bool(_WIDE.search(text) or (head and _HEADS.search(text)) or person in text)


def _person(question: str) -> tuple[str, bool]:
    """Return the one kind of outsider that ``question`` speaks of; True for a department's head."""
    heads, others = _marked("^"), _marked("")
    found = _found(question, (*heads, *others, *_OWN_OFFICES))
    kinds = {name in heads for name in found}
    known = all(name in heads or name in others for name in found)
    return (found[0], kinds.pop()) if found and known and len(kinds) == 1 else ("", False)


def _holders(duty: _Duty, regulation: Regulation) -> Iterator[tuple[str, str, int, int]]:
    """Yield each clause that states ``duty`` with the office it begins with and its place."""
    for article in regulation.articles:
        who = ""
        for clause in article.clauses:
            text = tight(clause.text)
            own = _OFFICE.match(text)
            who = own.group() if own else who
            if duty.stated.search(text) and who:
                yield text, who, article.number, clause.paragraph


def silent_on_version(question: str, regulation: Regulation) -> Silence | None:
    """Return the silence about what an earlier or a later text says, or None."""
    old = _VERSION.search(question)
    if old is None or _STATUS.search(question) or not _CONTENT.search(question):
        return None
    text = f"{regulation.short_title}只有现行的文字，没有收录{old.group()}的内容。"
    return Silence(old.group(), "内容", (), text)


def silent_on_authority(question: str, regulation: Regulation) -> Silence | None:
    """Return the silence about a meeting, paper or head of another authority, or None."""
    bodies, meetings = _choice(_marked("@")), _choice(_marked("~"))
    for match in re.finditer(rf"(?:{bodies}){_THING}|(?:{meetings})", question):
        thing, before = match.group(), question[: match.start()]
        own = any(thing in tight(article.text) for article in regulation.articles)
        if own or thing in regulation.title or _NOT_OF_IT.search(before) or _USES.search(question):
            continue
        if _asks_of(before, question[match.end() :], head=thing.endswith("长")):
            text = f"{regulation.short_title}只管本级政府自己的工作，没有规定{thing}的事项。"
            return Silence(thing, "事项", (), text)
    return None


def _asks_of(before: str, after: str, *, head: bool) -> bool:
    """Return whether the thing between ``before`` and ``after`` is what is asked about."""
    if not _WH.search(before + after):
        return _NOUN.search(before + after) is not None
    segment, _, rest = _STOP.sub("，", after).partition("，")
    whole = segment in _TOPIC or (head and not _VISITS.search(segment))
    near = segment + (rest if whole else "") + _STOP.sub("，", before).split("，")[-1]
    return _WH.search(near) is not None or _TELLING.search(segment) is not None


def _marked(mark: str) -> tuple[str, ...]:
    listed = word_list("qa.facts", "outsiders.txt")
    if mark:
        return tuple(word[1:] for word in listed if word.startswith(mark))
    return tuple(word for word in listed if not word.startswith(_MARKS))


def _choice(names: Iterable[str]) -> str:
    """Return an expression for ``names``, a longer one before the one inside it."""
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


def _found(text: str, names: Iterable[str]) -> list[str]:
    return re.findall(_choice(names), text)
