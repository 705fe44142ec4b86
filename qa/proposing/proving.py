"""What keeps a candidate out: a question whose answer is not there, an item that is not proved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.bank import BankQuestion, bank_question
from corpus.errors import CorpusError, ProofError, QuestionError
from corpus.model import Article, Regulation
from corpus.numerals import NUMERAL
from indexing.words import normalise
from qa.proposing.items import build_item
from qa.proposing.model import Candidate, ProposedItem, ProposedQuestion, Searcher
from qa.proposing.sense import foreign_words, sense_faults
from qa.question import clean_question
from qa.quiz.checking import faults
from qa.quiz.checking.alignment import unframed
from qa.quiz.checking.forms import form
from qa.quiz.model import BLANK_MARK, HOLE

SHORTEST: Final = 4
LONGEST: Final = 60
"""Characters of a question: of the built-in bank's 6,131 none is shorter and 153 are longer."""
FOUND: Final = 5
"""A question should find its article among so many."""
_NUMBERED: Final = re.compile(rf"第{NUMERAL}[条款章]|[0-9０-９]+条(?:规定|第)")
_POINTING: Final = re.compile(r"[本该此][条款项](?!例)|上述|前[条款]|如前所述")
_COPIED: Final = 10
"""Letters of an answer that a question may not hold as they are."""
_SMALLEST: Final = 2
"""Letters of an answer: the shortest of the built-in bank has two."""


def question_faults(
    candidate: ProposedQuestion, article: Article, regulation: Regulation
) -> tuple[str, ...]:
    """Return what is wrong with a question and its answer, one Chinese sentence each."""
    try:
        entry = entry_of(candidate, article, regulation)
    except (QuestionError, CorpusError) as error:
        return (str(error),)
    return tuple(_of_question(entry.question, article.text[entry.start : entry.end]))


def entry_of(candidate: ProposedQuestion, article: Article, regulation: Regulation) -> BankQuestion:
    """Return the bank's entry; raise QuestionError or BankError where it can be none."""
    question = clean_question(candidate.question)
    return bank_question(
        regulation, question, article.number, candidate.paragraph, candidate.answer
    )


def item_faults(
    candidate: ProposedItem, article: Article, regulation: Regulation
) -> tuple[str, ...]:
    """Return what the provers of the quiz, and the one of what they trust, hold against it."""
    try:
        item = build_item(candidate, article, regulation)
    except (CorpusError, ProofError) as error:
        return (str(error),)
    return faults(item, regulation) or sense_faults(item, regulation)


def candidate_faults(
    candidate: Candidate, article: Article, regulation: Regulation
) -> tuple[str, ...]:
    """Return why ``candidate`` may not be shown to anybody; nothing where it is proved."""
    if isinstance(candidate, ProposedQuestion):
        return question_faults(candidate, article, regulation)
    return item_faults(candidate, article, regulation)


def likeness(candidate: Candidate) -> str:
    """Return what makes two candidates one to a reader: letters alone, frames and width folded."""
    if isinstance(candidate, ProposedQuestion):
        return question_likeness(candidate.question)
    return item_likeness(candidate.kind.value, candidate.stem)


def question_likeness(question: str) -> str:
    """Return the letters of a question."""
    return re.sub(r"\W", "", normalise(question))


def item_likeness(kind: str, stem: str) -> str:
    """Return kind and letters of a stem; where its empty places stand counts."""
    said = unframed(form(stem.replace(HOLE, "□").replace(BLANK_MARK, "□")))
    return f"{kind}:{re.sub(r'[^□0-9a-z㐀-鿿]', '', said).rstrip('□')}"


def remark_on(
    candidate: Candidate, article: Article, regulation: Regulation, searcher: Searcher | None
) -> str:
    """Return what a person should look at though the candidate is proved, or an empty string.

    A stem may use a word that the article does not, and so ask about something else; a question
    may not find its article.
    """
    if isinstance(candidate, ProposedItem):
        words = foreign_words(build_item(candidate, article, regulation), regulation)
        return f"题干里的“{'、'.join(words)}”条文没有写" if words else ""
    if searcher is None:
        return ""
    hits: Sequence[int] = [hit.article for hit in searcher.search(candidate.question, FOUND)]
    return "" if article.number in hits else "检索前五条里没有它"


def _of_question(question: str, answer: str) -> list[str]:
    found = []
    if not SHORTEST <= len(question) <= LONGEST:
        found.append(f"问题应为 {SHORTEST} 至 {LONGEST} 个字，这一个有 {len(question)} 个。")
    if match := _NUMBERED.search(question):
        found.append(f"问题里写了“{match[0]}”，看过条文的人才会这样问。")
    if match := _POINTING.search(question):
        found.append(f"问题里的“{match[0]}”没有交代，单独看不懂。")
    asked, said = question_likeness(question), question_likeness(answer)
    if len(said) < _SMALLEST:
        found.append(f"答案“{answer}”太短，说明不了什么。")
    if asked in said or (len(said) >= _COPIED and said in asked):
        found.append("问题照抄了答案。")
    return found
