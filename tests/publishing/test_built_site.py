"""A built site is read with the record beside it, or refused in a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import built_site, record_path
from explainers.publishing.errors import PublishError
from tests.publishing.synthetic import URL, target_in, write_site

FILES = {"index.html": b"<p>One", "a/index.html": b"<p>Two", "robots.txt": b"User-agent: *\n"}


def test_a_site_has_its_files_its_pages_and_the_id_that_was_recorded(tmp_path: Path) -> None:
    write_site(tmp_path / "output", FILES, commit="c" * 40)
    site = built_site(tmp_path / "output")
    assert list(site.files) == ["a/index.html", "index.html", "robots.txt"]
    assert site.pages == ("a/index.html", "index.html")
    assert (site.id, site.record.site_url, site.record.commit) == (site.record.id, URL, "c" * 40)
    assert site.read("a/index.html") == b"<p>Two"
    assert site.problems == ()


def test_the_id_is_that_of_the_files_and_not_of_the_record(tmp_path: Path) -> None:
    before = write_site(tmp_path / "output", FILES)
    (tmp_path / "output/robots.txt").write_bytes(b"")
    after = built_site(tmp_path / "output")
    assert after.record == before.record
    assert after.id != before.id


def _refused(folder: Path) -> str:
    with pytest.raises(PublishError) as caught:
        built_site(folder)
    assert caught.value.code == caught.value.exitcode == ExitCode.USAGE
    assert caught.value.message.endswith("run 'python3 publish.py build' first")
    return caught.value.message


def test_a_folder_that_is_not_there_or_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    for name in ("output", "none"):
        assert f"there is no built site in '{name}'" in _refused(tmp_path / name)


def test_a_site_without_its_record_or_with_a_damaged_one(tmp_path: Path) -> None:
    record = record_path(write_site(tmp_path / "output", FILES).root)
    record.write_bytes(record.read_bytes()[:-9])
    assert "'output.build.json' can't be used" in _refused(tmp_path / "output")
    record.unlink()
    assert "'output.build.json', which says what it was built from, is missing" in _refused(tmp_path / "output")


def test_a_folder_that_was_moved_without_its_record_is_told_where_that_is(tmp_path: Path) -> None:
    write_site(tmp_path / "other", {"index.html": b"<p>Other"})
    site = write_site(tmp_path / "output", FILES)
    site.root.rename(tmp_path / "shown")
    told = _refused(tmp_path / "shown")
    assert "'shown.build.json', which says what it was built from, is missing beside 'shown'" in told
    assert "'output.build.json' is the record of these very files: rename it to that" in told
    (tmp_path / "output.build.json").rename(tmp_path / "shown.build.json")
    assert built_site(tmp_path / "shown").id == site.id
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "shown").rename(tmp_path / "elsewhere/output")
    assert "bring it from where the folder was built, under this name" in _refused(tmp_path / "elsewhere/output")


def test_a_target_is_no_folder_that_was_built(tmp_path: Path) -> None:
    target = target_in(tmp_path / "www")
    with target.locked():
        target.claim("news")
    assert "'www' is a target, not a folder that was built" in _refused(tmp_path / "www")
