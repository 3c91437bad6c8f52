"""View function of the data page: what the files hold, field by field, from the same table as their schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from explainers.page_kinds import METHOD
from explainers.pages.data_views import DataField, DataRecord, DataSource
from explainers.pages.frames import frame
from explainers.pages.open_data.fields import ABOUT_ITSELF, COLUMNS, FILES, RECORDS, SHARED, TYPES, Field, File, Record
from explainers.pages.open_data.files import column_names, data_files
from explainers.pages.open_data.schemas import schema_name
from explainers.pages.page_context import PageContext
from explainers.pages.view_parts import Link
from explainers.pages.views import DataView

__all__ = ["data"]


def data(context: PageContext) -> tuple[DataView, tuple[tuple[str, bytes], ...]]:
    """Return the data page, and the files (address, bytes): these with the page of the first language alone."""
    title, first = context.say("Open data"), context.language == context.urls.languages[0]
    summary = context.say("Relations, events and countries as files that programs read, each record with its receipts.")
    about = context.say("What every JSON file says of itself, before its records.")
    itself = DataRecord("file", context.say("Every file"), about, _fields(context, ABOUT_ITSELF))
    view = DataView(
        frame(context, title, summary),
        title,
        summary,
        tuple(_source(context, name, file) for name, file in FILES.items()),
        (*(_record(context, key, RECORDS[key]) for key in SHARED), itself),
        _licence(context),
        _cite(context, title),
        Link(context.say("What statuses, kinds and badges mean"), context.link("page", METHOD, "at-statuses"))
        if METHOD in context.site.pages()
        else None,
    )
    return view, data_files(context.site) if first else ()


def _licence(context: PageContext) -> Link | None:
    licence = context.site.settings.licence
    return Link(licence.name, licence.address) if licence else None


def _source(context: PageContext, name: str, file: File) -> DataSource:
    if file.record:
        record = _record(context, file.record, RECORDS[file.record])
    else:
        about = context.say("The columns, in their order.")
        record = DataRecord("row", context.say("A row"), about, _fields(context, COLUMNS))
    schema = context.link_to_address(schema_name(name)) if file.record else ""
    return DataSource(Link(name, context.link_to_address(name)), context.say(file.about), schema, record)


def _record(context: PageContext, key: str, record: Record) -> DataRecord:
    return DataRecord(key, context.say(record.title), context.say(record.about), _fields(context, record.fields))


def _fields(context: PageContext, fields: Iterable[Field]) -> tuple[DataField, ...]:
    return tuple(
        DataField(
            ", ".join(column_names(field, context.urls.languages)),
            context.say(TYPES[field.type].words),
            context.say(field.meaning),
            _words(TYPES[field.type].schema),
        )
        for field in fields
    )


def _words(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words that a field may have, if these are listed."""
    return tuple(schema.get("enum") or (one["const"] for one in schema.get("oneOf", ()) if "const" in one))


def _cite(context: PageContext, title: str) -> str:
    """Return how to cite the data, as a line of plain text."""
    name = context.site_names.name
    licence = context.site.settings.licence
    words = (
        context.say(
            "“%(title)s”, %(site)s, %(licence)s, with the day on which you took the file.",
            title=title, site=name, licence=licence.name,
        )
        if licence
        else context.say("“%(title)s”, %(site)s, with the day on which you took the file.", title=title, site=name)
    )  # fmt: skip
    return f"{words} {context.absolute_address}".strip()
