"""A build makes what differs from the last one, and leaves each other file as it stands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from explainers.build import engine
from explainers.build.answers import Changes
from explainers.build.engine import BuildOptions, Built, PlanError, build_pages
from explainers.build.output import Output
from explainers.build.rows import Rows
from explainers.build.store import KeptPage, opened_store
from explainers.digest import digest
from explainers.ownership import NotOurs
from explainers.pages import citing
from explainers.pages.render import MadePage, WantedPage
from explainers.pages.templates import Theme
from explainers.site.site import Site
from tests.building_sites import ROOT, build, edit, site_copy, tree
from tests.pages.corpora import explainer, known

HERRING = "herring/index.html"


@pytest.fixture(scope="module")
def theme() -> Theme:
    return Theme(ROOT / "theme")


class Builder:
    """Builds into a folder; each page of an explainer says its title, and all others their names alone."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self.folder, self.theme = folder / "out", theme
        self.asked: list[str] = []
        self.planned: list[str] = []
        self._store = folder / "store.sqlite"

    def build(
        self,
        site: Site,
        changes: Changes | None = None,
        owns: Callable[[str], bool] = lambda _: True,
        **options: Any,
    ) -> Built:
        """Build a site; `asked` has the files of the pages that had to be made, `planned` those of all."""
        self.asked, self.planned = [], []
        output = Output(self.folder, owns=owns)
        with opened_store(self._store, "out") as store:
            return build_pages(
                site, self.theme, output, store, BuildOptions(make=self._make, **options), changes=changes,
                on_page=lambda page: self.planned.append(page.file),
            )  # fmt: skip

    def _make(self, site: Site, _: Theme, pages: Sequence[WantedPage]) -> Iterable[tuple[WantedPage, MadePage]]:
        for wanted in pages:
            self.asked.append(wanted.page.file)
            yield wanted, self._made(site, wanted)

    def _made(self, site: Site, wanted: WantedPage) -> MadePage:
        page = wanted.page
        with site.recording() as reads:
            listing = site.listing(page.slug) if page.kind == "explainer" else None
        words = f"{page.kind} {listing.titles['en'] if listing else ''}"
        view = digest(words)
        return MadePage(tuple(reads), view, None if view == wanted.view else ((page.file, words.encode()),))


@pytest.fixture
def builder(tmp_path: Path, theme: Theme) -> Builder:
    """A builder that has built a site with one explainer."""
    made = Builder(tmp_path, theme)
    made.build(known(explainer()))
    return made


def test_at_first_every_page_is_made_and_the_theme_stands_beside_them(builder: Builder) -> None:
    assert sorted(builder.asked) == sorted(builder.planned)
    assert (builder.folder / HERRING).read_bytes() == b"explainer What did they agree?"
    assets = dict(builder.theme.assets())
    assert assets
    assert {file: (builder.folder / file).read_bytes() for file in assets} == assets


def test_where_nothing_differs_nothing_is_made_and_every_page_is_told(builder: Builder) -> None:
    built = builder.build(known(explainer()))
    assert (built.rendered, built.written, built.removed, builder.asked) == (0, 0, 0, [])
    assert (built.unchanged, len(builder.planned)) == (built.pages, built.pages)
    assert HERRING in [one.file for one in built.files]


def test_a_page_whose_answer_differs_is_made_and_no_other(builder: Builder) -> None:
    built = builder.build(known(explainer(title="Who fished?")))
    assert builder.asked == [HERRING]
    assert (built.rendered, built.written) == (1, 1)
    assert (builder.folder / HERRING).read_bytes() == b"explainer Who fished?"


def test_an_answer_of_which_the_page_shows_nothing_renders_nothing(builder: Builder) -> None:
    built = builder.build(known(explainer(summary="Three ministers met.")))
    assert (builder.asked, built.rendered, built.written) == ([HERRING], 0, 0)


def test_where_it_is_known_what_changed_no_other_answers_are_looked_for(builder: Builder) -> None:
    site = known(explainer(title="Who fished?"))
    builder.build(site, Changes(frozenset(), site.day))
    assert builder.asked == []
    builder.build(site, Changes(frozenset(["record explainer herring"]), site.day))
    assert builder.asked == [HERRING]


