"""Every typed fact of a regulation, in the order of the text."""

from __future__ import annotations

from corpus.model import Regulation
from qa.facts.duties import read_duties
from qa.facts.exceptions import read_exceptions
from qa.facts.model import Fact
from qa.facts.roles import read_roles
from qa.facts.times import read_times


def read_facts(regulation: Regulation) -> tuple[Fact, ...]:
    """Return the facts of ``regulation`` of every kind, sorted by place."""
    found = (
        *read_times(regulation),
        *read_roles(regulation),
        *read_duties(regulation),
        *read_exceptions(regulation),
    )
    return tuple(sorted(found, key=lambda fact: (fact.article, fact.start, fact.end)))
