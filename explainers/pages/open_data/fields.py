"""What the data files hold: every file, every kind of record, every field with its type and meaning, once.

JSON Schemas and the data page are made of this table, so that neither can say what the other doesn't. Words are marked
for gettext by `_mark`; schemas have them in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from explainers.model import EVENT_KINDS, STATUSES
from explainers.pages.vocabulary import BADGES
from explainers.prose import ATTRIBUTIONS

__all__ = ["COLUMNS", "FILES", "RECORDS", "SHARED", "TYPES", "DataType", "Field", "File", "Record"]

_LANGUAGE: Final = "^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$"  # of BCP 47, what sites name their languages by


def _mark(text: str) -> str:
    """Mark a text for the catalogue of interface texts."""
    return text


class DataType(Struct, frozen=True):
    """A type of values: its words, and its JSON Schema."""

    words: str
    schema: Mapping[str, Any]


class Field(Struct, frozen=True):
    """A field, or a column: name, type (a key of `TYPES`), meaning. A column ``text_*`` is one for each language."""

    name: str
    type: str
    meaning: str


class Record(Struct, frozen=True):
    """A kind of record: what it is called, what it stands for, its fields in their order."""

    title: str
    about: str
    fields: tuple[Field, ...]


class File(Struct, frozen=True):
    """A file: media type, what it holds, its kind of record (a key of `RECORDS`, or empty for the table), and the field
    of its records.
    """

    media_type: str
    about: str
    record: str = ""
    records: str = ""


def _of_languages(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "propertyNames": {"pattern": _LANGUAGE}, "additionalProperties": value}


def _maybe(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [value, {"type": "null"}]}


def _list_of(value: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": value, **more}


_TEXT: Final = {"type": "string"}
_ADDRESS: Final = {"type": "string", "format": "uri-reference"}
_CODE: Final = {"type": "string", "pattern": "^[A-Z]{2}$"}
_DAY: Final = {"type": "string", "format": "date"}
_DATE: Final = {"$ref": "#/$defs/date"}
_ELSEWHERE: Final = _list_of({"$ref": "#/$defs/elsewhere"})
_RECEIPTS: Final = _list_of({"$ref": "#/$defs/receipt"})
_CLAIMS: Final = _of_languages(_list_of({"$ref": "#/$defs/claim"}))

TYPES: Final[Mapping[str, DataType]] = {
    "text": DataType(_mark("text"), _TEXT),
    "text?": DataType(_mark("text, or null"), _maybe(_TEXT)),
    "texts": DataType(_mark("text by language"), _of_languages(_TEXT)),
    "texts?": DataType(_mark("text by language, or null"), _maybe(_of_languages(_TEXT))),
    "names": DataType(_mark("two names by language"), _of_languages(_list_of(_TEXT, minItems=2, maxItems=2))),
    "code": DataType(_mark("country code"), _CODE),
    "pair": DataType(_mark("two country codes"), _list_of(_CODE, minItems=2, maxItems=2, uniqueItems=True)),
    "codes": DataType(_mark("list of country codes"), _list_of(_CODE, minItems=1, uniqueItems=True)),
    "ids": DataType(_mark("list of ids"), _list_of(_TEXT, uniqueItems=True)),
    "languages": DataType(
        _mark("list of language codes"), _list_of({"type": "string", "pattern": _LANGUAGE}, minItems=1)
    ),
    "status": DataType(_mark("one word of a list"), {"enum": [*STATUSES, "not-covered"]}),
    "kind": DataType(_mark("one word of a list"), {"enum": [*EVENT_KINDS]}),
    "how": DataType(
        _mark("one word of a list"),
        {"oneOf": [{"const": how, "description": BADGES[how].meaning} for how in ATTRIBUTIONS]},
    ),
    "yes-no": DataType(_mark("true or false"), {"type": "boolean"}),
    "latitude": DataType(_mark("degrees"), {"type": "number", "minimum": -90, "maximum": 90}),
    "longitude": DataType(_mark("degrees"), {"type": "number", "minimum": -180, "maximum": 180}),
    "paragraphs": DataType(_mark("list of numbers"), _list_of({"type": "integer", "minimum": 1}, uniqueItems=True)),
    "address": DataType(_mark("address"), _ADDRESS),
    "address?": DataType(_mark("address, or null"), _maybe(_ADDRESS)),
    "addresses": DataType(_mark("address by language"), _of_languages(_ADDRESS)),
    "day?": DataType(_mark("day, or null"), _maybe(_DAY)),
    "date": DataType(_mark("date"), _DATE),
    "date?": DataType(_mark("date, or null"), _maybe(_DATE)),
    "elsewhere": DataType(_mark("list of places"), _ELSEWHERE),
    "receipts": DataType(_mark("list of receipts"), _RECEIPTS),
    "claims": DataType(_mark("list of claims by language"), _CLAIMS),
}

# What every file says of itself, before its records.
ABOUT_ITSELF: Final = (
    Field("$schema", "address", _mark("The JSON Schema of this file.")),
    Field("publisher", "texts", _mark("Who publishes the data.")),
    Field("licence", "address?", _mark("The licence of the data; null: none was chosen.")),
    Field("documentation", "addresses", _mark("The page that says what is in the file.")),
    Field("languages", "languages", _mark("The languages of the site, the first one first.")),
)
_EDTF: Final = _mark(
    "The date in the Extended Date/Time Format (ISO 8601-2), with its marks for what is about, uncertain or open."
)
_PAGES: Final = _mark("The page of the site that shows it.")
_RECEIPT_MEANING: Final = _mark("Where it comes from.")
_KIND_MEANING: Final = _mark("What kind of event it is.")
_HOW_MEANING: Final = _mark("How the source has it.")

RECORDS: Final[Mapping[str, Record]] = {
    "relation": Record(
        _mark("A relation"),
        _mark(
            "Two countries and how they stand. Every pair of the site’s countries is there; one that our sources do "
            "not cover says so."
        ),
        (
            Field("id", "text", _mark("A name for the pair that does not change.")),
            Field("countries", "pair", _mark("The two countries, by ISO 3166-1.")),
            Field("names", "names", _mark("Their names, in the same order, from CLDR.")),
            Field("covered", "yes-no", _mark("Whether our sources speak of the pair.")),
            Field("status", "status", _mark("How the two stand; not-covered where our sources do not speak of them.")),
            Field("status_words", "texts", _mark("The status in words.")),
            Field("since", "date?", _mark("Since when they stand so; null where our sources do not say.")),
            Field("as_of", "date?", _mark("The day up to which our sources reach.")),
            Field("receipts", "receipts", _mark("Where the status comes from.")),
            Field("claims", "claims", _mark("What we say of the pair, claim by claim.")),
            Field("unknowns", "claims", _mark("What our sources do not say of the pair.")),
            Field("events", "ids", _mark("The events that both are in, the newest first.")),
            Field(
                "pages", "addresses", _mark("The page of the site that shows it; none where the pair is not covered.")
            ),
        ),
    ),
    "event": Record(
        _mark("An event"),
        _mark("Something that happened, or was pledged, planned, alleged or denied."),
        (
            Field("id", "text", _mark("A name for the event that does not change.")),
            Field("when", "date", _mark("When it was.")),
            Field("kind", "kind", _KIND_MEANING),
            Field("kind_words", "texts", _mark("The kind in words.")),
            Field("countries", "codes", _mark("The countries that are in it, by ISO 3166-1.")),
            Field("text", "texts", _mark("What happened, in one sentence.")),
            Field("receipts", "receipts", _RECEIPT_MEANING),
            Field("pages", "addresses", _PAGES),
        ),
    ),
    "country": Record(
        _mark("A country"),
        _mark(
            "The properties of a feature. Its geometry is the shape that our maps draw, cut at the 180th meridian, or "
            "null where the map has none."
        ),
        (
            Field("code", "code", _mark("The country, by ISO 3166-1.")),
            Field("names", "texts", _mark("Its name, from CLDR.")),
            Field("capital", "texts", _mark("Its capital.")),
            Field("latitude", "latitude", _mark("Where its marker stands: north of the equator.")),
            Field("longitude", "longitude", _mark("Where its marker stands: east of Greenwich.")),
            Field("pages", "addresses", _PAGES),
        ),
    ),
    "date": Record(
        _mark("A date"),
        _mark("As exact as our sources have it, and no more."),
        (
            Field("edtf", "text", _EDTF),
            Field(
                "iso", "text?", _mark("The date without marks, as ISO 8601 has it; null where it has no form for it.")
            ),
            Field("first", "day?", _mark("The first day that it can mean; null where the beginning is open.")),
            Field("last", "day?", _mark("The last day that it can mean; null where the end is open.")),
            Field("words", "texts", _mark("The date in words.")),
        ),
    ),
    "receipt": Record(
        _mark("A receipt"),
        _mark(
            "A source, where in it, and how it has what is said. A reading of our own has no source, and nulls instead."
        ),
        (
            Field("source", "text?", _mark("The source’s key on our pages.")),
            Field("title", "text?", _mark("The source’s title.")),
            Field("publisher", "texts?", _mark("Who published the source.")),
            Field("published", "text?", _mark("When the source was published: a date in the same format as edtf.")),
            Field("url", "address?", _mark("The source’s address.")),
            Field("archived", "address?", _mark("A copy of the source that lasts.")),
            Field("paragraphs", "paragraphs", _mark("Its paragraphs that say so; none: the source as a whole.")),
            Field("elsewhere", "elsewhere", _mark("Those of its paragraphs that do not stand at the address.")),
            Field("how", "how", _HOW_MEANING),
            Field(
                "sum", "text?", _mark("Our own sum over figures of the source, as we wrote it; null: there is none.")
            ),
            Field("checked", "yes-no", _mark("Whether the source’s text was at hand to check against.")),
        ),
    ),
    "elsewhere": Record(
        _mark("A place of paragraphs"),
        _mark("Paragraphs of our copy that do not stand, as they are there, at the source’s address."),
        (
            Field("paragraphs", "paragraphs", _mark("The paragraphs.")),
            Field("part", "texts?", _mark("Which part of them; null where it is the whole of them.")),
            Field(
                "source",
                "text?",
                _mark("The key of the source that has them; null where we know of none: they are in our copy only."),
            ),
            Field("url", "address?", _mark("That source’s address.")),
            Field("note", "texts?", _mark("What is to be known of it.")),
        ),
    ),
    "claim": Record(
        _mark("A claim"),
        _mark("A statement, and where it comes from."),
        (
            Field("text", "text", _mark("The statement, as plain text.")),
            Field("receipts", "receipts", _RECEIPT_MEANING),
        ),
    ),
}

SHARED: Final = ("date", "receipt", "elsewhere", "claim")
"""The kinds of records that stand within others."""

# The columns of the table, which spreadsheets read.
COLUMNS: Final = (
    Field("id", "text", _mark("A name for the event that does not change.")),
    Field("edtf", "text", _EDTF),
    Field("iso", "text", _mark("The date without marks, as ISO 8601 has it; empty where it has no form for it.")),
    Field("first", "text", _mark("The first day that it can mean; empty where the beginning is open.")),
    Field("last", "text", _mark("The last day that it can mean; empty where the end is open.")),
    Field("kind", "kind", _KIND_MEANING),
    Field("countries", "text", _mark("The countries that are in it, by ISO 3166-1, with spaces between them.")),
    Field("when_*", "text", _mark("The date in words.")),
    Field("text_*", "text", _mark("What happened, in one sentence; empty where it is not translated.")),
    Field(
        "sources", "text", _mark("The keys of the sources, with spaces between them; none for a reading of our own.")
    ),
    Field("urls", "text", _mark("The addresses of the sources, in the same order; none for a reading of our own.")),
    Field(
        "paragraphs",
        "text",
        _mark("For each source its paragraphs, with commas between them; 0 for the source as a whole."),
    ),
    Field(
        "elsewhere",
        "text",
        _mark(
            "For each source those of the paragraphs that do not stand at its address, with commas between them; 0 "
            "where all do."
        ),
    ),
    Field("hows", "text", _mark("For each source how it has the event.")),
    Field("page_*", "address", _PAGES),
)

FILES: Final[Mapping[str, File]] = {
    "relations.json": File(
        "application/json", _mark("All pairs of countries, and how they stand."), "relation", "relations"
    ),
    "events.json": File("application/json", _mark("All events, the newest first."), "event", "events"),
    "events.csv": File(
        "text/csv",
        _mark(
            "The same events as a table, an event a row, for spreadsheets: RFC 4180, UTF-8. A cell that begins like a "
            "formula (= + - @) has an apostrophe before it, so that no spreadsheet reckons with it."
        ),
    ),
    "countries.geojson": File(
        "application/geo+json",
        _mark(
            "All countries with their markers and shapes: RFC 7946, WGS 84. The shapes are Natural Earth’s, in the "
            "public domain, in the version of Visionscarto (ISC and BSD licences), simplified."
        ),
        "country",
        "features",
    ),
}
