"""``python -m qa practice``: items in the terminal, judged at once, kept for the next day."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date

from corpus.commands import Parser
from corpus.errors import QuestionError, RegulationQAError
from corpus.settings import read_settings
from qa.dates.command import day
from qa.quiz import options
from qa.quiz.judging import hint
from qa.quiz.model import KIND_NAMES, Item
from qa.quiz.notebook import DEFAULT_USER, Notebook
from qa.quiz.options import add_places, place_request
from qa.quiz.papers import eligible
from qa.quiz.practice import Feedback, Result, Session, start
from qa.quiz.request import Request
from qa.quiz.stock import Stock, open_stock

_COUNT = 10
_QUIT = frozenset({"q", "quit", "exit", "退出"})
_YES = frozenset({"1", "y", "对", "是", "答对"})
_NO = frozenset({"2", "n", "错", "否", "答错"})
Ask = Callable[[str], str]
Tell = Callable[[str], None]


def run_practice(arguments: list[str]) -> int:
    """Practise in the terminal; Ctrl-C and the end of the input leave with the result."""
    parser = Parser("python -m qa practice", "练习：逐题作答，当场讲解，错题按间隔再练")
    parser.add_argument(
        "--user", default=DEFAULT_USER, metavar="名字", help="各人各记（默认“默认”）"
    )
    parser.add_argument(
        "--count",
        type=options.item_count,
        default=_COUNT,
        metavar="题数",
        help="最多几题（默认 10）",
    )
    add_places(parser)
    parser.add_argument("--wrong", action="store_true", help="只练错题本里的题")
    parser.add_argument("--today", type=day, metavar="日期", help="把哪一天当作今天")
    chosen = parser.parse_args(arguments)
    settings = read_settings()
    stock = open_stock(settings)
    notebook = Notebook(settings.data_dir, stock.regulation.title, chosen.user)
    request = place_request(chosen, chosen.count)
    session = start(stock, request, notebook, chosen.today or date.today(), wrong=chosen.wrong)
    if not session.count:
        raise RegulationQAError(_nothing(stock, request, wrong=chosen.wrong))
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    converse(session, input, _tell)
    return 0


def converse(session: Session, ask: Ask, tell: Tell) -> None:
    """Put every item of the session to a person and tell the result at the end."""
    tell(f"共 {session.count} 题。直接回车跳过，输入 q 退出；答过的随时保存。")
    try:
        while (item := session.next_item()) is not None:
            for line in question_lines(session.number, session.count, item):
                tell(line)
            if not _answered(session, ask, tell):
                break
    except (EOFError, KeyboardInterrupt):
        tell("")
    for line in result_lines(session.result()):
        tell(line)


def question_lines(number: int, count: int, item: Item) -> list[str]:
    """Return an item as it is asked."""
    lines = ["", f"【{number}/{count}】{KIND_NAMES[item.kind]}（{hint(item)}）", item.stem]
    return lines + [f"  {option.label}. {option.text}" for option in item.options]


def feedback_lines(feedback: Feedback) -> list[str]:
    """Return what is said after an answer: right or wrong, the key, why, and the article."""
    lines = [] if feedback.right is None else ["✓ 答对了。" if feedback.right else "✗ 答错了。"]
    lines += ["答案：" + ("\n      ".join(feedback.key))]
    lines += [f"解析：{feedback.explanation}"] if feedback.explanation else []
    lines += [f"依据：{feedback.source}", f"    “{feedback.quote}”"]
    return lines + ([f"下次再练：{feedback.due.isoformat()}"] if feedback.due else [])


def result_lines(result: Result) -> list[str]:
    """Return the result page: the score, each chapter's, and what to look at again."""
    if not result.asked:
        return ["", "还没有作答，没有成绩。"]
    lines = [
        "",
        f"成绩：答对 {result.right}/{result.asked}（{_percent(result.right, result.asked)}）",
    ]
    for chapter in result.chapters:
        share = _percent(chapter.right, chapter.asked)
        lines.append(f"  {chapter.label or '全文'}：{chapter.right}/{chapter.asked}（{share}）")
    if result.skipped or result.left:
        lines.append(f"跳过 {result.skipped} 题，没有做到 {result.left} 题。")
    if result.wrong:
        lines.append(f"错题 {len(result.wrong)} 道，已记入错题本（--wrong 再练）：")
        lines += [f"  {item.id} {' '.join(item.stem.split())}" for item in result.wrong]
    return lines


def _answered(session: Session, ask: Ask, tell: Tell) -> bool:
    """Take an answer until it can be read; return False where the person leaves."""
    while True:
        text = ask("作答：").strip()
        if text.lower() in _QUIT:
            return False
        try:
            feedback = session.answer(text) if text else session.skip()
        except QuestionError as error:
            tell(str(error))
            continue
        for line in feedback_lines(feedback):
            tell(line)
        return feedback.right is not None or not text or _marked(session, ask, tell)


def _marked(session: Session, ask: Ask, tell: Tell) -> bool:
    """Let people compare their own words with the points."""
    while True:
        word = ask("对照要点自评，1 答对 2 答错：").strip().lower()
        if word in _QUIT:
            return False
        if word in _YES | _NO:
            due = session.mark(right=word in _YES).due
            tell(f"下次再练：{due.isoformat() if due else ''}")
            return True
        tell("请输入 1 或 2。")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%"


def _nothing(stock: Stock, request: Request, *, wrong: bool) -> str:
    if not eligible(stock.usable, request):
        return "所选范围和题型中没有可练的题。"
    if wrong:
        return "错题本里没有题（所选范围内）。"
    return "所选范围内今天没有到期的题，也没有新题。改天再来，或换一个范围。"


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
