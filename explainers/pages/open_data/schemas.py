"""JSON Schemas (draft 2020-12) of the data files, made of the table of fields."""

from __future__ import annotations

from typing import Any, Final

from explainers.pages.open_data.fields import ABOUT_ITSELF, FILES, RECORDS, SHARED, TYPES, Field

__all__ = ["schema_name", "schema_of"]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLACE: Final = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_RING: Final = {"type": "array", "items": _PLACE, "minItems": 4}
_SHAPE: Final = {
    "description": "A MultiPolygon of RFC 7946, or null.",
    "anyOf": [
        {
            "type": "object",
            "required": ["type", "coordinates"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "MultiPolygon"},
                "coordinates": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "array", "items": _RING, "minItems": 1},
                },
            },
        },
        {"type": "null"},
    ],
}


def schema_name(file: str) -> str:
    """Return the address of a file's schema.

    >>> schema_name("countries.geojson")
    'schemas/countries.schema.json'
    """
    return f"schemas/{file.partition('.')[0]}.schema.json"


def schema_of(file: str, id: str) -> dict[str, Any]:
    """Return the schema of a data file; `id` is its own address."""
    about = FILES[file]
    of_geojson = file.endswith(".geojson")
    record = _feature() if of_geojson else {"$ref": f"#/$defs/{about.record}"}
    whole = _object(ABOUT_ITSELF)
    if of_geojson:
        whole["properties"]["type"] = {"const": "FeatureCollection"}
    whole["properties"][about.records] = {"type": "array", "items": record}
    whole["required"] = list(whole["properties"])
    found = {name: _described(name) for name in (about.record, *SHARED)}
    return {
        "$schema": _DRAFT,
        "$id": id,
        "title": file,
        "description": about.about,
        **whole,
        "$defs": {name: found[name] for name in found if name == about.record or not of_geojson},
    }


def _feature() -> dict[str, Any]:
    """Return the schema of a GeoJSON feature: a country's properties, its shape and its code as the id."""
    properties = {
        "type": {"const": "Feature"},
        "id": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "properties": {"$ref": "#/$defs/country"},
        "geometry": _SHAPE,
    }
    return _closed(properties)


def _described(record: str) -> dict[str, Any]:
    return {"title": RECORDS[record].title, "description": RECORDS[record].about, **_object(RECORDS[record].fields)}


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    properties = {field.name: {"description": field.meaning, **TYPES[field.type].schema} for field in fields}
    return _closed(properties)


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
