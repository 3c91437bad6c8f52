"""Data files as bytes: JSON whose addresses lead somewhere, and a table that spreadsheets can read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.model import Event
from explainers.pages.open_data.fields import COLUMNS, FILES
from explainers.pages.open_data.files import column_names, data_files
from explainers.prose import (
    Citation,
    Cite,
)
from explainers.site.site import Site
from tests.building_sites import build, site_copy, tree
from tests.pages.corpora import explainer, known
from tests.pages.open_data.loading import SITE, each_file, loaded, records, table, values


def with_event(text: str, cite: Cite) -> Site:
    """A site whose only event has a text and a citation."""
    plain = known(explainer())
    event = Event("one", "2025-03-02", "happened", ("NO",), {"en": text}, cite)
    return Site(msgspec.structs.replace(plain.corpus, events={"one": event}), plain.settings, plain.day)


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
