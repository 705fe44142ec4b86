"""The lists of an article: enumerations cut at ；, headed paragraphs, and what it forbids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Article, Clause
from qa.kinds import Kind, kind_of

SHORTEST: Final = 3
"""Elements that make a list."""
_ITEM_ENDS: Final = ("；", ";")
_LAST_PART: Final = re.compile(r"[，,。]")
_ANNOUNCED: Final = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (
            r"任务|职责|[干办做管唠聊谈](?:些|哪|什么|啥)|负责(?:些|什么|啥|哪)|侧重",
            r"任务|职责|议题",
        ),
        (
            r"议题(?![^，。？]{0,6}(?:谁|怎|如何|来源|确定))|[议讨研审][论究议]?(?:的|些)*(?:什么|啥|哪)|"
            r"(?:内容|事项?|东西)[^，。？]{0,8}会上|上会",
            r"议题|任务",
        ),
        (r"原则|条件|情形|标准|凭什么", r"原则|条件|情形|标准"),
        (r"准则|遵循", r"准则"),
    )
)
"""(how a list is asked for, what announces it: 会议的主要任务是：)."""
_FORBIDS: Final = re.compile(r"不得|不准|严禁|禁止|不允许")
_FORBIDDEN: Final = re.compile(
    r"(?:哪些|哪几\S|什么|啥)[^，。？]{0,6}(?:不得|不准|不能|不许|不可以|严禁|禁止)|"
    r"[“\"]不[得准][”\"]|红线|禁区|禁令|忌讳"
)
"""Asks for what is forbidden; 哪三种势力不得支持 is asked behind the ban and means one rule."""


def listed(article: Article, clause: Clause) -> tuple[Clause, ...]:
    """Return the elements of the list that ``clause`` is one of: an enumeration, or headings."""
    items = enumeration(article, clause)
    return items if len(items) > 1 else headings(article, clause)


def headings(article: Article, clause: Clause) -> tuple[Clause, ...]:
    """Return the first sentences of the paragraphs that one ending in a colon announces.

    县政府工作遵循以下准则： and then 坚持系统观念。… to which ``clause`` belongs, else itself.
    """
    first = _announcing(article)
    if first is None or clause.paragraph <= first.paragraph:
        return (clause,)
    later = article.paragraphs[first.paragraph :]
    return tuple(paragraph.clauses[0] for paragraph in later)


def _announcing(article: Article) -> Clause | None:
    """Return the clause that announces the paragraphs after its own."""
    for paragraph in article.paragraphs[: -SHORTEST + 1]:
        if paragraph.text.endswith(("：", ":")):
            return paragraph.clauses[-1]
    return None


def enumeration(article: Article, clause: Clause) -> tuple[Clause, ...]:
    """Return the clauses cut at ； that ``clause`` stands among, itself alone where it is whole."""
    siblings = article.paragraph(clause.paragraph).clauses
    first = last = siblings.index(clause)
    while first > 0 and siblings[first - 1].text.endswith(_ITEM_ENDS):
        first -= 1
    while last < len(siblings) - 1 and siblings[last].text.endswith(_ITEM_ENDS):
        last += 1
    return siblings[first : last + 1]


def lead_in(article: Article, items: Sequence[Clause]) -> Clause | None:
    """Return what a list begins with, up to its colon (主要议题是：), or None."""
    head = items[0]
    announcing = _announcing(article)
    if announcing is not None and headings(article, head) == tuple(items):
        return announcing
    colon = max(head.text.find("："), head.text.find(":"))
    if len(items) < 2 or colon < 0:
        return None
    end = head.start + colon + 1
    return Clause(article.text[head.start : end], head.paragraph, head.start, end)


def named_list(article: Article, question: str) -> Clause | None:
    """Return the first element of the list that ``question`` asks for by what announces it.

    全体会议承担哪些任务 asks for what 会议的主要任务是： announces.
    """
    if kind_of(question) is not Kind.LIST:
        return None
    wanted = [told for asked, told in _ANNOUNCED if asked.search(question)]
    if not wanted:
        return None
    for clause in article.clauses:
        items = listed(article, clause)
        leading = lead_in(article, items) if len(items) >= SHORTEST else None
        announced, _, rest = (leading or clause).text.partition("：")
        last = _LAST_PART.split(announced)[-1]
        if (leading or rest) and any(told.search(last) for told in wanted):
            return items[0]
    return None


def forbidding(article: Article, question: str) -> tuple[Clause, ...]:
    """Return what ``article`` forbids, in order, where ``question`` asks for a list of that."""
    if kind_of(question) is not Kind.LIST or not _FORBIDDEN.search(question):
        return ()
    found = tuple(clause for clause in article.clauses if _FORBIDS.search(clause.text))
    return found if len(found) > 1 else ()
