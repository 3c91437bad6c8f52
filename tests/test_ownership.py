"""What counts as ours, and which folders may not lie in one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.ownership import (
    LIST_NAME,
    NotOurs,
    claim_store,
    claim_workspace,
    foreign_files,
    list_line,
    nesting_problem,
    target_problem,
)
from tests.building_sites import build, run, tree
from tests.small_site import small_site


def _listed(folder: Path, *files: str) -> None:
    with (folder / LIST_NAME).open("ab") as file:
        file.writelines(list_line(one, "d") for one in files)


def test_what_is_not_on_the_list_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    for file in ("a/ours", "a/b/ours too", "a/theirs", "theirs"):
        (tmp_path / file).write_bytes(b"x")
    _listed(tmp_path, "a/ours", "a/b/ours too", "gone")
    assert sorted(foreign_files(tmp_path)) == ["a/theirs", "c/", "theirs"]


def test_a_folder_without_a_list_is_foreign_and_an_empty_one_is_not(tmp_path: Path) -> None:
    assert list(foreign_files(tmp_path)) == []
    assert list(foreign_files(tmp_path / "missing")) == []
    (tmp_path / ".git").mkdir()
    assert list(foreign_files(tmp_path)) == [".git/"]
    (tmp_path / "link").symlink_to(tmp_path)
    assert list(foreign_files(tmp_path / "link")) == ["."]


def test_a_line_that_was_cut_short_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"x")
    (tmp_path / LIST_NAME).write_bytes(list_line("a/long", "d")[:-3] + list_line("b", "d"))
    assert list(foreign_files(tmp_path)) == []


@pytest.mark.parametrize("claim", [claim_store, claim_workspace])
def test_a_folder_of_others_is_never_claimed(tmp_path: Path, claim: object) -> None:
    assert callable(claim)
    claim(tmp_path / "new")
    claim(tmp_path / "new")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/clock").write_bytes(b"theirs")
    with pytest.raises(NotOurs, match="'clock'"):
        claim(tmp_path / "theirs")
    assert tree(tmp_path / "theirs") == {"clock": b"theirs"}


@pytest.mark.parametrize("name", ["clock", "store.sqlite", "unchanged-x"])
def test_a_name_like_one_of_ours_makes_nothing_ours(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"theirs")
    with pytest.raises(NotOurs, match=name):
        claim_store(tmp_path)
    assert tree(tmp_path) == {name: b"theirs"}


def test_a_claimed_folder_is_marked_as_a_cache(tmp_path: Path) -> None:
    claim_store(tmp_path)
    assert (tmp_path / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")


@pytest.mark.parametrize(
    ("folders", "words"),
    [
        ({"output": "/s"}, "the output folder is the site's own folder"),
        ({"output": "/"}, "has the whole site in it"),
        ({"content": "/s/content", "output": "/s/content"}, "are the same, 'content'"),
        ({"content": "/s/content", "output": "/s/content/out"}, "the output folder lies inside the content folder"),
        ({"theme": "/s/content/theme", "content": "/s/content"}, "the theme folder lies inside the content folder"),
        ({"output": "/s/output", "store": "/s/output/store"}, "the store folder lies inside the output folder"),
        ({"content": "/s/content", "output": "/s/content-out", "store": "/s/.cache", "theme": "/t"}, ""),
    ],
)
def test_folders_that_lie_in_one_another_are_told(folders: dict[str, str], words: str) -> None:
    told = nesting_problem({name: Path(folder) for name, folder in folders.items()}, Path("/s"))
    assert words in told
    assert bool(words) == bool(told)


@pytest.mark.parametrize("place", ["releases/90feb1df/x", "current/x", "staging/x", ".publish/x"])
def test_no_folder_of_a_site_lies_in_what_is_published(tmp_path: Path, place: str) -> None:
    www = tmp_path / "www"
    folders = {"output": www / place}
    assert not nesting_problem(folders, tmp_path / "site")
    (www / ".publish").mkdir(parents=True)
    (www / ".publish/owner").write_bytes(b"news\n")
    part = place.partition("/")[0]
    told = nesting_problem(folders, tmp_path / "site")
    assert told.startswith(
        f"the output folder 'x' lies in '{part}' of the target 'www', which keeps its own things there"
    )
    assert not nesting_problem({"output": www / "beside"}, tmp_path / "site")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/s", "the target folder is the site's own folder, 's'"),
        ("/", "the target folder '/' has the whole site in it"),
        ("/s/content/www", "the target folder lies inside the content folder, 'content'"),
        ("/s/output", "the output folder and the target folder are the same, 'output'"),
        ("/out", "the output folder lies inside the target folder, 'out'"),
        (
            "/s/www",
            "git would take what is published for sources: name a folder outside, or write /www/ into .gitignore",
        ),
        ("/s/.cache/www", ""),
        ("/srv/www", ""),
    ],
)
def test_a_target_lies_outside_of_a_sites_folders_and_of_what_git_commits(target: str, words: str) -> None:
    folders = {"content": Path("/s/content"), "output": Path("/out/new" if target == "/out" else "/s/output")}
    told = target_problem(Path(target), folders, Path("/s"), lambda folder: folder == Path("/s/www"))
    assert words in told
    assert bool(words) == bool(told)


@pytest.mark.parametrize("output", ["content", "content/out", ".", "..", ".cache/explainers"])
def test_no_command_takes_folders_that_lie_in_one_another(tmp_path: Path, output: str) -> None:
    site = small_site(tmp_path)
    before = tree(tmp_path)
    outcome = build(site, "--output", output)
    assert (outcome.returncode, "folder" in outcome.stderr) == (2, True)
    assert run(site, "explainers.cli", "check", "--output", output).returncode == 2
    assert tree(tmp_path) == before


def test_a_build_refuses_to_replace_a_page_that_somebody_else_has_made(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site / "output/about").mkdir(parents=True)
    (site / "output/about/index.html").write_bytes(b"theirs")
    (site / "output/CNAME").write_bytes(b"harbour.example")
    before = tree(site / "output")
    outcome = build(site)
    assert (outcome.returncode, "'about/index.html'" in outcome.stderr) == (2, True)
    assert tree(site / "output") == before
    (site / "output/about/index.html").unlink()
    assert build(site).returncode == 0
    assert (site / "output/CNAME").read_bytes() == b"harbour.example"
