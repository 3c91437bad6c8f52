"""A content folder is listed in order, without what editors leave behind, and never beyond itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading import scan as scan_module
from explainers.reading.scan import LONGEST_NAME, content_bytes, scan
from explainers.reading.text import LARGEST
from explainers.strays import is_stray


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    for name in (
        "explainers/b.md",
        "explainers/a.md",
        "events.yaml",
        "images/deep/a.jpg",
        "sources/afp.yaml",
        "LICENSE",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def paths(content: Path) -> list[str]:
    return [file.path for file in scan(content).files]


def test_files_of_content_are_listed_in_order(content: Path) -> None:
    listing = scan(content)
    assert [file.path for file in listing.files] == [
        "content/events.yaml",
        "content/explainers/a.md",
        "content/explainers/b.md",
        "content/sources/afp.yaml",
    ]
    assert [file.path for file in listing.others] == ["content/LICENSE", "content/images/deep/a.jpg"]
    assert listing.problems == ()


def test_a_file_says_its_size_and_its_time(content: Path) -> None:
    file = next(file for file in scan(content).files if file.path == "content/events.yaml")
    stat = (content / "events.yaml").stat()
    assert (file.size, file.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    assert content_bytes(file) == b"events.yaml"


STRAYS = [
    ".git", ".a.md.swp", "a.md~", "#a.md#", ".#a.md", "a.md.swp", "a.md.bak", ".DS_Store", "a.md.orig", ".~a.md",
    "Thumbs.db", "thumbs.db", "ehthumbs.db", "Desktop.ini", "desktop.ini", "~$a.md", "a.md.sb-1a2b", "Icon\r",
    "a.md.sb-8f2d3a1b-AbCdEf", "a.sync-conflict-20260301-101500-ABCDEFG.md", "~syncthing~a.md.tmp", ".stfolder",
    "a (Ann's conflicted copy 2026-03-01).md", "a (conflicted copy 2026-03-01 101500).md", "._a.md", "a.md.lnk",
    "a_conflict-20260301-101500.md", "a.md.part", "a.md.crdownload", "a.md.kate-swp", "4913", "a.md___jb_tmp___",
    "a.md.save", "a.md.save.1", "__MACOSX", "@eaDir", "$RECYCLE.BIN", ".~lock.a.md#", ".directory", "a.md.rej",
]  # fmt: skip


@pytest.mark.parametrize("name", STRAYS)
def test_what_desktops_editors_and_sync_programs_leave_behind_is_not_read(content: Path, name: str) -> None:
    before = scan(content)
    (content / "explainers" / name).write_text("x")
    (content / name).mkdir()
    (content / name / "a.md").write_text("x")
    after = scan(content)
    assert (after.files, after.others, after.problems) == (before.files, before.others, before.problems)
    shown = name.replace("\r", "\\r")
    assert set(after.strays) - set(before.strays) == {f"content/{shown}", f"content/explainers/{shown}"}


@pytest.mark.parametrize(
    "name",
    [
        "thumbs.md",
        "desktop.md",
        "a-conflicted-copy.md",
        "a.sync.md",
        "icon.md",
        "sb-1a.md",
        "conflict-1905.md",
        "49130",
    ],
)
def test_what_only_sounds_like_that_is_read_or_told(content: Path, name: str) -> None:
    (content / "explainers" / name).write_text("x")
    assert f"content/explainers/{name}" in paths(content)


@pytest.mark.parametrize(
    "name",
    [
        "explainer/a.md",
        "a.markdown",
        "event.yaml",
        "explainers/a.txt",
        "sources/a.yml",
        "glossary.yaml.txt",
        "a.MD",
        "deep/a.md.txt",
    ],
)
def test_a_file_that_is_not_read_is_listed_so_that_it_can_be_told(content: Path, name: str) -> None:
    (content / name).parent.mkdir(exist_ok=True)
    (content / name).write_text("x")
    assert f"content/{name}" in paths(content)


@given(st.from_regex(scan_module._PLAIN, fullmatch=True))
def test_a_plain_name_is_shown_as_it_is_and_no_stray(name: str) -> None:
    assert not is_stray(name)
    assert (scan_module._shown(name), len(name) <= LONGEST_NAME) == (name, True)


def test_what_was_seen_a_moment_ago_is_not_looked_at_again(content: Path) -> None:
    seen = {str(content / "explainers/a.md"): (7, 8), str(content / "explainers/b.md"): (9, 10)}
    (content / "explainers/b.md").rename(content / "explainers/c.md")
    (content / "explainers/b.md").symlink_to("c.md")
    like = {file.path: (file.size, file.mtime_ns) for file in scan(content, seen).files}
    found = (content / "explainers/c.md").stat()
    assert like["content/explainers/a.md"] == (7, 8)
    assert like["content/explainers/b.md"] == like["content/explainers/c.md"] == (found.st_size, found.st_mtime_ns)


def test_a_link_in_the_folder_is_followed(content: Path) -> None:
    (content / "explainers" / "c.md").symlink_to("a.md")
    (content / "pages").symlink_to("explainers")
    assert "content/explainers/c.md" in paths(content)
    assert "content/pages/a.md" in paths(content)


def test_a_link_out_of_the_folder_is_refused(content: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("x")
    (tmp_path / "content2").mkdir()
    (content / "explainers" / "c.md").symlink_to(tmp_path / "secret.md")
    (content / "explainers" / "d.md").symlink_to("/etc/passwd")
    (content / "extra").symlink_to(tmp_path / "content2")
    (content / "none.md").symlink_to("nowhere.md")
    listing = scan(content)
    refused = ["content/explainers/c.md", "content/explainers/d.md", "content/extra", "content/none.md"]
    assert [problem.path for problem in listing.problems] == refused
    assert not set(refused) & {file.path for file in (*listing.files, *listing.others)}


def test_links_in_a_circle_end(content: Path) -> None:
    (content / "explainers" / "up").symlink_to("..")
    (content / "a").symlink_to("b")
    (content / "b").symlink_to("a")
    (content / "images" / "one").symlink_to("deep")
    (content / "images" / "deep" / "two").symlink_to(content / "images")
    assert {problem.path for problem in scan(content).problems} >= {"content/explainers/up", "content/a", "content/b"}


def test_the_content_folder_may_be_a_link_itself(content: Path, tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to(content)
    assert paths(tmp_path / "other")[0] == "other/events.yaml"


def test_a_relative_folder_is_the_same(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content.parent)
    assert paths(Path("content")) == paths(content)
    monkeypatch.chdir(content)
    assert paths(Path()) == paths(content)


def test_names_that_can_not_be_shown_are_told(content: Path) -> None:
    for name in (b"a\xff.md", b"a\n.md", "a\u202e.md".encode()):
        (content / os.fsdecode(name)).write_text("x")
    listing = scan(content)
    assert [problem.code for problem in listing.problems] == ["unknown-value"] * 3
    assert all(problem.path.isprintable() for problem in listing.problems)


def test_what_is_no_file_is_told(content: Path) -> None:
    os.mkfifo(content / "explainers" / "c.md")
    assert [problem.path for problem in scan(content).problems] == ["content/explainers/c.md"]


def test_no_more_is_read_than_shows_that_a_file_is_too_large(content: Path) -> None:
    (content / "events.yaml").write_bytes(b"a" * (LARGEST + 1000))
    assert len(content_bytes(scan(content).files[0])) == LARGEST + 1


def test_a_folder_that_is_not_there_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        scan(tmp_path / "none")


@pytest.mark.parametrize("name", ["a" * 237 + ".md", "é" * 118 + ".md", "images/" + "x" * 236 + ".jpg"])
def test_a_name_that_leaves_room_for_what_is_made_of_it_is_right(content: Path, name: str) -> None:
    path = name if "/" in name else f"explainers/{name}"
    (content / path).write_text("x", encoding="utf-8")
    assert scan(content).problems == ()


@pytest.mark.parametrize(
    "path",
    [
        f"explainers/{'a' * 252}.md",
        f"explainers/{'a' * 238}.md",
        f"explainers/{'é' * 120}.md",
        f"explainers/{'語' * 80}.fr.md",
        f"images/{'x' * 237}.jpg",
        f"sources/{'k' * 240}.yaml",
        f"images/{'f' * 241}/a.jpg",
    ],
)
def test_a_name_that_is_too_long_for_what_is_made_of_it_is_told(content: Path, path: str) -> None:
    (content / path).parent.mkdir(exist_ok=True)
    (content / path).write_text("x", encoding="utf-8")
    (problem,) = scan(content).problems
    assert problem.message == "this name has more than 240 bytes, too many for what is made of it: shorten it"
    assert problem.path == f"content/{path.removesuffix('/a.jpg')}"
