"""Short answers: what a list holds, what a case requires, who does what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.model import Regulation
from corpus.spacing import tight
from qa.facts.offices import CHAIN
from qa.proof import cite
from qa.quiz.making.building import asking, build, citation, grade, working
from qa.quiz.making.groups import Group, groups
from qa.quiz.making.lists import Listing, listings
from qa.quiz.making.material import Gap, Material
from qa.quiz.making.offices import parts
from qa.quiz.making.slots import SlotKind
from qa.quiz.making.statements import Statement
from qa.quiz.making.terms import make
from qa.quiz.making.verbs import ACTING, NO_DOER, RULING, VERB, alike_verbs
from qa.quiz.model import Item, ItemKind

_CASE: Final = re.compile(r"(?:时|前|后|期间|的)$")
"""How a segment ends that names a case; what holds for a thing is asked too widely."""
_MATTER: Final = 6
"""Characters at the end of a case (作出重大决策) that another article has if it rules it too."""
_RULED: Final = re.compile(rf"{RULING.pattern}|可(?!用|操作|能|行)|列席")
"""Words with which a segment begins to rule."""
_RULES: Final = re.compile(
    rf"(?:在[^，]{{2,10}}前|每[年月]|一般|均|{CHAIN.pattern})?.{{0,2}}(?:{_RULED.pattern})|根据需要|坚持"
)
"""How the segment behind a case begins: with what is ruled, or with who does it."""
_ALSO_A_CASE: Final = re.compile(rf"(?:{VERB.pattern})[^，]{{2,10}}?(?:要|应|须)")
"""A second case of a rule for both: 起草…草案，制定政府规章要坚持…."""
_MOST_POINTS: Final = 10
_NOUN: Final = re.compile(
    r"^等?(?:[一二三四五六七八九十]+[项种类])?(?P<noun>程序|制度|机制|方面|工作|形式|方式|手段|纪律|职能|原则|要求|体系|措施|信息|内容|材料|活动)"
)


def short_items(material: Material) -> Iterator[Item]:
    """Yield the questions of every make; a sentence is asked in one way only."""
    for group in groups(material.regulation):
        yield _of_group(material.regulation, group)
    for statement in material.statements:
        item = (
            _by_whom(material, statement)
            or _of_case(material, statement)
            or _of_listing(material.regulation, statement)
        )
        if item is not None:
            yield item


def _of_group(regulation: Regulation, group: Group) -> Item:
    title = f"根据《{regulation.title}》"
    if group.headed:
        stem = f"{title}，“{group.name}”包括哪些要求？"
    elif group.context:
        stem = f"{title}“{group.context}”一章的规定，{group.name}有哪些？"
    else:
        stem = f"{title}，{group.name}有哪些？"
    found = [cite(regulation, regulation.article(p.article), p.start, p.end) for p in group.points]
    return build(
        regulation, ItemKind.SHORT, stem, [point.text for point in group.points], found,
        group.fact, difficulty=grade(0.0, len(group.points) > 4, ItemKind.SHORT),
    )  # fmt: skip


def _item(
    regulation: Regulation, stem: str, points: Sequence[str], statement: Statement, *, hard: bool
) -> Item:
    return build(
        regulation, ItemKind.SHORT, stem, points, [citation(regulation, statement)],
        statement.fact, difficulty=grade(0.0, hard, ItemKind.SHORT),
    )  # fmt: skip


def _by_whom(material: Material, statement: Statement) -> Item | None:
    """Ask for the offices of a sentence that names two or more of them, or one behind 由."""
    gaps = [
        gap for gap in material.gaps
        if gap.statement is statement and gap.slot.kind is SlotKind.OFFICE
        and re.search(r"(?:由|报|经|核报|报请|向)$", gap.before) and not _ends_badly(gap)
    ]  # fmt: skip
    if not gaps or statement.own or len(statement.text) > 80:
        return None
    text = statement.text
    points: list[str] = []
    last = max(gap.slot.end for gap in gaps)
    stop = re.search(r"[，；。]|$", text[last:])
    end = last + stop.start() if stop else len(text)
    for gap in sorted(gaps, key=lambda each: -each.slot.start):
        who = _who(gap)
        text = text[: gap.slot.start] + who + text[gap.slot.end :]
        end += len(who) - len(gap.slot.text)
        points.insert(0, gap.slot.text)
    question = re.sub(r"后$", "", text[:end]).replace("谁核报谁", "谁核报、由谁")
    question = re.sub(r"一经谁(..)", r"经谁\1后，", question)
    if any(point in question for point in points):
        return None
    doer = f"{working(material.regulation)}应当" if NO_DOER.match(text) else ""
    stem = asking(material.regulation, statement) + doer + question + "？"
    return _item(material.regulation, stem, points, statement, hard=len(points) > 1)


def _who(gap: Gap) -> str:
    """Return the word that asks for an office: for persons, meetings and bodies, one or several."""
    words = gap.slot.text
    if gap.slot.group in {"组成", "参加", "列席"} or re.search(
        r"(?:代表|委员|干部)(?:、|$)", words
    ):
        return "哪些人员"
    if words.endswith("会议"):
        return "哪些会议"
    if re.search(r"[长任记人导]$|成员$|人员$|同志$", words):
        return "谁"
    return "哪些机构" if len(parts(words)) > 1 else "哪个机构或部门"


def _ends_badly(gap: Gap) -> bool:
    return bool(re.match(r"[、和或]", gap.after) or gap.slot.text.startswith("本"))


def _of_case(material: Material, statement: Statement) -> Item | None:
    """Ask what to do in a case (…的，; …时，) that begins a sentence of one article alone."""
    regulation = material.regulation
    cuts = list(statement.segments())
    while len(cuts) > 1 and re.match("以及|或者", statement.text[cuts[1][0] :]):
        cuts[:2] = [(cuts[0][0], cuts[1][1])]
    first = statement.text[cuts[0][0] : cuts[0][1]]
    rest = [statement.text[a:b] for a, b in cuts[1:]]
    if statement.own or statement.aim or not 1 <= len(rest) <= _MOST_POINTS:
        return None
    if not 5 <= len(first) <= 50 or len("".join(rest)) < 6 or _RULED.search(first):
        return None
    if _ALSO_A_CASE.match(rest[0]):
        return None
    another = any(_CASE.search(each) and not _RULED.search(each) for each in rest)
    if another or not _CASE.search(first) or not _RULES.match(rest[0]):
        return None
    if _elsewhere(material, statement, first):
        return None
    stem = _case_question(regulation, statement, first, free=rest[0].startswith("可"))
    return _item(regulation, stem, rest, statement, hard=len(rest) > 2)


def _elsewhere(material: Material, statement: Statement, case: str) -> bool:
    """Return whether another article rules the same case: its answer would not be the whole."""
    matter = case[:-1][-_MATTER:]
    return any(
        matter in text for number, text in material.articles.items() if number != statement.article
    )


def _case_question(regulation: Regulation, statement: Statement, first: str, *, free: bool) -> str:
    how = "可以" if free else "应当"
    return f"{asking(regulation, statement)}{first.removeprefix('凡')}，{how}怎样做？"


def _of_listing(regulation: Regulation, statement: Statement) -> Item | None:
    """Ask for the elements of a list that a noun closes (等程序) or that share one (…纪律)."""
    for listing in listings(statement.text):
        item = _asked_listing(regulation, statement, listing) if listing.full else None
        if item is not None:
            return item
    return None


def _asked_listing(regulation: Regulation, statement: Statement, listing: Listing) -> Item | None:
    text = statement.text
    words = [text[a:b] for a, b in listing.elements]
    noun, after = _noun(text, listing)
    first = max((a for a, b in statement.segments() if a <= listing.start), default=0)
    start = 0 if not statement.aim and listing.start <= 60 else first
    before = text[start : listing.start]
    reads = start == 0 or ACTING.match(before)
    segment = text[first : listing.start]
    led = re.search(rf"(?:{VERB.pattern})(?:党的)?$|的$|主义$|实行$|对$|召集和主持$", segment)
    ruled = re.search(r"[，。；](?:应|须|不得|可)", after)
    given = any(word in before for word in words)
    if noun in {"", "会议"} or not (reads and led) or ruled or given:
        return None
    if listing.start < statement.own:
        return None
    tail = re.split(r"[，。；]", after)[0]
    doer = ""
    if statement.aim and ACTING.match(before):
        if _more(regulation, statement, before, noun):
            return None
        doer = f"{working(regulation)}工作中应当"
    stem = asking(regulation, statement) + doer + before + "哪些" + noun + tail + "？"
    return (
        None if len(tail) > 16 else _item(regulation, stem, words, statement, hard=len(words) > 4)
    )


def _more(regulation: Regulation, statement: Statement, before: str, noun: str) -> bool:
    """Return whether another sentence of the chapter answers too: 健全…体系, 完善…体系."""
    number = regulation.article(statement.article).chapter
    asked = re.compile(rf"{alike_verbs(before)}[^，。；]{{1,60}}{re.escape(noun)}")
    return any(
        asked.search(tight(article.text).replace(statement.text, ""))
        for article in regulation.articles
        if article.chapter == number
    )


def _noun(text: str, listing: Listing) -> tuple[str, str]:
    """Return what the elements are, and the words that go on behind the list."""
    after = text[listing.end :]
    match = _NOUN.match(after)
    tail = listing.shape.partition("*")[2].partition("/")[0]
    if match:
        return (tail if tail == "会议" else "") + match["noun"], after[match.end() :]
    return (tail, after) if len(tail) > 1 and make(tail) != "state" else ("", "")
