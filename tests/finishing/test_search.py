"""The search index: one for each language, of what search should find and of nothing else, made when words changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from explainers.finishing.search import IndexFailed, index_files
from tests.building_sites import ROOT, build, edit, site_copy, tree
from tests.finishing.searching import build_and_index, found_pages, index_of

pytestmark = pytest.mark.server  # Pagefind is a program of its own

HIDDEN = """---
title: Who must not be found?
summary: A page for those who have its address.
date: 2025-09-12
countries: [SE]
status: hidden
---

## Who?

Nobody, xylophone [analysis].
"""
ANYWHERE = """
import os, sys
from explainers.finishing.search import index_files
words = [(f"{name}/index.html", f'<html lang="{language}"><body><h1>{name}</h1><p>{text}</p></body></html>'.encode())
         for name, language, text in (("a", "en", "a bridge"), ("b", "fr", "un pont"), ("c", "de", "die Brücke"))]
for name, data in index_files(words):
    sys.stdout.buffer.write(name.encode() + b" " + data + b"\\n")
"""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete site with its index, made once; tests copy it before they change it."""
    site = site_copy("complete", tmp_path_factory.mktemp("indexed"))
    (site / "content/explainers/hidden.md").write_text(HIDDEN, encoding="utf-8")
    assert build_and_index(site) == 1
    return site


