"""What people read of proposals: the report of a round, the list, the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from corpus.errors import CorpusError, ProofError
from corpus.model import Regulation
from corpus.numerals import article_label
from qa.proposing.approval import CHANGED, article_of, item_of
from qa.proposing.model import Proposal, ProposedItem, ProposedQuestion
from qa.proposing.proposer import Report
from qa.proposing.reading import Unread
from qa.quiz.formats.record import item_record
from qa.quiz.model import KIND_NAMES, Item

_SHOWN: Final = 60
"""Characters of a refused candidate in the report."""
_NEXT: Final = "看建议：python -m qa propose list --state 待审；采纳或退回：approve、reject。"


def report_lines(reports: Sequence[Report], regulation: Regulation) -> list[str]:
    """Return what a round gave, in Chinese: the figures, what was kept out and why."""
    kept = [each for report in reports for each in report.kept]
    refused = [each for report in reports for each in report.refused]
    unread = sum((report.unread for report in reports), Counter[Unread]())
    known = sum(report.known for report in reports)
    articles = len({report.task.article.number for report in reports})
    lines = [
        f"《{regulation.title}》：问了 {articles} 条条文，证实并存下 {len(kept)} 条建议，"
        f"未证实 {len(refused)} 条，重复 {known} 条，读不懂 {sum(unread.values())} 处。"
    ]
    lines += [f"读不懂：{why.value}，{number} 处。" for why, number in sorted(unread.items())]
    for each in refused:
        place = f"{article_label(each.article)}{each.kind.value}"
        lines.append(f"未证实：{place}“{_short(each.shown)}”：{'；'.join(each.faults)}")
    remarked = sum(bool(each.remark) for each in kept)
    lines += [f"存下的有 {remarked} 条带备注，请留意。"] if remarked else []
    return [*lines, _NEXT] if kept else lines


def proposal_lines(proposal: Proposal, regulation: Regulation) -> list[str]:
    """Return one proposal for the screen."""
    article = article_of(proposal, regulation)
    place = article_label(article.number if article else proposal.article)
    head = f"{proposal.id}  {proposal.state.value}  {proposal.kind.value}  {place}"
    head += f"第{proposal.candidate.paragraph}款"
    notes = [("退回原因", proposal.reason), ("备注", proposal.remark)]
    notes += [("注意", "" if article else CHANGED)]
    lines = [head, *_content(proposal, regulation)]
    return lines + [f"    {name}：{said}" for name, said in notes if said]


def proposal_record(proposal: Proposal, regulation: Regulation) -> dict[str, Any]:
    """Return one proposal as a JSON record; ``item`` is the item as the stock would have it."""
    article = article_of(proposal, regulation)
    item = _built(proposal, regulation)
    return {
        "id": proposal.id,
        "kind": proposal.kind.value,
        "state": proposal.state.value,
        "reason": proposal.reason,
        "remark": proposal.remark,
        "regulation": regulation.title,
        "article": article.number if article else proposal.article,
        "current": article is not None,
        "proposed": proposal.proposed,
        "decided": proposal.decided,
        "candidate": asdict(proposal.candidate),
        "item": None if item is None else item_record(item),
    }


def _content(proposal: Proposal, regulation: Regulation) -> list[str]:
    candidate = proposal.candidate
    if isinstance(candidate, ProposedQuestion):
        return [f"    问：{candidate.question}", f"    答：“{candidate.answer}”"]
    item = _built(proposal, regulation)
    if item is None:
        return [f"    {KIND_NAMES[candidate.kind]}：{candidate.stem}"]
    return [
        f"    {KIND_NAMES[item.kind]}：{item.stem}",
        *(f"    {option.label}. {option.text}" for option in item.options),
        f"    答案：{'；'.join(item.key)}",
        f"    依据：“{item.citation.quote}”",
    ]


def _built(proposal: Proposal, regulation: Regulation) -> Item | None:
    """Return the item of a proposal that still has its article."""
    article = article_of(proposal, regulation)
    if article is None or not isinstance(proposal.candidate, ProposedItem):
        return None
    try:
        return item_of(proposal, article, regulation)
    except (CorpusError, ProofError):
        return None


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
