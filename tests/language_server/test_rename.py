"""Another name for a source, a term, an event or a page: in all files, and the site is as good as before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainers.build.content import Wanted
from explainers.build.live_site import LiveSite
from explainers.build.whole_site import read_site
from explainers.editing.fixes import applied
from explainers.editing.new import Refused
from explainers.language_server.desk import Desk
from explainers.language_server.rename import Named, Renaming, named_at, renaming
from explainers.problems import Problem
from explainers.urls import Urls
from tests.language_server.conftest import CONTENT, LANGUAGES, PAGE

WANTED = Wanted(LANGUAGES, "2024-01-01")
ADDED = """
## More

Envoys met, in a [[neutral-zone]] and a [[neutral-zone|zone]] of [Sweden]({filename}/countries/sweden.md#x) and
[Norway]({filename}../countries/norway.fr.md), as [before](#more) [@wire, para. 1; @gazette].
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    with (tmp_path / PAGE).open("a", encoding="utf-8") as page:
        page.write(ADDED)
    front = (tmp_path / PAGE).read_text(encoding="utf-8")
    (tmp_path / PAGE).write_text(
        front.replace("countries: [NO, SE]", "countries: [NO, SE]\nevents: [zone-agreed]"), "utf-8"
    )
    return tmp_path / "content"


def _desk(content: Path) -> Desk:
    return Desk(LiveSite(content, WANTED).read({}), content, LANGUAGES, {})


def _renamed(content: Path, word: str, name: str, path: str = PAGE) -> tuple[Named, Renaming]:
    """Give what stands behind a word another name, on the disk too."""
    desk = _desk(content)
    named = named_at(desk, path, desk.lines(path).text.index(word) + 1)
    assert named
    made = renaming(desk, named, name, Urls(LANGUAGES))
    for file, edits in made.edits.items():
        desk.location(file).write_text(applied(desk.lines(file).text, edits), encoding="utf-8")
    for before, after in made.moves:
        desk.location(before).rename(desk.location(after))
    return named, made


def _counted(problems: tuple[Problem, ...]) -> list[str]:
    return sorted(problem.code for problem in problems)


CASES = [
    ("gazette", "border-gazette", "source", {"content/sources/border-gazette.yaml"}),
    ("wire, para. 1;", "northern-wire", "source", {"content/sources/northern-wire.yaml"}),
    ("neutral-zone]]", "buffer", "glossary", set()),
    ("zone-agreed", "agreement", "events", set()),
    (
        "sweden.md#x",
        "the-kingdom",
        "country",
        {"content/countries/the-kingdom.md", "content/relations/norway-the-kingdom.md"},
    ),
    ("---", "why-a-zone", "explainer", {"content/explainers/why-a-zone.md", "content/explainers/why-a-zone.fr.md"}),
]


@pytest.mark.parametrize(("word", "name", "kind", "moved"), CASES)
def test_all_files_follow(content: Path, word: str, name: str, kind: str, moved: set[str]) -> None:
    before = _counted(read_site(content, WANTED).problems)
    named, made = _renamed(content, word, name)
    assert named.kind == kind
    assert {after for _, after in made.moves} == moved
    after = read_site(content, WANTED).problems
    assert _counted(after) == before, [problem for problem in after if problem.code not in before]
    assert bool(made.note) == (kind in ("country", "explainer"))


def test_readers_see_the_words_that_were_typed(content: Path) -> None:
    _renamed(content, "neutral-zone", "buffer", "content/glossary.yaml")
    text = (content.parent / PAGE).read_text(encoding="utf-8")
    assert "[[buffer|neutral-zone]] and a [[buffer|zone]]" in text


def test_where_readers_have_to_be_led_on_is_said(content: Path) -> None:
    _, made = _renamed(content, "norway.fr.md", "norge")
    assert '"/countries/norway/": "/countries/norge/", "/fr/countries/norway/": "/fr/countries/norge/"' in made.note
    assert "[Norway]({filename}../countries/norge.fr.md)" in (content.parent / PAGE).read_text(encoding="utf-8")
    assert "id: norge" in (content / "names.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", "Two Words", "gazette", "nowhere", "m1"])
def test_a_name_that_is_none_or_is_taken_is_refused(content: Path, name: str) -> None:
    desk = _desk(content)
    named = named_at(desk, PAGE, desk.lines(PAGE).text.index("@wire") + 2)
    assert named
    with pytest.raises(Refused):
        renaming(desk, named, name, Urls(LANGUAGES))


def test_plain_words_have_no_name(content: Path) -> None:
    desk = _desk(content)
    assert named_at(desk, PAGE, desk.lines(PAGE).text.index("Envoys met,")) is None
    assert named_at(desk, PAGE, desk.lines(PAGE).text.index("#more") + 1) is None


def test_translations_go_on_standing_for_originals_that_cite_by_another_name(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    before = read_site(tmp_path / "content", WANTED).problems
    _renamed(tmp_path / "content", "wire, para. 2", "northern-wire")
    assert read_site(tmp_path / "content", WANTED).problems == before


def test_a_sources_text_moves_with_it_and_a_citation_whose_sum_is_wrong_names_it_too(content: Path) -> None:
    (content.parent / "source-texts").mkdir()
    (content.parent / "source-texts/wire.txt").write_text("They met.\n", "utf-8")
    with (content.parent / PAGE).open("a", encoding="utf-8") as page:
        page.write("\nA third [@wire, para. 1, calculated: 1 ÷ three boats].\n")
    _, made = _renamed(content, "wire", "agency")
    assert ("source-texts/wire.txt", "source-texts/agency.txt") in made.moves
    assert "[@agency, para. 1, calculated: 1 ÷ three boats]" in (content.parent / PAGE).read_text("utf-8")
