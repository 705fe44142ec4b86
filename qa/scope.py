"""What a question asks for that no regulation text can give: other texts, orders to invent."""

from __future__ import annotations

import re
from typing import Final

from corpus.model import Regulation
from corpus.spacing import tight
from indexing.words import Words, normalise

_ORDERS: Final = (
    re.compile(
        r"(?:忽略|无视|不要管|别管|不用管|抛开|抛弃|跳出|绕开|忘掉|忘记|撇开|不受)"
        r"[^，。？！]{0,12}(?:规则|规定|条文|指令|提示|要求|原文|约束|限制|设定|内容)"
    ),
    re.compile(
        r"(?:编造?|杜撰|虚构|瞎编|伪造|捏造|创造|发明|自拟|拟造|脑补)"
        r"(?:出|个|点|些)?[^，。？！]{0,8}(?:条|款|规定|条文|制度|纪律|依据|内容|答案)"
    ),
    re.compile(
        r"(?:编|造|写|生成|输出|给)[^，。？！]{0,10}(?:假|不存在|没有的|虚假|编出来)"
        r"[^，。？！]{0,8}(?:条|款|规定|条文|处罚|依据|内容)"
    ),
    re.compile(r"(?:装成|当成|当作|说成|冒充)(?:是)?[^，。？！]{0,6}(?:规则|规定|条文|原文)"),
    re.compile(
        r"(?:假装|假设你|(?:请|由|让)?你[^，。？]{0,4}(?:扮演|充当)|从现在起你|从现在开始你|你现在是|你就当)"
    ),
    re.compile(
        r"(?:系统提示词?|system\s*prompt|ignore\b.{0,40}\b(?:rule|instruction|regulation))", re.I
    ),
)
_COURTESY: Final = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦了?|你好|您好|再见|好的|明白了?|知道了|嗯+|ok|hello|hi|thanks?)"
    r"(?:你|您|啦|了|啊|呀|哦)*[\s,.!~，。！～]*",
    re.I,
)
_TITLE: Final = re.compile(r"《([^》]{2,60})》")
_LAW: Final = re.compile(r"[\u4e00-\u9fff]{2,}(?:法|条例)$")
_DECREE: Final = re.compile(r"[\u4e00-\u9fff]{2,}?条例")
_DECREE_NAME: Final = 6
"""Characters of a name before 条例 that are looked up; what stands before may not belong to it."""
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,}(?<![城股上楼都])(?:省|市|县|州|自治区)$")
_NOT_LAWS: Final = re.compile(r"[办方说做看想执司立违合守普没依位]法$")
_ASKED: Final = re.compile(r"[哪什啥某何]")
"""In what stands for a name, asks for it: 国务院哪部条例."""
_GREETING: Final = re.compile(r"^(?:请问|那么?|想问(?:一下)?|问(?:一下)?|按照?|根据|依照?)")


def outside(question: str, regulation: Regulation, words: Words) -> str | None:
    """Return why the regulation cannot answer by its nature (a Chinese sentence), or None."""
    if _COURTESY.fullmatch(question.strip()) is not None:
        return f"不客气。这里只回答《{regulation.title}》里的问题，请直接输入要问的内容。"
    if any(pattern.search(normalise(question)) for pattern in _ORDERS):
        return "我只依据规则原文作答，不会绕开它，也不会编写它没有的内容。"
    other = _other_text(question, regulation, words)
    if other is not None:
        return f"这里只收录《{regulation.title}》，没有收录《{other}》，不能代它作答。"
    place = _other_place(question, regulation, words)
    if place is not None:
        return f"这里只收录《{regulation.title}》，{place}的规定不在其中。"
    return None


def _other_text(question: str, regulation: Regulation, words: Words) -> str | None:
    """Return the name of another text whose contents the question asks for, or None."""
    start = _GREETING.sub("", question).lstrip("《，, ")
    for name in _names(question, words):
        if tight(name) in tight(regulation.title):
            continue
        if not _mentioned(name, regulation) or start.startswith(name):
            return name
    return None


def _names(question: str, words: Words) -> tuple[str, ...]:
    named = _TITLE.findall(question)
    laws = [word for word in words.cut(question) if _LAW.match(word) and not _NOT_LAWS.search(word)]
    decrees = [_GREETING.sub("", name)[-_DECREE_NAME:] for name in _DECREE.findall(question)]
    unnamed = tuple(name for name in (*laws, *decrees) if not _ASKED.search(name))
    return tuple(dict.fromkeys((*named, *unnamed)))


def _other_place(question: str, regulation: Regulation, words: Words) -> str | None:
    for word in words.cut(question):
        if _PLACE.match(word) and word not in regulation.title and not _mentioned(word, regulation):
            return word
    return None


def _mentioned(name: str, regulation: Regulation) -> bool:
    return any(name in article.text for article in regulation.articles)
