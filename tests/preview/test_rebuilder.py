"""The preview's builds: each says what changed, and one that fails leaves the last good version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainers.build.output import Output
from explainers.build.store import KeptFile
from explainers.commands.opening import site_of
from explainers.pages import feeds
from explainers.pages.feeds import feed_text
from explainers.pages.machine_views import FeedText
from explainers.pages.page_context import PageContext
from explainers.preview.rebuilder import Changes, Rebuilder
from explainers.preview.state import Draft, State
from tests.building_sites import edit, site_copy, tree

DAY = "2026-09-17"
PAGE = "content/explainers/fishing.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The minimal site, as the folder where commands are typed."""
    copy = site_copy("minimal", tmp_path)
    monkeypatch.chdir(copy)
    monkeypatch.setattr("sys.dont_write_bytecode", True)  # settings files are Python
    return copy


def _rebuilder(output: Path | None = None) -> Rebuilder:
    return Rebuilder(lambda: site_of("pelicanconf.py", None, None, None), output, DAY, 40)


def test_builds_are_numbered_and_only_what_changed_is_told(site: Path) -> None:
    rebuilder = _rebuilder()
    first = rebuilder.build(Changes())
    assert (first.number, first.first, first.failed) == (41, 40, False)
    assert rebuilder.output == site / ".cache/explainers/preview"
    assert set(first.changed.values()) == {41}
    assert "index.html" in first.changed
    again = rebuilder.build(Changes())
    assert (again.number, again.changed) == (42, first.changed)
    edit(site, PAGE, "argued about herring", "argued about cod")
    edited = rebuilder.build(Changes())
    changed = {file for file, number in edited.changed.items() if number == 43}
    assert "index.html" in changed
    assert 0 < len(changed) < len(edited.changed)


