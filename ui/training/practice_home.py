"""The first page of the section: what to practise, progress by chapter, the notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from qa.quiz.model import KIND_NAMES
from ui.training.practice_choice import COUNTS, Choice, What
from ui.training.practice_notebook import notebook_html
from ui.training.practice_overview import ChapterProgress, Overview
from ui.training.practice_wording import share


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows; ``left`` are the items of a round that was broken off."""

    overview: Overview
    choice: Choice
    told: str = ""
    left: tuple[str, ...] = ()


def home_html(home: Home) -> str:
    """Return the first page."""
    return (
        '<h2 tabindex="-1" data-focus>练习</h2>'
        f"{_facts(home.overview)}{_left(home.left)}{_form(home)}{notebook_html(home.overview)}"
    )


def _facts(seen: Overview) -> str:
    if not seen.kept:
        return (
            '<p class="qa-practice-facts">这个浏览器没有接受 Cookie：练习照常，'
            "但不记错题和进度。要记下来，请允许本站的 Cookie 后刷新页面。</p>"
        )
    return (
        f'<p class="qa-practice-facts">今天该复习 <b>{seen.due}</b> 题，'
        f"错题本里 <b>{len(seen.wrong)}</b> 题，学过 <b>{seen.seen}</b> 题"
        f"（共 {seen.total} 题）。</p>"
    )


def _left(left: tuple[str, ...]) -> str:
    if not left:
        return ""
    return (
        f'<div class="qa-practice-left" data-left="{escape(" ".join(left))}">'
        f"<p>上一轮还有 {len(left)} 题没有做，做过的已经记下。</p>"
        '<button type="button" class="qa-button" data-do="resume">接着练</button></div>'
    )


def _form(home: Home) -> str:
    told = f'<p class="qa-practice-error" role="alert">{escape(home.told)}</p>' if home.told else ""
    return (
        '<form class="qa-practice-choice" data-do="start" autocomplete="off">'
        f"<div><div>{_what(home)}{_count(home.choice)}{_kinds(home.choice)}</div>"
        f'<div class="qa-practice-bar">{told}'
        '<button type="submit" class="qa-submit">开始练习</button></div></div>'
        f"{_chapters(home)}</form>"
    )


def _what(home: Home) -> str:
    due, wrong = home.overview.due, len(home.overview.wrong)
    mixed = f"该复习的 {due} 题在前，不够的用新题补足" if due else "今天没有该复习的，都用新题"
    rows = (
        (What.MIXED, "先复习，再学新题", mixed, True),
        (What.DUE, "只练今天该复习的", f"{due} 题", due > 0),
        (What.WRONG, "只练错题本", f"{wrong} 题", wrong > 0),
    )
    possible = {what for what, _, _, usable in rows if usable}
    chosen = home.choice.what if home.choice.what in possible else What.MIXED
    return _group(
        "练什么",
        "qa-practice-what",
        "".join(
            f'<label><input type="radio" name="what" value="{what}"'
            f"{' checked' if what is chosen else ''}{'' if usable else ' disabled'}>"
            f"<span>{name}<small>{more}</small></span></label>"
            for what, name, more, usable in rows
        ),
    )


def _count(choice: Choice) -> str:
    chosen = choice.count if choice.count in COUNTS else Choice().count
    return _group(
        "最多几题",
        "qa-practice-chips",
        "".join(
            f'<label><input type="radio" name="count" value="{count}"'
            f"{' checked' if count == chosen else ''}><span>{count} 题</span></label>"
            for count in COUNTS
        ),
    )


def _kinds(choice: Choice) -> str:
    return _group(
        "题型<small>一个不选，就是都练</small>",
        "qa-practice-chips",
        "".join(
            f'<label><input type="checkbox" name="kind" value="{kind}"'
            f"{' checked' if kind in choice.kinds else ''}><span>{name}</span></label>"
            for kind, name in KIND_NAMES.items()
        ),
    )


def _group(legend: str, name: str, rows: str) -> str:
    return f'<fieldset class="{name}"><legend>{legend}</legend><div>{rows}</div></fieldset>'


def _chapters(home: Home) -> str:
    several = any(chapter.number for chapter in home.overview.chapters)
    legend = "范围和进度<small>一章不选，就是全部</small>" if several else "进度"
    rows = "".join(
        _chapter(chapter, chosen=chapter.number in home.choice.chapters)
        for chapter in home.overview.chapters
    )
    return (
        f'<fieldset class="qa-practice-chapters"><legend>{legend}</legend>'
        '<table><thead><tr><th scope="col">章</th><th scope="col">题数</th>'
        '<th scope="col"><i class="seen"></i>学过</th>'
        '<th scope="col"><i class="known"></i>记住</th>'
        f'<th scope="col">该复习</th></tr></thead><tbody>{rows}</tbody></table>'
        '<p class="qa-told">记住：隔天或更久以后再答，仍然答对。该复习：今天到期。</p></fieldset>'
    )


def _chapter(chapter: ChapterProgress, *, chosen: bool) -> str:
    name = escape(chapter.label or "全文")
    box = (
        f'<label><input type="checkbox" name="chapter" value="{chapter.number}"'
        f"{' checked' if chosen else ''}{'' if chapter.total else ' disabled'}>"
        f"<span>{name}</span></label>"
    )
    bar = (
        '<span class="qa-practice-meter" aria-hidden="true">'
        f'<i class="seen" style="width:{share(chapter.seen, chapter.total)}"></i>'
        f'<i class="known" style="width:{share(chapter.known, chapter.total)}"></i></span>'
    )
    figures = "".join(
        f"<td>{figure}</td>" for figure in (chapter.total, chapter.seen, chapter.known, chapter.due)
    )
    return f'<tr><th scope="row">{box if chapter.number else name}{bar}</th>{figures}</tr>'
