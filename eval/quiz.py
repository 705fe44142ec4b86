"""Prove all quiz items: ``python -m eval.quiz`` counts them and their faults.

``--errors`` prints every faulty item, ``--sample 60 --seed 2026`` items for reading one by one.
The regulation is the built-in one, or the file that QA_CORPUS names.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from corpus.model import Regulation
from corpus.settings import read_settings
from corpus.source import load_regulation
from qa.quiz.checking import faults_of_all
from qa.quiz.model import DIFFICULTY_NAMES, KIND_NAMES, Item


@dataclass(frozen=True, slots=True)
class Proof:
    """All items of a regulation, those with faults, and how long making and proving took."""

    items: tuple[Item, ...]
    faulty: tuple[tuple[Item, tuple[str, ...]], ...]
    making: float
    proving: float


def main(arguments: Sequence[str]) -> int:
    """Print what was asked for; return 1 where an item is faulty."""
    chosen = _parser().parse_args(arguments)
    proof = prove(load_regulation(read_settings().corpus))
    for line in summary(proof):
        print(line)
    if chosen.errors:
        for item, wrong in proof.faulty:
            print("\n".join(("", *described(item), *(f"  ✗ {fault}" for fault in wrong))))
    if chosen.sample:
        for number, item in enumerate(drawn(proof.items, chosen.sample, chosen.seed), start=1):
            print("\n".join((f"\n{number}.", *described(item))))
    return 1 if proof.faulty else 0


def prove(regulation: Regulation) -> Proof:
    """Make all items of ``regulation`` and prove each."""
    from qa.facts.reading import read_facts
    from qa.facts.tables import tables
    from qa.quiz.making import make_items

    started = time.perf_counter()
    facts = read_facts(regulation)
    items = make_items(regulation, facts, tables(regulation, facts))
    made = time.perf_counter()
    faulty = faults_of_all(items, regulation)
    return Proof(items, faulty, made - started, time.perf_counter() - made)


def summary(proof: Proof) -> list[str]:
    """Return the counts: items of each kind, articles, seconds, faults by sort."""
    kinds = Counter(item.kind for item in proof.items)
    broken = Counter(item.kind for item, _ in proof.faulty)
    sorts = Counter(fault.partition("：")[0] for _, wrong in proof.faulty for fault in wrong)
    articles = {item.citation.article for item in proof.items}
    return [
        *(f"{name}\t{kinds[kind]}\t有误 {broken[kind]}" for kind, name in KIND_NAMES.items()),
        f"合计\t{len(proof.items)}\t有误 {len(proof.faulty)}",
        f"条\t{len(articles)}",
        f"秒\t出题 {proof.making:.1f}\t证明 {proof.proving:.1f}",
        *(f"{sort}\t{count}" for sort, count in sorts.most_common()),
    ]


def drawn(items: Sequence[Item], count: int, seed: int) -> list[Item]:
    """Return ``count`` items drawn with ``seed``; an item added or gone changes one of them."""
    return sorted(items, key=lambda item: sha256(f"{seed}:{item.id}".encode()).digest())[:count]


def described(item: Item) -> list[str]:
    """Return an item as lines for reading."""
    accepted = "；".join("/".join(variants) for variants in item.accept if variants)
    return [
        f"[{KIND_NAMES[item.kind]} {DIFFICULTY_NAMES[item.difficulty]}] {item.stem}",
        *(f"  {option.label}. {option.text}" for option in item.options),
        f"  答案：{'；'.join(item.key)}" + (f"（也可：{accepted}）" if accepted else ""),
        f"  解析：{item.explanation}",
        f"  {item.id} · {item.fact}",
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.quiz")
    parser.add_argument("--errors", action="store_true", help="print every faulty item")
    parser.add_argument("--sample", type=int, default=0, help="print so many items for reading")
    parser.add_argument("--seed", type=int, default=2026, help="which items the sample draws")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
