"""Schemas for editors: every file that reading takes fits them; every key that it knows is in them, with words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from explainers.build.content import Wanted
from explainers.build.whole_site import Reading, read_site
from explainers.content_kinds import CONTENT_KINDS
from explainers.editing.schemas import SchemaSite, keys_of, known_values, schema_files, schema_site
from explainers.reading.data_files import ENTRY_KEYS
from explainers.reading.page_files import TEXT_KEYS
from explainers.reading.schema import Key, ListOf, MapOf, Part

ROOT = Path(__file__).resolve().parents[2]
SITES = {
    "content": ("en", "fr"),
    "tests/sites/complete/content": ("en", "fr"),
    "tests/sites/other/content": ("es", "en"),
}


class _Core(yaml.SafeLoader):
    """YAML 1.2, as editors read it: no dates, and NO is Norway."""


_Core.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _plain(value: Any) -> Any:
    """Keys are texts in JSON."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


@cache
def _read(folder: str) -> Reading:
    return read_site(ROOT / folder, Wanted(SITES[folder], "2026-11-29"))


@pytest.mark.parametrize("folder", SITES)
def test_every_file_that_is_read_without_an_error_fits_its_schema(folder: str) -> None:
    reading = _read(folder)
    wrong = {problem.path for problem in reading.problems if problem.severity == "error"}
    schemas = dict(schema_files(schema_site(reading.corpus, SITES[folder])))
    looked_at = set()
    for document in reading.documents:
        if document.path in wrong:
            continue
        name = document.kind + ("" if document.original else ".translation")
        text = document.data.decode()
        front = text.split("---\n")[1] if text.startswith("---\n") and document.path.endswith(".md") else text
        value = _plain(yaml.load(front, Loader=_Core))
        jsonschema.Draft7Validator(schemas[f"{name}.schema.json"]).validate(value)
        looked_at.add(name)
    assert {"country", "relation"} <= looked_at


def _keys(
    keys: Mapping[str, Key], schema: Mapping[str, Any], where: str
) -> Iterator[tuple[str, Key, Mapping[str, Any]]]:
    """Yield all keys, also those of parts, each with where it stands and its schema."""
    assert list(keys) == list(schema["properties"]), where
    for name, key in keys.items():
        its, type = schema["properties"][name], key.type
        yield f"{where}.{name}", key, its
        while isinstance(type, ListOf | MapOf):
            its = its["items"] if isinstance(type, ListOf) and "items" in its else its
            its = next(iter(its["patternProperties"].values())) if "patternProperties" in its else its
            type = type.item
        if isinstance(type, Part):
            yield from _keys(type.keys, its, f"{where}.{name}")


def test_each_key_of_the_reader_is_in_its_schema_with_the_words_of_its_table() -> None:
    schemas = dict(schema_files(SchemaSite(("en", "fr"))))
    found = []
    for kind in CONTENT_KINDS:
        whole = schemas[f"{kind.name}.schema.json"]
        found += _keys(keys_of(kind.name), whole["items"] if kind.name in ENTRY_KEYS else whole, kind.name)
        if kind.name in TEXT_KEYS:
            whole = schemas[f"{kind.name}.translation.schema.json"]
            found += _keys(keys_of(kind.name, translation=True), whole, f"{kind.name} translated")
    assert {"source.paragraphs.watch.how", "explainer.changes.was", "events.cite"} <= {where for where, _, _ in found}
    for where, key, schema in found:
        assert key.about, where
        assert schema["description"] == key.about, where


def test_what_a_site_has_is_proposed_and_what_it_will_have_is_allowed() -> None:
    site = SchemaSite(("en",), {"NO": "Norway"}, {"gazette": "Fishing agreed"}, {"talks": "They talked."})
    schemas = dict(schema_files(site))
    page = schemas["explainer.schema.json"]["properties"]
    assert page["countries"]["items"]["anyOf"][0] == {"enum": ["NO"], "enumDescriptions": ["Norway"]}
    validator = jsonschema.Draft7Validator({"type": "object", "properties": page})
    assert not list(
        validator.iter_errors({"countries": ["SE"], "events": ["talks", "later", "änderung-2"], "status": "hidden"})
    )
    assert list(validator.iter_errors({"countries": ["Sweden"]}))
    assert list(validator.iter_errors({"status": "hiden"}))
    assert all(list(validator.iter_errors({"events": [id]})) for id in ("Later", "a_b", "a--b", "two words", ""))
    how = keys_of("source")["paragraphs"].type.item.keys["how"]  # type: ignore[attr-defined]
    assert known_values("how", how.type, site)["pledged"] == "Promised; our source does not say that it is done."
