"""Where the rules give a property for one thing and not for the one asked about: say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Clause, Regulation
from indexing.words import normalise
from qa.facts.given import Given, Silence, silence
from qa.facts.grades import silent_on_grade, silent_on_level
from qa.facts.model import Fact
from qa.facts.outsiders import silent_on_authority, silent_on_person, silent_on_version
from qa.facts.properties import (
    Property,
    asked_of_meetings,
    cell_of,
    meeting_table,
    meetings_named,
)
from qa.facts.tables import Table

_CONTRAST: Final = re.compile(r"[，,；;。](?=那(?!个|天|份|次|些)|可(?!以|能)|但)")
"""Behind it stands what is asked; before it, what the user already knows."""
__all__ = ["Silence", "silent_on"]


def silent_on(
    question: str,
    regulation: Regulation,
    facts: Sequence[Fact],
    tables: Sequence[Table],
    clause: Clause | None = None,
) -> Silence | None:
    """Return what the rules do not give for the thing asked about, or None.

    ``clause`` is the best place that retrieval found, where known: a duty is refused only where
    that place speaks of the same duty.
    """
    asked = normalise(question)
    focus = _CONTRAST.split(asked)[-1]
    return (
        silent_on_authority(asked, regulation)
        or silent_on_version(asked, regulation)
        or _of_meeting(focus, regulation, tables)
        or silent_on_grade(focus, regulation, facts)
        or silent_on_level(asked, regulation, facts)
        or silent_on_person(asked, regulation, clause)
    )


def _of_meeting(question: str, regulation: Regulation, tables: Sequence[Table]) -> Silence | None:
    """Return the silence about a meeting whose cell is empty where another meeting's is not."""
    table = meeting_table(tables)
    named = meetings_named(question, table) if table else ()
    asked = asked_of_meetings(question)
    if table is None or len(named) != 1 or not asked:
        return None
    if not all(_missing(each, named[0], table, regulation) for each in asked):
        return None
    given = _given(asked[0], table, regulation)
    return silence(named[0], asked[0].name, given, regulation) if given else None


def _missing(asked: Property, name: str, table: Table, regulation: Regulation) -> bool:
    row = next(row for row in table.rows if row[0].text == name)
    chosen = row[table.columns.index("组成或参加")].text.startswith("参加人员由")
    return (
        not (asked.column == "列席" and chosen) and not cell_of(asked, row, table, regulation).text
    )


def _given(asked: Property, table: Table, regulation: Regulation) -> tuple[Given, ...]:
    cells = ((row[0], cell_of(asked, row, table, regulation)) for row in table.rows)
    return tuple((name.text, cell.article, cell.paragraph) for name, cell in cells if cell.text)
