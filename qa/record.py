"""Answers and hits as JSON records, and batch lines as questions: the published contract."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from corpus.errors import CommandError, QuestionError
from qa.model import Answer, Hit
from qa.question import clean_question

Record = dict[str, Any]


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


def hit_record(hit: Hit) -> Record:
    """Return the record of one search result: the article, and its nearest clause as a citation."""
    return {
        "article": hit.article,
        "chapter": hit.chapter,
        "label": hit.label,
        "score": round(hit.score, 6),
        **{key: value for key, value in asdict(hit.citation).items() if key != "article"},
    }


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
