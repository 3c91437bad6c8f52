"""What is kept of a page comes back as it was, and says what others can ask of it."""

from __future__ import annotations

import msgspec
import pytest

from explainers.build.analysis import analysed
from explainers.build.bundles import Bundle, decoded, encoded, provided
from explainers.reading.file_names import page_of_file
from tests.build.test_analysis import files_of, site

LANGUAGES = ("en", "fr")


def bundle(path: str, **texts: str) -> Bundle:
    """Return the bundle of a file of the example site, and of others of the same page, with other texts."""
    raw = files_of(path, **texts)
    return analysed(*page_of_file(raw[0].path, LANGUAGES), raw, site()).bundle


@pytest.mark.parametrize("path", ["explainers/neutral-zone.md", "sources/wire.yaml", "events.yaml", "names.yaml"])
def test_a_bundle_and_its_record_come_back_as_they_were(path: str) -> None:
    raw = files_of(path)
    one = analysed(*page_of_file(raw[0].path, LANGUAGES), raw, site())
    kept = msgspec.msgpack.encode(one.bundle)
    assert msgspec.msgpack.decode(kept, type=Bundle) == one.bundle
    assert encoded(decoded(one.record)) == one.record


@pytest.mark.parametrize("junk", [b"", b"\xff\xff", b"\x93\x01\x02\x03"])
def test_what_was_never_kept_is_not_taken_for_a_record(junk: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        decoded(junk)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("explainers/neutral-zone.md", {"page explainers/neutral-zone.md", "headings explainers/neutral-zone.md"}),
        ("countries/norway.md", {"page countries/norway.md", "headings countries/norway.md", "country NO"}),
        ("sources/wire.yaml", {"source wire", "evidence wire"}),
        ("events.yaml", {"event zone-agreed"}),
        ("glossary.yaml", {"term neutral-zone"}),
        ("names.yaml", set()),
    ],
)
def test_a_bundle_gives_what_others_ask_for_by_name(path: str, names: set[str]) -> None:
    assert provided(bundle(path)).keys() == names
    assert provided(None) == {}


def test_words_matter_to_nobody_else_and_headings_do() -> None:
    path = "explainers/neutral-zone.md"
    text = files_of(path)[0].data.decode()
    before = provided(bundle(path))
    assert provided(bundle(path, original=text.replace("agreed", "settled"))) == before
    assert provided(bundle(path, original=text + "\n## What next?\n\nCalm [@wire, para. 5].\n")) != before


def test_of_a_source_all_is_evidence_and_its_paragraphs_are_told_apart() -> None:
    path = "sources/wire.yaml"
    text = files_of(path)[0].data.decode()
    before, title, count = (
        provided(bundle(path, original=one))
        for one in (text, text.replace("title: Envoys", "title: Two envoys"), text.replace("count: 6", "count: 7"))
    )
    assert [name for name in before if before[name] != title[name]] == ["evidence wire"]
    assert [name for name in before if before[name] != count[name]] == ["source wire", "evidence wire"]


def test_a_page_is_published_as_its_original_says() -> None:
    path = "explainers/neutral-zone.md"
    one = bundle(path)
    assert [one.state(day, by_date=True) for day in ("2023-11-23", "2023-11-24")] == ["draft", "published"]
    assert one.state("2023-11-23", by_date=False) == "published"
    drafted = files_of(path)[0].data.decode().replace("---\n", "---\nstatus: draft\n", 1)
    assert bundle(path, original=drafted).state("2024-01-01", by_date=False) == "draft"
