"""Lighthouse has nothing against a page on a phone. Its mark for speed varies: it stands in docs/figures.md."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.kinds import KINDS, heaviest
from bench.pages import lighthouse, served

pytestmark = [pytest.mark.browser, pytest.mark.server]
Change = Callable[[str], str]
FIRST = ["explainer"]
# The page for what is not there asks search engines to leave it out, which costs a mark.
OTHERS = [pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS if kind not in (*FIRST, "404")]


def marks(folder: Path, path: str) -> tuple[int, ...]:
    """The marks of a page of a folder for accessibility, good practice and search engines, of 100 each."""
    if not shutil.which("lighthouse"):
        pytest.skip("there is no Lighthouse (npm package lighthouse)")
    with served(folder) as address:
        found = lighthouse(address + path)
    assert found, "Lighthouse failed"
    return found[1:]


@pytest.mark.parametrize("kind", FIRST + OTHERS)
def test_lighthouse_gives_all_marks(built_site: Path, kind: str) -> None:
    assert marks(built_site, heaviest(built_site, kind, "en").path) == (100, 100, 100)


@pytest.mark.parametrize(
    ("change", "mark"),
    [
        (lambda html: html.replace('<html lang="en">', "<html>", 1), 0),
        (lambda html: html.replace("<h1", '<img src="gone.webp" alt="" width="9" height="9"><h1', 1), 1),
        (lambda html: html.replace('<meta name="description"', '<meta name="no"', 1), 2),
    ],
    ids=["accessibility", "good practice", "search engines"],
)  # fmt: skip
@pytest.mark.slow
def test_lighthouse_would_find_it(built_site: Path, tmp_path: Path, change: Change, mark: int) -> None:
    html = (built_site / "about/index.html").read_text(encoding="utf-8")
    changed = change(html)
    assert changed != html, "nothing was planted"
    (tmp_path / "index.html").write_text(changed, encoding="utf-8")
    assert marks(tmp_path, "")[mark] < 100