@pytest.fixture(scope="module")
def other(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A copy of the site, built anew in another folder, and the index that it had then. Tests may change it."""
    copy = tmp_path_factory.mktemp("elsewhere") / "été"
    shutil.copytree(indexed, copy, ignore=shutil.ignore_patterns("output", ".cache"))
    assert build_and_index(copy) == 1
    return copy, index_of(copy)


@pytest.fixture
def site(other: tuple[Path, dict[str, bytes]]) -> Path:
    """The copy, as the test before has left it, with its index."""
    site, _ = other
    build_and_index(site)
    return site


def test_every_language_has_an_index_of_its_own_pages(indexed: Path) -> None:
    index = index_of(indexed)
    languages = json.loads(index["pagefind-entry.json"])["languages"]
    pages = found_pages(index)
    french = {url for url in pages if url.startswith("/fr/")}
    assert {language: one["page_count"] for language, one in languages.items()} == {
        "en": len(pages) - len(french),
        "fr": len(french),
    }
    assert {"/herring-talks/", "/countries/norway/", "/relations/norway-sweden/", "/glossary/", "/"} <= set(pages)
    assert {"/fr/herring-talks/", "/fr/countries/denmark/", "/fr/glossary/"} <= french
    assert "share the herring" in pages["/herring-talks/"]["content"]
    assert "partager le hareng" in pages["/fr/herring-talks/"]["content"]


def test_pages_that_nobody_should_find_are_not_in_the_index(indexed: Path) -> None:
    pages = found_pages(index_of(indexed))
    for name in ("404.html", "search/", "map/interactive/", "hidden/", "unfinished/"):
        assert not {f"/{name}", f"/fr/{name}"} & set(pages), name
    assert (indexed / "output/hidden/index.html").is_file()
    assert not any("xylophone" in page["content"] for page in pages.values())


def test_an_original_that_stands_in_for_a_translation_is_found_in_its_own_language_only(indexed: Path) -> None:
    pages = found_pages(index_of(indexed))
    assert "/quiet-year/" in pages
    assert (indexed / "output/fr/quiet-year/index.html").is_file()
    assert not {"/fr/quiet-year/", "/fr/countries/norway/", "/fr/relations/norway-sweden/", "/fr/about/", "/fr/"} & set(
        pages
    )


def test_a_result_has_the_title_of_its_page_its_kind_and_its_sections(indexed: Path) -> None:
    pages = found_pages(index_of(indexed))
    assert pages["/herring-talks/"]["meta"] == {"title": "What did the herring talks bring?", "kind": "Explainer"}
    assert pages["/fr/countries/denmark/"]["meta"] == {"title": "Danemark", "kind": "Pays", "name": "Danemark"}
    ids = {anchor["id"] for anchor in pages["/herring-talks/"]["anchors"]}
    assert "what-was-promised" in ids
    assert {"quota", "strait"} <= {anchor["id"] for anchor in pages["/glossary/"]["anchors"]}


def test_receipts_badges_and_lists_of_other_pages_are_no_words_of_a_page(indexed: Path) -> None:
    content = found_pages(index_of(indexed))["/herring-talks/"]["content"]
    assert "Oslo promised 12 boats." in content
    for word in ("Gazette", "pledged", "Receipt", "Next review", "Cite this page", "Growing"):
        assert word not in content, word


def test_two_sites_of_the_same_words_have_the_same_index(indexed: Path, other: tuple[Path, dict[str, bytes]]) -> None:
    assert other[1] == index_of(indexed)


def test_every_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """The program lists three languages in any of six orders: eight equal ones by chance are one in 280,000."""
    outputs = set()
    for run in range(8):
        places = {
            "TMPDIR": str(tmp_path / str(run)),
            "PYTHONHASHSEED": str(run),
            "PAGEFIND_KEEP_INDEX_URL": str(run % 2 == 0),
        }
        (tmp_path / str(run)).mkdir()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **places}
        command = [sys.executable, "-c", ANYWHERE]
        outputs.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(outputs) == 1
    assert b'"languages":{"de":' in outputs.pop()


def test_nothing_is_made_where_no_page_has_changed(site: Path) -> None:
    times = {path: path.stat().st_mtime_ns for path in (site / "output/pagefind").rglob("*")}
    assert build_and_index(site) == 0
    assert {path: path.stat().st_mtime_ns for path in (site / "output/pagefind").rglob("*")} == times


def test_nothing_is_made_where_pages_have_changed_but_no_words(site: Path) -> None:
    before, index = tree(site / "output"), index_of(site)
    edit(site, "pelicanconf.py", "mailto:desk@harbour.example", "mailto:office@harbour.example")
    assert build_and_index(site) == 0
    assert tree(site / "output")["herring-talks/index.html"] != before["herring-talks/index.html"]
    assert index_of(site) == index


def test_the_index_is_made_anew_where_words_have_changed(site: Path) -> None:
    before = set(index_of(site))
    edit(site, "content/explainers/quiet-year.md", "title: Why was", "title: Marmalade, or why was")
    assert build_and_index(site) == 1
    pages = found_pages(index_of(site))
    assert pages["/quiet-year/"]["meta"]["title"].startswith("Marmalade")
    assert len(pages) == sum(name.endswith(".pf_fragment") for name in before), "what the page was is gone"


def test_a_page_that_is_gone_is_found_no_more_not_even_by_a_build_that_is_not_finished(site: Path) -> None:
    whole = index_of(site)
    assert build(site).returncode == 0
    assert index_of(site) == whole, "nothing has changed"
    (site / "content/relations/finland-norway.md").unlink()
    assert build(site).returncode == 0
    assert index_of(site) == {}, "the page says that it can't search, and has every page from A to Z"
    assert build_and_index(site) == 1
    assert "/relations/finland-norway/" not in found_pages(index_of(site))


def test_a_damaged_index_is_made_anew(site: Path) -> None:
    whole = index_of(site)
    (site / "output/pagefind/pagefind-entry.json").write_text("{}")
    next((site / "output/pagefind/fragment").iterdir()).unlink()
    assert build_and_index(site) == 1
    assert index_of(site) == whole


def test_only_what_browsers_ask_for_is_in_the_index_and_the_licence(indexed: Path) -> None:
    names = {name for name in index_of(indexed) if "/" not in name}
    assert {name for name in names if not name.endswith(".pf_meta")} == {
        "pagefind-entry.json", "pagefind-licence.txt", "pagefind.js", "wasm.en.pagefind", "wasm.fr.pagefind",
    }  # fmt: skip
    assert {Path(name).parts[0] for name in index_of(indexed)} - names == {"fragment", "index"}


def test_finishing_makes_the_index_and_an_ordinary_build_does_not(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    assert build(site).returncode == 0
    assert not (site / "output/pagefind").exists()
    outcome = build(site, "--finish")
    assert outcome.returncode == 0, outcome.stderr
    assert found_pages(index_of(site))


def test_a_language_without_a_program_of_its_own_has_the_plain_one() -> None:
    files = dict(index_files([("a.html", b'<html lang="la"><body><h1>Ponto</h1></body></html>')]))
    assert "pagefind/wasm.unknown.pagefind" in files
    assert "pagefind/wasm.en.pagefind" not in files


@pytest.mark.parametrize("words", [[], [("a.html", b"")]])
def test_where_there_is_nothing_to_find_there_is_no_index(words: list[tuple[str, bytes]]) -> None:
    assert list(index_files(words)) == []


def test_what_the_program_says_when_it_fails_is_told_in_a_sentence() -> None:
    with pytest.raises(IndexFailed, match="the search index could not be made: Pagefind failed: "):
        list(index_files([("a.txt", b"no page of HTML")]))
