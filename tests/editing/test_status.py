"""How sources stand, in words and for programs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from explainers.build.content import Wanted
from explainers.build.whole_site import read_site
from explainers.editing.status import QuotationStatus, SourceStatus, as_record, as_words, source_status
from tests.commands.conftest import SITE

QUOTATIONS = (
    QuotationStatus(3, "a step", "sealed", ("content/a.md:7", "content/b.md:9")),
    QuotationStatus(4, "x" * 61, "broken", ()),
    QuotationStatus(5, "y" * 60, "missing", ()),
)
STATUS = SourceStatus("wire", "Envoys", True, 4, QUOTATIONS, (1, 3), (2, 4), ("content/a.md", "content/b.md"))
BARE = SourceStatus("gazette", "Laws", False, 0, (), (), (), ())


def test_people_read_what_is_sealed_used_and_unused() -> None:
    assert as_words(STATUS).splitlines() == [
        "wire: sealed, 4 paragraphs, cited in 2 files",
        "  Envoys",
        "  no page cites paragraphs 2, 4",
        "  para. 3, sealed: a step (content/a.md:7, content/b.md:9)",
        f"  para. 4, SEAL BROKEN: {'x' * 59}… (unused)",
        f"  para. 5, not sealed: {'y' * 60} (unused)",
    ]
    told = as_words(replace(STATUS, elsewhere=(2, 4))).splitlines()
    assert told[3] == "  not behind the link: 2, 4"
    assert as_words(BARE).splitlines() == ["gazette: not sealed, cited nowhere", "  Laws"]


def test_programs_read_all_of_it() -> None:
    record = as_record(STATUS)
    assert (record["key"], record["title"], record["sealed"], record["paragraphs"]) == ("wire", "Envoys", True, 4)
    assert (record["cited"], record["uncited"], record["pages"]) == ([1, 3], [2, 4], ["content/a.md", "content/b.md"])
    assert record["quotations"][0] == {"para": 3, "text": "a step", "seal": "sealed", "used": list(QUOTATIONS[0].used)}


@pytest.fixture(scope="module")
def statuses() -> dict[str, SourceStatus]:
    reading = read_site(SITE / "content", Wanted(("en", "fr"), "2024-01-01"))
    return {one.key: one for one in source_status(reading.documents, reading.site)}


def test_the_sources_of_a_site_are_told_by_key(statuses: dict[str, SourceStatus]) -> None:
    assert list(statuses) == ["gazette", "wire"]
    assert (statuses["gazette"].sealed, statuses["gazette"].count, statuses["gazette"].uncited) == (False, 0, ())


def test_each_paragraph_of_a_sealed_source_is_cited_or_not(statuses: dict[str, SourceStatus]) -> None:
    wire = statuses["wire"]
    assert (wire.sealed, wire.count) == (True, 6)
    assert wire.cited
    assert sorted({*wire.cited, *wire.uncited}) == [1, 2, 3, 4, 5, 6]
    assert not {*wire.cited} & {*wire.uncited}
    assert len(set(wire.pages)) == len(wire.pages) > 0
    assert [(one.para, one.seal, one.used) for one in wire.quotations] == [(3, "sealed", ())]
