"""What every item must keep: its citations, its explanation, its chapter and its hash."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from corpus.numerals import NUMERAL, article_label, parse_ordinal
from corpus.spacing import tight
from qa.model import Citation
from qa.quiz.checking.alignment import framed_by, topic
from qa.quiz.checking.book import Book, content
from qa.quiz.checking.forms import form
from qa.quiz.model import BLANK_MARK, Item

_LABEL: Final = re.compile(rf"第({NUMERAL})条(?:第({NUMERAL})款)?")
_SHORTEST_HASH: Final = 12
_BROKEN: Final = re.compile(
    r"[或和、，；：]的|(?<![理自事案来])由的|(?<![涉波普])及的|(?<!参)与的|(?<!合)并的|的的(?!确)"
    r"|由由|向向|应应|[，、；]（　*）$|：。"
)
_CUT: Final = re.compile(
    r"(?<![全本各我外邻])省$|(?<![城全本各我])市$|\d\s*[个项](?:以[上下内])?$|[、，：]$|^[、，；：]"
)
_DAMAGED: Final = re.compile(r"None|nan|\{\w*\}|\[\]|�|\.{6,}|，，|。。|、、|，。|、。|：。")


def citation_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with the places that the item cites."""
    if not item.citations:
        return ["引文有误：没有引文。"]
    return [fault for citation in item.citations for fault in _citation(citation, book)]


def frame_faults(item: Item, book: Book) -> list[str]:
    """Return faults of the item's chapter, hash, explanation, empty or damaged texts."""
    article = book.regulation.article(item.citation.article)
    digest = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
    found = []
    if item.chapter != article.chapter:
        found.append(f"章次有误：{article.label}属第{article.chapter}章，不是第{item.chapter}章。")
    if len(item.article_hash) < _SHORTEST_HASH or not digest.startswith(item.article_hash):
        found.append(f"条文指纹有误：与{article.label}现文不符。")
    if not item.id.strip() or not item.fact.strip():
        found.append("题目不全：缺编号或所考事实。")
    texts = (item.stem, item.explanation, *(o.text for o in item.options), *item.key)
    if not all(text.strip() for text in texts) or not item.key:
        found.append("题目不全：题干、选项、答案或解析是空的。")
    found += [f"题干不通：“{m[0]}”。" for m in [_BROKEN.search(item.stem)] if m]
    shown = [option.text for option in item.options] or list(item.key)
    found += [f"选项残缺：“{text}”。" for text in shown if _CUT.search(text)]
    found += [f"文字残缺：{text}" for text in texts if _DAMAGED.search(text)]
    return found + _explanation(item, book) + _labels(item)


def _citation(citation: Citation, book: Book) -> list[str]:
    regulation = book.regulation
    if citation.regulation != regulation.title:
        return [f"引文有误：《{citation.regulation}》不是《{regulation.title}》。"]
    if not 1 <= citation.article <= len(regulation.articles):
        return [f"引文有误：没有{article_label(max(citation.article, 0))}。"]
    article = regulation.article(citation.article)
    if not 1 <= citation.paragraph <= len(article.paragraphs):
        return [f"引文有误：{article.label}没有第{citation.paragraph}款。"]
    paragraph = article.paragraph(citation.paragraph)
    if not paragraph.start <= citation.start < citation.end <= paragraph.end:
        return [f"引文有误：位置不在{article.reference(citation.paragraph)}之内。"]
    if article.text[citation.start : citation.end] != citation.quote:
        return [f"引文有误：与{article.reference(citation.paragraph)}原文不一致。"]
    return []


def _explanation(item: Item, book: Book) -> list[str]:
    found = []
    label = book.regulation.article(item.citation.article).reference(item.citation.paragraph)
    if tight(item.citation.quote) not in tight(item.explanation):
        found.append("解析有误：没有逐字引用原文。")
    named = set(_LABEL.findall(_outside(item)))
    numbers = {(parse_ordinal(a), parse_ordinal(p) if p else None) for a, p in named}
    several = len(book.regulation.article(item.citation.article).paragraphs) > 1
    wanted = (item.citation.article, item.citation.paragraph if several else None)
    if wanted not in numbers:
        found.append(f"解析有误：没有写明{label}。")
    cited = {(c.article, c.paragraph) for c in item.citations}
    articles = {article for article, _ in cited}
    for article, paragraph in numbers:
        if article not in articles or (paragraph and (article, paragraph) not in cited):
            found.append(f"解析有误：写明的第{article}条不是所引条款。")
    return found


def _outside(item: Item) -> str:
    """Return the explanation without its quotes."""
    said = tight(item.explanation)
    for citation in item.citations:
        said = said.replace(tight(citation.quote), "")
    return said


def _labels(item: Item) -> list[str]:
    labels = [option.label for option in item.options]
    if len(set(labels)) != len(labels):
        return ["选项有误：标号重复。"]
    letters = [label for label in labels if not label.isdigit()]
    if letters != [chr(ord("A") + n) for n in range(len(letters))]:
        return ["选项有误：标号不是从A起依次排列。"]
    return []


def _opens(about: str, item: Item, book: Book) -> bool:
    """True where a paragraph of the cited article begins with ``about``."""
    article = book.regulation.article(item.citation.article)
    return any(form(p.text).startswith(about) for p in article.paragraphs)


def stem_places(item: Item, book: Book) -> list[str]:
    """Return a fault for every article or topic that the stem names and the item does not cite."""
    about = topic(item.stem)
    around = book.context(item.citation.article)
    if about and about not in around and not content(about) <= content(around):
        return [f"题干有误：{about}不是所引条款说的。"]
    if (0, len(about)) in book.offices(about) and not _opens(about, item, book):
        return [f"题干有误：所引条款不是关于{about}的。"]
    title = framed_by(item.stem)
    quoted = any(f"《{title}》" in form(citation.quote) for citation in item.citations)
    if title and not form(book.regulation.title).endswith(title) and not quoted:
        return [f"题干有误：题目出自《{book.regulation.title}》，不是《{title}》。"]
    cited = {citation.article for citation in item.citations}
    stem = form(item.stem.replace(BLANK_MARK, "＿"))
    return [
        f"题干有误：题干写的{match[0]}不是所引条款。"
        for match in _LABEL.finditer(stem)
        if parse_ordinal(match[1]) not in cited and form(match[0]) not in form(item.citation.quote)
    ]
