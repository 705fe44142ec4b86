"""The prover finds every planted fault and none in sound items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Regulation
from qa.quiz.checking import faults, faults_of_all
from qa.quiz.model import Item, ItemKind
from tests.quiz_proof_items import BAD, GOOD, Change

_TOLD = {ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.TRUE_FALSE, ItemKind.BLANK, ItemKind.SHORT}
LED = [name for name, item in GOOD.items() if item.kind in _TOLD and "《" not in item.stem[:3]]
"""Sound items before whose stems can be said where they are taken from."""


@pytest.mark.parametrize("name", GOOD)
def test_a_sound_item_has_no_fault(name: str, regulation: Regulation) -> None:
    assert faults(GOOD[name], regulation) == ()


@pytest.mark.parametrize(
    ("name", "change", "sort"), BAD, ids=[f"{n}-{b[0]}" for n, b in enumerate(BAD)]
)
def test_a_planted_fault_is_found(
    name: str, change: Change, sort: str, regulation: Regulation
) -> None:
    broken = change(GOOD[name])
    assert broken != GOOD[name]
    found = faults(broken, regulation)
    assert found
    assert any(fault.startswith(tuple(sort.split("|"))) for fault in found), found


def test_sound_items_together_have_no_fault(regulation: Regulation) -> None:
    assert faults_of_all(list(GOOD.values()), regulation) == ()


def test_the_same_id_or_stem_twice_is_a_fault(regulation: Regulation) -> None:
    first: Item = GOOD["minutes"]
    same_id = replace(GOOD["halfyear"], id=first.id)
    same_stem = replace(first, id="another", stem=first.stem.replace("由谁", "由 谁"))
    found = faults_of_all([first, same_id, same_stem], regulation)
    assert [(item.id, len(wrong)) for item, wrong in found] == [(first.id, 1), ("another", 1)]
    assert all(wrong[0].startswith("题目重复：") for _, wrong in found)


@pytest.mark.parametrize("name", GOOD)
def test_a_blank_item_is_refused_without_a_crash(name: str, regulation: Regulation) -> None:
    item = GOOD[name]
    for changed in (
        replace(item, stem="", options=(), key=()),
        replace(item, stem="。", key=("",)),
        replace(item, options=())
        if item.options
        else replace(item, options=GOOD["minutes"].options),
        replace(
            item, kind=ItemKind.MATCHING if item.kind is not ItemKind.MATCHING else ItemKind.BLANK
        ),
    ):
        assert faults(changed, regulation)


@pytest.mark.parametrize(
    "lead",
    ["根据{}，", "按照{}的要求，", "依据{}的有关规定，", "{}明确，", "依据本规则，", "按照规定，"],
)
@pytest.mark.parametrize("name", LED)
def test_a_lead_in_changes_nothing(name: str, lead: str, regulation: Regulation) -> None:
    item = GOOD[name]
    stem = lead.format(f"《{regulation.title}》") + item.stem
    assert faults(replace(item, stem=stem), regulation) == ()


@pytest.mark.parametrize("name", LED)
def test_another_regulation_in_the_lead_in_is_a_fault(name: str, regulation: Regulation) -> None:
    item = GOOD[name]
    found = faults(replace(item, stem=f"根据《城市绿化条例》，{item.stem}"), regulation)
    assert any(fault.startswith("题干有误：题目出自") for fault in found)


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("f-sign", "办公室主任", "副县长"),
        ("f-sign", "办公室主任", "分管副县长"),
        ("f-sign", "办公室主任", "县政府主要领导"),
        ("t-term", "由县长、", "由副县长、"),
        ("t-term", "5年", "15年"),
        ("t-audit", "县长和", "副县长和"),
    ],
)
def test_a_longer_name_is_another_person_or_number(
    name: str, was: str, now: str, regulation: Regulation
) -> None:
    """县长 is the end of 副县长: a statement with the one in the other's place is not right."""
    changed = GOOD[name].stem.replace(was, now)
    assert changed != GOOD[name].stem
    found = faults(replace(GOOD[name], stem=changed, key=("对",)), regulation)
    assert any(fault.startswith("判断有误") for fault in found), found
