"""``python -m ui.screenshots``: take the pictures in docs/screenshots/ of the running app."""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from corpus.commands import Parser, run
from corpus.errors import CommandError
from corpus.settings import read_settings
from indexing.library import open_index
from ui.background import APP, own_data, served
from ui.browser import chromium, find_chromium
from ui.scenes import SCENES, Scene
from ui.visitor import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

LARGEST: Final = 120_000
"""Bytes of one picture."""
_TALLEST: Final = 1_400
"""Pixels of a page on a telephone."""
_COLOURS: Final = (256, 128, 64, 32)
"""Of a palette, the most that LARGEST allows: a third of the bytes, no visible loss."""
_VISITOR: Final = "taking-pictures-for-the-readers-"
"""What is drawn for this visitor is drawn again for the next picture."""
_PAUSE: Final = 500
"""Milliseconds."""


Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Look:
    """A window and its colours."""

    width: int
    height: int
    scheme: Scheme


LOOKS: Final = tuple(
    Look(width, height, scheme)
    for (width, height), scheme in product(((1280, 860), (390, 844)), get_args(Scheme))
)


def main(arguments: list[str]) -> int:
    """Take every picture; each look is served from a data directory of its own."""
    parser = Parser("python -m ui.screenshots", "启动应用并截图（需要 Chromium 和 playwright）。")
    parser.add_argument("--out", type=Path, default=APP.parent / "docs" / "screenshots")
    target: Path = parser.parse_args(arguments).out
    if find_chromium() is None:
        raise CommandError("没有找到 Chromium。请先安装，例如：apt-get install chromium。")
    settings = read_settings()
    open_index(settings)
    target.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        with tempfile.TemporaryDirectory() as folder:
            data = own_data(settings.data_dir, Path(folder))
            log = Path(folder) / "log.txt"
            with served(data, log, "--no-llm") as app, chromium() as browser:
                _take_all(browser, app.url, look, target)
    return 0


def _take_all(browser: Browser, url: str, look: Look, target: Path) -> None:
    with opened(browser, url, look) as context:
        for scene in SCENES:
            path = target / f"{scene.name}-{look.width}-{look.scheme}.png"
            _take(context, url, scene, path)
            sys.stderr.write(f"{path}（{path.stat().st_size} 字节）\n")


def opened(browser: Browser, url: str, look: Look) -> BrowserContext:
    """Return a browser that looks like ``look``, the same visitor each time."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.scheme,
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": COOKIE, "value": _VISITOR, "url": url}])
    return context


def _take(context: BrowserContext, url: str, scene: Scene, path: Path) -> None:
    from playwright.sync_api import Error

    page = context.new_page()
    try:
        page.goto(f"{url}/#{scene.place}")
        scene.show(page)
        _settle(page)
        _write(_picture(page, whole=scene.whole), path)
    except Error as error:
        raise CommandError(f"没有截成 {path.name}：{error.message.splitlines()[0]}") from error
    finally:
        page.close()


def _picture(page: Page, *, whole: bool) -> bytes:
    """Return what the window shows; a telephone's is made higher, or the page pictured below it."""
    size = page.viewport_size
    if size is None or size["width"] > size["height"]:
        return page.screenshot()
    if whole:
        return page.screenshot(
            full_page=True, clip={"x": 0, "y": 0, "width": size["width"], "height": _TALLEST}
        )
    rest = page.evaluate("document.documentElement.scrollHeight - scrollY")
    height = max(size["height"], min(rest, _TALLEST))
    page.set_viewport_size({"width": size["width"], "height": height})
    _settle(page)
    return page.screenshot()


def _settle(page: Page) -> None:
    """Wait until what follows a press is there, and nothing fades in or out any more."""
    page.wait_for_timeout(_PAUSE)
    page.wait_for_function(
        "document.getAnimations().every(animation => animation.playState !== 'running')"
    )


def _write(png: bytes, path: Path) -> None:
    """Save ``png`` with a palette; raise CommandError where LARGEST does not hold it."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in _COLOURS:
        picture.quantize(colours).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            return
    size = path.stat().st_size
    raise CommandError(f"{path.name} 有 {size} 字节，超过 {LARGEST} 字节。")


if __name__ == "__main__":
    run(lambda: main(sys.argv[1:]))
