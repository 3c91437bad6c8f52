"""Schemas of the data files: valid, true to the files, and strict."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from explainers.pages.open_data.fields import FILES, RECORDS
from explainers.pages.open_data.schemas import schema_name, schema_of
from tests.pages.open_data.loading import SITE, each_file, loaded


def validator(output: Path, name: str) -> Draft202012Validator:
    schema = loaded(output, schema_name(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


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


def test_a_schema_has_its_own_address_and_describes_every_field_in_order() -> None:
    schema = schema_of("events.json", "https://a.example/s.json")
    assert (schema["$id"], schema["title"]) == ("https://a.example/s.json", "events.json")
    assert list(schema["$defs"]) == ["event", "date", "receipt", "elsewhere", "claim"]
    assert schema["$defs"]["event"]["required"] == [field.name for field in RECORDS["event"].fields]
    assert schema["required"][-1] == "events"
    assert schema["properties"]["events"]["items"] == {"$ref": "#/$defs/event"}
    assert schema["additionalProperties"] is False


def test_the_schema_of_shapes_is_one_of_features() -> None:
    schema = schema_of("countries.geojson", "s")
    assert schema["properties"]["type"] == {"const": "FeatureCollection"}
    assert list(schema["$defs"]) == ["country"]
    Draft202012Validator.check_schema(schema)
    feature = Draft202012Validator({**schema["properties"]["features"]["items"], "$defs": schema["$defs"]})
    assert feature.is_valid({"type": "Feature", "id": "NO", "properties": {}, "geometry": None}) is False


def test_there_is_no_schema_of_a_file_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="wars"):
        schema_of("wars.json", "s")
