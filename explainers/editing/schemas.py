"""JSON Schemas (draft 7) of front matter and data files, for editors' programs: made of the tables of keys that reading
has, with their words, and of what a site has. Pure: what the site has is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import Any, Final

from msgspec import Struct

from explainers.content_kinds import CONTENT_KINDS, ContentKind
from explainers.countries import country_name, country_names
from explainers.model import Corpus
from explainers.pages.vocabulary import BADGES, KINDS, STATUS_WORDS
from explainers.reading.data_files import ENTRY_KEYS, NOWHERE, SOURCE_KEYS
from explainers.reading.page_files import PAGE_KEYS, TEXT_KEYS
from explainers.reading.schema import LANGUAGE, PARAGRAPH, Key, ListOf, MapOf, Part, Type
from explainers.reading.values import (
    Choice,
    CountryCode,
    Edtf,
    Line,
    LineByLanguage,
    Number,
    Pair,
    Slug,
    TextType,
)  # fmt: skip

__all__ = [
    "MEANINGS", "SCHEMA_FOLDER", "SchemaSite", "as_json", "keys_of", "known_values", "schema_files", "schema_site",
    "vscode_files",
]  # fmt: skip

SCHEMA_FOLDER: Final = ".vscode/schemas"
"""Where schemas are written, below the site's root. They are not part of its history."""

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_SCALAR: Final = ["string", "number", "boolean"]  # YAML takes more for a number or a truth than reading does
_TRANSLATION: Final = ".translation"

MEANINGS: Final[Mapping[str, str]] = {
    "published": "Readers see it.",
    "draft": "It shows in the preview only; what is wrong in it stops nothing.",
    "hidden": "It has a page that no list, feed or search leads to.",
    "correction": "What stood there was wrong.",
    "clarification": "What stood there could be misunderstood.",
    "update": "Something new is known.",
}
"""What the words mean that no page explains."""


class SchemaSite(Struct, frozen=True):
    """What a site has that keys may name: its languages, the first that of originals; its countries' names by code;
    its sources' titles by key; its events' texts by id.
    """

    languages: tuple[str, ...]
    countries: Mapping[str, str] = {}
    sources: Mapping[str, str] = {}
    events: Mapping[str, str] = {}


def schema_site(corpus: Corpus, languages: tuple[str, ...]) -> SchemaSite:
    """Return what a site has that keys may name."""
    first = languages[0]
    return SchemaSite(
        languages,
        {code: country_name(code, first) for code in corpus.countries},
        {key: source.title for key, source in corpus.sources.items()},
        {id: event.text.get(first, "") for id, event in corpus.events.items()},
    )


def keys_of(kind: str, *, translation: bool = False) -> Mapping[str, Key]:
    """Return the keys of a kind of content: of a page's front matter, or of a data file or its entries."""
    if kind in PAGE_KEYS:
        return (TEXT_KEYS if translation else PAGE_KEYS)[kind]
    return SOURCE_KEYS if kind == "source" else ENTRY_KEYS.get(kind, {})


def known_values(key: str, type: Type, site: SchemaSite) -> Mapping[str, str]:
    """Return the values that are known for a key, or for an entry of its list, with what each means; none for most."""
    if isinstance(type, ListOf):
        return known_values(key, type.item, site)
    if isinstance(type, Choice):
        return {word: _meaning(word, type.words) for word in type.words}
    if isinstance(type, CountryCode):
        names = country_names(site.languages[0])
        return names if key == "code" else site.countries
    if isinstance(type, Slug) and key == "events":
        return site.events
    if isinstance(type, Slug) and key == "source":
        return {**site.sources, NOWHERE: "No source is known that has them."}
    return {}


def _meaning(word: str, among: tuple[str, ...]) -> str:
    if word in MEANINGS:
        return MEANINGS[word]
    if word in STATUS_WORDS and "not-stated" in among:
        return STATUS_WORDS[word].meaning
    return KINDS["happened"][1] if word == "happened" else BADGES[word].meaning


# ---- schemas ---------------------------------------------------------------------------------------------


def schema_files(site: SchemaSite) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schemas of a site, each with its file's name: of every kind of content, and of translations."""
    for kind in CONTENT_KINDS:
        keys = keys_of(kind.name)
        whole = _object(keys, site)
        if kind.name in ENTRY_KEYS:
            whole = {"type": ["array", "null"], "items": whole}
        yield _file(kind.name), _titled(f"{kind.name}: {kind.place}", whole)
        if kind.name in TEXT_KEYS:
            name = kind.name + _TRANSLATION
            yield _file(name), _titled(f"{kind.name}, a translation", _object(TEXT_KEYS[kind.name], site))


def _file(name: str) -> str:
    return f"{name}.schema.json"


