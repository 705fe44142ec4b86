"""Answers and hits as JSON records, and batch lines as questions: the published contract.

Why a hit ranks where it does is put into Chinese here too, for the command line and the page.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Final

from corpus.errors import CommandError, QuestionError
from qa.model import Answer, Hit
from qa.question import clean_question

Record = dict[str, Any]
_SIGNALS: Final = {
    "article": "全文意思",
    "clause": "最近一句意思",
    "words": "全文用词",
    "clause_words": "最近一句用词",
    "sounds": "读音",
    "questions": "题库提问",
}
"""The names of ``indexing.ranking.Signals`` for readers."""
_NAMED: Final = "按条号查到，输入里点了这一条或它所在的章。"


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch file."""

    id: str | int
    question: str
    history: tuple[str, ...]


def answer_record(answer: Answer, identifier: str | int | None = None) -> Record:
    """Return the record of ``answer`` that the CLI, the app and the API share."""
    return {
        "id": identifier,
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused,
        "citations": [asdict(citation) for citation in answer.citations],
        "ranked_articles": list(answer.ranked_articles),
        "verdict": answer.verdict,
        "computed": list(answer.computed),
        "seconds": round(answer.seconds, 6),
    }


def hit_record(hit: Hit, *, explain: bool = False) -> Record:
    """Return the record of one search result: the article, and its nearest clause as a citation.

    ``explain`` adds why it ranks there, as ``why``.
    """
    record = {
        "article": hit.article,
        "chapter": hit.chapter,
        "label": hit.label,
        "score": round(hit.score, 6),
        **{key: value for key, value in asdict(hit.citation).items() if key != "article"},
    }
    return {**record, "why": _why_record(hit)} if explain else record


def _why_record(hit: Hit) -> Record:
    contributions = {name: round(value, 6) for name, value in hit.why.contributions}
    return {
        "words": list(hit.why.words),
        "question": hit.why.question,
        "contributions": contributions,
    }


def named(hit: Hit) -> bool:
    """Say whether the query names the place; the assistant gives such a hit the score 1."""
    return hit.score == 1.0 or not hit.why.contributions


def reasons(hit: Hit) -> tuple[tuple[str, str], ...]:
    """Return why ``hit`` ranks where it does as (what, value) pairs in Chinese.

    Of a place that the query names only the shared words are told: nothing was weighed for it.
    """
    words = "、".join(hit.why.words)
    if named(hit):
        return (("查法", _NAMED), *((("匹配的词", words),) if words else ()))
    asked = (("最相近的提问", hit.why.question),) if hit.why.question else ()
    return (("匹配的词", words or "没有"), *asked, ("得分构成", _shares(hit)))


def _shares(hit: Hit) -> str:
    """Return the signals as shares of their sum, largest first; those below 1% are left out."""
    ordered = sorted(hit.why.contributions, key=lambda entry: -entry[1])
    total = sum(value for _, value in ordered) or 1.0
    shares = ((_SIGNALS.get(name, name), round(100 * value / total)) for name, value in ordered)
    return "、".join(f"{name} {share}%" for name, share in shares if share > 0) or "没有"


def to_json(record: Record | list[Record], *, indent: int | None = None) -> str:
    """Return JSON with Chinese characters as they are; lone surrogates are never in a record."""
    return json.dumps(record, ensure_ascii=False, indent=indent)


def parse_batch_line(line: str) -> BatchQuestion:
    """Return the question of one JSONL line; raise CommandError saying what is wrong with it."""
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CommandError("不是合法的 JSON") from error
    if not isinstance(raw, dict):
        raise CommandError("应为一个 JSON 对象")
    identifier, question = raw.get("id"), raw.get("question")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise CommandError("缺少 id（文字或整数）")
    if not isinstance(question, str):
        raise CommandError("缺少 question（文字）")
    history = raw.get("history")
    history = [] if history is None else history
    if not isinstance(history, list) or not all(isinstance(item, str) for item in history):
        raise CommandError("history 应为文字的列表")
    try:
        clean_question(question)
        json.dumps([identifier, *history], ensure_ascii=False).encode("utf-8")
    except QuestionError as error:
        raise CommandError(str(error)) from error
    except UnicodeEncodeError as error:
        raise CommandError("id 或 history 里有不完整的字符（编码损坏）") from error
    return BatchQuestion(identifier, question, tuple(history))
