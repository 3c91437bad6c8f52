"""Records of the data files: true to the site, with their receipts."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from explainers.dates import parse, sort_key
from explainers.model import Relation, RelationText
from explainers.pages.open_data.records import PageContexts
from explainers.prose import (
    ATTRIBUTIONS,
    Body,
    Cell,
    Citation,
    Cite,
    Emphasis,
    Heading,
    Line,
    List,
    Paragraph,
    Prose,
    Table,
)
from explainers.site.site import Site
from tests.pages.corpora import event, explainer, known, relation, with_records
from tests.pages.open_data.loading import SITE, records, values


def test_every_pair_is_there_and_one_without_a_file_is_not_covered(output: Path) -> None:
    found = {tuple(one["countries"]): one for one in records(output, "relations.json")}
    assert set(found) == set(combinations(("DK", "FI", "NO", "SE"), 2))
    for pair, one in found.items():
        bare = pair in {("DK", "FI"), ("FI", "SE")}
        assert (one["status"] == "not-covered") is bare is not one["covered"]
        assert (not one["receipts"] and one["since"] is one["as_of"] is None and not one["pages"]) is bare
    assert found["DK", "FI"]["status_words"]["fr"] == "Non couvert par nos sources"


def test_a_relation_has_its_status_its_dates_its_claims_and_its_events(output: Path) -> None:
    (one,) = (one for one in records(output, "relations.json") if one["id"] == "denmark-norway")
    assert one["names"] == {"en": ["Denmark", "Norway"], "fr": ["Danemark", "Norvège"]}
    assert one["status"] == "apart"
    assert (one["since"]["edtf"], one["since"]["iso"], one["since"]["words"]["fr"]) == ("2024~", "2024", "vers 2024")
    assert one["claims"]["en"][0]["text"] == "Their ministers met."
    assert one["events"] == ["talks", "nets"]


def test_a_receipt_says_source_address_paragraphs_and_how(output: Path) -> None:
    (one,) = (one for one in records(output, "events.json") if one["id"] == "boats")
    (receipt,) = one["receipts"]
    assert receipt == {
        "source": "gazette",
        "title": "Herring talks end with a promise",
        "publisher": {"en": "The Strait Gazette", "fr": "The Strait Gazette"},
        "published": "2025-03-05",
        "url": "https://gazette.example/herring",
        "archived": "https://archive.example/herring",
        "paragraphs": [3],
        "elsewhere": [
            {
                "paragraphs": [3],
                "part": {"en": "its second half", "fr": "sa seconde moitié"},
                "source": None,
                "url": None,
                "note": None,
            }
        ],
        "how": "pledged",
        "sum": None,
        "checked": True,
    }


def test_every_record_that_says_something_has_receipts(built_site: Path) -> None:
    said = [one for one in records(built_site, "relations.json") if one["covered"]]
    said += records(built_site, "events.json")
    said += [claim for found in values(said, "claims") for claims in found.values() for claim in claims]
    for one in said:
        assert one["receipts"], one
        for receipt in one["receipts"]:
            assert receipt["how"] in ATTRIBUTIONS
            assert receipt["source"] is None or receipt["url"].startswith("https://")


def test_events_stand_newest_first_with_a_day_for_each_end(built_site: Path) -> None:
    found = records(built_site, "events.json")
    dates = [one["when"]["edtf"] for one in found]
    assert dates == sorted(dates, key=sort_key, reverse=True)
    assert any(date.endswith("/..") for date in dates)
    for one in (one["when"] for one in found):
        assert one["last"] == (None if parse(one["edtf"]).open_end else parse(one["edtf"]).last.isoformat())
        assert one["words"]["en"] != one["words"]["fr"] or one["edtf"].isdecimal()


def test_a_country_has_names_capital_marker_pages_and_the_shape_of_the_maps(output: Path) -> None:
    found = {one["id"]: one for one in records(output, "countries.geojson")}
    assert list(found) == ["DK", "FI", "NO", "SE"]
    denmark = found["DK"]["properties"]
    assert denmark["names"] == {"en": "Denmark", "fr": "Danemark"}
    assert denmark["capital"] == {"en": "Copenhagen", "fr": "Copenhague"}
    assert denmark["latitude"] > denmark["longitude"] > 12
    assert denmark["pages"]["fr"] == f"{SITE}fr/countries/denmark/"
    assert len(found["NO"]["geometry"]["coordinates"]) > 20


def test_claims_are_those_of_the_prose_with_their_lead_in_and_without_headings() -> None:
    one, two = Cite((Citation("gazette", (1,)),)), Cite((Citation("gazette", (2,)),))
    blocks = (
        Heading(2, "a", "Heading", ("Heading",)),
        Paragraph(("One ", Emphasis(("day", one, " and"),), " night.", two)),
        Paragraph(("They agreed:",)),
        List(((Line(("to fish", one)),), (Line(("to talk", two)),))),
        Table((Cell(("Year",)), Cell(("Boats",))), ((Cell(("2024",)), Cell(("12", one))),)),
    )  # fmt: skip
    text = RelationText((Prose(("Who knows?", one)), Prose(("Nobody.", two))), Body(blocks))
    record = Relation(
        "norway-sweden", "relations/norway-sweden.md", "en", ("NO", "SE"), "steady", "2025", one, {"en": text}
    )
    site = known()
    corpus = msgspec.structs.replace(site.corpus, relations={record.between: record})
    (relation,) = PageContexts(Site(corpus, site.settings, site.day)).relations()
    said = [(claim["text"], claim["receipts"][0]["paragraphs"]) for claim in relation["claims"]["en"]]
    assert said == [
        ("One day", (1,)),
        ("and night.", (2,)),
        ("They agreed: to fish", (1,)),
        ("to talk", (2,)),
        ("2024 12", (1,)),
    ]
    assert [claim["text"] for claim in relation["unknowns"]["en"]] == ["Who knows?", "Nobody."]
    assert {claim["receipts"][0]["how"] for claim in relation["unknowns"]["en"]} == {"unknown"}


def test_records_of_a_small_site_are_those_of_its_records() -> None:
    site = with_records(known(explainer()), relations={("NO", "SE"): relation()}, events={"talks": event()})
    contexts = PageContexts(site)
    (one,) = contexts.relations()
    assert (one["id"], one["countries"], one["covered"], one["status"]) == (
        "norway-sweden", ("NO", "SE"), True, "closer",
    )  # fmt: skip
    assert (one["status_words"], one["since"], one["events"]) == ({"en": "Growing closer"}, None, ["talks"])
    assert one["pages"] == {"en": f"{SITE}relations/norway-sweden/"}
    (happened,) = contexts.events()
    assert (happened["id"], happened["kind_words"]) == ("talks", {"en": "happened"})
    assert happened["pages"] == {"en": f"{SITE}timeline/#talks"}
    assert [one["id"] for one in contexts.countries()] == ["NO", "SE"]


@pytest.mark.parametrize(
    ("edtf", "iso", "first", "last"),
    [
        ("2025-03-02", "2025-03-02", "2025-03-02", "2025-03-02"),
        ("2025-03~", "2025-03", "2025-03-01", "2025-03-31"),
        ("2024/..", "2024/..", "2024-01-01", None),
        ("../2024-06", "../2024-06", None, "2024-06-30"),
    ],
)
def test_a_date_has_a_first_and_a_last_day_unless_its_end_is_open(
    edtf: str, iso: str, first: str | None, last: str | None
) -> None:
    found = PageContexts(known()).date(edtf)
    assert (found["edtf"], found["iso"], found["first"], found["last"]) == (edtf, iso, first, last)
    assert set(found["words"]) == {"en"}


def test_what_kind_of_event_it_is_says_how_its_source_has_it_where_the_citation_does_not() -> None:
    cite = Cite((Citation("gazette", (3,)), Citation("gazette", (4,), "said")))
    pledged = event(kind="pledged", cite=cite)
    (one,) = PageContexts(with_records(known(), events={"talks": pledged})).events()
    assert [receipt["how"] for receipt in one["receipts"]] == ["pledged", "said"]
    assert not any(receipt["checked"] for receipt in one["receipts"]), "the source is not sealed"
