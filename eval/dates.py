"""``python -m eval.dates``: score the days worked out against those computed independently."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any, Final

from corpus.commands import Parser, run, while_loading
from eval.metrics import wilson
from qa.assistant import Assistant

FILES: Final = ("dates.jsonl", "dates2.jsonl")
"""Written with hard and with everyday wording."""
HALVES: Final = ("work", "held")
NAMES: Final = {"work": "开发", "held": "留出"}


class Outcome(StrEnum):
    """What came of one question; a wrong day is worse than none."""

    RIGHT = "对"
    WRONG = "给错日期"
    NOTHING = "没有推算"


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A question and the days it asks for, asked on ``today`` (the clock's where it is None)."""

    id: str
    question: str
    articles: tuple[int, ...]
    computed: tuple[str, ...]
    today: date | None
    half: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the days that were given for it."""

    asked: DateQuestion
    given: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """Right only where exactly the days asked for were given."""
        if not self.given:
            return Outcome.NOTHING
        return Outcome.RIGHT if self.given == self.asked.computed else Outcome.WRONG


def load_dates(*files: Path) -> tuple[DateQuestion, ...]:
    """Read the questions with computed days, those of ``FILES`` where no file is named."""
    own = resources.files("eval").joinpath("questions")
    texts = [path.read_text("utf-8") for path in files or [own.joinpath(name) for name in FILES]]
    return tuple(_question(json.loads(line)) for text in texts for line in text.splitlines())


def ask_all(
    questions: Sequence[DateQuestion], ask: Callable[[str, date | None], Sequence[str]]
) -> tuple[Answered, ...]:
    """Ask each question with its own today; ``ask`` returns the days worked out."""
    return tuple(Answered(one, tuple(sorted(ask(one.question, one.today)))) for one in questions)


def score_lines(answered: Sequence[Answered]) -> list[str]:
    """Return the table in Chinese: each half, and within it each article."""
    lines = ["范围   条          对    给错  没有推算  共    对的比率（95%区间）"]
    for half in HALVES:
        own = [one for one in answered if one.asked.half == half]
        if not own:
            continue
        lines.append(_line(NAMES[half], "全部", own))
        for articles in sorted({one.asked.articles for one in own}):
            of_it = [one for one in own if one.asked.articles == articles]
            lines.append(_line("", "、".join(map(str, articles)), of_it))
    return lines


def error_lines(answered: Sequence[Answered]) -> list[str]:
    """Return what went wrong; the questions of the held-out half are never told."""
    return [
        f"{one.outcome} {one.asked.id} {one.asked.question}"
        f"（今天 {one.asked.today or '—'}）应为 {' '.join(one.asked.computed)}"
        f"，给出 {' '.join(one.given) or '—'}"
        for one in answered
        if one.outcome is not Outcome.RIGHT and one.asked.half == "work"
    ]


def main(arguments: list[str]) -> int:
    """Ask the questions and print the table."""
    chosen = _parser().parse_args(arguments)
    asked = load_dates(*chosen.questions)
    questions = [one for one in asked if chosen.half in (None, one.half)]
    with while_loading():
        assistant = Assistant.load()
    answered = ask_all(
        questions, lambda question, today: assistant.ask(question, today=today).computed
    )
    lines = score_lines(answered) + (error_lines(answered) if chosen.errors else [])
    print("\n".join(lines))
    return 0


def _parser() -> Parser:
    parser = Parser("python -m eval.dates", "用独立推算的日期给日期计算打分")
    parser.add_argument("--half", choices=HALVES, help="只评一半：work 开发，held 留出；默认两半")
    parser.add_argument(
        "--questions",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help=f"只评这些题目文件；默认 {'、'.join(FILES)}",
    )
    parser.add_argument("--errors", action="store_true", help="列出开发一半里没有答对的题")
    return parser


def _line(half: str, name: str, answered: Sequence[Answered]) -> str:
    counts = Counter(one.outcome for one in answered)
    right, total = counts[Outcome.RIGHT], len(answered)
    low, high = wilson(right, total)
    return (
        f"{half:　<3} {name:<8} {right:>5} {counts[Outcome.WRONG]:>6} "
        f"{counts[Outcome.NOTHING]:>7} {total:>6}    {right / total:.3f}（{low:.2f}-{high:.2f}）"
    )


def _question(row: dict[str, Any]) -> DateQuestion:
    today = date.fromisoformat(row["today"]) if row["today"] else None
    return DateQuestion(
        row["id"],
        row["question"],
        tuple(row["articles"]),
        tuple(sorted(row["computed"])),
        today,
        row["half"],
    )


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
