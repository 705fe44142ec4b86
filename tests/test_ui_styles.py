"""The style sheets are one page's: a class of our own means the same wherever it is styled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tests.conftest import ROOT

STYLES = sorted((ROOT / "ui" / "styles").glob("*.css"))
SHARED = {"base.css", "forms.css"}


def selectors(css: str) -> Iterator[str]:
    """Yield every selector of a style sheet, one by one."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for found in re.finditer(r"([^{};]+)\{", css):
        if not found[1].strip().startswith("@"):
            yield from (each.strip() for each in re.split(r",(?![^(]*\))", found[1]))


def styled(selector: str) -> list[str]:
    """Return our own classes of the element that ``selector`` styles."""
    plain = re.sub(r":(?:not|has)\([^)]*\)", "", selector)
    return re.findall(r"\.(qa-[\w-]+)", re.split(r"[\s>+~]+", plain)[-1])


def is_bare(selector: str) -> bool:
    """Say whether ``selector`` holds anywhere on the page: no ancestor, no sibling."""
    return re.search(r"[\s>+~]", re.sub(r"\([^)]*\)", "", selector)) is None


def test_selectors_are_read() -> None:
    css = "/* .qa-x */ .qa-a, .qa-b:not(.qa-c, d) > .qa-d {color: red} @media print { #qa-e .qa-a {} }"
    assert list(selectors(css)) == [".qa-a", ".qa-b:not(.qa-c, d) > .qa-d", "#qa-e .qa-a"]
    assert [styled(each) for each in selectors(css)] == [["qa-a"], ["qa-d"], ["qa-a"]]
    assert [is_bare(each) for each in selectors(css)] == [True, False, False]


def test_a_class_has_one_home() -> None:
    """Other files style it within something of theirs; what no file defines is of one file."""
    bare: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for path in STYLES:
        for selector in selectors(path.read_text(encoding="utf-8")):
            for name in styled(selector):
                places[name].add(path.name)
                if is_bare(selector):
                    bare[name].add(path.name)
    homes = {name: bare[name] or found & SHARED or found for name, found in places.items()}
    assert {name: sorted(home) for name, home in homes.items() if len(home) > 1} == {}


def test_no_selector_is_one_that_gradio_breaks() -> None:
    """It prefixes every selector: a comma inside parentheses would part it in two."""
    broken = [
        f"{path.name}: {selector}"
        for path in STYLES
        for selector in selectors(path.read_text(encoding="utf-8"))
        if "," in selector or "&" in selector
    ]
    assert broken == []
