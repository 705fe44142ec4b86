"""Feedback as candidates for the evaluation: lines that a person completes.

The fields are those of eval/questions/README.md. What only a person can say (which articles a
perfect answer cites, which words it needs, whether the rules answer at all) is null, and null is
refused by name when the file is read: a line that nobody completed is never taken for a question
that the rules do not answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.model import Regulation
from corpus.numerals import article_label
from qa.record import Record, to_json
from qa.userdata.feedback import Feedback

SPLIT: Final = "candidate"
USEFUL: Final = "有用"
USELESS: Final = "没用"
_LONGEST_ANSWER: Final = 200
"""Characters of the answer in the note; the whole of it stands in ``feedback list --json``."""


def candidate_lines(given: Sequence[Feedback], regulation: Regulation) -> str:
    """Return one JSONL line for each piece of feedback."""
    return "".join(to_json(_candidate(each, regulation)) + "\n" for each in given)


def kind_of(given: Feedback) -> str:
    """Return 有用, the reason, or 没用 where none was given."""
    return USEFUL if given.useful else (given.reason or USELESS)


def _candidate(given: Feedback, regulation: Regulation) -> Record:
    return {
        "id": f"feedback-{given.id}",
        "split": SPLIT,
        "regulation": regulation.title,
        "user": "",
        "kind": "",
        "question": given.question,
        "history": list(given.history),
        "articles": None,
        "paragraphs": None,
        "answers": None,
        "answerable": None,
        "verdict": None,
        "computed": [],
        "also": [],
        "note": _note(given, regulation),
    }


def _note(given: Feedback, regulation: Regulation) -> str:
    words = " ".join(str(given.answer.get("answer", "")).split())
    if len(words) > _LONGEST_ANSWER:
        words = words[:_LONGEST_ANSWER] + "…"
    comment = " ".join(given.comment.split())
    amended = given.fingerprint != regulation.fingerprint
    parts = [
        f"用户评价：{kind_of(given)}",
        *([f"说明：{comment}"] if comment else []),
        f"当时答：{words}",
        f"当时引：{_places(given.answer) or '无'}",
        *(["规章在这之后改过"] if amended else []),
    ]
    return "；".join(parts)


def _places(record: Record) -> str:
    """Return 第五十七条第二款、第六十条第一款: what the answer cited."""
    cited = (
        article_label(int(each["article"]), int(each["paragraph"]))
        for each in record.get("citations", ())
    )
    return "、".join(dict.fromkeys(cited))
