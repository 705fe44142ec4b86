"""Questions that name a place: 第57条, 57条2款, 第十章, 会议制度这一章, 第五十七条里纪要谁签发."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.errors import UnknownReferenceError
from corpus.model import Regulation
from corpus.numerals import parse_ordinal
from corpus.references import Reference, find_references
from indexing.words import STOP_WORDS, Words, normalise

_ASKING: Final = frozenset(
    "内容 原文 全文 正文 条文 原话 文字 具体 详细 完整 全部 整个 整条 整章 查 查找 查询 查看 查阅 看看 看一下 看下 "
    "帮 帮忙 帮我 告诉 显示 打开 列出 列 列一下 找 找到 念 读 写 贴 发 来看 是什么 讲什么 说什么 什么样 哪些 有哪些 "
    "几款 多少款 几条 多少条 一共 总共 包括 包含 涉及 方面 部分 怎么说 怎么写 讲 讲的 说的 讲了 说了 写了 主要 "
    "大概 意思 麻烦 谢谢 您好 你好 要求 解释 介绍 概括 概述 梗概 本 该 里面 一章 这章 那章 这条 那条 款 项 的话 "
    "工作 政府 人民政府 县政府 乾安 乾安县 工作规则 内 里 呢 吧 关于".split()
)
_OUTLINE: Final = re.compile(r"讲|说|写|内容|条文|条款|列|概括|概述|介绍|哪些|全部|全文|原文|目录|看|查")
_FACT: Final = re.compile(r"谁|几|多少|多久|何时|什么时候|哪天|能不能|可不可以|是否|怎么办|吗")
_NAMED: Final = re.compile(r"《([^》]{1,40})》\s*$")
_OTHER_RULES: Final = re.compile(r"([\u4e00-\u9fff]{2,30}(?:法|条例|办法|规定|细则|准则|规则|章程|通则))的?\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the regulation a question names; ``paragraph`` None means the whole article."""

    article: int
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a question names: articles or one chapter; ``pure`` when it asks nothing further."""

    places: tuple[Place, ...]
    chapter: int | None
    pure: bool


def find_lookup(question: str, regulation: Regulation, words: Words) -> Lookup | None:
    """Return the places that ``question`` names, or None when it names none.

    Raise UnknownReferenceError where it names an article, paragraph or chapter that the
    regulation does not have, or that belongs to another text.
    """
    text = normalise(question)
    whole = parse_ordinal(text.strip(" 。？?、.,，"))
    if whole is not None:
        return Lookup((_place(regulation, whole, None),), None, pure=True)
    references = find_references(text)
    pure = not _remainder(text, references, regulation, words) or _asks_outline(text, references)
    explicit = tuple(reference for reference in references if reference.explicit or pure)
    if not explicit:
        return _chapter_by_title(text, regulation, words)
    for reference in explicit:
        _refuse_other_texts(text[: reference.start], regulation)
    return _named(explicit, regulation, pure=pure)


def _asks_outline(text: str, references: tuple[Reference, ...]) -> bool:
    """True for 请把第四章的条文列出来: a chapter, words for showing it, and no fact asked."""
    chapters_only = all(reference.unit == "chapter" for reference in references)
    named = bool(references) and references[0].explicit and chapters_only
    return named and _OUTLINE.search(text) is not None and _FACT.search(text) is None


def _named(references: tuple[Reference, ...], regulation: Regulation, *, pure: bool) -> Lookup:
    articles = [reference for reference in references if reference.unit == "article"]
    if articles:
        places = tuple(_resolve(regulation, reference) for reference in articles)
        return Lookup(tuple(dict.fromkeys(places)), None, pure)
    number = references[0].number
    last = max(chapter.number for chapter in regulation.chapters)
    chapter = regulation.chapter(last if number == -1 else number)
    return Lookup((), chapter.number, pure)


def _resolve(regulation: Regulation, reference: Reference) -> Place:
    number = len(regulation.articles) if reference.number == -1 else reference.number
    return _place(regulation, number, reference.paragraph)


def _place(regulation: Regulation, number: int, paragraph: int | None) -> Place:
    article = regulation.article(number)
    if paragraph is not None:
        article.paragraph(paragraph)
    return Place(number, paragraph)


def _remainder(
    text: str, references: tuple[Reference, ...], regulation: Regulation, words: Words
) -> tuple[str, ...]:
    """Return the content words that ``text`` has besides its references and asking words."""
    for reference in reversed(references):
        text = f"{text[: reference.start]} {text[reference.end :]}"
    for name in (regulation.title, regulation.short_title.strip("《》")):
        text = text.replace(name, " ")
    return tuple(
        word
        for word in words.cut(text)
        if word not in STOP_WORDS and word not in _ASKING and not word.isdigit()
    )


def _chapter_by_title(text: str, regulation: Regulation, words: Words) -> Lookup | None:
    for chapter in regulation.chapters:
        title = normalise(chapter.title)
        if not title or title not in text:
            continue
        rest = text.replace(title, " ")
        if not _remainder(rest, (), regulation, words) and ("章" in rest or not rest.strip(" ？?。")):
            return Lookup((), chapter.number, pure=True)
    return None


def _refuse_other_texts(before: str, regulation: Regulation) -> None:
    """Raise UnknownReferenceError when a reference follows the name of another text."""
    named = _NAMED.search(before)
    if named is not None:
        name = re.sub(r"\s", "", named.group(1))
        if name not in regulation.title:
            raise _other_text(f"《{name}》", regulation)
        return
    match = _OTHER_RULES.search(before)
    if match is not None and not _is_ours(match.group(1), regulation.title):
        raise _other_text(match.group(1), regulation)


def _is_ours(name: str, title: str) -> bool:
    """True where the words before a reference end in our own title: 请问本规则, 工作规则."""
    size = next(size for size in range(len(name), -1, -1) if title.endswith(name[-size:] if size else ""))
    before, same = name[: len(name) - size], name[len(name) - size :]
    return len(same) >= 2 and not before.endswith(("省", "市", "县", "区", "州", "国", "部", "委", "院"))


def _other_text(name: str, regulation: Regulation) -> UnknownReferenceError:
    return UnknownReferenceError(
        f"这里只收录《{regulation.title}》，没有收录{name}，不能代它作答。"
    )
