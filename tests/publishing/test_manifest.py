"""Manifests and build records: the same bytes have the same id, and what is damaged is not believed."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.publishing import manifest
from explainers.publishing.kinds import headers_of
from explainers.publishing.manifest import (
    BuildRecord,
    Carried,
    Manifest,
    NotReadable,
    Scanned,
    encoded,
    entries_of,
    list_digest,
    manifest_of,
    record_of,
    release_id,
)
from tests.publishing.synthetic import NOON, SITE, URL

paths = st.from_regex(r"[a-zé]{1,8}(/[a-z ]{1,8}){0,2}\.(html|css|txt)", fullmatch=True)
digests = st.integers(0, 2**256 - 1).map("{:064x}".format)
files = st.dictionaries(paths, st.builds(Scanned, digests, st.integers(0, 2**40)), max_size=6)


def some_manifest(found: dict[str, Scanned]) -> Manifest:
    carried = {"assets/a.0123456789ab.css": Carried("0" * 64, 3, {}, NOON - timedelta(days=3))}
    digest = list_digest(found)
    return Manifest(
        1,
        release_id(digest),
        SITE,
        URL,
        "c" * 40,
        NOON,
        2,
        "test",
        entries_of(found),
        carried,
        {"a": "b"},
    )


@given(files)
def test_a_manifest_is_read_as_it_was_written(found: dict[str, Scanned]) -> None:
    assert manifest_of(encoded(some_manifest(found))) == some_manifest(found)


@given(files)
def test_the_id_does_not_depend_on_the_order_of_files(found: dict[str, Scanned]) -> None:
    assert list_digest(dict(reversed(found.items()))) == list_digest(found)


@given(files, paths, digests)
def test_the_id_depends_on_every_path_digest_and_size(found: dict[str, Scanned], path: str, digest: str) -> None:
    base = {**found, path: Scanned(digest, 1)}
    others = [
        {**base, path: Scanned(digest[::-1] + "0", 1)},
        {**base, path: Scanned(digest, 2)},
        {**base, f"{path}x": Scanned(digest, 1)},
    ]
    assert len({list_digest(each) for each in (base, *others)}) == 4


def test_the_id_depends_on_the_headers_that_a_server_is_to_send(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"index.html": Scanned("0" * 64, 1)}
    before = list_digest(found)
    monkeypatch.setattr(manifest, "headers_of", lambda path: headers_of(path) | {"cache-control": "no-store"})
    assert list_digest(found) != before


DAY = "2026-01-01T00:00:00Z"
ENTRY = {"sha256": "0", "size": 1, "kind": "file", "headers": {}}
CARRIED = {"sha256": "0", "size": 1, "headers": {}, "dropped": DAY}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 2}, "version 2"),
        ({"id": "../../x"}, "id"),
        ({"files": {"../x": ENTRY}}, "out of the release"),
        ({"carried": {"/x": CARRIED}}, "out of the release"),
        ({"files": []}, "damaged"),
        ({"commit_time": "yesterday"}, "damaged"),
    ],
)
def test_a_manifest_that_can_not_be_right_is_refused(change: dict[str, object], said: str) -> None:
    values = msgspec.json.decode(encoded(some_manifest({})))
    with pytest.raises(NotReadable, match=said):
        manifest_of(msgspec.json.encode(values | change))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_build_record_or_refused(data: bytes) -> None:
    try:
        assert isinstance(record_of(data), BuildRecord)
    except NotReadable as error:
        assert str(error)


def test_what_follows_from_a_manifest_is_made_once_however_often_it_is_asked() -> None:
    made = some_manifest({"index.html": Scanned("1" * 64, 3)})
    assert made.served is made.served
    assert made.own is made.own
    assert made.pages is made.pages
    assert "assets/a.0123456789ab.css" in made.served
    assert msgspec.json.decode(encoded(made)).keys() == set(made.__struct_fields__)
