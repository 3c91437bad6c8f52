"""What isn't published stops nothing: its problems are told as a draft's, and nothing of it is in the site."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from explainers.cli import main
from explainers.commands.opening import site_of
from explainers.preview.rebuilder import Changes, Rebuilder
from explainers.preview.state import State
from tests.building_sites import build, edit, site_copy, tree

DAY = "2026-09-17"
EXPLAINER = "---\ntitle: Later\nsummary: Words.\ndate: 2026-01-01\ncountries: [NO]\nstatus: draft\n---\n\n{body}\n"
COUNTRY = "---\ncode: IS\ncapital: Reykjavik\nmarker: [64.15, -21.94]\n{status}---\n"
RELATION = '---\nbetween: [IS, NO]\nstatus: {status}\nas_of: 2023\ncite: "[@plain]"\n---\n'
SOURCE = "title: T\npublisher: P\npublished: 2023\nurl: https://x.org\nlanguage: en\n{status}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete site, built; tests copy it before they change it."""
    copy = site_copy("complete", tmp_path_factory.mktemp("built"))
    write(copy, sources__plain=SOURCE.format(status=""))
    assert build(copy).returncode == 0
    return copy


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """The complete site, built once; the times of its files kept."""
    return Path(shutil.copytree(built, tmp_path / built.name, copy_function=shutil.copy2))


def write(site: Path, **files: str) -> None:
    """Write files of content: folder and name with two underscores between."""
    for name, text in files.items():
        folder, _, file = name.partition("__")
        ending = ".yaml" if folder == "sources" else ".md"
        (site / "content" / folder / f"{file.replace('_', '.')}{ending}").write_text(text, encoding="utf-8")


def preview(site: Path) -> tuple[State, Path]:
    """Return what a preview tells of a site, and where it is."""
    with chdir(site):
        rebuilder = Rebuilder(lambda: site_of("pelicanconf.py", None, None, None), None, DAY, 0)
        return rebuilder.build(Changes()), rebuilder.output


NEW = {
    "an explainer": ("explainer", "What comes next?", "--countries", "NO,SE"),
    "a country": ("country", "IS"),
    "a relation": ("relation", "FI", "SE"),
    "a source": ("source", "wire"),
    "a translation": ("translation", "explainers/quiet-year", "fr"),
    "a translation of a country": ("translation", "countries/norway", "fr"),
    "a translation of a relation": ("translation", "relations/norway-sweden", "fr"),
    "a translation of a page": ("translation", "pages/about", "fr"),
}


@pytest.mark.parametrize("arguments", NEW.values(), ids=NEW.keys())
def test_what_new_makes_changes_nothing_of_the_site(site: Path, arguments: tuple[str, ...]) -> None:
    before = tree(site / "output")
    with chdir(site):
        assert main(["new", *arguments]) == 0
        ended = build(site)
        assert ended.returncode == 0, ended.stderr
        assert tree(site / "output") == before
        assert main(["check"]) == 0
    again = build(site, "--full")
    assert (again.returncode, again.stderr) == (0, ended.stderr)
    assert tree(site / "output") == before
    state, _ = preview(site)
    assert not state.failed, state


HALF_DONE = {
    "no keys but the status": "---\nstatus: draft\n---\n",
    "no text": EXPLAINER.format(body=""),
    "keys that can't be read": "---\ntitle: [Later\nstatus: draft\n---\n\nText.\n",
    "a quotation that nobody said": EXPLAINER.format(body="“We will never fish again”, they said [@gazette, para. 1]."),
    "a source that isn't there": EXPLAINER.format(body="They met [@nowhere]."),
    "a link that leads nowhere": EXPLAINER.format(body="They met [@gazette]; [more]({filename}none.md) [@plain]."),
    "a picture that isn't there": EXPLAINER.format(body='![p](images/none.jpg "A, B")\n\nThey met [@plain].'),
    "a country without a file": EXPLAINER.format(body="They met [@plain].").replace("[NO]", "[NO, IS]"),
    "an unknown word": EXPLAINER.format(body="They [[met]] [@plain]."),
}


@pytest.mark.parametrize("text", HALF_DONE.values(), ids=HALF_DONE.keys())
def test_a_half_done_draft_stops_nothing(site: Path, text: str) -> None:
    before = tree(site / "output")
    write(site, explainers__later=text)
    first = build(site)
    assert first.returncode == 0, first.stderr
    assert "content/explainers/later.md" in first.stderr
    assert ": error:" not in first.stderr
    assert tree(site / "output") == before
    edit(site, "content/explainers/quiet-year.md", "herring", "mackerel")
    again = build(site)
    assert again.returncode == 0
    assert again.stderr == first.stderr  # although only the other file was read again
    state, _ = preview(site)
    assert not state.failed


@pytest.mark.parametrize("text", [HALF_DONE["a quotation that nobody said"], HALF_DONE["no text"]])
def test_a_preview_shows_drafts_with_their_problems(site: Path, text: str) -> None:
    write(site, explainers__later=text)
    state, output = preview(site)
    assert "Later" in [draft.title for draft in state.drafts]
    assert any(problem.path == "content/explainers/later.md" and problem.draft for problem in state.problems)
    assert (output / "later/index.html").is_file()


