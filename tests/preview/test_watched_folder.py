"""A save costs a look at what was saved; what was told counts only where it says enough."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from explainers.build.content import Key
from explainers.build.folder import Folder
from explainers.preview import watched_folder
from explainers.preview.watched_folder import WatchedFolder

A: Key = ("explainer", "a")


class Watch:
    """A content folder with two pages and a picture, looked through once; `scans` counts how often it is again."""

    def __init__(self, content: Path) -> None:
        self.content, self.scans = content, 0
        for file in ("explainers/a.md", "explainers/a.fr.md", "explainers/b.md", "images/boat.png"):
            self.at(file).parent.mkdir(parents=True, exist_ok=True)
            self.at(file).write_bytes(b"old")
        self.folder = WatchedFolder()
        self.find()
        self.folder.has_built()

    def at(self, file: str) -> Path:
        return self.content / file

    def find(self) -> Folder:
        return self.folder.found(self.content, ("en", "fr"))

    def told(self, *files: str) -> Folder:
        """Return what is found when these files are told as saved; it is always what is there."""
        self.folder.tell(frozenset(str(self.at(file)) for file in files))
        found = self.find()
        anew = WatchedFolder().found(self.content, ("en", "fr"))
        assert (found.pages, found.others, found.problems) == (anew.pages, anew.others, anew.problems)
        return found


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch(tmp_path / "content")
    scan = watched_folder.scan

    def counting(content: Path) -> object:
        made.scans += 1
        return scan(content)

    monkeypatch.setattr(watched_folder, "scan", counting)
    return made


def _saved(watch: Watch, *files: str, also: Iterable[str] = ()) -> tuple[frozenset[Key] | None, bool]:
    """Save files; return which pages may have changed, and whether the folder was looked through for it."""
    for file in files:
        watch.at(file).write_bytes(b"new text")
    before = watch.scans
    found = watch.told(*files, *also)
    return found.saved, watch.scans > before + 1  # once for what it is compared with


def test_a_file_that_is_written_is_all_that_is_looked_at(watch: Watch) -> None:
    assert _saved(watch, "explainers/a.fr.md") == ({A}, False)
    assert _saved(watch, "explainers/b.md") == ({A, ("explainer", "b")}, False), "the last build is not yet told of"
    watch.folder.has_built()
    assert _saved(watch, "images/boat.png") == (frozenset(), False)


def test_an_editor_that_writes_a_new_file_and_renames_it_costs_no_more(watch: Watch) -> None:
    watch.at("explainers/4913").write_bytes(b"new text")
    watch.at("explainers/4913").replace(watch.at("explainers/a.md"))
    watch.at("explainers/.a.md.swp").write_bytes(b"")
    watch.at("explainers/a.md~").write_bytes(b"old")
    editors = ("explainers/4913", "explainers/.a.md.swp", "explainers/a.md~")
    assert _saved(watch, also=["explainers/a.md", *editors]) == ({A}, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda at: at("explainers/c.md").write_bytes(b"new"),
        lambda at: at("explainers/b.md").unlink(),
        lambda at: at("explainers/b.md").rename(at("explainers/c.md")),
        lambda at: at("explainers").rename(at("kept")),
        lambda at: (at("explainers/b.md").unlink(), at("explainers/b.md").symlink_to("a.md")),
    ],
    ids=["new", "gone", "renamed", "folder", "link"],
)
def test_files_that_come_go_or_become_others_have_the_folder_looked_through(
    watch: Watch, change: Callable[[Callable[[str], Path]], object]
) -> None:
    change(watch.at)
    told = ["explainers/b.md", "explainers/c.md", "explainers"]
    assert _saved(watch, also=told) == (None, True)


def test_where_a_link_leads_to_a_file_every_save_has_the_folder_looked_through(watch: Watch) -> None:
    watch.at("pages").symlink_to("explainers")
    watch.told("pages")
    watch.folder.has_built()
    assert _saved(watch, "explainers/a.md") == (None, True)


def test_what_lies_elsewhere_or_is_too_much_has_the_folder_looked_through(watch: Watch, tmp_path: Path) -> None:
    watch.folder.tell(frozenset({str(tmp_path / "other.md")}))
    assert watch.find().saved is None
    watch.folder.has_built()
    watch.folder.tell(frozenset(str(watch.at(f"explainers/{number}~")) for number in range(500)))
    assert watch.find().saved is None
    watch.folder.has_built()
    watch.folder.tell(None)
    assert watch.find().saved is None


def test_other_languages_and_another_folder_have_the_folder_looked_through(watch: Watch) -> None:
    watch.folder.found(watch.content, ("en",))
    assert watch.scans == 1
    watch.folder.has_built()
    watch.content.rename(watch.content.with_name("texts"))
    found = watch.folder.found(watch.content.with_name("texts"), ("en",))
    assert (found.root, found.saved) == ("texts", None)


def test_times_are_those_of_the_disk(watch: Watch) -> None:
    os.utime(watch.at("explainers/a.md"), ns=(10**18, 10**18))
    found = watch.told("explainers/a.md")
    assert [file.mtime_ns == 10**18 for file in found.pages[A]] == [False, True]
