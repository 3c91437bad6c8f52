"""A preview is a release beside the live one: hidden, for a while, and nothing of what readers see changes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from explainers.publishing.deploy import PublishOptions, deploy
from explainers.publishing.gates import problems_of
from explainers.publishing.previews import expired_previews, hidden_site, is_preview_name
from explainers.publishing.targets.branch import Branch
from explainers.publishing.targets.objects import Objects
from explainers.publishing.targets.protocol import Target
from explainers.publishing.targets.store import Store
from tests.publishing.synthetic import NOON, SITE, World, site_files, target_in, tree, write_site

Make = Callable[[], Target]
Shown = Callable[[], dict[str, bytes]]


def folder(place: Path) -> tuple[Make, Shown]:
    return lambda: target_in(place / "www"), lambda: {
        f"previews/{path.parent.name}/{name}" if path.parent.name != "www" else name: data
        for path in place.glob("www/**/current")
        for name, data in tree(path).items()
    }


def objects(place: Path) -> tuple[Make, Shown]:
    obstore = pytest.importorskip("obstore", reason="obstore is not installed")
    inner = obstore.store.MemoryStore()
    store = Store(inner)
    return lambda: Objects(Store(inner), "desk-1"), lambda: {
        key: store.read(key) for key in store.found() if "_publish/" not in key
    }


def branch(place: Path) -> tuple[Make, Shown]:
    subprocess.run(("git", "init", "-q", "--bare", str(place / "far.git")), check=True)

    def shown() -> dict[str, bytes]:
        out = place / "out"
        subprocess.run(("rm", "-rf", str(out)), check=True)
        subprocess.run(("git", "clone", "-q", "-b", "pages", str(place / "far.git"), str(out)), check=True)
        return {path: data for path, data in tree(out).items() if "_publish/" not in path and path[0] != "."}

    return lambda: Branch(str(place / "far.git"), "pages", dict(os.environ)), shown


@pytest.mark.parametrize("kind", [folder, objects, branch])
def test_a_preview_lies_beside_the_live_release_until_its_time_is_over(
    kind: Callable[[Path], tuple[Make, Shown]], tmp_path: Path
) -> None:
    target, shown = kind(tmp_path)
    world = World()
    live = write_site(tmp_path / "live", site_files(), "a" * 40)
    deploy(target(), live, PublishOptions(), world.around())
    url = "https://b1.news.example"
    bold = write_site(tmp_path / "bold", site_files("bold", url=url), "0" * 40, url=url)
    hidden = hidden_site(bold, tmp_path / "hidden")
    options = PublishOptions(expires=world.now + timedelta(days=3), allow_older=True)
    assert deploy(target().preview("b1"), hidden, options, world.around()).action == "deployed"
    seen = shown()
    assert {f"previews/b1/{path}": data for path, data in tree(hidden.root).items()}.items() <= seen.items()
    assert {path: data for path, data in seen.items() if not path.startswith("previews/")} == tree(live.root)
    assert target().previews() == ("b1",)

    assert not list(expired_previews(target(), SITE, world.now + timedelta(days=2)))
    later = PublishOptions(expires=world.now + timedelta(days=5), allow_older=True)
    assert deploy(target().preview("b1"), hidden, later, world.around()).action == "unchanged"
    if kind is not branch:  # the same commit stays as it is
        assert not list(expired_previews(target(), SITE, world.now + timedelta(days=4)))
    assert list(expired_previews(target(), SITE, world.now + timedelta(days=6))) == ["b1"]
    assert deploy(target(), live, PublishOptions(), world.around()).action == "unchanged"
    edited = write_site(tmp_path / "edited", site_files(edits={"index": "New."}), "b" * 40)
    assert deploy(target(), edited, PublishOptions(), world.around()).sent == 1
    assert any(path.startswith("previews/b1/") for path in shown())
    target().drop_preview("b1")
    assert shown() == tree(edited.root)
    assert target().previews() == ()


def test_pages_of_a_preview_are_hidden_and_otherwise_as_they_were_built(tmp_path: Path) -> None:
    files = site_files() | {"index.html.gz": b"packed", "_headers": b"/*\n  X-Frame-Options: DENY\n"}
    site = write_site(tmp_path / "site", files)
    hidden = hidden_site(site, tmp_path / "hidden")
    told = tree(hidden.root)
    assert told.keys() == files.keys() - {"index.html.gz"}
    for path, data in told.items():
        if path.endswith(".html"):
            assert data.replace(b'<meta name="robots" content="noindex">', b"", 1) == files[path]
            assert data != files[path]
    assert told["_headers"].endswith(b"/*\n  X-Robots-Tag: noindex\n")
    assert (hidden.record.id, hidden.record.id != site.id) == (hidden.id, True)
    assert {problem.code for problem in problems_of(hidden, (), NOON)} == {"not-indexed"}


def test_a_page_without_a_head_is_hidden_too(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"a.html": b"<!doctype html><title>x</title>", "b.html": b"words"})
    hidden_site(site, tmp_path / "hidden")
    for path in ("a.html", "b.html"):
        assert b'<meta name="robots" content="noindex">' in (tmp_path / "hidden" / path).read_bytes()
    assert (tmp_path / "hidden/a.html").read_bytes().startswith(b"<!doctype html><meta")


def test_a_folder_that_is_no_preview_of_ours_is_left_alone(tmp_path: Path) -> None:
    target = target_in(tmp_path / "www")
    site = write_site(tmp_path / "site", site_files())
    deploy(target, site, PublishOptions(), World().around())
    (tmp_path / "www/previews/mine").mkdir(parents=True)
    (tmp_path / "www/previews/mine/thesis.txt").write_bytes(b"mine")
    options = PublishOptions(expires=NOON)
    other = write_site(tmp_path / "other", site_files(), site="sports")
    deploy(target.preview("theirs"), hidden_site(other, tmp_path / "hidden"), options, World().around())
    assert target.previews() == ("theirs",)
    assert not list(expired_previews(target, SITE, World().now))


def test_names_are_words_of_addresses() -> None:
    assert [is_preview_name(name) for name in ("b1", "new-map", "A", "-x", "a/b", "..", "", "x" * 41)] == [
        True, True, False, False, False, False, False, False,
    ]  # fmt: skip
