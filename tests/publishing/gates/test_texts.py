"""What is text among a site's files, and which strings in it only machines read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from explainers.publishing.gates.texts import files_read, machine_strings
from tests.publishing.synthetic import write_site


def strings(path: str, text: str) -> list[tuple[str, int]]:
    return [(one.value, one.line) for one in machine_strings(path, text.encode())]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("x.html", "<p title='two words' data-x=one>words", [("one", 1)]),
        ("x.html", '<script>{"a": "two words", "b": "c"}</script>', [("a", 1), ("b", 1), ("c", 1)]),
        ("x.json", '["<a href=\\"/x\\">two words</a>", "two words"]', [("/x", 1)]),
        ("x.xml", "<a>\n<b c='d'>two words</b><e>f</e></a>", [("d", 2), ("f", 2)]),
        ("x.csv", "title,url\ntwo words,/x", [("title", 1), ("url", 1), ("/x", 2)]),
        ("x.bib", "@misc{key,\n title = {two words},\n url = {/x}\n}", [("@misc", 1), ("key", 1), ("/x", 3)]),
        ("x.ris", "TI  - two words\nUR  - /x", [("/x", 2)]),
        ("x.js", "all of it", [("all of it", 1)]),
        ("_headers", "/*\n  A: b", [("A:", 2), ("b", 2)]),
        ("_redirects", "/a /b 301", [("/b", 1), ("301", 1)]),
        ("x.svg", "<a>\n<!-- c --><b>two words</b></a>", [(" c ", 2)]),
    ],
)  # fmt: skip
def test_words_are_left_out(path: str, text: str, found: list[tuple[str, int]]) -> None:
    assert sorted(each for each in strings(path, text) if each[0].strip()) == sorted(found)


def test_compressed_text_is_text_and_pictures_and_copies_are_not(tmp_path: Path) -> None:
    files = {
        "x.pf_index": gzip.compress(b"words"), "x.png": b"\x89PNG\0", "x.txt": b"words",
        "x.txt.gz": gzip.compress(b"words"), "x.woff2": b"wOF2\0\1",
    }  # fmt: skip
    site = write_site(tmp_path / "site", files)
    assert {file.path: file.text for file in files_read(site)} == {
        "x.pf_index": b"words", "x.png": None, "x.txt": b"words", "x.woff2": None,
    }  # fmt: skip
