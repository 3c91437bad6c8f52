"""A page's files are read and checked from their bytes and what the checks ask for: any process finds the same."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from explainers.build.analysis import Ground, RawFile, analysed, book_digest, documents_of, whole
from explainers.build.content import Wanted
from explainers.checks.site import CheckedSite
from explainers.model import Country, Event, Explainer, NameEntry, Source
from explainers.reading.documents import read_document
from tests.checks.examples import DAY, site_files

LANGUAGES = ("en", "fr")
PAGE = "explainers/neutral-zone.md"


def ground() -> Ground:
    """Return what the checks of the example site stand on."""
    records = [
        read_document(f"content/{path}", data, LANGUAGES).record
        for path, data in site_files().items()
        if not path.startswith("images/") and not path.endswith(".fr.md")
    ]
    single = [one for record in records for one in (record if isinstance(record, tuple) else (record,))]
    return Ground(
        Wanted(LANGUAGES, DAY),
        tuple(one for one in single if isinstance(one, Source)),
        tuple(one for one in single if isinstance(one, Country)),
        tuple(one for one in single if isinstance(one, NameEntry)),
        tuple(one for one in single if isinstance(one, Event)),
    )


def site() -> CheckedSite:
    return ground().site()


def files_of(path: str, original: str = "") -> list[RawFile]:
    """Return the files of a page of the example site; the original with another text, if there is one."""
    files = site_files()
    paths = [one for one in (path, path.replace(".md", ".fr.md")) if one in files]
    texts = {**files, path: original.encode() or files[path]}
    return [RawFile(f"content/{one}", len(texts[one]), 7, texts[one]) for one in dict.fromkeys(paths)]


def test_a_page_is_the_same_whether_it_was_read_before_or_not() -> None:
    raw = files_of(PAGE)
    read = analysed("explainer", "neutral-zone", raw, site())
    assert analysed("explainer", "neutral-zone", raw, site(), documents_of(raw, LANGUAGES)) == read
    assert [one.path for one in read.bundle.files] == [f"content/{PAGE}", "content/explainers/neutral-zone.fr.md"]
    assert read.bundle.about is not None


def test_what_is_wrong_in_a_file_by_itself_and_for_the_rules_is_told_together_in_order() -> None:
    text = files_of(PAGE)[0].data.decode()
    wrong = text.replace("15 kilometres", "25 <b>kilometres")
    found = analysed("explainer", "neutral-zone", files_of(PAGE, wrong)[:1], site()).bundle.found[0].problems
    assert [one.code for one in found if one.severity == "error"] == ["figure-not-in-source", "raw-html"]


def test_a_bundle_rests_on_all_that_its_files_refer_to_and_were_checked_against() -> None:
    text = files_of(PAGE)[0].data.decode() + (
        '\nSee [it]({filename}/countries/norway.md#who), a [[zone]], ![p](images/Border.png "A, B") [@wire, para. 1].\n'
    )
    bundle = analysed("explainer", "neutral-zone", files_of(PAGE, text), site()).bundle
    assert set(bundle.reads) >= {
        "book", "country NO", "country SE", "evidence wire", "source wire", "term zone", "file images/border.png",
        "page countries/norway.md", "headings countries/norway.md",
    }  # fmt: skip
    assert bundle.attached == ("images/Border.png",)


def test_a_draft_of_a_translation_is_part_of_the_record_only_where_drafts_are_shown() -> None:
    raw = files_of(PAGE)
    drafted = replace(raw[1], data=raw[1].data.replace(b"---\n", b"---\nstatus: draft\n", 1))
    documents = documents_of([raw[0], drafted], LANGUAGES)
    for drafts, languages in ((False, {"en"}), (True, {"en", "fr"})):
        record = whole(documents, drafts=drafts)
        assert isinstance(record, Explainer)
        assert set(record.texts) == languages


def test_a_translation_without_an_original_is_no_record() -> None:
    (_, french) = files_of(PAGE)
    alone = analysed("explainer", "neutral-zone", [french], site())
    assert (whole(documents_of([french], LANGUAGES), drafts=True), alone.bundle.digest) == (None, "")


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda one: replace(one, names=one.names[1:]), False),
        (lambda one: replace(one, names=one.names[::-1]), True),
        (lambda one: replace(one, countries=one.countries[1:]), False),
        (lambda one: replace(one, sources=tuple(replace(its, title="New") for its in one.sources)), True),
        (lambda one: replace(one, sources=tuple(replace(its, language="nb") for its in one.sources)), False),
        (lambda one: replace(one, wanted=Wanted(("en",), DAY)), False),
        (lambda one: replace(one, wanted=Wanted(LANGUAGES, "2024-01-02")), True),
    ],
    ids=["a name", "their order", "a country", "a title", "a language of sources", "languages", "the day"],
)
def test_what_names_stand_for_is_another_book_only_where_names_are_read_differently(change: object, same: bool) -> None:
    before = ground()
    assert callable(change)
    assert (book_digest(change(before)) == book_digest(before)) is same
