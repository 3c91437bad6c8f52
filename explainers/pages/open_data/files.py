"""The data files as bytes, the same for all languages: JSON, GeoJSON, CSV, and the schemas beside them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

from explainers.pages.open_data.fields import COLUMNS, FILES, Field
from explainers.pages.open_data.records import PageContexts, Thing
from explainers.pages.open_data.schemas import schema_name, schema_of
from explainers.site.site import Site

__all__ = ["column_names", "data_files"]

# What spreadsheets take for a formula at the beginning of a cell (OWASP, CSV Injection), in wide forms too.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_NONE: Final = "none"


def data_files(site: Site) -> tuple[tuple[str, bytes], ...]:
    """Return the data files of a site and their schemas: addresses and bytes, in UTF-8."""
    contexts = PageContexts(site)
    records = {"relation": contexts.relations, "event": contexts.events, "country": contexts.countries}
    events = list(contexts.events())
    found: list[tuple[str, bytes]] = [("events.csv", _table(events, contexts.urls.languages).encode())]
    for name, file in FILES.items():
        if file.record:
            own = events if file.record == "event" else records[file.record]()
            schema = schema_of(name, contexts.address(schema_name(name)))
            found.append((name, _lines(_about(contexts, name), file.records, own).encode()))
            found.append((schema_name(name), (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()))
    return tuple(sorted(found))


def _about(contexts: PageContexts, name: str) -> Thing:
    """Return what a file says of itself."""
    names = contexts.site.settings.names
    return {
        "$schema": contexts.address(schema_name(name)),
        "publisher": contexts.by_language(lambda context: names[context.language].name),
        "licence": licence.reference if (licence := contexts.site.settings.licence) else None,
        "documentation": contexts.page("data"),
        "languages": contexts.urls.languages,
        **({"type": "FeatureCollection"} if name.endswith(".geojson") else {}),
    }


def _lines(about: Thing, key: str, records: Iterable[Thing]) -> str:
    """Return JSON with a record a line, so that two versions can be compared line by line."""
    head = "".join(f"{_json(name)}: {_json(value)},\n" for name, value in about.items())
    return f"{{\n{head}{_json(key)}: [\n" + ",\n".join(map(_json, records)) + "\n]\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


# ---- the table -------------------------------------------------------------------------------------------


def column_names(column: Field, languages: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a column: one for each language, where it has texts.

    >>> column_names(Field("text_*", "text", ""), ("en", "fr"))
    ('text_en', 'text_fr')
    """
    if not column.name.endswith("*"):
        return (column.name,)
    return tuple(column.name.replace("*", language) for language in languages)


def _table(events: Iterable[Thing], languages: Iterable[str]) -> str:
    """Return events as CSV by RFC 4180, with a header."""
    header = [name for column in COLUMNS for name in column_names(column, languages)]
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for event in events:
        cells = dict(_cells(event))
        writer.writerow([_harmless(cells.get(name, "")) for name in header])
    return text.getvalue()


def _cells(event: Thing) -> Iterator[tuple[str, str]]:
    when, receipts = event["when"], event["receipts"]
    yield from ((name, when[name] or "") for name in ("edtf", "iso", "first", "last"))
    yield from ((name, event[name]) for name in ("id", "kind"))
    yield "countries", " ".join(event["countries"])
    for prefix, texts in (("when", when["words"]), ("text", event["text"]), ("page", event["pages"])):
        yield from ((f"{prefix}_{language}", text) for language, text in texts.items())
    yield "sources", " ".join(one["source"] or _NONE for one in receipts)
    yield "urls", " ".join(one["url"] or _NONE for one in receipts)
    yield "paragraphs", " ".join(",".join(map(str, one["paragraphs"])) or "0" for one in receipts)
    yield "elsewhere", " ".join(_absent(one) for one in receipts)
    yield "hows", " ".join(one["how"] for one in receipts)


def _absent(receipt: Thing) -> str:
    return ",".join(str(number) for place in receipt["elsewhere"] for number in place["paragraphs"]) or "0"


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