def test_of_an_output_that_stands_only_pages_that_rest_on_what_has_changed_are_looked_at(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    explainers = {f"e{number}": explainer(f"e{number}") for number in range(200)}
    builder.build(known(*explainers.values()))
    asked: set[str] = set()
    get = Rows.__getitem__

    def noting(rows: Rows[KeptPage], name: str) -> KeptPage:
        asked.add(name)
        return get(rows, name)

    monkeypatch.setattr(Rows, "__getitem__", noting)
    monkeypatch.setattr(Output, "stands", True)
    site = known(*{**explainers, "e99": explainer("e99", title="Who fished?")}.values())
    built = builder.build(site, Changes(frozenset(["record explainer e99"]), site.day))
    assert (builder.asked, built.written) == (["e99/index.html"], 1)
    assert {name for name in asked if name.startswith("e")} == {"e99/index.html"}
    del explainers["e7"]  # the plan is another one
    builder.build(known(*explainers.values()), Changes(frozenset(), site.day))
    assert {f"{slug}/index.html" for slug in explainers} <= asked


@pytest.mark.parametrize(
    "damage",
    [lambda path: path.write_bytes(b"x"), lambda path: path.unlink(), lambda path: (path.unlink(), path.mkdir())],
    ids=["other bytes", "gone", "a folder in its place"],
)
def test_a_file_that_is_not_as_it_was_left_is_made_again(builder: Builder, damage: Callable[[Path], object]) -> None:
    damage(builder.folder / HERRING)
    assert builder.build(known(explainer())).written == 1
    assert builder.asked == [HERRING]
    assert (builder.folder / HERRING).read_bytes() == b"explainer What did they agree?"


def test_a_file_with_another_time_and_the_same_bytes_is_left(builder: Builder) -> None:
    os.utime(builder.folder / HERRING, ns=(5, 5))
    assert builder.build(known(explainer())).written == 0
    assert builder.asked == []


def test_what_no_page_has_any_more_is_removed_and_so_are_empty_folders(builder: Builder) -> None:
    built = builder.build(known())
    assert built.removed >= 1
    assert not (builder.folder / "herring").exists()
    assert (builder.folder / "index.html").exists()


def test_citations_of_a_page_stand_while_its_text_or_template_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_copy("complete", tmp_path)
    shutil.copytree(ROOT / "theme", site / "theme")
    edit(site, "pelicanconf.py", repr(str(ROOT / "theme")), '"theme"')
    build(site)
    with monkeypatch.context() as unused:
        unused.delattr(citing, "_ris_writer")
        edit(site, "content/explainers/quiet-year.md", "Nobody argued in 2024 [@", "In 2024 nobody argued [@")
        assert "0 rendered" not in build(site).stdout
        edit(site, "theme/templates/explainer.html", "{% block main %}", "{% block main %}<hr>")
        assert build(site).returncode == 0
    next((site / "output").rglob("cite.ris")).unlink()
    edit(site, "theme/templates/explainer.html", "<hr>", "")
    build(site)
    found = tree(site / "output")
    build(site, "--full")
    assert tree(site / "output") == found


def test_explainers_of_the_same_countries_are_made_one_behind_the_other_and_feeds_last(builder: Builder) -> None:
    countries = {"ants": ("NO", "SE"), "bees": ("SE",), "cod": ("NO", "SE"), "dab": ("NO",)}
    builder.build(known(*(explainer(slug, countries=its) for slug, its in countries.items())), full=True)
    slugs = [file.split("/")[0] for file in builder.asked]
    assert slugs[:4] == ["dab", "ants", "cod", "bees"]
    assert builder.asked[-1].endswith(".xml")
    assert builder.planned == sorted(builder.planned)


def test_drafts_are_made_only_where_they_are_asked_for(builder: Builder) -> None:
    site = known(explainer(), explainer("eel", status="draft"))
    builder.build(site)
    assert builder.asked == []
    builder.build(site, drafts=True)
    assert builder.asked == ["eel/index.html"]


def test_other_settings_or_a_full_build_make_everything_anew(builder: Builder) -> None:
    built = builder.build(known(explainer()), full=True)
    assert (built.rendered, built.written) == (built.pages, 0)
    builder.build(known(explainer(), newest=5))
    assert sorted(builder.asked) == sorted(builder.planned)


def addressed(site: Site, **patterns: str) -> Site:
    urls = replace(site.settings.urls, patterns={**site.settings.urls.patterns, **patterns})
    return Site(site.corpus, replace(site.settings, urls=urls), site.day)


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ({"map": "herring/"}, "two pages would be 'herring/index.html': change an address in the settings"),
        ({"explainer": "{slug}" + "x" * 250 + "/"}, "has a part of 257 bytes: disks take"),
    ],
)
def test_addresses_that_can_not_be_are_told_before_anything_is_written(
    tmp_path: Path, theme: Theme, patterns: dict[str, str], message: str
) -> None:
    fresh = Builder(tmp_path, theme)
    with pytest.raises(PlanError, match=message):
        fresh.build(addressed(known(explainer()), **patterns))
    assert not fresh.folder.exists()


def test_a_file_of_somebody_else_is_not_replaced_and_nothing_is_written(tmp_path: Path, theme: Theme) -> None:
    fresh = Builder(tmp_path, theme)
    theirs = fresh.folder / HERRING
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    with pytest.raises(NotOurs):
        fresh.build(known(explainer()), owns=lambda _: False)
    assert theirs.read_bytes() == b"theirs"
    assert [path for path in fresh.folder.rglob("*") if path.is_file()] == [theirs]


def test_texts_of_explainers_are_let_go_while_one_process_makes_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "made", lambda site, theme, page: page)
    let_go: list[str] = []

    class Asked:
        def let_go(self, kind: str) -> None:
            let_go.append(kind)

    pages: list[Any] = list(range(200))
    assert list(engine.made_here(Asked(), None, pages)) == [(page, page) for page in pages]  # type: ignore[arg-type]
    assert let_go == ["explainer"] * 3
