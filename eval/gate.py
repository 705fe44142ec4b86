"""Hold the figures of the dev split against those that were committed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import CommandError
from eval.table import Row

BASELINE: Final = Path(__file__).resolve().parent / "baseline.json"
ALLOWED: Final = 0.02
"""A quality figure may be worse by 2 points, which chance alone moves on 355 questions."""
GATED: Final = (
    "hit@1", "hit@3", "hit@5", "mrr@10", "ndcg@10", "span recall", "cite P", "cite R",
    "para P", "para R", "verbatim", "misattributed", "verdict", "dates", "refusal",
    "false refusal",
)  # fmt: skip
LESS_IS_BETTER: Final = frozenset({"misattributed", "false refusal"})


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure now and as committed; ``worse`` where it lost more than ALLOWED."""

    figure: str
    before: float
    now: float

    @property
    def worse(self) -> bool:
        """True where the figure lost more than ALLOWED."""
        lost = self.now - self.before if self.figure in LESS_IS_BETTER else self.before - self.now
        return lost > ALLOWED + 1e-9


def differences(now: Row, conditions: Mapping[str, str]) -> tuple[Difference, ...]:
    """Compare ``now`` with the committed figures.

    ``conditions`` name what figures depend on (text, encoder, questions): raise CommandError
    where the committed ones were measured under others, or are missing.
    """
    try:
        saved = json.loads(BASELINE.read_text(encoding="utf-8"))
        before = {name: float(saved["figures"][name]) for name in GATED}
        measured = saved["conditions"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"对照文件 {BASELINE.name} 读不出来。请运行 python -m eval --accept 重新生成。"
        ) from error
    changed = [name for name, value in conditions.items() if measured.get(name) != value]
    if changed:
        raise CommandError(
            f"对照文件 {BASELINE.name} 是在不同条件下测的（{'、'.join(changed)} 已改变），"
            "不能比较。看过新数字后，用 python -m eval --accept 更新。"
        )
    return tuple(Difference(name, before[name], now[name]["value"]) for name in GATED)


def accept(now: Row, conditions: Mapping[str, str]) -> None:
    """Make ``now`` the committed figures."""
    figures = {name: round(now[name]["value"], 4) for name in GATED}
    text = json.dumps(
        {"conditions": dict(conditions), "figures": figures}, ensure_ascii=False, indent=2
    )
    BASELINE.write_text(text + "\n", encoding="utf-8")


def difference_lines(found: Sequence[Difference]) -> list[str]:
    """Return the lines of the comparison with the committed figures."""
    lines = ["against the committed figures (dev, all):"]
    for entry in found:
        mark = "  <-- worse by more than 2 points" if entry.worse else ""
        change = entry.now - entry.before
        lines.append(
            f"  {entry.figure:<14} {entry.before:.3f} -> {entry.now:.3f}  {change:+.3f}{mark}"
        )
    return lines
