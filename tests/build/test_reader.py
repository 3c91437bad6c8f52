"""A content folder is read again as far as an edit reaches, and no further; what is kept fits it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.build.bundles import KeptContent
from explainers.build.clock import Clock
from explainers.build.content import Content, Kept, Key, Wanted
from explainers.build.folder import folder_of
from explainers.build.incremental import analysed_here
from explainers.build.reader import ContentReader
from explainers.reading.scan import scan
from tests.building_sites import ROOT, edited

DAY = "2024-01-01"
EXPLAINER: Key = ("explainer", "neutral-zone")
PAGE = "explainers/neutral-zone.md"
COUNTRIES: list[Key] = [("country", "norway"), ("country", "sweden")]
STATEMENTS: list[Key] = [
    *COUNTRIES,
    ("relation", "norway-sweden"),
    ("events", "events"),
    ("source", "gazette"),
    ("source", "wire"),
]


class Reader:
    """A folder that is read again and again, each time with what the time before found."""

    def __init__(self, content: Path, *, drafts: bool = False) -> None:
        self.folder, self._drafts = content, drafts
        self.last: Content | None = None
        self._records: dict[Key, bytes] = {}

    def read(self, day: str = DAY) -> Content:
        """Read the folder; `last` is what was found."""
        before = self.last
        kept = Kept(before.bundles, before.kept, self._records.__getitem__) if before else None
        nothing = Kept({}, KeptContent(), self._records.__getitem__)
        wanted = Wanted(("en", "fr"), day, drafts=self._drafts)
        reader = ContentReader(
            folder_of(scan(self.folder), wanted.languages), wanted, kept or nothing, Clock(1 << 62), analysed_here
        )
        self.last = reader.content()
        self._records.update(self.last.records)
        return self.last

    def edit(self, change: Callable[[Path], object], day: str = DAY) -> set[Key]:
        """Return which pages and data files are read again after an edit."""
        change(self.folder)
        content = self.read(day)
        anew = Reader(self.folder, drafts=self._drafts).read(day)
        assert (content.problems, content.unchecked) == (anew.problems, anew.unchecked)
        assert {key: one.digest for key, one in content.bundles.items()} == {
            key: one.digest for key, one in anew.bundles.items()
        }
        return set(content.records)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """The example site of the checks, read once."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/checks/site/content", content)
    made = Reader(content)
    assert made.read().problems is not None
    return made


def test_a_record_that_is_let_go_is_asked_of_the_store_unless_that_has_it_not(reader: Reader) -> None:
    content = reader.last
    assert content is not None
    before = dict(content.corpus.explainers.items())
    for slug in before:
        content.let_go(("explainer", slug))
    assert {slug for kind, slug in content.records if kind == "explainer"} == {
        slug for kind, slug in content.unkept if kind == "explainer"
    }
    assert dict(content.corpus.explainers.items()) == before


def test_at_first_everything_is_read_and_then_nothing(reader: Reader) -> None:
    assert reader.last is not None
    assert set(reader.last.records) == set(reader.last.bundles)
    assert reader.last.read == sum(len(one.files) for one in reader.last.bundles.values())
    assert reader.edit(lambda _: None) == set()
    assert reader.last is not None
    assert (reader.last.read, reader.last.changes, reader.last.new_unchecked) == (0, (), ())


def test_a_file_that_was_only_touched_is_not_read_and_its_time_is_noted(reader: Reader) -> None:
    assert reader.edit(lambda folder: os.utime(folder / PAGE, ns=(5, 5))) == set()
    assert reader.last is not None
    (change,) = reader.last.changes
    assert change.key == EXPLAINER
    assert change.after is not None
    assert 5 in [one.mtime for one in change.after.files]
    assert not change.is_of_record


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (edited(PAGE, "agreed on", "settled on"), {EXPLAINER}),
        (lambda folder: (folder / "explainers/neutral-zone.fr.md").unlink(), {EXPLAINER}),
        (edited("glossary.yaml", "Land in which", "Land where"), {("glossary", "glossary")}),
        (edited("sources/gazette.yaml", "title:", "title: New"), {("source", "gazette")}),
        (
            edited("sources/wire.yaml", '2: ["15", "10"]', '2: ["15"]'),
            {("source", "wire"), EXPLAINER, ("relation", "norway-sweden"), ("events", "events"), *COUNTRIES},
        ),
        (edited("names.yaml", "[Swedish, Swedes]", "[Swedish]"), {("names", "names"), EXPLAINER, *STATEMENTS}),
    ],
    ids=[
        "a sentence",
        "a translation gone",
        "a definition",
        "a source that nobody cites",
        "one that pages cite",
        "a name",
    ],
)
def test_an_edit_reaches_what_rests_on_it(reader: Reader, change: Callable[[Path], object], again: set[Key]) -> None:
    assert reader.edit(change) == again


