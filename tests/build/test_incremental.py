"""Reading again only what an edit needs finds the same as reading everything, whatever was edited."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import signature
from itertools import product
from pathlib import Path

import pytest

from explainers.build.answers import PageAnswers
from explainers.build.clock import UNSURE, Clock
from explainers.build.content import Content, Wanted
from explainers.build.folder import folder_of
from explainers.build.incremental import keep_content, keep_read, read_content
from explainers.build.store import Store, opened_store
from explainers.build.whole_site import Reading, read_site
from explainers.digest import digest
from explainers.questions import question_name
from explainers.reading.scan import scan
from explainers.site.site import Site
from explainers.site_settings import SiteNames, SiteSettings
from explainers.urls import Urls
from tests.building_sites import SITES, edited, site_copy

LANGUAGES = ("en", "fr")
DAY = "2026-09-17"
SETTINGS = SiteSettings(Urls(LANGUAGES), {language: SiteNames("Harbour") for language in LANGUAGES})
PAIRS = (("DK", "NO"), ("NO", "SE"))
ARGUMENTS: dict[str, tuple[str | bool | tuple[str, ...], ...]] = {
    "slug": (
        "herring-talks", "quiet-year", "unfinished", "counting", "norway", "sweden", "iceland", "norway-sweden",
        "denmark-norway", "about", "home",
    ),
    "code": ("DK", "FI", "NO", "SE"),
    "pair": PAIRS,
    "codes": PAIRS,
    "id": ("talks", "quota"),
    "key": ("gazette", "courier"),
    "path": ("images/a.png", "files/a.pdf"),
    "name": ("the ministry", "Nobody Else"),
    "drafts": (True, False),
    "tag": ("fishing", "talks", "nets"),
}  # fmt: skip
"""What questions are asked about, by the names of their parameters."""


def _questions() -> Iterator[str]:
    for kind in dir(Site):
        ask = getattr(Site, kind)
        if getattr(ask, "is_question", False):
            _, *parameters = signature(ask).parameters
            for arguments in product(*(ARGUMENTS[name] for name in parameters)):
                yield question_name(kind, *arguments)


ASKED = tuple(_questions())
"""All questions that pages may ask, each about some of what there is, and some of what there isn't."""


@dataclass(frozen=True)
class Edit:
    """A change of the content: what is done, and the file and the words that have to be there for it."""

    make: Callable[[Path], object]
    file: str = "."
    words: str = ""
    after: str = ""
    """The edit that it undoes, by its name."""

    def fits(self, content: Path) -> bool:
        """Whether it can be made in this content."""
        place = content / self.file
        return place.exists() and (not self.words or self.words in place.read_text(encoding="utf-8"))


def replaced(file: str, old: str, new: str) -> Edit:
    """An edit: words of a file become others."""
    return Edit(edited(file, old, new), file, old)