def _titled(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DRAFT, "title": title, **schema}


def _object(keys: Mapping[str, Key], site: SchemaSite) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: {"description": key.about, **_value(key.type, name, site)} for name, key in keys.items()},
        "required": [name for name, key in keys.items() if key.required],
        "additionalProperties": False,
    }


def _value(type: Type, key: str, site: SchemaSite) -> dict[str, Any]:
    """Return the schema of what a key takes: what is known by name is proposed, all that is written alike allowed."""
    plain = _schema(type, key, site)
    known = {} if isinstance(type, ListOf) else known_values(key, type, site)
    if not known:
        return plain
    listed = {"enum": list(known), "enumDescriptions": list(known.values())}
    return listed if isinstance(type, Choice) else {"anyOf": [listed, plain]}


@singledispatch
def _schema(type: Type, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001 - `register` adds the types
    raise TypeError(f"no schema is known for {type}")


@_schema.register
def _line(type: Line, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001 - as the others
    return {"type": _SCALAR, **({"maxLength": type.longest} if type.longest else {})}


@_schema.register
def _line_by_language(type: LineByLanguage, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001
    return {"anyOf": [{"type": _SCALAR}, _map(MapOf("language", Line(), complete=True), key, site)]}


@_schema.register
def _map(type: MapOf, key: str, site: SchemaSite) -> dict[str, Any]:
    item = _value(type.item, key, site)
    if type.keys == "language":
        named = {"properties": dict.fromkeys(site.languages, item), "additionalProperties": False}
        return {"type": "object", **named, "required": list(site.languages[:1]) if type.complete else []}
    patterns = {"any-language": f"^{LANGUAGE.pattern}$", "paragraph": PARAGRAPH, "figure": "."}
    return {"type": "object", "patternProperties": {patterns[type.keys]: item}, "additionalProperties": False}


@_schema.register
def _list(type: ListOf, key: str, site: SchemaSite) -> dict[str, Any]:
    listed = {"type": "array", "items": _value(type.item, key, site), "minItems": 1, "uniqueItems": type.unique}
    return {"anyOf": [listed, {"type": "string"}]} if type.commas else listed


@_schema.register
def _part(type: Part, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001
    return _object(type.keys, site)


@_schema.register
def _pair(type: Pair, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001
    bounded = [{"type": "number", "minimum": -limit, "maximum": limit} for limit in type.limits]
    return {"type": "array", "items": bounded, "minItems": len(bounded), "maxItems": len(bounded)}


@_schema.register
def _number(type: Number, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001
    return {"type": ["integer", "string"], "minimum": 1, "pattern": type.pattern}


@_schema.register
def _choice(type: Choice, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001
    return {"enum": list(type.words)}


@_schema.register
def _text(type: TextType, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001
    return {"type": "string", "pattern": type.pattern}


@_schema.register
def _edtf(type: Edtf, key: str, site: SchemaSite) -> dict[str, Any]:  # noqa: ARG001
    return {"type": ["string", "integer"]}


# ---- VS Code ---------------------------------------------------------------------------------------------


def vscode_files(content: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files by which VS Code knows a site, as path below its root and bytes: which schema its data files
    have, the language server, how texts are shown; and the extensions that this needs: YAML's, and a client for
    language servers. `content`: the name of the content folder.
    """
    yield ".vscode/settings.json", as_json(_settings(content))
    yield ".vscode/extensions.json", as_json({"recommendations": ["redhat.vscode-yaml", "zsol.vscode-glspc"]})


def _settings(content: str) -> dict[str, Any]:
    return {
        "yaml.schemas": {
            f"{SCHEMA_FOLDER}/{_file(kind.name)}": f"{content}/{_files(kind)}"
            for kind in CONTENT_KINDS
            if not kind.translated
        },
        "glspc.server.command": ".venv/bin/explainers",
        "glspc.server.commandArguments": ["lsp"],
        "glspc.server.languageId": ["markdown", "yaml"],
        # VS Code's own links know nothing of {filename}: without them, Ctrl and a click go to the definition.
        "[markdown]": {"editor.wordWrap": "on", "editor.quickSuggestions": {"other": "on"}, "editor.links": False},
        # ’ and – are what texts are to have: marks around them would look like problems.
        "[yaml]": {"editor.wordWrap": "on", "editor.unicodeHighlight.ambiguousCharacters": False},
        "files.eol": "\n",
        "files.insertFinalNewline": True,
    }


def _files(kind: ContentKind) -> str:
    return f"{kind.place}/*{kind.ending}" if kind.ending else kind.place


def as_json(value: Mapping[str, Any]) -> bytes:
    """Return a schema or settings as the bytes of a file."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
