"""The two ways to build give the same site, and no way to build breaks the one that stands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.building_sites import Outcome, build, edited, pelican, run, site_copy, tree

NEW = """---
title: Who counts the fish?
summary: A new page.
date: 2025-09-12
countries: [SE]
---

## Who counts?

Sweden counts [@gazette, para. 1, stated].
"""
Build = Callable[..., Outcome]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete site, built once; tests copy it before they change it."""
    site = site_copy("complete", tmp_path_factory.mktemp("built"))
    outcome = build(site)
    assert outcome.returncode == 0, outcome.stderr
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the built site, the times of its files kept."""
    copy = tmp_path / "site"
    shutil.copytree(built, copy, copy_function=shutil.copy2)
    return copy


def test_pelicans_command_and_our_own_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    site = site_copy("complete", tmp_path)
    outcome = pelican(site)
    assert outcome.returncode == 0, outcome.stderr
    assert "Traceback" not in outcome.stdout + outcome.stderr
    assert tree(site / "output") == tree(built / "output")


def test_another_folder_time_zone_locale_and_hash_seed_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    site = site_copy("complete", tmp_path / "elsewhere" / "été")
    elsewhere = {"TZ": "Pacific/Apia", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    outcome = run(site, "explainers.cli", "build", **elsewhere)
    assert outcome.returncode == 0, outcome.stderr
    assert tree(site / "output") == tree(built / "output")


@pytest.mark.parametrize("command", [build, pelican])
def test_a_broken_file_stops_the_build_and_the_output_stays_as_it_was(site: Path, command: Build) -> None:
    before = tree(site / "output")
    (site / "content/explainers/broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    with (site / "content/explainers/quiet-year.md").open("a", encoding="utf-8") as page:
        page.write("\nNobody says so [@gazete, para. 1].\n")
    outcome = command(site)
    assert outcome.returncode == 1
    told = outcome.stdout + outcome.stderr
    assert "content/explainers/broken.md:2:9: error:" in told
    assert "[unknown-source]" in told
    assert "Traceback" not in told
    assert tree(site / "output") == before


def test_a_new_file_is_on_the_site_in_the_feed_and_in_the_sitemap(site: Path) -> None:
    (site / "content/explainers/counting.md").write_text(NEW, encoding="utf-8")
    outcome = build(site)
    assert outcome.returncode == 0, outcome.stderr
    output = site / "output"
    assert "Sweden counts" in (output / "counting/index.html").read_text(encoding="utf-8")
    assert "../counting/" in (output / "sources/index.html").read_text(encoding="utf-8")
    for file in ("index.html", "feeds/all.atom.xml", "sitemap.xml", "fr/feeds/all.atom.xml", "fr/index.html"):
        assert "counting/" in (output / file).read_text(encoding="utf-8"), file
    assert "../../counting/" in (output / "countries/sweden/index.html").read_text(encoding="utf-8")


def test_nothing_is_written_where_nothing_changed(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")}
    outcome = build(site)
    assert "0 rendered" in outcome.stdout
    by_pelican = pelican(site, PYTHONPROFILEIMPORTTIME="1")
    assert "0 rendered" in by_pelican.stdout
    assert "explainers.pipeline" not in by_pelican.stderr, "nothing is loaded that has nothing to do"
    assert {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")} == before


def _edits() -> dict[str, Callable[[Path], object]]:
    return {
        "a sentence": edited("content/explainers/quiet-year.md", "Nobody argued in", "No one argued in"),
        "a title": edited("content/explainers/herring-talks.md", "title: What did", "title: What, then, did"),
        "a source": edited("content/sources/gazette.yaml", "The Strait Gazette", "Gazette of the Strait"),
        "a status": edited("content/relations/norway-sweden.md", "status: closer", "status: strained"),
        "an event's date": edited("content/events.yaml", "when: 2025-04", "when: 2025-05"),
        "a term": edited("content/glossary.yaml", "term: {en: quota,", "term: {en: allowance,"),
        "a country": edited("content/countries/sweden.md", "59.33", "58.33"),
        "a setting": edited("pelicanconf.py", '"Harbour"', '"Haven"'),
        "a draft published": edited("content/explainers/unfinished.md", "status: draft", "status: published"),
        "a page gone": lambda site: (site / "content/pages/about.md").unlink(),
        "a damaged output": lambda site: (site / "output/index.html").write_bytes(b"x"),
        "a deleted output": lambda site: (site / "output/fr/map/index.html").unlink(),
        "a damaged store": lambda site: (site / ".cache/explainers/store.sqlite").write_bytes(b"SQLite format 3\0x"),
    }


@pytest.mark.parametrize("name", list(_edits()))
def test_after_an_edit_the_output_is_that_of_a_build_from_nothing(site: Path, name: str) -> None:
    _edits()[name](site)
    outcome = build(site)
    assert outcome.returncode == 0, outcome.stderr
    cold = build(site, "--output", "cold", "--store", "cold-store")
    assert cold.returncode == 0, cold.stderr
    assert tree(site / "output") == tree(site / "cold")


def test_files_of_others_in_the_output_folder_are_left_alone(site: Path) -> None:
    (site / "output/CNAME").write_text("harbour.example\n", encoding="utf-8")
    (site / "content/explainers/unfinished.md").unlink()
    (site / "content/pages/about.md").unlink()
    assert build(site).returncode == 0
    assert (site / "output/CNAME").exists()
    assert not (site / "output/about").exists()


def test_a_draft_has_no_page_and_is_in_no_list(built: Path) -> None:
    for file, data in tree(built / "output").items():
        assert "unfinished" not in file
        assert b"A draft that nobody should see" not in data, file


def test_wrong_settings_are_told_in_a_sentence(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    for line, word in (
        ('EXPLAINER_LANGUAGES = ["xx"]', "xx"),
        ('SITEURL = "harbour"', "SITEURL"),
        ('ARTICLE_URL = "../{slug}/"', "leads out"),
        ("MAP_TILES = 7", "MAP_TILES"),
        ("1 / 0", "ZeroDivisionError"),
    ):
        text = (site / "pelicanconf.py").read_text(encoding="utf-8")
        (site / "other.py").write_text(f"{text}\n{line}\n", encoding="utf-8")
        outcome = build(site, "--settings", "other.py")
        assert outcome.returncode == 2, line
        assert word in outcome.stderr
        assert "Traceback" not in outcome.stderr


def test_a_missing_settings_file_is_wrong_usage(tmp_path: Path) -> None:
    outcome = build(site_copy("minimal", tmp_path), "--settings", "nowhere.py")
    assert (outcome.returncode, "nowhere.py" in outcome.stderr) == (2, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_may_not_be_written_is_a_fault_outside_of_the_site(site: Path) -> None:
    (site / "output").chmod(0o500)
    (site / "content/explainers/counting.md").write_text(NEW, encoding="utf-8")
    assert build(site).returncode == 3
