"""The archive for Pages: plain files only, hidden ones too, and the same bytes for the same site."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.ownership import NotOurs
from explainers.publishing.errors import PublishError
from explainers.publishing.pack import write_archive
from tests.publishing.synthetic import site_files, tree, write_site

FILES = site_files() | {".well-known/security.txt": b"Contact: mailto:x@news.example\n", "a/b/c.txt": b"x"}


def test_what_is_unpacked_is_the_site_readable_by_everybody(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", FILES)
    size = write_archive(site, tmp_path / "site.tar")
    assert size == (tmp_path / "site.tar").stat().st_size
    with tarfile.open(tmp_path / "site.tar") as archive:
        for member in archive:
            assert (member.isfile(), member.isdir()) != (False, False)
            assert (member.mode, member.uid, member.uname) == (0o755 if member.isdir() else 0o644, 0, "")
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # since Python 3.11.4
        archive.extractall(tmp_path / "out")
    assert tree(tmp_path / "out") == tree(site.root) == FILES


def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        site = write_site(tmp_path / name, dict(sorted(FILES.items(), reverse=name == "two")))
        os.utime(site.root / "index.html", (1, len(made)))
        (site.root / "index.html").chmod(0o600)
        write_archive(site, tmp_path / f"{name}.tar")
        made.append((tmp_path / f"{name}.tar").read_bytes())
    assert made[0] == made[1]


def test_a_site_without_a_home_page_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"x.html": b"x"})
    with pytest.raises(PublishError) as caught:
        write_archive(site, tmp_path / "site.tar")
    assert caught.value.code == ExitCode.PROBLEMS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "site.build.json"]


def test_only_the_archive_of_a_site_is_replaced(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", FILES)
    size = write_archive(site, tmp_path / "site.tar")
    assert write_archive(site, tmp_path / "site.tar") == size
    (tmp_path / "notes.txt").write_bytes(b"Notes")
    with tarfile.open(tmp_path / "photos.tar", "w") as archive:
        archive.add(tmp_path / "notes.txt", "notes.txt")
    (tmp_path / "link.tar").symlink_to("site.tar")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = tree(tmp_path)
    for name in ("notes.txt", "photos.tar", "link.tar", "folder", "pipe"):
        with pytest.raises(NotOurs, match=f"'{name}'") as refused:
            write_archive(site, tmp_path / name)
        assert refused.value.exitcode == ExitCode.USAGE
    assert tree(tmp_path) == before
    assert (tmp_path / "link.tar").is_symlink()
