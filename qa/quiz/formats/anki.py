"""Anki, through genanki: one note an item, with an id that stays when the deck is made again."""

from __future__ import annotations

import hashlib
import html
import itertools
import sqlite3
import zlib
from contextlib import closing
from typing import Final

import genanki

from corpus import Regulation
from qa.documents.writing import pack
from qa.quiz.formats import wording
from qa.quiz.model import DIFFICULTY_NAMES, KIND_NAMES, Item, ItemKind, Paper

FIELDS: Final = ("题干", "选项", "答案", "解析", "出处", "题型", "编号")
_MODEL_ID: Final = 1_748_203_655
"""Chosen once at random; Anki knows the note type by it."""
_MADE: Final = 1_577_836_800
"""2020-01-01, the time that notes carry: the same paper gives the same deck."""
_CSS: Final = """.card { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
font-size: 18px; line-height: 1.6; text-align: left; }
.kind, .place { color: #777; font-size: 14px; } .key { font-weight: bold; }"""
_FRONT: Final = '<div class="kind">{{题型}}</div><div>{{题干}}</div><div>{{选项}}</div>'
_BACK: Final = (
    '{{FrontSide}}<hr id="answer"><div class="key">{{答案}}</div><div>{{解析}}</div>'
    '<div class="place">{{出处}} · {{编号}}</div>'
)


def render(paper: Paper, regulation: Regulation) -> bytes:
    """Return the paper as an Anki package."""
    deck = genanki.Deck(_deck_id(paper.title), html.escape(paper.title, quote=False))
    model = _model()
    for item in paper.items:
        deck.add_note(_note(model, item, regulation))
    seed = zlib.crc32("\0".join(item.id for item in paper.items).encode())
    return pack({"collection.anki2": _collection(deck, seed), "media": b"{}"})


def _model() -> genanki.Model:
    return genanki.Model(
        _MODEL_ID,
        "规章制度测试题",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "问答", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )


def _deck_id(title: str) -> int:
    """Return a number that stays for a title, from 2**30 on."""
    return (1 << 30) + int(hashlib.sha256(title.encode()).hexdigest()[:7], 16)


def _note(model: genanki.Model, item: Item, regulation: Regulation) -> genanki.Note:
    fields = (
        item.stem,
        "\n".join(f"{option.label}．{option.text}" for option in item.options),
        _answer(item),
        wording.explained(item),
        f"《{regulation.title}》{wording.places(item, regulation)}",
        KIND_NAMES[item.kind],
        item.id,
    )
    tags = (
        KIND_NAMES[item.kind],
        f"难度{DIFFICULTY_NAMES[item.difficulty]}",
        f"第{item.chapter}章",
    )
    return genanki.Note(
        model=model,
        fields=[_html(text) for text in fields],
        tags=tags,
        guid=genanki.guid_for(item.id),
    )


def _answer(item: Item) -> str:
    """Return the key, with the texts that its labels stand for."""
    texts = {option.label: option.text for option in item.options}
    if item.kind is ItemKind.MATCHING:
        return "\n".join(f"{left.text} — {right.text}" for left, right in wording.pairs(item))
    if wording.chosen(item):
        return "\n".join(f"{label}．{texts[label]}" for label in item.key)
    if item.kind is ItemKind.BLANK:
        return "\n".join(" / ".join(forms) for forms in wording.variants(item))
    return "\n".join(wording.points(item))


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _collection(deck: genanki.Deck, seed: int) -> bytes:
    """Return the SQLite file of the deck; ids count on from a number that the items give."""
    with closing(sqlite3.connect(":memory:")) as connection:
        numbers = itertools.count(_MADE * 1000 + seed)
        genanki.Package(deck).write_to_db(connection.cursor(), _MADE, numbers)
        connection.commit()
        return connection.serialize()
