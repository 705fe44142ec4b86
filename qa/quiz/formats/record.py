"""JSON: the published record of a paper; schema.json beside this module describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files

from corpus import Regulation
from qa.quiz.model import Item, Paper, Section


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as JSON (UTF-8, one trailing newline)."""
    record = {
        "title": paper.title,
        "version": paper.version,
        "seed": paper.seed,
        "regulation": regulation.title,
        "notes": list(paper.notes),
        "sections": [_section(section) for section in paper.sections],
        "items": [item_record(item) for item in paper.items],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def _section(section: Section) -> dict[str, object]:
    return {
        "kind": section.kind.value,
        "mark": section.mark,
        "items": [item.id for item in section.items],
    }


def item_record(item: Item) -> dict[str, object]:
    """Return one item as the published record; ``citations`` are the further ones."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "stem": item.stem,
        "options": [asdict(option) for option in item.options],
        "key": list(item.key),
        "accept": [list(variants) for variants in item.accept],
        "explanation": item.explanation,
        "citation": asdict(item.citation),
        "citations": [asdict(citation) for citation in item.citations[1:]],
        "chapter": item.chapter,
        "difficulty": item.difficulty.value,
        "fact": item.fact,
        "article_hash": item.article_hash,
    }


def schema() -> str:
    """Return the JSON schema (draft 2020-12) of the record."""
    return files("qa.quiz.formats").joinpath("schema.json").read_text(encoding="utf-8")
