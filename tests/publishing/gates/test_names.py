"""Every name can be served, by any server, from any disk."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainers.problems import Problem
from explainers.publishing.gates.names import unfit_names
from tests.publishing.synthetic import write_site


def found_in(folder: Path, *paths: str) -> tuple[Problem, ...]:
    return unfit_names(write_site(folder / "site", dict.fromkeys(paths, b"x")))


def test_a_line_break_in_a_name_is_found_and_printed_as_letters(tmp_path: Path) -> None:
    (problem,) = found_in(tmp_path, "a\nb.txt")
    assert (problem.code, problem.path) == ("unfit-name", "a\\x0ab.txt")


def test_names_of_files_or_folders_that_differ_only_by_capitals_are_found(tmp_path: Path) -> None:
    found = found_in(tmp_path, "a.txt", "A.txt", "b/x.txt", "B/y.txt")
    assert [(problem.path, problem.message) for problem in found] == [
        ("a.txt", "this name differs from 'A.txt' only by capitals"),
        ("b", "this name differs from 'B' only by capitals"),
    ]


@pytest.mark.parametrize(
    "path", [".nojekyll", ".well-known/x.txt", "a.key.txt", "x/a.b.html", "é.txt", f"{'x' * 255}/y.txt"]
)
def test_what_any_server_can_serve_passes(tmp_path: Path, path: str) -> None:
    assert found_in(tmp_path, path, "index.html") == ()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("x/.well-known/a.txt", "begin with a dot"),
        (".well-known/.a.txt", "begin with a dot"),
        (".htaccess", "begin with a dot"),
        ("_publish/owner", "where targets keep what they know of themselves"),
        ("site.key", "a key or a backup"),
        ("x/page.html~", "a key or a backup"),
        (unicodedata.normalize("NFD", "é.txt"), "decomposed"),
        ("a\x7f.txt", "control characters"),
    ],
)
def test_what_should_not_be_published_says_why(tmp_path: Path, path: str, said: str) -> None:
    (problem,) = found_in(tmp_path, path, "index.html")
    assert said in problem.message


def test_a_name_that_other_disks_could_not_hold_is_found(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"index.html": b"x"})
    (scanned,) = site.files.values()
    for name, is_fit in (("x" * 255, True), ("é" * 128, False), (f"a/{'x' * 256}/b", False)):
        problems = unfit_names(replace(site, files={name: scanned}))
        assert [one.message for one in problems] == ([] if is_fit else ["this name is longer than 255 bytes"])
