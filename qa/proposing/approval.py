"""A person decides: approved items enter the trainer's stock, approved questions a bank file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.bank import BankQuestion
from corpus.model import Article, Regulation
from qa.proposing.items import build_item
from qa.proposing.model import Proposal, ProposedItem, ProposedQuestion, State
from qa.proposing.proving import candidate_faults, entry_of
from qa.proposing.store import ProposalStore
from qa.quiz.model import Item, article_hash
from qa.quiz.store import Action, Change, ItemStore, StoredItem

CHANGED = "条文已变，请重新提建议"


@dataclass(frozen=True, slots=True)
class Decided:
    """What an approval did: the proposals taken, and those that were not, with the reasons."""

    done: tuple[Proposal, ...]
    refused: tuple[tuple[Proposal, tuple[str, ...]], ...]


def article_of(proposal: Proposal, regulation: Regulation) -> Article | None:
    """Return the article that has the very text the proposal was proved on, whatever its number."""
    same = [each for each in regulation.articles if article_hash(each) == proposal.article_hash]
    numbered = [each for each in same if each.number == proposal.article]
    return next(iter(numbered + same), None)


def standing_faults(proposal: Proposal, regulation: Regulation) -> tuple[str, ...]:
    """Return why the proposal does not hold for the regulation as it is now."""
    article = article_of(proposal, regulation)
    if article is None:
        return (CHANGED,)
    return candidate_faults(proposal.candidate, article, regulation)


def approve(
    proposals: Iterable[Proposal], regulation: Regulation, store: ProposalStore, stock: ItemStore
) -> Decided:
    """Prove ``proposals`` once more and approve those that hold; items enter the stock first.

    An item that is in the stock already stays as the trainer left it.
    """
    done: list[Proposal] = []
    refused = []
    for each in proposals:
        if faults := standing_faults(each, regulation):
            refused.append((each, faults))
        else:
            done.append(each)
    kept = stock.items()
    items = (item for each in done if (item := _item(each, regulation)) is not None)
    stock.apply(change for item in items for change in _entering(item, kept.get(item.id)))
    store.decide([each.id for each in done], State.APPROVED)
    return Decided(tuple(done), tuple(refused))


def reject(
    proposals: Sequence[Proposal], reason: str, store: ProposalStore, stock: ItemStore
) -> None:
    """Reject ``proposals``: they are never proposed again, and items leave the stock."""
    kept = stock.items()
    stock.apply(
        Change(Action.REJECT, kept[each.id].item, reason) for each in proposals if each.id in kept
    )
    store.decide([each.id for each in proposals], State.REJECTED, reason)


def approved_entries(
    proposals: Iterable[Proposal], regulation: Regulation
) -> tuple[tuple[BankQuestion, ...], int]:
    """Return the approved questions as entries of a bank, and how many no longer hold."""
    entries, lost = [], 0
    for each in proposals:
        candidate = each.candidate
        if each.state is not State.APPROVED or not isinstance(candidate, ProposedQuestion):
            continue
        article = article_of(each, regulation)
        if article is None or candidate_faults(candidate, article, regulation):
            lost += 1
        else:
            entries.append(entry_of(candidate, article, regulation))
    return tuple(sorted(entries, key=lambda entry: entry.article)), lost


def bank_file(entries: Iterable[BankQuestion], regulation: Regulation) -> bytes:
    """Return ``entries`` as the file that QA_BANK names, a JSON object a line."""
    lines = (
        json.dumps(
            {
                "question": entry.question,
                "article": entry.article,
                "paragraph": entry.paragraph,
                "answer": regulation.article(entry.article).text[entry.start : entry.end],
            },
            ensure_ascii=False,
        )
        for entry in entries
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def item_of(proposal: Proposal, article: Article, regulation: Regulation) -> Item | None:
    """Return the item under the proposal's own id; None for a question."""
    if not isinstance(proposal.candidate, ProposedItem):
        return None
    return build_item(proposal.candidate, article, regulation, proposal.id)


def _item(proposal: Proposal, regulation: Regulation) -> Item | None:
    article = article_of(proposal, regulation)
    return None if article is None else item_of(proposal, article, regulation)


def _entering(item: Item, kept: StoredItem | None) -> tuple[Change, ...]:
    """Return what puts ``item`` into the stock: an edit of nothing, so that a trainer may go on.

    One that was rejected there comes back; one whose article was renumbered is renewed.
    """
    enter = Change(Action.EDIT, item)
    if kept is None or not kept.kept:
        return (Change(Action.RESTORE, item), enter) if kept and kept.reason else (enter,)
    back = (Change(Action.RESTORE, item),) if kept.reason else ()
    renumbered = kept.item.citation.article != item.citation.article
    return (*back, enter) if renumbered else back
