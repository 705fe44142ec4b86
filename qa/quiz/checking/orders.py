"""Ordering: the steps stand in the text in this order, and the text says that it is one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from qa.quiz.checking.book import Book
from qa.quiz.checking.forms import differ, form
from qa.quiz.model import Item

_FEWEST: Final = 3
_MARKER: Final = re.compile(
    r"后|再|然后|随后|最后|首先|其次|先|并报|报|提请|提交|转请|如果仍|仍|经|会签|逐级|同时将|之前|前须|,并|方可"
)
_ALTERNATIVE: Final = re.compile(r"[;；]|或|属于?[^,。]{2,30}的,")
_OUTCOME: Final = re.compile(r"(?:不一致|不能|未能|不成|仍)[^。]{0,12}(?:时|的)?,")
_RESULT: Final = re.compile(r"^(?:提出|形成|列明|作出)")
"""What a step brings about: …承办，提出具体意见."""
_DOER: Final = re.compile(r"由|.{0,12}(?:部门|机构|办公室|负责人|领导)")
_NEXT: Final = re.compile(r"报|提请|提交|转|再|然后|先|公布|公告|公示|备案|印发|送")
"""How a step begins that comes after another without a word between them."""
_STAGES: Final = (
    r"提出|申请|起草|拟订|调查|列出",
    r"征求|协商|沟通|论证|评估|听取|协调|公众参与",
    r"审核|审查|把关|核报|会签",
    r"讨论|审议|集体",
    r"审批|批准|决定|确定|签发|审定|核批|签署|签批",
    r"公布|印发|备案|公开|送达|发布|执行|报送|通报|落实",
    r"后评估|纠正|完善|清理",
)
"""The stages of a procedure; a step of a later stage comes after one of an earlier."""
_SHARED: Final = 0.6


def ordering_faults(item: Item, book: Book) -> list[str]:
    """Return what is wrong with the steps and their order."""
    texts = {option.label: option.text for option in item.options}
    if len(texts) < _FEWEST or sorted(item.key) != sorted(texts):
        return ["答案有误：排序题的答案要把每个标号写一次，至少三步。"]
    if list(item.key) == [option.label for option in item.options]:
        return ["选项有误：选项已经按顺序排好。"]
    if pair := differ(texts.values()):
        return [f"选项有误：“{pair[0]}”与“{pair[1]}”意思相同。"]
    if len({c.article for c in item.citations}) > 1:
        return ["排序无据：步骤不在同一条里。"]
    steps = [texts[label] for label in item.key]
    quoted = "".join(form(citation.quote) for citation in item.citations)
    return _order(steps, quoted, book)


def _span(step: str, text: str, since: int) -> tuple[int, int] | None:
    """Return where the text says ``step``: as it is, or most of its letters in one run."""
    step = step.strip("。;,")
    at = text.find(step, since)
    if at >= 0:
        return at, at + len(step)
    run = SequenceMatcher(None, text, step, autojunk=False).find_longest_match(since)
    if run.size < max(4, _SHARED * len(step)):
        return None
    return run.a, run.a + run.size


def _order(steps: list[str], quoted: str, book: Book) -> list[str]:
    spans: list[tuple[int, int]] = []
    for step in steps:
        span = _span(form(step), quoted, spans[-1][1] if spans else 0)
        if span is None and _span(form(step), quoted, 0) is None:
            return [f"排序无据：引文里没有“{step}”。"]
        if span is None:
            return [f"排序有误：原文里“{step}”不在“{steps[len(spans) - 1]}”之后。"]
        spans.append(span)
        if len(spans) > 1 and not _stated(quoted, spans[-2], span):
            return [f"排序无据：原文没有说“{steps[len(spans) - 2]}”先于“{step}”。"]
        if len(spans) > 1 and _one_act(quoted, spans[-2], span, book):
            return [f"排序无据：“{steps[len(spans) - 2]}”与“{step}”是一件事。"]
    return []


def _one_act(quoted: str, former: tuple[int, int], latter: tuple[int, int], book: Book) -> bool:
    """Tell whether two steps are one act: the same doer's, with nothing that says what is first."""
    between, step = quoted[former[1] : latter[0]], quoted[slice(*latter)]
    if not re.fullmatch("[,、]?(?:并(?!报))?", between) or quoted[latter[1] :][:1] == "后":
        return False
    head = re.split("[,、]", step)[0]
    return not (book.offices(head) or _DOER.match(head) or _NEXT.match(step))


def _stated(quoted: str, former: tuple[int, int], latter: tuple[int, int]) -> bool:
    """Tell whether the text says that the latter step follows the former."""
    before, between = quoted[slice(*former)], quoted[former[1] : latter[0]]
    step = quoted[slice(*latter)]
    first, second = _stage(before), _stage(step)
    if _OUTCOME.search(between):
        return True
    if _ALTERNATIVE.search(between):
        return False
    if re.search(r"后|再", between[:4]) or re.search(r"^(?:再|然后|仍)|^(?:先|首先)", step):
        return True
    if between.startswith(",") and _RESULT.search(step):
        return True
    if _MARKER.search(between + step):
        return second < 0 or first <= second
    return 0 <= first < second


def _stage(text: str) -> int:
    found = [number for number, words in enumerate(_STAGES) if re.search(words, text)]
    return found[-1] if found else -1
