"""View function of the data page: what the files hold, field by field, from the same table as their schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from explainers.pages.data_views import DataField, DataRecord, DataSource
from explainers.pages.frames import frame
from explainers.pages.open_data.fields import ABOUT_ITSELF, COLUMNS, FILES, RECORDS, TYPES, Field, File, Record
from explainers.pages.open_data.files import column_names, data_files
from explainers.pages.open_data.schemas import schema_name
from explainers.pages.page_context import Sheet
from explainers.pages.structured_data import LICENCE
from explainers.pages.views import DataView, Link

__all__ = ["data"]

_SHARED: Final = ("date", "receipt", "claim")  # kinds of records that stand within others


def data(sheet: Sheet) -> tuple[DataView, tuple[tuple[str, bytes], ...]]:
    """Return the data page, and the files (address, bytes): these with the page of the first language alone."""
    title, first = sheet.say("Open data"), sheet.language == sheet.urls.languages[0]
    summary = sheet.say("Relations, events and countries as files that programs read, each record with its receipts.")
    about = sheet.say("What every JSON file says of itself, before its records.")
    itself = DataRecord("file", sheet.say("Every file"), about, _fields(sheet, ABOUT_ITSELF))
    view = DataView(
        frame(sheet, title, summary),
        title,
        summary,
        tuple(_source(sheet, name, file) for name, file in FILES.items()),
        (*(_record(sheet, key, RECORDS[key]) for key in _SHARED), itself),
        Link(sheet.say("Creative Commons Attribution 4.0"), LICENCE),
        _cite(sheet, title),
        Link(sheet.say("What statuses, kinds and badges mean"), sheet.link("page", "method", "at-statuses"))
        if "method" in sheet.facts.pages()
        else None,
    )
    return view, data_files(sheet.facts) if first else ()


def _source(sheet: Sheet, name: str, file: File) -> DataSource:
    if file.record:
        record = _record(sheet, file.record, RECORDS[file.record])
    else:
        about = sheet.say("The columns, in their order.")
        record = DataRecord("row", sheet.say("A row"), about, _fields(sheet, COLUMNS))
    schema = sheet.link_to_address(schema_name(name)) if file.record else ""
    return DataSource(Link(name, sheet.link_to_address(name)), sheet.say(file.about), schema, record)


def _record(sheet: Sheet, key: str, record: Record) -> DataRecord:
    return DataRecord(key, sheet.say(record.title), sheet.say(record.about), _fields(sheet, record.fields))


def _fields(sheet: Sheet, fields: Iterable[Field]) -> tuple[DataField, ...]:
    return tuple(
        DataField(
            ", ".join(column_names(field, sheet.urls.languages)),
            sheet.say(TYPES[field.type].words),
            sheet.say(field.meaning),
            tuple(TYPES[field.type].schema.get("enum", ())),
        )
        for field in fields
    )


def _cite(sheet: Sheet, title: str) -> str:
    """Return how to cite the data, as a line of plain text."""
    name = sheet.facts.settings.names[sheet.language].name
    words = sheet.say(
        "“%(title)s”, %(site)s, CC BY 4.0, with the day on which you took the file.", title=title, site=name
    )
    return f"{words} {sheet.urls.absolute(sheet.address)}" if sheet.urls.site else words
