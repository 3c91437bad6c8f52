"""What lies in a built site's folder is found as it is; what has no business there is told and never followed."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from explainers.ownership import LIST_NAME
from explainers.publishing.manifest import Scanned
from explainers.publishing.scan import problem_at, scan


def test_files_are_found_sorted_with_digest_and_size_but_for_the_builds_own_list(tmp_path: Path) -> None:
    for path in ("b.txt", "a/x.txt", LIST_NAME):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(path.encode())
    (tmp_path / "empty").mkdir()
    found = scan(tmp_path)
    assert list(found.files.items()) == [
        (path, Scanned(sha256(path.encode()).hexdigest(), len(path))) for path in ("a/x.txt", "b.txt")
    ]
    assert found.problems == ()


def test_links_and_devices_are_found_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "passwd.txt").symlink_to("/etc/passwd")
    (tmp_path / "etc").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe.txt")
    found = scan(tmp_path)
    assert found.files == {}
    assert [(one.code, one.path, one.message) for one in found.problems] == [
        ("not-a-file", "etc", "a link can't be published, only files can"),
        ("not-a-file", "passwd.txt", "a link can't be published, only files can"),
        ("not-a-file", "pipe.txt", "a device or pipe can't be published"),
    ]


def test_a_name_that_is_not_utf8_is_told_in_letters_that_can_be_printed(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")
    found = scan(tmp_path)
    assert found.files == {}
    assert [(one.code, one.path) for one in found.problems] == [("unfit-name", "caf\\udce9.txt")]
    assert found.problems[0].message.encode()


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")

    def refused(path: Path) -> Scanned:
        raise PermissionError(path)

    monkeypatch.setattr("explainers.publishing.scan.scanned_file", refused)
    assert [(one.path, one.message) for one in scan(tmp_path).problems] == [("a.txt", "this file can't be read")]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "none")


def test_a_problem_stands_at_its_line_and_shows_no_control_characters() -> None:
    problem = problem_at("a\nb", "x", "it has \x1b[2J", 7, "c")
    assert (problem.path, problem.message, problem.suggestion) == ("a\\x0ab", "it has \\x1b[2J", "c")
    assert (problem.place.line, problem_at("a", "x", "y").place.line) == (7, 1)
