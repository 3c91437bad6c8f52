"""Every id of a page is there once, whatever its headings say: what pages give ids to has a space of its own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from explainers.reading.documents import read_document
from explainers.reading.slugs import HeadingIds, is_own
from explainers.showing.vocabulary import BADGES
from tests.building_sites import build, site_copy, tree
from tests.reading.texts import FRONT, LANGUAGES

HOSTILE = [
    "M1", "m2", "R1", "r10", "At text", "At receipts", "At changes", "At unknowns", "At events", "At relations",
    "At explainers", "At map", "At legend", "At badges", "At statuses", "At kinds", "At no se", "At fi no", "Map title",
    "Map desc", "Overview title", "Overview desc", "Live preview", "Explainers", "Q", "Search list", "Kind happened",
    "Status closer", "Status not stated", "Gazette", "Next", "Next", "Next_1", "!", "?",
    "At receipts", "At receipts_1", *BADGES,
]  # fmt: skip


def ids_of(page: bytes) -> list[str]:
    return [str(one) for one in html.document_fromstring(page).xpath("//@id")]


def assert_ids_are_apart(output: Path) -> None:
    """Every id of every page stands there once, and no heading could have any that isn't a heading's."""
    pages = {name: data for name, data in tree(output).items() if name.endswith(".html")}
    assert pages
    for name, data in pages.items():
        assert [id for id, times in Counter(ids_of(data)).items() if times > 1] == [], name
        document = html.document_fromstring(data)
        if document.xpath("//*[contains(@class, 'prose')]"):
            path = f"pages/{name.rpartition('/')[0].rpartition('/')[2]}.md"
            for id in document.xpath("//*[not(ancestor-or-self::*[contains(@class, 'prose')])]/@id"):
                assert HeadingIds(path).id_of(id.replace("-", " ")) != id, (name, id)


def headings(cite: str) -> str:
    return "".join(f"\n## {one}\n\nWords {cite}.\n" for one in HOSTILE)


def test_ids_are_apart_on_a_site_with_hostile_headings(tmp_path: Path) -> None:
    site = site_copy("complete", tmp_path)
    (site / "content/pages/method.fr.md").unlink()  # it would have to have the same headings
    of_ours = ("explainers/quiet-year.md", "countries/norway.md", "relations/norway-sweden.md")
    for name in ("pages/about.md", "pages/method.md", *of_ours):
        cite = "[analysis]" if name in of_ours else ""
        with (site / "content" / name).open("a", encoding="utf-8") as file:
            file.write(headings(cite))
    outcome = build(site)
    assert outcome.returncode == 0, outcome.stderr
    assert_ids_are_apart(site / "output")
    for page in ("about", "method", "quiet-year", "countries/norway", "relations/norway-sweden"):
        ids = ids_of((site / "output" / page / "index.html").read_bytes())
        assert {"at-text", "at-receipts_1", "m1_1", "next_1_1"} <= set(ids), page


@pytest.mark.parametrize("words", sorted(set(HOSTILE)))
def test_a_heading_never_has_an_id_of_the_page_s_own(words: str) -> None:
    assert not is_own(HeadingIds("explainers/one.md").id_of(words))


@pytest.mark.parametrize(
    "words", ["What next?", "The map", "Receipts", "At", "M", "R2D2", "Pledged", "It is", "Kinds", "Unknown"]
)
def test_ordinary_headings_keep_their_ids(words: str) -> None:
    assert "_" not in HeadingIds("explainers/one.md").id_of(words)


def test_ids_are_given_once_each_and_in_order() -> None:
    ids = HeadingIds("explainers/one.md")
    given = [ids.id_of(words) for words in ("Next", "Next_1", "Next", "Next", "At text", "At text", "M1", "m1")]
    assert given == ["next", "next_1", "next_2", "next_3", "at-text_1", "at-text_2", "m1_1", "m1_2"]


@pytest.mark.parametrize("id", ["at-text", "at-no-se", "m1", "r12", "map-title"])
@pytest.mark.parametrize("file", ["events.yaml", "glossary.yaml"])
def test_an_entry_may_not_take_an_id_of_the_page_s_own(file: str, id: str) -> None:
    found = read_document(f"content/{file}", f"- id: {id}\n".encode(), LANGUAGES).problems
    assert ("unknown-value", f"the-{id}") in [(one.code, one.suggestion) for one in found]


def test_nor_may_a_source() -> None:
    found = read_document("content/sources/at-text.yaml", b"title: One\n", LANGUAGES).problems
    assert ("unknown-value", "the-at-text.yaml") in [(one.code, one.suggestion) for one in found]


def test_a_person_may_have_any_id() -> None:
    found = read_document("content/names.yaml", b"- id: m1\n  forms: {en: [M1]}\n", LANGUAGES).problems
    assert found == ()


def test_a_link_finds_a_heading_that_had_to_give_way() -> None:
    text = FRONT["en"] + "## At receipts\n\nWords, see [above](#at-receipts_1) [@a].\n"
    document = read_document("content/explainers/one.md", text.encode(), LANGUAGES)
    assert document.problems == ()
    assert document.ids == ("at-receipts_1",)
