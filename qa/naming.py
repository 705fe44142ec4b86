"""Whose article is meant: ours, another regulation's, or a paper that has items of its own."""

from __future__ import annotations

import re
from typing import Final

from corpus.references import Reference
from corpus.spacing import tight

_NAMED: Final = re.compile(r"《([^》]{1,40})》\s*的?\s*$")
_RULES: Final = re.compile(
    r"([\u4e00-\u9fff]{0,30}(?:[\u4e00-\u9fff]法|法典|条例|办法|规定|细则|准则|规则|章程|党章|通则))的?\s*$"
)
_ELSEWHERE: Final = tuple("省市县区州旗乡镇国部委院局厅办")
_OURS: Final = ("我县", "本县", "咱县", "我们县", "咱们县", "全县")
_BEFORE_OURS: Final = tuple("我本咱们的问查看找下据照按是和")
_PAPERS: Final = re.compile(
    r"(?:纪要|合同|文件|通知|批示|决定|议题|意见|信息|协议|方案|报告|公告|清单|讲话|会上|材料|名单|计划)(?:的|里的?)?\s*$"
)
_THINGS: Final = re.compile(r"\s*(?:意见|消息|议题|道?路|建议|新闻|信息|线|思路|措施|理由|要求是)")


def another_text(before: str, title: str) -> str | None:
    """Return the name of another text that ends ``before`` (the words before a reference).

    None where nothing is named or it is ours, in whatever form: 本规则, 县政府工作规则, 乾安县规则.
    """
    named = _NAMED.search(before)
    if named is not None:
        name = tight(named.group(1))
        return None if _is_ours(name, title) else f"《{name}》"
    match = _RULES.search(before)
    if match is None or _is_ours(match.group(1), title):
        return None
    return match.group(1)


def of_another_document(text: str, reference: Reference) -> bool:
    """True for 会议纪要第3条 and 第三条路: an item of some paper, or a thing counted."""
    if reference.unit != "article":
        return False
    after = _THINGS.match(text, reference.end)
    return after is not None or _PAPERS.search(text[: reference.start]) is not None


def _is_ours(name: str, title: str) -> bool:
    """True where ``name`` ends in a form of ``title`` and nothing before it names another place."""
    plain, ours = name.replace("人民政府", "政府"), title.replace("人民政府", "政府")
    place = re.match(r"(.{2,6}?)[省市县区州]", ours)
    forms = {ours[start:] for start in range(len(ours) - 1)}
    if place is not None:
        seat, rest = place.group(0), ours[place.end() :]
        tails = {rest[start:] for start in range(len(rest) - 1)}
        forms |= {prefix + tail for tail in tails for prefix in (seat, place.group(1))}
    matching = [form for form in forms if plain.endswith(form)]
    if not matching:
        return False
    form = max(matching, key=len)
    head = plain[: -len(form)].removesuffix("的")
    if form.startswith(tuple("省市县区州")):  # 前郭|县政府工作规则 is another county's
        return not head or head.endswith(_BEFORE_OURS)
    return not head.endswith(_ELSEWHERE) or head.endswith(_OURS)
