"""Whole sites: what readers read on each page, and what editors are told, stand in files beside the sites."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from lxml import html

from tests.building_sites import SITES, build, site_copy, tree
from tests.pages.test_ids import assert_ids_are_apart

BLOCKS = {
    "article", "aside", "blockquote", "dd", "details", "div", "dt", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "header", "li", "main", "nav", "ol", "p", "section", "summary", "table", "td", "th", "tr", "ul", "title",
    "desc", "text", "dl",
}  # fmt: skip


def _read(page: bytes) -> str:
    """Return what a reader reads: the page's words, a line a block, links with where they lead."""
    document = html.document_fromstring(page)
    for element in document.iter("style", "script"):
        element.drop_tree()
    pieces: list[str] = [f"title: {document.findtext('.//title')}\n"]
    _collect(document.body, pieces)
    lines = (re.sub(r"[ \n]+", " ", line).strip() for line in "".join(pieces).split("\f"))
    return "\n".join(line for line in lines if line) + "\n"


def _collect(element: html.HtmlElement, pieces: list[str]) -> None:
    if not isinstance(element.tag, str):
        pieces.append(element.tail or "")
        return
    block = element.tag in BLOCKS
    pieces.append("\f" if block else "")
    href = element.get("href")
    pieces.append(f"[{element.get('aria-label', '')}" if href else "")
    pieces.append(element.text or "")
    for child in element:
        _collect(child, pieces)
    pieces.append(f"]({href})" if href else "")
    pieces.append(("\f" if block else "") + (element.tail or ""))


def _compare(expected: Path, found: dict[str, str]) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        for name, text in found.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_text(text, encoding="utf-8")
        return
    known = {name: data.decode() for name, data in tree(expected).items()}
    assert sorted(found) == sorted(known)
    for name, text in found.items():
        assert text == known[name], f"{name} reads differently (see tests/sites/README.md)"


def _built(site: Path) -> Path:
    built = build(site)
    assert built.returncode == 0, built.stderr
    return site / "output"


@pytest.mark.parametrize("name", ["minimal", "complete", "other"])
def test_each_page_of_a_site_reads_as_it_is_expected_to(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    output = request.getfixturevalue("complete_site") if name == "complete" else _built(site_copy(name, tmp_path))
    assert_ids_are_apart(output)
    found = {}
    for file, data in tree(output).items():
        if file.endswith(".html"):
            found[file.removesuffix(".html") + ".txt"] = _read(data)
        elif not file.startswith("assets/") and file != "_headers":  # hashes of styles: tests/build reads them
            found[file] = data.decode()
    _compare(SITES / name / "expected", found)


def test_a_wrong_site_is_told_every_mistake_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    site = site_copy("wrong", tmp_path)
    built = build(site)
    assert built.returncode == 1
    assert "Traceback" not in built.stderr
    assert not (site / "output").exists()
    _compare(SITES / "wrong" / "expected", {"problems.txt": built.stderr})
