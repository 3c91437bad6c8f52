"""A name that promises its content keeps the promise."""

from __future__ import annotations

from pathlib import Path

from explainers.publishing.gates.assets import wrong_hashes
from tests.publishing.synthetic import hashed, write_site


def test_a_name_that_promises_other_bytes_is_told_with_the_right_one(tmp_path: Path) -> None:
    right, wrong = hashed("a.css", b"b{}"), "assets/a.0123456789ab.css"
    (problem,) = wrong_hashes(write_site(tmp_path / "site", {wrong: b"b{}"}))
    assert (problem.path, problem.code, problem.suggestion) == (wrong, "wrong-hash", right)
    assert wrong_hashes(write_site(tmp_path / "site", {right: b"b{}"})) == ()


def test_names_that_promise_nothing_and_compressed_files_are_left_alone(tmp_path: Path) -> None:
    files = ["a.css", "assets/a.0123456789.css", "assets/a.0123456789AB.css", "pagefind/en_1a2b3c.pf_index"]
    compressed = [f"{hashed('a.css', b'b{}')}.{ending}" for ending in ("br", "gz")]
    assert wrong_hashes(write_site(tmp_path / "site", dict.fromkeys([*files, *compressed], b"x"))) == ()
