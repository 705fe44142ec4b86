"""``python -m ui.screenshots``: take the pictures in docs/screenshots/ of the running app."""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.commands import Parser, run
from corpus.errors import CommandError
from corpus.settings import read_settings
from ui.background import APP, served
from ui.browser import chromium, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION: Final = "县长出差要提前几天报告？"
COMPARED: Final = "常务会议和党组会议的纪要分别由谁签发？"
DATED: Final = "我们局2026年3月3日报上去一份加急文件，最晚哪天该批完？"
QUERY: Final = "出差 请假"
LARGEST: Final = 150_000
"""Bytes of one picture."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the window's size and what is done before.

    ``questions`` are asked one after the other; without any there is a search.
    """

    name: str
    width: int
    height: int
    questions: tuple[str, ...] = (QUESTION,)
    dark: bool = False


SHOTS: Final = (
    Shot("ask-1280", 1280, 860),
    Shot("ask-390", 390, 844),
    Shot("answers-1280", 1280, 860, questions=(COMPARED, DATED)),
    Shot("search-1280", 1280, 860, questions=()),
    Shot("ask-dark-1280", 1280, 860, dark=True),
)


def main(arguments: list[str]) -> int:
    """Serve the app and take every picture."""
    parser = Parser("python -m ui.screenshots", "启动应用并截图（需要 Chromium 和 playwright）。")
    parser.add_argument("--out", type=Path, default=APP.parent / "docs" / "screenshots")
    target: Path = parser.parse_args(arguments).out
    if find_chromium() is None:
        raise CommandError("没有找到 Chromium。请先安装，例如：apt-get install chromium。")
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        served(read_settings().data_dir, Path(scratch) / "log.txt") as app,
        chromium() as browser,
    ):
        for shot in SHOTS:
            _take(browser, app.url, shot, target / f"{shot.name}.png")
    return 0


def _take(browser: Browser, url: str, shot: Shot, path: Path) -> None:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
    )
    page.goto(url)
    for count, question in enumerate(shot.questions, start=1):
        _ask(page, question, count)
    if not shot.questions:
        _search(page)
    page.wait_for_timeout(500)
    _write(page.screenshot(full_page=shot.width < 900), path)
    page.close()
    size = path.stat().st_size
    if size > LARGEST:
        raise CommandError(f"{path.name} 有 {size} 字节，超过 {LARGEST} 字节。")
    sys.stderr.write(f"{path}（{size} 字节）\n")


def _write(png: bytes, path: Path) -> None:
    """Save ``png`` with a palette of 256 colours: a third of the bytes, no visible loss."""
    from PIL import Image

    Image.open(io.BytesIO(png)).convert("RGB").quantize(256).save(path, optimize=True)


def _ask(page: Page, question: str, count: int) -> None:
    """Ask ``question``, the ``count``-th of the chat, and wait for the whole answer."""
    box = page.locator("#qa-question textarea")
    box.fill(question)
    box.press("Enter")
    page.wait_for_function(
        """count => document.querySelectorAll('#qa-chat .bot-row').length === count
            && !document.querySelector('#qa-chat .qa-more')""",
        arg=count,
        timeout=120_000,
    )


def _search(page: Page) -> None:
    """Search, and unfold why the first result ranks where it does."""
    page.get_by_role("tab", name="检索").click()
    page.get_by_label("检索词语").fill(QUERY)
    page.get_by_label("检索词语").press("Enter")
    page.wait_for_selector(".qa-result", timeout=120_000)
    page.get_by_text("为什么排在这里").first.click()


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
