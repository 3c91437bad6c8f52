"""Finishing: everything that belongs to a page and nothing else, made once, and never older than its page."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import brotli
import pytest

from tests.building_sites import build, edit, tree
from tests.small_site import small_site

ENDINGS = (".br", ".gz")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, finished once; tests copy it before they change it."""
    site = small_site(tmp_path_factory.mktemp("finished"))
    outcome = build(site, "--finish")
    assert outcome.returncode == 0, outcome.stderr
    return site


@pytest.fixture
def site(finished: Path, tmp_path: Path) -> Path:
    """A copy of the finished site, the times of its files kept."""
    copy = tmp_path / finished.name
    shutil.copytree(finished, copy, copy_function=shutil.copy2)
    return copy


def finish(site: Path, *options: str) -> dict[str, bytes]:
    """Build and finish a site; return its files."""
    outcome = build(site, "--finish", *options)
    assert outcome.returncode == 0, outcome.stderr
    return tree(site / "output")


def check_copies(output: dict[str, bytes]) -> None:
    """Fail where a compressed file is not that of the file beside it."""
    for file, data in output.items():
        if file.endswith(".br"):
            assert brotli.decompress(data) == output[file.removesuffix(".br")], file
        elif file.endswith(".gz"):
            assert gzip.decompress(data) == output[file.removesuffix(".gz")], file


# ---- what is there ---------------------------------------------------------------------------------------


def test_every_page_is_there_compressed_and_copies_are_those_of_their_files(finished: Path) -> None:
    output = tree(finished / "output")
    check_copies(output)
    for file, data in output.items():
        if file.endswith((".html", ".xml")) and len(data) >= 512:
            assert {file + ending for ending in ENDINGS} <= output.keys(), file
            assert len(output[f"{file}.br"]) < len(output[f"{file}.gz"]) < len(data), file


def test_what_is_small_or_compressed_already_is_left_as_it_is(finished: Path) -> None:
    output = tree(finished / "output")
    for file in output:
        if file.endswith(ENDINGS):
            assert len(output[file[:-3]]) >= 512, file
            assert not file[:-3].endswith((".png", ".avif", ".br", ".gz", ".pagefind", ".pf_meta")), file
    assert not any("_headers" in file for file in output if file.endswith(ENDINGS))


def test_compressed_files_say_nothing_of_when_and_how_they_were_made(finished: Path) -> None:
    for file, data in tree(finished / "output").items():
        if file.endswith(".gz"):
            assert data[3] == 0, f"{file}: a name or a comment"
            assert data[4:8] == bytes(4), f"{file}: a time"


def test_two_sites_that_are_finished_apart_are_the_same(finished: Path, tmp_path: Path) -> None:
    site = small_site(tmp_path / "elsewhere")
    assert finish(site) == tree(finished / "output")


def test_a_site_that_is_finished_has_the_same_pages_as_one_that_is_not(finished: Path, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    assert build(site).returncode == 0
    plain, whole = tree(site / "output"), tree(finished / "output")
    assert plain.items() <= whole.items()
    assert not any(file.startswith(("cards/", "pagefind/")) or file.endswith(ENDINGS) for file in plain)


# ---- only once -------------------------------------------------------------------------------------------


def test_nothing_is_made_twice(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")}
    finish(site)
    assert {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*")} == before


def test_after_an_edit_only_what_it_touches_is_made_and_all_is_as_from_nothing(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*.*")}
    edit(site, "content/explainers/fishing.md", "They agreed to talk", "They had agreed to talk")
    output = finish(site)
    check_copies(output)
    touched = {path.relative_to(site / "output").as_posix() for path in (site / "output").rglob("*.*")
               if path.stat().st_mtime_ns != before.get(path)}  # fmt: skip
    assert "fishing/index.html.br" in touched
    assert not any(file.endswith(".png") for file in touched)
    assert "map/index.html.br" not in touched
    assert output == finish(site, "--output", "cold", "--store", "cold-store")


def test_a_new_title_is_on_the_card(site: Path) -> None:
    before = tree(site / "output")
    edit(site, "content/explainers/fishing.md", "title: Who may", "title: Who, then, may")
    after = finish(site)
    cards = {file for file in after if file.endswith(".png") and after[file] != before.get(file)}
    assert cards == {"cards/fishing.png", "fr/cards/fishing.png"}


def test_what_is_damaged_or_deleted_is_made_again(site: Path) -> None:
    before = tree(site / "output")
    (site / "output/index.html.br").write_bytes(b"x")
    (site / "output/map/index.html.gz").unlink()
    (site / "output/cards/map.png").unlink()
    (site / "output/fr/cards/index.png").write_bytes(b"x")
    assert finish(site) == before


def test_a_lost_store_costs_time_and_nothing_else(site: Path) -> None:
    before = tree(site / "output")
    shutil.rmtree(site / ".cache")
    assert finish(site) == before


# ---- never stale -----------------------------------------------------------------------------------------


def test_what_belongs_to_a_page_goes_with_it(site: Path) -> None:
    (site / "content/pages/about.md").unlink()
    output = finish(site)
    assert not [file for file in output if "about" in file]
    check_copies(output)


def test_a_build_that_is_not_finished_leaves_no_copy_of_what_a_page_was_before(site: Path) -> None:
    edit(site, "content/explainers/fishing.md", "They agreed to talk", "They had agreed to talk")
    assert build(site).returncode == 0
    output = tree(site / "output")
    check_copies(output)
    assert "fishing/index.html.br" not in output
    assert "map/index.html.br" in output
    (site / "content/pages/about.md").unlink()
    assert build(site).returncode == 0
    assert not [file for file in tree(site / "output") if "about" in file and file.endswith(ENDINGS)]


def test_files_of_others_are_neither_compressed_nor_touched(site: Path) -> None:
    foreign = site / "output/others/page.html"
    foreign.parent.mkdir()
    foreign.write_text("<p>Not ours.</p>" * 100, encoding="utf-8")
    (site / "output/others/old.html.br").write_bytes(b"not ours")
    output = finish(site)
    assert [file for file in output if file.startswith("others/")] == ["others/old.html.br", "others/page.html"]
    assert output["others/old.html.br"] == b"not ours"


def test_the_figures_of_a_build_are_those_of_its_pages(site: Path) -> None:
    (site / "output/index.html.br").unlink()
    (site / "output/cards/map.png").unlink()
    outcome = build(site, "--finish", "--format", "json")
    said = json.loads(outcome.stdout)
    assert (said["written"], said["rendered"], said["removed"]) == (0, 0, 0)