def test_a_page_that_links_to_a_heading_is_looked_at_again_when_that_changes(reader: Reader) -> None:
    linking = "\nSee [it](#the-zone) and [it]({filename}other.md#what-next) [@wire, para. 1].\n"
    other = (
        "---\ntitle: Other\nsummary: Two.\ndate: 2023-11-24\ncountries: [NO]\n---\n\n## What next?\n\nText [@wire].\n"
    )
    (reader.folder / "explainers/other.md").write_text(other, encoding="utf-8")
    with (reader.folder / PAGE).open("a", encoding="utf-8") as page:
        page.write(linking.replace("[it](#the-zone) and ", ""))
    reader.read()
    assert reader.edit(edited("explainers/other.md", "Text", "Words")) == {("explainer", "other")}
    assert reader.edit(edited("explainers/other.md", "What next?", "What then?")) == {("explainer", "other"), EXPLAINER}
    assert reader.last is not None
    assert "unknown-heading" in {one.code for one in reader.last.problems}


def test_another_day_reaches_what_asked_for_it(reader: Reader) -> None:
    reader.edit(edited(PAGE, "date: 2023-11-24", "date: 2023-11-24\nreview_by: 2024-01-01"))
    assert reader.edit(lambda _: None, "2023-12-31") == set()
    assert reader.edit(lambda _: None, "2024-01-02") == {EXPLAINER}
    assert reader.last is not None
    assert "review-overdue" in {one.code for one in reader.last.problems}


def test_a_page_with_a_problem_that_lies_elsewhere_is_looked_at_every_time(reader: Reader) -> None:
    reader.edit(edited(PAGE, "[@wire, para. 2].", "[@wire, para. 2]. See [it]({filename}none.md) [@wire, para. 1]."))
    assert reader.last is not None
    assert reader.last.unkept == {EXPLAINER}


def test_a_draft_is_in_no_corpus_and_its_problems_stop_nothing(reader: Reader) -> None:
    reader.edit(edited(PAGE, "date: 2023-11-24", "date: 2023-11-24\nstatus: draft"))
    content = reader.edit(edited(PAGE, "15 kilometres", "25 kilometres")) and reader.last
    assert content
    assert EXPLAINER[1] not in content.corpus.explainers
    assert content.bundles[EXPLAINER].left_out
    told = [one for one in content.problems if one.code == "figure-not-in-source"]
    assert [one.draft for one in told] == [True]
    assert not content.failed


def test_a_page_that_takes_the_address_of_another_is_told_though_that_is_not_read_again(reader: Reader) -> None:
    about = "---\ntitle: Zone\nsummary: Which.\n---\n\nWords.\n"
    (reader.folder / "pages").mkdir(exist_ok=True)
    page = reader.folder / "pages/neutral-zone.md"
    assert reader.edit(lambda _: page.write_text(about, encoding="utf-8")) == {("page", "neutral-zone")}
    assert reader.last is not None
    assert "duplicate-slug" in {one.code for one in reader.last.problems}


def test_where_drafts_are_shown_a_translation_that_can_not_be_shown_is_left_out_alone(reader: Reader) -> None:
    french = "explainers/neutral-zone.fr.md"
    edited(french, "title:", "status: draft\ntitle:")(reader.folder)
    shown = Reader(reader.folder, drafts=True)
    assert set(shown.read().corpus.explainers["neutral-zone"].texts) == {"en", "fr"}
    with (reader.folder / french).open("a", encoding="utf-8") as page:
        page.write("\nVoir [ici]({filename}none.md) [@wire, para. 1].\n")
    shown.edit(lambda _: None)
    assert shown.last is not None
    assert set(shown.last.corpus.explainers["neutral-zone"].texts) == {"en"}
    assert shown.last.known["neutral-zone"].titles.keys() == {"en"}


def test_a_file_that_is_gone_is_a_change_without_an_after(reader: Reader) -> None:
    reader.edit(lambda folder: (folder / "glossary.yaml").unlink())
    assert reader.last is not None
    gone = [one for one in reader.last.changes if one.after is None]
    assert [one.key for one in gone] == [("glossary", "glossary")]
    assert ("glossary", "glossary") not in reader.last.bundles
