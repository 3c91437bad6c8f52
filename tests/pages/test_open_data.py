"""Data for others to use: true to the site, true to its schemas and standards, and explained on a page."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from lxml import html

from explainers.dates import parse, sort_key
from explainers.model import Event, Relation, RelationText
from explainers.pages.open_data.fields import ABOUT_ITSELF, COLUMNS, FILES, RECORDS
from explainers.pages.open_data.files import column_names, data_files
from explainers.pages.open_data.records import PageContexts
from explainers.pages.open_data.schemas import schema_name
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
from tests.building_sites import build, site_copy, tree
from tests.pages.corpora import explainer, known

SITE = "https://harbour.example/strait/"
JSON_FILES = [name for name, file in FILES.items() if file.record]
Thing = dict[str, Any]
each_file = pytest.mark.parametrize("name", JSON_FILES)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in two languages with every status and every kind of event, built."""
    site = site_copy("complete", tmp_path_factory.mktemp("open-data"))
    assert build(site).returncode == 0
    return site / "output"


def loaded(output: Path, name: str) -> Thing:
    found: Thing = json.loads((output / name).read_text(encoding="utf-8"))
    return found


def records(output: Path, name: str) -> list[Thing]:
    found: list[Thing] = loaded(output, name)[FILES[name].records]
    return found