def test_a_save_asks_the_disk_of_no_file_that_stands(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuilder = _rebuilder()
    rebuilder.build(Changes())
    rebuilder.build(Changes())
    asked: list[str] = []
    is_intact = Output.is_intact

    def noting(output: Output, kept: KeptFile) -> bool:
        asked.append(kept.file)
        return is_intact(output, kept)

    monkeypatch.setattr(Output, "is_intact", noting)
    edit(site, PAGE, "argued about herring", "argued about cod")
    made = rebuilder.build(Changes())
    written = {file for file, number in made.changed.items() if number == 43}
    assert written
    assert not asked
    rebuilder.build(Changes())
    assert set(asked) < set(made.changed), "only what was made again is looked at, once"


def _saved(site: Path, *files: str) -> Changes:
    return Changes(files=frozenset(str(site / "content" / file) for file in files))


def test_what_was_told_of_saves_makes_the_files_of_a_build_from_nothing(site: Path, tmp_path: Path) -> None:
    rebuilder = _rebuilder()
    rebuilder.build(Changes())

    def compare(name: str, *files: str) -> None:
        assert not rebuilder.build(_saved(site, *files)).failed, name
        assert not _rebuilder(tmp_path / name).build(Changes()).failed
        assert tree(rebuilder.output) == tree(tmp_path / name), name

    content, page = site / "content", "explainers/fishing.md"
    edit(site, PAGE, "argued about herring", "argued about cod")
    assert not rebuilder.build(_saved(site, page)).failed
    (source,) = (content / "sources").glob("*.yaml")
    good, key = source.read_bytes(), f"sources/{source.name}"
    edit(content, key, "publisher: ", "publisher: The ")
    compare("source", key)
    source.write_bytes(b"publisher: [")
    edit(site, PAGE, "argued about cod", "argued about crabs")
    assert rebuilder.build(_saved(site, key, page)).failed
    source.write_bytes(good)
    compare("mended", key)  # of the page, the build that failed was told
    (content / "explainers/nets.md").write_bytes((site / PAGE).read_bytes())
    assert not rebuilder.build(_saved(site, "explainers/nets.md")).failed
    (content / "explainers/nets.md").rename(site / PAGE)
    edit(site, PAGE, "argued about crabs", "argued about nets")
    compare("renamed", "explainers/nets.md", page)


def test_an_output_folder_that_is_gone_is_made_again(site: Path) -> None:
    rebuilder = _rebuilder()
    before = rebuilder.build(Changes())
    rebuilder.build(Changes())
    shutil.rmtree(rebuilder.output)
    edit(site, PAGE, "argued about herring", "argued about cod")
    after = rebuilder.build(Changes())
    assert {file for file, number in after.changed.items() if number == 43} == set(before.changed)


def test_an_error_in_the_content_keeps_the_files_until_it_is_mended(site: Path) -> None:
    rebuilder = _rebuilder()
    rebuilder.build(Changes())
    before = (rebuilder.output / "index.html").read_bytes()
    good = (site / PAGE).read_bytes()
    (site / PAGE).write_bytes(b"no front matter")
    failed = rebuilder.build(Changes())
    assert failed.failed
    assert {problem.path for problem in failed.problems} == {PAGE}
    assert (rebuilder.output / "index.html").read_bytes() == before
    (site / PAGE).write_bytes(good)
    assert not rebuilder.build(Changes()).failed


def test_settings_are_read_again_when_they_are_saved_and_broken_ones_are_told(site: Path) -> None:
    rebuilder = _rebuilder()
    rebuilder.build(Changes())
    edit(site, "pelicanconf.py", '"Harbour"', '"Harbors"')
    rebuilder.build(Changes())
    assert b"Harbors" not in (rebuilder.output / "index.html").read_bytes()
    rebuilder.build(Changes(settings=True))
    assert b"Harbors" in (rebuilder.output / "index.html").read_bytes()
    edit(site, "pelicanconf.py", '"Harbors"', "1 / 0")
    state = rebuilder.build(Changes(settings=True))
    assert "ZeroDivisionError" in state.trouble
    assert (state.failed, state.problems) == (True, ())
    assert b"Harbors" in (rebuilder.output / "index.html").read_bytes()


def test_a_fault_that_nobody_thought_of_is_told_and_ends_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuilder = _rebuilder()

    def broken(*_: object) -> None:
        raise KeyError("tile")

    with monkeypatch.context() as fault:
        fault.setattr("explainers.pipeline.Pipeline.run", broken)
        assert rebuilder.build(Changes()).trouble == "the site could not be built: KeyError: 'tile'"
    assert rebuilder.build(Changes()).trouble == ""
    assert site.is_dir()


def test_drafts_are_listed_with_their_addresses_and_made_where_it_is_wanted(site: Path, tmp_path: Path) -> None:
    front, _, rest = (site / PAGE).read_text(encoding="utf-8").partition("\ntitle:")
    draft = f"{front}\nstatus: draft\ntitle: Later\n{rest.partition(chr(10))[2]}"
    (site / "content/explainers/later.md").write_text(draft, encoding="utf-8")
    rebuilder = _rebuilder(tmp_path / "elsewhere")
    assert rebuilder.build(Changes()).drafts == (Draft("Later", f"{rebuilder.root}later/"),)
    assert (tmp_path / "elsewhere/later/index.html").is_file()


def test_the_page_that_was_saved_is_told_of_before_feeds_are_made(site: Path) -> None:
    rebuilder, page = _rebuilder(), "fishing/index.html"
    rebuilder.build(Changes())
    edit(site, PAGE, "argued about herring", "argued about cod")
    told: list[tuple[State, bool, bool]] = []

    def show(state: State) -> None:
        shown = [b"argued about cod" in (rebuilder.output / file).read_bytes() for file in (page, "feeds/all.atom.xml")]
        told.append((state, shown[0], shown[1]))

    after = rebuilder.build(_saved(site, "explainers/fishing.md"), show)
    ((early, page_shown, feed_shown),) = told
    assert (page_shown, feed_shown) == (True, False)
    assert early.has_changed([page], 41)
    assert not after.has_changed([page], early.number), "it is told once"
    assert after.has_changed(["feeds/all.atom.xml"], early.number)
    edit(site, PAGE, "countries:", "counties:")
    assert rebuilder.build(_saved(site, "explainers/fishing.md"), show).failed
    assert len(told) == 1, "nothing was written"


def test_a_feed_is_made_again_of_what_changed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_copy("complete", tmp_path)
    monkeypatch.chdir(site)
    made: list[str] = []

    def noting(context: PageContext, slug: str) -> FeedText:
        made.append(slug)
        return feed_text(context, slug)

    monkeypatch.setattr(feeds, "feed_text", noting)
    rebuilder = _rebuilder()
    rebuilder.build(Changes())
    for old, new in (("Nobody argued", "Nobody at all argued"), ("Nobody at all", "Nobody, at all,")):
        made.clear()
        edit(site, "content/explainers/quiet-year.md", old, new)
        rebuilder.build(_saved(site, "explainers/quiet-year.md"))
        assert set(made) == {"quiet-year"}
    made.clear()
    edit(site, "content/sources/gazette.yaml", "publisher: ", "publisher: Old ")
    rebuilder.build(_saved(site, "sources/gazette.yaml"))
    assert len(set(made)) > 1, "receipts tell who published a source"
    found = tree(rebuilder.output)
    Rebuilder(lambda: site_of("pelicanconf.py", None, None, None), tmp_path / "cold", DAY, 40).build(Changes())
    assert tree(tmp_path / "cold") == found