def test_a_draft_that_is_published_has_to_be_right(site: Path) -> None:
    write(site, explainers__later=HALF_DONE["a source that isn't there"])
    assert build(site).returncode == 0
    edit(site, "content/explainers/later.md", "status: draft\n", "")
    assert build(site).returncode == 1
    edit(site, "content/explainers/later.md", "@nowhere", "@plain")
    assert build(site).returncode == 0
    incremental = tree(site / "output")
    assert "later/index.html" in incremental
    assert build(site, "--full").returncode == 0
    assert tree(site / "output") == incremental


def test_a_hidden_page_with_errors_is_left_out_until_it_is_right(site: Path) -> None:
    hidden = EXPLAINER.format(body="They met [@plain].").replace("status: draft", "status: hidden")
    write(site, explainers__later=hidden)
    assert build(site).returncode == 0
    assert (site / "output/later/index.html").is_file()
    edit(site, "content/explainers/later.md", "@plain", "@nowhere")
    ended = build(site)
    assert ended.returncode == 0
    assert "what isn't published, content/explainers/later.md: explainers check" in ended.stderr
    assert not (site / "output/later").exists()
    edit(site, "content/explainers/later.md", "@nowhere", "@plain")
    assert build(site).returncode == 0
    assert (site / "output/later/index.html").is_file()


def test_a_draft_of_a_translation_leaves_the_original_in_its_place(site: Path) -> None:
    title = "pourparlers sur le hareng"
    assert title in (site / "output/fr/herring-talks/index.html").read_text(encoding="utf-8")
    edit(site, "content/explainers/herring-talks.fr.md", "title:", "status: draft\ntitle:")
    assert build(site).returncode == 0
    assert title not in (site / "output/fr/herring-talks/index.html").read_text(encoding="utf-8")
    _, output = preview(site)
    assert title in (output / "fr/herring-talks/index.html").read_text(encoding="utf-8")
    edit(site, "content/explainers/herring-talks.fr.md", "@courier", "@nowhere")
    _, output = preview(site)
    assert title not in (output / "fr/herring-talks/index.html").read_text(encoding="utf-8")
    incremental = tree(site / "output")
    assert build(site, "--full").returncode == 0
    assert tree(site / "output") == incremental


REFERRING: dict[str, Callable[[Path, str], None]] = {
    "a country": lambda site, status: write(
        site,
        countries__iceland=COUNTRY.format(status=f"{status}\n"),
        explainers__later=EXPLAINER.format(body="They met [@plain].").replace("[NO]", "[NO, IS]"),
    ),
    "a source": lambda site, status: write(
        site,
        sources__wire=SOURCE.format(status=f"{status}\n"),
        explainers__later=EXPLAINER.format(body="They met [@wire]."),
    ),
    "a page": lambda site, status: write(
        site,
        pages__more=f"---\ntitle: More\nsummary: Words.\n{status}\n---\n\nText.\n",
        explainers__later=EXPLAINER.format(body="They met: [more]({filename}/pages/more.md) [@plain]."),
    ),
}


@pytest.mark.parametrize("make", REFERRING.values(), ids=REFERRING.keys())
def test_what_is_published_may_not_rest_on_a_draft(site: Path, make: Callable[[Path, str], None]) -> None:
    make(site, "status: draft")
    assert build(site).returncode == 0
    state, output = preview(site)
    assert not state.failed
    assert (output / "later/index.html").is_file()
    edit(site, "content/explainers/later.md", "status: draft\n", "")
    ended = build(site)
    assert ended.returncode == 1
    assert "[unpublished-link]" in ended.stderr
    make(site, "status: published")
    edit(site, "content/explainers/later.md", "status: draft\n", "")
    ended = build(site)
    assert ended.returncode == 0, ended.stderr


def test_drafts_of_countries_and_relations_are_in_the_preview_alone(site: Path) -> None:
    write(site, countries__iceland=COUNTRY.format(status="status: draft\n"))
    (site / "content/relations/iceland-norway.md").write_text(RELATION.format(status="draft"), encoding="utf-8")
    assert build(site).returncode == 0
    assert not (site / "output/countries/iceland").exists()
    assert not (site / "output/relations/iceland-norway").exists()
    _, output = preview(site)
    assert (output / "countries/iceland/index.html").is_file()
    assert (output / "relations/iceland-norway/index.html").is_file()
    edit(site, "content/countries/iceland.md", "status: draft\n", "")
    edit(site, "content/relations/iceland-norway.md", "status: draft", "status: steady")
    assert build(site).returncode == 0
    assert (site / "output/relations/iceland-norway/index.html").is_file()


def _collisions() -> Iterator[tuple[str, dict[str, str]]]:
    page = "---\ntitle: Twin\nsummary: Words.\nstatus: draft\n---\n\nText.\n"
    yield "content/pages/herring-talks.md", {"pages__herring-talks": page}
    yield (
        "content/countries/a-norway.md",
        {"countries__a-norway": COUNTRY.format(status="status: draft\n").replace("IS", "NO")},
    )


@pytest.mark.parametrize(("path", "files"), list(_collisions()), ids=("an address", "a country"))
def test_of_two_that_collide_the_draft_gives_way(site: Path, path: str, files: dict[str, str]) -> None:
    before = tree(site / "output")
    write(site, **files)
    ended = build(site)
    assert ended.returncode == 0, ended.stderr
    assert f"what isn't published, {path}:" in ended.stderr
    assert tree(site / "output") == before
    edit(site, "content/explainers/quiet-year.md", "herring", "mackerel")
    assert build(site).stderr == ended.stderr
