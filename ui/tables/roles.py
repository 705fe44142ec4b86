"""Who the tables speak of: offices and bodies as their cells name them, to choose rows by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Regulation
from qa.facts.offices import CHAIN
from qa.facts.tables import Table
from qa.proving.values import offices, offices_of, plain

Place = tuple[int, int]
"""A row: the number of its table, its number there."""
_AND: Final = re.compile("、|以及|或者|[和或及]")
_BEFORE: Final = re.compile(
    r"^(?:[在对由按经报向给将被](?!长|院)|收到)+|^(?:各级|各|其他|其它|其|有关|相关|重点|本|所有)+"
)
"""What stands in front of an office and does not make it another one."""
_BEHIND: Final = re.compile("(?:同志|工作|个人)$")
_NOBODY: Final = frozenset(("会议", "人员", "组织", "机构"))
"""Nouns that by themselves name no office and no body."""
_GOVERNMENT: Final = "政府"
_TWICE: Final = 2
"""A filter that leaves one row is a link."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office or body under its usual name, and the rows that name it in any way."""

    name: str
    rows: frozenset[Place]


def roles(tables: Sequence[Table], regulation: Regulation) -> tuple[Role, ...]:
    """Return who is named in two rows or more, those of the most rows first."""
    found = _found(tables, regulation)
    own = _own_government(found)
    merged: dict[str, Counter[str]] = {}
    for name, rows in found.items():
        merged.setdefault(_bare(name, own), Counter())[name] = len(rows)
    made = (
        Role(names.most_common(1)[0][0], frozenset().union(*(found[name] for name in names)))
        for names in merged.values()
    )
    kept = (role for role in made if len(role.rows) >= _TWICE)
    return tuple(sorted(kept, key=lambda role: (-len(role.rows), role.name)))


def _found(tables: Sequence[Table], regulation: Regulation) -> dict[str, set[Place]]:
    known = frozenset(filter(None, map(_cleaned, offices_of(regulation))))
    found: dict[str, set[Place]] = {}
    for number, table in enumerate(tables):
        for at, row in enumerate(table.rows):
            for name in {name for cell in row for name in _names(cell.text, known)}:
                found.setdefault(name, set()).add((number, at))
    return found


def _names(words: str, known: frozenset[str]) -> Iterable[str]:
    """Yield the offices in ``words``: those of the vocabulary joined with those in a row."""
    text = plain(words)
    chained = (part for match in CHAIN.finditer(text) for part in _AND.split(match.group()))
    every = known | frozenset(filter(None, map(_cleaned, chained)))
    named = frozenset(name for name in every if name in text)
    return filter(None, (_cleaned(text[start:end]) for start, end in offices(text, named)))


def _cleaned(name: str) -> str:
    """Return the office itself: 各部门 is 部门, 领导同志 is 领导; an empty string for none."""
    office = _BEHIND.sub("", _BEFORE.sub("", name.rpartition("的")[2]))
    return office if len(office) > 1 and office not in _NOBODY else ""


def _own_government(found: Mapping[str, set[Place]]) -> str:
    """Return the government that the rules are about: 县政府办公室 is their 办公室."""
    named = [name for name in found if name.endswith(_GOVERNMENT)]
    return max(named, key=lambda name: len(found[name]), default=_GOVERNMENT)


def _bare(name: str, own: str) -> str:
    for prefix in (own, _GOVERNMENT):
        if name.startswith(prefix) and name != prefix:
            return _BEFORE.sub("", name.removeprefix(prefix))
    return name
