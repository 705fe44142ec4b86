"""Put what the question before was about in the place of 它, 这个会, 该机构."""

from __future__ import annotations

import re
from typing import Final

from indexing.words import Words
from qa.following.things import is_part, kind_of, things
from qa.following.topic import asked_at, bare, members, statement, topic

_PRONOUN: Final = re.compile(
    r"它们?|(?<![其吉])[他她]们?(?!人)|"
    r"(?:这|那|该|此)(?:个|种|类|些|份|项|次|样的?)"
    r"(?:事项|文件|会议|会|人员|人|机构|单位|材料|制度|公文|情况)?|"
    r"(?:这|那)(?:件|个)?事(?!项)|(?:该|本)(?:机构|会议|会|事项|文件|制度|单位|部门|人员)"
)
_EVENT: Final = re.compile(r"(?:这|那)(?:件|个)?事(?!项)|(?:这|那)(?:种|个)?情况")
_SEVERAL: Final = re.compile(r"它们|这些|这几|这[一二三四五六七八九十两]")
_KINDS: Final = {
    "meeting": r"会议?$",
    "body": r"(?:机构|单位|部门)$",
    "paper": r"(?:文件|公文|材料)$",
}


def find_pronoun(text: str) -> re.Match[str] | None:
    """Return the first pronoun of ``text``, or None."""
    return _PRONOUN.search(text)


def named(text: str, pronoun: re.Match[str], previous: str, words: Words) -> str:
    """Return ``text`` with what ``previous`` is about in the place of ``pronoun``."""
    if _EVENT.match(pronoun.group()):
        return f"{statement(previous)}，{text}"
    about = _antecedent(pronoun.group(), previous, words)
    if not about:
        return f"{bare(previous)}，{text}"
    after = text[pronoun.end() :]
    owner, _, part = about.rpartition("的")
    if owner and is_part(part) and is_part(after.removeprefix("的").removesuffix("呢")):
        about = owner
    return text[: pronoun.start()] + about + after


def _antecedent(pronoun: str, previous: str, words: Words) -> str:
    """Return what ``pronoun`` means: a person for 他, a meeting for 这个会, else the topic."""
    earlier, about = bare(previous), topic(previous, words)
    if _SEVERAL.match(pronoun) and members(previous):
        return members(previous)
    if pronoun[0] in "他她":
        return _person(earlier, about, words)
    kind = next((kind for kind, end in _KINDS.items() if re.search(end, pronoun)), None)
    if kind is not None:
        meant = [one for one in things(earlier, words) if one.kind == kind]
        fits = not meant or kind_of(about, words) == kind
        return about if fits else earlier[meant[0].start : meant[0].end]
    if asked_at(earlier) is not None:
        return about
    stated = things(about, words)
    return about[stated[0].start : stated[0].end] if stated else about


def _person(earlier: str, about: str, words: Words) -> str:
    """Return the person named; with what they do, where that is the topic: 副县长去外地学习."""
    people = [one for one in things(earlier, words) if one.kind == "person"]
    if not people or asked_at(earlier[: people[0].start]) is not None:
        return about
    person = earlier[people[0].start : people[0].end]
    return about if about.startswith(person) else person