def validator(output: Path, name: str) -> Draft202012Validator:
    schema = loaded(output, schema_name(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def values(value: Any, key: str) -> list[Any]:
    """All values of a key, however deep."""
    if isinstance(value, dict):
        own = [value[key]] if key in value else []
        return own + [one for other in value.values() for one in values(other, key)]
    return [one for other in value for one in values(other, key)] if isinstance(value, list) else []


# ---- schemas -------------------------------------------------------------------------------------


@each_file
def test_a_file_is_what_its_schema_says(output: Path, name: str) -> None:
    validator(output, name).validate(loaded(output, name))


@each_file
def test_the_projects_own_data_are_what_their_schemas_say(built_site: Path, name: str) -> None:
    validator(built_site, name).validate(loaded(built_site, name))


@each_file
def test_a_file_names_its_schema_which_is_there(output: Path, name: str) -> None:
    address = loaded(output, name)["$schema"]
    assert address == SITE + schema_name(name) == loaded(output, schema_name(name))["$id"]


MISSING = object()
WRONG: dict[str, tuple[str, str, Any]] = {
    "a field is missing": ("relations.json", "receipts", MISSING),
    "a word that is not on the list": ("relations.json", "status", "friends"),
    "one country alone": ("relations.json", "countries", ["NO"]),
    "half a date": ("relations.json", "as_of", {"edtf": "2025"}),
    "a field that is not described": ("relations.json", "mood", "good"),
    "a kind that is not on the list": ("events.json", "kind", "rumoured"),
    "a text in no language": ("events.json", "text", "They met."),
    "no date": ("events.json", "when", MISSING),
    "a point for a shape": ("countries.geojson", "geometry", {"type": "Point", "coordinates": [1, 2]}),
    "no code": ("countries.geojson", "id", MISSING),
}


@pytest.mark.parametrize(("name", "key", "value"), WRONG.values(), ids=WRONG)
def test_a_schema_refuses_what_the_page_does_not_describe(output: Path, name: str, key: str, value: Any) -> None:
    file = copy.deepcopy(loaded(output, name))
    record = file[FILES[name].records][0]
    record.pop(key, None)
    if value is not MISSING:
        record[key] = value
    with pytest.raises(ValidationError):
        validator(output, name).validate(file)


# ---- true to the site ----------------------------------------------------------------------------


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
        "how": "pledged",
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


@each_file
def test_every_address_of_the_site_leads_to_a_page_and_a_place_on_it(output: Path, name: str) -> None:
    file = loaded(output, name)
    addresses = [address for found in values(file, "pages") for address in found.values()]
    addresses += [*file["documentation"].values(), file["$schema"]]
    assert len(addresses) > 8
    for address in addresses:
        page, _, place = address.removeprefix(SITE).partition("#")
        content = (output / page / ("" if page.endswith(".json") else "index.html")).read_text(encoding="utf-8")
        assert not place or f'id="{place}"' in content, address


def test_a_site_without_an_address_gives_addresses_below_its_root() -> None:
    files = dict(data_files(known(explainer(), site="")))
    file = json.loads(files["relations.json"])
    assert file["$schema"] == "schemas/relations.schema.json"
    assert file["documentation"] == {"en": "data/"}


def test_a_country_has_names_capital_marker_pages_and_the_shape_of_the_maps(output: Path) -> None:
    found = {one["id"]: one for one in records(output, "countries.geojson")}
    assert list(found) == ["DK", "FI", "NO", "SE"]
    denmark = found["DK"]["properties"]
    assert denmark["names"] == {"en": "Denmark", "fr": "Danemark"}
    assert denmark["capital"] == {"en": "Copenhagen", "fr": "Copenhague"}
    assert denmark["latitude"] > denmark["longitude"] > 12
    assert denmark["pages"]["fr"] == f"{SITE}fr/countries/denmark/"
    assert len(found["NO"]["geometry"]["coordinates"]) > 20


# ---- the table -----------------------------------------------------------------------------------


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def test_the_table_has_a_header_and_lines_as_rfc_4180_wants_them(output: Path) -> None:
    data = (output / "events.csv").read_bytes()
    header = data.decode().splitlines()[0].split(",")
    assert header == [name for column in COLUMNS for name in column_names(column, ("en", "fr"))]
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert len({len(row) for row in csv.reader(io.StringIO(data.decode(), newline=""), strict=True)}) == 1


def test_the_table_says_what_the_json_file_says(built_site: Path) -> None:
    rows, events = table((built_site / "events.csv").read_bytes()), records(built_site, "events.json")
    assert [row["id"] for row in rows] == [event["id"] for event in events]
    for row, event in zip(rows, events, strict=True):
        assert row["countries"].split() == event["countries"]
        assert (row["edtf"], row["kind"]) == (event["when"]["edtf"], event["kind"])
        assert row["iso"] == (event["when"]["iso"] or "")
        assert (row["text_en"], row["text_fr"]) == (event["text"]["en"], event["text"]["fr"])
        assert row["sources"].split() == [one["source"] for one in event["receipts"]]
        assert row["urls"].split() == [one["url"] for one in event["receipts"]]
        assert row["hows"].split() == [one["how"] for one in event["receipts"]]
        numbers = [[int(number) for number in one.split(",")] for one in row["paragraphs"].split()]
        assert numbers == [one["paragraphs"] or [0] for one in event["receipts"]]


def with_event(text: str, cite: Cite) -> Site:
    """A site whose only event has a text and a citation."""
    plain = known(explainer())
    event = Event("one", "2025-03-02", "happened", ("NO",), {"en": text}, cite)
    return Site(msgspec.structs.replace(plain.corpus, events={"one": event}), plain.settings, plain.day)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_no_cell_is_a_formula_and_every_text_comes_back(text: str) -> None:
    files = dict(data_files(with_event(text, Cite((Citation("gazette", (1,)),)))))
    ((row),) = table(files["events.csv"])
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    assert text == (row["text_en"][1:] if row["text_en"][:1] == "'" and text[:1] != "'" else row["text_en"])
    assert json.loads(files["events.json"])["events"][0]["text"]["en"] == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_a_cell_that_begins_like_a_formula_has_an_apostrophe(text: str) -> None:
    files = dict(data_files(with_event(text, Cite((Citation("gazette", (1,)),)))))
    assert table(files["events.csv"])[0]["text_en"] == f"'{text}"


def test_a_reading_of_our_own_has_no_source_in_any_file() -> None:
    cite = Cite((Citation("", (), "analysis"), Citation("gazette", ())))
    files = dict(data_files(with_event("They talked.", cite)))
    (row,), (event,) = table(files["events.csv"]), json.loads(files["events.json"])["events"]
    assert (row["sources"], row["paragraphs"], row["hows"]) == ("none gazette", "0 0", "analysis stated")
    assert event["receipts"][0]["source"] is event["receipts"][0]["url"] is None
    assert event["receipts"][1]["paragraphs"] == []


# ---- the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "folder"), [("en", "data"), ("fr", "fr/data")])
def test_the_page_explains_every_file_and_every_field(output: Path, language: str, folder: str) -> None:
    page = html.document_fromstring((output / folder / "index.html").read_bytes())
    shown = {div.findtext("dt/code") for div in page.iterfind(".//dl/div")}
    columns = {", ".join(column_names(column, ("en", "fr"))) for column in COLUMNS}
    fields = {field.name for record in RECORDS.values() for field in record.fields}
    assert shown == columns | fields | {field.name for field in ABOUT_ITSELF}
    links = {address.rpartition("../")[2] for address in page.xpath("//main//a/@href")}
    assert {*FILES, *map(schema_name, JSON_FILES), "https://creativecommons.org/licenses/by/4.0/"} <= links


@each_file
def test_schema_and_page_say_the_same_of_each_field(output: Path, name: str) -> None:
    page = html.document_fromstring((output / "data/index.html").read_bytes())
    said = {re.sub(r"\s+", " ", one.text or "").strip() for one in page.iterfind(".//dl/div/dd")}
    schema = loaded(output, schema_name(name))
    for definition in (schema, *schema["$defs"].values()):
        for field, of_field in definition["properties"].items():
            if field not in ("type", FILES[name].records):
                assert of_field["description"] in said, field


def test_every_page_leads_to_the_data(output: Path) -> None:
    for file, content in tree(output).items():
        if file.endswith(".html"):
            hrefs = html.document_fromstring(content).xpath("//footer//a/@href")
            assert any(href.rpartition("../")[2].endswith("data/") or href == "./" for href in hrefs), file


# ---- building ------------------------------------------------------------------------------------


def test_only_the_files_that_a_change_is_in_are_written(tmp_path: Path) -> None:
    site = site_copy("complete", tmp_path)
    assert build(site).returncode == 0
    before = tree(site / "output")
    times = {name: (site / "output" / name).stat().st_mtime_ns for name in FILES}
    events = site / "content/events.yaml"
    events.write_text(events.read_text(encoding="utf-8").replace("Oslo promised boats.", "Oslo promised some boats."))
    assert build(site).returncode == 0
    after = tree(site / "output")
    changed = {name for name in FILES if (site / "output" / name).stat().st_mtime_ns != times[name]}
    assert changed == {"events.json", "events.csv"} == {name for name in FILES if before[name] != after[name]}
    assert build(site, "--full").returncode == 0
    assert tree(site / "output") == after


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
