"""``python -m corpus list | show 57``: read the regulation without any index."""

from __future__ import annotations

import sys

from corpus.commands import Parser, run
from corpus.errors import CommandError
from corpus.model import Article, Chapter, Regulation
from corpus.numerals import parse_ordinal
from corpus.references import find_references
from corpus.settings import read_settings
from corpus.source import load_regulation

_PREVIEW = 30


def main(arguments: list[str]) -> int:
    """Print the list of articles, or one article, paragraph or chapter."""
    parser = Parser("python -m corpus", "查看规章的章、条、款（不需要索引）")
    commands = parser.add_subparsers(dest="command", required=True, metavar="list | show")
    commands._parser_class = type(parser)
    listing = commands.add_parser("list", prog="python -m corpus list", description="列出各章各条")
    listing.set_defaults(place=None)
    showing = commands.add_parser(
        "show", prog="python -m corpus show", description="显示一条、一款或一章"
    )
    showing.add_argument(
        "place", nargs="+", metavar="位置", help="57、第五十七条、第57条第2款、第十章"
    )
    chosen = parser.parse_args(arguments)
    regulation = load_regulation(read_settings().corpus)
    if chosen.place is None:
        print("\n".join(_list(regulation)))
    else:
        print("\n".join(_show(regulation, "".join(chosen.place))))
    return 0


def _list(regulation: Regulation) -> list[str]:
    chapters = [chapter for chapter in regulation.chapters if chapter.number]
    origin = "，".join(part for part in (regulation.document_number, regulation.date) if part)
    lines = [
        f"《{regulation.title}》" + (f"（{origin}）" if origin else ""),
        f"共 {len(chapters)} 章 {len(regulation.articles)} 条",
    ]
    for chapter in regulation.chapters:
        lines += ["", f"{chapter.label or '正文'}（{len(chapter.articles)} 条）"]
        lines += [f"  {_summary(article)}" for article in chapter.articles]
    return lines


def _summary(article: Article) -> str:
    text = article.paragraphs[0].text
    preview = text if len(text) <= _PREVIEW else text[:_PREVIEW] + "……"
    return f"{article.label}（{len(article.paragraphs)} 款） {preview}"


def _show(regulation: Regulation, place: str) -> list[str]:
    number = parse_ordinal(place.rstrip("、"))
    if number is not None:
        return _article(regulation, regulation.article(number), None)
    references = find_references(place)
    if not references:
        raise CommandError(f"看不懂“{place}”。请写成 57、第五十七条、第57条第2款或第十章。")
    reference = references[0]
    if reference.unit == "chapter":
        return _chapter(regulation.chapter(_resolve(reference.number, len(regulation.chapters))))
    article = regulation.article(_resolve(reference.number, len(regulation.articles)))
    return _article(regulation, article, reference.paragraph)


def _resolve(number: int, last: int) -> int:
    return last if number == -1 else number


def _article(regulation: Regulation, article: Article, paragraph: int | None) -> list[str]:
    shown = (article.paragraph(paragraph),) if paragraph is not None else article.paragraphs
    heading = " ".join((f"《{regulation.title}》", *article.headings))
    return [heading, article.label, *(f"  【第{p.number}款】{p.text}" for p in shown)]


def _chapter(chapter: Chapter) -> list[str]:
    lines = [f"{chapter.label}（{len(chapter.articles)} 条）"]
    for article in chapter.articles:
        lines += [article.label, *(f"  {paragraph.text}" for paragraph in article.paragraphs)]
    return lines


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
