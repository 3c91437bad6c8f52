"""The data page explains every file and every field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from explainers.model import STATUSES
from explainers.pages.open_data.fields import ABOUT_ITSELF, COLUMNS, FILES, RECORDS
from explainers.pages.open_data.files import column_names
from explainers.pages.open_data.page import data
from explainers.pages.open_data.schemas import schema_name
from explainers.pages.view_parts import Link
from explainers.site_settings import Licence, SiteNames
from tests.building_sites import tree
from tests.pages.corpora import context, explainer, known, prose_page, with_records
from tests.pages.open_data.loading import JSON_FILES, SITE, each_file, loaded


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


def test_files_come_with_the_page_of_the_first_language_alone() -> None:
    names = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}
    site = known(explainer(), names=names)
    view, files = data(context(site, "data"))
    assert {name for name, _ in files} == {*FILES, *map(schema_name, JSON_FILES)}
    assert [source.file.text for source in view.sources] == list(FILES)
    relations = view.sources[0]
    assert (relations.file.href, relations.schema) == ("../relations.json", "../schemas/relations.schema.json")
    in_french, none = data(context(site, "data", language="fr"))
    assert none == ()
    assert in_french.sources[0].file.href == "../../relations.json"


def test_the_page_says_how_to_cite_it_and_leads_to_the_method_where_there_is_one() -> None:
    licence = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    view, _ = data(context(known(licence=licence), "data"))
    assert view.licence == Link("CC BY 4.0", licence.address)
    cite = "“Open data”, Harbour, CC BY 4.0, with the day on which you took the file."
    assert view.cite == f"{cite} {SITE}data/"
    assert view.meanings is None
    with_method = with_records(known(site="", licence=licence), pages={"method": prose_page("method")})
    view, _ = data(context(with_method, "data"))
    assert view.cite == cite
    assert view.meanings is not None
    assert view.meanings.href == "../method/#at-statuses"


def test_a_closed_list_shows_its_words_and_a_column_of_texts_one_name_a_language() -> None:
    view, _ = data(context(known(), "data"))
    relations, _, table, _ = view.sources
    (status,) = (field for field in relations.record.fields if field.name == "status")
    assert status.choices == (*STATUSES, "not-covered")
    assert "text_en" in [field.name for field in table.record.fields]
    assert (table.schema, table.record.title) == ("", "A row")