def appended(file: str, text: str) -> Edit:
    """An edit: a file of the content gets more words at its end, or is made."""

    def edit(content: Path) -> None:
        with (content / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return Edit(edit)


def gone(file: str, after: str = "") -> Edit:
    """An edit: a file of the content is deleted."""
    return Edit(lambda content: (content / file).unlink(), file, after=after)


def offered(content: Path) -> None:
    """An edit: a file to download comes to the content."""
    (content / "files").mkdir(exist_ok=True)
    (content / "files/a.pdf").write_bytes(b"%PDF-1.7")


def picture(content: Path) -> None:
    """An edit: a picture comes to the content."""
    from PIL import Image

    (content / "images").mkdir(exist_ok=True)
    Image.new("RGB", (60, 40), "#336699").save(content / "images/a.png")


NEW = "---\ntitle: Who counts?\nsummary: A new page.\ndate: 2025-09-12\ncountries: [SE]\n---\n\nSweden counts [@gazette, para. 1, stated].\n"  # noqa: E501
EDITS: dict[str, Edit] = {
    "a sentence": replaced("explainers/quiet-year.md", "Nobody argued in", "No one argued in"),
    "a title": replaced("explainers/herring-talks.md", "title: What did", "title: What, then, did"),
    "a figure that no source has": appended("explainers/quiet-year.md", "\nNobody argued in 1999 [@gazette, para. 4, stated].\n"),  # noqa: E501
    "a citation": appended("explainers/quiet-year.md", "\nNobody argued [@gazette, para. 4, stated].\n"),
    "a citation of nothing": appended("explainers/quiet-year.md", "\nNobody argued [@nobody, para. 4, stated].\n"),
    "a term that is not there": appended("explainers/quiet-year.md", "\nThe [[net]] was torn [@gazette, para. 4, stated].\n"),  # noqa: E501
    "a link to a heading": appended("pages/about.md", "\nSee [there]({filename}/explainers/quiet-year.md#what-was-quiet).\n"),  # noqa: E501
    "a link to a new page": appended("pages/about.md", "\nSee [there]({filename}/explainers/counting.md).\n"),
    "a link to a picture": appended("pages/about.md", '\n![A net](images/a.png "Own work, CC0")\n'),
    "a picture": Edit(picture),
    "a link to a file": appended("pages/about.md", "\nSee [the catch]({static}/files/a.pdf).\n"),
    "a file": Edit(offered),
    "a new page": appended("explainers/counting.md", NEW),
    "the new page gone": gone("explainers/counting.md", after="a new page"),
    "a heading": replaced("explainers/quiet-year.md", "## What was quiet?", "## Was it quiet?"),
    "a source's figures": replaced("sources/gazette.yaml", '4: ["2024",', '4: ["2021",'),
    "a source's seal": replaced("sources/gazette.yaml", "count: 4", "count: 3"),
    "a source gone": gone("sources/courier.yaml"),
    "a source broken": appended("sources/gazette.yaml", "\n  - {broken: [\n"),
    "a country gone": gone("countries/finland.md"),
    "a country's code": replaced("countries/sweden.md", "code: SE", "code: IS"),
    "a name": replaced("names.yaml", "[Ministry of Fisheries, the ministry]", "[Ministry of Fish]"),
    "a name for a country": appended("names.yaml", "- id: norway\n  forms: {en: [Norwegian, Oslo]}\n"),
    "an event": replaced("events.yaml", "kind: pledged", "kind: happened"),
    "an event's date": replaced("events.yaml", "when: 2025-04", "when: 2027-04"),
    "a term": replaced("glossary.yaml", "id: quota", "id: share"),
    "a status": replaced("relations/norway-sweden.md", "status: closer", "status: strained"),
    "a relation gone": gone("relations/norway-sweden.md"),
    "a translation gone": gone("explainers/herring-talks.fr.md"),
    "an original gone": gone("explainers/herring-talks.md"),
    "a second page at one address": appended("pages/quiet-year.md", "---\ntitle: Again\nsummary: Twice.\n---\n\nAgain.\n"),  # noqa: E501
    "a draft published": replaced("explainers/unfinished.md", "status: draft", "status: published"),
    "a page broken": replaced("explainers/quiet-year.md", "title:", "title"),
    "a file where none is read": appended("explainers/notes.txt", "notes"),
    "a file touched": Edit(lambda content: os.utime(content / "explainers/quiet-year.md", ns=(1, 1)), "explainers/quiet-year.md"),  # noqa: E501
}  # fmt: skip


@contextmanager
def opened(site: Path) -> Iterator[Store]:
    with opened_store(site / "store.sqlite", "out") as store:
        yield store


def wanted(day: str) -> Wanted:
    return Wanted(LANGUAGES, day)


def again(site: Path, store: Store, day: str = DAY, clock: int = 1 << 62) -> Content:
    """Read what an edit needs, and keep it."""
    content = read_content(folder_of(scan(site / "content"), wanted(day).languages), wanted(day), store, Clock(clock))
    if not content.failed:
        keep_read(store, content)
        keep_content(store, content, wanted(day))
    return content


def everything(site: Path, day: str = DAY) -> Reading:
    """Read everything."""
    return read_site(site / "content", wanted(day))


def agreed(content: Content, reading: Reading) -> None:
    """What was read again is all that there is."""
    assert content.problems == reading.problems
    assert content.unchecked == reading.unchecked
    if not content.failed:
        for kind in (
            "explainers",
            "countries",
            "relations",
            "events",
            "sources",
            "terms",
            "names",
            "pages",
            "attached",
        ):
            ours, theirs = getattr(content.corpus, kind), getattr(reading.corpus, kind)
            assert list(ours.items()) == list(theirs.items()), kind


def digests_of(reading: Reading) -> dict[str, str]:
    """Return digests of all answers, found from nothing."""
    site = Site(reading.corpus, SETTINGS, DAY)
    return {name: _digest(site, name) for name in ASKED}


def _digest(site: Site, name: str) -> str:
    try:
        return digest(site.answer(name)[0])
    except LookupError:
        return "none"


def test_each_kind_of_question_is_asked_about_something_that_is_there() -> None:
    site = Site(read_site(SITES / "complete/content", wanted(DAY)).corpus, SETTINGS, DAY)
    answered = {name.partition(" ")[0] for name in ASKED if _digest(site, name) != "none"}
    assert {name.partition(" ")[0] for name in ASKED} - answered == {"picture", "download"}  # edits bring the first


@pytest.mark.parametrize("name", list(EDITS))
def test_an_edit_is_found_as_if_everything_was_read(tmp_path: Path, name: str) -> None:
    site = site_copy("complete", tmp_path)
    with opened(site) as store:
        if undone := EDITS[name].after:
            EDITS[undone].make(site / "content")
        agreed(again(site, store), everything(site))
        EDITS[name].make(site / "content")
        agreed(again(site, store), everything(site))


@pytest.mark.parametrize("first", range(0, len(EDITS), 3))
def test_edits_one_after_the_other_are_found_as_if_everything_was_read(tmp_path: Path, first: int) -> None:
    site = site_copy("complete", tmp_path)
    order = list(EDITS)[first:] + list(EDITS)[:first]
    at_first = files_of(site / "content")
    before: dict[str, str] | None = None
    for name in _with_ways_back(order, site / "content"):
        with opened(site) as store:
            saved = files_of(site / "content")
            if name:
                EDITS[name].make(site / "content")
            else:
                put_back(site / "content", at_first)
            content, whole = again(site, store), everything(site)
            agreed(content, whole)
            if content.failed:  # editors undo it
                put_back(site / "content", saved)
                continue
            answers = PageAnswers(store, content.site(SETTINGS, DAY), afresh=before is None)
            changed = answers.changed(content.changed)
            found = {question for question in ASKED if changed.issuperset(answers.of([question]))}
            answers.keep()
            digests = digests_of(whole)
            if before is not None:
                assert {question for question in ASKED if digests[question] != before[question]} == found, name
            before = digests


def _with_ways_back(order: Sequence[str], content: Path) -> Iterator[str]:
    """The edits in their order, each made: where one does not fit the content, all becomes as it was at first (a name
    that is empty), and the edit that it undoes comes first.
    """
    for name in order:
        if not EDITS[name].fits(content):
            yield ""
            if EDITS[name].after:
                yield EDITS[name].after
            assert EDITS[name].fits(content), name
        yield name


def files_of(content: Path) -> dict[Path, bytes]:
    """The files of the content."""
    return {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


def put_back(content: Path, files: Mapping[Path, bytes]) -> None:
    """Make the content what it was; files that are as they were keep their times."""
    for path, data in files_of(content).items():
        if path not in files:
            path.unlink()
        elif data != files[path]:
            path.write_bytes(files[path])
    for path in files.keys() - files_of(content).keys():
        path.write_bytes(files[path])


def test_where_nothing_changed_nothing_is_read(tmp_path: Path) -> None:
    site = site_copy("complete", tmp_path)
    with opened(site) as store:
        again(site, store)
        assert again(site, store).read == 0


def test_a_sentence_is_read_with_its_translations_and_nothing_else(tmp_path: Path) -> None:
    site = site_copy("complete", tmp_path)
    with opened(site) as store:
        again(site, store)
        EDITS["a title"].make(site / "content")
        assert again(site, store).read == 2


@pytest.mark.parametrize("day", ["2025-01-01", "2026-09-18", "2027-05-01", "2931-01-01"])
def test_another_day_is_found_as_if_everything_was_read(tmp_path: Path, day: str) -> None:
    site = site_copy("complete", tmp_path)
    edited("explainers/quiet-year.md", "date: 2025-08-30", "date: 2025-08-30\nreview_by: 2026-09-17")(site / "content")
    with opened(site) as store:
        again(site, store)
        agreed(again(site, store, day), everything(site, day))
        agreed(again(site, store), everything(site))


def test_a_change_within_one_tick_of_the_clock_is_found(tmp_path: Path) -> None:
    site = site_copy("complete", tmp_path)
    page = site / "content/explainers/quiet-year.md"
    moment = page.stat().st_mtime_ns
    with opened(site) as store:
        again(site, store, clock=moment)
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("Nobody argued", "Somebody said"), encoding="utf-8")
        os.utime(page, ns=(moment, moment))
        assert len(text) == page.stat().st_size
        agreed(again(site, store, clock=moment), everything(site))


def test_a_time_from_the_future_says_nothing() -> None:
    clock = Clock(10**18)
    assert clock.kept(10**18 + 5) == UNSURE
    assert clock.kept(10**18) == UNSURE
    assert clock.kept(10**18 - 10**9 + 1) == 10**18 - 10**9 + 1


def test_a_record_that_is_lost_counts_as_a_damaged_store(tmp_path: Path) -> None:
    import sqlite3

    site = site_copy("complete", tmp_path)
    with opened(site) as store:
        again(site, store)
    with sqlite3.connect(site / "store.sqlite") as connection:
        connection.execute("update bundle set row = x'c1' where slug = 'about'")
    with opened(site) as store:
        agreed(again(site, store), everything(site))
