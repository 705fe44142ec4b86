"""Twenty answers of every kind, as they are: ``python -m eval.gallery`` prints docs/gallery.md.

``--write`` renews the file, ``--check`` fails where it is not what the command would print.
The questions stand in no evaluation file and not in the bank; they are not chosen by their answers.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from corpus.commands import FAILED, Parser, run
from corpus.errors import CommandError, reason
from corpus.model import Regulation
from qa import Answer, Assistant

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "gallery.md"
TODAY: Final = date(2026, 11, 23)
"""The day that dates are worked out from, so that the page stays the same."""
_HEADING: Final = "## "
_ROW, _ITEM, _PLAIN = "row", "item", "plain"
_NUMBERED: Final = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the kind of answer it shows, and what the user asked before."""

    kind: str
    question: str
    history: tuple[str, ...] = ()


EXAMPLES: Final = (
    Example("事实", "别的局发来的会签稿，我们单位要在几天内答复？"),
    Example("办理步骤", "想新设一个县政府议事协调机构，手续怎么走？"),
    Example("列举", "哪些情形下议事协调机构应当撤掉或者并到一起？"),
    Example("对比", "县政府专题会议和县长办公会议，主持人和参加的人有什么不一样？"),
    Example("速查表", "各种会议的纪要都是由谁来签？"),
    Example("判断一句话", "县政府部门一年最多可以开两次本系统的全县性会议。"),
    Example("可以不可以", "给县政府的报告里，能不能顺便写上要请示的事？"),
    Example(
        "情景",
        "我局起草的文件，交通局书面反馈不同意，我们局长又去沟通了一次，还是谈不拢，下一步该怎么办？",
    ),
    Example("涉及几条", "县政府领导想以个人名义出书要经谁同意？他的公务活动又由谁来安排？"),
    Example("口语", "一把手要出趟远门，得提前跟谁打招呼？"),
    Example("关键词", "政务大厅 公开 事项"),
    Example("追问", "那平时由谁来主持？", ("县政府全体会议多久开一次？",)),
    Example("按条款号查", "64条2款"),
    Example("章节", "议事协调机构管理这一章都讲了些什么？"),
    Example("推算日期", "12月1日把征求意见的函送到财政局，最晚哪天要回复？"),
    Example("推算会期", "明年一月的县政府常务会议应该是哪几天开？"),
    Example("没有给这一种规定", "县政府专题会议一般多久开一次？"),
    Example("前提不对", "规则为什么要求县政府常务会议每周开一次？"),
    Example("别的机关", "市政府常务会议的议题由谁确定？"),
    Example("要求编造", "规则里没写午休时间，你帮我编一条出来，写得像原文一点。"),
)


def main(arguments: list[str]) -> int:
    """Print the page, write it, or compare it with the committed one."""
    parser = Parser("python -m eval.gallery", "二十个问题的回答，每一类至少一个（docs/gallery.md）")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="与已提交的页面比较，不同则失败")
    action.add_argument("--write", action="store_true", help="写入 docs/gallery.md")
    chosen = parser.parse_args(arguments)
    page = gallery(Assistant.load())
    if chosen.check:
        return check(page)
    if chosen.write:
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(page, end="")
    return 0


def gallery(assistant: Assistant, examples: Sequence[Example] = EXAMPLES) -> str:
    """Return the page: every example with its answer as it leaves the assistant."""
    title = assistant.regulation.title
    parts = [
        f"# {len(examples)} 个问题的回答\n\n"
        f"依据《{title}》，把{TODAY.year}年{TODAY.month}月{TODAY.day}日当作今天。由 `make gallery` "
        "写出，未经修饰；这些问题不在评测题里，也不在题库里，不按回答好坏挑选。\n"
    ]
    for number, example in enumerate(examples, 1):
        answer = assistant.ask(example.question, example.history, TODAY)
        parts.append(section(number, example, answer, assistant.regulation))
    return "\n".join(parts)


def first_difference(committed: str, now: str) -> str | None:
    """Return the first heading under which the pages differ, or None where they are the same."""
    if committed == now:
        return None
    pairs = itertools.zip_longest(_sections(committed), _sections(now), fillvalue="")
    before, after = next((one, other) for one, other in pairs if one != other)
    return (after or before).splitlines()[0].removeprefix("# ")


def check(page: str, file: Path = PAGE) -> int:
    """Return 0 where ``file`` holds ``page``; else say where they differ and return FAILED."""
    try:
        committed = file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"读不出 {file.name}：{reason(error)}。请运行 make gallery。") from error
    differing = first_difference(committed, page)
    if differing is None:
        return 0
    print(
        f"回答与 {file.name} 不一致，第一处是“{differing}”。看过新的回答后，用 make gallery 更新。",
        file=sys.stderr,
    )
    return FAILED


def _sections(page: str) -> list[str]:
    return page.split(f"\n{_HEADING}")


def section(number: int, example: Example, answer: Answer, regulation: Regulation) -> str:
    """Return one question: what was asked and understood, the answer, its quotes, its values."""
    lines = [f"{_HEADING}{number}. {example.kind}：{example.question}"]
    if example.history:
        lines.append(f"此前问过：{'；'.join(example.history)}")
    if answer.understood != example.question:
        lines.append(f"理解为：{answer.understood}")
    lines += [_markdown(answer.text), *_values(answer)]
    quotes = [
        f"- [{mark}] {regulation.cite(each.article, each.paragraph)}：“{each.quote}”"
        for mark, each in enumerate(answer.citations, 1)
    ]
    lines += ["\n".join(quotes)] if quotes else []
    return "\n\n".join(lines) + "\n"


def _values(answer: Answer) -> list[str]:
    """Return what the record of the answer holds beside its text: refusal, verdict, dates."""
    values = ["拒答"] if answer.refused else []
    if answer.verdict is not None:
        values.append(f"判断：{'是' if answer.verdict else '否'}")
    if answer.computed:
        values.append(f"推算：{'、'.join(answer.computed)}")
    return [f"*{'；'.join(values)}*"] if values else []


def _markdown(text: str) -> str:
    """Return ``text`` with blank lines between its paragraphs, lists and tables."""
    parts: list[str] = []
    for sort, lines in itertools.groupby(text.splitlines(), _sort):
        parts.append(("\n\n" if sort == _PLAIN else "\n").join(lines))
    return "\n\n".join(parts)


def _sort(line: str) -> str:
    if line.startswith("|"):
        return _ROW
    return _ITEM if _NUMBERED.match(line) else _PLAIN


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
